// Actions and the words by which they are found: one suite for the store on both engines.
import { describe, expect, it } from '@jest/globals';
import { actionsStore, savedViewsStore } from '../../src/adapters/store/actions-store.ts';
import { journalStore } from '../../src/adapters/store/journal-store.ts';
import { searchStore } from '../../src/adapters/store/search-store.ts';
import type { Action } from '../../src/features/actions/domain/action.ts';
import type { ActionFilter, ActionStore, Saving } from '../../src/features/actions/ports.ts';
import { rolesOf } from '../../src/features/committees/domain/permissions.ts';
import { readActions } from '../../src/features/actions/use-cases/read-actions.ts';
import { actionId, committeeId, decisionId, personId, seatId } from '../../src/shared/ids.ts';
import { theNetwork } from '../support/charter-builder.ts';
import { unnumbered } from '../support/stored-action.ts';
import { everyStore, type StoreInTest } from '../support/stores.ts';

const [CNCOT, CEMT, BDP] = ['cncot', 'cemt', 'bdp'].map(committeeId) as [ReturnType<typeof committeeId>, ReturnType<typeof committeeId>, ReturnType<typeof committeeId>];
const ANA = personId('per-ana');
const NOW = new Date('2027-01-20T15:00:00.000Z');
const nothing = (): Saving => ({ journal: [], next: [] });
const all: ActionFilter = { committees: [CNCOT, CEMT, BDP], inCamera: [] };
const FIRST = { cursor: null, limit: 10 };
const titles = (actions: readonly Action[]): string[] => actions.map(({ title }) => title);

let tenants = 0;

function suite(store: StoreInTest): void {
  const fresh = () => {
    const tenantId = `actions-${(tenants += 1)}`;
    return { tenantId, actions: actionsStore(store.data, tenantId), search: searchStore(store.data, tenantId), views: savedViewsStore(store.data, tenantId) };
  };
  const made = (actions: ActionStore, ...given: Parameters<typeof unnumbered>[0][]) => actions.create(given.map(unnumbered), nothing);

  describe('an action', () => {
    it('is read back as it was made, numbered one after the other, anew each year', async () => {
      const { actions } = fresh();
      const [first, second] = await made(actions, {
        owner: { is: 'seat', seat: seatId('cncot:membre:cct-chum') }, links: { meeting: null, item: 'Point 5', decision: decisionId('D-2027-001'), project: 'prj-ipam', risk: null }, message: { url: 'https://teams.microsoft.com/l/message/1', quote: 'À faire : « la fiche »' },
        postponements: [{ from: '2027-01-25', to: '2027-02-12', at: NOW, by: ANA, reason: 'Congés' }], detail: 'Voir la fiche\nde portefeuille', inCamera: true,
      }, { createdAt: new Date('2028-01-01T04:59:00Z') });
      expect([first!.id, second!.id]).toEqual(['A-2027-001', 'A-2027-002']);
      expect(await actions.find(first!.id)).toEqual(first);
      expect(await actions.findAll([second!.id, first!.id])).toEqual([second, first]);
      // Midnight of the new year is Québec's, not the server's.
      const [next] = await made(actions, { createdAt: new Date('2028-01-01T05:00:00Z') });
      expect(next!.id).toBe('A-2028-001');
    });

    it('that is asked for twice is one, also in the same instant', async () => {
      const { actions } = fresh();
      const ask = (title: string) => actions.create([unnumbered({ title })], nothing, 'draft:r1');
      const [first, second] = await Promise.all([ask('une fois'), ask('une fois')]);
      expect(first).toEqual(second);
      expect((await ask('autre'))[0]?.id).toBe(first[0]!.id);
      expect((await actions.list(all, FIRST)).actions).toHaveLength(1);
      expect(await actions.create([unnumbered()], nothing, 'draft:r2')).not.toEqual(first);
    });

    it('of the charter’s examples keeps its number, once, and the next one comes after it', async () => {
      const { actions } = fresh();
      const example = { ...unnumbered({ origin: 'example' }), id: actionId('A-2027-003') };
      expect(await actions.addExamples([example], nothing)).toEqual([example]);
      expect(await actions.addExamples([{ ...example, title: 'Autre' }], nothing)).toEqual([]);
      expect((await made(actions, {}))[0]!.id).toBe('A-2027-004');
      expect((await actions.find(example.id))?.title).toBe(example.title);
    });

    it('gets a number of its own however many are made at once', async () => {
      const { actions } = fresh();
      const created = await Promise.all(Array.from({ length: 8 }, () => made(actions, {}, {})));
      expect(new Set(created.flat().map(({ id }) => id)).size).toBe(16);
    });

    it('is changed by whoever saw it as it is; another one is told, and the journal has the one change', async () => {
      const { actions, tenantId } = fresh();
      const [action] = await made(actions, {});
      const saving = (state: 'done' | 'in-progress'): Saving => ({ journal: [{ chain: CNCOT, at: NOW, by: { kind: 'gouverne' }, did: { act: 'action-state-changed', action: action!.id, before: 'todo', after: state } }], next: [{ job: 'follow', payload: { action: action!.id }, key: action!.id }] });
      const [one, other] = await Promise.all([actions.change({ ...action!, state: 'done', closedAt: NOW }, 1, saving('done')), actions.change({ ...action!, state: 'in-progress' }, 1, saving('in-progress'))]);
      expect([one, other].filter((saved) => saved === null)).toHaveLength(1);
      expect((await journalStore(store.data.db).newest(tenantId, { chains: 'all', before: null, limit: 10 })).map(({ act }) => act)).toEqual(['action-state-changed']);
      expect((await actions.find(action!.id))?.version).toBe(2);
    });

    it('that holds what the database refuses is not stored at all', async () => {
      const { actions } = fresh();
      await expect(actions.create([unnumbered({}), unnumbered({ state: 'blocked', blocked: null })], nothing)).rejects.toThrow();
      expect((await actions.list({ ...all }, FIRST)).actions).toEqual([]);
    });
  });

  describe('a list', () => {
    it('is by due day, page after page, without a gap and without a twin', async () => {
      const { actions } = fresh();
      await made(actions, ...Array.from({ length: 25 }, (_, n) => ({ due: `2027-02-${String((n % 5) + 1).padStart(2, '0')}`, title: `Action ${n}` })));
      const seen: Action[] = [];
      for (let cursor: string | null = null, pages = 0; pages < 5; pages += 1) {
        const page = await actions.list(all, { cursor, limit: 10 });
        seen.push(...page.actions);
        cursor = page.next;
        if (cursor === null) break;
      }
      expect(seen).toHaveLength(25);
      expect(new Set(seen.map(({ id }) => id)).size).toBe(25);
      expect(seen.map(({ due }) => due)).toEqual(seen.map(({ due }) => due).toSorted());
    });

    it('holds what was asked for and nothing else', async () => {
      const { actions } = fresh();
      await made(actions,
        { title: 'ouverte', due: '2027-01-10', owner: { is: 'person', person: ANA } },
        { title: 'bloquée', state: 'blocked', blocked: 'Pas de budget', priority: 'urgent' },
        { title: 'close', state: 'done', closedAt: new Date('2027-01-15T12:00:00Z'), due: '2027-01-05' },
        { title: 'close avant', state: 'done', closedAt: new Date('2026-12-15T12:00:00Z'), due: '2026-12-05' },
        { title: 'ailleurs', committee: CEMT, owner: { is: 'seat', seat: seatId('cemt:presidence') } },
        { title: 'huis clos', inCamera: true, links: { meeting: null, item: null, decision: decisionId('D-2027-004'), project: null, risk: null } },
      );
      const list = async (filter: Partial<ActionFilter>): Promise<string[]> => titles((await actions.list({ ...all, states: ['todo', 'in-progress', 'blocked'], ...filter }, FIRST)).actions).sort();
      expect(await list({})).toEqual(['ailleurs', 'bloquée', 'ouverte']);
      expect(await list({ committees: [CNCOT], inCamera: [CNCOT] })).toEqual(['bloquée', 'huis clos', 'ouverte']);
      expect(await list({ committees: [] })).toEqual([]);
      expect(await list({ states: ['blocked'] })).toEqual(['bloquée']);
      expect(await list({ priority: 'urgent' })).toEqual(['bloquée']);
      expect(await list({ dueBefore: '2027-01-20' })).toEqual(['ouverte']);
      expect(await list({ dueFrom: '2027-01-20' })).toEqual(['ailleurs', 'bloquée']);
      expect(await list({ owner: { person: ANA, seats: [] } })).toEqual(['ouverte']);
      expect(await list({ owner: { person: ANA, seats: [seatId('cemt:presidence')] } })).toEqual(['ailleurs', 'ouverte']);
      expect(await list({ owner: 'nobody' })).toEqual(['bloquée']);
      expect(await list({ committees: null, inCamera: null })).toEqual(['ailleurs', 'bloquée', 'huis clos', 'ouverte']);
      expect(await list({ committees: null, inCamera: null, owner: { person: ANA, seats: [] } })).toEqual(['ouverte']);
      expect(await list({ decision: decisionId('D-2027-004'), inCamera: [CNCOT] })).toEqual(['huis clos']);
      expect(await list({ states: ['done'], closedSince: new Date('2027-01-01T00:00:00Z') })).toEqual(['close']);
      expect(await list({ states: ['done'], closedUntil: new Date('2027-01-01T00:00:00Z') })).toEqual(['close avant']);
      expect(await list({ words: 'BLOQUEES' })).toEqual(['bloquée']);
      expect(titles((await actions.list({ ...all, states: ['done'] }, FIRST)).actions)).toEqual(['close', 'close avant']);
      expect(await actions.tally(all, '2027-01-20', '2027-01-24')).toEqual({ open: 3, late: 1, blocked: 1, dueThisWeek: 0 });
      expect(titles(await actions.open([CEMT]))).toEqual(['ailleurs']);
    });
  });

  it('counts the same whether a reader’s own actions fit on one page or not', async () => {
    const { actions } = fresh();
    const network = theNetwork();
    const roles = rolesOf(network, personId('per-secretariat-msss'), '2027-01-20');
    const own = { owner: { is: 'person', person: roles.person } } as const;
    await made(actions, { ...own, due: '2027-01-19' }, { ...own, due: '2027-01-20', inCamera: true }, { ...own, due: '2027-01-24', state: 'blocked', blocked: 'Congés' }, { ...own, due: '2027-01-25' }, { due: '2027-01-20' });
    const read = (limit: number) => readActions({ actions })(roles, { owner: roles.person, rest: {} }, { cursor: null, limit }, '2027-01-20');
    const [whole, paged] = [await read(4), await read(3)];
    expect([whole.actions.length, paged.actions.length]).toEqual([4, 3]);
    expect(whole.counts).toEqual({ open: 4, late: 1, blocked: 1, dueThisWeek: 2 });
    expect(paged.counts).toEqual(whole.counts);
  });

  describe('a search', () => {
    it('finds words whatever their endings, accents and case, their beginning while they are typed, and numbers', async () => {
      const { actions, search } = fresh();
      const [action] = await made(actions, { title: 'Préparer les réunions des établissements', detail: 'Transmettre les procès-verbaux' }, { title: 'Autre chose' });
      const find = async (words: string): Promise<string[]> => (await search.search({ words, kind: null, limit: 5 }, { committees: [CNCOT], inCamera: [] })).map(({ id }) => id);
      for (const words of ['réunion', 'REUNION', 'établissement', 'etabl', 'préparer réunion', 'proces verbal', 'procès-verbal', action!.id]) expect([words, await find(words)]).toEqual([words, [action!.id]]);
      for (const nothingOf of ['réunion budget', '', '  ', '!!', 'zzz']) expect(await find(nothingOf)).toEqual([]);
    });

    it('shows where the words stand, and follows what the action becomes', async () => {
      const { actions, search } = fresh();
      const [action] = await made(actions, { title: 'Mettre à jour la fiche' });
      const find = (words: string) => search.search({ words, kind: 'action', limit: 5 }, { committees: [CNCOT], inCamera: [] });
      expect((await find('fiches'))[0]).toMatchObject({ id: action!.id, state: 'open', excerpt: [{ text: 'Mettre à jour la ', found: false }, { text: 'fiche', found: true }] });
      await actions.change({ ...action!, title: 'Mettre à jour le tableau', state: 'done', closedAt: NOW }, 1, nothing());
      expect(await find('fiche')).toEqual([]);
      expect((await find('tableau'))[0]).toMatchObject({ state: 'done' });
    });

    it('finds nothing that the reader may not know', async () => {
      const { actions, search } = fresh();
      await made(actions, { title: 'Budget secret', inCamera: true }, { title: 'Budget du CEMT', committee: CEMT });
      const find = async (committees: typeof CNCOT[], inCamera: typeof CNCOT[]): Promise<string[]> => (await search.search({ words: 'budget', kind: null, limit: 5 }, { committees, inCamera })).map(({ title }) => title).sort();
      expect(await find([CNCOT], [])).toEqual([]);
      expect(await find([CNCOT, CEMT], [])).toEqual(['Budget du CEMT']);
      expect(await find([CNCOT], [CNCOT])).toEqual(['Budget secret']);
      expect(await find([], [CNCOT])).toEqual([]);
    });

    it('gives the newest where there are too many to tell apart', async () => {
      const { actions, search } = fresh();
      await actions.create(Array.from({ length: 450 }, (_, n) => unnumbered({ title: `Rapport ${n}`, due: `20${String(20 + (n % 60)).padStart(2, '0')}-01-01` })), nothing);
      const found = await search.search({ words: 'rapport', kind: null, limit: 3 }, { committees: [CNCOT], inCamera: [] });
      expect(found.map(({ day }) => day)).toEqual(['2079-01-01', '2079-01-01', '2079-01-01']);
    });
  });

  it('named filters are kept for the one who named them', async () => {
    const { views } = fresh();
    expect(await views.of(ANA)).toEqual([]);
    await views.save(ANA, [{ name: 'En retard', query: { late: 'true' }, layout: 'board' }], NOW);
    await views.save(ANA, [{ name: 'Bloquées', query: { state: 'blocked' }, layout: 'list' }], NOW);
    expect(await views.of(ANA)).toEqual([{ name: 'Bloquées', query: { state: 'blocked' }, layout: 'list' }]);
    expect(await views.of(personId('per-ben'))).toEqual([]);
  });
}

const queues = [{ name: 'follow', policy: 'standard' as const }];
describe('actions', () => {
  everyStore('PGlite', suite, { queues });
  everyStore('PostgreSQL', suite, { queues });
});
