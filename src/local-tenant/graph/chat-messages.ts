// The messages of a chat between a person and a bot, as the bot's own application may read them. "List messages in a chat", "Get chatMessage".

import type { Conversation, Message, User } from '../state.ts';
import { attachmentsShown, standsFor } from '../connector/attachments.ts';
import { installed, appOfBot } from '../connector/reach.ts';
import { personalConversationId } from '../connector/addresses.ts';
import { personalChatId } from './apps.ts';
import type { Json } from './body.ts';
import { listing } from './collection.ts';
import { badRequest, forbidden, notFound } from './errors.ts';
import { readQuery, type Rules } from './odata.ts';
import { context, iso, ok, param, type Call, type Operation } from './operation.ts';
import { PERMISSIONS } from './permissions.ts';

/** "Maximum allowed $top value is 50"; 20 unless asked. */
const TOP = { most: 50, usual: 20 };
const MESSAGES: Rules = {
  shape: { type: 'chatMessage', properties: ['id', 'replyToId', 'etag', 'messageType', 'createdDateTime', 'lastModifiedDateTime', 'lastEditedDateTime', 'deletedDateTime', 'subject', 'summary', 'chatId', 'importance', 'locale', 'webUrl', 'from', 'body', 'channelIdentity', 'attachments', 'mentions', 'policyViolation', 'reactions', 'eventDetail', 'messageHistory'], navigation: ['replies', 'hostedContents'] },
  allow: ['$top', '$orderby', '$skiptoken'],
  maxTop: TOP.most,
};

interface Chat { readonly id: string; readonly user: User; readonly botAppId: string; readonly conversation: Conversation | undefined }

function chatOf(call: Call): Chat {
  const { state } = call.ctx;
  const id = param(call, 'chat');
  const [, userId, botAppId] = /^19:([0-9a-f-]{36})_([0-9a-f-]{36})@unq\.gbl\.spaces$/i.exec(id) ?? [];
  const user = userId === undefined ? undefined : state.users.get(userId.toLowerCase());
  const bot = botAppId === undefined ? undefined : state.bots.get(botAppId.toLowerCase());
  if (user === undefined || bot === undefined) throw notFound('Chat not found.', 'NotFound', 'ChatNotFound');
  const app = appOfBot(state, bot.appId);
  const here = app !== undefined && installed(state, app, 'user', user.id);
  if (call.caller.kind === 'delegated' && call.caller.user?.id !== user.id) throw forbidden('The signed-in user is not a member of the chat.', 'Forbidden', 'UserNotInChat');
  // With …WhereInstalled an application reads the chats in which its own app is installed, and no other.
  const everywhere = call.caller.granted.some((permission) => ['Chat.Read.All', 'Chat.ReadWrite.All'].includes(permission));
  const own = here && (bot.appId === call.caller.appId.toLowerCase() || call.caller.kind === 'delegated');
  if (call.caller.kind === 'app' && !everywhere && !own) throw forbidden('The application is not installed in the chat.', 'Forbidden', 'AppNotInstalledInChat');
  return { id: personalChatId(user.id, bot.appId), user, botAppId: bot.appId, conversation: state.conversations.get(personalConversationId(bot.appId, user.id)) };
}

const messagesOf = (call: Call, chat: Chat): Message[] => (chat.conversation === undefined ? [] : call.ctx.state.messages.filter((message) => message.conversationId === chat.conversation?.id));

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function shown(call: Call, chat: Chat, message: Message): Json {
  const { activity } = message;
  const deleted = message.deletedAt !== null;
  const attachments = deleted ? [] : attachmentsShown(message).map((attachment) => ({ ...attachment, teamsAppId: null }));
  const text = typeof activity['text'] === 'string' && !deleted ? escaped(activity['text']) : '';
  const bot = call.ctx.state.bots.get(chat.botAppId);
  const from = message.fromBot
    ? { application: { '@odata.type': '#microsoft.graph.teamworkApplicationIdentity', id: chat.botAppId, displayName: bot?.displayName ?? null, applicationIdentityType: 'bot' }, device: null, user: null }
    : { application: null, device: null, user: { '@odata.type': '#microsoft.graph.teamworkUserIdentity', id: chat.user.id, displayName: chat.user.displayName, userIdentityType: 'aadUser', tenantId: call.ctx.tenant().id } };
  const changed = message.deletedAt ?? message.updatedAt ?? message.createdAt;
  return {
    id: message.id, replyToId: null, etag: String(changed), messageType: 'message', createdDateTime: iso(message.createdAt), lastModifiedDateTime: iso(changed),
    lastEditedDateTime: message.updatedAt === null ? null : iso(message.updatedAt), deletedDateTime: message.deletedAt === null ? null : iso(message.deletedAt),
    subject: null, summary: null, chatId: chat.id, importance: 'normal', locale: 'en-us', webUrl: null, from,
    body: { contentType: attachments.length > 0 ? 'html' : 'text', content: `${text}${standsFor(attachments)}` },
    channelIdentity: null, policyViolation: null, attachments, mentions: [], reactions: [], messageHistory: [], eventDetail: null,
  };
}

function list(call: Call) {
  const query = readQuery(call.url.searchParams, MESSAGES, call.header);
  const orders = call.url.searchParams.get('$orderby');
  if (orders !== null && !/^(lastModifiedDateTime|createdDateTime)( desc)$/.test(orders)) throw badRequest('Bad Request: $orderby takes lastModifiedDateTime desc or createdDateTime desc.');
  const chat = chatOf(call);
  // Newest first, by the last change unless asked otherwise; "The ascending order is currently not supported".
  const moment = (message: Message): number => (orders?.startsWith('createdDateTime') === true ? message.createdAt : message.deletedAt ?? message.updatedAt ?? message.createdAt);
  const rows = messagesOf(call, chat).sort((a, b) => moment(b) - moment(a) || Number(b.id) - Number(a.id)).map((message) => ({ row: { id: message.id }, shown: () => shown(call, chat, message) }));
  return listing(call, { rows, query: { ...query, orderby: [] }, fragment: `chats('${encodeURIComponent(chat.id)}')/messages`, pageSize: TOP.usual, alwaysCount: true });
}

function get(call: Call) {
  readQuery(call.url.searchParams, { ...MESSAGES, allow: [] }, call.header);
  const chat = chatOf(call);
  const message = messagesOf(call, chat).find(({ id }) => id === param(call, 'message'));
  if (message === undefined) throw notFound('Message not found.', 'NotFound', 'MessageNotFound');
  return ok({ '@odata.context': context(call, `chats('${encodeURIComponent(chat.id)}')/messages/$entity`), ...shown(call, chat, message) });
}

export const CHAT_MESSAGES: readonly Operation[] = [
  { method: 'GET', path: '/chats/{chat}/messages', permissions: PERMISSIONS.readChat, run: list },
  { method: 'GET', path: '/chats/{chat}/messages/{message}', permissions: PERMISSIONS.readChat, run: get },
];
