// What the ledger allows: a message goes out once, and an unknown end neither doubles it at once nor loses it for good.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { claim, intend, MOST_COPIES, observe, SENDING_MS, settle, SETTLING_MS, type LedgerEntry, type Outcome } from '../../../src/features/conversations/domain/sending.ts';

const ID = { message: 'welcome:cncot', recipient: '19:x@thread.tacv2' };
const NOON = new Date('2027-01-18T12:00:00Z');
const after = (ms: number, from = NOON) => new Date(from.getTime() + ms);
const SENT: Outcome = { is: 'sent', conversationId: '19:x;messageid=1', activityId: '1' };
const anEntry = (state: Outcome | { is: 'intended' }, copies = 1): LedgerEntry => ({ ...ID, state, copies, at: NOON });

describe('a message', () => {
  it('that nobody sent may be sent', () => {
    expect(claim(null, NOON)).toEqual({ do: 'send' });
  });

  it('that was sent is not sent again, however long ago', () => {
    expect(claim(anEntry(SENT), after(10 * SETTLING_MS))).toEqual({ do: 'nothing', conversationId: '19:x;messageid=1', activityId: '1' });
  });

  it('that certainly failed may be sent at once', () => {
    expect(claim(anEntry({ is: 'failed', why: 'Throttled' }), NOON)).toEqual({ do: 'send' });
  });

  it('that somebody is sending is waited for', () => {
    expect(claim(anEntry({ is: 'intended' }), after(1_000))).toEqual({ do: 'wait', until: after(SENDING_MS), because: 'somebody-sends' });
  });

  it('whose sender died is as unknown as one whose answer was lost', () => {
    expect(claim(anEntry({ is: 'intended' }), after(SENDING_MS))).toEqual({ do: 'wait', until: after(SETTLING_MS), because: 'unknown' });
  });

  it('of unknown end is sent once more, when enough time has passed without its being seen', () => {
    expect(claim(anEntry({ is: 'unknown' }), after(SETTLING_MS - 1))).toMatchObject({ do: 'wait' });
    expect(claim(anEntry({ is: 'unknown' }), after(SETTLING_MS))).toEqual({ do: 'send' });
  });

  it('of unknown end twice over is left to people', () => {
    expect(claim(anEntry({ is: 'unknown' }, MOST_COPIES), after(SETTLING_MS))).toEqual({ do: 'give-up' });
  });

  it('may fail for certain as often as it likes without counting as a copy', () => {
    let entry: LedgerEntry | null = null;
    for (let round = 0; round < 10; round += 1) entry = settle(intend(ID, entry, NOON), { is: 'failed', why: 'Throttled' }, NOON);
    expect(entry?.copies).toBe(0);
  });
});

describe('somebody who uses a message in Teams', () => {
  const seen = { conversationId: '19:x;messageid=1', activityId: '1' };

  it('settles that it arrived', () => {
    const observation = observe(anEntry({ is: 'unknown' }), seen, after(5_000));
    expect(observation).toMatchObject({ is: 'settled', entry: { state: { is: 'sent', ...seen } } });
  });

  it('is believed before the answer that still comes', () => {
    const observed = observe(anEntry({ is: 'intended' }), seen, NOON);
    if (observed.is !== 'settled') throw new Error('not settled');
    expect(settle(observed.entry, { is: 'unknown' }, after(10)).state).toEqual({ is: 'sent', ...seen });
  });

  it('shows a second copy, where a lost answer may have made one', () => {
    expect(observe(anEntry(SENT, 2), { conversationId: '19:x;messageid=9', activityId: '9' }, NOON)).toEqual({ is: 'second-copy' });
    expect(observe(anEntry(SENT, 1), { conversationId: '19:x;messageid=9', activityId: '9' }, NOON)).toEqual({ is: 'not-ours' });
    expect(observe(anEntry(SENT, 2), seen, NOON)).toEqual({ is: 'known' });
    expect(observe(null, seen, NOON)).toEqual({ is: 'not-ours' });
  });
});

it('never lets more copies out than promised, whatever happens in whatever order', () => {
  const happening = fc.oneof(
    fc.constant({ is: 'sent', conversationId: 'c', activityId: 'a' } as const),
    fc.constant({ is: 'unknown' } as const),
    fc.constant({ is: 'failed', why: 'Throttled' } as const),
    fc.constant('died' as const),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(happening, fc.integer({ min: 0, max: 2 * SETTLING_MS })), { maxLength: 40 }), (story) => {
      let entry: LedgerEntry | null = null;
      let possible = 0;
      let now = NOON;
      for (const [outcome, pause] of story) {
        now = after(pause, now);
        if (claim(entry, now).do !== 'send') continue;
        if (outcome === 'died' || outcome.is !== 'failed') possible += 1;
        entry = intend(ID, entry, now);
        if (outcome !== 'died') entry = settle(entry, outcome, now);
      }
      expect(possible).toBeLessThanOrEqual(MOST_COPIES);
    }),
  );
});
