// Where the bot may speak: one record per conversation that Teams told us of, with nothing of a person but the directory's id.

import type { EntraId } from '../../../shared/ids.ts';

export interface ConversationReference {
  /** The conversation's id without `;messageid=…`, so that a thread and its channel are one place. */
  readonly key: string;
  readonly kind: 'personal' | 'channel' | 'groupChat';
  /** Region of the Bot Connector to answer to. Taken only from an activity whose signed token names the same address. */
  readonly serviceUrl: string;
  /** `19:…@thread.tacv2`; null outside a team. */
  readonly teamId: string | null;
  /** The team's id in Microsoft Graph; events do not always carry it. */
  readonly groupId: string | null;
  readonly channelId: string | null;
  /** The other party of a personal chat. */
  readonly person: EntraId | null;
  readonly seenAt: Date;
}

/** A thread's id is the channel's id followed by `;messageid={root}`. */
export const conversationKey = (conversationId: string): string => conversationId.split(';', 1)[0] ?? conversationId;

/** The root message of a thread. The Bot Connector hides the id of what it just posted there, botbuilder loses it. */
export function rootMessage(conversationId: string): string | null {
  return /;messageid=([^;]+)/.exec(conversationId)?.[1] ?? null;
}
