// What Gouverne does and has done in the tenant: runs and their steps, what it made, and what it was told to keep. Each change of
// state is one transaction with what is remembered of it and its journal entry. Implements the committees' port ProvisioningStore.
import { and, asc, desc, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { ChannelKey, CommitteeId, EntraId, PersonId, TeamKey } from '../../shared/ids.ts';
import type { Account, Adoptions, RememberedChannel, RememberedTeam, TeamRole } from '../../features/committees/domain/found.ts';
import type { Step } from '../../features/committees/domain/step.ts';
import type { Adoption, PendingCreation, ProvisioningStore, RecordedStep, Remembering, Run, StepReason, StepState } from '../../features/committees/ports.ts';
import type { JournalEntry } from '../../features/journal/domain/entry.ts';
import { actor } from './charter-store.ts';
import { appendJournal } from './journal-store.ts';
import type { Data, Tx } from './open-data.ts';
import { actsOf, adoptedAct } from './provisioning-acts.ts';
import { account, adoption, messageLedger, provisioningRun, provisioningStep, workspaceResource } from './schema/index.ts';

type RunRow = typeof provisioningRun.$inferSelect;
type StepRow = typeof provisioningStep.$inferSelect;
type Resource = typeof workspaceResource.$inferSelect;
type People = Readonly<Record<string, TeamRole>>;
interface TeamDetails { readonly people?: People; readonly webUrl?: string | null; readonly archived?: boolean; readonly operation?: string; readonly nextCheckAt?: string }
interface ChannelDetails { readonly team: TeamKey; readonly people?: People; readonly webUrl?: string | null; readonly tabId?: string | null; readonly archived?: boolean }
interface RunPlan { readonly approved: readonly string[]; readonly only: readonly CommitteeId[] | null; readonly exact: boolean }
interface StepResult { readonly step: Step; readonly tookMs?: number }

/** A step that was settled without having been listed stands at the end. */
const LAST_ORDINAL = 100_000;
/** Older creations say little about how the service does today. */
const RECENT_CREATIONS = 20;

export function provisioningStore(data: Data, tenantId: string, job: string): ProvisioningStore {
  const { db } = data;
  const ofRun = (id: string) => and(eq(provisioningRun.tenantId, tenantId), eq(provisioningRun.id, id));
  const ofResource = (kind: Resource['kind'], key: string) => and(eq(workspaceResource.tenantId, tenantId), eq(workspaceResource.kind, kind), eq(workspaceResource.key, key));
  const open = and(eq(provisioningRun.tenantId, tenantId), isNull(provisioningRun.finishedAt));
  const resources = (kind: Resource['kind'], state: Resource['state']) => db.select().from(workspaceResource).where(and(eq(workspaceResource.tenantId, tenantId), eq(workspaceResource.kind, kind), eq(workspaceResource.state, state)));

  const there = { target: [workspaceResource.tenantId, workspaceResource.kind, workspaceResource.key] };
  const step = { target: [provisioningStep.tenantId, provisioningStep.runId, provisioningStep.stepId] };

  /** One statement for all that an answer taught us: a run writes between two batches, and a batch waits for nobody. */
  const remember = async (tx: Tx, all: readonly Remembering[], at: Date): Promise<void> => {
    const present = new Map<string, typeof workspaceResource.$inferInsert>();
    const note = (kind: 'team' | 'channel', key: string, graphId: string, name: string, details: object): void => {
      const before = present.get(`${kind}:${key}`);
      present.set(`${kind}:${key}`, { tenantId, kind, key, graphId, name, state: 'present', details: { ...(before?.details as object | undefined), ...details }, updatedAt: at });
    };
    for (const what of all) {
      for (const t of what.teams ?? []) note('team', t.key, t.id, t.name, defined({ people: t.people && Object.fromEntries(t.people), webUrl: t.webUrl, archived: t.archived }));
      for (const c of what.channels ?? []) note('channel', c.key, c.id, c.name, defined({ team: c.team, people: c.people && Object.fromEntries(c.people), webUrl: c.webUrl, tabId: c.tabId, archived: c.archived }));
    }
    if (present.size > 0) {
      await tx.insert(workspaceResource).values([...present.values()]).onConflictDoUpdate({
        ...there,
        // What is not said this time stays as it was said before; the address of a finished creation goes.
        set: { graphId: sql`excluded.graph_id`, name: sql`excluded.name`, state: 'present', intendedAt: null, updatedAt: at, details: sql`(coalesce(${workspaceResource.details}, '{}'::jsonb) - 'operation' - 'nextCheckAt') || excluded.details` },
      });
    }
    for (const { creation, creationGone } of all) {
      if (creation !== undefined) {
        const details: TeamDetails = { operation: creation.operation, nextCheckAt: creation.nextCheckAt.toISOString() };
        await tx.insert(workspaceResource).values({ tenantId, kind: 'team', key: creation.key, graphId: creation.id, name: creation.key, state: 'intended', intendedAt: creation.at, details, updatedAt: at })
          .onConflictDoUpdate({ ...there, set: { graphId: creation.id, state: 'intended', details, updatedAt: at } });
      }
      if (creationGone !== undefined) await tx.delete(workspaceResource).where(and(ofResource('team', creationGone), eq(workspaceResource.state, 'intended')));
    }
  };

  return {
    start: async ({ by, charterVersion, at, approved, only, exact, steps }) => {
      const outcome = await data.tx(async (tx) => {
        // One writer at a time decides whether a run may start: the unique index on open runs is the last word.
        const [running] = await tx.select().from(provisioningRun).where(open).limit(1);
        if (running !== undefined) return { ok: false, running: runOf(running) } as const;
        const plan: RunPlan = { approved: [...approved], only, exact };
        const [row] = await tx.insert(provisioningRun).values({ tenantId, id: randomUUID(), state: 'queued', startedBy: by, charterVersion, startedAt: at, counts: null, plan }).onConflictDoNothing().returning();
        if (row === undefined) return null;
        if (steps.length > 0) await tx.insert(provisioningStep).values(steps.map((step, i) => newStep(tenantId, row.id, step, i)));
        const signs = (sign: Step['sign']): number => steps.filter((s) => s.sign === sign).length;
        await appendJournal(tx, tenantId, [{ chain: 'reseau', at, by: actor(by), did: { act: 'plan-applied', run: row.id, charterVersion, create: signs('+'), change: signs('~'), archive: signs('-'), cannot: 0 } }]);
        // A key of its own: the job of the run before may be in a worker's hands a moment longer than its run, and would absorb this one.
        await data.enqueue(tx, { job, payload: { run: row.id }, key: row.id });
        return { ok: true, run: runOf(row) } as const;
      });
      if (outcome !== null) return outcome;
      const [running] = await db.select().from(provisioningRun).where(open).limit(1);
      if (running === undefined) throw new Error('a run was in the way and is gone: ask again');
      return { ok: false, running: runOf(running) };
    },
    async get(id) { const [row] = await db.select().from(provisioningRun).where(ofRun(id)); return row === undefined ? null : runOf(row); },
    async latest() { const [row] = await db.select().from(provisioningRun).where(eq(provisioningRun.tenantId, tenantId)).orderBy(desc(provisioningRun.startedAt)).limit(1); return row === undefined ? null : runOf(row); },
    async unfinished() { const [row] = await db.select().from(provisioningRun).where(open).limit(1); return row === undefined ? null : runOf(row); },
    async steps(runId) {
      const rows = await db.select().from(provisioningStep).where(and(eq(provisioningStep.tenantId, tenantId), eq(provisioningStep.runId, runId))).orderBy(asc(provisioningStep.ordinal), asc(provisioningStep.stepId));
      return rows.map(stepOf);
    },

    begin: (runId, steps, at) => data.tx(async (tx) => {
      await tx.update(provisioningRun).set({ state: 'running' }).where(ofRun(runId));
      if (steps.length === 0) return;
      const [last] = await tx.select({ n: sql<number>`coalesce(max(${provisioningStep.ordinal}), -1)::int` }).from(provisioningStep).where(and(eq(provisioningStep.tenantId, tenantId), eq(provisioningStep.runId, runId)));
      await tx.insert(provisioningStep)
        .values(steps.map((one, i) => ({ ...newStep(tenantId, runId, one, (last?.n ?? -1) + 1 + i), state: 'running' as const, attempts: 1, startedAt: at })))
        .onConflictDoUpdate({ ...step, set: { state: 'running', attempts: sql`${provisioningStep.attempts} + 1`, startedAt: at, retryAt: null, reason: null, result: sql`excluded.result` } });
      const creations = steps.filter((one) => one.do === 'create-team');
      if (creations.length === 0) return;
      // The intention outlives a crash; one that stands already keeps the moment of its request.
      await tx.insert(workspaceResource).values(creations.map(({ team }) => ({ tenantId, kind: 'team' as const, key: team, graphId: null, name: team, state: 'intended' as const, intendedAt: at, details: {}, updatedAt: at })))
        .onConflictDoUpdate({ ...there, set: { state: 'intended', graphId: null, intendedAt: at, details: {}, updatedAt: at }, setWhere: sql`${workspaceResource.state} <> 'intended'` });
    }),

    settle: (runId, outcomes, at) => data.tx(async (tx) => {
      const [run] = await tx.select().from(provisioningRun).where(ofRun(runId));
      const by = actor((run?.startedBy ?? null) as PersonId | null);
      // Of two outcomes of one step the later one counts.
      const rows = new Map(outcomes.map((outcome) => [outcome.step.id, { ...newStep(tenantId, runId, outcome.step, LAST_ORDINAL), ...stateColumns(outcome.state), finishedAt: at, result: { step: outcome.step, ...(outcome.remembering?.creationTookMs === undefined ? {} : { tookMs: outcome.remembering.creationTookMs }) } satisfies StepResult }]));
      await tx.insert(provisioningStep).values([...rows.values()])
        .onConflictDoUpdate({ ...step, set: { state: sql`excluded.state`, reason: sql`excluded.reason`, retryAt: sql`excluded.retry_at`, finishedAt: at, result: sql`excluded.result` } });
      await remember(tx, outcomes.flatMap(({ remembering }) => remembering ?? []), at);
      const entries = outcomes.flatMap((outcome) => actsOf(outcome).map(({ chain, did }): JournalEntry => ({ chain, did, at, by })));
      if (entries.length > 0) await appendJournal(tx, tenantId, entries);
    }),
    remember: (what, at) => data.tx((tx) => remember(tx, [what], at)),
    finish: (runId, state, at) => data.tx(async (tx) => {
      const [run] = await tx.update(provisioningRun).set({ state, finishedAt: at }).where(ofRun(runId)).returning();
      const states = await tx.select({ state: provisioningStep.state, n: sql<number>`count(*)::int` }).from(provisioningStep).where(and(eq(provisioningStep.tenantId, tenantId), eq(provisioningStep.runId, runId))).groupBy(provisioningStep.state);
      const count = (...of: StepRow['state'][]): number => states.filter((s) => of.includes(s.state)).reduce((sum, s) => sum + s.n, 0);
      if (state === 'done' || state === 'partial' || state === 'failed') {
        await appendJournal(tx, tenantId, [{ chain: 'reseau', at, by: actor((run?.startedBy ?? null) as PersonId | null), did: { act: 'run-finished', run: runId, state, done: count('done'), failed: count('failed', 'blocked') } }]);
      }
    }),

    async memory() {
      const [teams, channels] = await Promise.all([resources('team', 'present'), resources('channel', 'present')]);
      return {
        teams: new Map(teams.map((row): [TeamKey, RememberedTeam] => [row.key as TeamKey, { id: row.graphId ?? '', name: row.name, people: peopleOf(row) }])),
        channels: new Map(channels.map((row): [ChannelKey, RememberedChannel] => [row.key as ChannelKey, { id: row.graphId ?? '', name: row.name, tabId: (row.details as ChannelDetails | null)?.tabId ?? null, people: peopleOf(row) }])),
      };
    },
    async lastWrites() {
      const rows = await db.select({ team: provisioningStep.teamKey, at: sql<string>`max(greatest(${provisioningStep.startedAt}, ${provisioningStep.finishedAt}))` }).from(provisioningStep)
        .where(and(eq(provisioningStep.tenantId, tenantId), gte(provisioningStep.attempts, 1))).groupBy(provisioningStep.teamKey);
      return new Map(rows.map((row) => [row.team as TeamKey, new Date(row.at)]));
    },
    async pendingCreations() {
      return (await resources('team', 'intended')).map((row): PendingCreation => {
        const { operation, nextCheckAt } = (row.details ?? {}) as TeamDetails;
        const askedAt = row.intendedAt ?? row.updatedAt;
        return { key: row.key as TeamKey, askedAt, accepted: row.graphId === null ? null : { id: row.graphId, operation: operation ?? '', nextCheckAt: nextCheckAt === undefined ? askedAt : new Date(nextCheckAt) } };
      });
    },
    async usualCreationMs() {
      const recent = db.select({ took: sql<number>`(${provisioningStep.result}->>'tookMs')::float8`.as('took') }).from(provisioningStep)
        .where(and(eq(provisioningStep.tenantId, tenantId), eq(provisioningStep.kind, 'create-team'), eq(provisioningStep.state, 'done'), sql`(${provisioningStep.result}->>'tookMs')::float8 > 0`))
        .orderBy(desc(provisioningStep.finishedAt)).limit(RECENT_CREATIONS).as('recent');
      const [row] = await db.select({ usual: sql<number | null>`percentile_cont(0.8) within group (order by ${recent.took})` }).from(recent);
      return row?.usual ?? null;
    },
    async welcomed() {
      const rows = await db.select({ id: messageLedger.messageId }).from(messageLedger).where(and(eq(messageLedger.tenantId, tenantId), inArray(messageLedger.state, ['sent', 'unknown']), sql`${messageLedger.messageId} like 'welcome:%'`));
      return new Set(rows.map((row) => row.id.slice('welcome:'.length) as ChannelKey));
    },
    async knownAccounts(among) {
      const rows = await db.select().from(account).where(eq(account.tenantId, tenantId));
      const accounts = new Map(rows.map((row): [PersonId, Account] => [row.personId as PersonId, row.state === 'unknown' || row.entraId === null ? { is: 'unknown' } : { is: row.state, id: row.entraId as EntraId }]));
      const asked = among === undefined ? null : new Set<string>(among);
      const times = rows.filter((row) => asked?.has(row.personId) ?? true).map((row) => row.checkedAt.getTime());
      return { accounts, checkedAt: times.length === 0 ? null : new Date(Math.min(...times)) };
    },
    rememberAccounts: (accounts, at) => data.tx(async (tx) => {
      const rows = [...accounts].map(([personId, a]) => ({ tenantId, personId, state: a.is, entraId: a.is === 'unknown' ? null : a.id, checkedAt: at }));
      if (rows.length > 0) await tx.insert(account).values(rows).onConflictDoUpdate({ target: [account.tenantId, account.personId], set: { state: sql`excluded.state`, entraId: sql`excluded.entra_id`, checkedAt: at } });
    }),

    async adoptions() { return adoptionsOf((await db.select().from(adoption).where(eq(adoption.tenantId, tenantId)).orderBy(asc(adoption.adoptedAt))).map((row) => row.what as Adoption)); },
    adopt: (what, by, at) => data.tx(async (tx) => {
      await tx.insert(adoption).values({ tenantId, id: adoptionId(what), what, adoptedBy: by, adoptedAt: at }).onConflictDoUpdate({ target: [adoption.tenantId, adoption.id], set: { what, adoptedBy: by, adoptedAt: at } });
      // What is kept is from now on what we gave: who changes it again by hand is seen again.
      const place = placeOf(what);
      const here = ofResource(place.kind, place.key);
      const [before] = await tx.select({ name: workspaceResource.name }).from(workspaceResource).where(here);
      const kept = 'name' in what ? { name: what.name } : 'user' in what ? { details: peopleWith(what.user, 'role' in what ? what.role : null) } : null;
      if (kept !== null) await tx.update(workspaceResource).set({ ...kept, updatedAt: at }).where(here);
      const chain = 'committee' in what && what.committee !== null ? what.committee : 'reseau';
      await appendJournal(tx, tenantId, [{ chain, at, by: actor(by), did: adoptedAct(what, 'name' in what ? (before?.name ?? null) : null) }]);
    }),
  };
}

const peopleOf = (row: Resource): Map<EntraId, TeamRole> => new Map(Object.entries((row.details as TeamDetails | null)?.people ?? {}) as [EntraId, TeamRole][]);
const defined = (record: Readonly<Record<string, unknown>>): object => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

function runOf(row: RunRow): Run {
  const plan = row.plan as RunPlan;
  return { id: row.id, state: row.state, startedBy: row.startedBy as PersonId | null, charterVersion: row.charterVersion, startedAt: row.startedAt, finishedAt: row.finishedAt, approved: new Set(plan.approved), only: plan.only, exact: plan.exact };
}

const newStep = (tenantId: string, runId: string, step: Step, ordinal: number) => ({
  tenantId, runId, stepId: step.id, ordinal, teamKey: step.team, committeeId: step.committee, kind: step.do, target: step.channel ?? step.team, state: 'todo' as const, result: { step } satisfies StepResult,
});

const stateColumns = (state: StepState): Pick<StepRow, 'state' | 'reason' | 'retryAt'> => ({ state: state.is, reason: 'reason' in state ? state.reason : null, retryAt: state.is === 'retry' ? state.at : null });

function stepOf(row: StepRow): RecordedStep {
  const { step } = row.result as StepResult;
  const reason = row.reason as StepReason;
  const state: StepState = row.state === 'retry' ? { is: 'retry', at: row.retryAt ?? new Date(0), reason } : row.state === 'failed' || row.state === 'blocked' ? { is: row.state, reason } : { is: row.state };
  return { step, state, attempts: row.attempts, startedAt: row.startedAt };
}

/** A change in a private channel is a committee's, one in a team is nobody's. */
function placeOf(what: Adoption): { readonly kind: 'team' | 'channel'; readonly key: string } {
  switch (what.is) {
    case 'team-name': return { kind: 'team', key: what.team };
    case 'channel-name': case 'no-tab': return { kind: 'channel', key: what.channel };
    case 'extra-person': case 'absent-person': case 'role': return { kind: what.committee === null ? 'team' : 'channel', key: what.where };
    default: return what satisfies never;
  }
}

/** The remembered people with this one in that role, or without. */
const peopleWith = (user: EntraId, role: TeamRole | null) => {
  const people = sql`coalesce(${workspaceResource.details}->'people', '{}'::jsonb)`;
  const changed = role === null ? sql`${people} - ${user}::text` : sql`${people} || jsonb_build_object(${user}::text, ${role}::text)`;
  return sql`jsonb_set(coalesce(${workspaceResource.details}, '{}'::jsonb), '{people}', ${changed})`;
};

function adoptionId(what: Adoption): string {
  switch (what.is) {
    case 'team-name': return `team-name:${what.team}`;
    case 'channel-name': return `channel-name:${what.channel}`;
    case 'no-tab': return `no-tab:${what.channel}`;
    case 'extra-person': case 'absent-person': case 'role': return `person:${what.where}:${what.user}`;
    default: return what satisfies never;
  }
}

function adoptionsOf(all: readonly Adoption[]): Adoptions {
  const found = { teamNames: new Map<TeamKey, string>(), channelNames: new Map<ChannelKey, string>(), withoutTab: new Set<ChannelKey>(), extraPeople: new Map<string, Map<EntraId, TeamRole>>(), absentPeople: new Map<string, Set<EntraId>>(), roles: new Map<string, Map<EntraId, 'owner' | 'member'>>() };
  const at = <K, V>(map: Map<K, V>, key: K, make: () => V): V => { const value = map.get(key) ?? make(); map.set(key, value); return value; };
  for (const what of all) {
    switch (what.is) {
      case 'team-name': found.teamNames.set(what.team, what.name); break;
      case 'channel-name': found.channelNames.set(what.channel, what.name); break;
      case 'no-tab': found.withoutTab.add(what.channel); break;
      case 'extra-person': at(found.extraPeople, what.where, () => new Map<EntraId, TeamRole>()).set(what.user, what.role); break;
      case 'absent-person': at(found.absentPeople, what.where, () => new Set<EntraId>()).add(what.user); break;
      case 'role': at(found.roles, what.where, () => new Map<EntraId, 'owner' | 'member'>()).set(what.user, what.role); break;
      default: what satisfies never;
    }
  }
  return found;
}

