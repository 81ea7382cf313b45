// What the bot says when there is no committee to show: help, what it could not do, and what must not have been written.
import { Fact, FactSet } from '@microsoft/teams.cards';
import type { Language } from '../../src/shared/language.ts';
import { botWords } from '../words.ts';
import { ask, card, open, paragraph, type Button, type CardMessage } from './card.ts';

export function helpCard(where: 'chat' | 'channel', language: Language): CardMessage {
  const { commands, help, buttons } = botWords(language);
  const rows = [
    [commands.myCommittee, help.myCommittee],
    [commands.myCommittees, help.myCommittees],
    [commands.nextMeeting, help.nextMeeting],
    [commands.myWeek, help.myWeek],
    [commands.myActions, help.myActions],
    [commands.lateActions, help.lateActions],
    [commands.newAction, help.newAction],
    [commands.help, help.help],
  ] as const;
  const lines = [...(where === 'channel' ? [help.inChannel] : []), help.care];
  return card(
    language,
    help.title,
    // A command of two words stays on one line.
    [new FactSet(...rows.map(([command, does]) => new Fact(command.replaceAll(' ', '\u00A0'), does))), ...lines.map((line) => paragraph(line, { subtle: true }))],
    [ask(buttons.myCommittees, { verb: 'my-committees' })],
    [...rows.map(([command, does]) => `${command.replaceAll(' ', '\u00A0')} – ${does}`), ...lines],
  );
}

const said = (language: Language, { title, detail }: { title: string; detail: string }, buttons: readonly Button[]): CardMessage => card(language, title, [paragraph(detail)], buttons, [detail]);

const both = (language: Language): Button[] => {
  const { buttons } = botWords(language);
  return [ask(buttons.myCommittees, { verb: 'my-committees' }), ask(buttons.help, { verb: 'help' })];
};

export const notUnderstoodCard = (language: Language): CardMessage => said(language, botWords(language).notUnderstood, both(language));
export const refusedCard = (language: Language): CardMessage => said(language, botWords(language).refused, both(language));
export const outdatedCard = (language: Language): CardMessage => said(language, botWords(language).outdated, both(language));

export const channelWithoutCommitteeCard = (chatUrl: string, language: Language): CardMessage =>
  said(language, botWords(language).channelWithoutCommittee, [open(botWords(language).buttons.openChat, chatUrl)]);

/** Somebody asked in a channel for what concerns only them. */
export const answerInChatCard = (chatUrl: string, language: Language): CardMessage =>
  said(language, botWords(language).answerInChat, [open(botWords(language).buttons.openChat, chatUrl)]);

/** Put in the place of a card that no longer says what is so. */
export function replacedCard(now: { what: string; url: string }, language: Language): CardMessage {
  const { replaced } = botWords(language);
  return said(language, { title: replaced.title, detail: replaced.detail(now.what) }, [open(now.what, now.url)]);
}

/** `reference` is what the log calls this failure, so that support can find it. */
export function failedCard(reference: string, language: Language): CardMessage {
  const { failed } = botWords(language);
  const lines = [failed.detail, failed.reference(reference)];
  return card(language, failed.title, [paragraph(failed.detail), paragraph(failed.reference(reference), { subtle: true })], [], lines);
}
