// From an error to what a page says about it: the server's own sentence where there is one, else ours, and what to do next.
import { isApiError, mayRetry } from './api/problem.ts';
import type { ShellWords } from './shell-words.ts';

export interface Explained {
  readonly title: string;
  readonly sentence: string;
  readonly remedy: string;
  readonly act: 'retry' | 'reload' | 'none';
  /** For the person who will look into it: no personal information. */
  readonly details: string;
}

export function explain(error: unknown, words: ShellWords): Explained {
  const { errors } = words;
  if (!isApiError(error)) return { ...errors.broken, act: isLostChunk(error) ? 'reload' : 'retry', details: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  const details = error.message;
  switch (error.kind) {
    case 'network': return { ...errors.network, act: 'retry', details };
    case 'consent': return { ...errors.consent, act: 'retry', details };
    case 'sign-in': return { ...said(error, errors.signIn), act: 'retry', details };
    case 'contract': return { ...errors.contract, act: 'reload', details };
    case 'problem': {
      const ours = error.status === 403 ? errors.forbidden : error.status === 404 ? errors.notFound : error.status === 409 || error.status === 412 ? errors.conflict : errors.server;
      return { ...said(error, ours), act: mayRetry(error) ? 'retry' : 'none', details };
    }
    default: return error.kind satisfies never;
  }
}

const said = (error: { title: string | null; sentence: string | null; remedy: string | null }, ours: { title: string; sentence: string; remedy: string }) =>
  error.sentence === null ? ours : { title: ours.title, sentence: error.sentence, remedy: error.remedy ?? '' };

/** A chunk of an older version is gone from the server: only a reload can bring the page back. */
export const isLostChunk = (error: unknown): boolean => error instanceof Error && /dynamically imported module|module script|preload CSS/i.test(error.message);
