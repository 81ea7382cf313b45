// A failure as sentences: what happened, then what to do about it, and the number for the shell.
import { hasFaults } from './charter-file.ts';
import { isLoopback } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { Interrupted, NotSignedIn, ServerRefusal, StrangeReply, Unreachable, Usage } from './failures.ts';
import { DEFAULT_LOCAL_PERSON } from './sign-in.ts';
import type { Words } from './words.ts';

export interface Explanation { readonly lines: readonly string[]; readonly remedies: readonly string[]; readonly exit: ExitCode }

export function explain(error: unknown, words: Words): Explanation {
  if (error instanceof Usage) return { lines: [error.message], remedies: error.remedy === null ? [] : [error.remedy], exit: EXIT.usage };
  if (error instanceof Interrupted) return { lines: [words.failure.interrupted], remedies: [], exit: EXIT.interrupted };
  if (error instanceof Unreachable) return unreachable(error, words);
  if (error instanceof StrangeReply) return { lines: [words.failure.strange(error.url)], remedies: [words.failure.strangeRemedy(error.what)], exit: EXIT.error };
  if (error instanceof NotSignedIn) return notSignedIn(error, words);
  if (error instanceof ServerRefusal) return refusal(error);
  const text = error instanceof Error ? error.stack ?? error.message : String(error);
  return { lines: [words.failure.unexpected, text], remedies: [words.failure.unexpectedRemedy], exit: EXIT.error };
}

function refusal({ problem }: ServerRefusal): Explanation {
  // A conflict names what it conflicts with in the same list: that is for programs.
  const fields = problem.status === 400 || problem.status === 422 ? (problem.errors ?? []).map((fault) => `  ${fault.field}: ${[fault.message, fault.remedy].filter((text) => text !== '').join(' ')}`) : [];
  return {
    lines: [problem.detail === '' ? problem.title : problem.detail, ...fields],
    remedies: problem.remedy === undefined ? [] : [problem.remedy],
    exit: problem.status === 403 ? EXIT.notAllowed : hasFaults(problem) ? EXIT.faults : EXIT.error,
  };
}

function notSignedIn({ why }: NotSignedIn, words: Words): Explanation {
  const exit = EXIT.notSignedIn;
  switch (why.is) {
    case 'never': return { lines: [words.failure.notSignedIn], remedies: [words.failure.signIn], exit };
    case 'over': return { lines: [words.failure.sessionOver], remedies: [words.failure.signIn], exit };
    case 'refused': return { lines: [words.failure.signInRefused(why.detail)], remedies: [words.failure.signInRefusedRemedy], exit };
    case 'unknown-person': return { lines: [words.failure.unknownPerson(why.person), ...(why.detail === '' ? [] : [why.detail])], remedies: [words.failure.unknownPersonRemedy(DEFAULT_LOCAL_PERSON)], exit };
    default: return why satisfies never;
  }
}

function unreachable({ url, why }: Unreachable, words: Words): Explanation {
  const causes = words.failure.why;
  const certificate = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/.test(why);
  const cause = why === 'ECONNREFUSED' ? causes.refused
    : why === 'ENOTFOUND' || why === 'EAI_AGAIN' ? causes.unknownHost
    : why === 'ETIMEDOUT' || why === 'UND_ERR_CONNECT_TIMEOUT' || why === 'UND_ERR_HEADERS_TIMEOUT' ? causes.timeout
    : why === 'ECONNRESET' || why === 'UND_ERR_SOCKET' || why === 'EPIPE' ? causes.reset
    : certificate ? causes.certificate
    : causes.other(why);
  const remedy = certificate ? words.failure.checkCertificate : isLoopback(url) ? words.failure.startIt : words.failure.checkNetwork;
  return { lines: [`${words.failure.unreachable(url)} ${cause}`], remedies: [remedy], exit: EXIT.unreachable };
}
