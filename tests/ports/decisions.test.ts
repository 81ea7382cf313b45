// The register in storage: numbers, lists that show only what the reader may know, what follows one decision, and the seals by which a
// byte that was changed shows.
import { describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { actionsStore } from '../../src/adapters/store/actions-store.ts';
import { decisionSeals } from '../../src/adapters/store/decision-seals.ts';
import { decisionsStore } from '../../src/adapters/store/decisions-store.ts';
import { journalStore, sha256 } from '../../src/adapters/store/journal-store.ts';
import { NO_LINKS } from '../../src/features/actions/domain/action.ts';
import type { Sight } from '../../src/features/committees/domain/sight.ts';
import { sealed, sealedAmendment } from '../../src/features/decisions/domain/seal.ts';
import { isLeft, type Reached, type ReachState } from '../../src/features/decisions/domain/reach.ts';
import type { Amendment, RegisteredDecision, UnnumberedDecision } from '../../src/features/decisions/domain/registered-decision.ts';
import type { DecisionFilter, DecisionStore, Recording, Saving } from '../../src/features/decisions/ports.ts';
import { verifyJournal } from '../../src/features/journal/use-cases/verify-journal.ts';
import { committeeId, decisionId, personId } from '../../src/shared/ids.ts';
import { storedAction } from '../support/stored-action.ts';
import { aDecision, anUnnumberedDecision } from '../support/stored-decision.ts';
import { everyStore, type StoreInTest } from '../support/stores.ts';

const CNCOT = committeeId('cncot');
const CTCOT = committeeId('ctcot-chum');
const CDM = committeeId('cdm');
const NOON = new Date('2027-01-08T17:00:00.000Z');
const TODAY = '2027-06-01';
const ALL: Sight = { committees: [CNCOT, CTCOT], inCamera: [CNCOT, CTCOT] };
const nothing: Saving = { journal: [], next: [] };
const sealing = (of: RegisteredDecision): Saving => ({
  journal: [{ chain: of.committee, at: NOON, by: { kind: 'gouverne' }, did: { act: 'decision-recorded', decision: of.id, number: of.number, kind: of.kind, inCamera: of.inCamera, present: of.present.length, votes: of.vote, meeting: of.meeting, sha256: sha256(sealed(of)) } }],
  next: [{ job: 'follow', payload: { decision: of.id }, key: of.id }],
});
const SERIES = { cncot: 'CNCOT', 'ctcot-chum': 'CTCOT-CHUM', cdm: 'CDM' } as Readonly<Record<string, string>>;

let tenants = 0;
const suite = (store: StoreInTest): void => {
  const fresh = () => {
    const tenant = `decisions-${(tenants += 1)}`;
    const decisions = decisionsStore(store.data, tenant);
    const record = async (over: Partial<UnnumberedDecision> = {}, more: Partial<Recording> = {}): Promise<RegisteredDecision> => {
      const given = anUnnumberedDecision(over);
      const year = given.takenAt.slice(0, 4);
      return (await decisions.record(given, { replaces: [], institutions: [], series: { network: `D-${year}`, committee: `${SERIES[given.committee]}-${year}` }, ...more }, sealing))!;
    };
    const verify = () => verifyJournal({ journal: journalStore(store.data.db), sha256, texts: decisionSeals(store.data) })(tenant);
    return { tenant, decisions, record, verify };
  };
  const found = async (decisions: DecisionStore, over: Partial<DecisionFilter> = {}): Promise<string[]> => (await decisions.list({ sight: ALL, today: TODAY, ...over }, { cursor: null, limit: 50 })).decisions.map(({ id }) => id);
  const answered = (row: Reached, state: Exclude<ReachState, 'asked'>): Reached => ({ ...row, state, plannedOn: state === 'planned' ? '2027-03-01' : null, reason: state === 'not-applicable' ? 'Sans télésanté' : null, answeredAt: NOON, answeredBy: personId('per-chum-clin') });

  describe('a decision', () => {
    it('is numbered in the network and in its committee, each year anew', async () => {
      const { record } = fresh();
      const ids = [await record(), await record({ committee: CTCOT }), await record(), await record({ takenAt: '2028-01-06T09:40' })].map(({ id, number }) => [id, number]);
      expect(ids).toEqual([['D-2027-001', 'CNCOT-2027-001'], ['D-2027-002', 'CTCOT-CHUM-2027-001'], ['D-2027-003', 'CNCOT-2027-002'], ['D-2028-001', 'CNCOT-2028-001']]);
    });

    it('is read back as it was recorded, by its id and by either of its numbers', async () => {
      const { decisions, record } = fresh();
      const recorded = await record({ meeting: 'cncot/2027-01-07T09:00' as never, item: 'Calendrier', inCamera: true, reviewOn: '2028-01-07' }, { institutions: ['chum', 'icm'] });
      expect(recorded.reach).toEqual({ asked: 2, applied: 0, left: 2 });
      expect(await decisions.find(recorded.id)).toEqual(recorded);
      expect([await decisions.findNumber('d-2027-001'), await decisions.findNumber('cncot-2027-001')].map((line) => line?.id)).toEqual([recorded.id, recorded.id]);
      expect([await decisions.find(decisionId('D-2027-009')), await decisions.findNumber('D-2027-009')]).toEqual([null, null]);
    });

    it('supersedes at the same moment what it replaces, once', async () => {
      const { decisions, record } = fresh();
      const old = await record();
      const now = await record({ takenAt: '2027-02-04T09:30' }, { replaces: [old.id] });
      expect(await decisions.find(old.id)).toMatchObject({ supersededBy: now.id, version: 2 });
      expect((await decisions.replacedBy(now.id)).map(({ id }) => id)).toEqual([old.id]);
      expect(await decisions.record(anUnnumberedDecision(), { replaces: [old.id], institutions: [], series: { network: 'D-2027', committee: 'CNCOT-2027' } }, () => nothing)).toBeNull();
      // No number is lost with it.
      expect((await record()).id).toBe('D-2027-003');
    });

    it('is amended and reviewed by whoever saw it as it is; another one is told', async () => {
      const { decisions, record } = fresh();
      const recorded = await record();
      const amendment: Amendment = { at: NOON, by: personId('per-secretariat-msss'), text: 'Tel que modifié.', reason: 'Coquille' };
      const amended = await decisions.amend(recorded, amendment, nothing);
      expect(amended).toEqual({ ...recorded, amendments: [amendment], version: 2 });
      expect(await decisions.review(recorded, '2028-01-07', nothing)).toBeNull();
      expect(await decisions.review(amended!, '2028-01-07', nothing)).toEqual({ ...amended!, reviewOn: '2028-01-07', version: 3 });
      expect((await decisions.find(recorded.id))?.text).toBe(recorded.text);
    });
  });

  describe('the register', () => {
    it('comes newest first, page by page, without a gap and without a twin', async () => {
      const { decisions, record } = fresh();
      for (const [n, committee] of [CNCOT, CTCOT, CNCOT, CTCOT, CNCOT].entries()) await record({ committee, takenAt: `2027-01-0${1 + Math.floor(n / 2)}T09:40` });
      for (const sight of [ALL, { ...ALL, committees: [CNCOT] }]) {
        const whole = (await decisions.list({ sight, today: TODAY }, { cursor: null, limit: 50 })).decisions.map(({ id }) => id);
        const pages: string[] = [];
        for (let cursor: string | null = null; ;) {
          const page = await decisions.list({ sight, today: TODAY }, { cursor, limit: 2 });
          pages.push(...page.decisions.map(({ id }) => id));
          cursor = page.next;
          if (cursor === null) break;
        }
        expect(pages).toEqual(whole);
        expect(whole).toEqual([...whole].sort().reverse());
      }
      expect(await found(decisions, { sight: { committees: [CNCOT], inCamera: [] } })).toEqual(['D-2027-005', 'D-2027-003', 'D-2027-001']);
    });

    it('reads the same whether the committees are few or many', async () => {
      const { decisions, record } = fresh();
      for (let n = 0; n < 6; n += 1) await record({ committee: n % 3 === 0 ? CTCOT : CNCOT, takenAt: `2027-02-0${1 + (n % 4)}T10:00` });
      const many = { ...ALL, committees: [...ALL.committees, ...Array.from({ length: 40 }, (_, n) => committeeId(`loc-${n}`))] };
      expect(await found(decisions, { sight: many })).toEqual(await found(decisions));
    });

    it('shows nothing of what the reader may not know', async () => {
      const { decisions, record } = fresh();
      const open = await record();
      const inCamera = await record({ inCamera: true });
      await record({ committee: CDM });
      expect(await found(decisions)).toEqual([inCamera.id, open.id]);
      expect(await found(decisions, { sight: { committees: [CNCOT, CTCOT], inCamera: [CTCOT] } })).toEqual([open.id]);
      expect(await found(decisions, { sight: { committees: [], inCamera: [] } })).toEqual([]);
    });

    it('is asked by kind, year, standing and words', async () => {
      const { decisions, record } = fresh();
      const [old, due, ruling] = [await record({ takenAt: '2026-12-03T09:10' }), await record({ reviewOn: '2027-06-01' }), await record({ kind: 'ruling', title: 'Relève de niveau 2', text: 'Le CCT CUSM assure la relève.', reviewOn: '2027-06-02' })];
      const now = await record({}, { replaces: [old.id] });
      expect(await found(decisions, { kind: 'ruling' })).toEqual([ruling.id]);
      expect(await found(decisions, { year: 2026 })).toEqual([old.id]);
      expect(await found(decisions, { standing: 'superseded' })).toEqual([old.id]);
      expect(await found(decisions, { standing: 'to-review' })).toEqual([due.id]);
      expect(await found(decisions, { standing: 'in-force' })).toEqual([now.id, ruling.id]);
      expect(await found(decisions, { words: 'releves' })).toEqual([ruling.id]);
      expect(await found(decisions, { words: 'cncot-2026-001' })).toEqual([old.id]);
      expect(await found(decisions, { words: '…' })).toEqual([]);
    });

    it('says which wait to be carried out: open actions, or institutions that have not applied them', async () => {
      const { tenant, decisions, record } = fresh();
      const [done, acted, sent, replaced] = [await record(), await record(), await record({}, { institutions: ['chum'] }), await record({}, { institutions: ['chum'] })];
      await record({}, { replaces: [replaced.id] });
      const actions = actionsStore(store.data, tenant);
      const action = (state: 'todo' | 'done', over = {}) => storedAction({ committee: CNCOT, state, closedAt: state === 'done' ? NOON : null, createdAt: NOON, ...over });
      await actions.create([action('todo', { links: { ...NO_LINKS, decision: acted.id } }), action('done', { links: { ...NO_LINKS, decision: acted.id } }), action('done', { links: { ...NO_LINKS, decision: done.id } }), action('todo', { committee: CDM, links: { ...NO_LINKS, decision: done.id } })], () => ({ journal: [], next: [] }));
      expect((await found(decisions, { awaiting: true })).sort()).toEqual([acted.id, sent.id]);
      expect(await decisions.execution([done.id, acted.id, sent.id], ALL, TODAY)).toEqual(new Map([[done.id, { open: 0, late: 0, done: 1 }], [acted.id, { open: 1, late: 1, done: 1 }]]));
      expect((await decisions.carrying(acted.id, ALL, TODAY)).map(({ state, late }) => [state, late])).toEqual([['todo', true], ['done', false]]);
      expect(await decisions.carrying(done.id, { committees: [CDM], inCamera: [] }, TODAY)).toHaveLength(1);
    });
  });

  describe('the reach', () => {
    it('is asked once an institution, and counts stay those of the rows', async () => {
      const { decisions, record } = fresh();
      const recorded = await record({}, { institutions: ['chum'] });
      const more = await decisions.ask(recorded, ['icm', 'cusm'], NOON, nothing);
      expect(more).toMatchObject({ version: 2, reach: { asked: 3, applied: 0, left: 3 } });
      expect(await decisions.ask(recorded, ['cisss-g'], NOON, nothing)).toBeNull();
      const of = async (institution: string): Promise<Reached> => (await decisions.reach(recorded.id)).find((row) => row.institution === institution)!;
      for (const [institution, state] of [['chum', 'applied'], ['icm', 'planned'], ['cusm', 'not-applicable'], ['chum', 'received'], ['icm', 'applied']] as const) {
        const before = await of(institution);
        expect(await decisions.answer(answered(before, state), before, nothing)).toBe(true);
        const rows = await decisions.reach(recorded.id);
        expect((await decisions.find(recorded.id))?.reach).toEqual({ asked: rows.length, applied: rows.filter(({ state }) => state === 'applied').length, left: rows.filter(({ state }) => isLeft(state)).length });
      }
      expect((await decisions.find(recorded.id))?.reach).toEqual({ asked: 3, applied: 1, left: 1 });
    });

    it('is answered by whoever saw it as it is', async () => {
      const { decisions, record } = fresh();
      const { id } = await record({}, { institutions: ['chum'] });
      const [asked] = await decisions.reach(id);
      expect(await decisions.answer(answered(asked!, 'received'), asked!, nothing)).toBe(true);
      expect(await decisions.answer(answered(asked!, 'applied'), asked!, nothing)).toBe(false);
      expect((await decisions.reach(id)).map(({ state }) => state)).toEqual(['received']);
    });

    it('names what an institution has not answered, and not what was superseded since', async () => {
      const { decisions, record } = fresh();
      const [first, second, third] = [await record({}, { institutions: ['chum', 'icm'] }), await record({}, { institutions: ['chum'] }), await record({}, { institutions: ['chum'] })];
      const [asked] = await decisions.reach(second.id);
      await decisions.answer(answered(asked!, 'received'), asked!, nothing);
      await record({}, { replaces: [third.id] });
      expect(await decisions.unanswered(['chum'], 10)).toEqual([first.id]);
      // Once each, however many institutions are asked.
      const fourth = await record({}, { institutions: ['chum', 'icm'] });
      expect(await decisions.unanswered(['chum', 'icm'], 2)).toEqual([first.id, fourth.id]);
      expect(await decisions.unanswered([], 10)).toEqual([]);
    });
  });

  describe('examples', () => {
    it('are loaded once under their own numbers, and the next one follows them', async () => {
      const { decisions, record } = fresh();
      const example = aDecision({ recordedBy: null });
      expect(await decisions.addExamples([example], () => nothing)).toEqual([example]);
      expect(await decisions.addExamples([example], () => nothing)).toEqual([]);
      const { id, number } = await record();
      expect([id, number]).toEqual(['D-2027-002', 'CNCOT-2027-002']);
    });
  });

  describe('the seal', () => {
    it('holds while nothing but what may change has changed', async () => {
      const { decisions, record, verify } = fresh();
      const old = await record({}, { institutions: ['chum'] });
      const [row] = await decisions.reach(old.id);
      await decisions.answer(answered(row!, 'applied'), row!, nothing);
      const amendment: Amendment = { at: NOON, by: null, text: 'Tel que modifié.', reason: 'Coquille' };
      await decisions.amend((await decisions.find(old.id))!, amendment, { ...nothing, journal: [{ chain: CNCOT, at: NOON, by: { kind: 'gouverne' }, did: { act: 'decision-amended', decision: old.id, amendment: 1, sha256: sha256(sealedAmendment(amendment)) } }] });
      await record({}, { replaces: [old.id] });
      expect(await verify()).toMatchObject({ ok: true, entries: 3, broken: [] });
    });

    it.each([
      ['one letter of the text', sql`update decision set text = replace(text, 'adopté', 'adoptè') where id = 'D-2027-001'`, 1],
      ['a vote', sql`update decision set votes_against = 1 where id = 'D-2027-001'`, 1],
      ['who was there', sql`update decision set present = replace(present::text, 'per-coord-clin', 'per-coord-tech')::jsonb where id = 'D-2027-001'`, 1],
      ['an amendment', sql`update decision set amendments = replace(amendments::text, 'modifié', 'modifiée')::jsonb where id = 'D-2027-001'`, 2],
      ['a decision that is gone', sql`delete from decision where id = 'D-2027-001'`, 1],
    ])('shows %s', async (_what, change, seq) => {
      const { tenant, decisions, record, verify } = fresh();
      const recorded = await record();
      const amendment: Amendment = { at: NOON, by: null, text: 'Tel que modifié.', reason: 'Coquille' };
      if (seq === 2) await decisions.amend(recorded, amendment, { ...nothing, journal: [{ chain: CNCOT, at: NOON, by: { kind: 'gouverne' }, did: { act: 'decision-amended', decision: recorded.id, amendment: 1, sha256: sha256(sealedAmendment(amendment)) } }] });
      await store.data.tx(async (tx) => { await tx.execute(sql`${change} and tenant_id = ${tenant}`); });
      expect((await verify()).broken).toEqual([{ chain: 'cncot', seq, why: 'text' }]);
    });
  });
};

everyStore('PGlite', suite, { queues: [{ name: 'follow', policy: 'standard' }] });
everyStore('PostgreSQL', suite, { queues: [{ name: 'follow', policy: 'standard' }] });
