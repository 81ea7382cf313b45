// What Gouverne says when it arrives: in a committee's channel, and to one person.
import type { Language } from '../../src/shared/language.ts';
import { say } from '../../src/shared/language.ts';
import { botWords } from '../words.ts';
import type { CommitteeView } from '../use-cases.ts';
import { ask, card, open, paragraph, type CardMessage } from './card.ts';

/** `message`: the ledger's name of the card, so that its first use proves that it arrived. */
export function welcomeChannel(committee: CommitteeView, message: string, language: Language): CardMessage {
  const words = botWords(language);
  const { title, tab, bot, restricted } = words.welcomeChannel;
  const lines = committee.confidential ? [restricted, bot] : [say(committee.name, language), tab, bot];
  return card(
    language,
    title(committee.acronym),
    lines.map((line, at) => paragraph(line, { subtle: at === lines.length - 1 })),
    [...(committee.links.tab === null ? [] : [open(words.buttons.openTab, committee.links.tab)]), ask(words.buttons.help, { verb: 'help', message })],
    lines,
  );
}

export function welcomeChat(message: string, homeUrl: string, language: Language): CardMessage {
  const words = botWords(language);
  const { title, purpose, ask: how, otherLanguage } = words.welcomeChat;
  return card(
    language,
    title,
    [paragraph(purpose), paragraph(how), paragraph(words.help.care), paragraph(otherLanguage, { subtle: true })],
    [ask(words.buttons.myCommittees, { verb: 'my-committees', message }), ask(words.buttons.help, { verb: 'help', message }), open(words.buttons.openHome, homeUrl)],
    [purpose, how, words.help.care, otherLanguage],
  );
}
