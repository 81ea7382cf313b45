// What one look at a plan goes by, and how it can end.

import type { ActionId, CommitteeId } from '../../../shared/ids.ts';
import type { Charter, Committee } from '../../committees/domain/charter.ts';
import type { When } from '../domain/change-action.ts';
import type { Accounts, Reasons } from '../domain/planner-action.ts';
import { FIELDS, type MayOwn, type PlannerCard, type PlannerView } from '../domain/planner-view.ts';
import type { PlannerTask } from '../ports-planner.ts';
import type { ActionDeps } from './announce.ts';
import type { PlanDeps, StandingPlan } from './planner-plan.ts';

export interface PlannerDeps extends PlanDeps, ActionDeps {
  readonly charter: () => Promise<Charter | null>;
  readonly accounts: () => Promise<Accounts>;
  readonly reasons: Reasons;
  /** For the operator: ids and kinds only. */
  readonly onProblem: (problem: { readonly committee: CommitteeId; readonly task?: string; readonly action?: ActionId; readonly why: string }) => void;
}

/** `later`: an answer is missing, or does not show yet. */
export type Outcome = 'settled' | 'look-again' | 'later';

/** A closed action is followed for a month, should somebody reopen its task; later, reopening the task is noticed all the same. */
export const FOLLOWED_MS = 30 * 86_400_000;

/** Everything that one look goes by. */
export interface Case {
  readonly deps: PlannerDeps;
  readonly charter: Charter;
  readonly committee: Committee;
  readonly accounts: Accounts;
  readonly mayOwn: MayOwn;
  readonly when: When;
  readonly plan: StandingPlan;
}
export interface Card { readonly task: PlannerTask; readonly card: PlannerCard }

export const bucketOf = ({ buckets }: StandingPlan, id: string | null): PlannerCard['bucket'] => (Object.entries(buckets) as [NonNullable<PlannerCard['bucket']>, string][]).find(([, bucket]) => bucket === id)?.[0] ?? null;
export const sameView = (a: PlannerView, b: PlannerView): boolean => FIELDS.every((field) => a[field] === b[field]);
