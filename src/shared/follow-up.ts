// Work that follows from a decision: saved with the facts in the same transaction, done later by a job until it succeeds.

/** `job` is a row of the job table in src/adapters/jobs; a feature declares which follow-ups it asks for by narrowing this type. */
export interface FollowUp<Name extends string = string, Payload extends object = object> {
  readonly job: Name;
  readonly payload: Payload;
  /** Follow-ups of the same job and key are one: the queue's policy says whether one that is waiting, or also one that is running, absorbs a second. */
  readonly key?: string;
  /** Not before this moment. */
  readonly notBefore?: Date;
  /** Larger goes first; 0 when absent. */
  readonly priority?: number;
}
