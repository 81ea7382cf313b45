// The send queue and the shared pace on both engines: what is asked for in a transaction leaves once, whoever sends and whoever dies.
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { messageLedgerStore } from '../../src/adapters/store/conversations-store.ts';
import { appOwnersStore, outgoingStore, sendQueueStore } from '../../src/adapters/store/outgoing-store.ts';
import { sendLanes, sendPace } from '../../src/adapters/store/send-pace.ts';
import type { OutgoingMessage } from '../../src/features/conversations/domain/outgoing.ts';
import { PER_TENANT } from '../../src/features/conversations/domain/send-limits.ts';
import { LOOK_AFTER_MS } from '../../src/features/conversations/domain/sending.ts';
import type { Claimed, Ended } from '../../src/features/conversations/ports.ts';
import { entraId } from '../../src/shared/ids.ts';
import { everyStore, type StoreInTest } from '../support/stores.ts';

jest.setTimeout(30_000);

const NOON = new Date('2027-01-18T12:00:00Z');
const after = (ms: number): Date => new Date(NOON.getTime() + ms);
const person = (n: number) => entraId(`aaaaaaaa-0000-4000-8000-${String(n).padStart(12, '0')}`);
const notice = (n: number, more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({ message: 'notice:s-12:v1', to: { is: 'person', person: person(n) }, card: { kind: 'notice' }, ...more });
const HEARD = { name: 'heard', policy: 'standard' as const };

const suite = (store: StoreInTest): void => {
  const T = 't1';
  const outgoing = () => outgoingStore(T, { now: () => NOON });
  const queue = () => sendQueueStore(store.data, T);
  const ledger = () => messageLedgerStore(store.data, T);
  const send = (...messages: OutgoingMessage[]) => store.data.tx((tx) => outgoing().send(tx, messages));
  /** A sender that is alive in the eyes of the others. */
  const alive = async (holder: string) => { await sendPace(store.data, T).renew({ holder, limit: 0, using: 0 }); return holder; };
  const die = (holder: string) => store.data.tx(async (tx) => { await tx.execute(sql`update sender set until = until - interval '1 hour' where holder = ${holder}`); });
  const silence = () => store.data.tx(async (tx) => { await tx.execute(sql`update send_lane set until = until - interval '1 hour'`); });
  const ended = (claimed: Claimed, how: Ended['how']): Ended => ({ claimed, requests: 1, pauseMs: 0, how });
  const sent = (claimed: Claimed, n = 1): Ended => ended(claimed, { is: 'sent', conversationId: `a:${claimed.recipient}`, activityId: `${n}` });
  const left = async () => (await store.data.db.execute<{ n: number }>(sql`select count(*)::int as n from outgoing`)).rows[0]?.n;

  afterEach(async () => {
    await store.data.tx(async (tx) => { for (const table of ['outgoing', 'message_ledger', 'send_lane', 'sender', 'app_for_person']) await tx.execute(sql`delete from ${sql.identifier(table)}`); });
  });

  describe('what is asked for', () => {
    it('is there if and only if its transaction is', async () => {
      await expect(store.data.tx(async (tx) => { await outgoing().send(tx, [notice(1)]); throw new Error('undone'); })).rejects.toThrow('undone');
      expect(await queue().isDue(NOON)).toBe(false);
      await send(notice(1));
      expect(await queue().isDue(NOON)).toBe(true);
    });

    it('twice is one message, also after it was sent', async () => {
      const one = await alive('one');
      await send(notice(1), notice(1));
      const [claimed, ...more] = await queue().exchange(one, [], 10, NOON);
      expect(more).toEqual([]);
      await queue().exchange(one, [sent(claimed!)], 0, NOON);
      await send(notice(1));
      await silence();
      expect(await queue().exchange(one, [], 10, after(60_000))).toEqual([]);
      expect(await left()).toBe(0);
    });

    it('for four hundred people is taken up in pages, each person once', async () => {
      const one = await alive('one');
      await send(...Array.from({ length: 400 }, (_, n) => notice(n)));
      const seen = new Set<string>();
      let page: readonly Claimed[] = [];
      do {
        page = await queue().exchange(one, page.map((claimed) => sent(claimed)), 50, NOON);
        for (const { recipient } of page) { expect(seen).not.toContain(recipient); seen.add(recipient); }
      } while (page.length > 0);
      expect(seen.size).toBe(400);
      expect(await left()).toBe(0);
    });

    it('goes in the order of urgency, not before its time, one at a time to a person', async () => {
      const one = await alive('one');
      await send(notice(1, { urgency: 'bulk' }), notice(2), notice(3, { urgency: 'urgent' }), notice(4, { notBefore: after(60_000) }), notice(2, { message: 'other' }));
      const page = await queue().exchange(one, [], 10, NOON);
      expect(page.map(({ recipient }) => recipient)).toEqual([person(3), person(2), person(1)]);
      const next = await queue().exchange(one, page.map((claimed) => sent(claimed)), 10, after(60_000));
      expect(next.map(({ recipient, message }) => [recipient, message])).toEqual(expect.arrayContaining([[person(2), expect.any(String)], [person(4), 'notice:s-12:v1']]));
    });

    it('that did not arrive comes back at its time; that is over does not', async () => {
      const one = await alive('one');
      await send(notice(1), notice(2));
      const [first, second] = await queue().exchange(one, [], 10, NOON);
      await queue().exchange(one, [ended(first!, { is: 'again', at: after(30_000), ledger: { is: 'failed', why: 'Throttled' } }), ended(second!, { is: 'over', end: 'not-deliverable', why: 'MessageWritesBlocked' })], 0, NOON);
      expect(await queue().exchange(one, [], 10, after(29_000))).toEqual([]);
      expect(await queue().exchange(one, [], 10, after(30_000))).toMatchObject([{ recipient: first?.recipient, attempts: 1, task: { do: 'send' } }]);
      expect(await ledger().find({ message: second!.message, recipient: second!.recipient })).toMatchObject({ copies: 0, state: { is: 'failed', why: 'MessageWritesBlocked' } });
    });

    it('is followed up by a job that hears how it ended', async () => {
      const one = await alive('one');
      await send(notice(1, { follow: { job: 'heard', payload: { session: 's-12' } } }));
      const [claimed] = await queue().exchange(one, [], 10, NOON);
      await queue().exchange(one, [sent(claimed!)], 0, NOON);
      const { rows } = await store.data.db.execute<{ data: unknown }>(sql`select data from pgboss.job where name = 'heard'`);
      expect(rows.map(({ data }) => data)).toEqual([{ session: 's-12', message: 'notice:s-12:v1', recipient: person(1), end: 'delivered' }]);
    });
  });

  describe('an edit', () => {
    const edit = (n: number, card: { kind: string; v: number }) => store.data.tx((tx) => outgoing().edit(tx, [{ message: 'notice:s-12:v1', to: { is: 'person', person: person(n) }, card }]));

    it('of what has not left is what leaves', async () => {
      const one = await alive('one');
      await send(notice(1));
      await edit(1, { kind: 'notice', v: 2 });
      const page = await queue().exchange(one, [], 10, NOON);
      expect(page).toMatchObject([{ card: { kind: 'notice', v: 2 }, task: { do: 'send' } }]);
      expect(await left()).toBe(1);
    });

    it('of what is under way waits for it, and finds where it went', async () => {
      const one = await alive('one');
      await send(notice(1));
      const [claimed] = await queue().exchange(one, [], 10, NOON);
      await edit(1, { kind: 'notice', v: 2 });
      expect(await queue().exchange(one, [], 10, NOON)).toEqual([]);
      const [next] = await queue().exchange(one, [sent(claimed!, 77)], 10, NOON);
      expect(next).toMatchObject({ card: { v: 2 }, task: { do: 'edit', conversationId: `a:${person(1)}`, activityId: '77' } });
      // A newer one that came meanwhile is done after it.
      await edit(1, { kind: 'notice', v: 3 });
      const [last] = await queue().exchange(one, [sent(next!, 77)], 10, NOON);
      expect(last).toMatchObject({ card: { v: 3 }, task: { do: 'edit' } });
      await queue().exchange(one, [sent(last!, 77)], 0, NOON);
      expect(await left()).toBe(0);
      expect(await ledger().find({ message: 'notice:s-12:v1', recipient: person(1) })).toMatchObject({ copies: 1, state: { activityId: '77' } });
    });

    it('of what never arrived is dropped', async () => {
      await edit(9, { kind: 'notice', v: 2 });
      expect(await queue().exchange(await alive('one'), [], 10, NOON)).toEqual([]);
      expect(await left()).toBe(0);
    });
  });

  describe('several senders', () => {
    it('never have the same message in hand', async () => {
      const holders = await Promise.all(['one', 'two', 'three'].map(alive));
      await send(...Array.from({ length: 60 }, (_, n) => notice(n)));
      const pages = await Promise.all(holders.map((holder) => queue().exchange(holder, [], 30, NOON)));
      const all = pages.flat().map(({ recipient }) => recipient);
      expect(new Set(all).size).toBe(all.length);
    });

    it('what a dead one had in hand is looked for, not sent again', async () => {
      const [one, two] = [await alive('one'), await alive('two')];
      await send(notice(1), notice(2));
      expect(await queue().exchange(one, [], 10, NOON)).toHaveLength(2);
      await silence();
      expect(await queue().exchange(two, [], 10, after(1_000))).toEqual([]);
      await die(one);
      // Its last request may still be on its way.
      expect(await queue().exchange(two, [], 10, after(5_000))).toEqual([]);
      const taken = await queue().exchange(two, [], 10, after(LOOK_AFTER_MS));
      expect(taken.map(({ task }) => task)).toEqual([{ do: 'look', since: NOON }, { do: 'look', since: NOON }]);
    });

    it('one that comes back to life does not undo what another found', async () => {
      const [one, two] = [await alive('one'), await alive('two')];
      await send(notice(1));
      const [old] = await queue().exchange(one, [], 10, NOON);
      await silence();
      await die(one);
      await queue().exchange(two, [], 10, after(5_000));
      const [taken] = await queue().exchange(two, [], 10, after(LOOK_AFTER_MS));
      await ledger().found(taken!, { is: 'absent' }, NOON, after(LOOK_AFTER_MS));
      expect(await ledger().claim(taken!, after(LOOK_AFTER_MS))).toEqual({ do: 'send' });
      await queue().exchange(one, [ended(old!, { is: 'again', at: NOON, ledger: { is: 'failed', why: 'late' } })], 0, after(LOOK_AFTER_MS + 1));
      expect(await ledger().find(taken!)).toMatchObject({ state: { is: 'intended' }, copies: 1 });
      expect(await queue().exchange(two, [], 10, after(LOOK_AFTER_MS + 2))).toEqual([]);
    });
  });

  describe('the pace', () => {
    const pace = () => sendPace(store.data, T);

    it('is one replica’s as long as it is alone, and shared when another comes, never more than there is', async () => {
      expect(await pace().renew({ holder: 'one', limit: 0, using: 0 })).toMatchObject({ limit: PER_TENANT.most });
      expect(await pace().renew({ holder: 'two', limit: 0, using: 0 })).toMatchObject({ limit: 0 });
      const half = Math.floor(PER_TENANT.most / 2);
      expect(await pace().renew({ holder: 'one', limit: PER_TENANT.most, using: 40 })).toMatchObject({ limit: half });
      // Places that still count are not given away.
      await pace().renew({ holder: 'one', limit: half, using: 30 });
      expect(await pace().renew({ holder: 'two', limit: 0, using: 0 })).toMatchObject({ limit: PER_TENANT.most - 30 });
      await pace().renew({ holder: 'one', limit: half, using: 3 });
      expect(await pace().renew({ holder: 'two', limit: PER_TENANT.most - 30, using: 0 })).toMatchObject({ limit: half });
    });

    it('of a dead replica is free once it is dead for sure', async () => {
      await pace().renew({ holder: 'one', limit: 0, using: 0 });
      await die('one');
      expect(await pace().renew({ holder: 'two', limit: 0, using: 0 })).toMatchObject({ limit: PER_TENANT.most });
    });

    it('lets one holder at a time into a conversation, and counts what was answered there', async () => {
      const lanes = sendLanes(store.data, T);
      expect(await lanes.enter('a:1', 'one')).toBe(0);
      expect(await lanes.enter('a:1', 'two')).toBeGreaterThan(0);
      expect(await lanes.enter('a:2', 'two')).toBe(0);
      await lanes.leave('a:1', 'one', 7);
      expect(await lanes.enter('a:1', 'two')).toBeGreaterThan(500);
      await lanes.pause('a:3', 60_000);
      expect(await lanes.enter('a:3', 'one')).toBeGreaterThan(50_000);
    });

    it('of a conversation whose holder died is free after a while', async () => {
      const lanes = sendLanes(store.data, T);
      await lanes.enter('a:1', 'one');
      await silence();
      expect(await lanes.enter('a:1', 'two')).toBe(0);
    });
  });

  it('remembers to whom the app was given, and who took it away', async () => {
    const owners = appOwnersStore(store.data, T);
    expect(await owners.of(person(1))).toBeNull();
    await owners.note(person(1), 'installed', NOON);
    await owners.note(person(1), 'left', after(1));
    expect(await owners.of(person(1))).toEqual({ state: 'left', at: after(1) });
  });
};

everyStore('PGlite', suite, { queues: [HEARD] });
everyStore('PostgreSQL', suite, { queues: [HEARD] });
