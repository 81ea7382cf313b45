// The API over real HTTP, with real tokens of the local tenant, real Graph traffic and a real store: who may what, plan and apply,
// drift, a new committee, faults in a charter, the journal.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Problem } from '../../src/contract/common.ts';
import { Choices, CommitteeDetail, CommitteeList, Me, type NewCommittee } from '../../src/contract/committees.ts';
import { JournalPage, JournalProof } from '../../src/contract/journal.ts';
import { Created, Doctor, Draft, Drift, DriftResolved, Plan, Run } from '../../src/contract/provisioning.ts';
import { startProduct, type Product } from '../support/product.ts';
import { PEOPLE, smallNetwork } from '../support/small-network.ts';

// Real waits and real limits: a plan takes seconds.
jest.setTimeout(60_000);

describe('the API', () => {
let g: Product;
beforeAll(async () => {
  g = await startProduct({ name: 'api', charter: smallNetwork() });
  await g.standUp();
}, 60_000);
afterAll(async () => { await g.close(); });

const finished = async (run: Run): Promise<Run> => {
  for (;;) {
    const now = Run.parse((await g.api(PEOPLE.secretary, 'GET', `/api/runs/${run.id}`)).body);
    if (now.finishedAt !== null) return now;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
};

describe('who asks', () => {
  it('is known by account, in French until chosen otherwise, with roles and rights', async () => {
    const me = Me.parse((await g.api(PEOPLE.secretary, 'GET', '/api/me')).body);
    expect(me).toMatchObject({ person: { id: 'per-secretariat', title: 'Secrétariat des instances' }, language: 'fr-CA', may: { plan: { ok: true }, createCommittee: { ok: true } }, tenant: 'local' });
    expect(me.roles).toEqual(expect.arrayContaining(['coordinator', 'secretary']));
    // The charter's « langue » is the mailbox's: English is a choice made in Gouverne, not guessed.
    expect(Me.parse((await g.api(PEOPLE.clinician, 'GET', '/api/me', undefined, { 'accept-language': 'en-US' })).body).language).toBe('fr-CA');
  });

  it('keeps a chosen language, also for errors', async () => {
    expect((await g.api(PEOPLE.clinician, 'PUT', '/api/me/preferences', { language: 'en-CA' })).status).toBe(200);
    expect(Me.parse((await g.api(PEOPLE.clinician, 'GET', '/api/me')).body).language).toBe('en-CA');
    // A device that still shows the former language learns of the choice.
    expect(Me.parse((await g.api(PEOPLE.clinician, 'GET', '/api/me', undefined, { 'gouverne-language': 'fr-CA' })).body).language).toBe('en-CA');
    const refused = await g.api(PEOPLE.clinician, 'POST', '/api/plan', {});
    expect(refused.status).toBe(403);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(Problem.parse(refused.body).detail).toMatch(/coordinat/i);
    await g.api(PEOPLE.clinician, 'PUT', '/api/me/preferences', { language: 'fr-CA' });
  });

  it('is refused without a token, with one for somebody else, and with one that was tampered with', async () => {
    expect((await g.api(null, 'GET', '/api/me')).status).toBe(401);
    const token = await g.token(PEOPLE.chair);
    const [head, payload, signature] = token.split('.');
    const forged = `${head}.${Buffer.from(Buffer.from(payload!, 'base64url').toString().replace(/"oid":"./, '"oid":"f')).toString('base64url')}.${signature}`;
    const answer = await fetch(`${g.url}/api/me`, { headers: { authorization: `Bearer ${forged}` } });
    expect(answer.status).toBe(401);
    expect(Problem.parse(await answer.json()).remedy).toContain('reconnecter');
    const graph = await g.tenant.context.issueUserToken({ userId: g.tenant.context.state.users.values()[0]!.id, clientAppId: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346', audience: 'https://graph.microsoft.com', scopes: ['User.Read'] });
    expect((await fetch(`${g.url}/api/me`, { headers: { authorization: `Bearer ${graph}` } })).status).toBe(401);
  });
});

describe('committees', () => {
  it('are shown to the network, the restricted ones to their own and to those who look after them', async () => {
    const seen = async (as: string): Promise<string[]> => CommitteeList.parse((await g.api(as, 'GET', '/api/committees')).body).committees.map((c) => c.id);
    expect(await seen(PEOPLE.clinician)).toEqual(['cncot', 'cnccs', 'ctcot-chum', 'loc-chum']);
    expect(await seen(PEOPLE.deputy)).toContain('cdm');
    expect(await seen(PEOPLE.auditor)).toContain('cdm');
    expect((await g.api(PEOPLE.clinician, 'GET', '/api/committees/cdm')).status).toBe(404);
    // Nor does one that is open name the restricted one to which it escalates.
    expect((await g.api(PEOPLE.clinician, 'GET', '/api/committees/cncot')).body).toMatchObject({ parent: null, parentId: null, parentHidden: true });
    expect(JSON.stringify((await g.api(PEOPLE.clinician, 'GET', '/api/committees')).body)).not.toContain('cdm');
    expect(CommitteeDetail.parse((await g.api(PEOPLE.clinician, 'GET', '/api/committees/cncot')).body).parent).toBeNull();
  });

  it('say mandate, kin, seats, vacancy and who is not heard', async () => {
    const cncot = CommitteeDetail.parse((await g.api(PEOPLE.chair, 'GET', '/api/committees/cncot')).body);
    expect(cncot).toMatchObject({ mandate: 'Coordonne les opérations provinciales de télésanté.', parent: { id: 'cdm' }, children: [{ id: 'ctcot-chum' }], mine: 'Présidence', workspace: { state: 'ready', team: 'RQT - CNCOT', channel: 'Séances' }, provenance: { assumed: true } });
    expect(cncot.seats).toEqual({ total: 3, vacant: 1, underRepresented: 1 });
    expect(cncot.seatList.find((s) => s.vacant)).toMatchObject({ represents: 'Usagers et proches', holder: null });
    expect(cncot.representation.find((r) => r.group === 'gpp-usagers')?.state).toBe('absent');
    expect(cncot.workspace.link).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/channel\//);
    const english = CommitteeDetail.parse((await g.api(PEOPLE.chair, 'GET', '/api/committees/cncot', undefined, { 'gouverne-language': 'en-CA' })).body);
    expect(english).toMatchObject({ mandate: 'Coordinates provincial telehealth operations.', mine: 'Chair' });
  });

  it('are suggested from the channel that was made for them', async () => {
    const { channels, teams } = g.tenant.context.state;
    const team = teams.find((t) => t.displayName === 'RQT - CNCOT')!;
    const channel = channels.find((c) => c.teamId === team.id && c.displayName === 'Séances')!;
    const ask = (teamId: string, channelId: string) => g.api<{ committee: { id: string } | null; why: string }>(PEOPLE.chair, 'GET', `/api/suggestion?${new URLSearchParams({ teamId, channelId }).toString()}`);
    expect((await ask(team.id, channel.id)).body.committee?.id).toBe('cncot');
    expect((await ask('0', '19:x@thread.tacv2')).body).toMatchObject({ committee: null });
  });
});

describe('plan and apply', () => {
  it('find nothing to do where everything stands', async () => {
    const plan = Plan.parse((await g.api(PEOPLE.secretary, 'POST', '/api/plan', {})).body);
    expect(plan).toMatchObject({ empty: true, counts: { create: 0, change: 0, archive: 0, cannot: 0 }, may: { apply: { ok: true } } });
    expect(plan.permissions).toEqual([]);
  });

  it('refuse a charter with all its faults, each with its line, and touch nothing', async () => {
    const broken = smallNetwork((t) => t.replace('parent: cdm\n    organisations: [org-msss, cct-chum]', 'parent: cdmm\n    organisations: [org-msss, cct-chum]').replace('role: presidence, votant: true, represente: cct-chum}', 'role: membre, votant: true, represente: cct-chum}').replace('canal: "Séances"', 'canal: "Séances: 2027"'));
    const answer = await g.api(PEOPLE.secretary, 'POST', '/api/plan', { charter: { source: 'x.yaml', text: broken } });
    expect(answer.status).toBe(422);
    const problem = Problem.parse(answer.body);
    expect(problem.errors?.map((e) => e.code)).toEqual(expect.arrayContaining(['unknown-parent', 'no-chair', 'name-refused']));
    for (const error of problem.errors ?? []) expect(error).toMatchObject({ line: expect.any(Number), message: expect.stringMatching(/\S/), remedy: expect.stringMatching(/\S/) });
    expect(Plan.parse((await g.api(PEOPLE.secretary, 'POST', '/api/plan', {})).body).charter.version).toBe(1);
  });

  it('show what a new charter changes, then carry exactly that out', async () => {
    const text = smallNetwork((t) => t.replace('mandat_fr: "Donne la vision clinique."', 'mandat_fr: "Donne la vision clinique du réseau."').replace('canal: "CNCCS"', 'canal: "Vision clinique"').replace("      - {personne: per-clin, role: membre, votant: true, represente: chum}\n      - {personne: per-secretariat, role: secretariat, votant: false}\n    teams: {equipe: \"RQT - CNCOT\", canal: \"Vision", "      - {personne: per-clin, role: membre, votant: true, represente: chum}\n      - {personne: per-expert, role: membre, votant: true, represente: icm}\n      - {personne: per-secretariat, role: secretariat, votant: false}\n    teams: {equipe: \"RQT - CNCOT\", canal: \"Vision"));
    const charter = { source: 'rqt.yaml', text };
    const plan = Plan.parse((await g.api(PEOPLE.secretary, 'POST', '/api/plan', { charter })).body);
    expect(plan).toMatchObject({ empty: false, charter: { version: 2, isNew: true } });
    const lines = plan.teams.flatMap((t) => t.lines).filter((l) => l.sign !== '=');
    expect(lines.map((l) => `${l.sign} ${l.act} ${l.target}`)).toEqual(expect.arrayContaining(['~ Mettre à jour la fiche de l’instance CNCCS', '+ Ajouter 1 personne à l’équipe RQT - CNCOT', '~ Renommer le canal Vision clinique']));
    expect(lines.find((l) => l.before === 'CNCCS')?.after).toBe('Vision clinique');
    expect(plan.permissions.every((p) => p.granted === true)).toBe(true);

    const stale = await g.api(PEOPLE.secretary, 'POST', '/api/apply', { planId: 'autre', charter });
    expect(stale.status).toBe(409);
    const run = await g.api(PEOPLE.secretary, 'POST', '/api/apply', { planId: plan.id, charter });
    expect(run.status).toBe(202);
    expect(await finished(Run.parse(run.body))).toMatchObject({ state: 'done', startedBy: { id: 'per-secretariat' } });
    const { state } = g.tenant.context;
    const team = state.teams.find((t) => t.displayName === 'RQT - CNCOT')!;
    expect(state.channels.filter((c) => c.teamId === team.id).map((c) => c.displayName)).toEqual(expect.arrayContaining(['Vision clinique']));
    const expert = state.users.find((u) => u.userPrincipalName === PEOPLE.expert)!;
    expect(state.memberships.find((m) => m.teamId === team.id && m.channelId === null && m.userId === expert.id)?.roles).toEqual([]);
  });

  it('are for the coordination: of the network for all, of a territory for its own', async () => {
    expect((await g.api(PEOPLE.clinician, 'POST', '/api/plan', {})).status).toBe(403);
    const plan = Plan.parse((await g.api(PEOPLE.territory, 'POST', '/api/plan', { committees: ['loc-chum'] })).body);
    expect(plan.may.apply.ok).toBe(true);
    expect(Plan.parse((await g.api(PEOPLE.territory, 'POST', '/api/plan', {})).body).may.apply).toMatchObject({ ok: false, why: expect.stringMatching(/\S/) });
  });
});

describe('drift', () => {
  it('is found, and settled as somebody chose: kept or put back', async () => {
    const { state } = g.tenant.context;
    const territory = state.teams.find((t) => t.displayName === 'RQT - Territoire CHUM')!;
    const channel = state.channels.find((c) => c.teamId === territory.id && c.displayName === 'CTCOT')!;
    await g.control('POST', '/person', { act: 'rename-channel', team: territory.id, channel: channel.id, to: 'Séances du CTCOT' });
    await g.control('POST', '/person', { act: 'add-member', team: territory.id, user: PEOPLE.deputy });
    await g.control('POST', '/person', { act: 'remove-member', team: territory.id, user: PEOPLE.technician });

    const drift = Drift.parse((await g.api(PEOPLE.secretary, 'POST', '/api/drift', {})).body);
    const kinds = drift.items.map((i) => i.kind).sort();
    expect(kinds).toEqual(expect.arrayContaining(['channel-renamed', 'member-added', 'member-removed']));
    const of = (kind: string) => drift.items.find((i) => i.kind === kind)!;
    expect(of('channel-renamed')).toMatchObject({ expected: 'CTCOT', found: 'Séances du CTCOT', adopt: { ok: true }, restore: { ok: true } });

    const restore = drift.items.filter((i) => i.kind === 'member-removed' || i.kind === 'member-added').map((i) => i.id);
    const settled = await g.api(PEOPLE.secretary, 'POST', '/api/drift/resolve', { adopt: [of('channel-renamed').id], restore });
    expect(settled.status).toBe(202);
    const resolved = DriftResolved.parse(settled.body);
    expect(resolved).toMatchObject({ adopted: 1, restored: restore.length });
    expect((await finished(resolved.run!)).state).toBe('done');
    expect(Drift.parse((await g.api(PEOPLE.secretary, 'POST', '/api/drift', {})).body).items).toEqual([]);
    expect(state.channels.get(channel.id)?.displayName).toBe('Séances du CTCOT');
  });
});

describe('a new committee', () => {
  const form = (change: Partial<NewCommittee> = {}): NewCommittee => ({
    nameFr: 'Comité conseil — Soins à domicile', acronym: "CC-SAD: l'essai", level: 'conseil', parentId: 'cnccs', mandateFr: 'Conseille sur les soins à domicile.',
    cadence: { label: 'Trimestrielle', rule: 'FREQ=MONTHLY;INTERVAL=3;BYDAY=3TH', start: '2027-01-21T13:30', zone: 'America/Toronto', minutes: 90 }, quorum: { type: 'aucun', minimum: null }, confidential: false,
    seats: [{ personId: 'per-expert', role: 'presidence', votes: true, represents: null, alternateOf: null, from: null, until: null }, { personId: 'per-secretariat', role: 'secretariat', votes: false, represents: null, alternateOf: null, from: null, until: null }], channelKind: 'standard', ...change,
  });

  it('is refused with every fault beside its field, and nothing is stored', async () => {
    const draft = Draft.parse((await g.api(PEOPLE.secretary, 'POST', '/api/committees/draft', form({ parentId: 'nulle-part', seats: [], channel: "Soins: l'essai" }))).body);
    expect(draft).toMatchObject({ ok: false, plan: null });
    expect(draft.faults.map((f) => f.field)).toEqual(expect.arrayContaining(['parentId', 'channel']));
    expect(draft.faults.find((f) => f.field === 'channel')?.proposal).toBe('Soins - l’essai');
    const created = await g.api(PEOPLE.secretary, 'POST', '/api/committees', { committee: form({ seats: [] }), planId: 'x' });
    expect(created.status).toBe(422);
    expect((await g.api(PEOPLE.secretary, 'GET', '/api/committees/cc-sad-l-essai')).status).toBe(404);
  });

  it('shows its final names and its plan first, then stands', async () => {
    const choices = Choices.parse((await g.api(PEOPLE.secretary, 'GET', '/api/choices')).body);
    expect(choices.persons.map((p) => p.id)).toContain('per-expert');
    const draft = Draft.parse((await g.api(PEOPLE.secretary, 'POST', '/api/committees/draft', form())).body);
    expect(draft.ok).toBe(true);
    expect(draft.names?.team).toMatch(/^RQT - CC-SAD/);
    expect(draft.names?.team).not.toMatch(/['"]/);
    expect(draft.plan?.teams.flatMap((t) => t.lines).map((l) => l.act)).toContain('Créer l’équipe');
    const answer = await g.api(PEOPLE.secretary, 'POST', '/api/committees', { committee: form(), planId: draft.plan!.id });
    expect(answer.status).toBe(201);
    const { committee, run } = Created.parse(answer.body);
    expect((await finished(run)).state).toBe('done');
    expect(CommitteeDetail.parse((await g.api(PEOPLE.secretary, 'GET', `/api/committees/${committee.id}`)).body)).toMatchObject({ workspace: { state: 'ready' }, parent: { id: 'cnccs' } });
  });

  it('stays when a file that does not name it is applied', async () => {
    const plan = Plan.parse((await g.api(PEOPLE.secretary, 'POST', '/api/plan', { charter: { source: 'rqt.yaml', text: smallNetwork() } })).body);
    expect(plan.teams.flatMap((t) => t.lines).filter((l) => l.act.startsWith('Archiver'))).toEqual([]);
    expect(plan.teams.flatMap((t) => t.lines).some((l) => l.committee?.acronym.startsWith('CC-SAD') && l.sign !== '=')).toBe(false);
  });

  it('is not for everybody to create', async () => {
    expect((await g.api(PEOPLE.clinician, 'POST', '/api/committees/draft', form())).status).toBe(403);
    expect((await g.api(PEOPLE.territory, 'POST', '/api/committees/draft', form({ level: 'national', parentId: 'cdm' }))).status).toBe(403);
  });
});

describe('the record', () => {
  it('holds every act, chained, for those who may read it', async () => {
    const page = JournalPage.parse((await g.api(PEOPLE.auditor, 'GET', '/api/journal?limit=200')).body);
    const acts = page.entries.map((e) => e.act);
    const expected = ['charter-loaded', 'plan-applied', 'team-created', 'channel-created', 'tab-added', 'members-added', 'member-removed', 'channel-renamed', 'committee-changed', 'committee-created', 'welcome-posted', 'drift-adopted', 'drift-restored', 'run-finished', 'preference-changed'];
    expect(expected.filter((act) => !acts.includes(act as never))).toEqual([]);
    expect(page.entries.every((e) => e.sentence.trim() !== '')).toBe(true);
    // The record itself holds ids and titles, never an address; who acted is looked up in the charter of the day.
    expect(JSON.stringify(page.entries.map(({ by: _by, committee: _committee, ...entry }) => entry))).not.toContain('@');
    expect(page.entries.map((e) => e.sentence).filter((said) => /rqt-|[0-9a-f]{8}-|person-removed|null|undefined/.test(said))).toEqual([]);
    expect(JournalProof.parse((await g.api(PEOPLE.auditor, 'GET', '/api/journal/verify')).body)).toMatchObject({ ok: true, broken: [] });
    expect((await g.api(PEOPLE.technician, 'GET', '/api/journal?committee=cncot')).status).toBe(403);
  });
});

describe('the doctor', () => {
  it('finds everything in order, and says which consent is missing', async () => {
    expect(Doctor.parse((await g.api(PEOPLE.secretary, 'GET', '/api/doctor')).body).ok).toBe(true);
  });
});
});
