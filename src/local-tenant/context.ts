// What every service of the stand-in shares: the state, the clock, faults, limits, events, and tokens signed by the tenant's own keys.

import { SignJWT, type JWTPayload } from 'jose';
import { openBook, type Book } from './calendar/book.ts';
import { openClock, type Clock } from './clock.ts';
import { openCounters, type Counters } from './counters.ts';
import { opaque, openKeys, type KeySet } from './entra/keys.ts';
import { BOT_FRAMEWORK_AUDIENCE, tokenIssuer, type TokenIssuer } from './entra/tokens.ts';
import { openEvents, type EventBus } from './events.ts';
import { openFaults, type FaultControl } from './faults.ts';
import { openLimits, type LimitBook } from './limits.ts';
import type { TenantOptions } from './options.ts';
import { openRecorder, type Recorder } from './recorder.ts';
import { openBoard, type Board } from './planner/board.ts';
import { openState, type Operation, type State, type TenantInfo } from './state.ts';
import { openWorld, type World } from './world.ts';

/** Base addresses, without a final slash. */
export interface ServiceUrls {
  login: string;
  graph: string;
  /** Region included: what an activity carries as serviceUrl is this plus `/`. */
  connector: string;
  botframework: string;
  teams: string;
}

export interface TenantContext {
  readonly options: TenantOptions;
  readonly state: State;
  readonly clock: Clock;
  readonly events: EventBus;
  readonly faults: FaultControl;
  readonly limits: LimitBook;
  readonly counters: Counters;
  readonly recorder: Recorder;
  /** The tenant's acts (create a team, rename a channel, add a tab …): the one place that changes state and tells the others. */
  readonly world: World;
  /** The same for calendars. */
  readonly book: Book;
  /** And for plans and tasks. */
  readonly board: Board;
  readonly keys: KeySet;
  readonly botKeys: KeySet;
  readonly tokens: TokenIssuer;
  tenant(): TenantInfo;
  setTenant(info: TenantInfo): void;
  /** The stand-in's own addresses, for what is not the answer to a request: the serviceUrl of activities, issuers of tokens made on the host page. */
  readonly urls: ServiceUrls;
  /** A token for an application's API as that person: what Teams gives a tab. Throws when the person or the client is unknown. */
  issueUserToken(request: { userId: string; clientAppId: string; audience: string; scopes: readonly string[] }): Promise<string>;
  /** The token with which the Bot Connector proves itself to a bot. */
  botFrameworkToken(request: { botAppId: string; serviceUrl: string }): Promise<string>;
  /** Checks a token that this tenant's Entra issued: signature, time, audience. Throws when it is not good. */
  verifyToken(token: string, audiences: readonly string[]): Promise<JWTPayload>;
  /** The next operation of that kind fails so; set by the fault control, taken once. */
  nextOperationError(type: Operation['operationType']): Operation['error'];
  failNextOperation(type: Operation['operationType'], error: NonNullable<Operation['error']>): void;
  /** Something that somebody should see: kept for /_control/log. */
  log(source: string, message: string): void;
  /** Aborts when the tenant stops: deliveries under way end, nothing more is tried. */
  readonly closing: AbortSignal;
  close(): void;
}

/** Teams' own client, which asks for a tab's token: the web client's well-known id. */
export const TEAMS_WEB_CLIENT = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';

export async function openTenant(options: TenantOptions, urls: ServiceUrls): Promise<TenantContext> {
  const state = openState(options.stateFile);
  const clock = openClock(Number(state.settings.get('clock-offset') ?? 0), (ms) => { state.settings.put('clock-offset', ms); });
  const counters = openCounters(clock);
  const log = (source: string, message: string) => counters.log(source, message);
  const events = openEvents((error) => log('events', error instanceof Error ? (error.stack ?? error.message) : String(error)));
  const keys = await openKeys(state, 'entra-keys', clock.now);
  const botKeys = await openKeys(state, 'bot-keys', clock.now);
  const closing = new AbortController();
  const tenant = () => (state.settings.get('tenant') as TenantInfo | undefined) ?? { id: '7d1a04cc-0000-4000-8000-000000000365', displayName: 'Microsoft 365 local', domain: 'local.example' };
  const tokens = tokenIssuer(keys, clock, () => tenant().id, options.tokenLifetimeS);
  const recorder = openRecorder(options.recordFile, options.recordNotificationsFile);
  const failures: { type: Operation['operationType']; error: NonNullable<Operation['error']> }[] = [];
  const world = openWorld({ state, clock, events, options, tenant });
  const book = openBook({ state, clock, events, options, tenant });
  const board = openBoard({ state, clock, options });
  return {
    options, state, clock, events, counters, keys, botKeys, tokens, recorder, world, book, board, urls, tenant, log, closing: closing.signal,
    faults: openFaults(options.randomSeed),
    limits: openLimits(clock, options.limits),
    failNextOperation: (type, error) => { failures.push({ type, error }); },
    nextOperationError: (type) => {
      const at = failures.findIndex((f) => f.type === type);
      return at === -1 ? null : (failures.splice(at, 1)[0]?.error ?? null);
    },
    setTenant: (info) => { state.settings.put('tenant', info); },
    issueUserToken: async ({ userId, clientAppId, audience, scopes }) => {
      const user = state.users.get(userId);
      if (user === undefined) throw new Error(`no such person: ${userId}`);
      const registration = state.registrations.get(clientAppId) ?? { appId: clientAppId, displayName: 'Microsoft Teams Web Client', secrets: [], certificates: [], identifierUris: [], exposedScopes: [], exposedRoles: [], redirectUris: [], publicClient: true, graphRoles: [], graphScopes: [], otherRoles: {} };
      return tokens.accessToken({ registration, user, audience, scopes, roles: [], proof: '0', authority: urls.login });
    },
    botFrameworkToken: ({ botAppId, serviceUrl }) => {
      const { kid, key } = botKeys.signing();
      const iat = Math.floor(clock.now() / 1000);
      return new SignJWT({ serviceurl: serviceUrl, nbf: iat, exp: iat + 3600, iss: BOT_FRAMEWORK_AUDIENCE, aud: botAppId, jti: opaque() }).setProtectedHeader({ alg: 'RS256', kid, x5t: kid, typ: 'JWT' }).sign(key);
    },
    verifyToken: (token, audiences) => tokens.verify(token, audiences),
    close: () => { closing.abort(); clock.close(); recorder.close(); state.close(); },
  };
}
