// The order of a list of actions: by one column, then by due day, then by number.
import { ActionPriority, ActionState, type ActionRow } from '../../src/contract/actions.ts';

export const COLUMNS = ['id', 'title', 'committee', 'owner', 'due', 'state', 'priority'] as const;
export type SortColumn = (typeof COLUMNS)[number];
export interface Sorting { readonly by: SortColumn; readonly down: boolean }
export const BY_DUE: Sorting = { by: 'due', down: false };

type Compare = (a: ActionRow, b: ActionRow) => number;
const states = new Map(ActionState.options.map((state, place) => [state, place]));
const priorities = new Map(ActionPriority.options.map((priority, place) => [priority, place]));
const plainly = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** `A-2027-1000` comes after `A-2027-999`. */
const byNumber = (a: string, b: string): number => a.length - b.length || plainly(a, b);

/** Comparing words of a language is slow: each distinct text is placed once, and rows then compare by place. What has no text comes last. */
function byText(rows: readonly ActionRow[], language: string, textOf: (row: ActionRow) => string | null): Compare {
  const { compare } = new Intl.Collator(language);
  const places = new Map([...new Set(rows.map(textOf))].filter((text) => text !== null).sort(compare).map((text, place) => [text, place]));
  const placeOf = (row: ActionRow): number => places.get(textOf(row) ?? '') ?? places.size;
  return (a, b) => placeOf(a) - placeOf(b);
}

function compareOf(by: SortColumn, rows: readonly ActionRow[], language: string): Compare {
  switch (by) {
    case 'id': return (a, b) => byNumber(a.id, b.id);
    case 'title': return byText(rows, language, ({ title }) => title);
    case 'committee': return byText(rows, language, ({ committee }) => committee.acronym);
    case 'owner': return byText(rows, language, ({ owner }) => owner?.label ?? null);
    case 'due': return (a, b) => plainly(a.due, b.due);
    case 'state': return (a, b) => (states.get(a.state) ?? 0) - (states.get(b.state) ?? 0);
    case 'priority': return (a, b) => (priorities.get(a.priority) ?? 0) - (priorities.get(b.priority) ?? 0);
    default: return by satisfies never;
  }
}

export function sortRows(rows: readonly ActionRow[], { by, down }: Sorting, language: string): readonly ActionRow[] {
  const compare = compareOf(by, rows, language);
  return [...rows].sort((a, b) => (down ? compare(b, a) : compare(a, b)) || plainly(a.due, b.due) || byNumber(a.id, b.id));
}

/** A second press on the same column turns it over. */
export const sortedBy = (sorting: Sorting, by: SortColumn): Sorting => (sorting.by === by ? { by, down: !sorting.down } : { by, down: false });
