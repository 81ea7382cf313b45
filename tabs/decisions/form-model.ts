// The form that records a decision: what is missing, who could be there, and what is sent.
import type { CommitteeDetail } from '../../src/contract/committees.ts';
import type { PersonRef } from '../../src/contract/common.ts';
import type { DecisionKind, NewDecision, VoteMode } from '../../src/contract/decisions.ts';

export interface DecisionForm {
  readonly committee: string | null;
  readonly kind: DecisionKind;
  readonly title: string;
  readonly text: string;
  readonly meeting: string | null;
  readonly item: string;
  readonly day: string;
  readonly time: string;
  readonly mode: VoteMode;
  readonly for: string;
  readonly against: string;
  readonly abstained: string;
  readonly present: readonly string[];
  readonly replaces: readonly string[];
  readonly reviewOn: string;
  readonly inCamera: boolean;
  readonly reach: 'none' | 'all' | 'some';
  readonly institutions: readonly string[];
}
export const emptyDecision = (committee: string | null): DecisionForm => ({
  committee, kind: 'decision', title: '', text: '', meeting: null, item: '', day: '', time: '', mode: 'unanimous', for: '', against: '', abstained: '', present: [], replaces: [], reviewOn: '', inCamera: false, reach: 'none', institutions: [],
});
/** A form that was kept, perhaps by an older version of the page. */
export const keptDecision = (kept: unknown, committee: string | null): DecisionForm => ({ ...emptyDecision(committee), ...(typeof kept === 'object' ? kept : null) });
/** Whether somebody would miss it. */
export const isWorthKeeping = (form: DecisionForm): boolean => form.title.trim() !== '' || form.text.trim() !== '';

const countOf = (typed: string): number | null => (typed.trim() === '' ? 0 : /^\d{1,4}$/.test(typed.trim()) ? Number(typed.trim()) : null);
export const takenAt = ({ day, time }: Pick<DecisionForm, 'day' | 'time'>): string => `${day}T${time}`;
const isMoment = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/.test(text);
/** Counts are asked for where voices were told apart. */
export const isCounted = (mode: VoteMode): boolean => mode === 'majority' || mode === 'casting';

export const FIELDS = ['committee', 'title', 'text', 'takenAt', 'present', 'vote', 'institutions'] as const;
export type Missing = (typeof FIELDS)[number];
export function missingIn(form: DecisionForm): readonly Missing[] {
  const isMissing: Readonly<Record<Missing, boolean>> = {
    committee: form.committee === null, title: form.title.trim() === '', text: form.text.trim() === '', takenAt: !isMoment(takenAt(form)), present: form.present.length === 0,
    vote: [form.for, form.against, form.abstained].some((typed) => countOf(typed) === null) || (isCounted(form.mode) && form.for.trim() === ''), institutions: form.reach === 'some' && form.institutions.length === 0,
  };
  return FIELDS.filter((field) => isMissing[field]);
}

/** What a mode does not ask is not sent, though it may have been typed for another mode. */
export function toNewDecision(form: DecisionForm): NewDecision {
  const { mode } = form;
  const count = (typed: string, isAsked: boolean): number => (isAsked ? (countOf(typed) ?? 0) : 0);
  return {
    committee: form.committee ?? '', kind: form.kind, title: form.title.trim(), text: form.text.trim(), meeting: form.meeting, item: form.item.trim() === '' ? null : form.item.trim(), takenAt: takenAt(form),
    vote: { mode, for: count(form.for, isCounted(mode)), against: count(form.against, isCounted(mode)), abstained: count(form.abstained, mode !== 'unanimous') },
    present: [...form.present], replaces: [...form.replaces], reviewOn: form.reviewOn === '' ? null : form.reviewOn, inCamera: form.inCamera, reach: form.reach === 'all' ? 'all' : form.reach === 'some' ? [...form.institutions] : [],
  };
}

export interface Attendant { readonly person: PersonRef; readonly roles: readonly string[]; readonly votes: boolean; /** Sits instead of somebody. */ readonly alternate: boolean }
/** Whoever has a seat, once, those who vote first; then those who may stand in for them. */
export function attendants({ seatList }: Pick<CommitteeDetail, 'seatList'>): readonly Attendant[] {
  const people = new Map<string, Attendant>();
  for (const { holder, roleName, votes } of seatList) {
    if (holder === null) continue;
    const known = people.get(holder.id);
    people.set(holder.id, { person: holder, roles: known === undefined ? [roleName] : [...new Set([...known.roles, roleName])], votes: votes || known?.votes === true, alternate: false });
  }
  for (const { alternates, roleName } of seatList) for (const person of alternates) if (!people.has(person.id)) people.set(person.id, { person, roles: [roleName], votes: false, alternate: true });
  return [...people.values()].sort((a, b) => Number(b.votes) - Number(a.votes) || Number(a.alternate) - Number(b.alternate));
}
