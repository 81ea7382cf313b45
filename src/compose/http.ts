// The routes, each with the use cases and rules that it asks.

import type { Express } from 'express';
import { MICROSOFT_HOSTS, tokenVerifier } from '../adapters/entra/token-verifier.ts';
import { sql } from 'drizzle-orm';
import { httpApp } from '../adapters/http/app.ts';
import { csvFile } from '../adapters/documents/csv.ts';
import { spreadsheet } from '../adapters/documents/spreadsheet.ts';
import { decodeTable, readTable } from '../adapters/documents/table-file.ts';
import { actionFileRoutes } from '../adapters/http/action-file-routes.ts';
import { actionRoutes } from '../adapters/http/action-routes.ts';
import { authenticate } from '../adapters/http/caller.ts';
import { committeeRoutes } from '../adapters/http/committee-routes.ts';
import { decisionFileRoutes } from '../adapters/http/decision-file-routes.ts';
import { decisionRoutes } from '../adapters/http/decision-routes.ts';
import { deskRoutes } from '../adapters/http/desk-routes.ts';
import { doctorRoutes } from '../adapters/http/doctor-routes.ts';
import { entryGuard } from '../adapters/http/entry-guard.ts';
import { handOverRoutes } from '../adapters/http/handover-routes.ts';
import { incidentRoutes } from '../adapters/http/incident-routes.ts';
import { journalRoutes } from '../adapters/http/journal-routes.ts';
import { passToLocalTeams } from '../adapters/http/local-teams.ts';
import { meetingRoutes } from '../adapters/http/meeting-routes.ts';
import { networkReader, type Reading } from '../adapters/http/network.ts';
import { feedRoutes, personalRoutes } from '../adapters/http/personal-routes.ts';
import { openApiRoutes } from '../adapters/http/openapi-routes.ts';
import { provisioningDesk } from '../adapters/http/provisioning-desk.ts';
import { provisioningRoutes, runReply } from '../adapters/http/provisioning-routes.ts';
import { searchRoutes } from '../adapters/http/search-routes.ts';
import { searchStore } from '../adapters/store/search-store.ts';
import type { SystemClock } from '../adapters/clock/system-clock.ts';
import type { charterStore } from '../adapters/store/charter-store.ts';
import { decisionSeals } from '../adapters/store/decision-seals.ts';
import { journalStore } from '../adapters/store/journal-store.ts';
import type { Data } from '../adapters/store/open-data.ts';
import type { Config } from '../config/config.ts';
import { mayApply, mayPlan, mayReadCharter, mayResolveDrift } from '../features/committees/domain/permissions.ts';
import type { ProvisioningStore } from '../features/committees/ports.ts';
import type { ApplyDeps } from '../features/committees/use-cases/apply-plan.ts';
import { examine } from '../features/committees/use-cases/examine.ts';
import type { PlanDeps } from '../features/committees/use-cases/plan-charter.ts';
import { readJournal } from '../features/journal/use-cases/read-journal.ts';
import { verifyJournal } from '../features/journal/use-cases/verify-journal.ts';
import type { Preferences } from '../features/people/ports.ts';
import type { EntraId, PersonId } from '../shared/ids.ts';
import { DEFAULT_LANGUAGE } from '../shared/language.ts';
import type { Log } from '../shared/log.ts';
import { asFile, faultMessage, readCharterText, sha256 } from './charter-text.ts';
import type { ActionsDesk } from './actions.ts';
import { deskSources } from './desk.ts';
import type { BotDesk } from './bot.ts';
import type { DecisionsDesk } from './decisions.ts';
import type { HandOverDesk } from './handover.ts';
import type { IncidentsDesk } from './incidents.ts';
import type { MeetingsDesk } from './meetings.ts';
import type { Microsoft } from './microsoft.ts';
import type { OutlookDesk } from './outlook.ts';
import type { PlannerDesk } from './planner.ts';
import type { RemindersDesk } from './reminders.ts';
import { vitalsOf } from './vitals.ts';

export const OPERATOR_ROLE = 'Gouverne.Operate';

export interface HttpDeps {
  readonly config: Config;
  readonly version: string;
  readonly log: Log;
  readonly clock: SystemClock;
  readonly data: Data;
  readonly microsoft: Microsoft;
  readonly charters: ReturnType<typeof charterStore>;
  readonly store: ProvisioningStore;
  readonly preferences: Preferences;
  readonly planning: PlanDeps;
  readonly personOf: (account: EntraId) => Promise<PersonId | null>;
  readonly meetings: MeetingsDesk;
  readonly actions: ActionsDesk;
  readonly incidents: IncidentsDesk;
  readonly handOvers: HandOverDesk;
  readonly decisions: DecisionsDesk;
  readonly outlook: OutlookDesk;
  readonly planner: PlannerDesk;
  readonly reminders: RemindersDesk;
  readonly bot: BotDesk | null;
  /** Address of a channel in Teams. */
  readonly link: (channelId: string, name: string, groupId: string) => string;
  readonly tabsDir: string;
  readonly onPlanned: NonNullable<ApplyDeps['onPlanned']>;
}

export function openHttp(deps: HttpDeps): Express {
  const { config, version, log, clock, data, microsoft, charters, store, preferences, planning, personOf, meetings, reminders, bot, link, onPlanned } = deps;
  const { app } = config;
  const { today } = planning;
  const verify = tokenVerifier({
    clientId: app.id, idUri: app.idUri, authority: config.entra.authority, tenants: new Set([app.tenantId]),
    // People come through Teams and its hosts, or through our own command line.
    clients: new Set([...MICROSOFT_HOSTS, app.id]), scope: 'access_as_user', appRoles: new Set([OPERATOR_ROLE]),
  });
  const read = networkReader({ charters, today });
  const desk = provisioningDesk({ ...planning, charters, store, clock });
  const showRun = runReply({ desk, store, read });
  const journal = journalStore(data.db);
  const scope = (roles: Reading['roles'], only: Parameters<typeof mayApply>[1] | null) => mayApply(roles, only ?? 'network');

  return httpApp({
    log,
    config: { tenant: config.tenant, tenantId: app.tenantId, authority: config.entra.authority, clientId: app.id, scope: `${app.idUri}/access_as_user`, appId: app.manifestId, baseUrl: config.baseUrl, version },
    authenticate: authenticate({
      verify, operatorRole: OPERATOR_ROLE, personOf,
      charter: async () => (await charters.inForce())?.charter ?? null,
      languageOf: async (person) => (await preferences.languageOf(person)) ?? DEFAULT_LANGUAGE,
    }),
    guard: entryGuard({ ...deps.incidents.guard, textOf: decodeTable }),
    routes: [
      provisioningRoutes({
        desk, charters, store, clock, onPlanned, read, showRun, faultMessage, readCharter: readCharterText,
        rights: {
          mayPlan: (reading) => reading.may(mayPlan(reading.roles)),
          mayApply: (reading, only) => reading.may(scope(reading.roles, only)),
          mayResolve: (reading) => (committees) => reading.may(mayResolveDrift(reading.roles, committees)),
          mayReadCharter: (reading) => reading.may(mayReadCharter(reading.roles)),
        },
      }),
      committeeRoutes({
        read, charters, store, onPlanned, preferences, desk, clock, today, network: planning.network, tabOf: planning.tabOf, tenant: config.tenant, faultMessage, showRun,
        link,
        asFile: async (charter) => asFile(charter, (await charters.textInForce())?.text),
      }),
      meetingRoutes({ ...meetings, read, today }),
      deskRoutes({ sources: deskSources({ meetings, decisions: deps.decisions, actions: deps.actions, lastDrift: () => desk.lastDrift() }), read, today, csvFile, spreadsheet }),
      actionFileRoutes({ ...deps.actions, read, today, readTable, csvFile, spreadsheet }),
      actionRoutes({ ...deps.actions, read, today }),
      searchRoutes({ read, index: searchStore(data, app.tenantId), meetings: meetings.meetings }),
      decisionFileRoutes({ ...deps.decisions, read, today, csvFile, spreadsheet }),
      decisionRoutes({ ...deps.decisions, read, today }),
      handOverRoutes({ ...deps.handOvers.routes, read, planning, store }),
      incidentRoutes({ ...deps.incidents.register, read }),
      personalRoutes({ ...reminders.personal, read }),
      journalRoutes({ read, desk, store, tenantId: app.tenantId, page: readJournal({ journal }), verify: verifyJournal({ journal, sha256, texts: decisionSeals(data) }) }),
      doctorRoutes({ read, clock, examine: examine(vitalsOf({ config, data, microsoft, charters, bot, outlook: () => deps.outlook.health(), planner: () => deps.planner.health() })) }),
    ],
    openRoutes: [openApiRoutes(version, config.baseUrl), deps.outlook.routes],
    secretRoutes: feedRoutes(reminders.personal),
    bot: bot?.messages ?? null,
    tabsDir: deps.tabsDir,
    localTeams: config.localTenant === null ? null : passToLocalTeams(config.graph.url),
    ready: async () => { try { await data.db.execute(sql`select 1`); return true; } catch { return false; } },
  });
}
