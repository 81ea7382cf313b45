// A change of one action as the page foresees it: the row that it will make, what it does to the counts, how to take it back, and what
// somebody else changed in the meantime.
import type { ActionChange, ActionCounts, ActionDetail, ActionRow, ActionState } from '../../src/contract/actions.ts';
import { daysBetween, sundayOf } from '../ui/days.ts';
import { NOBODY } from './address.ts';
import { isOpen } from './filter.ts';
import type { ActionWords } from './words.ts';

const lateness = (row: Pick<ActionRow, 'state' | 'due'>, today: string): Pick<ActionRow, 'late' | 'lateDays'> => {
  const late = isOpen(row.state) && row.due < today;
  return { late, lateDays: late ? daysBetween(row.due, today) : 0 };
};

/** The row as it will be; the server's own then takes its place. A due day in working days, or another owner, only the server can tell. */
export function changed(row: ActionRow, change: ActionChange, today: string): ActionRow {
  const state = change.state ?? row.state;
  const due = typeof change.due === 'string' ? change.due : row.due;
  return {
    ...row, state, due, title: change.title ?? row.title, priority: change.priority ?? row.priority,
    // The reason of a new due day is not that of the blocking.
    blocked: state !== 'blocked' ? null : change.state === 'blocked' ? (change.reason ?? row.blocked) : row.blocked,
    owner: change.owner === null ? null : row.owner,
    closedOn: isOpen(state) ? null : (row.closedOn ?? today),
    ...lateness({ state, due }, today),
  };
}

const NOTHING: ActionCounts = { open: 0, late: 0, blocked: 0, dueThisWeek: 0 };
function weightOf(row: ActionRow | null, today: string): ActionCounts {
  if (row === null || !isOpen(row.state)) return NOTHING;
  return { open: 1, late: Number(row.late), blocked: Number(row.state === 'blocked'), dueThisWeek: Number(row.due >= today && row.due <= sundayOf(today)) };
}
/** The counts once one row has become another; null for a row that was not there, or no longer is. */
export function recounted(counts: ActionCounts, before: ActionRow | null, after: ActionRow | null, today: string): ActionCounts {
  const [less, more] = [weightOf(before, today), weightOf(after, today)];
  return { open: counts.open - less.open + more.open, late: counts.late - less.late + more.late, blocked: counts.blocked - less.blocked + more.blocked, dueThisWeek: counts.dueThisWeek - less.dueThisWeek + more.dueThisWeek };
}

/**
 * The change that takes this one back; null where there is no way back: a due day that is past already, a closing of which the outcome is
 * not known here.
 */
export function undoing(row: ActionRow & Partial<Pick<ActionDetail, 'detail' | 'outcome' | 'links'>>, change: ActionChange, today: string, reason: string): ActionChange | null {
  const back: ActionChange = {};
  if (change.state !== undefined && change.state !== row.state) {
    if (!isOpen(row.state) && row.outcome === undefined) return null;
    back.state = row.state;
    if (row.state === 'blocked') back.reason = row.blocked;
    if (row.state === 'done') back.outcome = row.outcome ?? null;
    if (row.state === 'cancelled') back.reason = row.outcome ?? reason;
  } else if (change.state === 'blocked') Object.assign(back, { state: 'blocked', reason: row.blocked });
  if (change.due !== undefined) {
    if (row.due < today) return null;
    back.due = row.due;
    back.reason ??= reason;
  }
  if (change.owner !== undefined) back.owner = row.owner === null ? null : { kind: row.owner.kind, id: row.owner.id };
  if (change.title !== undefined) back.title = row.title;
  if (change.priority !== undefined) back.priority = row.priority;
  for (const field of ['detail', 'links'] as const) {
    if (change[field] === undefined) continue;
    if (row[field] === undefined) return null;
    if (field === 'detail') back.detail = row.detail ?? null;
    else back.links = linksOf(row.links);
  }
  if (change.outcome !== undefined && change.state === undefined) { if (row.outcome === undefined) return null; back.outcome = row.outcome; }
  return back;
}

/** The ids behind the links of a page, as a change says them. */
export const linksOf = (links: ActionDetail['links'] | undefined): NonNullable<ActionChange['links']> =>
  (links === undefined ? {} : { meeting: links.meeting?.id ?? null, item: links.item, decision: links.decision?.id ?? null, project: links.project?.id ?? null, risk: links.risk?.id ?? null });

/** Rows that are taken back by the very same change go together: one request for all of them. */
export function undoneTogether(rows: readonly ActionRow[], change: ActionChange, today: string, reason: string): readonly { readonly change: ActionChange; readonly ids: readonly string[] }[] | null {
  const groups = new Map<string, { change: ActionChange; ids: string[] }>();
  for (const row of rows) {
    const back = undoing(row, change, today, reason);
    if (back === null) return null;
    const key = JSON.stringify(back);
    const group = groups.get(key) ?? { change: back, ids: [] };
    group.ids.push(row.id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const ownerOf = ({ owner }: ActionRow): string => owner?.id ?? NOBODY;
/** What differs between what was seen and what is, as sentences. */
export function changesBetween(seen: ActionRow, is: ActionRow, words: ActionWords, dayOf: (day: string) => string): readonly string[] {
  const { changes } = words;
  const named = (row: ActionRow): string => row.owner?.label ?? words.nobody;
  const stateOf = (state: ActionState): string => words.states[state].toLowerCase();
  const found: string[] = [];
  if (seen.state !== is.state) found.push(changes.state(stateOf(seen.state), stateOf(is.state)));
  if (seen.due !== is.due) found.push(changes.due(dayOf(seen.due), dayOf(is.due)));
  if (ownerOf(seen) !== ownerOf(is)) found.push(changes.owner(named(seen), named(is)));
  if (seen.priority !== is.priority) found.push(changes.priority(words.priorities[seen.priority].toLowerCase(), words.priorities[is.priority].toLowerCase()));
  if (seen.title !== is.title) found.push(changes.title(is.title));
  if (seen.state === is.state && seen.blocked !== is.blocked && is.blocked !== null) found.push(changes.blocked(is.blocked));
  return found;
}
