// Microsoft 365 as the configuration names it: tokens, and the tenant's Teams through Graph.

import { appTokens, rolesIn, type AppTokens } from '../adapters/entra/app-tokens.ts';
import { trustAlso } from '../adapters/entra/trust.ts';
import { GraphSender } from '../adapters/graph/batch.ts';
import { Limiter, outlookLimits, plannerLimits, teamsLimits } from '../adapters/graph/limiter.ts';
import { graphBusyTimes } from '../adapters/graph/busy-times.ts';
import { graphCalendars } from '../adapters/graph/calendars.ts';
import { graphPlanner } from '../adapters/graph/planner.ts';
import { graphMailboxes } from '../adapters/graph/mailboxes.ts';
import { connectToGraph } from '../adapters/graph/transport.ts';
import { personalApp } from '../adapters/graph/personal-app.ts';
import { graphTeams } from '../adapters/graph/workspaces.ts';
import type { Config } from '../config/config.ts';
import type { Planner } from '../features/actions/ports-planner.ts';
import type { TenantTeams } from '../features/committees/ports.ts';
import type { BusyTimes } from '../features/meetings/ports.ts';
import type { Calendars, Mailboxes } from '../features/meetings/ports-outlook.ts';
import type { AppInstaller, ChatWindow } from '../features/conversations/ports.ts';
import type { Log } from '../shared/log.ts';

/** The resource is Graph's own name, wherever it is served from. */
export const GRAPH = 'https://graph.microsoft.com';
const GRAPH_SCOPE = `${GRAPH}/.default`;

export interface Microsoft {
  readonly tokens: AppTokens;
  readonly teams: TenantTeams;
  readonly calendars: Calendars;
  readonly busyTimes: BusyTimes;
  readonly mailboxes: Mailboxes;
  readonly planner: Planner;
  readonly personalApp: AppInstaller & ChatWindow;
  /** An application token for Graph. */
  readonly graphToken: () => Promise<string>;
  close(): Promise<void>;
}

export function openMicrosoft(config: Config, log: Log): Microsoft {
  if (config.extraCa !== null) trustAlso(config.extraCa);
  const tokens = appTokens({ authority: config.entra.authority, clientId: config.app.id, tenantId: config.app.tenantId, credential: config.app.credential }, { timeoutMs: config.entra.timeoutMs });
  const graph = connectToGraph({
    baseUrl: config.graph.url,
    token: (claims) => tokens.token(GRAPH_SCOPE, { claims }),
    timeoutMs: config.graph.timeoutMs,
    onRequest: ({ method, status, ms }) => { log.debug('graph', { method, status, ms: Math.round(ms) }); },
  });
  const sender = new GraphSender({ client: graph.client, limiter: new Limiter((method, path) => [...teamsLimits(method, path), ...outlookLimits(method, path), ...plannerLimits(method, path)]), size: config.graph.batchSize });
  const graphToken = (): Promise<string> => tokens.token(GRAPH_SCOPE);
  return {
    tokens, graphToken,
    calendars: graphCalendars(sender), busyTimes: graphBusyTimes(sender), mailboxes: graphMailboxes(sender, config.baseUrl),
    planner: graphPlanner({ sender, bindBase: GRAPH, clientId: config.app.id }),
    personalApp: personalApp({ sender, bindBase: GRAPH, manifestId: config.app.manifestId }),
    teams: graphTeams({ sender, bindBase: GRAPH, manifestId: config.app.manifestId, tokenRoles: async () => rolesIn(await graphToken()) }),
    async close() { await sender.close(); await graph.close(); },
  };
}
