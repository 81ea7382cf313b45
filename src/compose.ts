// The composition root: the one place that knows every adapter. It opens what the configuration names, hands each feature what it
// asked for, and closes everything in the other order.

import type { Express } from 'express';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { systemClock, todayIn, type SystemClock } from './adapters/clock/system-clock.ts';
import { queuesOf, type Job, type JobTable } from './adapters/jobs/job-table.ts';
import { runJobs, type RunningJobs } from './adapters/jobs/run-jobs.ts';
import { charterStore } from './adapters/store/charter-store.ts';
import { leases } from './adapters/store/lease.ts';
import { openData, type Data, type Tx } from './adapters/store/open-data.ts';
import { outgoingStore } from './adapters/store/outgoing-store.ts';
import { preferencesStore } from './adapters/store/preferences-store.ts';
import { provisioningStore } from './adapters/store/provisioning-store.ts';
import { actionRemindersJobs, openActionReminders, type ActionRemindersDesk } from './compose/action-reminders.ts';
import { openActions } from './compose/actions.ts';
import { GREET, greetJob, openBot, type BotDesk } from './compose/bot.ts';
import { readCharterText, sha256 } from './compose/charter-text.ts';
import { decisionJobs, openDecisions, type DecisionsDesk } from './compose/decisions.ts';
import { handOverJobs, openHandOvers, type HandOverDesk } from './compose/handover.ts';
import { openHttp } from './compose/http.ts';
import { openIncidents } from './compose/incidents.ts';
import { meetingJobs, openMeetings, type MeetingsDesk } from './compose/meetings.ts';
import { openMicrosoft, type Microsoft } from './compose/microsoft.ts';
import { openOutlook, outlookCards, outlookJobs, outlookParts, type OutlookDesk } from './compose/outlook.ts';
import { readerLanguage } from './compose/reader-language.ts';
import { openPlanner, plannerJobs, plannerParts, type PlannerDesk } from './compose/planner.ts';
import { accountsOf, openReminders, remindersJobs, type RemindersDesk } from './compose/reminders.ts';
import { lastSeen, runsOf, type Runs } from './compose/runs.ts';
import type { Config } from './config/config.ts';
import type { CharterFault } from './features/committees/domain/fault.ts';
import type { TabOf } from './features/committees/domain/workspace.ts';
import type { Charters, ProvisioningStore, Run, RunState } from './features/committees/ports.ts';
import type { Outgoing } from './features/conversations/ports.ts';
import { applyPlan, putInForce } from './features/committees/use-cases/apply-plan.ts';
import type { Timing } from './features/committees/use-cases/timing.ts';
import { committeeCards } from './features/committees/use-cases/cards.ts';
import { seedActions } from './features/actions/use-cases/seed-examples.ts';
import { personOfAccount } from './features/committees/use-cases/person-of-account.ts';
import { planCharter, type PlanDeps, type PlannedCharter } from './features/committees/use-cases/plan-charter.ts';
import { actionNews } from './features/actions/use-cases/remind-owners.ts';
import { remindersNews } from './features/meetings/use-cases/tell-meeting.ts';
import type { PersonId } from './shared/ids.ts';
import type { Log } from './shared/log.ts';
import { channelLink, tabLink } from './shared/teams-links.ts';

export const VERSION = '0.1.0';
/** Name of the network in the mark of its teams. */
const NETWORK = 'rqt';
const PROVISION = 'provision';

export interface Gouverne {
  readonly app: Express;
  readonly charters: Charters;
  readonly store: ProvisioningStore;
  readonly data: Data;
  readonly outgoing: Outgoing<Tx>;
  /** Begins to do jobs, and takes up the run that an earlier process left. */
  start(): Promise<void>;
  /** What applying a charter's text would do. */
  plan(text: string, source: string): Promise<{ readonly ok: true; readonly planned: PlannedCharter } | { readonly ok: false; readonly faults: readonly CharterFault[] }>;
  /** Puts a charter in force and touches nothing of the tenant: somebody will read the plan. */
  load(text: string, source: string): Promise<void>;
  /** Applies a charter to the whole network without anybody's yes: for a first start, a bench, a test. */
  apply(text: string, source: string, by: PersonId | null): Promise<Run>;
  finished(run: Run): Promise<RunState>;
  /** Loads what the charter's file has for a demonstration, once. */
  seedExamples(): Promise<void>;
  close(): Promise<void>;
}

export interface ComposeOptions {
  readonly log: Log;
  readonly clock?: SystemClock;
  readonly tabsDir?: string;
  readonly timing?: Partial<Timing>;
  /** For a bench of Graph alone. */
  readonly withoutBot?: boolean;
}

export async function compose(config: Config, { log, clock = systemClock(), tabsDir = 'dist/tabs', timing: given = {}, withoutBot = false }: ComposeOptions): Promise<Gouverne> {
  // What a job does is known once the stores are open, and the stores must know the queues first: the rows look it up when they run.
  const late: { runs?: Runs; bot?: BotDesk; meetings?: MeetingsDesk; outlook?: OutlookDesk; reminders?: RemindersDesk; actionReminders?: ActionRemindersDesk; planner?: PlannerDesk; decisions?: DecisionsDesk; handOvers?: HandOverDesk } = {};
  const provision: Job<{ run: string }> = {
    payload: z.object({ run: z.string() }),
    rules: { policy: 'exclusive', retries: 100, waitSeconds: 2, longestWaitSeconds: 60, longestSeconds: 6 * 3600 },
    run: async ({ run }, { signal }) => ((await late.runs?.carryOut(run, signal)) === 'busy' ? { again: { afterMs: 1_000 } } : undefined),
  };
  const jobs: JobTable = { [PROVISION]: provision, [GREET]: greetJob(async (greeting) => late.bot?.greet(greeting)), ...meetingJobs(() => late.meetings), ...outlookJobs(() => late.outlook), ...remindersJobs(() => late.reminders), ...actionRemindersJobs(() => late.actionReminders), ...decisionJobs(() => late.decisions), ...plannerJobs(config, () => late.planner), ...handOverJobs(() => late.handOvers) };
  const data = await openData(config.database, { queues: queuesOf(jobs), log, stopMs: config.stopMs });
  const microsoft = openMicrosoft(config, log);
  try {
    return assemble({ config, log, clock, tabsDir, given, withoutBot, data, microsoft, jobs, late });
  } catch (error) {
    await microsoft.close();
    await data.close();
    throw error;
  }
}

interface Parts {
  readonly config: Config;
  readonly log: Log;
  readonly clock: SystemClock;
  readonly tabsDir: string;
  readonly given: Partial<Timing>;
  readonly withoutBot: boolean;
  readonly data: Data;
  readonly microsoft: Microsoft;
  readonly jobs: JobTable;
  readonly late: { runs?: Runs; bot?: BotDesk; meetings?: MeetingsDesk; outlook?: OutlookDesk; reminders?: RemindersDesk; actionReminders?: ActionRemindersDesk; planner?: PlannerDesk; decisions?: DecisionsDesk; handOvers?: HandOverDesk };
}

function assemble({ config, log, clock, tabsDir, given, withoutBot, data, microsoft, jobs, late }: Parts): Gouverne {
  const { app, baseUrl, graph } = config;
  const { tenantId } = app;
  const charters = charterStore(data, tenantId);
  const store = provisioningStore(data, tenantId, PROVISION);
  const preferences = preferencesStore(data, tenantId);
  const outgoing = outgoingStore(tenantId, clock, () => late.bot?.sender.wake());
  // An embedded database has one process, by its lock: what the last one held is free at once.
  const held = leases(data, { tenantId, holder: data.engine === 'pglite' ? 'embedded' : randomUUID(), leaseMs: 15_000, log });
  const today = (): string => todayIn('America/Toronto', clock.now());
  const tabOf: TabOf = (committee) => {
    const url = `${baseUrl}/tabs/committee/${encodeURIComponent(committee.id)}`;
    return { entityId: `committee/${committee.id}/apercu`, name: committee.acronym, contentUrl: url, websiteUrl: url };
  };
  const { teams } = microsoft;
  const link = (channelId: string, name: string, groupId: string): string => channelLink({ channelId, name, groupId, tenantId });
  const personOf = personOfAccount({ store, teams, charters, clock });
  const cards = committeeCards({
    charters, store, personOf, today,
    languageOf: (person) => preferences.languageOf(person),
    tabLink: (committee, channelId) => tabLink({ appId: app.manifestId, tenantId, channelId, label: committee.acronym, entityId: tabOf(committee, committee.id as never).entityId, webUrl: tabOf(committee, committee.id as never).contentUrl }),
    channelLink: link,
  });
  const { news, view, calendars } = outlookParts({ config, data, microsoft, today });
  const meetings = openMeetings({ data, tenantId, charters, store, clock, link, announce: [news, remindersNews], calendarView: view, calendars });
  late.meetings = meetings;
  const { announce: plannerNews, plannerUrl } = plannerParts({ config, data });
  const decisions = openDecisions({ config, data, charters, store, outgoing, meetings, personOf, accounts: accountsOf({ charter: async () => (await charters.inForce())?.charter ?? null, store, microsoft, clock }), clock, today });
  late.decisions = decisions;
  const actions = openActions({ config, data, clock, meetings, announce: [actionNews, plannerNews], plannerUrl, decisionTitle: decisions.titleOf, decisionBehind: decisions.known });
  late.planner = openPlanner({ config, data, microsoft, charters, store, act: actions, log });
  const reminders = openReminders({ config, data, charters, store, microsoft, outgoing, meetings, personOf, languageOf: (person) => preferences.languageOf(person), clock, today });
  late.reminders = reminders;
  const actionReminders = openActionReminders({ config, data, charters, store, microsoft, outgoing, actions, personOf, awaiting: decisions.awaiting, clock, today });
  late.actionReminders = actionReminders;
  const incidents = openIncidents({ config, data, charters, outgoing, personOf, accounts: accountsOf({ charter: async () => (await charters.inForce())?.charter ?? null, store, microsoft, clock }), clock, today });
  const timing: Timing = { firstCheckMs: graph.teamFirstCheckMs, betweenChecksMs: 31_000, settleMs: graph.settleMs, teamSettleMs: graph.teamSettleMs, rosterMs: 1_000, attempts: 8, ...given };
  const planning: PlanDeps = { teams, store, clock, settleMs: timing.settleMs, greets: !withoutBot, network: NETWORK, tabOf, today, digest: sha256 };
  const handOvers = openHandOvers({ log, config, data, charters, store, planning, outgoing, actions, meetings, accounts: accountsOf({ charter: async () => (await charters.inForce())?.charter ?? null, store, microsoft, clock }), clock, today, page: actionReminders.page });
  late.handOvers = handOvers;
  if (!withoutBot) {
    late.bot = openBot({
      config, data, charters, store, microsoft, cards, outgoing, cardKinds: { ...outlookCards(() => late.outlook), ...reminders.cardKinds, ...actionReminders.cardKinds, ...incidents.cardKinds, ...decisions.cardKinds, ...handOvers.cardKinds }, meetings: reminders.useCases, actions: actionReminders.useCases, incidents: incidents.useCases, decisions: decisions.useCases, clock, log,
      languageOf: readerLanguage({ preferences, store, clock }),
      homeUrl: tabLink({ appId: app.manifestId, tenantId, entityId: 'home', webUrl: `${baseUrl}/tabs/home`, label: 'Accueil' }),
      actionsUrl: actionReminders.page,
    });
  }
  const bot = late.bot ?? null;
  const seen = lastSeen(clock);
  const runs = runsOf({ teams, store, charters, greeter: bot?.greeter ?? null, clock, timing, network: NETWORK, tabOf, today, seen: seen.recall }, held, store, log);
  late.runs = runs;
  const planOf = planCharter(planning);
  late.outlook = openOutlook({ config, data, microsoft, charters, store, act: meetings, personOf, outgoing, clock, log, today });
  const http = openHttp({ config, version: VERSION, log, clock, data, microsoft, charters, store, preferences, planning, personOf, meetings, actions, decisions, incidents, handOvers, outlook: late.outlook, planner: late.planner, reminders, bot, link, tabsDir, onPlanned: seen.note });

  const stopping = new AbortController();
  let running: RunningJobs | null = null;
  let resuming: Promise<void> = Promise.resolve();

  const judged = async (text: string, source: string) => {
    const current = await charters.inForce();
    const read = readCharterText(text, source, current?.charter ?? null);
    return read.ok ? { ...read, over: current?.version ?? null } : read;
  };
  return {
    app: http, charters, store, data, outgoing,
    async start() {
      resuming = runs.resume(stopping.signal);
      running = await runJobs(data, jobs, { log });
      bot?.sender.start();
    },
    async plan(text, source) {
      const read = await judged(text, source);
      return read.ok ? { ok: true, planned: await planOf(read.charter.charter, read.charter.sha256, null) } : read;
    },
    async load(text, source) {
      const read = await judged(text, source);
      if (!read.ok) throw new Error(`${source} has ${read.faults.length} faults`);
      if ((await putInForce(charters, read, null, clock.now())) === null) throw new Error(`${source} was not loaded: another charter came into force`);
    },
    async apply(text, source, by) {
      const read = await judged(text, source);
      if (!read.ok) throw new Error(`${source} has ${read.faults.length} faults`);
      const planned = await planOf(read.charter.charter, read.charter.sha256, null);
      const decision = await applyPlan({ charters, store, clock, onPlanned: seen.note })(planned.id, planned, read, by);
      if (!decision.ok) throw new Error(`not applied: ${decision.refusal.why}`);
      return decision.value;
    },
    finished: (run) => runs.finished(run.id),
    async seedExamples() {
      const inForce = await charters.inForce();
      if (inForce === null) return;
      await decisions.seed(inForce.charter);
      await seedActions(actions)(inForce.charter);
    },
    async close() {
      stopping.abort();
      await Promise.all([running?.stop(), bot?.sender.stop()]);
      await resuming;
      await microsoft.close();
      await data.close();
    },
  };
}
