// The pace of the bot, measured where the requests arrive, on a network that delays each as it likes.
import { describe, expect, it } from '@jest/globals';
import { sendLimiter as limiterOf } from '../../bot/send-limiter.ts';
import { randomFrom } from '../../src/local-tenant/faults.ts';
import { memoryLanes, memoryPace } from '../support/memory-pace.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const sendLimiter = (clock: VirtualClock) => limiterOf({ clock, pace: memoryPace(clock), lanes: memoryLanes(clock), holder: 'one' });

interface Arrival { readonly conversation: string; readonly at: number }
const mostWithin = (times: readonly number[], ms: number): number => times.reduce((most, start) => Math.max(most, times.filter((at) => at >= start && at < start + ms).length), 0);

/** A service that takes up to `slowest` to get a request and to answer it, and notes when each arrived. */
function aService(clock: VirtualClock, slowest: number, seed: number) {
  const arrivals: Arrival[] = [];
  const random = randomFrom(seed);
  const send = (conversation: string) => async (): Promise<void> => {
    await clock.sleep(random() * slowest);
    arrivals.push({ conversation, at: clock.now().getTime() });
    await clock.sleep(random() * slowest);
  };
  return { arrivals, send };
}

describe.each([['a quick network', 5], ['a slow network', 400], ['a very uneven network', 3_000]])('on %s', (_name, slowest) => {
  it('one conversation keeps its four windows', async () => {
    const clock = new VirtualClock();
    const limiter = sendLimiter(clock);
    const { arrivals, send } = aService(clock, slowest, 7);
    await clock.run(Promise.all(Array.from({ length: 130 }, () => limiter.turn('a:1', send('a:1')))));
    const times = arrivals.map((arrival) => arrival.at);
    expect(times).toHaveLength(130);
    for (const [most, ms] of [[7, 1_000], [8, 2_000], [60, 30_000]] as const) expect(mostWithin(times, ms)).toBeLessThanOrEqual(most);
  });

  it('all conversations together stay under fifty a second, and none starves', async () => {
    const clock = new VirtualClock();
    const limiter = sendLimiter(clock);
    const { arrivals, send } = aService(clock, slowest, 11);
    await clock.run(Promise.all(Array.from({ length: 300 }, (_, at) => limiter.turn(`a:${at}`, send(`a:${at}`)))));
    expect(new Set(arrivals.map((arrival) => arrival.conversation)).size).toBe(300);
    expect(mostWithin(arrivals.map((arrival) => arrival.at), 1_000)).toBeLessThan(50);
  });
});

it('uses most of what the service allows', async () => {
  const clock = new VirtualClock();
  const limiter = sendLimiter(clock);
  const { arrivals, send } = aService(clock, 50, 3);
  const began = clock.now().getTime();
  await clock.run(Promise.all(Array.from({ length: 400 }, (_, at) => limiter.turn(`a:${at}`, send(`a:${at}`)))));
  const seconds = (Math.max(...arrivals.map((arrival) => arrival.at)) - began) / 1_000;
  expect(400 / seconds).toBeGreaterThan(35);
});

it('holds nine tenths of fifty a second although each answer takes its time, as long as it is about the same', async () => {
  const clock = new VirtualClock();
  const limiter = sendLimiter(clock);
  const arrivals: number[] = [];
  const random = randomFrom(29);
  const send = async (): Promise<void> => {
    await clock.sleep(60 + random() * 8);
    arrivals.push(clock.now().getTime());
    await clock.sleep(60 + random() * 8);
  };
  await clock.run(Promise.all(Array.from({ length: 900 }, (_, at) => limiter.turn(`a:${at}`, send))));
  const [first = 0, last = 0] = [arrivals[400], arrivals.at(-1)];
  expect((499 / (last - first)) * 1_000).toBeGreaterThan(45);
  expect(mostWithin(arrivals, 1_000)).toBeLessThanOrEqual(49);
});

it('keeps the order of one conversation, one at a time, also past a failure', async () => {
  const clock = new VirtualClock();
  const limiter = sendLimiter(clock);
  const story: string[] = [];
  const send = (name: string, fails = false) => async (): Promise<void> => {
    story.push(`${name} begins`);
    await clock.sleep(100);
    story.push(`${name} ends`);
    if (fails) throw new Error('refused');
  };
  await clock.run(Promise.allSettled([limiter.turn('a:1', send('first')), limiter.turn('a:1', send('second', true)), limiter.turn('a:1', send('third'))]));
  expect(story).toEqual(['first begins', 'first ends', 'second begins', 'second ends', 'third begins', 'third ends']);
});

it('is silent where the service asked for it, and nowhere else', async () => {
  const clock = new VirtualClock();
  const limiter = sendLimiter(clock);
  const { arrivals, send } = aService(clock, 1, 5);
  const began = clock.now().getTime();
  await limiter.pause('a:1', 60_000);
  await clock.run(Promise.all([limiter.turn('a:1', send('a:1')), limiter.turn('a:2', send('a:2'))]));
  expect(arrivals.find((arrival) => arrival.conversation === 'a:1')?.at).toBeGreaterThanOrEqual(began + 60_000);
  expect(arrivals.find((arrival) => arrival.conversation === 'a:2')?.at).toBeLessThan(began + 1_000);
});

type Limiter = ReturnType<typeof limiterOf>;
describe('two replicas', () => {
  const both = (clock: VirtualClock) => {
    const [pace, lanes] = [memoryPace(clock), memoryLanes(clock)];
    return ['one', 'two'].map((holder) => limiterOf({ clock, pace, lanes, holder }));
  };

  it.each([5, 400, 3_000])('together stay under fifty a second, the second one coming while the first is at full speed, on a network of up to %i ms', async (slowest) => {
    const clock = new VirtualClock();
    const [one, two] = both(clock) as [Limiter, Limiter];
    const { arrivals, send } = aService(clock, slowest, 13);
    await clock.run(Promise.all([
      ...Array.from({ length: 300 }, (_, at) => one.turn(`a:${at}`, send(`a:${at}`))),
      clock.sleep(1_500).then(() => Promise.all(Array.from({ length: 300 }, (_, at) => two.turn(`b:${at}`, send(`b:${at}`))))),
    ]));
    expect(new Set(arrivals.map((arrival) => arrival.conversation)).size).toBe(600);
    expect(mostWithin(arrivals.map((arrival) => arrival.at), 1_000)).toBeLessThan(50);
  });

  it('never write into one conversation at the same time, and keep its windows together', async () => {
    const clock = new VirtualClock();
    const limiters = both(clock);
    const { arrivals, send } = aService(clock, 40, 17);
    await clock.run(Promise.all(limiters.flatMap((limiter) => Array.from({ length: 40 }, () => limiter.turn('a:1', send('a:1'))))));
    const times = arrivals.map((arrival) => arrival.at);
    expect(times).toHaveLength(80);
    for (const [most, ms] of [[7, 1_000], [8, 2_000], [60, 30_000]] as const) expect(mostWithin(times, ms)).toBeLessThanOrEqual(most);
  });

  it('share what a dead one held, once its requests must have arrived', async () => {
    const clock = new VirtualClock();
    const pace = memoryPace(clock);
    const limiter = limiterOf({ clock, pace, lanes: memoryLanes(clock), holder: 'alive' });
    await pace.renew({ holder: 'dead', limit: 0, using: 0 });
    const { arrivals, send } = aService(clock, 5, 19);
    const began = clock.now().getTime();
    await clock.run(Promise.all(Array.from({ length: 100 }, (_, at) => limiter.turn(`a:${at}`, send(`a:${at}`)))));
    expect(arrivals[0]?.at).toBeGreaterThan(began + 4_000);
    expect(arrivals).toHaveLength(100);
  });
});

it('does not use a share that it could not renew, and goes on under another tenure', async () => {
  const clock = new VirtualClock();
  const pace = memoryPace(clock);
  let down = false;
  const limiter = limiterOf({ clock, pace: { ...pace, renew: async (renewal) => { if (down) throw new Error('the database is away'); return pace.renew(renewal); } }, lanes: memoryLanes(clock), holder: 'one' });
  const { send } = aService(clock, 5, 23);
  await clock.run(limiter.turn('a:1', send('a:1')));
  const before = limiter.gate.tenure();
  down = true;
  await clock.run(clock.sleep(10_000));
  await expect(clock.run(limiter.turn('a:2', send('a:2')))).rejects.toThrow('away');
  down = false;
  await clock.run(limiter.turn('a:3', send('a:3')));
  expect(limiter.gate.tenure()).toBeGreaterThan(before);
});
