// The documented limits, kept ahead of time.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { conversationKey, rootMessage } from '../../../src/features/conversations/domain/reference.ts';
import { earliest, PER_CONVERSATION, type Window } from '../../../src/features/conversations/domain/send-limits.ts';

const NOON = Date.parse('2027-01-18T12:00:00Z');

/** When each of so many messages leaves, all of them ready at once. */
function departures(count: number, windows: readonly Window[], readyAt: (at: number) => number = () => NOON): number[] {
  const past: number[] = [];
  for (let at = 0; at < count; at += 1) past.push(earliest(readyAt(at), past, windows));
  return past;
}

const mostWithin = (times: readonly number[], ms: number): number => Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + ms).length));

describe('messages into one conversation', () => {
  it('leave seven at once, and then wait', () => {
    const times = departures(8, PER_CONVERSATION);
    expect(times.slice(0, 7)).toEqual(Array.from({ length: 7 }, () => NOON));
    expect(times[7]).toBeGreaterThanOrEqual(NOON + 1_000);
  });

  it('keep all four documented windows, however many there are', () => {
    const times = departures(2_000, PER_CONVERSATION);
    for (const [most, ms] of [[7, 1_000], [8, 2_000], [60, 30_000], [1_800, 3_600_000]] as const) expect(mostWithin(times, ms)).toBeLessThanOrEqual(most);
  });

  it('keep them also when they come at odd moments', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 4_000 }), { maxLength: 80 }), (gaps) => {
      let ready = NOON;
      const times = departures(gaps.length, PER_CONVERSATION, (at) => (ready += gaps[at] ?? 0));
      for (const [most, ms] of [[7, 1_000], [8, 2_000], [60, 30_000]] as const) if (times.length > 0) expect(mostWithin(times, ms)).toBeLessThanOrEqual(most);
    }));
  });

  it('are not held back when there are few', () => {
    expect(departures(5, PER_CONVERSATION, (at) => NOON + at * 10_000)).toEqual([0, 1, 2, 3, 4].map((at) => NOON + at * 10_000));
  });
});

describe('a conversation’s id', () => {
  it('is its channel’s, without the thread', () => {
    expect(conversationKey('19:abc@thread.tacv2;messageid=1700000000000')).toBe('19:abc@thread.tacv2');
    expect(conversationKey('a:1abc')).toBe('a:1abc');
  });
  it('holds the id of the message that began the thread', () => {
    expect(rootMessage('19:abc@thread.tacv2;messageid=1700000000000')).toBe('1700000000000');
    expect(rootMessage('19:abc@thread.tacv2')).toBeNull();
  });
});
