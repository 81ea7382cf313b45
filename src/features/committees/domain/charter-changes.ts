// What one charter changes in another, committee by committee: for the plan that people read before it is in force, and for the journal.

import type { CommitteeId } from '../../../shared/ids.ts';
import type { Charter, Committee } from './charter.ts';

export const CHARTER_FIELDS = ['acronym', 'name', 'level', 'nature', 'mandate', 'parent', 'advises', 'reportsTo', 'territory', 'institution', 'organisations', 'represents', 'zone', 'cadence', 'quorum', 'confidentiality', 'record', 'seats', 'workspace'] as const satisfies readonly (keyof Committee)[];
export type CharterField = (typeof CHARTER_FIELDS)[number];

export interface CommitteeChange {
  readonly committee: CommitteeId;
  readonly acronym: string;
  readonly fields: readonly CharterField[];
  /** Only the fields that changed. */
  readonly before: Readonly<Partial<Committee>>;
  readonly after: Readonly<Partial<Committee>>;
}

export interface CharterChanges {
  readonly added: readonly CommitteeId[];
  readonly removed: readonly CommitteeId[];
  readonly changed: readonly CommitteeChange[];
}

/** From no charter at all, everything is added. */
export function charterChanges(before: Pick<Charter, 'committees'> | null, after: Pick<Charter, 'committees'>): CharterChanges {
  const was = new Map((before?.committees ?? []).map((c) => [c.id, c]));
  const is = new Map(after.committees.map((c) => [c.id, c]));
  return {
    added: [...is.keys()].filter((id) => !was.has(id)),
    removed: [...was.keys()].filter((id) => !is.has(id)),
    changed: after.committees.flatMap((committee) => {
      const earlier = was.get(committee.id);
      const fields = earlier === undefined ? [] : CHARTER_FIELDS.filter((field) => !same(earlier[field], committee[field]));
      if (earlier === undefined || fields.length === 0) return [];
      const only = (of: Committee): Partial<Committee> => Object.fromEntries(fields.map((field) => [field, of[field]]));
      return [{ committee: committee.id, acronym: committee.acronym, fields, before: only(earlier), after: only(committee) }];
    }),
  };
}

/** Facts are plain data; a key that is absent and one that is undefined are the same, as a store that keeps JSON gives them back. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return (a ?? undefined) === (b ?? undefined);
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => same(left[key], right[key]));
}
