// Tells the open pages what changed, as server-sent events: gathered, so that the making of a whole network is not a thousand messages.

import type { ServerResponse } from 'node:http';
import { splitThread } from '../connector/addresses.ts';
import type { TeamsService } from '../connector/service.ts';
import type { TenantContext } from '../context.ts';
import type { User } from '../state.ts';
import type { Calendar } from './calendar.ts';
import type { Views } from './views.ts';
import type { Change } from './wire.ts';

const GATHER_MS = 150;
/** Proxies close a silent connection after a minute or so. */
const BEAT_MS = 20_000;

interface Listener { readonly user: User; readonly response: ServerResponse; pending: Gathered | null; timer: NodeJS.Timeout | undefined }
interface Gathered { overview: boolean; calendar: boolean; conversations: Set<string>; tabs: Set<string>; typing: Set<string> }

export interface Live { join(user: User, response: ServerResponse): void }

export function openLive(ctx: TenantContext, service: TeamsService, views: Views, calendar: Calendar): Live {
  const listeners = new Set<Listener>();

  const flush = (listener: Listener): void => {
    const gathered = listener.pending;
    listener.pending = null;
    listener.timer = undefined;
    if (gathered === null || listener.response.writableEnded) return;
    const change: Change = { overview: gathered.overview, calendar: gathered.calendar, conversations: [...gathered.conversations], tabs: [...gathered.tabs], typing: [...gathered.typing] };
    listener.response.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`);
  };
  const tell = (listener: Listener, note: (gathered: Gathered) => void): void => {
    listener.pending ??= { overview: false, calendar: false, conversations: new Set(), tabs: new Set(), typing: new Set() };
    note(listener.pending);
    listener.timer ??= setTimeout(() => flush(listener), GATHER_MS).unref();
  };

  ctx.events.onAny((event) => {
    for (const listener of listeners) {
      if (event.name === 'message-added' || event.name === 'message-changed' || event.name === 'message-deleted') {
        const { conversationId } = event.message;
        if (views.seesConversation(listener.user, conversationId)) tell(listener, (gathered) => { gathered.conversations.add(splitThread(conversationId).base); gathered.overview = true; });
      } else if (event.name === 'tab-added' || event.name === 'tab-changed' || event.name === 'tab-removed') {
        tell(listener, (gathered) => { gathered.tabs.add(event.tab.channelId); });
      } else if (event.name === 'event-created' || event.name === 'event-changed' || event.name === 'event-deleted') {
        if (calendar.sees(listener.user, event.event.mailboxId)) tell(listener, (gathered) => { gathered.calendar = true; });
      } else {
        tell(listener, (gathered) => { gathered.overview = true; });
      }
    }
  });
  service.onTyping(({ conversationId }) => {
    for (const listener of listeners) if (views.seesConversation(listener.user, conversationId)) tell(listener, (gathered) => { gathered.typing.add(splitThread(conversationId).base); });
  });
  const beat = setInterval(() => { for (const { response } of listeners) response.write(': still here\n\n'); }, BEAT_MS).unref();
  ctx.closing.addEventListener('abort', () => {
    clearInterval(beat);
    for (const { response, timer } of listeners) { clearTimeout(timer); response.end(); }
    listeners.clear();
  });

  return {
    join: (user, response) => {
      const listener: Listener = { user, response, pending: null, timer: undefined };
      listeners.add(listener);
      response.write('retry: 1000\nevent: hello\ndata: {}\n\n');
      response.on('close', () => { clearTimeout(listener.timer); listeners.delete(listener); });
    },
  };
}
