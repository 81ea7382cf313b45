// One committee in four lines and a link, or the list of somebody's committees.
// The Bot Service keeps what passes through it outside Canada: a restricted committee shows its acronym and its link, nothing else.
import { Column, ColumnSet, Fact, FactSet, OpenUrlAction, TextBlock } from '@microsoft/teams.cards';
import { say, type Language } from '../../src/shared/language.ts';
import type { CommitteeView } from '../use-cases.ts';
import { botWords } from '../words.ts';
import { ask, card, open, paragraph, plain, type Button, type CardMessage, type Element } from './card.ts';

const LONGEST_MANDATE = 200;
/** As many as fit a phone's screen twice; the rest is one touch away. */
const MOST_LISTED = 8;

/** The sentence, or its beginning up to a whole word. */
export function oneLine(text: string, longest = LONGEST_MANDATE): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= longest) return line;
  const cut = line.slice(0, longest);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longest / 2)).replace(/[\s,;:.]+$/, '')}…`;
}

function linksOf(committee: CommitteeView, language: Language): Button[] {
  const { buttons } = botWords(language);
  return [
    ...(committee.links.tab === null ? [] : [open(buttons.openTab, committee.links.tab)]),
    ...(committee.links.channel === null ? [] : [open(buttons.openChannel, committee.links.channel)]),
  ];
}

export function committeeCard(committee: CommitteeView, language: Language): CardMessage {
  const words = botWords(language).committee;
  const buttons = [...linksOf(committee, language), ask(botWords(language).buttons.myCommittees, { verb: 'my-committees' })];
  const missing = committee.links.tab === null ? [words.noWorkspace] : [];
  if (committee.confidential) {
    const lines = [words.restricted, ...missing];
    return card(language, committee.acronym, lines.map((line) => paragraph(line)), buttons, lines);
  }
  const facts: (readonly [string, string])[] = [
    [words.level, say(committee.levelName, language)],
    [words.chair, committee.chair === null ? words.vacant : say(committee.chair, language)],
    ...(committee.role === null ? [] : [[words.role, say(committee.role, language)] as const]),
  ];
  const mandate = oneLine(say(committee.mandate, language));
  const body: Element[] = [
    paragraph(say(committee.name, language)),
    paragraph(mandate),
    new FactSet(...facts.map(([title, value]) => new Fact(title, plain(value)))),
    ...missing.map((line) => paragraph(line, { subtle: true })),
  ];
  const colon = language === 'fr-CA' ? '\u00A0: ' : ': ';
  return card(language, committee.acronym, body, buttons, [say(committee.name, language), mandate, ...facts.map(([title, value]) => `${title}${colon}${value}`), ...missing]);
}

export function committeesCard(committees: readonly CommitteeView[], homeUrl: string, language: Language): CardMessage {
  const words = botWords(language);
  const home = open(words.buttons.openHome, homeUrl);
  if (committees.length === 0) return card(language, words.committees.none, [paragraph(words.committees.noneDetail)], [home], [words.committees.noneDetail]);

  const listed = committees.slice(0, MOST_LISTED);
  const rest = committees.length - listed.length;
  const detail = (committee: CommitteeView): string =>
    committee.confidential ? words.committees.restricted : [...(committee.role === null ? [] : [say(committee.role, language)]), say(committee.name, language)].join(' · ');
  return card(
    language,
    words.committees.title(committees.length),
    [...listed.map((committee) => row(committee, detail(committee))), ...(rest > 0 ? [paragraph(words.committees.more(rest), { subtle: true })] : [])],
    [home, ask(words.buttons.help, { verb: 'help' })],
    [...listed.map((committee) => `${committee.acronym} – ${detail(committee)}`), ...(rest > 0 ? [words.committees.more(rest)] : [])],
  );
}

/** The whole row is the link: a target that a thumb finds. */
function row(committee: CommitteeView, detail: string): Element {
  const column = new Column(
    new TextBlock(plain(committee.acronym), { weight: 'Bolder', wrap: true, ...(committee.links.tab === null ? {} : { color: 'Accent' as const }) }),
    new TextBlock(plain(detail), { wrap: true, isSubtle: true, spacing: 'None' }),
  ).withWidth('stretch');
  return new ColumnSet({
    spacing: 'Small',
    separator: true,
    columns: [column],
    ...(committee.links.tab === null ? {} : { selectAction: new OpenUrlAction(committee.links.tab, { title: `${committee.acronym}, ${detail}` }) }),
  });
}
