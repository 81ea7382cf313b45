// What the bot says of its own accord, against a Bot Connector that refuses, loses answers and drops connections.
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { helpCard } from '../../bot/cards/answers.ts';
import { GreetingDeferred } from '../../bot/greeter.ts';
import type { ProactiveMessage } from '../../bot/notifier.ts';
import { SETTLING_MS } from '../../src/features/conversations/domain/sending.ts';
import type { Clock } from '../../src/features/conversations/ports.ts';
import { block } from '../../src/local-tenant/connector/reach.ts';
import { channelKey, committeeId, entraId } from '../../src/shared/ids.ts';
import { cardOf, realClock, startGouverneBot, type BotInTest } from '../support/gouverne-bot.ts';
import { BOT_ID } from '../support/teams-scene.ts';

jest.setTimeout(30_000);

let open: BotInTest | undefined;
afterEach(async () => { await open?.close(); open = undefined; });

/** Time that moves instead of being waited for, the bot's and the tenant's together. */
function movedClock(): Clock & { move(ms: number): void; slept: number[]; follow(bot: BotInTest): void } {
  let offset = 0;
  let bot: BotInTest | undefined;
  const move = (ms: number): void => { offset += ms; bot?.scene.tenant.context.clock.setOffset(offset); };
  const slept: number[] = [];
  return { now: () => new Date(Date.now() + offset), sleep: async (ms) => { slept.push(ms); move(ms); }, move, slept, follow: (it) => { bot = it; } };
}

async function start(options: Parameters<typeof startGouverneBot>[0] = {}): Promise<BotInTest & { clock: ReturnType<typeof movedClock> }> {
  const clock = movedClock();
  const bot = await startGouverneBot({ clock, ...options });
  open = bot;
  clock.follow(bot);
  return Object.assign(bot, { clock });
}
const fault = (bot: BotInTest, kind: string, more: object = {}): void => { bot.scene.tenant.context.faults.add({ match: { service: 'connector', method: 'POST' }, kinds: [kind], times: 1, ...more }); };
const committeeChannel = (bot: BotInTest) => ({ key: channelKey('cncot'), committee: committeeId('cncot'), teamId: bot.scene.team.id, channelId: bot.scene.sessions.id });
const toAna = (bot: BotInTest, message = 'notice:1'): ProactiveMessage => ({ message, to: { is: 'person', person: entraId(bot.scene.ana.id) }, card: helpCard('chat', 'fr-CA') });
const refusedByLimits = (bot: BotInTest) => bot.scene.tenant.context.limits.seen().filter((window) => window.name.startsWith('Bot Connector') && window.refused > 0);

describe('the greeting of a committee’s channel', () => {
  it('arrives once, whoever asks and however often, and is remembered by its own message', async () => {
    const bot = await start();
    const asked = await Promise.all([1, 2, 3].map(() => bot.greeter.welcome(committeeChannel(bot))));
    expect(asked).toEqual(['sent', 'sent', 'sent']);
    expect(await bot.greeter.welcome(committeeChannel(bot))).toBe('sent');
    const [greeting, ...more] = bot.written(bot.scene.sessions);
    expect(more).toEqual([]);
    expect(cardOf(greeting).texts).toContain('Comité national de coordination des opérations en télésanté');
    const entry = await bot.ledger.find({ message: 'welcome:cncot', recipient: bot.scene.sessions.id });
    expect(entry?.state).toEqual({ is: 'sent', conversationId: greeting?.conversationId, activityId: greeting?.id });
  });

  it('speaks French to the channel, says the same to everyone and hides what is restricted', async () => {
    const bot = await start();
    await bot.greeter.welcome(committeeChannel(bot));
    expect(cardOf(bot.written(bot.scene.sessions)[0]).card).toMatchObject({ lang: 'fr' });
  });

  it('waits for Teams to let the bot in, and comes as soon as it does', async () => {
    const bot = await start({ installedInTeam: false });
    expect(await bot.greeter.welcome(committeeChannel(bot))).toBe('waiting');
    bot.scene.tenant.context.world.installApp({ scope: 'team', scopeId: bot.scene.team.id, catalogAppId: bot.scene.app.id, by: bot.scene.ana.id });
    expect(await bot.greeter.welcome(committeeChannel(bot))).toBe('sent');
    expect(bot.written(bot.scene.sessions)).toHaveLength(1);
  });

  it.each([
    ['429', { retryAfterS: 3 }, 3_000],
    ['429-without-retry-after', {}, 1_000],
    ['503', { retryAfterS: 2 }, 2_000],
    ['412', {}, 1_000],
  ])('refused with %s, goes again after the pause that was asked for', async (kind, more, pause) => {
    const bot = await start();
    fault(bot, kind, more);
    expect(await bot.greeter.welcome(committeeChannel(bot))).toBe('sent');
    expect(bot.written(bot.scene.sessions)).toHaveLength(1);
    expect(bot.clock.slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(pause);
  });

  it('asks for another time when the service wants a long silence, and nothing is lost', async () => {
    const bot = await start();
    fault(bot, '429', { retryAfterS: 120 });
    const deferred = await bot.greeter.welcome(committeeChannel(bot)).catch((cause: unknown) => cause);
    expect(deferred).toBeInstanceOf(GreetingDeferred);
    expect((deferred as GreetingDeferred).retryAfterMs).toBeGreaterThan(100_000);
    bot.clock.move(121_000);
    expect(await bot.greeter.welcome(committeeChannel(bot))).toBe('sent');
    expect(bot.written(bot.scene.sessions)).toHaveLength(1);
  });

  it('behind a 504 that hid its arrival, is not doubled', async () => {
    const bot = await start();
    fault(bot, '504-after-effect');
    expect(await bot.greeter.welcome(committeeChannel(bot))).toBe('sent');
    // Whoever asks again meanwhile is told that it is taken care of.
    expect(await bot.greeter.welcome(committeeChannel(bot))).toBe('sent');
    expect(bot.written(bot.scene.sessions)).toHaveLength(1);
    expect(bot.deferred[0]).toMatchObject({ greeting: { channelId: bot.scene.sessions.id } });
  });

  it.each(['504', '500', '502', 'reset', 'reset-after-effect'])('after a %s is one again once the matter is settled', async (kind) => {
    const bot = await start();
    fault(bot, kind);
    await bot.greeter.welcome(committeeChannel(bot));
    const arrived = bot.written(bot.scene.sessions);
    // Nobody pressed anything: it is sent once more when the time has come.
    bot.clock.move(SETTLING_MS);
    await bot.greeter.welcome(committeeChannel(bot));
    expect(bot.written(bot.scene.sessions)).toHaveLength(arrived.length + 1);
    // The first copy shows itself by its button: one of the two goes, the other stays.
    const [first] = arrived;
    // The bot believes no token from the future.
    bot.scene.tenant.context.clock.setOffset(0);
    if (first !== undefined) await bot.press(bot.scene.ana, bot.scene.sessions, { action: { type: 'Action.Execute', verb: 'help', data: { message: 'welcome:cncot' } } }, first.id);
    expect(bot.written(bot.scene.sessions)).toHaveLength(1);
  });

  it('that somebody used in the meantime is known to be there, and never sent again', async () => {
    const bot = await start();
    fault(bot, '504-after-effect');
    await bot.greeter.welcome(committeeChannel(bot));
    const [greeting] = bot.written(bot.scene.sessions);
    await bot.press(bot.scene.ben, bot.scene.sessions, { action: { type: 'Action.Execute', verb: 'help', data: { message: 'welcome:cncot' } } }, greeting?.id);
    bot.clock.move(SETTLING_MS);
    expect(await bot.greeter.welcome(committeeChannel(bot))).toBe('sent');
    expect(bot.written(bot.scene.sessions)).toHaveLength(1);
  });

  it('of unknown end twice is left to people rather than sent a third time', async () => {
    const bot = await start();
    for (let round = 0; round < 4; round += 1) {
      fault(bot, '504-after-effect');
      await bot.greeter.welcome(committeeChannel(bot));
      bot.clock.move(SETTLING_MS);
    }
    expect(bot.written(bot.scene.sessions)).toHaveLength(2);
  });
});

describe('a message to a person', () => {
  it('opens the chat when there is none, in the region that Teams last named', async () => {
    const bot = await start();
    const delivery = await bot.notifier.deliver(toAna(bot));
    expect(delivery).toMatchObject({ is: 'sent' });
    expect(bot.written(bot.scene.ana)).toHaveLength(1);
    expect(await bot.conversations.ofPerson(entraId(bot.scene.ana.id))).toMatchObject({ kind: 'personal' });
    // A second message finds the chat again.
    await bot.notifier.deliver(toAna(bot, 'notice:2'));
    expect(bot.written(bot.scene.ana)).toHaveLength(2);
  });

  it('opens one chat even when the answer to its opening is lost', async () => {
    const bot = await start();
    fault(bot, '504-after-effect', { match: { service: 'connector', method: 'POST', path: '/v3/conversations$' } });
    expect(await bot.notifier.deliver(toAna(bot))).toMatchObject({ is: 'sent' });
    expect(bot.written(bot.scene.ana)).toHaveLength(1);
  });

  it('who blocked the bot is not written to again', async () => {
    const bot = await start();
    await bot.write(bot.scene.ana, 'aide');
    block(bot.scene.tenant.context.state, BOT_ID, bot.scene.ana.id, true);
    expect(await bot.notifier.deliver(toAna(bot))).toMatchObject({ is: 'no-access' });
    expect(await bot.conversations.ofPerson(entraId(bot.scene.ana.id))).toBeNull();
  });

  it('whose card is edited keeps one card', async () => {
    const bot = await start();
    await bot.notifier.deliver(toAna(bot));
    fault(bot, '504-after-effect', { match: { service: 'connector', method: 'PUT' } });
    const id = { message: 'notice:1', recipient: entraId(bot.scene.ana.id) };
    expect(await bot.notifier.edit(id, helpCard('chat', 'en-CA'))).toBe(true);
    expect(bot.written(bot.scene.ana).map((message) => cardOf(message).summary)).toEqual(['What I understand']);
    expect(await bot.notifier.edit({ ...id, message: 'never-sent' }, helpCard('chat', 'fr-CA'))).toBe(false);
  });
});

it('a burst into one conversation draws no refusal from the service', async () => {
  // In real time, because it is the service that measures.
  const bot = await start({ clock: realClock });
  await Promise.all(Array.from({ length: 9 }, (_, at) => bot.notifier.deliver(toAna(bot, `notice:${at}`))));
  expect(bot.written(bot.scene.ana)).toHaveLength(9);
  expect(refusedByLimits(bot)).toEqual([]);
});

it('a Bot Connector that cannot be reached loses nothing', async () => {
  const bot = await start();
  const elsewhere = '19:elsewhere@thread.tacv2';
  await bot.conversations.remember({ key: elsewhere, kind: 'channel', serviceUrl: `http://127.0.0.1:${await closedPort()}/`, teamId: null, groupId: null, channelId: elsewhere, person: null, seenAt: new Date() });
  expect(await bot.notifier.deliver({ ...toAna(bot), to: { is: 'channel', channelId: elsewhere, groupId: 'nowhere' } })).toMatchObject({ is: 'later', why: 'unreachable' });
  expect(await bot.ledger.find({ message: 'notice:1', recipient: elsewhere })).toMatchObject({ copies: 0, state: { is: 'failed' } });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}
