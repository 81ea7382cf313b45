// Being told of what people change in Outlook: subscriptions that live on, changes that were missed, notifications that lie.

import { describe, expect, it } from '@jest/globals';
import { meetingId } from '../../../src/features/meetings/domain/meeting.ts';
import type { EventLink } from '../../../src/features/meetings/domain/outlook-changes.ts';
import { hearOfEvents, hearOfSubscriptions, type HeardDeps } from '../../../src/features/meetings/use-cases/outlook-heard.ts';
import { keepWatch, LIFE_MS, watchAll } from '../../../src/features/meetings/use-cases/outlook-watch.ts';
import { entraId } from '../../../src/shared/ids.ts';
import { fakeMailboxes, memoryLinks, memoryWatches } from '../../support/fake-outlook.ts';

const ANA = entraId('11111111-1111-4111-8111-111111111111');
const BEN = entraId('22222222-2222-4222-8222-222222222222');
const START = new Date('2027-01-04T15:00:00Z');
const HOUR = 3_600_000;

const aLink = (eventId: string, more: Partial<EventLink> = {}): EventLink => ({
  meeting: meetingId(`nat/${eventId}`), day: '2027-02-09', organizer: ANA, generation: 1, state: 'there', eventId, said: null, joinUrl: null, webLink: null, problem: null, at: START,
  seen: { start: '2027-02-09T13:30', minutes: 90, zone: 'America/Toronto', subject: 'NAT', etag: `W/"${eventId}"` }, ...more,
});

async function scene(...links: EventLink[]) {
  const clock = { at: START, now: () => clock.at };
  const watches = memoryWatches();
  const standing = memoryLinks();
  for (const link of links) await standing.save(link);
  const mailboxes = fakeMailboxes();
  mailboxes.changed = links.map(({ eventId, seen }) => ({ eventId: eventId ?? '', etag: seen?.etag ?? null }));
  let secrets = 0;
  const deps = {
    watches, links: standing, mailboxes, clock, today: () => clock.at.toISOString().slice(0, 10), newSecret: () => `secret-${(secrets += 1)}`, digest: (secret: string) => `#${secret}`, matches: (secret: string, hash: string) => `#${secret}` === hash,
    sync: (meeting: string) => ({ job: 'calendar', payload: { meeting } }), watch: (organizer: string) => ({ job: 'watch', payload: { organizer } }),
  };
  return { ...deps, secretNow: () => `secret-${secrets}`, keep: () => keepWatch(deps)(ANA), all: watchAll(deps), later: (ms: number) => { clock.at = new Date(clock.at.getTime() + ms); }, synced: () => watches.asked.filter(({ job }) => job === 'calendar').map(({ payload }) => (payload as { meeting: string }).meeting), deps: deps satisfies HeardDeps };
}

describe('a subscription', () => {
  it('is made once, and nothing is read twice for it', async () => {
    const s = await scene(aLink('a'));
    await s.keep();
    await s.keep();
    expect([s.mailboxes.acts, s.mailboxes.readings]).toEqual([['subscribe'], ['start']]);
    expect(await s.watches.of(ANA)).toMatchObject({ subscription: 's-1', stateHash: '#secret-1', expiresAt: new Date(START.getTime() + LIFE_MS) });
  });

  it('is renewed at half its life, and not before', async () => {
    const s = await scene();
    await s.keep();
    s.later(LIFE_MS / 2 - HOUR);
    await s.keep();
    expect(s.mailboxes.acts).toEqual(['subscribe']);
    s.later(HOUR);
    await s.keep();
    expect(s.mailboxes.acts).toEqual(['subscribe', 'renew']);
    expect((await s.watches.of(ANA))?.expiresAt).toEqual(new Date(START.getTime() + LIFE_MS / 2 + LIFE_MS));
  });

  it.each([
    ['expired', async (s: Awaited<ReturnType<typeof scene>>) => { s.later(LIFE_MS + 1); s.mailboxes.subscriptions.clear(); }],
    ['is no longer known to the service', async (s: Awaited<ReturnType<typeof scene>>) => { s.later(LIFE_MS / 2); s.mailboxes.subscriptions.clear(); }],
  ])('that %s is made anew, and what happened meanwhile is read', async (_how, loses) => {
    const s = await scene(aLink('a'));
    await s.keep();
    await loses(s);
    await s.keep();
    expect(s.mailboxes.acts.at(-1)).toBe('subscribe');
    expect([s.mailboxes.subscriptions.size, s.mailboxes.readings]).toEqual([1, ['start', 'link-1']]);
  });

  it('whose answer was lost is found, with the secret that it was made with', async () => {
    const s = await scene();
    s.mailboxes.loseNext = true;
    await expect(s.keep()).rejects.toMatchObject({ kind: 'lost' });
    await s.keep();
    const [one] = [...s.mailboxes.subscriptions.values()];
    expect([s.mailboxes.acts, `#${one?.secret ?? ''}`]).toEqual([['subscribe'], (await s.watches.of(ANA))?.stateHash]);
  });
});

describe('the list of changes', () => {
  it('is read from the start once, then from where it was left, once a day', async () => {
    const s = await scene(aLink('a'));
    await s.keep();
    s.later(23 * HOUR);
    await s.keep();
    s.later(HOUR);
    await s.keep();
    expect(s.mailboxes.readings).toEqual(['start', 'link-1']);
  });

  it('has looked at what changed, and not at what did not', async () => {
    const s = await scene(aLink('a'), aLink('b'), aLink('c'));
    await s.keep();
    expect(s.synced()).toEqual([]);
    s.mailboxes.changed = [{ eventId: 'a', etag: 'W/"a"' }, { eventId: 'b', etag: 'W/"other"' }, { eventId: 'c', etag: null }, { eventId: 'stranger', etag: 'W/"1"' }];
    s.later(24 * HOUR);
    await s.keep();
    expect(s.synced()).toEqual(['nat/b', 'nat/c']);
  });

  it('read from the start shows by its absence what is gone', async () => {
    const s = await scene(aLink('a'), aLink('b'));
    s.mailboxes.changed = [{ eventId: 'a', etag: 'W/"a"' }];
    await s.keep();
    expect(s.synced()).toEqual(['nat/b']);
  });

  it('starts anew when its link is too old, or its window ends soon', async () => {
    const s = await scene(aLink('a', { day: '2028-03-01' }));
    await s.keep();
    s.mailboxes.linkTooOld = true;
    s.later(24 * HOUR);
    await s.keep();
    s.mailboxes.linkTooOld = false;
    s.later(200 * 24 * HOUR);
    await s.keep();
    expect(s.mailboxes.readings).toEqual(['start', 'link-1', 'start', 'start']);
  });

  it('is read again when something was missed while it was being read', async () => {
    const s = await scene(aLink('a'));
    await s.keep();
    const changes = s.mailboxes.changes.bind(s.mailboxes);
    s.later(HOUR);
    await s.watches.note(ANA, { staleAt: s.clock.at });
    s.mailboxes.changes = async (...args) => { s.mailboxes.changes = changes; const read = await changes(...args); s.later(1); await s.watches.note(ANA, { staleAt: s.clock.at }); return read; };
    await s.keep();
    await s.keep();
    await s.keep();
    expect(s.mailboxes.readings).toEqual(['start', 'link-1', 'link-2']);
  });
});

describe('every hour', () => {
  it('each organizer of a meeting to come is watched, and what could not be settled is tried again', async () => {
    const s = await scene(aLink('a'), aLink('b', { organizer: BEN }), aLink('c', { problem: 'forbidden' }), aLink('past', { day: '2026-12-01', organizer: entraId('33333333-3333-4333-8333-333333333333'), problem: 'forbidden' }));
    await s.all();
    expect(s.watches.asked).toEqual([{ job: 'watch', payload: { organizer: ANA } }, { job: 'watch', payload: { organizer: BEN } }, { job: 'calendar', payload: { meeting: 'nat/c' } }]);
  });
});

describe('a notification', () => {
  const told = (more: object = {}) => ({ subscription: 's-1', secret: 'secret-1', eventId: 'a', ...more });

  it('of one of our events has it looked at, once for however many', async () => {
    const s = await scene(aLink('a'), aLink('b'));
    await s.keep();
    expect(await hearOfEvents(s.deps)([told(), told(), told({ eventId: 'b' }), told({ eventId: 'a stranger’s appointment' })])).toBe(4);
    expect(s.synced()).toEqual(['nat/a', 'nat/b']);
  });

  it.each([['another secret', { secret: 'guessed' }], ['a subscription that is not ours', { subscription: 's-9' }]])('with %s is not believed', async (_what, forged) => {
    const s = await scene(aLink('a'));
    await s.keep();
    expect([await hearOfEvents(s.deps)([told(forged)]), await hearOfSubscriptions(s.deps)([{ subscription: 's-1', secret: 'secret-1', event: 'subscriptionRemoved', ...forged }])]).toEqual([0, 0]);
    expect([s.synced(), (await s.watches.of(ANA))?.subscription]).toEqual([[], 's-1']);
  });

  it('of something missed has the changes read', async () => {
    const s = await scene(aLink('a'));
    await s.keep();
    s.later(HOUR);
    await hearOfSubscriptions(s.deps)([{ subscription: 's-1', secret: 'secret-1', event: 'missed' }]);
    await s.keep();
    expect([s.mailboxes.readings, s.watches.asked.at(-1)]).toEqual([['start', 'link-1'], { job: 'watch', payload: { organizer: ANA } }]);
  });

  it('that asks for a renewal gets it at once', async () => {
    const s = await scene();
    await s.keep();
    await hearOfSubscriptions(s.deps)([{ subscription: 's-1', secret: 'secret-1', event: 'reauthorizationRequired' }]);
    await s.keep();
    await s.keep();
    expect(s.mailboxes.acts).toEqual(['subscribe', 'renew']);
  });

  it('that the subscription was removed makes another one, and reads what happened', async () => {
    const s = await scene(aLink('a'));
    await s.keep();
    s.later(HOUR);
    s.mailboxes.subscriptions.clear();
    await hearOfSubscriptions(s.deps)([{ subscription: 's-1', secret: 'secret-1', event: 'subscriptionRemoved' }]);
    await s.keep();
    expect([s.mailboxes.acts, s.mailboxes.readings, s.secretNow()]).toEqual([['subscribe', 'subscribe'], ['start', 'link-1'], 'secret-2']);
  });
});
