// The cards that speak of decisions: one of the register, a committee's latest, and one sent to an institution, which its people answer there.
import { Container, DateInput, Fact, FactSet, OpenUrlAction, TextBlock, TextInput } from '@microsoft/teams.cards';
import { say, type Language, type Text } from '../../src/shared/language.ts';
import type { LatestDecisions, ShownDecision, ShownReach } from '../use-cases-decisions.ts';
import { botWords } from '../words.ts';
import { decisionWords } from '../words-decisions.ts';
import { ask, card, open, paragraph, plain, reveal, type Button, type CardMessage, type Element } from './card.ts';

/** Parts of a card with what a client that cannot draw them says instead. */
interface Drawn { readonly body: readonly Element[]; readonly lines: readonly string[] }

const LONGEST_REASON = 1000;

const facts = (rows: readonly (readonly [string, string])[], language: Language): Drawn => ({
  body: [new FactSet(...rows.map(([name, value]) => new Fact(name, plain(value))))],
  lines: rows.map(([name, value]) => `${name}${language === 'fr-CA' ? '\u00A0: ' : ': '}${value}`),
});
const note = (text: string): Drawn => ({ body: [paragraph(text, { subtle: true })], lines: [text] });
const together = (parts: readonly Drawn[]): Drawn => ({ body: parts.flatMap(({ body }) => body), lines: parts.flatMap(({ lines }) => lines) });
const drawn = (language: Language, title: string, parts: readonly Drawn[], buttons: readonly Button[]): CardMessage => {
  const { body, lines } = together(parts);
  return card(language, title, body, buttons, lines);
};
const pageButton = ({ page }: ShownDecision, language: Language): Button => open(decisionWords(language).buttons.open, page);

function decisionFacts(of: ShownDecision, language: Language): readonly (readonly [string, string])[] {
  const { facts: names } = decisionWords(language);
  return [
    [names.number, of.number], [names.committee, of.acronym], ...(of.title === null ? [] : [[names.title, of.title] as const]),
    [names.kind, say(of.kind, language)], [names.day, say(of.day, language)], [names.standing, say(of.standingText, language)],
  ];
}
const notes = (of: ShownDecision, language: Language): Drawn[] => {
  const words = decisionWords(language);
  return [...(of.supersededBy === null ? [] : [note(words.superseded(of.supersededBy))]), ...(of.title === null ? [note(words.restricted)] : [])];
};

/** One of the register, as somebody asked for it. */
export const decisionCard = (of: ShownDecision, language: Language): CardMessage => drawn(language, of.id, [facts(decisionFacts(of, language), language), ...notes(of, language)], [pageButton(of, language)]);

export function latestDecisionsCard({ acronym, decisions }: Pick<LatestDecisions, 'acronym' | 'decisions'>, language: Language): CardMessage {
  const words = decisionWords(language);
  const rows = decisions.map((of): Drawn => {
    const head = of.title ?? of.id;
    const line = [of.title === null ? null : of.id, of.acronym, say(of.day, language), say(of.standingText, language)].filter((part) => part !== null).join(' · ');
    const row = new Container(new TextBlock(plain(head), { wrap: true, weight: 'Bolder', color: 'Accent' }), new TextBlock(plain(line), { wrap: true, spacing: 'None' })).withSelectAction(new OpenUrlAction(of.page, { title: `${head}, ${line}` }));
    row.separator = true;
    return { body: [row], lines: [head, line, of.page] };
  });
  return drawn(language, words.latest(acronym), rows.length === 0 ? [note(words.noneYet)] : rows, []);
}

/** Sent to an institution's people; once somebody has answered, it shows to all of them what was answered. */
export function reachCard(reach: ShownReach, { message, reminder = false }: { readonly message: string; readonly reminder?: boolean }, language: Language): CardMessage {
  const words = decisionWords(language);
  const { decision } = reach;
  const title = reach.state !== 'asked' ? words.answered(decision.id) : reminder ? words.reminder(decision.id) : words.toApply(decision.id);
  return drawn(language, title, [...reachParts(reach, language), ...(decision.standing !== 'superseded' && reach.state === 'asked' ? [note(words.ask)] : [])], [...reachButtons(reach, message, language), pageButton(decision, language)]);
}

/** Why it was not noted, with the same buttons again. */
export function reachRefusedCard(reach: ShownReach | null, why: Text, message: string, language: Language): CardMessage {
  const words = decisionWords(language);
  const reason: Drawn = { body: [paragraph(say(why, language))], lines: [say(why, language)] };
  if (reach === null) return drawn(language, words.notNoted, [reason], []);
  return drawn(language, words.notNoted, [reason, ...reachParts(reach, language)], [...reachButtons(reach, message, language), pageButton(reach.decision, language)]);
}

function reachParts(reach: ShownReach, language: Language): Drawn[] {
  const { facts: names } = decisionWords(language);
  return [facts([...decisionFacts(reach.decision, language), [names.institution, say(reach.institution.name, language)], [names.answer, say(reach.stateText, language)]], language), ...notes(reach.decision, language)];
}

function reachButtons({ decision, institution, plannedOn }: ShownReach, message: string, language: Language): Button[] {
  if (decision.standing === 'superseded') return [];
  const words = decisionWords(language);
  const answer = (title: string, state: 'received' | 'planned' | 'applied' | 'not-applicable') => ask(title, { verb: 'reach-answer', decision: decision.id, institution: institution.id, state, message });
  const day = new DateInput({ id: 'plannedOn', label: words.plannedOn, isRequired: true, errorMessage: words.dayMissing, ...(plannedOn === null ? {} : { value: plannedOn }) });
  const reason = new TextInput({ id: 'reason', label: words.reason, isRequired: true, errorMessage: words.reasonMissing, isMultiline: true, maxLength: LONGEST_REASON, placeholder: words.care });
  return [
    answer(words.buttons.received, 'received'), reveal(words.buttons.planned, [day], answer(words.buttons.send, 'planned')),
    answer(words.buttons.applied, 'applied'), reveal(words.buttons.notApplicable, [reason], answer(words.buttons.send, 'not-applicable')),
  ];
}

// ---- what there is to say otherwise

const said = (language: Language, { title, detail }: { readonly title: string; readonly detail: string }, buttons: readonly Button[] = []): CardMessage => card(language, title, [paragraph(detail)], buttons, [detail]);

export const noDecisionCard = (language: Language): CardMessage => said(language, decisionWords(language).none);
export const goneDecisionCard = (language: Language): CardMessage => said(language, decisionWords(language).gone);
export const noSuchCommitteeCard = (language: Language): CardMessage => said(language, decisionWords(language).noSuchCommittee);
export const decisionsInChatCard = (chatUrl: string, language: Language): CardMessage => said(language, decisionWords(language).inChat, [open(botWords(language).buttons.openChat, chatUrl)]);
