// The published contract against what is served: its page and its routes, who may ask what, a charter with every fault, what was
// changed by hand in Teams, and what is said when something of Microsoft 365 is missing.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { occurrences } from '../../src/adapters/recurrence/occurrences.ts';
import { OPERATIONS, type ApiOperation } from '../../src/contract/api.ts';
import { Problem } from '../../src/contract/common.ts';
import { CommitteeDetail, type NewCommittee } from '../../src/contract/committees.ts';
import { JournalPage } from '../../src/contract/journal.ts';
import { Doctor, Draft, Drift, DriftResolved, Plan, Run } from '../../src/contract/provisioning.ts';
import { openApiFaults } from '../support/openapi-rules.ts';
import { startProduct, type Product } from '../support/product.ts';
import { PEOPLE, smallNetwork } from '../support/small-network.ts';

// Real waits and real limits: a run takes seconds.
jest.setTimeout(60_000);

const OBSERVER = 'observation@rqt.example';
const STRANGER = 'inconnu@rqt.example';
const person = (id: string, email: string) => `  - {id: ${id}, titre_fr: "Personne ${id}", courriel: ${email}, organisation: org-msss, langue: fr-CA, fuseau: America/Toronto}\n`;
const SEAT = '      - {vacant: true, role: membre, votant: true, represente: gpp-usagers}\n';
/** The small network with somebody who observes the CNCOT. */
const observed = (text: string): string => text.replace('roles_applicatifs:', `${person('per-obs', OBSERVER)}roles_applicatifs:`).replace(SEAT, `${SEAT}      - {personne: per-obs, role: observateur, votant: false}\n`);
const CHARTER = smallNetwork(observed);
/** The tenant has one account more than the charter has people. */
const TENANT = CHARTER.replace('roles_applicatifs:', `${person('per-inconnu', STRANGER)}roles_applicatifs:`);

const finished = async (g: Product, run: Run): Promise<Run> => {
  for (;;) {
    const now = Run.parse((await g.api(PEOPLE.secretary, 'GET', `/api/runs/${run.id}`)).body);
    if (now.finishedAt !== null) return now;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
};
const planned = async (g: Product): Promise<Plan> => Plan.parse((await g.api(PEOPLE.secretary, 'POST', '/api/plan', {})).body);
const applied = async (g: Product, { id }: Plan): Promise<Run> => finished(g, Run.parse((await g.api(PEOPLE.secretary, 'POST', '/api/apply', { planId: id })).body));
const drift = async (g: Product): Promise<Drift['items']> => Drift.parse((await g.api(PEOPLE.secretary, 'POST', '/api/drift', {})).body).items;

describe('the contract', () => {
  let g: Product;
  beforeAll(async () => {
    g = await startProduct({ name: 'contract', charter: TENANT });
    await g.standUp(CHARTER);
  });
  afterAll(async () => { await g.close(); });

  /** Every request that Graph received, those inside a batch one by one. */
  const asked = (): string[] => readFileSync('artifacts/graph/contract.ndjson', 'utf8').split('\n').filter((line) => line !== '').flatMap((line) => {
    const { method, url, requestBody } = JSON.parse(line) as { method: string; url: string; requestBody: { requests?: { method: string; url: string }[] } | null };
    return (requestBody?.requests ?? [{ method, url }]).map((request) => `${request.method} ${request.url}`);
  });
  const writes = (): string[] => asked().filter((request) => !request.startsWith('GET '));

  describe('as it is published', () => {
    interface Layer { readonly rawPath?: unknown; readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> }; readonly handle: { readonly stack?: readonly Layer[] } }
    const routes = (stack: readonly Layer[], under = ''): string[] => stack.flatMap(({ route, rawPath, handle }) =>
      route !== undefined
        ? Object.keys(route.methods).map((method) => `${method} ${under}${route.path}`)
        : routes(handle.stack ?? [], typeof rawPath === 'string' && rawPath !== '/' ? `${under}${rawPath}` : under));
    /** What Microsoft calls, in its own protocols and with its own proofs of who it is; and the description itself. */
    const BESIDE = ['post /api/messages', 'post /api/graph/notifications', 'post /api/graph/lifecycle', 'get /api/openapi.json', 'get /api/docs'];
    const listed = OPERATIONS.map(({ method, path }) => `${method} ${path}`);

    it('lists exactly the routes that are served', () => {
      const served = routes((g.gouverne.app as unknown as { router: { stack: readonly Layer[] } }).router.stack).filter((route) => route.includes(' /api/'));
      expect(served.filter((route) => !BESIDE.includes(route)).map((route) => route.replace(/:(\w+)/g, '{$1}')).sort()).toEqual([...listed].sort());
      expect(served).toEqual(expect.arrayContaining(BESIDE));
    });

    it('is valid OpenAPI 3.1, with every operation, for whoever asks', async () => {
      const { status, body } = await g.api<{ paths: Record<string, Record<string, object>> }>(null, 'GET', '/api/openapi.json');
      expect(status).toBe(200);
      expect(openApiFaults(body as never)).toEqual([]);
      expect(Object.entries(body.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`)).sort()).toEqual([...listed].sort());
    });

    it('reads as a page without JavaScript, with every operation', async () => {
      const page = await (await fetch(`${g.url}/api/docs`)).text();
      expect(page).not.toContain('<script');
      for (const { method, path } of OPERATIONS) expect(page).toContain(`<td><code>${method.toUpperCase()}</code></td><td><code>${path}</code></td>`);
    });
  });

  describe('is for those whom the rules let in', () => {
    const ROLES = { coordinator: PEOPLE.secretary, secretary: PEOPLE.technician, chair: PEOPLE.manager, member: PEOPLE.clinician, observer: OBSERVER, auditor: PEOPLE.auditor, administrator: PEOPLE.admin, stranger: STRANGER } as const;
    const form: NewCommittee = {
      nameFr: 'Comité conseil — Essai', acronym: 'CC-ESSAI', level: 'conseil', parentId: 'cnccs', mandateFr: 'Conseille.',
      cadence: { label: 'Au besoin', rule: null, start: null, zone: 'America/Toronto', minutes: 60 }, quorum: { type: 'aucun', minimum: null }, confidential: false,
      seats: [{ personId: 'per-expert', role: 'presidence', votes: true, represents: null, alternateOf: null, from: null, until: null }], channelKind: 'standard',
    };
    /** To each a team of their own: Gouverne keeps to the limits of each team and channel, and the next reading of one waits a second or two. */
    const committees = (as: string): string[] => (as === PEOPLE.admin ? ['cdm'] : as === PEOPLE.auditor ? ['ctcot-chum'] : ['cnccs']);
    /** A plan that the person may see, or none. */
    const plan = async (as: string): Promise<string> => (await g.api<Partial<Plan>>(as, 'POST', '/api/plan', { committees: committees(as) })).body.id ?? 'aucun';
    const draft = async (as: string): Promise<string> => (await g.api<Partial<Draft>>(as, 'POST', '/api/committees/draft', form)).body.plan?.id ?? 'aucun';

    /** The first year whose slots are all to come; a Thursday of the CNCOT's rule in it. */
    const NEXT = new Date().getUTCFullYear() + 1;
    const [SLOT = ''] = occurrences('FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', '2027-01-07T09:00', 'America/Toronto', `${NEXT}-03-01`, `${NEXT}-03-31`);
    const MEETING = `/api/meetings/${encodeURIComponent(`cncot/${SLOT}`)}`;

    /** The first one of the year, made by the row that comes before those that ask for it. */
    const ACTION = `/api/actions/A-${new Date().getFullYear()}-001`;

    /** When it was taken: the machine's yesterday is over everywhere. */
    const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const DECISION = `/api/decisions/D-${YESTERDAY.slice(0, 4)}-001`;

    interface Row { readonly is: string; readonly path?: string; readonly body?: (as: string) => unknown; readonly inTurn?: true; readonly answers: readonly number[] }
    //                                                                                                            coord. secr. chair member obs. audit. admin. stranger
    const TABLE: readonly Row[] = [
      { is: 'get /api/me',                                                                            answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'put /api/me/preferences', body: () => ({ language: 'fr-CA' }),                           answers: [200, 200, 200, 200, 200, 200, 200, 403] },
      { is: 'get /api/committees',                                                                    answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'get /api/committees/{id}', path: '/api/committees/cncot',                                answers: [200, 200, 200, 200, 200, 200, 200, 403] },
      // Restricted: that it exists is not told.
      { is: 'get /api/committees/{id}', path: '/api/committees/cdm',                                  answers: [200, 404, 404, 404, 404, 200, 200, 403] },
      { is: 'get /api/suggestion', path: '/api/suggestion?teamId=0&channelId=19:x',                   answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'get /api/institutions',                                                                  answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'get /api/choices',                                                                       answers: [200, 403, 403, 403, 403, 403, 403, 403] },
      { is: 'post /api/committees/draft', path: '/api/committees/draft?plan=none', body: () => form,  answers: [200, 403, 403, 403, 403, 403, 403, 403] },
      { is: 'post /api/plan', body: (as) => ({ committees: committees(as) }),                         answers: [200, 403, 403, 403, 403, 200, 200, 403] },
      { is: 'post /api/apply', body: async (as) => ({ planId: await plan(as), committees: committees(as) }), inTurn: true, answers: [202, 403, 403, 403, 403, 403, 202, 403] },
      { is: 'get /api/runs/{id}', path: '/api/runs/latest',                                           answers: [200, 403, 403, 403, 403, 200, 200, 403] },
      { is: 'get /api/runs/{id}/events', path: '/api/runs/latest/events',                             answers: [200, 403, 403, 403, 403, 200, 200, 403] },
      { is: 'post /api/drift', body: () => ({}),                                                      answers: [200, 403, 403, 403, 403, 200, 200, 403] },
      { is: 'post /api/drift/resolve', body: () => ({ adopt: [], restore: [] }),                      answers: [200, 403, 403, 403, 403, 403, 403, 403] },
      { is: 'get /api/charter',                                                                       answers: [200, 403, 403, 403, 403, 200, 200, 403] },
      { is: 'get /api/doctor',                                                                        answers: [200, 403, 403, 403, 403, 200, 200, 403] },
      { is: 'get /api/meetings',                                                                      answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'get /api/meetings', path: '/api/meetings?committee=cdm',                                 answers: [200, 404, 404, 404, 404, 200, 200, 403] },
      { is: 'get /api/me/meetings',                                                                   answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'get /api/me/feed',                                                                       answers: [200, 200, 200, 200, 200, 200, 200, 403] },
      { is: 'post /api/me/feed',                                                                      answers: [201, 201, 201, 201, 201, 201, 201, 403] },
      { is: 'delete /api/me/feed',                                                                    answers: [200, 200, 200, 200, 200, 200, 200, 403] },
      { is: 'get /api/me/reminders',                                                                  answers: [200, 200, 200, 200, 200, 200, 200, 403] },
      { is: 'put /api/me/reminders', body: () => ({ before: ['P1D'], quiet: null }),                  answers: [200, 200, 200, 200, 200, 200, 200, 403] },
      { is: 'post /api/calendar/draft', body: () => ({ committee: 'cncot', year: NEXT }),             answers: [200, 200, 200, 200, 200, 200, 200, 403] },
      { is: 'post /api/calendar/adopt', body: () => ({ committee: 'cncot', year: NEXT, choices: [] }), answers: [200, 403, 403, 403, 403, 403, 200, 403] },
      { is: 'post /api/meetings', body: () => ({ committee: 'cncot', start: `${NEXT}-03-02T09:00`, minutes: 60 }), answers: [201, 403, 403, 403, 403, 403, 201, 403] },
      { is: 'get /api/meetings/{id}', path: MEETING,                                                  answers: [200, 200, 200, 200, 200, 200, 200, 403] },
      { is: 'get /api/meetings/{id}/follow-up', path: `${MEETING}/follow-up`,                         answers: [200, 200, 200, 200, 200, 200, 200, 403] },
      { is: 'get /api/meetings/{id}/alternatives', path: `${MEETING}/alternatives`,                   answers: [200, 403, 403, 403, 403, 403, 200, 403] },
      { is: 'post /api/meetings/{id}/change', path: `${MEETING}/change`, body: () => ({ version: 1 }), answers: [200, 403, 403, 403, 403, 403, 200, 403] },
      // Of two in turn the second saw a meeting that is no longer so.
      { is: 'post /api/meetings/{id}/cancel', path: `${MEETING}/cancel`, body: () => ({ version: 1 }), inTurn: true, answers: [200, 403, 403, 403, 403, 403, 409, 403] },
      { is: 'post /api/meetings/{id}/restore', path: `${MEETING}/restore`, body: () => ({ version: 2 }), inTurn: true, answers: [200, 403, 403, 403, 403, 403, 409, 403] },
      { is: 'post /api/meetings/{id}/convene', path: `${MEETING}/convene`, body: () => ({ version: 3 }), inTurn: true, answers: [200, 403, 403, 403, 403, 403, 409, 403] },
      { is: 'put /api/meetings/{id}/answer', path: `${MEETING}/answer`, body: () => ({ answer: 'present' }), answers: [200, 403, 403, 403, 200, 403, 403, 403] },
      { is: 'put /api/meetings/{id}/answer', path: `${MEETING}/answer`, body: () => ({ answer: 'absent', person: 'per-territoire' }), answers: [200, 403, 403, 403, 403, 403, 403, 403] },
      { is: 'get /api/actions',                                                                       answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'get /api/me/actions',                                                                    answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'get /api/me/views',                                                                      answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'put /api/me/views', body: () => ({ views: [{ name: 'En retard', query: { late: 'true' }, layout: 'list' }] }), answers: [200, 200, 200, 200, 200, 200, 200, 403] },
      // Members make actions; observers read them, and so does the audit. Those of a restricted committee do not exist for others.
      { is: 'post /api/actions', body: () => ({ committee: 'loc-chum', title: 'Transmettre le calendrier', due: { workingDays: 5 }, owner: { kind: 'person', id: 'per-clin' } }), answers: [201, 201, 201, 201, 403, 403, 201, 403] },
      { is: 'post /api/actions', body: () => ({ committee: 'cdm', title: 'Réviser le mandat', due: { workingDays: 5 } }), answers: [201, 404, 404, 404, 404, 403, 201, 403] },
      { is: 'get /api/actions/export', path: '/api/actions/export?state=all',                         answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'get /api/actions/export', path: '/api/actions/export?format=csv',                        answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'post /api/actions/import', body: () => ({ committee: 'loc-chum', file: Buffer.from('Titre;Échéance\nRelire;2999-01-01\n').toString('base64'), dryRun: true }), answers: [200, 200, 200, 403, 403, 403, 200, 403] },
      { is: 'get /api/actions/{id}', path: ACTION,                                                    answers: [200, 200, 200, 200, 200, 200, 200, 403] },
      { is: 'post /api/actions/{id}/change', path: `${ACTION}/change`, body: () => ({ version: 1, outcome: null }), answers: [200, 200, 200, 200, 403, 403, 200, 403] },
      { is: 'post /api/actions/bulk', body: () => ({ actions: [{ id: ACTION.split('/').at(-1), version: 1 }], change: { priority: 'low' }, dryRun: true }), answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'get /api/decisions',                                                                     answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'get /api/decisions', path: '/api/decisions?committee=cdm',                               answers: [200, 404, 404, 404, 404, 200, 200, 403] },
      { is: 'get /api/decisions/export', path: '/api/decisions/export?format=csv',                    answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      // Not even the administration records what a committee decided.
      { is: 'post /api/decisions', body: () => ({ committee: 'cncot', kind: 'decision', title: 'Le calendrier est adopté', text: 'Tel que présenté.', takenAt: `${YESTERDAY}T09:40`, vote: { mode: 'unanimous' }, present: ['per-coord', 'per-territoire'] }), answers: [201, 403, 403, 403, 403, 403, 403, 403] },
      { is: 'get /api/decisions/{id}', path: DECISION,                                                answers: [200, 200, 200, 200, 200, 200, 200, 403] },
      { is: 'post /api/decisions/{id}/amend', path: `${DECISION}/amend`, body: () => ({ version: 1, text: 'Tel que modifié.', reason: 'Coquille' }), answers: [200, 403, 403, 403, 403, 403, 403, 403] },
      { is: 'post /api/decisions/{id}/review', path: `${DECISION}/review`, body: () => ({ version: 2, reviewOn: `${NEXT}-12-01` }), answers: [200, 403, 403, 403, 403, 403, 403, 403] },
      { is: 'post /api/decisions/{id}/reach', path: `${DECISION}/reach`, body: () => ({ version: 3, institutions: ['chum'] }), answers: [200, 403, 403, 403, 403, 403, 403, 403] },
      { is: 'get /api/decisions/{id}/reach', path: `${DECISION}/reach`,                               answers: [200, 200, 200, 200, 200, 200, 200, 403] },
      { is: 'put /api/decisions/{id}/reach/{institution}', path: `${DECISION}/reach/chum`, body: () => ({ state: 'received' }), answers: [200, 200, 200, 200, 403, 403, 403, 403] },
      // Who seems to leave, and what would follow: nothing is handed over here.
      { is: 'get /api/handover/{person}', path: '/api/handover/per-expert',                           answers: [200, 403, 403, 403, 403, 403, 200, 403] },
      { is: 'post /api/handover', body: () => ({ person: 'per-expert', version: 1, seats: {}, roles: null, actions: null, dryRun: true }), answers: [422, 403, 403, 403, 403, 403, 422, 403] },
      { is: 'get /api/desk',                                                                          answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'get /api/desk', path: '/api/desk?committee=cdm',                                         answers: [200, 404, 404, 404, 404, 200, 200, 403] },
      { is: 'get /api/desk/export',                                                                   answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'get /api/search', path: '/api/search?q=calendrier',                                      answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'get /api/cascade',                                                                       answers: [200, 200, 200, 200, 200, 200, 200, 200] },
      { is: 'post /api/cascade/proposal', body: () => ({ year: NEXT, given: [{ committee: 'cncot', start: `${NEXT}-03-04T09:00` }] }), answers: [200, 200, 200, 200, 200, 200, 200, 403] },
      // For the privacy officer, who is none of these, and for the audit, which only reads.
      { is: 'get /api/incidents',                                                                     answers: [403, 403, 403, 403, 403, 200, 403, 403] },
      { is: 'post /api/incidents', body: () => ({ nature: 'loss', occurredOn: '2026-01-05', learnedOn: '2026-01-05', place: 'document' }), answers: [403, 403, 403, 403, 403, 403, 403, 403] },
      { is: 'post /api/incidents/export', body: () => ({}),                                           answers: [403, 403, 403, 403, 403, 200, 403, 403] },
      { is: 'get /api/incidents/{id}', path: '/api/incidents/I-2026-001',                             answers: [403, 403, 403, 403, 403, 404, 403, 403] },
      { is: 'post /api/incidents/{id}/change', path: '/api/incidents/I-2026-001/change', body: () => ({ nature: 'loss', occurredOn: '2026-01-05', learnedOn: '2026-01-05', place: 'document', version: 1 }), answers: [403, 403, 403, 403, 403, 403, 403, 403] },
      { is: 'post /api/incidents/{id}/close', path: '/api/incidents/I-2026-001/close', body: () => ({ version: 1 }), answers: [403, 403, 403, 403, 403, 403, 403, 403] },
      { is: 'post /api/incidents/{id}/reopen', path: '/api/incidents/I-2026-001/reopen', body: () => ({ version: 1 }), answers: [403, 403, 403, 403, 403, 403, 403, 403] },
      { is: 'get /api/journal',                                                                       answers: [200, 200, 200, 403, 403, 200, 200, 403] },
      { is: 'get /api/journal', path: '/api/journal?committee=loc-chum',                              answers: [200, 200, 200, 403, 403, 200, 200, 403] },
      { is: 'get /api/journal', path: '/api/journal?committee=cncot',                                 answers: [200, 403, 403, 403, 403, 200, 200, 403] },
      { is: 'get /api/journal/verify',                                                                answers: [200, 200, 200, 403, 403, 200, 200, 403] },
      { is: 'post /api/committees', body: async (as) => ({ committee: form, planId: await draft(as) }), answers: [201, 403, 403, 403, 403, 403, 403, 403] },
    ];
    const operation = (is: string): ApiOperation => OPERATIONS.find(({ method, path }) => `${method} ${path}` === is)!;
    const ask = async ({ is, path }: Row, as: string | null, body: unknown) => {
      const { method, path: template } = operation(is);
      const answer = await fetch(`${g.url}${path ?? template}`, {
        method: method.toUpperCase(), headers: { ...(as === null ? {} : { authorization: `Bearer ${await g.token(as)}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
    };

    it('has a row here for every operation, and nothing else', () => {
      expect([...new Set(TABLE.map(({ is }) => is))].sort()).toEqual(OPERATIONS.filter((op) => op.open !== true).map(({ method, path }) => `${method} ${path}`).sort());
    });

    it('answers nobody without a token, but for what signing in needs', async () => {
      const statuses = await Promise.all(TABLE.map(async (row) => {
        const { status, type, text } = await ask(row, null, operation(row.is).request === undefined ? undefined : {});
        expect(type).toContain('application/problem+json');
        expect(Problem.parse(JSON.parse(text)).remedy).toMatch(/\S/);
        return `${row.is} ${status}`;
      }));
      expect(statuses).toEqual(TABLE.map(({ is }) => `${is} 401`));
      for (const { path, reply, status } of OPERATIONS.filter((op) => op.open === true)) {
        const answer = await fetch(`${g.url}${path}`);
        expect(answer.status).toBe(status);
        reply?.parse(await answer.json());
      }
    });

    it.each(TABLE.map((row) => [`${row.is}${row.path === undefined ? '' : ` (${row.path})`}`, row] as const))('answers %s to each role as the rules say, in the shape that is published', async (_is, row) => {
      const answerTo = async (as: string): Promise<number> => {
        const { status, type, text } = await ask(row, as, await row.body?.(as));
        if (status >= 400) {
          expect(type).toContain('application/problem+json');
          expect(Problem.parse(JSON.parse(text))).toMatchObject({ status, detail: expect.stringMatching(/\S/) });
          return status;
        }
        const { reply, file = ['text/event-stream'] } = operation(row.is);
        if (reply === null) { expect(file.some((one) => type.startsWith(one))).toBe(true); return status; }
        const body = reply.parse(JSON.parse(text)) as { run?: Run | null };
        const run = body.run ?? (row.is === 'post /api/apply' ? (body as Run) : null);
        if (run !== null) expect((await finished(g, run)).state).toBe('done');
        return status;
      };
      const got: Record<string, number> = {};
      const asking = Object.entries(ROLES).map(([role, as]) => async () => { got[role] = await answerTo(as); });
      // One run at a time: the second would hear of the first.
      if (row.inTurn === true) for (const one of asking) await one();
      else await Promise.all(asking.map((one) => one()));
      expect(got).toEqual(Object.fromEntries(Object.keys(ROLES).map((role, i) => [role, row.answers[i]])));
    });
  });

  describe('a charter with every fault at once', () => {
    const FAULTS: readonly (readonly [code: string, from: string, to: string])[] = [
      ['loop', '    parent: null', '    parent: cncot'],
      ['unknown-parent', '    parent: cncot\n    organisations: [cct-chum', '    parent: cncott\n    organisations: [cct-chum'],
      ['no-chair', 'personne: per-coord, role: presidence, votant: true, represente: org-msss}', 'personne: per-coord, role: membre, votant: true, represente: org-msss}'],
      ['duplicate-acronym', 'acronyme: "GLT-CHUM"', 'acronyme: "CNCOT"'],
      ['name-refused', 'canal: "Séances"', 'canal: "Séances: 2027"'],
      ['seat-with-two-holders', '{vacant: true, role: membre, votant: true, represente: gpp-usagers}', '{personne: [per-expert, per-tech], role: membre, votant: true, represente: gpp-usagers}'],
      ['wrong-date', 'dtstart: "2027-01-12T13:30"', 'dtstart: "2027-02-30T13:30"'],
      ['wrong-zone', '    fuseau: America/Toronto\n    cadence', '    fuseau: America/Torronto\n    cadence'],
    ];
    const text = FAULTS.reduce((whole, [code, from, to]) => {
      if (whole.split(from).length !== 2) throw new Error(`${code}: « ${from} » stands ${whole.split(from).length - 1} times in the charter`);
      return whole.replace(from, () => to);
    }, CHARTER);
    const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
    const lines = Object.fromEntries(FAULTS.map(([code, , to]) => [code, lineOf(to)]));
    const charter = { source: 'rqt.yaml', text };

    it.each(['fr-CA', 'en-CA'])('is refused with all of them, each with its line and what to do, and Graph is not even asked (%s)', async (language) => {
      const inForce = (await g.api(PEOPLE.secretary, 'GET', '/api/charter')).body;
      const before = asked().length;
      for (const [path, body] of [['/api/plan', { charter }], ['/api/apply', { planId: 'x', charter }]] as const) {
        const answer = await g.api(PEOPLE.secretary, 'POST', path, body, { 'gouverne-language': language });
        expect(answer.status).toBe(422);
        const { errors = [] } = Problem.parse(answer.body);
        expect(Object.fromEntries(errors.map((error) => [error.code, error.line]))).toEqual(lines);
        expect(errors).toHaveLength(FAULTS.length);
        for (const error of errors) expect(error).toMatchObject({ field: expect.stringMatching(/^instances\[\d\]/), message: expect.stringMatching(/\S/), remedy: expect.stringMatching(/\S/) });
        expect(errors.find(({ code }) => code === 'name-refused')?.remedy).toContain('Séances - 2027');
        expect(errors.find(({ code }) => code === 'wrong-zone')?.remedy).toContain('America/Toronto');
      }
      expect(asked()).toHaveLength(before);
      expect((await g.api(PEOPLE.secretary, 'GET', '/api/charter')).body).toEqual(inForce);
    });
  });

  describe('what was changed by hand in Teams', () => {
    /** Names and roles of all that stands, without ids: what is put back may have a new one. */
    const standing = async (): Promise<unknown> => JSON.parse(JSON.stringify((await g.control<{ teams: unknown }>('GET', '/state')).teams, (key, value: unknown) => (key === 'id' ? undefined : value)));
    const byHand = async (team: string, channel: string, { renamed, left, tab }: { renamed: string; left: string; tab: string }): Promise<void> => {
      await g.control('POST', '/person', { act: 'delete-tab', team, channel, tab });
      await g.control('POST', '/person', { act: 'rename-channel', team, channel, to: renamed });
      await g.control('POST', '/person', { act: 'add-member', team, user: PEOPLE.deputy });
      await g.control('POST', '/person', { act: 'remove-member', team, user: left });
    };
    const settle = async (how: 'adopt' | 'restore', items: Drift['items']): Promise<DriftResolved> =>
      DriftResolved.parse((await g.api(PEOPLE.secretary, 'POST', '/api/drift/resolve', { adopt: [], restore: [], [how]: items.map(({ id }) => id) })).body);

    it('is kept when that is decided: nothing is left to do, nothing is written to Graph, and the charter’s pages say the same', async () => {
      await byHand('RQT - Territoire CHUM', 'CTCOT', { renamed: 'Rencontres', left: PEOPLE.manager, tab: 'CTCOT CHUM' });
      const items = await drift(g);
      // Whoever leaves a team leaves its private channels too.
      expect(items.map(({ kind, committee }) => `${kind} ${committee?.acronym ?? '-'}`).sort()).toEqual(['channel-renamed CTCOT CHUM', 'member-added -', 'member-removed -', 'member-removed GLT-CHUM', 'tab-removed CTCOT CHUM']);
      const [before, sent] = [await standing(), writes().length];
      expect(await settle('adopt', items)).toEqual({ adopted: 5, restored: 0, run: null });
      expect((await applied(g, await planned(g))).total).toBe(0);
      expect([await standing(), writes().length]).toEqual([before, sent]);
      expect(CommitteeDetail.parse((await g.api(PEOPLE.secretary, 'GET', '/api/committees/ctcot-chum')).body).workspace).toMatchObject({ state: 'ready', channel: 'Rencontres' });
    });

    it('is put back when that is decided: what stands is what stood', async () => {
      const before = await standing();
      await byHand('RQT - CNCOT', 'Séances', { renamed: 'Réunions', left: PEOPLE.territory, tab: 'CNCOT' });
      const items = await drift(g);
      expect(items.map(({ kind }) => kind).sort()).toEqual(['channel-renamed', 'member-added', 'member-removed', 'tab-removed']);
      expect(await standing()).not.toEqual(before);
      const { restored, run } = await settle('restore', items);
      expect(restored).toBe(4);
      expect((await finished(g, run!)).state).toBe('done');
      expect(await drift(g)).toEqual([]);
      expect(await standing()).toEqual(before);
    });

    it('is on record, with who decided', async () => {
      const { entries } = JournalPage.parse((await g.api(PEOPLE.auditor, 'GET', '/api/journal?limit=200')).body);
      const decided = entries.filter(({ act }) => act === 'drift-adopted');
      expect(decided).toHaveLength(5);
      expect(decided.every(({ by }) => by?.id === 'per-secretariat')).toBe(true);
    });
  });
});

describe('where something of Microsoft 365 is missing', () => {
  let g: Product;
  beforeAll(async () => {
    // Short-lived tokens: what an administrator grants or takes away counts at once.
    g = await startProduct({ name: 'contract-missing', charter: smallNetwork(), tenant: { tokenLifetimeS: 60 } });
    await g.gouverne.load(smallNetwork(), 'charters/rqt.yaml');
    const { users } = g.tenant.context.state;
    gone = account(PEOPLE.clinician);
    off = account(PEOPLE.territory);
    users.delete(gone.id);
    users.put(off.id, { ...off, accountEnabled: false });
  });
  afterAll(async () => { await g.close(); });

  const consent = (change: { grant?: string[]; revoke?: string[] }) => g.control('PATCH', `/registrations/${g.config.app.id}`, change);
  const check = async (id: string, language = 'fr-CA') => {
    const doctor = Doctor.parse((await g.api(PEOPLE.admin, 'GET', '/api/doctor', undefined, { 'gouverne-language': language })).body);
    return { ok: doctor.ok, others: doctor.checks.filter((one) => one.id !== id && one.state !== 'ok').map((one) => one.id), ...doctor.checks.find((one) => one.id === id)! };
  };
  const obstacles = (plan: Plan) => plan.teams.flatMap((team) => team.lines.filter(({ sign }) => sign === '!').map((line) => ({ team: team.name, target: line.target, what: line.act, remedy: line.note })));
  const team = (name: string) => g.tenant.context.state.teams.find((one) => one.displayName === name);
  const channels = (name: string): string[] => g.tenant.context.state.channels.filter((c) => c.teamId === team(name)?.id && !c.isGeneral).map((c) => c.displayName).sort();
  const people = (name: string): string[] => g.tenant.context.state.memberships.filter((m) => m.teamId === team(name)?.id && m.channelId === null).map((m) => g.tenant.context.state.users.get(m.userId)?.userPrincipalName ?? '').sort();
  /** Their account was deleted, theirs disabled. */
  let gone: ReturnType<typeof account>;
  let off: ReturnType<typeof account>;
  const account = (email: string) => g.tenant.context.state.users.find((u) => u.userPrincipalName === email)!;

  it('names the one consent without which nobody is recognized, and who grants it', async () => {
    await consent({ revoke: ['User.Read.All'] });
    const answer = await g.api(PEOPLE.admin, 'GET', '/api/me');
    expect(answer.status).toBe(502);
    expect(Problem.parse(answer.body)).toMatchObject({ detail: expect.stringContaining('User.Read.All'), remedy: expect.stringContaining('administration d’Entra ID') });
    await consent({ grant: ['User.Read.All'] });
    expect((await g.api(PEOPLE.admin, 'GET', '/api/me')).status).toBe(200);
  });

  it('the doctor names every consent that is missing', async () => {
    expect(await check('consent')).toMatchObject({ ok: true, state: 'ok', others: [] });
    await consent({ revoke: ['Channel.Create', 'TeamMember.ReadWrite.All'] });
    expect(await check('consent')).toMatchObject({ ok: false, state: 'failure', detail: 'Manque : Channel.Create, TeamMember.ReadWrite.All.', remedy: expect.stringContaining('Applications d’entreprise > Gouverne > Autorisations'), others: [] });
    expect(await check('consent', 'en-CA')).toMatchObject({ detail: 'Missing: Channel.Create, TeamMember.ReadWrite.All.', remedy: expect.stringContaining('Enterprise applications') });
    await consent({ grant: ['Channel.Create', 'TeamMember.ReadWrite.All'] });
  });

  it.each([[60_000, 'warning', true], [200_000, 'failure', false], [-200_000, 'failure', false]] as const)('the doctor sees a clock that is %d ms away', async (offsetMs, state, ok) => {
    await g.control('PUT', '/clock', { offsetMs });
    const clock = await check('clock');
    await g.control('PUT', '/clock', { offsetMs: 0 });
    expect(clock).toMatchObject({ ok, state, detail: expect.stringMatching(/s’écarte de \d+ s de celle/), remedy: expect.stringContaining('NTP'), others: [] });
    expect(await check('clock')).toMatchObject({ ok: true, state: 'ok' });
  });

  it('an app that is not in the catalogue is named with who publishes it, and the plan leaves out what needs it', async () => {
    const { world, state } = g.tenant.context;
    const [app] = state.catalog.values();
    world.removeCatalogApp(app!);
    expect(await check('catalogue')).toMatchObject({ ok: false, state: 'failure', remedy: expect.stringContaining('administration de Teams'), others: [] });
    const plan = await planned(g);
    const said = obstacles(plan).filter(({ what }) => what.includes('catalogue'));
    expect(said.map((obstacle) => obstacle.team)).toEqual(['RQT - Gouvernance ministérielle', 'RQT - CNCOT']);
    for (const { remedy } of said) expect(remedy).toContain('gouverne.zip');
    const acts = new Set(plan.teams.flatMap(({ lines }) => lines.map(({ act }) => act)));
    expect([...acts].filter((act) => /onglet|bienvenue/i.test(act) && !act.includes('catalogue'))).toEqual([]);
    expect(acts).toContain('Créer l’équipe');
    world.putCatalogApp(app!);
    expect(await check('catalogue')).toMatchObject({ ok: true, state: 'ok' });
  });

  it('an unknown account, a disabled one and a missing consent each stop only what depends on them, and the plan says who must do what', async () => {
    const { users } = g.tenant.context.state;
    await consent({ revoke: ['Channel.Create'] });

    const plan = await planned(g);
    const said = obstacles(plan);
    const stops = (what: string) => said.filter((o) => o.what.includes(what)).map((o) => o.team).sort();
    expect(stops('«\u00a0Répondant ou répondante clinique — CHUM\u00a0» n’a pas de compte')).toEqual(['RQT - CNCOT', 'RQT - Territoire CHUM']);
    expect(stops('Le compte de «\u00a0Coordination CCT CHUM\u00a0» est désactivé')).toEqual(['RQT - CNCOT', 'RQT - Territoire CHUM']);
    // The chair of its one open committee was to own the territory's team.
    expect(stops('Teams refuse un espace sans propriétaire')).toEqual(['RQT - Territoire CHUM']);
    expect(stops('L’autorisation Channel.Create')).toEqual(['RQT - Gouvernance ministérielle']);
    for (const { remedy } of said) expect(remedy).toMatch(/administration|coordination|présidence/);
    expect(plan.counts.cannot).toBe(said.length);

    expect((await applied(g, plan)).state).toBe('done');
    expect(channels('RQT - CNCOT')).toEqual(['CNCCS', 'Suivis et décisions', 'Séances']);
    expect(people('RQT - CNCOT')).toEqual([PEOPLE.chair, PEOPLE.secretary].sort());
    expect(channels('RQT - Gouvernance ministérielle')).toEqual([]);
    expect(people('RQT - Gouvernance ministérielle')).toEqual([PEOPLE.deputy, PEOPLE.secretary].sort());
    expect(team('RQT - Territoire CHUM')).toBeUndefined();

    users.put(gone.id, gone);
    users.put(off.id, off);
    await consent({ grant: ['Channel.Create'] });
    const rest = await planned(g);
    expect(obstacles(rest)).toEqual([]);
    expect(rest.teams.filter(({ sign }) => sign === '+').map(({ name }) => name)).toEqual(['RQT - Territoire CHUM']);
    expect((await applied(g, rest)).state).toBe('done');
    expect(channels('RQT - Gouvernance ministérielle')).toEqual(['CDM']);
    expect(people('RQT - CNCOT')).toEqual([PEOPLE.chair, PEOPLE.clinician, PEOPLE.secretary, PEOPLE.territory].sort());
    expect(channels('RQT - Territoire CHUM')).toEqual(['CTCOT', 'GLT-CHUM']);
    expect(await planned(g)).toMatchObject({ empty: true, counts: { cannot: 0 } });
  });
});
