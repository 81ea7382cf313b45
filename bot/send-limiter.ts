// Whose turn it is to send: one message at a time per conversation, every documented limit kept ahead of time by all replicas
// together, and silence where the service asked for it. The replica's share of the tenant's pace is renewed while it is used.
import { PER_TENANT } from '../src/features/conversations/domain/send-limits.ts';
import type { Clock, Lanes, Pace, SendLimiter } from '../src/features/conversations/ports.ts';

export interface LimiterParts {
  /** Runs on evenly, whatever is done to the machine's clock; only differences matter. */
  readonly clock: Clock;
  readonly pace: Pace;
  readonly lanes: Lanes;
  /** This replica, for as long as it runs. */
  readonly holder: string;
}

export interface Pass {
  /** Under which it was given. */
  readonly tenure: number;
  /** The request was answered, or given up. */
  leave(): void;
}

/** The tenant's pace, for who keeps the conversations' by other means. */
export interface Gate {
  /** Waits for a place; the request leaves now. */
  enter(): Promise<Pass>;
  /** Renews the share when it is time to. */
  keep(): Promise<void>;
  /** Changes when the share was lost for a while: what was claimed before may be somebody else's since. */
  tenure(): number;
  /** How many requests a second this replica may make at most. */
  limit(): number;
  /** Gives the share back, once nothing of it counts any more. */
  close(): Promise<void>;
}

const RENEW_MS = 1_000;
/** Places that another replica gives up come within a few of these. */
const ASK_AGAIN_MS = 250;
/** The share is not used to its last moment: a timer may be late. */
const MARGIN_MS = 200;

export function sendLimiter({ clock, pace, lanes, holder }: LimiterParts): SendLimiter & { readonly gate: Gate } {
  const gate = openGate(clock, pace, holder);
  /** The last in line for each conversation that somebody of this process waits for. */
  const lines = new Map<string, Promise<unknown>>();

  async function inLane<T>(lane: string, send: () => Promise<T>): Promise<T> {
    for (let wait = await lanes.enter(lane, holder); wait > 0; wait = await lanes.enter(lane, holder)) await clock.sleep(wait);
    let requests = 0;
    try {
      const pass = await gate.enter();
      requests = 1;
      try {
        return await send();
      } finally {
        pass.leave();
      }
    } finally {
      await lanes.leave(lane, holder, requests);
    }
  }

  return {
    gate,
    turn(conversation, send) {
      const mine = (lines.get(conversation) ?? Promise.resolve()).then(() => inLane(conversation, send));
      const settled = mine.catch(() => {}).finally(() => { if (lines.get(conversation) === settled) lines.delete(conversation); });
      lines.set(conversation, settled);
      return mine;
    },
    pause: (conversation, ms) => lanes.pause(conversation, ms),
  };
}

/** Many at once, but under way and just answered together never more than the share. First come, first served. */
function openGate(clock: Clock, pace: Pace, holder: string): Gate {
  let limit = 0;
  let goodUntil = 0;
  let renewedAt = Number.NEGATIVE_INFINITY;
  let tenure = 0;
  let underWay = 0;
  /** When the places of answered requests come free. */
  let freeAt: number[] = [];
  const answers = answerTimes();
  let line: Promise<unknown> = Promise.resolve();
  let renewing: Promise<void> | undefined;
  let onLeave: (() => void) | undefined;
  const now = (): number => clock.now().getTime();
  const using = (): number => {
    const at = now();
    freeAt = freeAt.filter((free) => free > at);
    return underWay + freeAt.length;
  };

  const renew = async (): Promise<void> => {
    const asked = now();
    if (asked >= goodUntil) { tenure += 1; limit = 0; }
    const given = await pace.renew({ holder, limit, using: using() });
    limit = given.limit;
    goodUntil = asked + given.forMs - MARGIN_MS;
    renewedAt = asked;
  };
  const keep = async (): Promise<void> => {
    if (now() - renewedAt < (limit === 0 ? ASK_AGAIN_MS : RENEW_MS)) return;
    renewing ??= renew().finally(() => { renewing = undefined; });
    await renewing;
  };

  const admit = async (): Promise<Pass> => {
    for (;;) {
      await keep();
      if (now() < goodUntil && using() < limit) {
        underWay += 1;
        const left = now();
        return { tenure, leave: () => { answered(left); } };
      }
      const next = Math.min(...freeAt);
      // A place comes free by time, by an answer, or from another replica.
      const wait = limit > 0 && freeAt.length > 0 ? Math.min(RENEW_MS, Math.max(1, next - now())) : ASK_AGAIN_MS;
      const left = new AbortController();
      onLeave = () => { left.abort(); };
      await clock.sleep(wait, left.signal);
    }
  };
  const answered = (left: number): void => {
    const at = now();
    underWay -= 1;
    answers.add(at - left);
    freeAt.push(at + PER_TENANT.ms - answers.even());
    onLeave?.();
  };
  return {
    enter() {
      const mine = line.then(admit);
      line = mine.catch(() => {});
      return mine;
    },
    keep,
    tenure: () => tenure,
    limit: () => limit,
    async close() {
      while (renewedAt > Number.NEGATIVE_INFINITY && now() < goodUntil && using() > 0) await clock.sleep(20);
      await pace.leave(holder);
    },
  };
}

const REMEMBERED = 100;

/**
 * How much of each answer's time is no doubt about the arrival. When answers take nearly the same time, so do the ways there: what
 * two requests have in common shifts both, and moves them no closer. The more uneven the answers, the less is known.
 */
function answerTimes(): { add(ms: number): void; even(): number } {
  const times: number[] = [];
  let even = 0;
  return {
    add(ms) {
      times.push(ms);
      // The way has become shorter: what was even is so no more.
      even = Math.min(even, ms);
      if (times.length < REMEMBERED) return;
      const sorted = times.splice(0).sort((a, b) => a - b);
      const [least = 0, most = 0] = [sorted[0], sorted.at(-1)];
      even = Math.max(0, least - (most - least));
    },
    even: () => even,
  };
}
