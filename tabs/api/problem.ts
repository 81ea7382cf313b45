// What can go wrong between a page and the server, told apart by what the person can do about it.
import type { Problem } from '../../src/contract/common.ts';

export type FieldError = NonNullable<Problem['errors']>[number];
export type ApiErrorKind =
  /** No answer: the network, or a server that is restarting. */
  | 'network'
  /** The server answered with a sentence. */
  | 'problem'
  /** The server answered with something that this version of the page does not understand. */
  | 'contract'
  /** Teams gave no token, or the server does not accept it. */
  | 'sign-in'
  | 'consent';

export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  readonly status: number;
  readonly code: string;
  readonly title: string | null;
  /** The server's sentence, already in the person's language; null when only the kind is known. */
  readonly sentence: string | null;
  readonly remedy: string | null;
  readonly fields: readonly FieldError[];
  constructor(kind: ApiErrorKind, facts: { status?: number; code?: string; problem?: Problem; cause?: unknown } = {}) {
    super(`${kind} ${facts.status ?? ''} ${facts.problem?.code ?? facts.code ?? ''}`.trim(), { cause: facts.cause });
    this.name = 'ApiError';
    this.kind = kind;
    this.status = facts.status ?? 0;
    this.code = facts.problem?.code ?? facts.code ?? '';
    this.title = facts.problem?.title ?? null;
    this.sentence = facts.problem?.detail ?? null;
    this.remedy = facts.problem?.remedy ?? null;
    this.fields = facts.problem?.errors ?? [];
  }
}

export const isApiError = (error: unknown): error is ApiError => error instanceof ApiError;
/** Whether trying the same thing again may help. */
export const mayRetry = (error: unknown): boolean => !isApiError(error) || error.kind === 'network' || error.kind === 'sign-in' || error.status >= 500 || error.status === 429;
/** No answer, or one that came from the middle of the act: whether it was carried out must be looked at. */
export const isUnsettled = (error: unknown): error is ApiError => isApiError(error) && (error.kind === 'network' || error.status >= 500);

/** The sentence that the server has for one field of what was sent; null when it says nothing of it. */
export const sentenceFor = (failure: unknown, ...fields: readonly string[]): string | null => {
  const found = isApiError(failure) ? failure.fields.find(({ field }) => fields.includes(field)) : undefined;
  return found === undefined ? null : `${found.message} ${found.remedy}`.trim();
};
