// Every number of the stand-in's behaviour, with the source of each; all can be given on the command line (`--team-ready-ms 5000`).

export interface Timings {
  /** Delay added to every Graph and Entra request; a $batch pays it once per level of dependsOn, for its requests run side by side. */
  latencyMs: number;
  /** From the 202 of POST /teams to `succeeded`. Seconds to minutes in practice; 5 s is what the benches of this field assume. */
  teamReadyMs: number;
  /** POST /teams from a group, or PUT /groups/{id}/team, answers 404 to a group younger than this ("up to 15 minutes" in "Create team", example 4). */
  groupTeamableMs: number;
  /** After `succeeded`, the first private or shared channel is refused for up to this long (drawn per team, repeatable). */
  privateChannelSettleMs: number;
  /** Directory queries ($filter, $search, listings) see a new object this late; GET by id at once ("Access Azure AD resources": replicas). */
  directoryLagMs: number;
  /** GET members shows a new member this late, and a private channel refuses it until then. */
  memberLagMs: number;
  /** GET tabs and GET installedApps show a new entry this late. */
  tabLagMs: number;
  /** Delta queries see a change this late. */
  deltaLagMs: number;
  /** filesFolder answers 404 until the channel's SharePoint folder is there. */
  filesReadyMs: number;
  /** A private or shared channel has a site of its own, which takes longer. */
  filesReadyPrivateMs: number;
  /** From an app's installation to the bot's conversationUpdate. */
  installEventMs: number;
  /** Creation of a shared channel, archiving of a team or channel: asynchronous. */
  operationMs: number;
  /** onlineMeeting.joinUrl is null until then ("can lag right after creation"). */
  onlineMeetingMs: number;
  /** What Exchange takes for one request on a mailbox: four at a time is a limit only because each takes a while. */
  mailboxMs: number;
  /** A new Planner task answers 404, and lists leave it out, for so long. */
  plannerLagMs: number;
  /** From a change to its notification; what happens meanwhile is told in the same POST. */
  notificationDelayMs: number;
  /** Between tries of an undelivered change notification; multiplied by the number of the try. */
  notificationRetryMs: number;
}

export interface TenantOptions extends Timings {
  /** SQLite file; undefined keeps everything in memory. */
  stateFile: string | undefined;
  /** NDJSON file of every Graph exchange answered, for graph-contract. */
  recordFile: string | undefined;
  /** NDJSON file of every change notification delivered. */
  recordNotificationsFile: string | undefined;
  manners: 'real' | 'fast';
  /** Documented throttling limits answer 429; when off, rates are still measured. */
  limits: boolean;
  /** Size class of the tenant for the identity token bucket: S under 50 users, M 50–500, L above. */
  tenantSize: 'S' | 'M' | 'L' | 'auto';
  /** Lifetime of access tokens. Entra draws 60 to 90 minutes; 3599 s is what client credentials get. */
  tokenLifetimeS: number;
  /** Notification and tab addresses must be https; a loopback http address is let through, because a product under test has no certificate. */
  allowLoopbackHttp: boolean;
  /** Seed of every draw: two runs with the same one behave the same. */
  randomSeed: number;
}

const REAL: Timings = {
  latencyMs: 0,
  teamReadyMs: 5000,
  groupTeamableMs: 10_000,
  privateChannelSettleMs: 1500,
  directoryLagMs: 2000,
  memberLagMs: 800,
  tabLagMs: 300,
  deltaLagMs: 2000,
  filesReadyMs: 4000,
  filesReadyPrivateMs: 8000,
  installEventMs: 300,
  operationMs: 1500,
  onlineMeetingMs: 1500,
  mailboxMs: 15,
  plannerLagMs: 500,
  notificationDelayMs: 400,
  notificationRetryMs: 2000,
};

/** Keeps the rules and the limits, shortens the waits. */
const FAST: Timings = {
  ...REAL,
  teamReadyMs: 150,
  groupTeamableMs: 100,
  privateChannelSettleMs: 0,
  directoryLagMs: 0,
  memberLagMs: 0,
  tabLagMs: 0,
  deltaLagMs: 0,
  filesReadyMs: 100,
  filesReadyPrivateMs: 200,
  installEventMs: 10,
  operationMs: 50,
  onlineMeetingMs: 30,
  mailboxMs: 2,
  plannerLagMs: 0,
  notificationDelayMs: 0,
  notificationRetryMs: 100,
};

export function tenantOptions(given: Partial<TenantOptions> = {}): TenantOptions {
  const manners = given.manners ?? 'real';
  return {
    ...(manners === 'fast' ? FAST : REAL),
    stateFile: undefined,
    recordFile: undefined,
    recordNotificationsFile: undefined,
    limits: true,
    tenantSize: 'auto',
    tokenLifetimeS: 3599,
    allowLoopbackHttp: true,
    randomSeed: 1,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    manners,
  };
}

/** The numbers that the command line and /_control/options may set. */
export const TIMINGS = Object.keys(REAL) as (keyof Timings)[];
