// The cascade by level, lowest on the left as work climbs, and its filter.
import type { CommitteeSummary } from '../../src/contract/committees.ts';
import type { Cascade } from '../../src/contract/meetings.ts';
import { matches } from '../ui/format.ts';

export type CascadeRow = Cascade['rows'][number];
export interface CascadeFilter { readonly typed: string; readonly onlyMissing: boolean }
export const missesOf = (row: CascadeRow): number => row.meetings.filter((one) => one.misses !== null).length;

/** Rows without a meeting say nothing; a filter for what is late keeps only these meetings. */
export const filterRows = (rows: readonly CascadeRow[], { typed, onlyMissing }: CascadeFilter): readonly CascadeRow[] =>
  rows.filter((row) => matches(typed, row.committee.acronym, row.committee.name))
    .map((row) => (onlyMissing ? { ...row, meetings: row.meetings.filter((one) => one.misses !== null) } : row))
    .filter((row) => row.meetings.length > 0);

export interface Column { readonly level: string; readonly name: string; readonly rows: readonly CascadeRow[] }
/** As items climb: local, territorial, national, ministerial; then those that stand beside. */
const ORDER: readonly CommitteeSummary['level'][] = ['local', 'territorial', 'national', 'ministeriel_strategique', 'conseil', 'projet'];
export function columnsOf(rows: readonly CascadeRow[], committees: readonly CommitteeSummary[], other: string): readonly Column[] {
  const known = new Map(committees.map((one) => [one.id, one]));
  const named = ORDER.map((level): Column => ({ level, name: committees.find((one) => one.level === level)?.levelName ?? level, rows: rows.filter((row) => known.get(row.committee.id)?.level === level) }));
  const unknown: Column = { level: '', name: other, rows: rows.filter((row) => !known.has(row.committee.id)) };
  return [...named, unknown].filter((column) => column.rows.length > 0);
}
