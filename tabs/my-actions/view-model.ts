// One's actions in the order in which they matter: what is late or due this week, then later, then what was closed lately.
import type { ActionRow } from '../../src/contract/actions.ts';
import { isOpen } from '../actions/filter.ts';
import { sundayOf } from '../ui/days.ts';

export interface MyActions { readonly now: readonly ActionRow[]; readonly later: readonly ActionRow[]; readonly closed: readonly ActionRow[] }

export function sortMyActions(rows: readonly ActionRow[], today: string): MyActions {
  const open = rows.filter((row) => isOpen(row.state)).sort((a, b) => a.due.localeCompare(b.due) || a.id.localeCompare(b.id));
  const isNow = ({ due }: ActionRow): boolean => due <= sundayOf(today);
  return {
    now: open.filter(isNow), later: open.filter((row) => !isNow(row)),
    closed: rows.filter((row) => !isOpen(row.state)).sort((a, b) => (b.closedOn ?? '').localeCompare(a.closedOn ?? '') || b.id.localeCompare(a.id)),
  };
}
