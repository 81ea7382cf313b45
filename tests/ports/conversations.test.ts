// Where the bot may speak and what it said: one suite for the store on both engines and for the fakes that the bot's tests trust.
import { describe, expect, it } from '@jest/globals';
import { conversationsStore, messageLedgerStore } from '../../src/adapters/store/conversations-store.ts';
import type { ConversationReference } from '../../src/features/conversations/domain/reference.ts';
import { MOST_COPIES, SENDING_MS, SETTLING_MS } from '../../src/features/conversations/domain/sending.ts';
import type { Conversations, MessageLedger } from '../../src/features/conversations/ports.ts';
import { entraId } from '../../src/shared/ids.ts';
import { fakeConversations, fakeLedger } from '../support/fake-conversations.ts';
import { everyStore } from '../support/stores.ts';

const NOON = new Date('2027-01-18T12:00:00Z');
const after = (ms: number): Date => new Date(NOON.getTime() + ms);
const ANA = entraId('aaaaaaaa-0000-4000-8000-000000000001');
const aChat = (more: Partial<ConversationReference> = {}): ConversationReference => ({ key: 'a:1ana', kind: 'personal', serviceUrl: 'https://smba.example/ca/', teamId: null, groupId: null, channelId: null, person: ANA, seenAt: NOON, ...more });
const aChannel = (more: Partial<ConversationReference> = {}): ConversationReference => ({ key: '19:c@thread.tacv2', kind: 'channel', serviceUrl: 'https://smba.example/ca/', teamId: '19:team@thread.tacv2', groupId: 'group-1', channelId: '19:c@thread.tacv2', person: null, seenAt: NOON, ...more });

/** Each test gets a tenant of its own, so that none sees what another wrote. */
function suite(make: (tenantId: string) => { conversations: Conversations; ledger: MessageLedger }): void {
  let tenants = 0;
  const fresh = () => make(`tenant-${(tenants += 1)}`);

  describe('places', () => {
    it('are found by person, by channel and by team, and are as they were remembered', async () => {
      const { conversations } = fresh();
      await conversations.remember(aChat());
      await conversations.remember(aChannel());
      expect(await conversations.ofPerson(ANA)).toEqual(aChat());
      expect(await conversations.ofChannel('19:c@thread.tacv2')).toEqual(aChannel());
      expect(await conversations.ofTeam('group-1')).toEqual(aChannel());
      expect(await conversations.ofPerson(entraId('bbbbbbbb-0000-4000-8000-000000000001'))).toBeNull();
    });

    it('move to another region without being doubled', async () => {
      const { conversations } = fresh();
      await conversations.remember(aChat());
      await conversations.remember(aChat({ serviceUrl: 'https://smba.example/emea/', seenAt: after(1_000) }));
      expect((await conversations.ofPerson(ANA))?.serviceUrl).toBe('https://smba.example/emea/');
      expect((await conversations.latest())?.seenAt).toEqual(after(1_000));
    });

    it('are as the last event said, whichever was stored last', async () => {
      const { conversations } = fresh();
      await conversations.remember(aChat({ serviceUrl: 'https://smba.example/emea/', seenAt: after(1_000) }));
      await conversations.remember(aChat());
      expect((await conversations.ofPerson(ANA))?.serviceUrl).toBe('https://smba.example/emea/');
    });

    it('keep what a later event leaves out', async () => {
      const { conversations } = fresh();
      await conversations.remember(aChannel());
      await conversations.remember(aChannel({ groupId: null, seenAt: after(1_000) }));
      expect((await conversations.ofTeam('group-1'))?.key).toBe('19:c@thread.tacv2');
    });

    it('seen last are told first', async () => {
      const { conversations } = fresh();
      await conversations.remember(aChannel({ seenAt: after(2_000) }));
      await conversations.remember(aChat({ seenAt: after(1_000) }));
      expect((await conversations.latest())?.key).toBe('19:c@thread.tacv2');
    });

    it('that the app left are not found, until it is back', async () => {
      const { conversations } = fresh();
      await conversations.remember(aChat());
      await conversations.forget('a:1ana');
      expect(await conversations.ofPerson(ANA)).toBeNull();
      expect(await conversations.latest()).toBeNull();
      await conversations.remember(aChat({ seenAt: after(1_000) }));
      expect(await conversations.ofPerson(ANA)).not.toBeNull();
    });

    it('of a team are all left with it, and those of other teams are not', async () => {
      const { conversations } = fresh();
      await conversations.remember(aChannel());
      await conversations.remember(aChannel({ key: '19:d@thread.tacv2', channelId: '19:d@thread.tacv2' }));
      await conversations.remember(aChannel({ key: '19:e@thread.tacv2', channelId: '19:e@thread.tacv2', teamId: '19:other@thread.tacv2', groupId: 'group-2' }));
      await conversations.forgetTeam('19:team@thread.tacv2');
      expect(await conversations.ofTeam('group-1')).toBeNull();
      expect((await conversations.ofTeam('group-2'))?.key).toBe('19:e@thread.tacv2');
    });
  });

  describe('the ledger', () => {
    const id = { message: 'welcome:cncot', recipient: '19:c@thread.tacv2' };
    const posted = { conversationId: '19:c@thread.tacv2;messageid=1', activityId: '1' };

    it('lets one of many send', async () => {
      const { ledger } = fresh();
      const claims = await Promise.all(Array.from({ length: 8 }, () => ledger.claim(id, NOON)));
      expect(claims.filter((claim) => claim.do === 'send')).toHaveLength(1);
      expect(claims.filter((claim) => claim.do === 'wait')).toHaveLength(7);
    });

    it('remembers what was sent, for good', async () => {
      const { ledger } = fresh();
      await ledger.claim(id, NOON);
      await ledger.settle(id, { is: 'sent', ...posted }, after(50));
      expect(await ledger.claim(id, after(365 * 86_400_000))).toEqual({ do: 'nothing', ...posted });
      expect(await ledger.find(id)).toEqual({ ...id, state: { is: 'sent', ...posted }, copies: 1, at: after(50) });
    });

    it('keeps one message apart from another, and one recipient from another', async () => {
      const { ledger } = fresh();
      await ledger.claim(id, NOON);
      expect(await ledger.claim({ ...id, recipient: '19:d@thread.tacv2' }, NOON)).toEqual({ do: 'send' });
      expect(await ledger.claim({ ...id, message: 'welcome:cemt' }, NOON)).toEqual({ do: 'send' });
    });

    it('lets what certainly failed go again at once, and counts no copy of it', async () => {
      const { ledger } = fresh();
      for (let round = 0; round < 5; round += 1) {
        expect(await ledger.claim(id, after(round))).toEqual({ do: 'send' });
        await ledger.settle(id, { is: 'failed', why: 'Throttled' }, after(round));
      }
      expect(await ledger.find(id)).toMatchObject({ copies: 0, state: { is: 'failed', why: 'Throttled' } });
    });

    it('holds what may have arrived back, then lets it go once more, and no more', async () => {
      const { ledger } = fresh();
      for (let copy = 1; copy <= MOST_COPIES; copy += 1) {
        const start = (copy - 1) * SETTLING_MS;
        expect(await ledger.claim(id, after(start))).toEqual({ do: 'send' });
        await ledger.settle(id, { is: 'unknown' }, after(start));
        expect(await ledger.claim(id, after(start + SETTLING_MS - 1))).toMatchObject({ do: 'wait', because: 'unknown' });
      }
      expect(await ledger.claim(id, after(MOST_COPIES * SETTLING_MS))).toEqual({ do: 'give-up' });
    });

    it('takes over from a sender that died', async () => {
      const { ledger } = fresh();
      await ledger.claim(id, NOON);
      expect(await ledger.claim(id, after(SENDING_MS - 1))).toMatchObject({ do: 'wait', because: 'somebody-sends' });
      expect(await ledger.claim(id, after(SETTLING_MS))).toEqual({ do: 'send' });
    });

    it('believes who saw the message in Teams', async () => {
      const { ledger } = fresh();
      await ledger.claim(id, NOON);
      await ledger.settle(id, { is: 'unknown' }, NOON);
      expect(await ledger.observe(id, posted, after(60_000))).toMatchObject({ is: 'settled' });
      expect(await ledger.claim(id, after(SETTLING_MS))).toEqual({ do: 'nothing', ...posted });
      expect(await ledger.observe(id, posted, after(70_000))).toEqual({ is: 'known' });
      expect(await ledger.observe({ ...id, message: 'other' }, posted, NOON)).toEqual({ is: 'not-ours' });
    });

    it('forgets, so that a greeting may be given anew', async () => {
      const { ledger } = fresh();
      await ledger.claim(id, NOON);
      await ledger.forget(id);
      expect(await ledger.find(id)).toBeNull();
      expect(await ledger.claim(id, NOON)).toEqual({ do: 'send' });
    });
  });
}

describe('in memory, as the bot’s tests have it', () => { suite(() => ({ conversations: fakeConversations(), ledger: fakeLedger() })); });
for (const engine of ['PGlite', 'PostgreSQL'] as const) {
  everyStore(engine, (store) => {
    suite((tenantId) => ({ conversations: conversationsStore(store.data, tenantId), ledger: messageLedgerStore(store.data, tenantId) }));
    it('keeps tenants apart', async () => {
      await conversationsStore(store.data, 'here').remember(aChat());
      await messageLedgerStore(store.data, 'here').claim({ message: 'm', recipient: 'r' }, NOON);
      expect(await conversationsStore(store.data, 'there').latest()).toBeNull();
      expect(await messageLedgerStore(store.data, 'there').find({ message: 'm', recipient: 'r' })).toBeNull();
    });
  });
}
