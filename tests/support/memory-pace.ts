// Shares and lanes in memory, under the same rules as the store's, for what is measured on a clock that tests move.
import { earliest, nextShare, PER_CONVERSATION } from '../../src/features/conversations/domain/send-limits.ts';
import type { Clock, Lanes, Pace } from '../../src/features/conversations/ports.ts';

const SHARE_MS = 4_000;
const SILENCE_MS = 2_000;
const BUSY_MS = 60;

export function memoryPace(clock: Pick<Clock, 'now'>): Pace {
  const shares = new Map<string, { places: number; until: number }>();
  return {
    async renew(renewal) {
      const now = clock.now().getTime();
      for (const [holder, { until }] of shares) if (until + SILENCE_MS <= now) shares.delete(holder);
      const others = [...shares].filter(([holder]) => holder !== renewal.holder).map(([holder, { places }]) => ({ holder, places }));
      const { places, limit } = nextShare(renewal, shares.get(renewal.holder)?.places ?? 0, others);
      shares.set(renewal.holder, { places, until: now + SHARE_MS });
      return { limit, forMs: SHARE_MS };
    },
    leave: async (holder) => { shares.delete(holder); },
  };
}

export function memoryLanes(clock: Pick<Clock, 'now'>): Lanes {
  const lanes = new Map<string, { holder: string | null; nextAt: number; answered: number[] }>();
  const laneOf = (name: string) => {
    const lane = lanes.get(name) ?? { holder: null, nextAt: 0, answered: [] };
    lanes.set(name, lane);
    return lane;
  };
  return {
    async enter(name, holder) {
      const lane = laneOf(name);
      const wait = Math.max(lane.nextAt - clock.now().getTime(), lane.holder === null ? 0 : BUSY_MS);
      if (wait <= 0) lane.holder = holder;
      return Math.max(0, wait);
    },
    async leave(name, _holder, requests) {
      const lane = laneOf(name);
      const now = clock.now().getTime();
      lane.answered.push(...Array.from({ length: requests }, () => now));
      lane.nextAt = Math.max(lane.nextAt, earliest(now, lane.answered, PER_CONVERSATION));
      lane.holder = null;
    },
    async pause(name, ms) { const lane = laneOf(name); lane.nextAt = Math.max(lane.nextAt, clock.now().getTime() + ms); },
  };
}
