// One message to two hundred people: requests fail, senders die, and everybody has exactly one copy. The long proof is
// `npm run bench sending`. Then what the queue does for one person: gives the app, edits, takes no for an answer.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync, rmSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { fanOut, faults, limitsSeen, type Arrivals, type Limits } from '../../bench/fan-out.ts';
import { openLab } from '../../bench/lab.ts';
import { markOf } from '../../src/features/conversations/domain/mark.ts';
import type { CardFacts } from '../../src/features/conversations/domain/outgoing.ts';
import { block } from '../../src/local-tenant/connector/reach.ts';
import { personalConversationId } from '../../src/local-tenant/connector/addresses.ts';
import type { Message } from '../../src/local-tenant/state.ts';
import { entraId } from '../../src/shared/ids.ts';
import { startProduct, type Product } from '../support/product.ts';
import { smallNetwork } from '../support/small-network.ts';

jest.setTimeout(180_000);

describe('a message to two hundred people', () => {
  const record = 'artifacts/graph/sending.ndjson';
  let seen: Arrivals;
  let limits: Limits;
  let faulted: number;
  beforeAll(async () => {
    mkdirSync('artifacts/graph', { recursive: true });
    rmSync(record, { force: true });
    const lab = await openLab({ people: 200, tenantArgs: ['--record', record] });
    try {
      await lab.control('/faults', faults(0.1));
      seen = await fanOut(lab, { people: 200, message: 'journey:1', killAfterMs: 3_000, hurry: true });
      limits = await limitsSeen(lab);
      faulted = ((await lab.control('/faults')) as { plans: { hits: number }[] }).plans.reduce((sum, { hits }) => sum + hits, 0);
    } finally {
      await lab.close();
    }
  });

  it('was sent by a process that was killed, over a service that failed', () => {
    expect(seen.killed).toBe(true);
    expect(faulted).toBeGreaterThan(5);
  });

  it('reached each of them once', () => {
    expect({ copies: seen.copies, duplicates: seen.duplicates, losses: seen.losses }).toEqual({ copies: 200, duplicates: 0, losses: 0 });
  });

  it('stayed within every documented limit, as the service measured it', () => {
    expect(limits).toMatchObject({ exceeded: [], refused: 0 });
  });
});

describe('a message to one person', () => {
  let product: Product;
  let offset = 0;
  beforeAll(async () => {
    product = await startProduct({ name: 'sending-one', charter: smallNetwork(), compose: { clock: { now: () => new Date(Date.now() + offset), sleep: (ms, until) => new Promise((resolve) => { setTimeout(resolve, ms); until?.addEventListener('abort', () => { resolve(); }); }) } } });
  });
  afterAll(() => product.close());

  const people = () => product.tenant.context.state.users.values();
  const write = (person: string, message: string, more: { notAfter?: Date; card?: CardFacts } = {}) =>
    product.gouverne.data.tx((tx) => product.gouverne.outgoing.send(tx, [{ message, to: { is: 'person', person: entraId(person) }, card: { kind: 'welcome-chat' }, ...more }]));
  const got = (person: string, message: string): Message[] => {
    const { state } = product.tenant.context;
    const chat = personalConversationId(product.config.app.id, person);
    return state.messages.filter((one) => one.conversationId === chat && one.deletedAt === null && one.fromBot && markOf((one.activity['attachments'] as { content: object }[])[0]?.content ?? {}) === message);
  };
  const waiting = async (message: string) => (await product.gouverne.data.db.execute<{ attempts: number }>(sql`select attempts from outgoing where message_id = ${message}`)).rows[0];
  const installed = (person: string) => product.tenant.context.state.installations.filter((one) => one.scope === 'user' && one.scopeId === person);

  it('whom the bot never met gives them the app, and arrives', async () => {
    const [ana] = people();
    if (ana === undefined) throw new Error('nobody is there');
    expect(installed(ana.id)).toEqual([]);
    await write(ana.id, 'notice:1');
    await product.quiet();
    expect(installed(ana.id)).toHaveLength(1);
    expect(got(ana.id, 'notice:1')).toHaveLength(1);
  });

  it('is not forced upon who took the app away', async () => {
    const [ana] = people();
    const [installation] = installed(ana?.id ?? '');
    if (ana === undefined || installation === undefined) throw new Error('the app is not there');
    product.tenant.context.world.uninstallApp(installation, ana.id);
    await product.quiet();
    await write(ana.id, 'notice:2');
    await product.quiet();
    expect(installed(ana.id)).toEqual([]);
    expect(got(ana.id, 'notice:2')).toEqual([]);
  });

  it('who blocked the bot is not delivered, and said to be so', async () => {
    const [, ben] = people();
    if (ben === undefined) throw new Error('nobody is there');
    await write(ben.id, 'notice:3');
    await product.quiet();
    block(product.tenant.context.state, product.config.app.id, ben.id, true);
    await write(ben.id, 'notice:4');
    await product.quiet();
    expect(got(ben.id, 'notice:4')).toEqual([]);
    expect(product.log.lines).toContainEqual(expect.objectContaining({ event: 'message-not-sent', facts: expect.objectContaining({ message: 'notice:4', end: 'not-deliverable', why: 'MessageWritesBlocked' }) }));
    block(product.tenant.context.state, product.config.app.id, ben.id, false);
  });

  it('behind a lost answer is found in the chat rather than sent again', async () => {
    const [, , cleo] = people();
    if (cleo === undefined) throw new Error('nobody is there');
    await write(cleo.id, 'notice:5');
    await product.quiet();
    product.tenant.context.faults.add({ match: { service: 'connector', method: 'POST', path: '/activities' }, kinds: ['504-after-effect'], times: 1 });
    await write(cleo.id, 'notice:6');
    await eventually(async () => (await waiting('notice:6'))?.attempts === 1);
    expect(got(cleo.id, 'notice:6')).toHaveLength(1);
    offset += 20_000;
    await product.quiet();
    expect(got(cleo.id, 'notice:6')).toHaveLength(1);
    expect(product.log.lines).toContainEqual(expect.objectContaining({ event: 'message-looked-for', facts: expect.objectContaining({ message: 'notice:6', copies: 1 }) }));
  });

  it('that comes too late is not sent', async () => {
    const [, , cleo] = people();
    if (cleo === undefined) throw new Error('nobody is there');
    await write(cleo.id, 'notice:7', { notAfter: new Date(Date.now() + offset - 1_000) });
    await product.quiet();
    expect(got(cleo.id, 'notice:7')).toEqual([]);
  });

  it('is edited where it stands, or leaves as it is to be', async () => {
    const [, , cleo] = people();
    if (cleo === undefined) throw new Error('nobody is there');
    const { data, outgoing } = product.gouverne;
    const to = { is: 'person', person: entraId(cleo.id) } as const;
    const [before] = got(cleo.id, 'notice:5');
    await data.tx((tx) => outgoing.edit(tx, [{ message: 'notice:5', to, card: { kind: 'welcome-chat' } }]));
    await product.quiet();
    const [after, ...more] = got(cleo.id, 'notice:5');
    expect(more).toEqual([]);
    expect(after?.id).toBe(before?.id);
    expect(after?.updatedAt).not.toBeNull();
  });
});

async function eventually(test: () => Promise<boolean>, within = 20_000): Promise<void> {
  const end = Date.now() + within;
  while (!(await test())) {
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
}
