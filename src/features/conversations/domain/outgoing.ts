// What Gouverne says of its own accord, as a use case asks for it: to whom, about what, until when. Never the words themselves:
// the card is made from these facts at the moment it leaves, so that it says what is then true.

import type { EntraId } from '../../../shared/ids.ts';

export type Recipient =
  | { readonly is: 'person'; readonly person: EntraId }
  /** A new thread there. `groupId`: the team's id in Microsoft Graph. */
  | { readonly is: 'channel'; readonly channelId: string; readonly groupId: string };

/** Under which name a recipient stands in the queue and in the ledger. */
export const recipientKey = (to: Recipient): string => (to.is === 'channel' ? to.channelId : to.person);

/** `kind`: a row of the card table (bot/outgoing-cards.ts); the rest are the facts it asks for. Ids, versions and dates; no names, no free text. */
export type CardFacts = { readonly kind: string } & object;

/** `urgent` passes before what was asked for earlier (a session begins in thirty minutes), `bulk` lets everything else pass. */
export type Urgency = 'urgent' | 'normal' | 'bulk';

export interface OutgoingMessage {
  /** What makes it the same message next time: `notice:s-12:v2`. Buttons on the card carry it back. */
  readonly message: string;
  readonly to: Recipient;
  readonly card: CardFacts;
  readonly notBefore?: Date;
  /** Said after this moment it would only confuse: it is then dropped, with the end `expired`. Absent: a day. */
  readonly notAfter?: Date;
  /** `normal` when absent. */
  readonly urgency?: Urgency;
  /** The job that hears how it ended: its payload is this one and `{ message, recipient, end }`. */
  readonly follow?: { readonly job: string; readonly payload: object };
}

/** The card of a message, sent or about to be, is to show these facts from now on. */
export type OutgoingEdit = Pick<OutgoingMessage, 'message' | 'to' | 'card'>;

export type SendEnd =
  | 'delivered'
  /** The person blocked the bot or refused the app, or the bot may not speak in that place. */
  | 'not-deliverable'
  | 'expired'
  /** When its turn came there was nothing left to say. */
  | 'moot'
  /** Tried until it made no sense any more: an operator must look. */
  | 'given-up';
