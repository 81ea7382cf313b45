// The pace of the bot, measured where the requests arrive, on a network that delays each as it likes.
import { describe, expect, it } from '@jest/globals';
import { sendLimiter } from '../../bot/send-limiter.ts';
import { randomFrom } from '../../src/local-tenant/faults.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

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
  limiter.pause('a:1', 60_000);
  await clock.run(Promise.all([limiter.turn('a:1', send('a:1')), limiter.turn('a:2', send('a:2'))]));
  expect(arrivals.find((arrival) => arrival.conversation === 'a:1')?.at).toBeGreaterThanOrEqual(began + 60_000);
  expect(arrivals.find((arrival) => arrival.conversation === 'a:2')?.at).toBeLessThan(began + 1_000);
});
