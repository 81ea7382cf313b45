// How the Bot Connector names people, bots, chats and messages: opaque ids that a bot must store rather than build.

import { createHash } from 'node:crypto';
import type { State, User } from '../state.ts';

/** A bot as Teams writes it in `recipient` and `from`. */
export const botMri = (botAppId: string): string => `28:${botAppId}`;

/** A person's address for one bot. Two bots see two addresses for the same person, so nothing can be joined across bots. */
export function userMri(botAppId: string, userId: string): string {
  return `29:1${createHash('sha512').update(`${botAppId.toLowerCase()}|${userId.toLowerCase()}`).digest('base64url').slice(0, 63)}`;
}

/** The one chat between a bot and a person, the same for ever. */
export function personalConversationId(botAppId: string, userId: string): string {
  return `a:1${createHash('sha512').update(`chat|${botAppId.toLowerCase()}|${userId.toLowerCase()}`).digest('base64url')}`;
}

export const threadId = (channelId: string, rootMessageId: string): string => `${channelId};messageid=${rootMessageId}`;

/** `19:…@thread.tacv2;messageid=123` → the channel and the root of the thread. */
export function splitThread(conversationId: string): { base: string; root: string | null } {
  const at = conversationId.indexOf(';messageid=');
  return at < 0 ? { base: conversationId, root: null } : { base: conversationId.slice(0, at), root: conversationId.slice(at + ';messageid='.length) };
}

/** The person a bot means by `29:…`, by an Entra object id or, where the service takes it, by UPN or e-mail. */
export function personOf(state: State, botAppId: string, id: string, also: { upn: boolean } = { upn: false }): User | undefined {
  if (id.startsWith('29:')) return state.users.find((user) => userMri(botAppId, user.id) === id);
  const wanted = id.replace(/^8:orgid:/, '').toLowerCase();
  return state.users.get(wanted)
    ?? (also.upn ? state.users.find((user) => user.userPrincipalName.toLowerCase() === wanted || user.mail?.toLowerCase() === wanted) : undefined);
}
