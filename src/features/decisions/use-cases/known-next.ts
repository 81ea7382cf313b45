// What superseded a decision is named to whoever may know of it. A number alone already tells that there is one.

import type { DecisionId } from '../../../shared/ids.ts';
import type { Roles } from '../../committees/domain/permissions.ts';
import { maySeeDecision } from '../domain/permissions.ts';
import type { RegisterLine } from '../domain/registered-decision.ts';
import type { DecisionStore } from '../ports.ts';

type Reading = Pick<DecisionStore, 'lines' | 'reach'>;

/** Null where there is none, and where the reader may not know of it. */
export async function knownLine(decisions: Reading, roles: Roles, id: DecisionId): Promise<RegisterLine | null> {
  const [line] = await decisions.lines([id]);
  if (line === undefined) return null;
  const asked = line.reach.asked === 0 ? [] : await decisions.reach(id);
  return maySeeDecision(roles, line, asked.map(({ institution }) => institution)).ok ? line : null;
}

export const knownNext = async (decisions: Reading, roles: Roles, { supersededBy }: Pick<RegisterLine, 'supersededBy'>): Promise<RegisterLine | null> =>
  (supersededBy === null ? null : knownLine(decisions, roles, supersededBy));

/** A refusal that names what superseded a decision, as the reader may hear it. */
export async function hearable<Refusal extends object>(decisions: Reading, roles: Roles, refusal: Refusal): Promise<Refusal> {
  if (!('by' in refusal)) return refusal;
  const next = await knownNext(decisions, roles, { supersededBy: refusal.by as DecisionId | null });
  return { ...refusal, by: next?.id ?? null };
}
