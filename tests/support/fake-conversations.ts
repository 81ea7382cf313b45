// Conversations and the ledger in memory, under the same rules as the store's.
import { claim, found, intend, observe, settle, type LedgerEntry, type MessageId } from '../../src/features/conversations/domain/sending.ts';
import type { ConversationReference } from '../../src/features/conversations/domain/reference.ts';
import type { AppOwners, Conversations, MessageLedger } from '../../src/features/conversations/ports.ts';

export interface FakeConversations extends Conversations { readonly all: Map<string, ConversationReference> }
export interface FakeLedger extends MessageLedger { readonly all: Map<string, LedgerEntry> }

export function fakeConversations(): FakeConversations {
  const all = new Map<string, ConversationReference>();
  const newest = (test: (reference: ConversationReference) => boolean): ConversationReference | null =>
    [...all.values()].filter(test).sort((a, b) => b.seenAt.getTime() - a.seenAt.getTime())[0] ?? null;
  return {
    all,
    remember: async (reference) => {
      const known = all.get(reference.key);
      // Two events may be stored in the order in which they did not come.
      if (known !== undefined && known.seenAt > reference.seenAt) return;
      // What an event leaves out is not thereby gone.
      all.set(reference.key, { ...reference, groupId: reference.groupId ?? known?.groupId ?? null, person: reference.person ?? known?.person ?? null });
    },
    forget: async (key) => { all.delete(key); },
    forgetTeam: async (teamId) => { for (const [key, reference] of all) if (reference.teamId === teamId) all.delete(key); },
    ofPerson: async (person) => newest((reference) => reference.kind === 'personal' && reference.person === person),
    ofChannel: async (channelId) => newest((reference) => reference.channelId === channelId),
    ofTeam: async (groupId) => newest((reference) => reference.groupId === groupId),
    latest: async () => newest(() => true),
  };
}

export function fakeLedger(): FakeLedger {
  const all = new Map<string, LedgerEntry>();
  const key = ({ message, recipient }: MessageId): string => `${message} ${recipient}`;
  const find = (id: MessageId): LedgerEntry | null => all.get(key(id)) ?? null;
  return {
    all,
    claim: async (id, now) => {
      const answer = claim(find(id), now);
      if (answer.do === 'send') all.set(key(id), intend(id, find(id), now));
      return answer;
    },
    settle: async (id, outcome, now) => { const entry = find(id); if (entry !== null) all.set(key(id), settle(entry, outcome, now)); },
    found: async (id, finding, since, now) => { const entry = find(id); if (entry !== null) all.set(key(id), found(entry, finding, since, now)); },
    observe: async (id, seen, now) => {
      const seenAs = observe(find(id), seen, now);
      if (seenAs.is === 'settled') all.set(key(id), seenAs.entry);
      return seenAs;
    },
    find: async (id) => find(id),
    forget: async (id) => { all.delete(key(id)); },
  };
}

export function fakeOwners(): AppOwners {
  const all = new Map<string, { state: 'installed' | 'left'; at: Date }>();
  return { of: async (person) => all.get(person) ?? null, note: async (person, state, at) => { all.set(person, { state, at }); } };
}
