// Delivery of change notifications: a moment later, several together, at least once, in no promised order, with retries, and a lifecycle notice when one had to be given up.

import { etagOf, type MailboxEvent } from '../calendar/event.ts';
import type { TenantContext } from '../context.ts';
import type { TenantEvent } from '../events.ts';
import { randomFrom } from '../faults.ts';
import type { Subscription } from '../state.ts';
import { reachable } from './loopback.ts';
import { iso } from './operation.ts';
import { outageOf } from './outage.ts';

/** "within 3 seconds"; then it is tried again. */
const ANSWER_MS = 3000;
const TRIES = 6;
/** One in ten arrives twice, as the service reserves the right to. */
const TWICE = 0.1;
/** Changes that one POST carries at most. */
const TOGETHER = 50;

interface Change { resource: string; type: string; id: string; change: 'created' | 'updated' | 'deleted'; /** Resources whose subscribers hear of it. */ watched: string[]; etag?: string }
type LifecycleEvent = 'missed' | 'subscriptionRemoved' | 'reauthorizationRequired';
interface Entry { readonly subscription: Subscription; readonly body: Record<string, unknown> }
interface Parcel { readonly url: string; readonly entries: readonly Entry[]; readonly lifecycle: boolean }

/** What a test makes of the delivery: lose the next ones, hold them back, tell everything twice, tell the last first. */
export interface Mischief { drop: number; delayMs: number; twice: boolean; shuffle: boolean }
const NO_MISCHIEF: Mischief = { drop: 0, delayMs: 0, twice: false, shuffle: false };

export interface Notifications {
  /** A lifecycle notice on demand. */
  lifecycle(subscription: Subscription, event: LifecycleEvent): void;
  mischief(change: Partial<Mischief>): Mischief;
  log(): { at: string; url: string; status: number; attempt: number; body: unknown }[];
  close(): void;
}

export function openNotifications(ctx: TenantContext): Notifications {
  const stop = new AbortController();
  const random = randomFrom(ctx.options.randomSeed);
  const sent: ReturnType<Notifications['log']> = [];
  let mischief = { ...NO_MISCHIEF };
  let waiting: { at: number; entry: Entry }[] = [];
  const unsubscribe = ctx.events.onAny((event) => { for (const change of changesOf(event)) for (const s of subscribers(change)) deliver(s, change); });

  function subscribers(change: Change): Subscription[] {
    const now = ctx.clock.now();
    return ctx.state.subscriptions.filter((s) => s.expirationAt > now && s.changeType.split(',').includes(change.change) && change.watched.includes(s.watched));
  }
  const common = (s: Subscription) => ({ subscriptionId: s.id, ...(s.clientState === null ? {} : { clientState: s.clientState }), subscriptionExpirationDateTime: iso(s.expirationAt), tenantId: ctx.tenant().id });

  /** Not at once: what happens meanwhile goes in the same POST. */
  function deliver(s: Subscription, change: Change): void {
    if (mischief.drop > 0) { mischief.drop -= 1; ctx.counters.note('notification-dropped', change.resource); return; }
    const resourceData = { '@odata.type': change.type, '@odata.id': change.resource, ...(change.etag === undefined ? {} : { '@odata.etag': change.etag }), id: change.id };
    const entry: Entry = { subscription: s, body: { ...common(s), changeType: change.change, resource: change.resource, resourceData } };
    const now = ctx.clock.now();
    const at = Math.max(now + ctx.options.notificationDelayMs + mischief.delayMs, outageOf(ctx)?.until ?? 0);
    const twice = mischief.twice || (ctx.options.manners === 'real' && random() < TWICE);
    for (let i = twice ? 2 : 1; i > 0; i -= 1) waiting.push({ at, entry });
    if (at <= now) send(); else ctx.clock.at(at, send);
  }
  function send(): void {
    const now = ctx.clock.now();
    const due = waiting.filter((w) => w.at <= now).map((w) => w.entry);
    waiting = waiting.filter((w) => w.at > now);
    if (mischief.shuffle) due.reverse();
    for (const url of new Set(due.map((e) => e.subscription.notificationUrl))) {
      const entries = due.filter((e) => e.subscription.notificationUrl === url);
      for (let i = 0; i < entries.length; i += TOGETHER) post({ url, entries: entries.slice(i, i + TOGETHER), lifecycle: false }, 1);
    }
  }
  function post(parcel: Parcel, attempt: number): void {
    if (stop.signal.aborted) return;
    const body = { value: parcel.entries.map((e) => e.body) };
    fetch(reachable(ctx, parcel.url), { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body), redirect: 'manual', signal: AbortSignal.any([stop.signal, AbortSignal.timeout(ANSWER_MS)]) })
      .then(async (response) => { await response.body?.cancel(); return response.status; })
      .catch(() => 0)
      .then((status) => settle(parcel, body, attempt, status))
      .catch((error: unknown) => ctx.log('notifications', String(error)));
  }
  function settle(parcel: Parcel, body: unknown, attempt: number, status: number): void {
    if (stop.signal.aborted) return;
    const { url } = parcel;
    const time = ctx.clock.date().toISOString();
    sent.push({ at: time, url, status, attempt, body });
    if (sent.length > 500) sent.shift();
    ctx.recorder.notification({ url, body, status, time, attempt });
    if (status >= 200 && status < 300) return;
    ctx.log('notifications', `${url} answered ${status === 0 ? 'nothing in time' : status} (try ${attempt})`);
    if (attempt < TRIES) { ctx.clock.at(ctx.clock.now() + attempt * ctx.options.notificationRetryMs, () => post(parcel, attempt + 1)); return; }
    ctx.counters.note('notification-given-up', url);
    if (!parcel.lifecycle) for (const s of new Set(parcel.entries.map((e) => e.subscription))) lifecycle(s, 'missed');
  }
  function lifecycle(s: Subscription, event: LifecycleEvent): void {
    if (event === 'subscriptionRemoved') ctx.state.subscriptions.delete(s.id);
    if (s.lifecycleNotificationUrl === null) return;
    post({ url: s.lifecycleNotificationUrl, entries: [{ subscription: s, body: { ...common(s), lifecycleEvent: event, resource: s.resource } }], lifecycle: true }, 1);
  }
  return {
    lifecycle,
    mischief: (change) => { mischief = { ...mischief, ...change }; return mischief; },
    log: () => sent,
    close: () => { unsubscribe(); stop.abort(); },
  };
}

const team = (id: string, change: Change['change']): Change => ({ resource: `teams('${id}')`, type: '#Microsoft.Graph.team', id, change, watched: ['teams', `teams/${id}`] });
const group = (id: string, change: Change['change'], more: string[] = []): Change => ({ resource: `Groups/${id}`, type: '#Microsoft.Graph.Group', id, change, watched: ['groups', `groups/${id}`, ...more] });
const channel = (c: { id: string; teamId: string }, change: Change['change']): Change => ({ resource: `teams('${c.teamId}')/channels('${c.id}')`, type: '#Microsoft.Graph.channel', id: c.id, change, watched: ['teams/getallchannels', `teams/${c.teamId}/channels`] });
function member(m: { id: string; teamId: string; channelId: string | null }, change: Change['change']): Change {
  const base = m.channelId === null ? `teams('${m.teamId}')` : `teams('${m.teamId}')/channels('${m.channelId}')`;
  const watched = m.channelId === null ? [`teams/${m.teamId}/members`] : [`teams/${m.teamId}/channels/${m.channelId}/members`.toLowerCase()];
  return { resource: `${base}/members('${m.id}')`, type: '#Microsoft.Graph.aadUserConversationMember', id: m.id, change, watched };
}

const calendarEvent = (e: MailboxEvent, change: Change['change']): Change => ({ resource: `Users/${e.mailboxId}/Events/${e.id}`, type: '#Microsoft.Graph.Event', id: e.id, etag: etagOf(e), change, watched: [`users/${e.mailboxId}/events`] });

function changesOf(event: TenantEvent): Change[] {
  switch (event.name) {
    case 'user-changed': return [{ resource: `Users/${event.user.id}`, type: '#Microsoft.Graph.User', id: event.user.id, change: 'updated', watched: ['users', `users/${event.user.id}`] }];
    // For users and groups a creation is told as an update.
    case 'group-created': case 'group-changed': case 'group-restored': return [group(event.group.id, 'updated')];
    case 'group-deleted': return [group(event.group.id, 'deleted')];
    case 'team-created': case 'team-restored': return [team(event.team.id, 'created'), group(event.team.id, 'updated')];
    case 'team-changed': case 'team-archived': case 'team-unarchived': return [team(event.team.id, 'updated'), group(event.team.id, 'updated')];
    case 'team-deleted': return [team(event.team.id, 'deleted')];
    case 'channel-created': case 'channel-restored': return [channel(event.channel, 'created')];
    case 'channel-changed': return [channel(event.channel, 'updated')];
    case 'channel-deleted': return [channel(event.channel, 'deleted')];
    case 'member-added': return [member(event.membership, 'created'), ...ofGroup(event.membership)];
    case 'member-changed': return [member(event.membership, 'updated'), ...ofGroup(event.membership)];
    case 'member-removed': return [member(event.membership, 'deleted'), ...ofGroup(event.membership)];
    case 'event-created': return [calendarEvent(event.event, 'created')];
    case 'event-changed': return [calendarEvent(event.event, 'updated')];
    case 'event-deleted': return [calendarEvent(event.event, 'deleted')];
    // Told already as team-changed or channel-changed, or not something that Graph notifies of here.
    case 'team-renamed': case 'channel-renamed': case 'app-installed': case 'app-uninstalled': case 'tab-added': case 'tab-changed': case 'tab-removed': case 'message-added': case 'message-changed': case 'message-deleted': return [];
    default: return event satisfies never;
  }
}
const ofGroup = (m: { teamId: string; channelId: string | null }): Change[] => (m.channelId === null ? [group(m.teamId, 'updated', [`groups/${m.teamId}/members`, `groups/${m.teamId}/owners`])] : []);
