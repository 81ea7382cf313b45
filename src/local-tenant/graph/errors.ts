// Graph's refusals, in its own codes and words ("Microsoft Graph error responses and resource types").

import { randomUUID } from 'node:crypto';

export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  /** innerError.code, where a service says more than the outer code. */
  readonly inner: string | undefined;
  constructor(status: number, code: string, message: string, more: { headers?: Record<string, string>; inner?: string } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = more.headers ?? {};
    this.inner = more.inner;
  }
}

export interface GraphReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON value; bytes for content; undefined for an empty body. */
  readonly body?: unknown;
}

export const errorBody = (error: GraphError, now: Date, requestId: string, clientRequestId: string) => ({
  error: {
    code: error.code,
    message: error.message,
    innerError: { ...(error.inner === undefined ? {} : { code: error.inner }), date: now.toISOString().slice(0, 19), 'request-id': requestId, 'client-request-id': clientRequestId },
  },
});

export const badRequest = (message: string, code = 'BadRequest', inner?: string) => new GraphError(400, code, message, inner === undefined ? {} : { inner });
export const notFound = (message: string, code = 'NotFound', inner?: string) => new GraphError(404, code, message, inner === undefined ? {} : { inner });
export const forbidden = (message: string, code = 'Forbidden', inner?: string) => new GraphError(403, code, message, inner === undefined ? {} : { inner });
export const conflict = (message: string, code = 'Conflict', inner?: string) => new GraphError(409, code, message, inner === undefined ? {} : { inner });
export const notAllowed = (method: string) => new GraphError(405, 'Request_BadRequest', `Specified HTTP method is not allowed for the request target. (${method})`);
export const noSegment = (segment: string) => badRequest(`Resource not found for the segment '${segment}'.`);
export const throttled = (retryAfterS: number | undefined, inner: string) => new GraphError(429, 'TooManyRequests', 'Too many requests have been sent in a given amount of time. Please wait and try again.', { inner, headers: retryAfterS === undefined ? {} : { 'Retry-After': String(retryAfterS) } });
/** Exchange's own word for too many at once; it asks for a short wait. */
export const overConcurrency = () => new GraphError(429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.', { headers: { 'Retry-After': '1' } });
export const noObject = (id: string) => notFound(`Resource '${id}' does not exist or one of its queried reference-property objects are not present.`, 'Request_ResourceNotFound');

export const newRequestId = (): string => randomUUID();
