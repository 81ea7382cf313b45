// Whose turn it is to send, within one process: one message at a time per conversation, every documented limit kept ahead of
// time, and silence where the service asked for it.
import { PER_CONVERSATION, PER_TENANT, earliest, memoryOf, type Window } from '../src/features/conversations/domain/send-limits.ts';
import type { Clock, SendLimiter } from '../src/features/conversations/ports.ts';

/** The messages into one conversation, in single file. */
interface Lane {
  /** When they were answered, oldest first. */
  answered: number[];
  pausedUntil: number;
  /** The last in line; the next one goes after it. */
  last: Promise<unknown>;
  waiting: number;
}

/** So many lanes are looked through for idle ones; a lane's memory of an hour is a few kilobytes at most. */
const MANY_LANES = 1_000;

export function sendLimiter(clock: Clock): SendLimiter {
  const lanes = new Map<string, Lane>();
  const tenant = gate(clock, PER_TENANT);
  const now = (): number => clock.now().getTime();

  const laneOf = (conversation: string): Lane => {
    let lane = lanes.get(conversation);
    if (lane === undefined) {
      if (lanes.size >= MANY_LANES) forgetIdle();
      lane = { answered: [], pausedUntil: 0, last: Promise.resolve(), waiting: 0 };
      lanes.set(conversation, lane);
    }
    return lane;
  };

  const forgetIdle = (): void => {
    for (const [conversation, lane] of lanes) {
      lane.answered = since(lane.answered, now() - memoryOf(PER_CONVERSATION));
      if (lane.waiting === 0 && lane.answered.length === 0 && lane.pausedUntil <= now()) lanes.delete(conversation);
    }
  };

  return {
    turn(conversation, send) {
      const lane = laneOf(conversation);
      lane.waiting += 1;
      const mine = lane.last.then(async () => {
        // Asked again after each sleep: a pause may have been asked for meanwhile, and timers may be early.
        const due = (): number => Math.max(lane.pausedUntil, earliest(now(), lane.answered, PER_CONVERSATION));
        for (let wait = due() - now(); wait > 0; wait = due() - now()) await clock.sleep(wait);
        await tenant.enter();
        try {
          return await send();
        } finally {
          tenant.leave();
          lane.answered = since(lane.answered, now() - memoryOf(PER_CONVERSATION));
          lane.answered.push(now());
        }
      });
      lane.last = mine.catch(() => {}).finally(() => { lane.waiting -= 1; });
      return mine;
    },
    pause(conversation, ms) {
      const lane = laneOf(conversation);
      lane.pausedUntil = Math.max(lane.pausedUntil, now() + ms);
    },
  };
}

const since = (times: number[], start: number): number[] => {
  const keep = times.findIndex((at) => at > start);
  return keep === -1 ? [] : times.slice(keep);
};

/** Many at once, but under way and just answered together never more than the window takes. First come, first served. */
function gate(clock: Clock, { most, ms }: Window): { enter(): Promise<void>; leave(): void } {
  let underWay = 0;
  let answered: number[] = [];
  let line: Promise<void> = Promise.resolve();
  let onLeave: (() => void) | undefined;

  const admit = async (): Promise<void> => {
    for (;;) {
      const now = clock.now().getTime();
      answered = since(answered, now - ms);
      if (underWay + answered.length < most) { underWay += 1; return; }
      const [oldest] = answered;
      if (oldest === undefined) await new Promise<void>((resolve) => { onLeave = resolve; });
      else await clock.sleep(oldest + ms - now);
    }
  };
  return {
    enter() { line = line.then(admit); return line; },
    leave() {
      underWay -= 1;
      answered.push(clock.now().getTime());
      onLeave?.();
      onLeave = undefined;
    },
  };
}
