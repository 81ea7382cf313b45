// What can stop a command, sorted by what the person must do next; main() in ../cli.ts turns each into sentences and an exit code.
import type { Problem } from '../contract/common.ts';

/** The server answered, and said no: RFC 9457 problem details, already in the person's language. */
export class ServerRefusal extends Error {
  override readonly name = 'ServerRefusal';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Nobody answered at that address. `why` is the system's code: ECONNREFUSED, ENOTFOUND, CERT_HAS_EXPIRED … */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  readonly url: string;
  readonly why: string;
  constructor(url: string, why: string, cause?: unknown) {
    super(`${url}: ${why}`, { cause });
    this.url = url;
    this.why = why;
  }
}

/** Somebody answered who is not a Gouverne server of this version. */
export class StrangeReply extends Error {
  override readonly name = 'StrangeReply';
  readonly url: string;
  readonly what: string;
  constructor(url: string, what: string) {
    super(`${url}: ${what}`);
    this.url = url;
    this.what = what;
  }
}

export type SignInWhy =
  | { readonly is: 'never' }
  | { readonly is: 'over' }
  | { readonly is: 'refused'; readonly detail: string }
  | { readonly is: 'unknown-person'; readonly person: string; readonly detail: string };

export class NotSignedIn extends Error {
  override readonly name = 'NotSignedIn';
  readonly why: SignInWhy;
  constructor(why: SignInWhy) {
    super(why.is);
    this.why = why;
  }
}

/** The command as typed cannot be carried out; the sentence says how to type it. */
export class Usage extends Error {
  override readonly name = 'Usage';
  readonly remedy: string | null;
  constructor(message: string, remedy: string | null = null) {
    super(message);
    this.remedy = remedy;
  }
}

/** Ctrl-C before anything was under way. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
