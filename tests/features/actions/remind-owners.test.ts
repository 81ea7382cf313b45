// Digests as they are planned and made, what a change tells to whom, and that neither a kill nor a late server doubles or loses anything.
import { describe, expect, it } from '@jest/globals';
import type { Action } from '../../../src/features/actions/domain/action.ts';
import type { ActionTelling, ToldAction } from '../../../src/features/actions/ports-reminders.ts';
import { actionsOnCards } from '../../../src/features/actions/use-cases/actions-on-cards.ts';
import type { ActionNews } from '../../../src/features/actions/use-cases/announce.ts';
import { actionNews, dayOfDigest, sweepReminders, tellAction, type RemindOwnersDeps } from '../../../src/features/actions/use-cases/remind-owners.ts';
import { recipientKey, type OutgoingEdit, type OutgoingMessage } from '../../../src/features/conversations/domain/outgoing.ts';
import { actionId, entraId, personId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';
import { storedAction } from '../../support/stored-action.ts';

const OWNER = 'per-cct-cusm-portefeuille';
const SECRETARY = 'per-secretariat-msss';
const CHAIR = 'per-portefeuille-msss';
const network = theNetwork();

/** The queue keeps what it was asked for by name, and says it once. */
function scene({ actions = [storedAction()], now = '2027-01-15T15:00:00Z', channels = false }: { actions?: readonly Action[]; now?: string; channels?: boolean } = {}) {
  let time = Date.parse(now);
  const standing = new Map(actions.map((action) => [action.id, action]));
  const cards = new Map<string, { readonly message: string; readonly to: OutgoingMessage['to']; readonly actions: ToldAction[] }>();
  const queue = new Map<string, OutgoingMessage>();
  const edits: OutgoingEdit[] = [];
  let failing = false;
  const key = ({ message, to }: Pick<OutgoingMessage, 'message' | 'to'>): string => `${message} ${recipientKey(to)}`;
  const telling: ActionTelling = {
    showing: async (id) => [...cards.values()].filter((card) => card.actions.some(({ action }) => action === id)).map(({ message, to }) => ({ message, to })),
    shown: async (card) => cards.get(key(card))?.actions ?? [],
    async remember(told, saying) {
      if (failing) throw new Error('killed');
      for (const { actions: shown, ...card } of told) {
        const before = cards.get(key(card))?.actions ?? [];
        cards.set(key(card), { ...card, actions: [...before, ...shown.filter(({ action }) => !before.some((b) => b.action === action))] });
      }
      for (const message of saying.send) if (!queue.has(key(message))) queue.set(key(message), message);
      edits.push(...saying.edit);
    },
    forget: async () => undefined,
  };
  const clock = { now: () => new Date(time) };
  const store = { find: async (id: Action['id']) => standing.get(id) ?? null, findAll: async (ids: readonly Action['id'][]) => ids.flatMap((id) => standing.get(id) ?? []), open: async () => [...standing.values()].filter(({ state }) => state !== 'done' && state !== 'cancelled') };
  const deps: RemindOwnersDeps = {
    charter: async () => network, actions: store, telling, clock,
    accounts: async (persons) => new Map(persons.map((person) => [person, entraId(person)])),
    channels: async () => new Map(channels ? network.committees.map(({ id }) => [id, { is: 'channel', channelId: `19:${id}`, groupId: 'g' }] as const) : []),
  };
  const onCards = actionsOnCards({ ...deps, announce: () => [], decisionBehind: async () => null, personOf: async (account) => personId(account), committeeAt: async () => null, pageOf: (id) => id, permissionWords: () => ({ fr: '' }), today: () => clock.now().toISOString().slice(0, 10), actions: store as never });
  const tell = tellAction(deps);
  return {
    edits, sweep: () => sweepReminders(deps),
    at: (instant: string) => { time = Date.parse(instant); },
    fail: (is: boolean) => { failing = is; },
    put: (action: Action) => { standing.set(action.id, action); },
    tell: (action: Action, ...news: ActionNews[]) => { standing.set(action.id, action); return tell(action.id, new Set(news), clock.now()); },
    queued: (person: string) => [...queue.values()].filter(({ to }) => recipientKey(to) === person),
    /** Names of what somebody is to hear. */
    of: (person: string) => [...queue.values()].filter(({ to }) => recipientKey(to) === person).map(({ message }) => message).sort(),
    all: () => [...queue.keys()].sort(),
    made: (message: string, person: string, past = false) => onCards.onCard(message, { is: 'person', person: entraId(person) }, { day: dayOfDigest(message), past }),
  };
}

describe('reminders of actions', () => {
  it('are planned by a change for the two months to come, a name a person and day, at their hour', async () => {
    const s = scene();
    await s.tell(storedAction(), 'changed');
    expect(s.of(OWNER)).toEqual(['actions:2027-01-18', 'actions:2027-01-22', 'actions:2027-01-26', 'actions:2027-02-01']);
    expect([s.of(CHAIR), s.of('per-coord-clin')]).toEqual([['actions:2027-02-08'], ['actions:2027-02-22']]);
    expect(s.queued(OWNER)[0]).toMatchObject({ notBefore: new Date('2027-01-18T13:30:00Z'), notAfter: new Date('2027-01-19T01:00:00Z') });
  });

  it('of two actions that fall on one day are one message', async () => {
    const s = scene();
    await s.tell(storedAction(), 'changed');
    await s.tell(storedAction({ id: actionId('A-2027-004') }), 'changed');
    expect(s.of(OWNER)).toHaveLength(4);
    expect((await s.made('actions:2027-01-18', OWNER))?.own.map(({ id }) => id)).toEqual(['A-2027-003', 'A-2027-004']);
  });

  it('are planned by the sweep when charter or seats changed and no action did', async () => {
    const s = scene();
    await s.sweep()();
    expect(s.of(OWNER)).toEqual(['actions:2027-01-18']);
    s.at('2027-01-20T12:00:00Z');
    await s.sweep()();
    expect(s.of(OWNER)).toEqual(['actions:2027-01-18', 'actions:2027-01-22']);
  });

  it('are neither lost nor doubled by a sweep that is killed, that comes late, or that comes twice', async () => {
    const [steady, hit] = [scene(), scene()];
    for (const s of [steady, hit]) {
      const sweep = s.sweep();
      for (let hour = Date.parse('2027-01-15T15:00:00Z'); hour < Date.parse('2027-02-25T00:00:00Z'); hour += 6 * 3_600_000) {
        s.at(new Date(hour).toISOString());
        if (s === hit) {
          // Down for four nights, then killed in the middle, then another replica does it as well.
          if (new Date(hour).getUTCDate() % 7 < 4) continue;
          s.fail(true);
          await expect(sweep()).rejects.toThrow('killed');
          s.fail(false);
          await s.sweep()();
        }
        await sweep();
      }
    }
    const digests = (s: ReturnType<typeof scene>): string[] => s.all().filter((name) => name.startsWith('actions:'));
    expect(digests(hit)).toEqual(digests(steady));
    expect(hit.of(OWNER)).toEqual(['actions:2027-01-18', 'actions:2027-01-22', 'actions:2027-01-26', 'actions:2027-02-01']);
  });

  it('leave late on their day after a long stop, and not on another day', async () => {
    const s = scene();
    s.at('2027-01-18T20:00:00Z');
    await s.sweep()();
    expect(s.of(OWNER)).toEqual(['actions:2027-01-18', 'actions:2027-01-22']);
    const next = scene();
    next.at('2027-01-19T14:00:00Z');
    await next.sweep()();
    expect(next.of(OWNER)).toEqual(['actions:2027-01-22']);
  });

  it('say what is true when they leave, and nothing when nothing is left to say', async () => {
    const s = scene();
    expect((await s.made('actions:2027-01-18', OWNER))?.own).toHaveLength(1);
    const done = scene({ actions: [storedAction({ state: 'done', closedAt: new Date() })] });
    expect(await done.made('actions:2027-01-18', OWNER)).toBeNull();
    expect(await s.made('actions:2027-01-18', CHAIR)).toBeNull();
    expect(await s.made('actions:2027-01-19', OWNER)).toBeNull();
  });

  it('made twice, for a kill between making and sending, show the same, less what was done meanwhile', async () => {
    const s = scene();
    await s.made('actions:2027-01-18', OWNER);
    expect((await s.made('actions:2027-01-18', OWNER))?.own.map(({ id }) => id)).toEqual(['A-2027-003']);
    s.at('2027-01-15T15:00:05Z');
    s.put(storedAction({ state: 'done', closedAt: new Date() }));
    expect(await s.made('actions:2027-01-18', OWNER)).toBeNull();
    // What stands there goes on showing it, as it is now.
    expect((await s.made('actions:2027-01-18', OWNER, true))?.own[0]).toMatchObject({ id: 'A-2027-003', state: 'done' });
  });
});

describe('a change', () => {
  it('edits every card that shows the action, and no other', async () => {
    const s = scene();
    await s.made('actions:2027-01-18', OWNER);
    await s.tell(storedAction({ id: actionId('A-2027-009') }), 'changed');
    expect(s.edits).toEqual([]);
    await s.tell(storedAction({ state: 'done', closedAt: new Date() }), 'changed');
    expect(s.edits).toEqual([{ message: 'actions:2027-01-18', to: { is: 'person', person: OWNER }, card: { kind: 'action-card', day: '2027-01-18', past: true } }]);
  });

  const given = (s: ReturnType<typeof scene>, person: string): string[] => s.of(person).filter((message) => !message.startsWith('actions:'));

  it('tells whoever it is given to, many within a minute in one card, and nobody who made it for themselves', async () => {
    const s = scene();
    for (const id of ['A-2027-003', 'A-2027-004', 'A-2027-005']) await s.tell(storedAction({ id: actionId(id) }), 'created', 'given');
    expect(given(s, OWNER)).toEqual(['actions-given:2027-01-15T15:01']);
    expect(s.queued(OWNER).find(({ message }) => message.startsWith('actions-given'))?.notBefore).toEqual(new Date('2027-01-15T15:01:00Z'));
    expect((await s.made('actions-given:2027-01-15T15:01', OWNER))?.own).toHaveLength(3);
    const own = scene();
    await own.tell(storedAction({ createdBy: personId(OWNER) }), 'created', 'given');
    expect(given(own, OWNER)).toEqual([]);
  });

  it('tells the secretariat what was handed back, and the chair of a second postponement', async () => {
    const s = scene();
    await s.tell(storedAction({ owner: null }), 'changed', 'handed-back');
    expect(given(s, SECRETARY)).toEqual(['actions-vacant:2027-01-15T15:01']);
    const put = (from: string, to: string) => ({ from, to, at: new Date('2027-01-12T00:00:00Z'), by: null, reason: 'x' });
    await s.tell(storedAction({ postponements: [put('2027-01-20', '2027-01-22'), put('2027-01-22', '2027-01-25')] }), 'changed', 'postponed-again');
    expect(given(s, CHAIR)).toEqual(['action-postponed:2:2027-01-15T15:01:A-2027-003']);
  });

  it('tells the chair nothing of a postponement that was taken back, and all of the one that stands', async () => {
    const s = scene();
    const put = (from: string, to: string) => ({ from, to, at: new Date('2027-01-15T15:00:00Z'), by: personId(OWNER), reason: 'x' });
    const [once, twice] = [storedAction({ postponements: [put('2027-01-20', '2027-01-25')] }), storedAction({ due: '2027-02-12', postponements: [put('2027-01-20', '2027-01-25'), put('2027-01-25', '2027-02-12')] })];
    // Taken back before anybody was to be told.
    await s.tell(once, 'changed', 'postponed-again');
    expect(given(s, CHAIR)).toEqual([]);
    // Taken back before the card left.
    await s.tell(twice, 'changed', 'postponed-again');
    await s.tell(once, 'changed');
    const [first = ''] = given(s, CHAIR);
    expect(await s.made(first, CHAIR)).toBeNull();
    s.at('2027-01-15T16:00:00Z');
    await s.tell(twice, 'changed', 'postponed-again');
    const [again = ''] = given(s, CHAIR).filter((message) => message !== first);
    expect((await s.made(again, CHAIR))?.own).toMatchObject([{ as: 'postponed-again' }]);
  });

  it('tells nobody of what is closed by then, and the same thing done twice tells once', async () => {
    const s = scene();
    await s.tell(storedAction({ state: 'cancelled', closedAt: new Date() }), 'changed', 'given', 'postponed-again');
    expect(s.all()).toEqual([]);
    for (const _time of [1, 2]) await s.tell(storedAction(), 'changed', 'given');
    expect(given(s, OWNER)).toHaveLength(1);
  });

  it('carries ids, days and nothing that people wrote', () => {
    expect(actionNews(storedAction({ title: 'Secret' }), new Set(['changed', 'given']))).toEqual([{ job: 'action-news', payload: { action: 'A-2027-003', news: ['changed', 'given'], at: '2027-01-11T15:00:00.000Z' } }]);
  });
});

describe('the week', () => {
  it('is told on Monday, or the first working day after, to each channel and to the coordinators, once', async () => {
    const s = scene({ channels: true, now: '2027-03-26T15:00:00Z' });
    for (const _time of [1, 2]) await s.sweep()();
    const weeks = s.queued('19:bdp');
    expect(weeks.map(({ message, notBefore }) => [message, notBefore?.toISOString()])).toEqual([['actions-week:2027-03-29:bdp', expect.stringMatching(/^2027-03-(29|30)T12:30/)]]);
    const coordinator = network.appRoles.find(({ role, scope }) => role === 'coordination' && scope === 'reseau')!.persons[0]!;
    expect(s.of(coordinator)).toContain('actions-week:2027-03-29');
    expect(s.of(OWNER).filter((message) => message.startsWith('actions-week'))).toEqual([]);
  });
});
