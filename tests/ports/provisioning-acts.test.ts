// What each kind of step says in the journal when it is done, on both engines: one table, so that a new kind without a line in it
// does not compile.
import { describe, expect, it } from '@jest/globals';
import { journalStore } from '../../src/adapters/store/journal-store.ts';
import { provisioningStore } from '../../src/adapters/store/provisioning-store.ts';
import type { StepKind } from '../../src/features/committees/domain/step.ts';
import type { Outcome, Remembering, StepState } from '../../src/features/committees/ports.ts';
import type { ActName } from '../../src/features/journal/domain/acts.ts';
import { channelKey, personId, type EntraId } from '../../src/shared/ids.ts';
import { ANA, aStep, BEN, FURTHER, member, OPEN, outsider, owner, PRIVATE, STEP_KINDS, STRANGER, TEAM } from '../support/step-builder.ts';
import type { StoreInTest } from '../support/stores.ts';
import { everyStore } from '../support/stores.ts';

const NOON = new Date('2027-01-07T17:00:00.000Z');
const COORD = personId('per-coord');
const DONE: StepState = { is: 'done' };
const REASON = { kind: 'forbidden', code: 'Forbidden', message: 'no' } as const;

/** An entry without its place in the chain. */
interface Said { readonly chain: string; readonly act: ActName; readonly facts: object; readonly before?: string; readonly after?: string }
interface Line { readonly remembering?: Remembering; readonly said: readonly Said[] }

const inTeam = { team: TEAM, channel: null };
const people = (...users: readonly EntraId[]) => new Map(users.map((user) => [user, 'member' as const]));

const WHEN_DONE: Readonly<Record<StepKind, Line>> = {
  'create-team': {
    remembering: {
      teams: [{ key: TEAM, id: 'g-1', name: 'RQT - CNCOT' }],
      channels: [{ key: OPEN, team: TEAM, id: 'c-1', name: 'Séances', tabId: 'tab-1' }, { key: FURTHER, team: TEAM, id: 'c-2', name: 'Suivis', tabId: null }, { key: channelKey('cnccs'), team: TEAM, id: 'c-3', name: 'CNCCS', tabId: 'tab-3' }],
    },
    said: [
      { chain: 'reseau', act: 'team-created', facts: { team: TEAM, name: 'RQT - CNCOT', graphId: 'g-1' } },
      // Its open channels come in the same request, each on its own committee's chain.
      { chain: 'cncot', act: 'channel-created', facts: { team: TEAM, channel: OPEN, name: 'Séances', kind: 'standard', graphId: 'c-1' } },
      { chain: 'cncot', act: 'tab-added', facts: { team: TEAM, channel: OPEN } },
      { chain: 'cncot', act: 'channel-created', facts: { team: TEAM, channel: FURTHER, name: 'Suivis', kind: 'standard', graphId: 'c-2' } },
      { chain: 'cnccs', act: 'channel-created', facts: { team: TEAM, channel: 'cnccs', name: 'CNCCS', kind: 'standard', graphId: 'c-3' } },
      { chain: 'cnccs', act: 'tab-added', facts: { team: TEAM, channel: 'cnccs' } },
    ],
  },
  'rename-team': { said: [{ chain: 'reseau', act: 'team-renamed', facts: { team: TEAM }, before: 'RQT - Ancien', after: 'RQT - CNCOT' }] },
  'archive-team': { said: [{ chain: 'reseau', act: 'team-archived', facts: { team: TEAM, name: 'RQT - CNCOT' } }] },
  'unarchive-team': { remembering: { teams: [{ key: TEAM, id: 'g-1', name: 'RQT - CNCOT', archived: false }] }, said: [{ chain: 'reseau', act: 'team-reopened', facts: { team: TEAM, name: 'RQT - CNCOT' } }] },
  'install-app': { said: [{ chain: 'reseau', act: 'app-installed', facts: { team: TEAM } }] },
  'add-members': {
    said: [
      { chain: 'reseau', act: 'members-added', facts: { ...inTeam, persons: ['per-ana'], role: 'owner' } },
      // Somebody whom the charter does not know is named by account.
      { chain: 'reseau', act: 'members-added', facts: { ...inTeam, persons: ['per-ben', STRANGER], role: 'member' } },
    ],
  },
  'set-role': { said: [{ chain: 'reseau', act: 'role-changed', facts: { ...inTeam, person: BEN }, before: 'owner', after: 'member' }] },
  'remove-member': { said: [{ chain: 'reseau', act: 'member-removed', facts: { ...inTeam, person: STRANGER } }] },
  'create-channel': {
    remembering: { channels: [{ key: PRIVATE, team: TEAM, id: 'c-9', name: 'GLT-CHUM', tabId: null, people: people(ANA, BEN) }] },
    said: [
      { chain: 'loc-chum', act: 'channel-created', facts: { team: TEAM, channel: PRIVATE, name: 'GLT-CHUM', kind: 'private', graphId: 'c-9' } },
      { chain: 'loc-chum', act: 'members-added', facts: { team: TEAM, channel: PRIVATE, persons: ['per-ana'], role: 'owner' } },
      { chain: 'loc-chum', act: 'members-added', facts: { team: TEAM, channel: PRIVATE, persons: ['per-ben'], role: 'member' } },
    ],
  },
  'rename-channel': { said: [{ chain: 'cncot', act: 'channel-renamed', facts: { team: TEAM, channel: OPEN }, before: 'Réunions', after: 'Séances' }] },
  'archive-channel': { said: [{ chain: 'cncot', act: 'channel-archived', facts: { team: TEAM, channel: OPEN, name: 'Séances' } }] },
  'unarchive-channel': { remembering: { channels: [{ key: OPEN, team: TEAM, id: 'c-1', name: 'Séances', archived: false }] }, said: [{ chain: 'cncot', act: 'channel-reopened', facts: { team: TEAM, channel: OPEN, name: 'Séances' } }] },
  'add-channel-member': { said: [{ chain: 'loc-chum', act: 'members-added', facts: { team: TEAM, channel: PRIVATE, persons: ['per-ben'], role: 'member' } }] },
  'set-channel-role': { said: [{ chain: 'loc-chum', act: 'role-changed', facts: { team: TEAM, channel: PRIVATE, person: BEN }, before: 'owner', after: 'member' }] },
  'remove-channel-member': { said: [{ chain: 'loc-chum', act: 'member-removed', facts: { team: TEAM, channel: PRIVATE, person: STRANGER } }] },
  'add-tab': { said: [{ chain: 'cncot', act: 'tab-added', facts: { team: TEAM, channel: OPEN } }] },
  'update-tab': { said: [{ chain: 'cncot', act: 'tab-changed', facts: { team: TEAM, channel: OPEN }, before: 'Onglet', after: 'CNCOT' }] },
  welcome: { said: [{ chain: 'cncot', act: 'welcome-posted', facts: { channel: OPEN } }] },
};

/** Said before the act itself, when somebody had changed by hand what the step puts back. */
const RESTORED: Readonly<Partial<Record<StepKind, Omit<Said, 'act' | 'chain'>>>> = {
  'rename-team': { facts: { change: 'name', place: TEAM, person: null }, before: 'RQT - Ancien', after: 'RQT - CNCOT' },
  'unarchive-team': { facts: { change: 'archived', place: TEAM, person: null } },
  'set-role': { facts: { change: 'role', place: TEAM, person: BEN }, before: 'owner', after: 'member' },
  'remove-member': { facts: { change: 'person-added', place: TEAM, person: STRANGER } },
  'rename-channel': { facts: { change: 'name', place: OPEN, person: null }, before: 'Réunions', after: 'Séances' },
  'unarchive-channel': { facts: { change: 'archived', place: OPEN, person: null } },
  'set-channel-role': { facts: { change: 'role', place: PRIVATE, person: BEN }, before: 'owner', after: 'member' },
  'remove-channel-member': { facts: { change: 'person-added', place: PRIVATE, person: STRANGER } },
  'update-tab': { facts: { change: 'name', place: OPEN, person: null }, before: 'Onglet', after: 'CNCOT' },
};

const suite = (store: StoreInTest): void => {
  let tenants = 0;
  /** What the journal says of these outcomes beyond the start of the run, chain by chain in the order of writing. */
  const saidOf = async (...settlements: readonly (readonly Outcome[])[]): Promise<Said[]> => {
    const tenant = `acts-${(tenants += 1)}`;
    const of = provisioningStore(store.data, tenant, 'provision');
    const started = await of.start({ by: COORD, charterVersion: 1, at: NOON, approved: new Set(), only: null, exact: false, steps: [] });
    if (!started.ok) throw new Error('another run is unfinished');
    for (const outcomes of settlements) await of.settle(started.run.id, outcomes, NOON);
    const entries = (await journalStore(store.data.db).newest(tenant, { chains: 'all', before: null, limit: 200 })).filter(({ act }) => act !== 'plan-applied').toSorted((a, b) => a.seq - b.seq);
    expect(entries.filter(({ by, at }) => JSON.stringify(by) !== JSON.stringify({ kind: 'person', id: COORD }) || at.getTime() !== NOON.getTime())).toEqual([]);
    return entries.map(({ chain, act, facts, before, after }) => ({ chain, act: act as ActName, facts: facts as object, ...(before === null ? {} : { before: before as string }), ...(after === null ? {} : { after: after as string }) }));
  };
  const done = (kind: StepKind, drift = false): Outcome => {
    const { remembering } = WHEN_DONE[kind];
    return { step: aStep(kind, { drift }), state: DONE, ...(remembering === undefined ? {} : { remembering }) };
  };
  /** Entries of different chains have no order among them. */
  const byChain = (said: readonly Said[]): Said[] => said.toSorted((a, b) => a.chain.localeCompare(b.chain));

  describe('a step that was done', () => {
    it.each(STEP_KINDS)('says what it did: %s', async (kind) => {
      expect(byChain(await saidOf([done(kind)]))).toEqual(byChain(WHEN_DONE[kind].said));
    });

    it.each(STEP_KINDS)('says that it put back a change made by hand, if it undid one: %s', async (kind) => {
      const restored = RESTORED[kind];
      const own = WHEN_DONE[kind].said;
      expect(byChain(await saidOf([done(kind, true)]))).toEqual(byChain([...(restored === undefined ? [] : [{ chain: own[0]!.chain, act: 'drift-restored' as const, ...restored }]), ...own]));
    });

    it.each(STEP_KINDS)('says nothing while it is waiting, failed or blocked: %s', async (kind) => {
      const outcomes: StepState[] = [{ is: 'retry', at: NOON, reason: REASON }, { is: 'failed', reason: REASON }, { is: 'blocked', reason: REASON }];
      expect(await saidOf(...outcomes.map((state) => [{ step: aStep(kind, { drift: true }), state }]))).toEqual([]);
    });
  });

  describe('a step that others settled', () => {
    it.each(STEP_KINDS)('is no act of ours: %s', async (kind) => {
      expect(await saidOf([{ ...done(kind, true), byOthers: true }])).toEqual([]);
    });
  });

  describe('people added in one bulk', () => {
    it('that was partly refused are those who came, and those who come later are said then', async () => {
      const bulk = aStep('add-members', { people: [owner, member, outsider] });
      const came = (...users: readonly EntraId[]): Remembering => ({ teams: [{ key: TEAM, id: 'g-1', name: 'RQT - CNCOT', people: people(...users) }] });
      const said = await saidOf(
        [{ step: bulk, state: { is: 'retry', at: NOON, reason: REASON }, remembering: came(ANA, STRANGER) }],
        [{ step: aStep('add-members', { people: [member] }), state: DONE, remembering: came(ANA, STRANGER, BEN) }],
      );
      expect(said.map(({ facts }) => facts)).toEqual([{ ...inTeam, persons: ['per-ana'], role: 'owner' }, { ...inTeam, persons: [STRANGER], role: 'member' }, { ...inTeam, persons: ['per-ben'], role: 'member' }]);
    });
    it('that was wholly refused are nobody', async () => {
      expect(await saidOf([{ step: aStep('add-members'), state: { is: 'failed', reason: REASON }, remembering: { teams: [{ key: TEAM, id: 'g-1', name: 'RQT - CNCOT', people: people() }] } }])).toEqual([]);
    });
    it('and given up for the rest are those who came', async () => {
      const said = await saidOf([{ step: aStep('add-members'), state: { is: 'failed', reason: REASON }, remembering: { teams: [{ key: TEAM, id: 'g-1', name: 'RQT - CNCOT', people: people(BEN) }] } }]);
      expect(said).toEqual([{ chain: 'reseau', act: 'members-added', facts: { ...inTeam, persons: ['per-ben'], role: 'member' } }]);
    });
  });

  describe('what only some steps say', () => {
    it('an open channel made by itself has no people of its own', async () => {
      const said = await saidOf([{ step: aStep('create-channel', { channel: OPEN, people: [] }), state: DONE, remembering: { channels: [{ key: OPEN, team: TEAM, id: 'c-1', name: 'Séances' }] } }]);
      expect(said).toEqual([{ chain: 'cncot', act: 'channel-created', facts: { team: TEAM, channel: OPEN, name: 'Séances', kind: 'standard', graphId: 'c-1' } }]);
    });
    it('a team reopened by somebody else meanwhile is named by its key', async () => {
      expect(await saidOf([{ step: aStep('unarchive-team'), state: DONE }])).toEqual([{ chain: 'reseau', act: 'team-reopened', facts: { team: TEAM, name: TEAM } }]);
    });
    it('many steps settled together are told in the order in which they ended, on each chain', async () => {
      const said = await saidOf([done('install-app'), done('rename-team'), done('add-tab'), done('welcome')]);
      expect(said.filter(({ chain }) => chain === 'reseau').map(({ act }) => act)).toEqual(['app-installed', 'team-renamed']);
      expect(said.filter(({ chain }) => chain === 'cncot').map(({ act }) => act)).toEqual(['tab-added', 'welcome-posted']);
    });
  });
};

everyStore('PGlite', suite, { queues: [{ name: 'provision', policy: 'exclusive' }] });
everyStore('PostgreSQL', suite, { queues: [{ name: 'provision', policy: 'exclusive' }] });
