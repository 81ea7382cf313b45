// What the command line tells the shell. A pipeline may rely on these numbers: they are documented in the README and never reused.

export const EXIT = {
  /** Done, or nothing to do. */
  ok: 0,
  /** Any other error, or a confirmation that was refused. */
  error: 1,
  /** With --detailed-exitcode: there are changes to apply, or gaps to settle. */
  changes: 2,
  /** The charter has faults; nothing was touched. */
  faults: 3,
  /** The person may not do this. */
  notAllowed: 4,
  /** The run ended with steps that are not done. */
  partial: 5,
  /** No answer from the server. */
  unreachable: 6,
  /** Nobody is signed in, or the session is over. */
  notSignedIn: 7,
  /** Unknown command or option, missing value. */
  usage: 8,
  /** A chain of the journal is broken. */
  brokenJournal: 9,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
