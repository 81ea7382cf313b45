// Which actions somebody looks at: as asked of the server, as kept under a name, as applied to rows that are here already.
import type { ActionQuery, ActionRow, ActionState } from '../../src/contract/actions.ts';
import { sundayOf } from '../ui/days.ts';
import { plain } from '../ui/format.ts';
import { NOBODY, priorityOf, stateOf, type ActionFilter, type StateFilter } from './address.ts';

/** All of it, as the server, a saved view and an export take it. */
export const queryOf = (filter: ActionFilter): ActionQuery => ({
  ...(filter.committee !== null && { committee: filter.committee }), ...(filter.territory !== null && { territory: filter.territory }), ...(filter.answered && { answered: 'true' as const }), ...(filter.owner !== null && { owner: filter.owner }),
  ...(filter.state !== 'open' && { state: filter.state }), ...(filter.late && { late: 'true' as const }), ...(filter.week && { week: 'true' as const }), ...(filter.priority !== null && { priority: filter.priority }),
  ...(filter.decision !== null && { decision: filter.decision }), ...(filter.q.trim() !== '' && { q: filter.q.trim() }),
});

export const filterOf = (query: ActionQuery): ActionFilter => ({
  q: query.q ?? '', state: stateOf(query.state), late: query.late === 'true', week: query.week === 'true', owner: query.owner ?? null,
  priority: priorityOf(query.priority), committee: query.committee ?? null, territory: query.territory ?? null, answered: query.answered === 'true', decision: query.decision ?? null,
});

/** What is fetched so that every other choice is then immediate: a place, and whether what is over belongs to it. */
export function scopeOf({ committee, territory, answered, decision, state }: ActionFilter): ActionQuery {
  const whole = state === 'all' ? 'all' : state === 'closed' || state === 'done' || state === 'cancelled' ? 'closed' : 'open';
  return { ...(committee !== null && { committee }), ...(territory !== null && { territory }), ...(answered && { answered: 'true' as const }), ...(decision !== null && { decision }), ...(whole !== 'open' && { state: whole }) };
}

export const isOpen = (state: ActionState): boolean => state !== 'done' && state !== 'cancelled';
const isIn = (state: ActionState, wanted: StateFilter): boolean => wanted === 'all' || (wanted === 'open' ? isOpen(state) : wanted === 'closed' ? !isOpen(state) : state === wanted);
/** Who answers for it, as a filter names them: a person, else a vacant seat, else nobody. */
export const ownerKey = ({ owner }: Pick<ActionRow, 'owner'>): string => owner?.person ?? owner?.id ?? NOBODY;

/** Thousands of rows are looked through at each key, so the letters of each are worked out once. */
const letters = new WeakMap<ActionRow, string>();
function lettersOf(row: ActionRow): string {
  const known = letters.get(row);
  if (known !== undefined) return known;
  const made = plain(`${row.id} ${row.title} ${row.committee.acronym} ${row.owner?.label ?? ''}`);
  letters.set(row, made);
  return made;
}

/** `fetched`: the words were looked for by the server already, which knows their endings. */
export function filterRows(rows: readonly ActionRow[], filter: ActionFilter, { today, me, fetched = false }: { readonly today: string; readonly me: string; readonly fetched?: boolean }): readonly ActionRow[] {
  const words = fetched ? [] : plain(filter.q).split(/\s+/).filter(Boolean);
  const sunday = sundayOf(today);
  const owner = filter.owner === 'me' ? me : filter.owner;
  return rows.filter((row) =>
    isIn(row.state, filter.state)
    && (!filter.late || row.late)
    && (!filter.week || (row.due >= today && row.due <= sunday))
    && (owner === null || ownerKey(row) === owner)
    && (filter.priority === null || row.priority === filter.priority)
    && words.every((word) => lettersOf(row).includes(word)));
}

/** Those who answer for something here, by name, for the choice of one among them. */
export function ownersIn(rows: readonly ActionRow[], language: string): readonly { readonly id: string; readonly name: string }[] {
  const owners = new Map<string, string>();
  for (const row of rows) if (row.owner !== null) owners.set(ownerKey(row), row.owner.label);
  return [...owners].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, language));
}
