// The rate limits that Teams documents for bots, as windows of the tenant's limit book, which also measures what really arrives.
// Source: "Optimize your bot with rate limiting in Teams" (per bot per thread; per thread for all bots; per app and tenant).

import type { Window } from '../limits.ts';

export type Scenario = 'send' | 'create' | 'members' | 'conversations' | 'getMembers (deprecated)' | 'batch';

type Limit = readonly [seconds: number, max: number];

const WRITES: readonly Limit[] = [[1, 7], [2, 8], [30, 60], [3_600, 1_800]];
const READS: readonly Limit[] = [[1, 14], [2, 16], [30, 120], [3_600, 3_600]];

/** Updates and deletions count as sends: "all requests are subject to the same rate limiting policy". */
const PER_BOT_AND_CONVERSATION: Readonly<Record<Scenario, readonly Limit[]>> = {
  send: WRITES,
  create: WRITES,
  members: READS,
  conversations: READS,
  // TeamsInfo.getMembers: "throttled to five requests per minute".
  'getMembers (deprecated)': [[60, 5]],
  batch: [],
};

const ALL_BOTS: Readonly<Record<Scenario, readonly Limit[]>> = {
  send: [[1, 14], [2, 16]],
  create: [[1, 14], [2, 16]],
  members: [[1, 28], [2, 32]],
  conversations: [[1, 28], [2, 32]],
  'getMembers (deprecated)': [],
  batch: [],
};

/** Older copies of the page say 30. */
const PER_APP_AND_TENANT: Limit = [1, 50];

/** `conversation`: the chat or the channel, without `;messageid=`; for the creation of a chat, the person. */
export function windowsFor(tenantId: string, botAppId: string, scenario: Scenario, conversation: string): Window[] {
  const windows = (name: string, key: string, limits: readonly Limit[]): Window[] =>
    limits.map(([seconds, max]) => ({ key, name: `Bot Connector: ${name}, ${max} in ${seconds} s`, limit: max, windowMs: seconds * 1_000 }));
  return [
    ...windows('requests of one app on the tenant', `${tenantId}|${botAppId}`, [PER_APP_AND_TENANT]),
    ...windows(`${scenario}, one bot on one conversation`, `${botAppId}|${conversation}`, PER_BOT_AND_CONVERSATION[scenario]),
    ...windows(`${scenario}, all bots on one conversation`, conversation, ALL_BOTS[scenario]),
  ];
}
