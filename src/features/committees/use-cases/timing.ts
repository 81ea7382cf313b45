// How long a run waits and how often it tries, in milliseconds. Source of the pauses: “teamsAsyncOperation” for the 30 s, the configuration for the others.

export interface Timing {
  /** First look at a team's creation, when nothing is known of how long the service takes. */
  readonly firstCheckMs: number;
  /** Pause between two looks at the same creation; the documentation asks for more than 30 s. */
  readonly betweenChecksMs: number;
  /** How long after a write a read may still not show it. */
  readonly settleMs: number;
  /** The same for a directory search after the creation of a team. */
  readonly teamSettleMs: number;
  /** How long a team's new people need until a private channel takes them. */
  readonly rosterMs: number;
  /** Tries of one step before it is given up until somebody asks again. */
  readonly attempts: number;
}
