// Exactly once, as far as a service without idempotency keys allows it: what the ledger says may be done about a message now.
//
// The Bot Connector has no way to ask whether a message arrived. After a 504 or a cut connection the message may be there or
// not, and a blind repetition makes two copies of half of them. So the outcome is written down as unknown and nothing is sent
// for a while. Then the chat itself is looked into, through Microsoft Graph where the organisation allows it: what is found
// there is settled as sent, what is not is sent again. Where nobody can look, whatever shows the message in the meantime
// (somebody presses its button) settles it as sent; only when nothing showed it is it sent again, once: a missing notice is
// worse than a second one, and a second copy that shows itself later is deleted. After two unknown ends it is left to people.

/** Identity of a message whatever happens: what it says, to whom. `welcome:cncot` to a channel, `notice:s-12:v2` to a person. */
export interface MessageId {
  readonly message: string;
  /** Conversation key, channel id or Entra id. */
  readonly recipient: string;
}

export type SendState =
  | { readonly is: 'intended' }
  | { readonly is: 'sent'; readonly conversationId: string; readonly activityId: string }
  | { readonly is: 'unknown' }
  /** Certainly not delivered: may be tried again at will. */
  | { readonly is: 'failed'; readonly why: string };

export interface LedgerEntry extends MessageId {
  readonly state: SendState;
  /** How many copies may be out there. */
  readonly copies: number;
  /** When the state began. */
  readonly at: Date;
}

/** A sender that says nothing for so long is dead; the notifier gives up on its own well before. */
export const SENDING_MS = 2 * 60_000;
/** A gateway that gave up may still pass the message on, and what was written may not be read at once: a look is worth it after that. */
export const LOOK_AFTER_MS = 15_000;
export const SETTLING_MS = 10 * 60_000;
export const MOST_COPIES = 2;

export type Claim =
  | { readonly do: 'send' }
  | { readonly do: 'nothing'; readonly conversationId: string; readonly activityId: string }
  | { readonly do: 'wait'; readonly until: Date; readonly because: 'somebody-sends' | 'unknown' }
  /** Whether it is there. `since`: the state that the finding is about. */
  | { readonly do: 'look'; readonly since: Date }
  | { readonly do: 'give-up' };

/** What the claimant knows: that it can look into that place, that the last sender is dead. */
export interface Claimant { readonly canLook?: boolean; readonly abandoned?: boolean }

export function claim(entry: LedgerEntry | null, now: Date, by: Claimant = {}): Claim {
  if (entry === null) return { do: 'send' };
  const after = (ms: number): Date => new Date(entry.at.getTime() + ms);
  switch (entry.state.is) {
    case 'failed':
      return { do: 'send' };
    case 'sent':
      return { do: 'nothing', conversationId: entry.state.conversationId, activityId: entry.state.activityId };
    case 'intended':
      if (by.abandoned !== true && now < after(SENDING_MS)) return { do: 'wait', until: after(SENDING_MS), because: 'somebody-sends' };
      return claim({ ...entry, state: { is: 'unknown' } }, now, by);
    case 'unknown':
      if (by.canLook === true) return now < after(LOOK_AFTER_MS) ? { do: 'wait', until: after(LOOK_AFTER_MS), because: 'unknown' } : { do: 'look', since: entry.at };
      if (now < after(SETTLING_MS)) return { do: 'wait', until: after(SETTLING_MS), because: 'unknown' };
      return entry.copies < MOST_COPIES ? { do: 'send' } : { do: 'give-up' };
    default:
      return entry.state satisfies never;
  }
}

/** The entry as the sender leaves it before its request goes out. */
export function intend(id: MessageId, entry: LedgerEntry | null, now: Date): LedgerEntry {
  return { ...id, state: { is: 'intended' }, copies: (entry?.copies ?? 0) + 1, at: now };
}

export type Outcome = Exclude<SendState, { is: 'intended' }>;

export function settle(entry: LedgerEntry, outcome: Outcome, now: Date): LedgerEntry {
  // Seen in Teams while the answer was still awaited: what was seen is certain, what the answer says is not.
  if (entry.state.is === 'sent') return entry;
  return { ...entry, state: outcome, copies: outcome.is === 'failed' ? entry.copies - 1 : entry.copies, at: now };
}

/** What a look into the chat showed of a message. */
export type Finding = { readonly is: 'there'; readonly conversationId: string; readonly activityId: string } | { readonly is: 'absent' };

/** The entry after a look; unchanged when the state looked at is no longer the one it was: somebody else settled it, or sends again. */
export function found(entry: LedgerEntry, finding: Finding, since: Date, now: Date): LedgerEntry {
  if (entry.at.getTime() !== since.getTime() || (entry.state.is !== 'unknown' && entry.state.is !== 'intended')) return entry;
  if (finding.is === 'there') return { ...entry, state: { is: 'sent', conversationId: finding.conversationId, activityId: finding.activityId }, copies: 1, at: now };
  return { ...entry, state: { is: 'failed', why: 'not-found' }, copies: 0, at: now };
}

/** Somebody used the message in Teams, so it is there. */
export type Observation = { readonly is: 'known' } | { readonly is: 'settled'; readonly entry: LedgerEntry } | { readonly is: 'second-copy' } | { readonly is: 'not-ours' };

export function observe(entry: LedgerEntry | null, seen: { conversationId: string; activityId: string }, now: Date): Observation {
  if (entry === null) return { is: 'not-ours' };
  if (entry.state.is !== 'sent') return { is: 'settled', entry: { ...entry, state: { is: 'sent', ...seen }, at: now } };
  if (entry.state.activityId === seen.activityId) return { is: 'known' };
  // Only when two copies may exist is another id a second one; else it is a card that was forwarded or copied by people.
  return entry.copies > 1 ? { is: 'second-copy' } : { is: 'not-ours' };
}
