// The queue's sender on a real store, against a Bot Connector that refuses, loses answers and drops connections: one copy in the
// end, whatever happens on the way. Time is moved.
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { welcomeChat } from '../../bot/cards/welcome.ts';
import { outgoingCards } from '../../bot/outgoing-cards.ts';
import { createPlaces } from '../../bot/places.ts';
import { createSender, type Sender } from '../../bot/sender.ts';
import { sendLimiter } from '../../bot/send-limiter.ts';
import { conversationsStore, messageLedgerStore } from '../../src/adapters/store/conversations-store.ts';
import { appOwnersStore, outgoingStore, sendQueueStore } from '../../src/adapters/store/outgoing-store.ts';
import { markOf } from '../../src/features/conversations/domain/mark.ts';
import type { OutgoingMessage } from '../../src/features/conversations/domain/outgoing.ts';
import { LOOK_AFTER_MS, SETTLING_MS } from '../../src/features/conversations/domain/sending.ts';
import type { ChatWindow, Clock, Pace } from '../../src/features/conversations/ports.ts';
import { teamsService } from '../../src/local-tenant/connector/service.ts';
import { entraId } from '../../src/shared/ids.ts';
import { silentLog } from '../../src/shared/log.ts';
import { cardOf, LINKS, startGouverneBot, type BotInTest } from '../support/gouverne-bot.ts';
import { memoryLanes, memoryPace } from '../support/memory-pace.ts';
import { everyStore, type StoreInTest } from '../support/stores.ts';

jest.setTimeout(60_000);

const HEARD = { name: 'heard', policy: 'standard' as const };
/** Seeds its own clock from the machine's, so that the bot's tokens are good. */
const realClock: Clock = { now: () => new Date(), sleep: async (ms, until) => new Promise((resolve) => { const timer = setTimeout(resolve, ms); until?.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true }); }) };

const suite = (store: StoreInTest): void => {
  const T = 't1';
  let bot: BotInTest | undefined;
  let sender: Sender | undefined;
  let offset = 0;
  const clock: Clock = { ...realClock, now: () => new Date(Date.now() + offset) };

  afterEach(async () => {
    await sender?.stop();
    await bot?.close();
    [sender, bot, offset] = [undefined, undefined, 0];
    await store.data.tx(async (tx) => { for (const table of ['outgoing', 'message_ledger', 'send_lane', 'sender', 'app_for_person', 'conversation_reference']) await tx.execute(sql`delete from ${sql.identifier(table)}`); });
  });

  interface Options { readonly blind?: boolean; readonly pace?: (clock: Clock) => Pace }
  async function start({ blind = false, pace = memoryPace }: Options = {}): Promise<BotInTest> {
    const running = await startGouverneBot();
    bot = running;
    const { channel } = running;
    const [conversations, ledger] = [conversationsStore(store.data, T), messageLedgerStore(store.data, T)];
    const window: ChatWindow = { find: async (_person, message) => copies(running, message).map(({ id }) => id) };
    const limiter = sendLimiter({ clock: realClock, pace: pace(realClock), lanes: memoryLanes(realClock), holder: 'me' });
    const places = createPlaces({ channel, conversations, installer: null, window: blind ? null : window, owners: appOwnersStore(store.data, T), clock, log: silentLog, serviceUrl: `${running.scene.tenant.context.urls.connector}/` });
    const cards = outgoingCards({ notice: { facts: z.object({}), make: async (_facts, { message, language }) => welcomeChat(message, LINKS.home, language) }, nothing: { facts: z.object({}), make: async () => null } }, async () => 'fr-CA');
    sender = createSender({ queue: sendQueueStore(store.data, T), gate: limiter.gate, channel, conversations, ledger, cards, places, clock, log: silentLog, holder: 'me', random: () => 0 });
    sender.start();
    return running;
  }
  const copies = (running: BotInTest, message: string) => running.written(running.scene.ana).filter((one) => markOf(cardOf(one).card as Parameters<typeof markOf>[0]) === message);
  const send = async (running: BotInTest, message: string, more: Partial<OutgoingMessage> = {}) => {
    await store.data.tx((tx) => outgoingStore(T, clock).send(tx, [{ message, to: { is: 'person', person: entraId(running.scene.ana.id) }, card: { kind: 'notice' }, ...more }]));
    sender?.wake();
  };
  const waiting = async () => (await store.data.db.execute<{ n: number; held: number; attempts: number }>(sql`select count(*)::int as n, count(holder)::int as held, coalesce(max(attempts), 0)::int as attempts from outgoing`)).rows[0] ?? { n: 0, held: 0, attempts: 0 };
  const eventually = async (test: () => Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + 20_000; !(await test());) {
      if (Date.now() > end) throw new Error(`it did not happen in time: ${JSON.stringify(await waiting())}`);
      await realClock.sleep(25);
    }
  };
  const put = (attempts: number) => eventually(async () => { const row = await waiting(); return row.held === 0 && row.attempts === attempts; });
  const done = () => eventually(async () => (await waiting()).n === 0);
  const move = (ms: number): void => { offset += ms; sender?.wake(); };
  const fault = (running: BotInTest, kind: string, more: object = {}): void => { running.scene.tenant.context.faults.add({ match: { service: 'connector', method: 'POST', path: '/activities' }, kinds: [kind], times: 1, ...more }); };

  it.each(['429', '429-without-retry-after', '412', '503'])('after a %s sends again after a pause, once', async (kind) => {
    const running = await start();
    fault(running, kind);
    await send(running, 'notice:1');
    await put(1);
    expect(copies(running, 'notice:1')).toHaveLength(0);
    move(5_000);
    await done();
    expect(copies(running, 'notice:1')).toHaveLength(1);
  });

  it.each(['504', '500', 'reset', '504-after-effect', 'reset-after-effect'])('after a %s looks, and there is one copy in the end', async (kind) => {
    const running = await start();
    fault(running, kind);
    await send(running, 'notice:1');
    await put(1);
    const arrived = kind.endsWith('-after-effect') ? 1 : 0;
    expect(copies(running, 'notice:1')).toHaveLength(arrived);
    move(LOOK_AFTER_MS + 1_000);
    await done();
    expect(copies(running, 'notice:1')).toHaveLength(1);
  });

  it('removes a second copy that it finds', async () => {
    const running = await start();
    fault(running, '504-after-effect');
    await send(running, 'notice:1');
    await put(1);
    const [first] = copies(running, 'notice:1');
    const room = running.scene.tenant.context.state.conversations.get(first?.conversationId ?? '');
    if (first === undefined || room === undefined) throw new Error('it did not arrive');
    teamsService(running.scene.tenant.context).post(room, { from: first.from, fromBot: true, activity: first.activity });
    move(LOOK_AFTER_MS + 1_000);
    await done();
    expect(copies(running, 'notice:1').map(({ id }) => id)).toEqual([first.id]);
  });

  it('where nobody can look waits, sends once more and then leaves it to people', async () => {
    const running = await start({ blind: true });
    fault(running, '504-after-effect', { times: 2 });
    await send(running, 'notice:1');
    await put(1);
    move(LOOK_AFTER_MS + 1_000);
    await put(2);
    expect(copies(running, 'notice:1')).toHaveLength(1);
    move(SETTLING_MS);
    await put(3);
    expect(copies(running, 'notice:1')).toHaveLength(2);
    move(SETTLING_MS + 1_000);
    await done();
    expect(copies(running, 'notice:1')).toHaveLength(2);
  });

  it('sends nothing under a share that was lost, and sends it under the next', async () => {
    let renewals = 0;
    // The first share ends at once: whoever claimed under it has lost it when its turn comes.
    const running = await start({ pace: (own) => { const pace = memoryPace(own); return { ...pace, renew: async (renewal) => { renewals += 1; const given = await pace.renew(renewal); return renewals === 1 ? { ...given, forMs: 0 } : given; } }; } });
    await send(running, 'notice:1');
    await eventually(async () => { move(0); return (await waiting()).n === 0; });
    expect(copies(running, 'notice:1')).toHaveLength(1);
    expect(renewals).toBeGreaterThan(1);
  });

  it('says nothing when there is nothing left to say, and tells who asked', async () => {
    const running = await start();
    await send(running, 'notice:1', { card: { kind: 'nothing' }, follow: { job: 'heard', payload: { s: 1 } } });
    await send(running, 'notice:2', { card: { kind: 'unheard-of' }, follow: { job: 'heard', payload: { s: 2 } } });
    await done();
    expect(running.written(running.scene.ana)).toEqual([]);
    const { rows } = await store.data.db.execute<{ data: { end: string } }>(sql`select data from pgboss.job where name = 'heard'`);
    expect(rows.map(({ data }) => data.end).sort()).toEqual(['given-up', 'moot']);
  });
};

describe('the sender', () => { everyStore('PGlite', suite, { queues: [HEARD] }); });
