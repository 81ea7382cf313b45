// What the stand-in Microsoft 365 remembers, and how it survives a restart: every change goes to one SQLite file at once,
// so that even a killed process comes back in step with whoever it serves.

import { DatabaseSync } from 'node:sqlite';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MailboxEvent } from './calendar/event.ts';
import type { PlannerBucket, PlannerPlan, PlannerTask } from './planner/records.ts';

export interface TenantInfo { id: string; displayName: string; domain: string }

/** All times are epoch milliseconds of the tenant's own (movable) clock. A `…From` time is when a lagging read first shows the thing. */
export interface User {
  id: string;
  displayName: string;
  givenName: string | null;
  surname: string | null;
  userPrincipalName: string;
  mail: string | null;
  jobTitle: string | null;
  preferredLanguage: string | null;
  /** Mailbox time zone, IANA. */
  zone: string;
  userType: 'Member' | 'Guest';
  accountEnabled: boolean;
  /** Teams administrator: may act on any team and on the app catalog. */
  admin?: boolean;
  createdAt: number;
}

export interface Group {
  id: string;
  displayName: string;
  description: string | null;
  mailNickname: string;
  visibility: 'Public' | 'Private';
  isTeam: boolean;
  createdAt: number;
  /** Directory $filter shows the group only from then on, although GET by id works. */
  listedFrom: number;
  deletedAt: number | null;
}

export interface Team {
  /** The group's id. */
  id: string;
  /** `19:…@thread.tacv2`, also the General channel's id. */
  internalId: string;
  displayName: string;
  description: string | null;
  visibility: 'private' | 'public';
  isArchived: boolean;
  createdAt: number;
  /** Usable from then on: before, 404 on what hangs from the team. */
  readyAt: number;
  /** Private and shared channels are refused until then. */
  settledAt: number;
  settings: Record<string, Record<string, unknown>>;
}

export interface Channel {
  /** `19:…@thread.tacv2` */
  id: string;
  teamId: string;
  displayName: string;
  description: string | null;
  membershipType: 'standard' | 'private' | 'shared';
  isGeneral: boolean;
  isArchived: boolean;
  email: string;
  createdAt: number;
  /** filesFolder answers 404 until then. */
  filesFrom: number;
  deletedAt: number | null;
}

/** A person in a team (channelId null) or in a private or shared channel. */
export interface Membership {
  /** Opaque membership id, as Graph gives it. */
  id: string;
  teamId: string;
  channelId: string | null;
  userId: string;
  roles: string[];
  listedFrom: number;
}

export interface CatalogApp {
  /** Catalog id: not the manifest's. */
  id: string;
  externalId: string;
  displayName: string;
  version: string;
  /** The manifest inside the uploaded package. */
  manifest: Record<string, unknown>;
  localisations: Record<string, Record<string, unknown>>;
  /** Pictures of the package, PNG in base64, for the host page. */
  icons?: { color?: string; outline?: string };
  createdAt: number;
}

export interface Installation {
  id: string;
  scope: 'team' | 'user' | 'chat';
  scopeId: string;
  catalogAppId: string;
  createdAt: number;
  listedFrom: number;
  /** Version of the app when it was installed or last upgraded here. */
  version: string;
  /** Resource-specific permissions consented at the installation. */
  consented: { permissionValue: string; permissionType: 'application' | 'delegated' }[];
}

export interface Tab {
  id: string;
  teamId: string;
  channelId: string;
  displayName: string;
  catalogAppId: string;
  configuration: { entityId: string | null; contentUrl: string | null; removeUrl: string | null; websiteUrl: string | null };
  sortOrderIndex: string;
  createdAt: number;
  listedFrom: number;
}

export interface Operation {
  id: string;
  teamId: string;
  operationType: 'createTeam' | 'archiveTeam' | 'unarchiveTeam' | 'cloneTeam' | 'createChannel' | 'archiveChannel' | 'unarchiveChannel' | 'teamifyGroup';
  createdAt: number;
  doneAt: number;
  /** When it is due to fail rather than succeed. */
  error: { code: string; message: string } | null;
  attempts: number;
  /** What it makes or changes: `/teams('…')`, `/teams('…')/channels('…')`. */
  target: { id: string; location: string };
  lastPolledAt: number | null;
}

/** An application registered in the stand-in's Entra ID, with what an administrator consented to. */
export interface AppRegistration {
  appId: string;
  displayName: string;
  secrets: string[];
  /** PEM certificates accepted for client assertions. */
  certificates: string[];
  /** `api://…` */
  identifierUris: string[];
  /** Delegated scopes that it exposes, e.g. access_as_user. */
  exposedScopes: string[];
  /** App roles that it exposes, e.g. Gouverne.Operate. */
  exposedRoles: string[];
  redirectUris: string[];
  /** Public clients (command line, device code). */
  publicClient: boolean;
  /** Application permissions consented on Microsoft Graph. */
  graphRoles: string[];
  /** Delegated permissions consented on Microsoft Graph. */
  graphScopes: string[];
  /** Consented app roles on other applications: appId → roles. */
  otherRoles: Record<string, string[]>;
  /** Clients that may ask for its scopes without a consent of their own (the Teams clients, say). */
  preAuthorizedClients?: string[];
  /** Delegated permissions consented on other applications: appId → scopes. */
  otherScopes?: Record<string, string[]>;
  /** People of other organisations may sign in: without it, /common and /organizations are refused. */
  multiTenant?: boolean;
  /** Subjects of federated credentials: a managed identity's principal id. */
  federatedSubjects?: string[];
  /** A user-assigned managed identity rather than an application: served by the identity endpoint only. */
  managedIdentity?: boolean;
}

export interface Bot {
  appId: string;
  /** Where activities are posted: …/api/messages */
  endpoint: string;
  displayName: string;
}

/** A conversation of the Bot Connector: a channel thread, a chat with one person, or a group chat. */
export interface Conversation {
  /** `a:1…` for a chat, `19:…@thread.tacv2;messageid=…` for a thread in a channel. */
  id: string;
  kind: 'personal' | 'channel' | 'groupChat';
  /** null where a person opened the thread. */
  botId: string | null;
  userId: string | null;
  teamId: string | null;
  channelId: string | null;
  createdAt: number;
}

export interface Message {
  id: string;
  conversationId: string;
  /** Entra id of the person, or the bot's app id. */
  from: string;
  fromBot: boolean;
  /** The activity as the bot sent it, or as the host page built it. */
  activity: Record<string, unknown>;
  createdAt: number;
  updatedAt: number | null;
  deletedAt: number | null;
}

export interface Subscription {
  id: string;
  resource: string;
  /** The same in one spelling, by which changes are matched. */
  watched: string;
  changeType: string;
  notificationUrl: string;
  lifecycleNotificationUrl: string | null;
  clientState: string | null;
  expirationAt: number;
  creatorAppId: string;
  /** The person for whom a delegated client made it. */
  creatorUserId: string | null;
  includeResourceData: boolean;
  createdAt: number;
}

/** A file or folder of a drive. The bytes of a file are in `settings` under `bytes:{sha256}`, base64. */
export interface DriveItem {
  id: string;
  driveId: string;
  parentId: string | null;
  name: string;
  folder: boolean;
  mimeType: string | null;
  size: number;
  sha256: string | null;
  createdAt: number;
  modifiedAt: number;
  version: number;
}

/** A line of the directory's change log, which delta queries read. */
export interface Change {
  seq: number;
  at: number;
  kind: 'user' | 'group' | 'member';
  /** The user or group; for a member, the group. */
  id: string;
  memberId: string | null;
  /** `deleted`, or `changed` for a group that can still be restored. */
  removed: 'deleted' | 'changed' | null;
}

/** A line of the calendars' change log, which calendarView/delta reads. */
export interface CalendarChange {
  seq: number;
  at: number;
  mailboxId: string;
  eventId: string;
  /** Ids that no longer exist: the event's own, or those of occurrences. */
  gone: string[];
}

/** Something that is due to be told to the others at a time that may lie beyond a restart. */
export interface PendingEvent {
  id: string;
  at: number;
  name: string;
  payload: Record<string, unknown>;
}

/** A map that writes itself to disk. Values are plain data; put() after changing one. */
export class Table<T> {
  readonly #rows = new Map<string, T>();
  readonly #write: (key: string, json: string | null) => void;
  constructor(rows: Iterable<readonly [string, T]>, write: (key: string, json: string | null) => void) {
    for (const [key, value] of rows) this.#rows.set(key, value);
    this.#write = write;
  }
  get(key: string): T | undefined { return this.#rows.get(key); }
  has(key: string): boolean { return this.#rows.has(key); }
  put(key: string, value: T): T { this.#rows.set(key, value); this.#write(key, JSON.stringify(value)); return value; }
  /** Back to what the file holds, after a write that was taken back. */
  reload(rows: Iterable<readonly [string, T]>): void { this.#rows.clear(); for (const [key, value] of rows) this.#rows.set(key, value); }
  clear(): void { for (const key of Array.from(this.#rows.keys())) this.delete(key); }
  delete(key: string): boolean { const had = this.#rows.delete(key); if (had) this.#write(key, null); return had; }
  values(): T[] { return [...this.#rows.values()]; }
  find(test: (row: T) => boolean): T | undefined { for (const row of this.#rows.values()) if (test(row)) return row; return undefined; }
  filter(test: (row: T) => boolean): T[] { return this.values().filter(test); }
  get size(): number { return this.#rows.size; }
}

export interface State {
  users: Table<User>;
  groups: Table<Group>;
  teams: Table<Team>;
  channels: Table<Channel>;
  memberships: Table<Membership>;
  catalog: Table<CatalogApp>;
  installations: Table<Installation>;
  tabs: Table<Tab>;
  operations: Table<Operation>;
  registrations: Table<AppRegistration>;
  bots: Table<Bot>;
  conversations: Table<Conversation>;
  messages: Table<Message>;
  subscriptions: Table<Subscription>;
  driveItems: Table<DriveItem>;
  changes: Table<Change>;
  pending: Table<PendingEvent>;
  calendarEvents: Table<MailboxEvent>;
  calendarChanges: Table<CalendarChange>;
  plannerPlans: Table<PlannerPlan>;
  plannerBuckets: Table<PlannerBucket>;
  plannerTasks: Table<PlannerTask>;
  /** Signing keys, tenant id, clock offset, counters, uploaded bytes by hash … */
  settings: Table<unknown>;
  /** All of it reaches the file, or none: what one request changes belongs together. Not asynchronous on purpose. */
  atomically<T>(change: () => T): T;
  /** Empties every table. */
  clear(): void;
  close(): void;
}

const NAMES = ['users', 'groups', 'teams', 'channels', 'memberships', 'catalog', 'installations', 'tabs', 'operations', 'registrations', 'bots', 'conversations', 'messages', 'subscriptions', 'driveItems', 'changes', 'pending', 'calendarEvents', 'calendarChanges', 'plannerPlans', 'plannerBuckets', 'plannerTasks', 'settings'] as const;

const SQLITE_BUSY = 5;

export class StateInUse extends Error {
  constructor(file: string) { super(`The state file ${file} is in use by another local tenant. Stop that one, or give this one a file of its own (--state).`); }
}

/** Opens the state file, or keeps everything in memory when `file` is undefined. One process at a time: each keeps the rows in memory. */
export function openState(file: string | undefined): State {
  if (file !== undefined) mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file ?? ':memory:');
  try {
    // Exclusive: the lock is taken by the first statement and held until the end, also against a copy of this very process.
    // Two seconds of patience: at a restart the one before may still be putting its things away.
    db.exec('PRAGMA busy_timeout = 2000; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE IF NOT EXISTS row (kind TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID; BEGIN IMMEDIATE; COMMIT');
  } catch (error) {
    db.close();
    if (file !== undefined && (error as { errcode?: number }).errcode === SQLITE_BUSY) throw new StateInUse(file);
    throw error;
  }
  const upsert = db.prepare('INSERT INTO row (kind, key, json) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET json = excluded.json');
  const remove = db.prepare('DELETE FROM row WHERE kind = ? AND key = ?');
  const select = db.prepare('SELECT key, json FROM row WHERE kind = ?');
  const read = <T>(kind: string) => select.all(kind).map((r) => [String(r['key']), JSON.parse(String(r['json'])) as T] as const);
  const table = <T>(kind: string) =>
    new Table<T>(
      read<T>(kind),
      (key, json) => { if (json === null) remove.run(kind, key); else upsert.run(kind, key, json); },
    );
  const tables = Object.fromEntries(NAMES.map((name) => [name, table<never>(name)]));
  let depth = 0;
  const atomically = <T>(change: () => T): T => {
    if (depth > 0) return change();
    db.exec('BEGIN');
    depth += 1;
    try {
      const result = change();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      db.exec('ROLLBACK');
      for (const [kind, one] of Object.entries(tables)) one.reload(read<never>(kind));
      throw error;
    } finally {
      depth -= 1;
    }
  };
  const clear = () => { atomically(() => { for (const one of Object.values(tables)) one.clear(); }); };
  return { ...(tables as unknown as Omit<State, 'atomically' | 'clear' | 'close'>), atomically, clear, close: () => db.close() };
}
