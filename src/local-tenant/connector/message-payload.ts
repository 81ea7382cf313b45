// A message as Teams hands it to an action command that was chosen on it. Shape after "Initial invoke request from a message": where there
// are no mentions the list is absent. What is attached is sent with it, a card as JSON text; the summary that a bot gave is not.

import type { Message, State } from '../state.ts';
import { splitThread } from './addresses.ts';
import { attachmentsShown, standsFor } from './attachments.ts';
import { list, record, text, type Json } from './read.ts';

interface Surroundings { readonly state: State; readonly tenantId: string; readonly locale: string }

const person = (id: string, displayName: string): Json => ({ device: null, conversation: null, user: { userIdentityType: 'aadUser', id, displayName }, application: null });
const bot = (id: string, displayName: string): Json => ({ device: null, conversation: null, user: null, application: { applicationIdentityType: 'bot', id, displayName } });

export function messagePayload(message: Message, { state, tenantId, locale }: Surroundings): Json {
  const mentions = list(message.activity['entities']).map(record).filter((entity) => entity['type'] === 'mention').map((entity, id) => mention(id, record(entity['mentioned']), state));
  const name = message.fromBot ? state.bots.get(message.from)?.displayName : state.users.get(message.from)?.displayName;
  const { root } = splitThread(message.conversationId);
  const attachments = attachmentsShown(message);
  return {
    linkToMessage: linkTo(message, state, tenantId),
    id: message.id,
    replyToId: root === null || root === message.id ? null : root,
    createdDateTime: new Date(message.createdAt).toISOString(),
    lastModifiedDateTime: message.updatedAt === null ? null : new Date(message.updatedAt).toISOString(),
    deleted: false,
    subject: null,
    summary: null,
    importance: 'normal',
    locale: locale.toLowerCase(),
    body: { contentType: 'html', content: `${asHtml(text(message.activity['text']))}${standsFor(attachments)}` },
    from: (message.fromBot ? bot : person)(message.from, name ?? ''),
    ...(mentions.length === 0 ? {} : { mentions }),
    attachments,
  };
}

function mention(id: number, mentioned: Json, state: State): Json {
  const who = text(mentioned['id']);
  const name = text(mentioned['name']);
  const appId = who.replace(/^28:/, '');
  return { id, mentionText: name, mentioned: state.bots.has(appId) ? bot(appId, name) : person(who, name) };
}

const escape = (said: string): string => said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');

function asHtml(said: string): string {
  if (said === '') return '';
  let id = 0;
  const inner = said.split(/(<at>[^<]*<\/at>)/).map((piece) => {
    const name = /^<at>([^<]*)<\/at>$/.exec(piece)?.[1];
    if (name === undefined) return escape(piece);
    id += 1;
    return `<at id="${id - 1}">${escape(name)}</at>`;
  });
  return `<div><div>${inner.join('')}</div></div>`;
}

function linkTo(message: Message, state: State, tenantId: string): string {
  const { base, root } = splitThread(message.conversationId);
  const at = `https://teams.microsoft.com/l/message/${encodeURIComponent(base)}/${message.id}`;
  const conversation = state.conversations.get(message.conversationId);
  if (conversation === undefined || conversation.kind !== 'channel') return `${at}?context=${encodeURIComponent(JSON.stringify({ contextType: 'chat' }))}`;
  return `${at}?tenantId=${tenantId}&groupId=${conversation.teamId ?? ''}&parentMessageId=${root ?? message.id}&createdTime=${message.id}`;
}
