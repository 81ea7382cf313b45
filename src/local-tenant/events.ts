// What happens in the tenant, told to whoever follows from it: the connector (activities for the bot), change notifications, the open host pages.

import type { MailboxEvent } from './calendar/event.ts';
import type { CatalogApp, Channel, Group, Installation, Membership, Message, Tab, Team, User } from './state.ts';

/** `by`: the Entra id of the person who did it, null for an application or the service itself. */
export interface TenantEvents {
  /** Told once the app is there and the service has got round to telling the bot (installEventMs later than the answer). */
  'app-installed': { installation: Installation; app: CatalogApp; by: string | null };
  'app-uninstalled': { installation: Installation; app: CatalogApp; by: string | null };
  'user-changed': { user: User };
  'group-created': { group: Group };
  'group-changed': { group: Group };
  'group-deleted': { group: Group };
  'group-restored': { group: Group };
  /** The team exists and can be used. */
  'team-created': { team: Team };
  'team-renamed': { team: Team; before: string };
  'team-changed': { team: Team };
  'team-archived': { team: Team };
  'team-unarchived': { team: Team };
  'team-deleted': { team: Team };
  'team-restored': { team: Team };
  'channel-created': { channel: Channel; team: Team };
  'channel-renamed': { channel: Channel; team: Team; before: string };
  'channel-changed': { channel: Channel; team: Team };
  'channel-deleted': { channel: Channel; team: Team };
  'channel-restored': { channel: Channel; team: Team };
  /** channelId null: of the team. */
  'member-added': { membership: Membership; by: string | null };
  'member-changed': { membership: Membership };
  'member-removed': { membership: Membership; by: string | null };
  'tab-added': { tab: Tab; by: string | null };
  'tab-changed': { tab: Tab };
  'tab-removed': { tab: Tab };
  /** An event of one mailbox: each attendee's copy tells of itself. */
  'event-created': { event: MailboxEvent };
  'event-changed': { event: MailboxEvent };
  'event-deleted': { event: MailboxEvent };
  /** Told by the connector and by the host page. */
  'message-added': { message: Message };
  'message-changed': { message: Message };
  'message-deleted': { message: Message };
}
export type TenantEventName = keyof TenantEvents;
export type TenantEvent = { [Name in TenantEventName]: { name: Name } & TenantEvents[Name] }[TenantEventName];

export interface EventBus {
  on<Name extends TenantEventName>(name: Name, listener: (payload: TenantEvents[Name]) => void): () => void;
  /** Every event, for the open pages. */
  onAny(listener: (event: TenantEvent) => void): () => void;
  emit<Name extends TenantEventName>(name: Name, payload: TenantEvents[Name]): void;
}

export function openEvents(onError: (error: unknown) => void): EventBus {
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const all = new Set<(event: TenantEvent) => void>();
  // A listener that throws must not undo the change that it was told of.
  const guarded = (run: () => void) => { try { run(); } catch (error) { onError(error); } };
  return {
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener);
      return () => { set.delete(listener); };
    },
    onAny: (listener) => { all.add(listener); return () => { all.delete(listener); }; },
    emit: (name, payload) => {
      for (const listener of listeners.get(name) ?? []) guarded(() => listener(payload as never));
      for (const listener of all) guarded(() => listener({ name, ...payload } as TenantEvent));
    },
  };
}
