// One action, or several: the day's digest with the buttons that answer, what is given or comes up, one's own and the late ones, the forms
// of another answer and of a new action, and what a button did. The same card is edited as things change.
import { ActionSet, Choice, ChoiceSetInput, Container, DateInput, Fact, FactSet, OpenUrlAction, TextBlock, TextInput } from '@microsoft/teams.cards';
import { say, type Language, type Text } from '../../src/shared/language.ts';
import { typeset } from '../../src/shared/words.ts';
import type { ActionList, ActionView, Candidate, CardAnswer, ShownCard } from '../use-cases-actions.ts';
import { actionWords } from '../words-actions.ts';
import { ask, card, open, paragraph, plain, reveal, type Button, type CardMessage, type Element } from './card.ts';

/** With the buttons of each: as many as a phone shows without end. */
const MOST_LISTED = 6;
/** A list to choose from on a phone. */
const MOST_CANDIDATES = 60;

interface Drawn { readonly body: readonly Element[]; readonly lines: readonly string[] }
const text = (line: string, subtle = false): Drawn => ({ body: [paragraph(line, { subtle })], lines: [line] });
const colon = (language: Language): string => (language === 'fr-CA' ? '\u00A0: ' : ': ');
const together = (...parts: readonly Drawn[]): Drawn => ({ body: parts.flatMap(({ body }) => body), lines: parts.flatMap(({ lines }) => lines) });

/** « A-2027-003, réviser le plan »; the number alone where the title is not for a card. */
const nameOf = ({ id, title }: ActionView): string => (title === null ? id : `${id}, ${title}`);

/** Late, blocked, done on…: what is to be known of it beside its due day. */
function standingOf(view: ActionView, language: Language): string {
  const { ended } = actionWords(language);
  if (view.closedDay !== null && (view.state === 'done' || view.state === 'cancelled')) return ended[view.state](say(view.closedDay, language));
  const late = view.late === null ? '' : say(view.late, language);
  return late === '' ? say(view.stateWords, language) : `${say(view.stateWords, language)}, ${late.slice(0, 1).toLowerCase()}${late.slice(1)}`;
}

function factsOf(view: ActionView, language: Language): Drawn {
  const words = actionWords(language);
  const facts: (readonly [string, string])[] = [
    [words.due, say(view.dueDay, language)],
    [words.state, standingOf(view, language)],
    [words.committee, view.acronym],
    ...(view.title === null ? [] : [[words.owner, view.owner === null ? words.unassigned : say(view.owner, language)] as const]),
  ];
  return together(
    { body: [new FactSet(...facts.map(([title, value]) => new Fact(title, plain(value))))], lines: facts.map(([title, value]) => `${title}${colon(language)}${value}`) },
    ...(view.title === null ? [text(typeset(words.restricted), true)] : []),
  );
}

const reference = (view: ActionView, message: string | undefined) => ({ action: view.id, version: view.version, ...(message === undefined ? {} : { message }) });

/** Same for everybody who reads the card. Who only hears of it is not asked whether it is done. */
function answerButtons(view: ActionView, language: Language, message?: string): Button[] {
  if (!view.open) return [];
  const { buttons } = actionWords(language);
  const doing = view.as === null || view.as === 'before' || view.as === 'after' || view.as === 'given';
  return [...(doing ? [ask(buttons.done, { verb: 'action-done', ...reference(view, message) })] : []), ask(buttons.other, { verb: 'action-other', ...reference(view, message) })];
}

const pageButton = (view: ActionView, language: Language): Button => open(actionWords(language).buttons.open, view.page);

function headingOf(view: ActionView, language: Language): string {
  const words = actionWords(language);
  if (!view.open || view.as === null) return nameOf(view);
  return words.heading[view.as === 'before' && view.late !== null ? 'after' : view.as](nameOf(view));
}

interface InFull { readonly message?: string | undefined; readonly title?: string; readonly before?: readonly Drawn[]; /** False in a dialog, whose buttons all go to its command. */ readonly answers?: boolean }

/** In full, with what may be answered; once it is done, with the way to add what was delivered. */
export function actionCard(view: ActionView, language: Language, { message, title = headingOf(view, language), before = [], answers = true }: InFull = {}): CardMessage {
  const words = actionWords(language);
  const why = view.open && view.as === 'vacant' ? [text(typeset(words.vacantDetail))] : view.open && view.as === 'postponed-again' ? [text(words.postponedDetail)] : [];
  const { body, lines } = together(...before, ...why, factsOf(view, language));
  const deliver = answers && view.state === 'done' ? [reveal(words.buttons.deliver, [new TextInput({ id: 'outcome', label: words.form.outcome, isRequired: true, errorMessage: words.form.outcomeMissing, maxLength: 1_000 })], ask(words.buttons.send, { verb: 'action-answer', do: 'delivered', ...reference(view, message) }))] : [];
  return card(language, title, body, [...(answers ? answerButtons(view, language, message) : []), ...deliver, pageButton(view, language)], lines);
}

function rowOf(view: ActionView, language: Language, message: string | undefined): Drawn {
  const [title, when] = [nameOf(view), `${actionWords(language).due}${colon(language)}${say(view.dueDay, language)}`];
  const standing = standingOf(view, language);
  const owner = view.as === 'chair' || view.as === 'above' ? [say(view.owner ?? { fr: actionWords('fr-CA').unassigned, en: actionWords('en-CA').unassigned }, language)].filter(() => view.title !== null) : [];
  const details = [when, standing, ...owner];
  const head = new Container(new TextBlock(plain(title), { wrap: true, weight: 'Bolder', color: 'Accent' }), ...details.map((line) => new TextBlock(plain(line), { wrap: true, spacing: 'None' })))
    .withSelectAction(new OpenUrlAction(view.page, { title: `${title}, ${when}` }));
  head.separator = true;
  const buttons = answerButtons(view, language, message);
  return { body: [head, ...(buttons.length > 0 ? [new ActionSet(...buttons)] : [])], lines: [title, ...details, view.page] };
}

const rows = (views: readonly ActionView[], language: Language, message?: string): Drawn => together(...views.map((view) => rowOf(view, language, message)));

/** What leaves of its own accord: one action in full, or a list, the latest first and what came up apart. */
export function toldCard({ own, climbed }: ShownCard, message: string, actionsPage: string, language: Language): CardMessage {
  const words = actionWords(language);
  const all = [...own, ...climbed];
  const [only] = all;
  if (only !== undefined && all.length === 1) return actionCard(only, language, { message, before: only.open && climbed.length === 1 ? [text(typeset(words.climbedDetail.one))] : [] });
  const shownOwn = own.slice(0, MOST_LISTED);
  const shownClimbed = climbed.slice(0, Math.max(MOST_LISTED - shownOwn.length, 1));
  const rest = all.length - shownOwn.length - shownClimbed.length;
  const climbedDetail = typeset(climbed.length === 1 ? words.climbedDetail.one : words.climbedDetail.several);
  const section: Drawn = { body: [new TextBlock(words.climbed, { wrap: true, weight: 'Bolder', separator: true }), paragraph(climbedDetail, { subtle: true })], lines: [words.climbed, climbedDetail] };
  const { body, lines } = together(rows(shownOwn, language, message), ...(climbed.length > 0 && own.length > 0 ? [section] : climbed.length > 0 ? [text(climbedDetail, true)] : []), rows(shownClimbed, language, message), ...(rest > 0 ? [text(typeset(words.more(rest)), true)] : []));
  const as = only?.as;
  const title = own.length === 0 ? words.several.climbed(all.length) : as === 'given' || as === 'vacant' ? words.several[as](all.length) : words.several.digest(all.length);
  return card(language, title, body, [open(words.buttons.openAll, actionsPage)], lines);
}

// ---- what somebody asked

function listCard(title: string, none: string, { actions, count }: ActionList, actionsPage: string, language: Language): CardMessage {
  const words = actionWords(language);
  const rest = count - actions.length;
  const { body, lines } = count === 0 ? text(typeset(none)) : together(rows(actions, language), ...(rest > 0 ? [text(typeset(words.more(rest)), true)] : []));
  return card(language, title, body, [open(words.buttons.openAll, actionsPage)], lines);
}

export const myActionsCard = (list: ActionList, actionsPage: string, language: Language): CardMessage => listCard(actionWords(language).mine(list.count), actionWords(language).mineNone, list, actionsPage, language);
/** `here`: of the committee of a channel. */
export const lateActionsCard = (list: ActionList, here: boolean, actionsPage: string, language: Language): CardMessage =>
  listCard(actionWords(language).late(list.count), here ? actionWords(language).lateNoneHere : actionWords(language).lateNone, list, actionsPage, language);

const said = (language: Language, { title, detail }: { readonly title: string; readonly detail: string }, buttons: readonly Button[] = []): CardMessage => card(language, title, [paragraph(typeset(detail))], buttons, [typeset(detail)]);
export const goneActionCard = (language: Language): CardMessage => said(language, actionWords(language).gone, [ask(actionWords(language).buttons.mine, { verb: 'my-actions' })]);
export const actionsInChatCard = (chatUrl: string, openChat: string, language: Language): CardMessage => said(language, actionWords(language).inChat, [open(openChat, chatUrl)]);
export const noCommitteeForActionsCard = (chatUrl: string, openChat: string, language: Language): CardMessage => said(language, actionWords(language).noCommitteeHere, [open(openChat, chatUrl)]);

// ---- what a button did

export const respondedCard = (view: ActionView, answer: CardAnswer['do'], message: string | undefined, language: Language): CardMessage => actionCard(view, language, { message, title: actionWords(language).answered[answer](view.id) });
/** Where others read what the bot answers: that it is noted, and not what. */
export const actionNotedCard = (view: ActionView, language: Language): CardMessage => said(language, actionWords(language).noted, [pageButton(view, language)]);

/** What was typed in the form; what is refused for what it holds is not given back. */
export interface Typed { readonly due?: string | undefined; readonly reason?: string | undefined; readonly blockedReason?: string | undefined; readonly to?: string | undefined }

/** Three small forms, one for each other answer. `why`: what was wrong with the last one. */
export function otherAnswerCard(view: ActionView, candidates: readonly Candidate[], { message, why, typed = {} }: { readonly message?: string | undefined; readonly why?: Text; readonly typed?: Typed }, language: Language): CardMessage {
  const words = actionWords(language);
  const { form, buttons } = words;
  const send = (answer: 'postpone' | 'block' | 'hand-over') => ask(buttons.send, { verb: 'action-answer', do: answer, ...reference(view, message) });
  const reason = (id: 'reason' | 'blockedReason', placeholder: string): TextInput =>
    new TextInput({ id, label: form.why, placeholder, isMultiline: true, isRequired: true, errorMessage: form.whyMissing, maxLength: 1_000, ...(typed[id] === undefined ? {} : { value: typed[id] }) });
  const choices = candidates.slice(0, MOST_CANDIDATES).map(({ person, title }) => new Choice({ title: say(title, language), value: person }));
  const { body, lines } = together(...(why === undefined ? [] : [text(say(why, language))]), factsOf(view, language));
  const forms = !view.open ? [] : [
    reveal(buttons.postpone, [new DateInput({ id: 'due', label: form.newDue, isRequired: true, errorMessage: form.dueMissing, value: typed.due ?? '' }), reason('reason', form.whyPostpone)], send('postpone')),
    reveal(buttons.block, [reason('blockedReason', form.whyBlocked)], send('block')),
    ...(choices.length === 0 ? [] : [reveal(buttons.handOver, [new ChoiceSetInput(...choices).withOptions({ id: 'to', label: form.to, style: 'compact', placeholder: form.choose, isRequired: true, errorMessage: form.toMissing, wrap: true, ...(typed.to === undefined ? {} : { value: typed.to }) })], send('hand-over'))]),
  ];
  return card(language, why === undefined ? words.answer(nameOf(view)) : words.refused, body, [...forms, ask(buttons.back, { verb: 'action-back', ...reference(view, message) }), pageButton(view, language)], lines);
}
