// Sends Graph operations together: whatever is asked within a moment leaves in one $batch, each admitted by the limiter by itself,
// because the service counts inner requests one by one. Reads are repeated; a write is repeated only when it was surely not done.

import { ResponseType, type Client } from '@microsoft/microsoft-graph-client';
import { faultOf, GraphFault, retryAfterMs, type GraphAnswer } from './graph-fault.ts';
import { mailboxIn, type Limiter } from './limiter.ts';

export interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Relative to the version: `/teams/{id}/channels?$select=id`. */
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** A POST that only reads (getSchedule): it may be repeated as a GET may. */
  readonly reads?: true;
}

export interface BatchOptions {
  readonly client: Client;
  readonly limiter: Limiter;
  /** 20 as documented; 1 sends each operation by itself. */
  readonly size: number;
  /** How long the first operation waits for company. */
  readonly gatherMs?: number;
  /** Operations that the limiter lets go within this long of each other leave together, at the later time. */
  readonly alignMs?: number;
  readonly attempts?: number;
  /** A longer Retry-After is handed back to the caller, whose job comes back later. */
  readonly longestWaitMs?: number;
  readonly now?: () => number;
}

interface Waiting {
  readonly op: Operation;
  attempts: number;
  notBefore: number;
  readonly resolve: (answer: GraphAnswer) => void;
  readonly reject: (fault: GraphFault) => void;
}

/** `POST /teams/…/channels`, for faults and logs: the query may hold names. */
const named = (op: Operation): string => `${op.method} ${op.url.split('?')[0] ?? ''}`;
const pathOf = (op: Operation): string => op.url.split('?')[0] ?? op.url;

export class GraphSender {
  readonly #o: Required<BatchOptions>;
  #queue: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  #due = Infinity;
  /** A throttled or failing service rests until then, for every request. */
  #restUntil = 0;
  readonly #underWay = new Set<Promise<void>>();
  /** Exchange takes four requests at a time on one mailbox, and runs those of a batch so by itself: one batch at a time, then. */
  readonly #mailboxes = new Set<string>();
  #closed = false;

  constructor(options: BatchOptions) {
    this.#o = { gatherMs: 40, alignMs: 500, attempts: 8, longestWaitMs: 120_000, now: () => Date.now(), ...options };
  }

  /** Answers with status below 400; everything else is thrown as a GraphFault. */
  send(op: Operation): Promise<GraphAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#closed) { reject(new GraphFault('unavailable', named(op), { message: 'closing' })); return; }
      this.#queue.push({ op, attempts: 0, notBefore: 0, resolve, reject });
      // A newcomer leaves with those that are due soon, and does not make them leave in two; what somebody may be waiting for waits less.
      if (this.#due - this.#o.now() > (laneOf(op) === '' ? this.#o.alignMs : SOON_MS)) this.#wake(this.#o.gatherMs);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const w of this.#queue.splice(0)) w.reject(new GraphFault('unavailable', named(w.op), { message: 'closing' }));
    await Promise.allSettled(this.#underWay);
  }

  #wake(inMs: number): void {
    const at = this.#o.now() + Math.max(0, inMs);
    if (at >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = at;
    this.#timer = setTimeout(() => { this.#due = Infinity; this.#flush(); }, Math.max(0, inMs));
  }

  #flush(): void {
    const now = this.#o.now();
    if (now < this.#restUntil) { this.#wake(this.#restUntil - now); return; }
    const chunk: Waiting[] = [];
    const rest: Waiting[] = [];
    const waits: number[] = [];
    const overflow: Waiting[] = [];
    const blocked: Waiting[] = [];
    for (const w of busiestFirst(this.#queue)) {
      if (this.#mailboxes.has(mailboxOf(w.op) ?? '')) { blocked.push(w); continue; }
      if (chunk.length >= this.#o.size) { overflow.push(w); continue; }
      const late = w.notBefore - now;
      const held = late > 0 ? late : this.#o.limiter.admit(w.op.method, pathOf(w.op), now, this.#o.alignMs);
      if (held === 0) chunk.push(w);
      else { w.notBefore = now + held; rest.push(w); waits.push(held); }
    }
    this.#queue = [...overflow, ...rest, ...blocked];
    // Many small batches would spend as many requests as no batches at all: those that may go at nearly the same time go together.
    const earliest = Math.min(...waits);
    const aligned = Math.max(...waits.filter((wait) => wait <= earliest + this.#o.alignMs));
    // A handful that found no room in a full batch goes with the next one, if there is one soon anyhow: the lanes with most to do went first.
    const waitsForNext = overflow.length <= this.#o.size / 4 && earliest <= SOON_MS;
    if (waitsForNext) for (const w of overflow) w.notBefore = now + aligned;
    if (overflow.length > 0 && !waitsForNext) this.#wake(0);
    else if (rest.length > 0) this.#wake(aligned);
    if (chunk.length === 0) return;
    const mailboxes = chunk.flatMap(({ op }) => mailboxOf(op) ?? []);
    for (const mailbox of mailboxes) this.#mailboxes.add(mailbox);
    const sending = this.#send(chunk).finally(() => {
      this.#underWay.delete(sending);
      for (const mailbox of mailboxes) this.#mailboxes.delete(mailbox);
      if (mailboxes.length > 0 && this.#queue.length > 0 && !this.#closed) this.#wake(0);
    });
    this.#underWay.add(sending);
  }

  async #send(chunk: readonly Waiting[]): Promise<void> {
    let answers: ReadonlyMap<number, GraphAnswer>;
    try {
      const outer = this.#o.size === 1 ? await this.#alone(chunk[0]!.op) : await this.#together(chunk.map((w) => w.op));
      if (!(outer instanceof Map)) { this.#outerFailed(chunk, outer); return; }
      answers = outer;
    } catch (cause) {
      for (const w of chunk) this.#lost(w, cause);
      return;
    }
    chunk.forEach((w, i) => this.#settle(w, answers.get(i)));
  }

  async #alone(op: Operation): Promise<Map<number, GraphAnswer>> {
    return new Map([[0, await this.#call(op)]]);
  }

  async #together(ops: readonly Operation[]): Promise<Map<number, GraphAnswer> | GraphAnswer> {
    const requests = ops.map((op, i) => ({
      id: String(i + 1),
      method: op.method,
      url: op.url,
      ...(op.body === undefined ? {} : { body: op.body }),
      ...(op.body === undefined && op.headers === undefined ? {} : { headers: { ...(op.body === undefined ? {} : { 'Content-Type': 'application/json' }), ...op.headers } }),
    }));
    const outer = await this.#call({ method: 'POST', url: '/$batch', body: { requests } });
    if (outer.status !== 200) return outer;
    const { responses } = outer.body as { responses: { id: string; status: number; headers?: Record<string, string>; body?: unknown }[] };
    return new Map(responses.map((r) => [Number(r.id) - 1, { status: r.status, headers: lowerKeys(r.headers ?? {}), body: r.body ?? null }]));
  }

  /** One HTTP exchange. Throws when no answer came. */
  async #call(op: Operation): Promise<GraphAnswer> {
    const request = this.#o.client.api(op.url).responseType(ResponseType.RAW);
    if (op.headers !== undefined) request.headers(op.headers);
    // RAW never throws for a status, and reads the documented empty 202 of POST /teams, on which JSON fails.
    const response = (await (op.method === 'GET' ? request.get() : op.method === 'DELETE' ? request.delete() : op.method === 'PATCH' ? request.patch(op.body) : op.method === 'PUT' ? request.put(op.body) : request.post(op.body ?? {}))) as Response;
    const text = await response.text();
    return { status: response.status, headers: Object.fromEntries(response.headers), body: parse(text) };
  }

  #settle(w: Waiting, answer: GraphAnswer | undefined): void {
    if (answer === undefined) { this.#lost(w, new Error('no answer with this id in the batch')); return; }
    if (answer.status < 400) { w.resolve(answer); return; }
    const idempotent = isRead(w.op);
    // 429 and 424 were not carried out: any method may be repeated. A 5xx may have been: only reads.
    if (answer.status === 429 || answer.status === 424 || (idempotent && (answer.status >= 500 || answer.status === 408))) this.#again(w, answer, idempotent);
    else w.reject(faultOf(named(w.op), answer, idempotent));
  }

  /** The outer answer was an error: 4xx means that nothing was carried out, 5xx that anything may have been. */
  #outerFailed(chunk: readonly Waiting[], answer: GraphAnswer): void {
    const pause = retryAfterMs(answer.headers['retry-after'], this.#o.now());
    if (answer.status === 429 || answer.status >= 500) this.#restUntil = Math.max(this.#restUntil, this.#o.now() + (pause ?? 0));
    for (const w of chunk) {
      const idempotent = isRead(w.op);
      if (answer.status === 429 || (idempotent && answer.status >= 500)) this.#again(w, answer, idempotent);
      else w.reject(faultOf(named(w.op), answer, idempotent));
    }
  }

  #lost(w: Waiting, cause: unknown): void {
    if (isOurs(cause)) { w.reject(new GraphFault('unauthenticated', named(w.op), { cause, message: (cause as Error).message })); return; }
    if (isRead(w.op)) this.#again(w, { status: 0, headers: {}, body: null }, true, cause);
    else w.reject(new GraphFault('lost', named(w.op), { cause }));
  }

  #again(w: Waiting, answer: GraphAnswer, idempotent: boolean, cause?: unknown): void {
    const now = this.#o.now();
    w.attempts += 1;
    const wait = retryAfterMs(answer.headers['retry-after'], now) ?? backoffMs(w.attempts);
    if (w.attempts >= this.#o.attempts || wait > this.#o.longestWaitMs || this.#closed) {
      w.reject(answer.status === 0 ? new GraphFault('unavailable', named(w.op), { cause }) : faultOf(named(w.op), answer, idempotent));
      return;
    }
    w.notBefore = now + wait;
    this.#queue.push(w);
    this.#wake(wait);
  }
}

/** Of the whole, what takes longest is the lane with most to do: it never waits for the others. Within a lane the order stays. */
function busiestFirst(queue: readonly Waiting[]): readonly Waiting[] {
  const load = new Map<string, number>();
  for (const { op } of queue) load.set(laneOf(op), (load.get(laneOf(op)) ?? 0) + 1);
  return [...queue].sort((a, b) => (load.get(laneOf(b.op)) ?? 0) - (load.get(laneOf(a.op)) ?? 0));
}
const SOON_MS = 1_100;
/** The team that an operation works on; empty for everything else. */
const laneOf = (op: Operation): string => /^\/teams[/(]'?([^/?')]+)/.exec(op.url)?.[1] ?? '';

const mailboxOf = (op: Operation): string | undefined => mailboxIn(op.url);
const isRead = (op: Operation): boolean => op.method === 'GET' || op.reads === true;

/** Half a second, doubled each time up to 30 s, with jitter so that replicas do not come back together. */
const backoffMs = (attempt: number): number => Math.min(30_000, 500 * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
/** A token that could not be had is thrown by the transport before anything is sent: nothing was lost. */
const isOurs = (cause: unknown): boolean => cause instanceof Error && (cause.name === 'EntraFault' || (cause.cause instanceof Error && cause.cause.name === 'EntraFault'));
const lowerKeys = (headers: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v]));

function parse(text: string): unknown {
  if (text === '') return null;
  try { return JSON.parse(text) as unknown; } catch { return { error: { code: 'notJson', message: text.slice(0, 120) } }; }
}
