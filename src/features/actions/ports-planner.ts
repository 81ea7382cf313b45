// What actions need of Planner, and what is kept of it. Adapters implement it; tests fake it.

import type { FollowUp } from '../../shared/follow-up.ts';
import type { ActionId, CommitteeId, EntraId } from '../../shared/ids.ts';
import type { ActionState } from './domain/action.ts';
import type { PlannerCard, PlannerView } from './domain/planner-view.ts';

/** What a call can end in, sorted by remedy: `lost` may have been done, so look before repeating. Thrown by Planner. */
export interface PlannerFault {
  readonly kind: 'lost' | 'throttled' | 'unavailable' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'refused';
  readonly retryAfterMs: number | null;
}

/** A task as the service gives it. */
export interface PlannerTask {
  readonly id: string;
  readonly etag: string;
  readonly bucketId: string | null;
  readonly card: Omit<PlannerCard, 'bucket'>;
  /** Made by Gouverne, not by a person. */
  readonly byUs: boolean;
}
/** What is to be written, the bucket by its id. */
export interface TaskWriting {
  readonly title?: string;
  readonly due?: string;
  readonly assign?: readonly EntraId[];
  readonly unassign?: readonly EntraId[];
  readonly bucketId?: string;
  readonly percent?: number;
  readonly priority?: number;
}

/** Plans, buckets and tasks of the tenant. Throws PlannerFault. */
export interface Planner {
  /** Those that Gouverne made in that group. */
  plansOf(group: string): Promise<readonly { readonly id: string; readonly title: string }[]>;
  createPlan(group: string, title: string): Promise<string>;
  bucketsOf(plan: string): Promise<readonly { readonly id: string; readonly name: string }[]>;
  createBucket(plan: string, name: string): Promise<string>;
  /** Null: there is no such plan any more. */
  tasksOf(plan: string): Promise<readonly PlannerTask[] | null>;
  exists(task: string): Promise<boolean>;
  create(plan: string, task: TaskWriting): Promise<PlannerTask>;
  /** The task as it is now; null when somebody changed the same thing since the etag was given, or it is gone: look again. */
  change(task: string, etag: string, writing: TaskWriting): Promise<PlannerTask | null>;
}

/** The plan of a committee. */
export interface PlanLink {
  readonly committee: CommitteeId;
  readonly plan: string | null;
  /** Ids of the buckets that Gouverne made; null while they are to be looked for. */
  readonly buckets: Readonly<Record<ActionState, string>> | null;
  /** A plan was asked for then, and no answer came. */
  readonly askedAt: Date | null;
  /** The last look at which every task was settled. */
  readonly lookedAt: Date | null;
  /** Why nothing is kept in step: a fault's kind, `no-team`, or `restricted`: its team may not see it any more. */
  readonly problem: string | null;
  /** Tasks made by hand that cannot become actions, as `{id} {etag}`: told to the operator once. */
  readonly refused: readonly string[];
}

/** Ties an action to its task. */
export interface TaskLink {
  readonly action: ActionId;
  readonly committee: CommitteeId;
  readonly task: string | null;
  /** `wanted`: to be made. `asked`: no answer yet, it may be there. `over`: closed long ago, or closed and taken away. */
  readonly state: 'wanted' | 'asked' | 'there' | 'over';
  /** What both sides said when they were last the same. */
  readonly agreed: PlannerView;
  /** What was being written when no answer came. */
  readonly sent: PlannerView | null;
  /** The last look that showed what is agreed, or the moment at which it was asked for. */
  readonly lookedAt: Date;
  /** Refused by the service: not tried again before. */
  readonly retryAt: Date | null;
  readonly problem: string | null;
}

export interface PlannerLinks {
  plan(committee: CommitteeId): Promise<PlanLink | null>;
  plans(): Promise<readonly PlanLink[]>;
  savePlan(link: PlanLink): Promise<void>;
  /** Those that are not over. */
  tasks(committee: CommitteeId): Promise<readonly TaskLink[]>;
  /** Over or not, of these tasks and of these actions. */
  of(what: { readonly tasks: readonly string[]; readonly actions: readonly ActionId[] }): Promise<readonly TaskLink[]>;
  saveTasks(links: readonly TaskLink[]): Promise<void>;
  /** Where the action stands in Planner. */
  placeOf(action: ActionId): Promise<{ readonly plan: string; readonly task: string } | null>;
  /** How many tasks the service refuses, wholly or in part. */
  refusedTasks(): Promise<number>;
  enqueue(next: readonly FollowUp[]): Promise<void>;
}
