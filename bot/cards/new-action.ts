// A new action: what was understood of a dictated one, to be seen before it is made; the form that corrects it, which is also the dialog
// on a message; and what was made.
import { Choice, ChoiceSetInput, DateInput, Fact, FactSet, TextInput } from '@microsoft/teams.cards';
import { priorityWords } from '../../src/features/actions/words.ts';
import { formatDate } from '../../src/shared/format.ts';
import { say, type Language, type Text } from '../../src/shared/language.ts';
import { typeset } from '../../src/shared/words.ts';
import type { ActionView, DraftView } from '../use-cases-actions.ts';
import { actionWords } from '../words-actions.ts';
import { actionCard } from './action.ts';
import { ask, card, open, paragraph, plain, reveal, submit, type CardMessage, type Element } from './card.ts';

const PRIORITIES = ['urgent', 'important', 'medium', 'low'] as const;
const MOST_CHOICES = 80;
/** A choice must have a value. */
export const NOBODY = 'nobody';

/** The fields as somebody left them, to be corrected. */
function inputs(draft: DraftView, language: Language): Element[] {
  const words = actionWords(language);
  const { form } = words;
  const choices = (of: readonly { readonly title: string; readonly value: string }[]) => of.slice(0, MOST_CHOICES).map((choice) => new Choice(choice));
  const choose = (id: string, label: string, of: readonly { readonly title: string; readonly value: string }[], value: string | null, more: object = {}) =>
    new ChoiceSetInput(...choices(of)).withOptions({ id, label, style: 'compact', wrap: true, ...(value === null ? {} : { value }), ...more });
  return [
    new TextInput({ id: 'title', label: words.title, value: draft.title, isRequired: true, errorMessage: form.titleMissing, maxLength: 200 }),
    ...(draft.committees.length === 0 ? [] : [choose('committee', words.committee, draft.committees.map(({ id, acronym }) => ({ title: acronym, value: id })), draft.committee, { isRequired: true, errorMessage: form.committeeMissing })]),
    ...(draft.owners.length === 0 ? [] : [choose('owner', words.owner, [{ title: words.unassigned, value: NOBODY }, ...draft.owners.map(({ person, title }) => ({ title: say(title, language), value: person }))], draft.owner ?? NOBODY)]),
    new DateInput({ id: 'due', label: words.due, value: draft.due ?? '', isRequired: true, errorMessage: form.dueMissing }),
    choose('priority', words.priority, PRIORITIES.map((value) => ({ title: say(priorityWords[value], language), value })), draft.priority),
  ];
}

/** What was understood, with « Créer » when nothing is missing and « Corriger » always. */
export function draftCard(draft: DraftView, reference: string, { unknownDay }: { readonly unknownDay: string | null }, language: Language): CardMessage {
  const words = actionWords(language);
  const { title, committee, owner, due, priority } = draft;
  const wanting = [...(unknownDay === null ? [] : [words.draft.unknownDay(unknownDay)]), ...draft.wanting.map((text) => typeset(say(text, language)))];
  const facts: (readonly [string, string])[] = [
    [words.title, title === '' ? '–' : title],
    [words.committee, draft.committees.find(({ id }) => id === committee)?.acronym ?? '–'],
    [words.owner, ownerIn(draft, language)],
    [words.due, due === null ? '–' : formatDate(due, language)],
    [words.priority, say(priorityWords[priority], language)],
  ];
  const colon = language === 'fr-CA' ? '\u00A0: ' : ': ';
  const told = wanting.length === 0 ? [words.draft.understood] : [...wanting, words.draft.notYet, words.draft.example];
  const make = ask(words.buttons.create, { verb: 'action-make', reference, title, ...(committee === null ? {} : { committee }), ...(owner === null ? {} : { owner }), ...(due === null ? {} : { due }), priority });
  return card(
    language, wanting.length === 0 ? words.draft.title : words.draft.wanting,
    [new FactSet(...facts.map(([name, value]) => new Fact(name, plain(value)))), ...told.map((line) => paragraph(line))],
    [...(wanting.length === 0 ? [make] : []), reveal(words.buttons.correct, inputs(draft, language), ask(words.buttons.create, { verb: 'action-make', reference }))],
    [...facts.map(([name, value]) => `${name}${colon}${value}`), ...told],
  );
}

const ownerIn = ({ owner, owners }: DraftView, language: Language): string => {
  const title = owners.find(({ person }) => person === owner)?.title;
  return title === undefined ? actionWords(language).unassigned : say(title, language);
};

export const madeCard = (view: ActionView, language: Language): CardMessage => actionCard(view, language, { title: actionWords(language).created(view.id) });
/** The last of the dialog: a dialog sends every button to its own command, so only the page is left. */
export const madeInDialogCard = (view: ActionView, language: Language): CardMessage => actionCard(view, language, { title: actionWords(language).created(view.id), answers: false });

/** `url`: the page where it can be made all the same. */
export const restrictedDraftCard = (acronym: string, url: string, openHome: string, language: Language): CardMessage => {
  const { draft } = actionWords(language);
  return card(language, draft.restricted(acronym), [paragraph(draft.restrictedDetail)], [open(openHome, url)], [draft.restrictedDetail]);
};

export const notAllowedDraftCard = (why: Text, language: Language): CardMessage => card(language, actionWords(language).draft.notAllowed, [paragraph(typeset(say(why, language)))], [], [typeset(say(why, language))]);

/** The dialog on a message: the same fields, sent by the dialog's own submit. */
export function dialogCard(draft: DraftView, reference: string, language: Language, { quoted, wanting }: { readonly quoted: boolean; readonly wanting: readonly Text[] }): CardMessage {
  const words = actionWords(language);
  const told = [...wanting.map((text) => typeset(say(text, language))), ...(quoted ? [words.draft.messageKept] : [])];
  return card(language, words.draft.fromMessage, [...told.map((line) => paragraph(line)), ...inputs(draft, language)], [submit(words.buttons.create, { reference })], told);
}
