// One row per kind of job: what its payload is, who does it, and how often it is tried. compose.ts fills the table.
import type { Queue } from 'pg-boss';
import type { z } from 'zod';
import type { FollowUp } from '../../shared/follow-up.ts';
import type { Log } from '../../shared/log.ts';

export interface JobContext {
  readonly id: string;
  /** 1 the first time. */
  readonly attempt: number;
  /** Aborts when the program stops, or when the job is no longer ours: stop at the next safe point and return. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Not a failure: the service asked us to wait, or there is more to do later. The same job is queued anew, its attempts forgotten. */
export interface Again { readonly again: { readonly afterMs: number } }

/** Why a job was given up, as far as it may be told: the fault's class and kind, and its message without names or addresses. */
export interface DeadJob { readonly id: string; readonly attempts: number; readonly reason: unknown }

export interface JobRules {
  /**
   * What happens to a second job of the same key. `exclusive`: absorbed while one waits or runs. `stately`: absorbed while
   * one waits, so that a change that comes while one runs is still seen by another run. `standard`: nothing, both are done.
   */
  readonly policy?: 'standard' | 'exclusive' | 'stately' | 'short';
  /** Attempts after the first. */
  readonly retries?: number;
  /** Wait before the second attempt; doubled each time, with jitter, up to `longestWaitSeconds`. */
  readonly waitSeconds?: number;
  readonly longestWaitSeconds?: number;
  /** A job that takes longer is taken to have hung, and tried again. */
  readonly longestSeconds?: number;
  /** How many of them this process does at once. */
  readonly atOnce?: number;
  /** How many of them are fetched at once and done side by side: what they ask of a service can then leave together. 1 when absent. */
  readonly together?: number;
  /** Also begun by the clock: five fields, UTC, with the payload of `every`. */
  readonly every?: { readonly cron: string; readonly payload: object };
}

// Methods rather than function properties: a row of a given payload must be usable where the table only knows "some payload".
export interface Job<Payload extends object = object> {
  readonly payload: z.ZodType<Payload>;
  readonly rules?: JobRules;
  run(payload: Payload, context: JobContext): Promise<Again | void>;
  /** Called once when the job is given up, so that people see it where they look. */
  dead?(payload: Payload, dead: DeadJob): Promise<void>;
}
export type JobTable = Readonly<Record<string, Job>>;

/** The follow-ups that a table can do: a feature's own follow-up type must fit in it. */
export type FollowUpOf<Table extends JobTable> = { [Name in keyof Table & string]: FollowUp<Name, Table[Name] extends Job<infer Payload> ? Payload : never> }[keyof Table & string];

/** Thrown by a handler when trying again cannot help: the job goes straight to the dead letters. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp';
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

export const DEAD_LETTER = 'dead-letter';
const DAY = 86_400;
const HEARTBEAT_SECONDS = 20;

/** The queues that openData() must create for this table, each checking its payloads before they are stored. */
export function queuesOf(table: JobTable): (Queue & { accept?: (payload: unknown) => void })[] {
  return [
    { name: DEAD_LETTER, policy: 'standard', notify: true, retryLimit: 8, retryDelay: 1, retryBackoff: true, deleteAfterSeconds: 30 * DAY },
    ...Object.entries(table).map(([name, { payload, rules = {} }]) => ({
      name,
      policy: rules.policy ?? 'standard',
      notify: true,
      retryLimit: rules.retries ?? 8,
      retryDelay: rules.waitSeconds ?? 2,
      retryBackoff: true,
      retryDelayMax: rules.longestWaitSeconds ?? 300,
      expireInSeconds: rules.longestSeconds ?? 900,
      // A worker that was killed is noticed by its silence rather than by the end of the longest time.
      heartbeatSeconds: HEARTBEAT_SECONDS,
      deadLetter: DEAD_LETTER,
      accept: (given: unknown) => {
        const { success, error } = payload.safeParse(given);
        // Paths and codes only: the values may be somebody's.
        if (!success) throw new Error(`the payload of ${name} is not right: ${error.issues.map(({ path, code }) => `${path.join('.') || '(all)'} ${code}`).join(', ')}`);
      },
    })),
  ];
}
