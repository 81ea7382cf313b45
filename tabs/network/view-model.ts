// The tree of committees as rows, filtered without losing the way up, and the totals of the network.
import type { CommitteeSummary } from '../../src/contract/committees.ts';
import type { Drift } from '../../src/contract/provisioning.ts';
import { matches } from '../ui/format.ts';

export const CONCERNS = ['all', 'vacant', 'under', 'workspace', 'drift'] as const;
export type Concern = (typeof CONCERNS)[number];
export interface Filter { readonly typed: string; readonly level: string; readonly territory: string; readonly only: Concern }
export const NO_FILTER: Filter = { typed: '', level: '', territory: '', only: 'all' };
export const isFiltering = (filter: Filter): boolean => filter.typed.trim() !== '' || filter.level !== '' || filter.territory !== '' || filter.only !== 'all';

export interface TreeRow {
  readonly committee: CommitteeSummary;
  readonly parentId: string | null;
  readonly children: number;
  /** Kept only to show the way to a match below. */
  readonly wayOnly: boolean;
}

export type DriftByCommittee = ReadonlyMap<string, number>;
export function driftByCommittee(drift: Drift | undefined): DriftByCommittee {
  const counts = new Map<string, number>();
  for (const item of drift?.items ?? []) if (item.committee !== null) counts.set(item.committee.id, (counts.get(item.committee.id) ?? 0) + 1);
  return counts;
}

/** Something is missing in Teams; what is archived is as it should be. */
export const needsWorkspace = (committee: CommitteeSummary): boolean => committee.workspace.state !== 'ready' && committee.workspace.state !== 'archived';

function passes(committee: CommitteeSummary, filter: Filter, drift: DriftByCommittee): boolean {
  if (filter.level !== '' && committee.level !== filter.level) return false;
  if (filter.territory !== '' && committee.territory !== filter.territory) return false;
  switch (filter.only) {
    case 'all': break;
    case 'vacant': if (committee.seats.vacant === 0) return false; break;
    case 'under': if (committee.seats.underRepresented === 0) return false; break;
    case 'workspace': if (!needsWorkspace(committee)) return false; break;
    case 'drift': if (!drift.has(committee.id)) return false; break;
    default: filter.only satisfies never;
  }
  return matches(filter.typed, committee.acronym, committee.name, committee.institution, committee.territory, committee.levelName);
}

/**
 * Depth first, parents before children, in the order of the charter. A committee whose parent the reader may not see
 * stands at the top; a loop, which a charter cannot hold, would still end.
 */
export function treeRows(committees: readonly CommitteeSummary[], filter: Filter, drift: DriftByCommittee): readonly TreeRow[] {
  const known = new Map(committees.map((one) => [one.id, one]));
  const kept = new Set<string>();
  const matching = new Set<string>();
  for (const committee of committees) {
    if (!passes(committee, filter, drift)) continue;
    matching.add(committee.id);
    for (let at: CommitteeSummary | undefined = committee; at !== undefined && !kept.has(at.id); at = at.parentId === null ? undefined : known.get(at.parentId)) kept.add(at.id);
  }
  const below = new Map<string | null, CommitteeSummary[]>();
  for (const committee of committees) {
    if (!kept.has(committee.id)) continue;
    const parent = committee.parentId !== null && known.has(committee.parentId) ? committee.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), committee]);
  }
  const rows: TreeRow[] = [];
  const visit = (parent: string | null): void => {
    for (const committee of below.get(parent) ?? []) {
      rows.push({ committee, parentId: parent, children: below.get(committee.id)?.length ?? 0, wayOnly: !matching.has(committee.id) });
      visit(committee.id);
    }
  };
  visit(null);
  return rows;
}

export interface Totals { readonly committees: number; readonly ready: number; readonly notReady: number; readonly vacant: number; readonly under: number }
export function totalsOf(committees: readonly CommitteeSummary[]): Totals {
  return {
    committees: committees.length,
    ready: committees.filter((one) => one.workspace.state === 'ready').length,
    notReady: committees.filter(needsWorkspace).length,
    vacant: committees.reduce((sum, one) => sum + one.seats.vacant, 0),
    under: committees.reduce((sum, one) => sum + one.seats.underRepresented, 0),
  };
}

const distinct = (values: readonly (string | null)[]): readonly string[] => [...new Set(values.filter((value): value is string => value !== null))];
export const territoriesOf = (committees: readonly CommitteeSummary[], language: string): readonly string[] => [...distinct(committees.map((one) => one.territory))].sort((a, b) => a.localeCompare(b, language));
export const levelsOf = (committees: readonly CommitteeSummary[]): readonly { readonly id: string; readonly name: string }[] => [...new Map(committees.map((one) => [one.level, { id: one.level, name: one.levelName }])).values()];

/** Open at first: everything but the local committees, which are many. */
export const openAtFirst = (committees: readonly CommitteeSummary[]): ReadonlySet<string> =>
  new Set(committees.filter((one) => one.level !== 'territorial' && one.level !== 'local').map((one) => one.id));
