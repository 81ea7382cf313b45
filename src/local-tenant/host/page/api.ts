// The only fetch of the page: to the tenant's small API, as the person who was picked. Addresses are relative to where the page is mounted.

import type { CalendarPage, Change, ChannelPage, ChatPage, InvokeAnswer, InvokeRequest, MeetingChange, MeetingResponse, NewTab, BotPlace, Overview, Problem, Refusal, Said, Tenant, TokenAnswer } from '../wire.ts';
import { locale, session } from './session.ts';
import { t } from './words.ts';

/** A refusal or a fault as a sentence that can be shown as it is. */
export class ApiError extends Error {
  readonly refusal: Refusal | 'no-answer';
  readonly status: number;
  constructor(refusal: Refusal | 'no-answer', status: number, detail?: string) {
    const sentence = refusal === 'no-answer' ? t.noAnswer : t.refusals[refusal];
    super(detail === undefined || refusal === 'fault' ? sentence : `${sentence} (${detail})`);
    this.refusal = refusal;
    this.status = status;
  }
}

const ANSWER_MS = 20_000;

/** The whole address of something of this page, wherever it is mounted. */
export const address = (path: string): URL => new URL(path, document.baseURI.replace(/[?#].*$/, ''));

async function call<T>(method: string, path: string, body?: unknown, patience = ANSWER_MS, query: Readonly<Record<string, string | null>> = {}): Promise<T> {
  const url = address(`api/${path}`);
  for (const [name, value] of Object.entries(query)) if (value !== null) url.searchParams.set(name, value);
  if (session.as !== null) url.searchParams.set('as', session.as);
  url.searchParams.set('locale', locale());
  const request: RequestInit = { method, signal: AbortSignal.timeout(patience), ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) };
  // What changes nothing is asked again before anybody is troubled with it.
  for (let attempt = 0; ; attempt += 1) {
    let response: Response;
    try {
      response = await fetch(url, request);
    } catch {
      if (method === 'GET' && attempt < 2) { await new Promise((resolve) => { setTimeout(resolve, 400 * (attempt + 1)); }); continue; }
      throw new ApiError('no-answer', 0);
    }
    if (response.status === 204) return undefined as T;
    const text = await response.text();
    let answer: unknown;
    try { answer = JSON.parse(text); } catch { answer = undefined; }
    if (response.ok) return answer as T;
    if (method === 'GET' && response.status >= 500 && attempt < 2) { await new Promise((resolve) => { setTimeout(resolve, 400 * (attempt + 1)); }); continue; }
    const problem = answer as Problem | undefined;
    throw new ApiError(problem?.error !== undefined && problem.error in t.refusals ? problem.error : 'fault', response.status, problem?.detail);
  }
}

const part = encodeURIComponent;
const channelPath = (teamId: string, channelId: string): string => `teams/${part(teamId)}/channels/${part(channelId)}`;

export const api = {
  tenant: () => call<Tenant>('GET', 'tenant'),
  overview: () => call<Overview>('GET', 'overview'),
  channel: (teamId: string, channelId: string) => call<ChannelPage>('GET', channelPath(teamId, channelId)),
  post: (teamId: string, channelId: string, said: Said) => call<{ conversationId: string; id: string }>('POST', `${channelPath(teamId, channelId)}/posts`, said),
  reply: (teamId: string, channelId: string, root: string, said: Said) => call<{ id: string }>('POST', `${channelPath(teamId, channelId)}/threads/${part(root)}/replies`, said),
  addTab: (teamId: string, channelId: string, tab: NewTab) => call<{ id: string }>('POST', `${channelPath(teamId, channelId)}/tabs`, tab),
  changeTab: (teamId: string, channelId: string, tabId: string, change: Partial<NewTab>) => call<void>('PATCH', `${channelPath(teamId, channelId)}/tabs/${part(tabId)}`, change),
  removeTab: (teamId: string, channelId: string, tabId: string) => call<void>('DELETE', `${channelPath(teamId, channelId)}/tabs/${part(tabId)}`),
  installInTeam: (teamId: string, appId: string) => call<void>('PUT', `teams/${part(teamId)}/apps/${part(appId)}`),
  chat: (botId: string) => call<ChatPage>('GET', `chats/${part(botId)}`),
  say: (botId: string, said: Said) => call<{ id: string }>('POST', `chats/${part(botId)}/messages`, said),
  blockBot: (botId: string, blocked: boolean) => call<void>('PUT', `chats/${part(botId)}/blocked`, { blocked }),
  removeMessage: (id: string) => call<void>('DELETE', `messages/${part(id)}`),
  submit: (botId: string, place: BotPlace, said: Said) => call<void>('POST', 'submits', { botId, place, ...said }),
  // The tenant itself gives the bot fifteen seconds.
  invoke: (request: InvokeRequest) => call<InvokeAnswer>('POST', 'invokes', request, 25_000),
  markRead: (conversation: string, upTo: number) => call<void>('POST', 'read', { conversation, upTo }),
  install: (appId: string) => call<void>('PUT', `apps/${part(appId)}`),
  uninstall: (appId: string) => call<void>('DELETE', `apps/${part(appId)}`),
  calendar: (mailbox: string | null, week: string | null) => call<CalendarPage>('GET', 'calendar', undefined, ANSWER_MS, { mailbox, week }),
  answerMeeting: (mailbox: string, id: string, response: MeetingResponse) => call<void>('POST', `calendar/${part(mailbox)}/${part(id)}/answer`, { response }),
  changeMeeting: (mailbox: string, id: string, change: MeetingChange) => call<void>('PATCH', `calendar/${part(mailbox)}/${part(id)}`, change),
  removeMeeting: (mailbox: string, id: string, whole: boolean) => call<void>('DELETE', `calendar/${part(mailbox)}/${part(id)}`, undefined, ANSWER_MS, { whole: String(whole) }),
  token: (appId: string, origin: string) => call<TokenAnswer>('POST', 'token', { appId, origin }),
};

/** Follows what happens in the tenant. The browser reconnects by itself; after a gap everything is asked again. */
export function follow(on: { change: (change: Change) => void; link: (up: boolean) => void }): void {
  const url = address('api/events');
  if (session.as !== null) url.searchParams.set('as', session.as);
  const source = new EventSource(url);
  let down = false;
  source.addEventListener('hello', () => {
    if (!down) return;
    down = false;
    on.link(true);
  });
  source.addEventListener('change', (event) => { on.change(JSON.parse((event as MessageEvent<string>).data) as Change); });
  source.addEventListener('error', () => {
    if (down) return;
    down = true;
    on.link(false);
  });
  addEventListener('pagehide', () => source.close());
}
