// What Gouverne does in the tenant and remembers of it, on both engines: runs and steps, teams and channels, accounts, adoptions,
// and the journal entries that come into being with them or not at all.
import { describe, expect, it } from '@jest/globals';
import { and, eq } from 'drizzle-orm';
import { journalStore, sha256 } from '../../src/adapters/store/journal-store.ts';
import type { Data } from '../../src/adapters/store/open-data.ts';
import { provisioningStore } from '../../src/adapters/store/provisioning-store.ts';
import { messageLedger, workspaceResource } from '../../src/adapters/store/schema/index.ts';
import type { Account } from '../../src/features/committees/domain/found.ts';
import type { Step } from '../../src/features/committees/domain/step.ts';
import type { Adoption, Outcome, ProvisioningStore, StepReason, StepState } from '../../src/features/committees/ports.ts';
import { verifyJournal } from '../../src/features/journal/use-cases/verify-journal.ts';
import { channelKey, committeeId, personId, teamKey, type PersonId } from '../../src/shared/ids.ts';
import { ANA, aStep, BEN, FURTHER, member, OPEN, outsider, owner, PRIVATE, STRANGER, TEAM } from '../support/step-builder.ts';
import { MemoryProvisioningStore } from '../support/memory-provisioning-store.ts';
import { everythingTwice, refusing } from '../support/store-mishaps.ts';
import type { StoreInTest } from '../support/stores.ts';
import { everyStore } from '../support/stores.ts';

const JOB = 'provision';
const NOON = new Date('2027-01-07T17:00:00.000Z');
const later = (seconds: number): Date => new Date(NOON.getTime() + seconds * 1000);
const COORD = personId('per-coord');
const OTHER_TEAM = teamKey('rqt-territoire');
const DONE: StepState = { is: 'done' };
const REASON: StepReason = { kind: 'throttled', code: 'TooManyRequests', message: 'Trop de demandes, « réessayer »' };
const done = (step: Step, remembering?: Outcome['remembering']): Outcome => ({ step, state: DONE, ...(remembering === undefined ? {} : { remembering }) });

const suite = (store: StoreInTest): void => {
  // Each test has a tenant of its own: they share one database, as tenants do.
  let tenants = 0;
  const newTenant = () => `work-${(tenants += 1)}`;
  const open = (tenant: string, data: Data = store.data) => provisioningStore(data, tenant, JOB);
  const start = (of: ProvisioningStore, more: Partial<Parameters<ProvisioningStore['start']>[0]> = {}) =>
    of.start({ by: null, charterVersion: 1, at: NOON, approved: new Set(), only: null, exact: false, steps: [], ...more });
  const aRun = async (of: ProvisioningStore, more: Parameters<typeof start>[1] = {}) => {
    const started = await start(of, more);
    if (!started.ok) throw new Error('another run is unfinished');
    return started.run;
  };
  const journal = async (tenant: string) => (await journalStore(store.data.db).newest(tenant, { chains: 'all', before: null, limit: 200 }));
  const acts = async (tenant: string) => (await journal(tenant)).map(({ chain, act }) => `${chain} ${act}`).sort();
  const jobs = async (run: string) => (await store.data.boss.findJobs<{ run: string }>(JOB)).filter((job) => job.data.run === run);

  describe('a run', () => {
    it('begins queued, as it was asked for, with its steps to do, its entry and its job', async () => {
      const tenant = newTenant();
      const of = open(tenant);
      const steps = [aStep('create-team'), aStep('add-members'), aStep('rename-channel'), aStep('archive-channel')];
      const run = await aRun(of, { by: COORD, charterVersion: 7, approved: new Set(['a', 'b']), only: [committeeId('cncot')], exact: true, steps });
      expect(run).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), state: 'queued', startedBy: COORD, charterVersion: 7, startedAt: NOON, finishedAt: null, approved: new Set(['a', 'b']), only: ['cncot'], exact: true });
      expect(await of.get(run.id)).toEqual(run);
      expect(await of.steps(run.id)).toEqual(steps.map((step) => ({ step, state: { is: 'todo' }, attempts: 0, startedAt: null })));
      expect(await journal(tenant)).toEqual([expect.objectContaining({ chain: 'reseau', act: 'plan-applied', at: NOON, by: { kind: 'person', id: COORD }, facts: { run: run.id, charterVersion: 7, create: 2, change: 1, archive: 1, cannot: 0 } })]);
      expect((await jobs(run.id)).map((job) => job.state)).toEqual(['created']);
    });

    it('is Gouverne’s own when nobody asked, and of the whole network when nothing was named', async () => {
      const tenant = newTenant();
      const run = await aRun(open(tenant));
      expect(run).toMatchObject({ startedBy: null, only: null, exact: false });
      expect((await journal(tenant))[0]?.by).toEqual({ kind: 'gouverne' });
    });

    it('is refused while another is unfinished, which is named', async () => {
      const tenant = newTenant();
      const of = open(tenant);
      const first = await aRun(of);
      expect(await start(of)).toEqual({ ok: false, running: first });
      await of.begin(first.id, [], later(1));
      expect(await start(of)).toMatchObject({ ok: false, running: { id: first.id, state: 'running' } });
      expect(await acts(tenant)).toEqual(['reseau plan-applied']);
    });

    it('is given to exactly one of twenty who ask at once, and the others hear which', async () => {
      const tenant = newTenant();
      const answers = await Promise.all(Array.from({ length: 20 }, () => start(open(tenant), { steps: [aStep('create-team')] })));
      const won = answers.flatMap((answer) => (answer.ok ? [answer.run.id] : []));
      expect(won).toHaveLength(1);
      expect(new Set(answers.map((answer) => (answer.ok ? answer.run.id : answer.running.id)))).toEqual(new Set(won));
      expect(await acts(tenant)).toEqual(['reseau plan-applied']);
      expect(await jobs(won[0]!)).toHaveLength(1);
    });

    it('that follows another at once has its own job, although the other’s is not put away yet', async () => {
      const of = open(newTenant());
      await store.data.boss.deleteAllJobs();
      const first = await aRun(of);
      // A worker has the job in hand, and the run is finished before the job is.
      expect(await store.data.boss.fetch(JOB)).toMatchObject([{ data: { run: first.id } }]);
      await of.finish(first.id, 'done', later(1));
      const second = await aRun(of, { at: later(2) });
      expect((await jobs(second.id)).map((job) => job.state)).toEqual(['created']);
    });

    it('is told from another tenant’s, which does not stand in its way', async () => {
      const [one, two] = [newTenant(), newTenant()];
      const first = await aRun(open(one));
      const second = await aRun(open(two));
      expect(await open(two).get(first.id)).toBeNull();
      expect((await open(one).latest())?.id).toBe(first.id);
      expect(await jobs(first.id)).toHaveLength(1);
      expect(await jobs(second.id)).toHaveLength(1);
    });

    it('ends as it ended, with how much was done and what was not', async () => {
      const tenant = newTenant();
      const of = open(tenant);
      const [team, people, tab] = [aStep('create-team'), aStep('add-members'), aStep('add-tab')];
      const run = await aRun(of, { by: COORD, steps: [team, people, tab] });
      await of.settle(run.id, [done(team), { step: people, state: { is: 'failed', reason: REASON } }, { step: tab, state: { is: 'blocked', reason: REASON } }], later(1));
      await of.finish(run.id, 'partial', later(2));
      expect(await of.get(run.id)).toMatchObject({ state: 'partial', finishedAt: later(2) });
      expect(await of.unfinished()).toBeNull();
      expect((await journal(tenant))[0]).toMatchObject({ chain: 'reseau', act: 'run-finished', at: later(2), by: { kind: 'person', id: COORD }, facts: { run: run.id, state: 'partial', done: 1, failed: 2 } });
    });

    it('that is unknown is nothing, and the latest is the one that began last', async () => {
      const of = open(newTenant());
      expect([await of.get('run-x'), await of.latest(), await of.unfinished(), await of.steps('run-x')]).toEqual([null, null, null, []]);
      const first = await aRun(of);
      await of.finish(first.id, 'failed', later(1));
      const second = await aRun(of, { at: later(5) });
      expect((await of.latest())?.id).toBe(second.id);
      expect((await of.unfinished())?.id).toBe(second.id);
      await of.finish(second.id, 'done', later(6));
      expect(await of.latest()).toMatchObject({ id: second.id, state: 'done' });
    });
  });

  describe('the steps of a run', () => {
    it('are under way from their beginning, counted at each try, and stay in the order of the plan', async () => {
      const of = open(newTenant());
      const [one, two, three] = [aStep('install-app'), aStep('rename-channel'), aStep('add-tab')];
      const run = await aRun(of, { steps: [one, two, three] });
      await of.begin(run.id, [three], later(1));
      await of.begin(run.id, [one, three], later(2));
      expect((await of.get(run.id))?.state).toBe('running');
      expect(await of.steps(run.id)).toEqual([
        { step: one, state: { is: 'running' }, attempts: 1, startedAt: later(2) },
        { step: two, state: { is: 'todo' }, attempts: 0, startedAt: null },
        { step: three, state: { is: 'running' }, attempts: 2, startedAt: later(2) },
      ]);
    });

    it('that the plan did not have come after those that it had', async () => {
      const of = open(newTenant());
      const run = await aRun(of, { steps: [aStep('install-app')] });
      await of.begin(run.id, [aStep('rename-team'), aStep('add-tab')], later(1));
      await of.settle(run.id, [{ step: aStep('welcome'), state: { is: 'blocked', reason: REASON } }], later(2));
      await of.begin(run.id, [aStep('rename-channel')], later(3));
      expect((await of.steps(run.id)).map(({ step }) => step.do)).toEqual(['install-app', 'rename-team', 'add-tab', 'welcome', 'rename-channel']);
    });

    it('keep what they are after the latest reading, so that a bulk begun again adds only who is missing', async () => {
      const of = open(newTenant());
      const run = await aRun(of, { steps: [aStep('add-members')] });
      const fewer = aStep('add-members', { people: [member] });
      await of.begin(run.id, [fewer], later(1));
      expect((await of.steps(run.id))[0]?.step).toEqual(fewer);
    });

    it.each<[string, StepState]>([
      ['done', DONE],
      ['waiting for a second try, with when and why', { is: 'retry', at: later(30), reason: REASON }],
      ['failed, with why', { is: 'failed', reason: REASON }],
      ['blocked, with why', { is: 'blocked', reason: { kind: 'blocked', code: '', message: 'stands on a step that failed' } }],
    ])('are settled as %s', async (_how, state) => {
      const of = open(newTenant());
      const step = aStep('install-app');
      const run = await aRun(of, { steps: [step] });
      await of.begin(run.id, [step], later(1));
      await of.settle(run.id, [{ step, state }], later(2));
      expect(await of.steps(run.id)).toEqual([{ step, state, attempts: 1, startedAt: later(1) }]);
    });

    it('lose their reason when they are tried again and done', async () => {
      const of = open(newTenant());
      const step = aStep('install-app');
      const run = await aRun(of, { steps: [step] });
      await of.begin(run.id, [step], later(1));
      await of.settle(run.id, [{ step, state: { is: 'retry', at: later(3), reason: REASON } }], later(2));
      await of.begin(run.id, [step], later(3));
      expect(await of.steps(run.id)).toEqual([{ step, state: { is: 'running' }, attempts: 2, startedAt: later(3) }]);
      await of.settle(run.id, [done(step)], later(4));
      expect((await of.steps(run.id))[0]?.state).toEqual(DONE);
    });

    it('count by their later outcome when two arrive together', async () => {
      const of = open(newTenant());
      const step = aStep('install-app');
      const run = await aRun(of, { steps: [step] });
      await of.settle(run.id, [{ step, state: { is: 'failed', reason: REASON } }, done(step)], later(1));
      expect((await of.steps(run.id))[0]?.state).toEqual(DONE);
    });

    it('are there for whoever takes the run up after a crash, with what was under way', async () => {
      const tenant = newTenant();
      const [one, two] = [aStep('create-team'), aStep('add-members')];
      const run = await aRun(open(tenant), { steps: [one, two], approved: new Set([one.id]) });
      await open(tenant).begin(run.id, [one], later(1));
      // Another process: nothing but the data is left.
      const next = open(tenant);
      expect(await next.unfinished()).toMatchObject({ id: run.id, state: 'running', approved: new Set([one.id]) });
      expect((await next.steps(run.id)).map(({ step, state, attempts }) => [step.do, state.is, attempts])).toEqual([['create-team', 'running', 1], ['add-members', 'todo', 0]]);
      expect((await next.pendingCreations()).map(({ key, accepted }) => [key, accepted])).toEqual([[TEAM, null]]);
    });

    it('tell when each team was last written to, which steps that never began do not', async () => {
      const of = open(newTenant());
      const [begun, settled, never] = [aStep('install-app'), aStep('install-app', { id: 'install-app:2', team: OTHER_TEAM }), aStep('install-app', { id: 'install-app:3', team: teamKey('rqt-jamais') })];
      const run = await aRun(of, { steps: [begun, settled, never] });
      await of.begin(run.id, [begun, settled], later(10));
      await of.settle(run.id, [done(settled), { step: never, state: { is: 'blocked', reason: REASON } }], later(20));
      expect(await of.lastWrites()).toEqual(new Map([[TEAM, later(10)], [OTHER_TEAM, later(20)]]));
      await of.finish(run.id, 'partial', later(21));
      const next = await aRun(of, { at: later(30) });
      await of.begin(next.id, [begun], later(30));
      expect((await of.lastWrites()).get(TEAM)).toEqual(later(30));
    });
  });

  describe('what it remembers', () => {
    const team = { key: TEAM, id: 'g-1', name: 'RQT - CNCOT' };
    const channel = { key: OPEN, team: TEAM, id: '19:a@thread.tacv2', name: 'Séances' };

    it('is nothing at first', async () => {
      const of = open(newTenant());
      expect(await of.memory()).toEqual({ teams: new Map(), channels: new Map() });
      expect([await of.lastWrites(), await of.pendingCreations(), await of.usualCreationMs(), await of.welcomed(), await of.knownAccounts()]).toEqual([new Map(), [], null, new Set(), { accounts: new Map(), checkedAt: null }]);
    });

    it('is each team and channel with its id, the name it was given, its tab and its people', async () => {
      const of = open(newTenant());
      await of.remember({ teams: [{ ...team, webUrl: 'https://teams', people: new Map([[ANA, 'owner'], [BEN, 'member']]) }], channels: [{ ...channel, tabId: 'tab-1', webUrl: null }, { key: PRIVATE, team: TEAM, id: '19:b@thread.tacv2', name: '123', people: new Map([[STRANGER, 'guest']]) }] }, NOON);
      expect(await of.memory()).toEqual({
        teams: new Map([[TEAM, { id: 'g-1', name: 'RQT - CNCOT', people: new Map([[ANA, 'owner'], [BEN, 'member']]) }]]),
        channels: new Map([[OPEN, { id: '19:a@thread.tacv2', name: 'Séances', tabId: 'tab-1', people: new Map() }], [PRIVATE, { id: '19:b@thread.tacv2', name: '123', tabId: null, people: new Map([[STRANGER, 'guest']]) }]]),
      });
    });

    it('keeps what is not said again, and forgets what is said to be gone', async () => {
      const of = open(newTenant());
      await of.remember({ teams: [{ ...team, people: new Map([[ANA, 'owner']]) }], channels: [{ ...channel, tabId: 'tab-1', people: new Map([[ANA, 'owner']]) }] }, NOON);
      await of.remember({ teams: [{ ...team, name: 'RQT - Autre' }], channels: [{ ...channel, name: 'Rencontres' }] }, later(1));
      const { teams, channels } = await of.memory();
      expect(teams.get(TEAM)).toEqual({ id: 'g-1', name: 'RQT - Autre', people: new Map([[ANA, 'owner']]) });
      expect(channels.get(OPEN)).toEqual({ id: channel.id, name: 'Rencontres', tabId: 'tab-1', people: new Map([[ANA, 'owner']]) });
      await of.remember({ teams: [{ ...team, people: new Map([[BEN, 'member']]) }], channels: [{ ...channel, tabId: null }] }, later(2));
      const after = await of.memory();
      expect(after.teams.get(TEAM)?.people).toEqual(new Map([[BEN, 'member']]));
      expect(after.channels.get(OPEN)?.tabId).toBeNull();
    });

    it('joins what the steps of one moment each say of the same thing', async () => {
      const of = open(newTenant());
      const run = await aRun(of);
      await of.settle(run.id, [
        done(aStep('create-channel'), { channels: [{ ...channel, people: new Map([[ANA, 'owner']]), tabId: null }] }),
        done(aStep('add-tab'), { channels: [{ ...channel, tabId: 'tab-1' }] }),
      ], NOON);
      expect((await of.memory()).channels.get(OPEN)).toEqual({ id: channel.id, name: 'Séances', tabId: 'tab-1', people: new Map([[ANA, 'owner']]) });
    });

    it('is each tenant’s own, under the same keys', async () => {
      const [one, two] = [open(newTenant()), open(newTenant())];
      await one.remember({ teams: [team] }, NOON);
      await two.remember({ teams: [{ ...team, id: 'g-2' }] }, NOON);
      await two.remember({ creation: { key: OTHER_TEAM, id: 'g-3', operation: 'o', at: NOON, nextCheckAt: NOON } }, NOON);
      await one.rememberAccounts(new Map([[COORD, { is: 'known', id: ANA }]]), NOON);
      await one.adopt({ is: 'team-name', team: TEAM, name: 'X' }, COORD, NOON);
      expect((await one.memory()).teams.get(TEAM)?.id).toBe('g-1');
      expect((await two.memory()).teams.get(TEAM)).toMatchObject({ id: 'g-2', name: 'RQT - CNCOT' });
      expect([await one.pendingCreations(), (await two.knownAccounts()).accounts, (await two.adoptions()).teamNames]).toEqual([[], new Map(), new Map()]);
    });
  });

  describe('a team being created', () => {
    const creation = (more: object = {}) => ({ key: TEAM, id: 'g-1', operation: '/teams(\'g-1\')/operations(\'o\')', at: NOON, nextCheckAt: later(6), ...more });
    const accepted = { id: 'g-1', operation: creation().operation, nextCheckAt: later(6) };

    it('is noted before it is asked for, and not yet part of memory', async () => {
      const of = open(newTenant());
      const run = await aRun(of);
      await of.begin(run.id, [aStep('create-team')], NOON);
      expect(await of.pendingCreations()).toEqual([{ key: TEAM, askedAt: NOON, accepted: null }]);
      expect((await of.memory()).teams).toEqual(new Map());
    });

    it('keeps the moment of its request when it is begun again', async () => {
      const of = open(newTenant());
      const run = await aRun(of);
      await of.begin(run.id, [aStep('create-team')], NOON);
      await of.begin(run.id, [aStep('create-team')], later(60));
      expect(await of.pendingCreations()).toEqual([{ key: TEAM, askedAt: NOON, accepted: null }]);
    });

    it('has the address of its operation once it was accepted, and the moment of its next look', async () => {
      const of = open(newTenant());
      const run = await aRun(of);
      await of.begin(run.id, [aStep('create-team')], NOON);
      await of.remember({ creation: creation({ at: later(1) }) }, later(1));
      expect(await of.pendingCreations()).toEqual([{ key: TEAM, askedAt: NOON, accepted }]);
      await of.remember({ creation: creation({ nextCheckAt: later(37) }) }, later(6));
      // A restart in between begins the step anew, and knows both.
      await of.begin(run.id, [aStep('create-team')], later(10));
      expect(await of.pendingCreations()).toEqual([{ key: TEAM, askedAt: NOON, accepted: { ...accepted, nextCheckAt: later(37) } }]);
    });

    it('found by its mark alone has no operation', async () => {
      const of = open(newTenant());
      await of.remember({ creation: creation({ operation: '' }) }, NOON);
      expect(await of.pendingCreations()).toEqual([{ key: TEAM, askedAt: NOON, accepted: { ...accepted, operation: '' } }]);
    });

    it('is a team like any other once it stands, and no longer pending', async () => {
      const tenant = newTenant();
      const of = open(tenant);
      const run = await aRun(of);
      await of.begin(run.id, [aStep('create-team')], NOON);
      await of.remember({ creation: creation() }, later(1));
      await of.settle(run.id, [done(aStep('create-team'), { teams: [{ key: TEAM, id: 'g-1', name: 'RQT - CNCOT', people: new Map([[ANA, 'owner']]) }], creationTookMs: 5000 })], later(7));
      expect(await of.pendingCreations()).toEqual([]);
      expect((await of.memory()).teams.get(TEAM)).toEqual({ id: 'g-1', name: 'RQT - CNCOT', people: new Map([[ANA, 'owner']]) });
      const [row] = await store.data.db.select({ details: workspaceResource.details, intendedAt: workspaceResource.intendedAt }).from(workspaceResource).where(and(eq(workspaceResource.tenantId, tenant), eq(workspaceResource.key, TEAM)));
      expect(row).toEqual({ details: { people: { [ANA]: 'owner' } }, intendedAt: null });
    });

    it('is forgotten when nothing came of it; a team that stands is not', async () => {
      const of = open(newTenant());
      const run = await aRun(of);
      await of.begin(run.id, [aStep('create-team')], NOON);
      await of.remember({ teams: [{ key: OTHER_TEAM, id: 'g-2', name: 'X' }], creationGone: TEAM }, later(1));
      await of.remember({ creationGone: OTHER_TEAM }, later(2));
      expect(await of.pendingCreations()).toEqual([]);
      expect([...(await of.memory()).teams.keys()]).toEqual([OTHER_TEAM]);
    });

    it('anew, after somebody deleted it, is asked for now and no longer the one that was', async () => {
      const of = open(newTenant());
      const run = await aRun(of);
      await of.remember({ teams: [{ key: TEAM, id: 'g-old', name: 'RQT - CNCOT', people: new Map([[BEN, 'member']]) }] }, NOON);
      await of.begin(run.id, [aStep('create-team', { drift: true })], later(60));
      expect(await of.pendingCreations()).toEqual([{ key: TEAM, askedAt: later(60), accepted: null }]);
      expect((await of.memory()).teams).toEqual(new Map());
      await of.settle(run.id, [done(aStep('create-team'), { teams: [{ key: TEAM, id: 'g-new', name: 'RQT - CNCOT' }] })], later(66));
      expect((await of.memory()).teams.get(TEAM)).toEqual({ id: 'g-new', name: 'RQT - CNCOT', people: new Map() });
    });

    it('takes as long as four of five of the last twenty took at most', async () => {
      const tenant = newTenant();
      const of = open(tenant);
      const create = async (ms: readonly (number | undefined)[], from: number) => {
        const run = await aRun(of, { at: later(from) });
        for (const [n, tookMs] of ms.entries()) await of.settle(run.id, [done(aStep('create-team', { id: `create-team:${n}`, team: teamKey(`t-${n}`) }), tookMs === undefined ? {} : { creationTookMs: tookMs })], later(from + n));
        await of.finish(run.id, 'done', later(from + 100));
      };
      await create([1000, 2000, 3000, 4000, 5000, 60_000], 0);
      expect(await of.usualCreationMs()).toBe(5000);
      // One that was found by its mark tells nothing of how long it took, nor does one of which nothing is known.
      await create([0, undefined], 1000);
      expect(await of.usualCreationMs()).toBe(5000);
      await create(Array.from({ length: 20 }, () => 800), 2000);
      expect(await of.usualCreationMs()).toBe(800);
      expect(await open(newTenant()).usualCreationMs()).toBeNull();
    });

    it('that failed says nothing of how long one takes', async () => {
      const of = open(newTenant());
      const run = await aRun(of);
      await of.settle(run.id, [{ step: aStep('create-team'), state: { is: 'failed', reason: REASON }, remembering: { creationTookMs: 90_000 } }], NOON);
      expect(await of.usualCreationMs()).toBeNull();
    });
  });

  describe('channels that were welcomed', () => {
    it('are those to which the card went, or may have gone', async () => {
      const [tenant, other] = [newTenant(), newTenant()];
      const card = (messageId: string, state: 'intended' | 'sent' | 'failed' | 'unknown', tenantId = tenant) => ({ tenantId, messageId, recipient: '19:a@thread.tacv2', state, at: NOON });
      await store.data.tx(async (tx) => {
        await tx.insert(messageLedger).values([card('welcome:cncot', 'sent'), card('welcome:cnccs', 'unknown'), card('welcome:cdm', 'intended'), card('welcome:ctcot', 'failed'), card('reminder:cncot/suivis', 'sent'), card('welcome:ailleurs', 'sent', other)]);
      });
      expect(await open(tenant).welcomed()).toEqual(new Set(['cncot', 'cnccs']));
    });
  });

  describe('accounts', () => {
    const known = (id: string): Account => ({ is: 'known', id: id as typeof ANA });
    it('are kept as the directory told them, each told again with what is new', async () => {
      const of = open(newTenant());
      const [ana, ben, cleo] = ['per-ana', 'per-ben', 'per-cleo'].map(personId) as [PersonId, PersonId, PersonId];
      await of.rememberAccounts(new Map<PersonId, Account>([[ana, known(ANA)], [ben, { is: 'unknown' }], [cleo, { is: 'disabled', id: BEN }]]), NOON);
      expect(await of.knownAccounts()).toEqual({ accounts: new Map<PersonId, Account>([[ana, known(ANA)], [ben, { is: 'unknown' }], [cleo, { is: 'disabled', id: BEN }]]), checkedAt: NOON });
      await of.rememberAccounts(new Map<PersonId, Account>([[ana, { is: 'unknown' }], [ben, known(STRANGER)], [cleo, known(BEN)]]), later(60));
      expect(await of.knownAccounts()).toEqual({ accounts: new Map<PersonId, Account>([[ana, { is: 'unknown' }], [ben, known(STRANGER)], [cleo, known(BEN)]]), checkedAt: later(60) });
    });
    it('are as old as the one that was looked up longest ago', async () => {
      const of = open(newTenant());
      await of.rememberAccounts(new Map([[personId('per-ana'), known(ANA)], [personId('per-ben'), known(BEN)]]), NOON);
      await of.rememberAccounts(new Map([[personId('per-ana'), known(ANA)]]), later(3600));
      expect((await of.knownAccounts()).checkedAt).toEqual(NOON);
    });
    it('are not made old by somebody who left the charter', async () => {
      const of = open(newTenant());
      await of.rememberAccounts(new Map([[personId('per-ana'), known(ANA)], [personId('per-ben'), known(BEN)]]), NOON);
      await of.rememberAccounts(new Map([[personId('per-ana'), known(ANA)]]), later(3600));
      const { accounts, checkedAt } = await of.knownAccounts([personId('per-ana'), personId('per-nobody')]);
      expect(checkedAt).toEqual(later(3600));
      // The journal still has to tell whose account it was.
      expect(accounts.get(personId('per-ben'))).toEqual(known(BEN));
      expect((await of.knownAccounts([])).checkedAt).toBeNull();
    });
    it('of nobody is nothing to write', async () => {
      const of = open(newTenant());
      await of.rememberAccounts(new Map(), NOON);
      expect((await of.knownAccounts()).checkedAt).toBeNull();
    });
  });

  describe('a change made by hand that is kept', () => {
    const CNCOT = committeeId('cncot');
    const EACH: readonly [Adoption, chain: string, facts: object, before: unknown, after: unknown, kept: object][] = [
      [{ is: 'team-name', team: TEAM, name: 'Notre équipe' }, 'reseau', { change: 'name', place: TEAM, person: null }, 'RQT - CNCOT', 'Notre équipe', { teamNames: new Map([[TEAM, 'Notre équipe']]) }],
      [{ is: 'channel-name', channel: OPEN, committee: CNCOT, name: 'Rencontres' }, 'cncot', { change: 'name', place: OPEN, person: null }, 'Séances', 'Rencontres', { channelNames: new Map([[OPEN, 'Rencontres']]) }],
      [{ is: 'no-tab', channel: FURTHER, committee: CNCOT }, 'cncot', { change: 'tab', place: FURTHER, person: null }, null, null, { withoutTab: new Set([FURTHER]) }],
      [{ is: 'extra-person', where: TEAM, committee: null, user: STRANGER, role: 'guest' }, 'reseau', { change: 'person-added', place: TEAM, person: STRANGER }, null, 'guest', { extraPeople: new Map([[TEAM, new Map([[STRANGER, 'guest']])]]) }],
      [{ is: 'extra-person', where: PRIVATE, committee: committeeId('loc-chum'), user: STRANGER, role: 'guest' }, 'loc-chum', { change: 'person-added', place: PRIVATE, person: STRANGER }, null, 'guest', { extraPeople: new Map([[PRIVATE, new Map([[STRANGER, 'guest']])]]) }],
      [{ is: 'absent-person', where: PRIVATE, committee: committeeId('loc-chum'), user: BEN }, 'loc-chum', { change: 'person-removed', place: PRIVATE, person: BEN }, null, null, { absentPeople: new Map([[PRIVATE, new Set([BEN])]]) }],
      [{ is: 'role', where: TEAM, committee: null, user: BEN, role: 'owner' }, 'reseau', { change: 'role', place: TEAM, person: BEN }, null, 'owner', { roles: new Map([[TEAM, new Map([[BEN, 'owner']])]]) }],
    ];
    const none = { teamNames: new Map(), channelNames: new Map(), withoutTab: new Set(), extraPeople: new Map(), absentPeople: new Map(), roles: new Map() };
    const standing = async (tenant: string) => {
      const of = open(tenant);
      await of.remember({ teams: [{ key: TEAM, id: 'g-1', name: 'RQT - CNCOT' }], channels: [{ key: OPEN, team: TEAM, id: 'c-1', name: 'Séances' }] }, NOON);
      return of;
    };

    it.each(EACH)('%j is part of what is wanted from then on, and stands in the journal of %s', async (adoption, chain, facts, before, after, kept) => {
      const tenant = newTenant();
      const of = await standing(tenant);
      expect(await of.adoptions()).toEqual(none);
      await of.adopt(adoption, COORD, later(1));
      expect(await of.adoptions()).toEqual({ ...none, ...kept });
      expect(await journal(tenant)).toEqual([expect.objectContaining({ chain, act: 'drift-adopted', at: later(1), by: { kind: 'person', id: COORD }, facts, before, after })]);
    });

    it('if it is a name, is from then on the name that was given', async () => {
      const of = await standing(newTenant());
      await of.adopt({ is: 'team-name', team: TEAM, name: 'Notre équipe' }, COORD, later(1));
      await of.adopt({ is: 'channel-name', channel: OPEN, committee: CNCOT, name: 'Rencontres' }, COORD, later(1));
      const { teams, channels } = await of.memory();
      expect([teams.get(TEAM)?.name, channels.get(OPEN)?.name]).toEqual(['Notre équipe', 'Rencontres']);
    });

    it('if it is a person’s place, is from then on the place that was given', async () => {
      const of = open(newTenant());
      const people = new Map([[ANA, 'owner'], [BEN, 'member']] as const);
      await of.remember({ teams: [{ key: TEAM, id: 'g-1', name: 'RQT - CNCOT', webUrl: 'https://teams', people }], channels: [{ key: PRIVATE, team: TEAM, id: 'c-9', name: 'GLT', tabId: 'tab-9', people }, { key: OPEN, team: TEAM, id: 'c-1', name: 'Séances' }] }, NOON);
      await of.adopt({ is: 'extra-person', where: TEAM, committee: null, user: STRANGER, role: 'guest' }, COORD, later(1));
      await of.adopt({ is: 'role', where: TEAM, committee: null, user: BEN, role: 'owner' }, COORD, later(1));
      await of.adopt({ is: 'absent-person', where: PRIVATE, committee: committeeId('loc-chum'), user: ANA }, COORD, later(1));
      await of.adopt({ is: 'extra-person', where: PRIVATE, committee: committeeId('loc-chum'), user: STRANGER, role: 'guest' }, COORD, later(1));
      await of.adopt({ is: 'extra-person', where: OPEN, committee: CNCOT, user: STRANGER, role: 'member' }, COORD, later(1));
      const { teams, channels } = await of.memory();
      expect(teams.get(TEAM)).toEqual({ id: 'g-1', name: 'RQT - CNCOT', people: new Map([[ANA, 'owner'], [BEN, 'owner'], [STRANGER, 'guest']]) });
      expect(channels.get(PRIVATE)).toEqual({ id: 'c-9', name: 'GLT', tabId: 'tab-9', people: new Map([[BEN, 'member'], [STRANGER, 'guest']]) });
      expect(channels.get(OPEN)?.people).toEqual(new Map([[STRANGER, 'member']]));
    });

    it('gives way to the next one of the same thing, and to another decision on the same person', async () => {
      const tenant = newTenant();
      const of = await standing(tenant);
      for (const name of ['Un', 'Deux']) await of.adopt({ is: 'channel-name', channel: OPEN, committee: CNCOT, name }, COORD, later(1));
      await of.adopt({ is: 'extra-person', where: TEAM, committee: null, user: BEN, role: 'member' }, COORD, later(2));
      await of.adopt({ is: 'absent-person', where: TEAM, committee: null, user: BEN }, COORD, later(3));
      await of.adopt({ is: 'absent-person', where: PRIVATE, committee: committeeId('loc-chum'), user: BEN }, COORD, later(4));
      expect(await of.adoptions()).toEqual({ ...none, channelNames: new Map([[OPEN, 'Deux']]), absentPeople: new Map<string, Set<typeof BEN>>([[TEAM, new Set([BEN])], [PRIVATE, new Set([BEN])]]) });
      expect((await journal(tenant)).filter(({ facts }) => (facts as { change: string }).change === 'name').map(({ before, after }) => [before, after])).toEqual([['Un', 'Deux'], ['Séances', 'Un']]);
    });

    it('of many people in one place are kept side by side', async () => {
      const of = open(newTenant());
      await of.adopt({ is: 'extra-person', where: TEAM, committee: null, user: BEN, role: 'member' }, COORD, NOON);
      await of.adopt({ is: 'extra-person', where: TEAM, committee: null, user: STRANGER, role: 'owner' }, COORD, NOON);
      expect((await of.adoptions()).extraPeople).toEqual(new Map([[TEAM, new Map([[BEN, 'member'], [STRANGER, 'owner']])]]));
    });
  });

  describe('one transaction', () => {
    it('may run twice: everything is written once all the same', async () => {
      const tenant = newTenant();
      const of = open(tenant, everythingTwice(store.data));
      const [team, people] = [aStep('create-team'), aStep('add-members', { people: [owner, member, outsider] })];
      const run = await aRun(of, { steps: [team, people] });
      await of.begin(run.id, [team], later(1));
      await of.remember({ creation: { key: TEAM, id: 'g-1', operation: 'o', at: later(1), nextCheckAt: later(7) } }, later(2));
      await of.settle(run.id, [done(team, { teams: [{ key: TEAM, id: 'g-1', name: 'RQT - CNCOT', people: new Map([[ANA, 'owner']]) }] })], later(7));
      await of.begin(run.id, [people], later(8));
      await of.settle(run.id, [done(people)], later(9));
      await of.rememberAccounts(new Map([[COORD, { is: 'unknown' }]]), later(9));
      await of.finish(run.id, 'done', later(10));
      await of.adopt({ is: 'team-name', team: TEAM, name: 'Autre' }, COORD, later(11));
      expect((await of.steps(run.id)).map(({ step, attempts }) => [step.do, attempts])).toEqual([['create-team', 1], ['add-members', 1]]);
      expect(await acts(tenant)).toEqual(['reseau drift-adopted', 'reseau members-added', 'reseau members-added', 'reseau plan-applied', 'reseau run-finished', 'reseau team-created']);
      // The name that was ours is the one before both runs.
      expect((await journal(tenant))[0]).toMatchObject({ act: 'drift-adopted', before: 'RQT - CNCOT', after: 'Autre' });
      expect(await jobs(run.id)).toHaveLength(1);
      expect(await verifyJournal({ journal: journalStore(store.data.db), sha256 })(tenant)).toMatchObject({ ok: true, entries: 6 });
    });

    /** Everything of a tenant that is not the journal. */
    const facts = async (tenant: string) => {
      const of = open(tenant);
      const run = await of.latest();
      return { run, steps: run === null ? [] : await of.steps(run.id), memory: await of.memory(), adoptions: await of.adoptions(), pending: await of.pendingCreations() };
    };
    const settled = done(aStep('create-team'), { teams: [{ key: TEAM, id: 'g-1', name: 'RQT - CNCOT' }] });
    const WRITES: readonly [string, tables: readonly string[], (of: ProvisioningStore, run: string) => Promise<unknown>][] = [
      ['the end of a step', ['journal_entry', 'provisioning_step', 'workspace_resource'], (of, run) => of.settle(run, [settled], later(2))],
      ['the end of a run', ['journal_entry', 'provisioning_run'], (of, run) => of.finish(run, 'done', later(2))],
      ['a decision to keep', ['journal_entry', 'adoption'], (of) => of.adopt({ is: 'no-tab', channel: OPEN, committee: committeeId('cncot') }, COORD, later(2))],
    ];
    it.each(WRITES.flatMap(([what, tables, write]) => tables.map((table) => [what, table, write] as const)))('leaves %s wholly undone when %s takes no row, and done when it is tried again', async (_what, table, write) => {
      const tenant = newTenant();
      const of = open(tenant);
      const run = await aRun(of, { steps: [aStep('create-team')] });
      await of.begin(run.id, [aStep('create-team')], later(1));
      const [before, told] = [await facts(tenant), await acts(tenant)];
      await expect(refusing(store.data, table, tenant, () => write(of, run.id))).rejects.toMatchObject({ cause: { message: 'the disk is full' } });
      expect(await facts(tenant)).toEqual(before);
      expect(await acts(tenant)).toEqual(told);
      await write(of, run.id);
      expect(await facts(tenant)).not.toEqual(before);
      expect(await acts(tenant)).toHaveLength(told.length + 1);
    });

    it.each(['journal_entry', 'provisioning_step', 'provisioning_run'])('starts no run, enters nothing and asks for no job when %s takes no row', async (table) => {
      const tenant = newTenant();
      const of = open(tenant);
      const queued = (await store.data.boss.findJobs(JOB)).length;
      await expect(refusing(store.data, table, tenant, () => start(of, { steps: [aStep('create-team')] }))).rejects.toMatchObject({ cause: { message: 'the disk is full' } });
      expect([await of.latest(), await journal(tenant), (await store.data.boss.findJobs(JOB)).length]).toEqual([null, [], queued]);
      expect(await start(of)).toMatchObject({ ok: true });
    });

    it('starts no run when its job cannot be asked for', async () => {
      const tenant = newTenant();
      await expect(start(provisioningStore(store.data, tenant, 'no-such-job'), { steps: [aStep('create-team')] })).rejects.toThrow('no job is called no-such-job');
      expect([await open(tenant).latest(), await journal(tenant)]).toEqual([null, []]);
    });
  });

  describe('the store in memory, on which rules are tried,', () => {
    /** Everything that a run tells the store, and what the store answers after each. */
    const story = async (of: ProvisioningStore): Promise<unknown[]> => {
      const told: unknown[] = [];
      const run = await aRun(of, { by: COORD, steps: [aStep('create-team'), aStep('add-members'), aStep('add-tab')], approved: new Set(['a']) });
      const loc = { where: PRIVATE, committee: committeeId('loc-chum'), user: STRANGER } as const;
      const acts: (() => Promise<unknown>)[] = [
        () => of.begin(run.id, [aStep('create-team')], later(1)),
        () => of.remember({ creation: { key: TEAM, id: 'g-1', operation: 'o', at: later(1), nextCheckAt: later(7) } }, later(1)),
        () => of.settle(run.id, [done(aStep('create-team'), { teams: [{ key: TEAM, id: 'g-1', name: 'RQT - CNCOT', people: new Map([[ANA, 'owner']]) }], channels: [{ key: OPEN, team: TEAM, id: 'c-1', name: 'Séances', tabId: 'tab-1' }, { key: PRIVATE, team: TEAM, id: 'c-9', name: 'GLT', people: new Map([[BEN, 'owner']]) }], creationTookMs: 5000 })], later(7)),
        () => of.begin(run.id, [aStep('add-members')], later(8)),
        () => of.settle(run.id, [{ step: aStep('add-members'), state: { is: 'retry', at: later(30), reason: REASON } }, { step: aStep('install-app', { team: OTHER_TEAM }), state: { is: 'blocked', reason: REASON } }], later(9)),
        () => of.adopt({ is: 'channel-name', channel: OPEN, committee: committeeId('cncot'), name: 'Rencontres' }, COORD, later(10)),
        () => of.adopt({ is: 'extra-person', ...loc, role: 'guest' }, COORD, later(11)),
        () => of.adopt({ is: 'absent-person', ...loc }, COORD, later(12)),
        () => of.adopt({ is: 'role', where: TEAM, committee: null, user: ANA, role: 'member' }, COORD, later(13)),
        () => of.adopt({ is: 'no-tab', channel: OPEN, committee: committeeId('cncot') }, COORD, later(14)),
        () => of.rememberAccounts(new Map<PersonId, Account>([[COORD, { is: 'known', id: ANA }], [personId('per-ben'), { is: 'unknown' }]]), later(15)),
        () => of.rememberAccounts(new Map<PersonId, Account>([[COORD, { is: 'disabled', id: ANA }]]), later(16)),
        () => of.finish(run.id, 'partial', later(17)),
        () => start(of, { at: later(20), steps: [aStep('create-team', { drift: true })] }),
        () => start(of, { at: later(21) }),
        async () => of.begin((await of.unfinished())?.id ?? '', [aStep('create-team', { drift: true })], later(21)),
        () => of.remember({ creationGone: TEAM }, later(22)),
      ];
      for (const act of acts) {
        await act();
        const latest = await of.latest();
        told.push([latest, await of.get(run.id), await of.unfinished(), latest === null ? [] : await of.steps(latest.id), await of.memory(), await of.lastWrites(), await of.pendingCreations(), await of.usualCreationMs(), await of.welcomed(), await of.knownAccounts(), await of.knownAccounts([COORD]), await of.adoptions()]);
      }
      return told;
    };
    /** Ids of runs are each store's own. */
    const withoutIds = (told: unknown): unknown => {
      const plain = (value: unknown): unknown => (value instanceof Map ? [...value] : value instanceof Set ? [...value] : value);
      return JSON.parse(JSON.stringify(told, (key, value: unknown) => (key === 'id' && /^(run-|[0-9a-f-]{36}$)/.test(String(value)) && value !== ANA ? 'a run' : plain(value))));
    };
    it('answers as this one does, whatever it is told', async () => {
      expect(withoutIds(await story(new MemoryProvisioningStore()))).toEqual(withoutIds(await story(open(newTenant()))));
    });
  });

  describe('the network at its size', () => {
    it('is settled and remembered in one go, and read back whole', async () => {
      const of = open(newTenant());
      const keys = Array.from({ length: 300 }, (_, n) => channelKey(`loc-${n}`));
      const steps = keys.map((key) => aStep('create-channel', { id: `create-channel:${key}`, channel: key }));
      const run = await aRun(of, { steps });
      await of.begin(run.id, steps, later(1));
      await of.settle(run.id, steps.map((step, n) => done(step, { channels: [{ key: keys[n]!, team: TEAM, id: `c-${n}`, name: `GLT ${n}`, tabId: null, people: new Map([[ANA, 'owner']]) }] })), later(2));
      expect((await of.steps(run.id)).map(({ step }) => step.channel)).toEqual(keys);
      expect((await of.memory()).channels.size).toBe(300);
    });
  });
};

everyStore('PGlite', suite, { queues: [{ name: JOB, policy: 'exclusive' }] });
everyStore('PostgreSQL', suite, { queues: [{ name: JOB, policy: 'exclusive' }] });
