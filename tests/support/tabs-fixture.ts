// The tabs without the server: the built pages under the content security policy that they are made for, a fixture API typed
// by the contracts over the RQT's charter, and a page that plays the Teams client. Also `node tests/support/tabs-fixture.ts`.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import express, { type Request, type Response } from 'express';
import type { Language, Problem } from '../../src/contract/common.ts';
import { NewCommittee, type CommitteeSummary } from '../../src/contract/committees.ts';
import type { Draft, Run } from '../../src/contract/provisioning.ts';
import { isPublished } from './published.ts';
import { HOST_HTML, HOST_JS } from './tabs-host-page.ts';
import { FixtureActions, serveActions } from './tabs-actions.ts';
import { FixtureDecisions, serveDecisions } from './tabs-decisions.ts';
import { aHandOver, handedOver } from './tabs-handover.ts';
import { FixtureMeetings, serveMeetings } from './tabs-meetings.ts';
import { choices, committeeRef, detail, languageChosenBy, me, summaries } from './tabs-network.ts';
import { aDoctor, aDrift, aPlan, aRun, journalEntries, type PlanKind } from './tabs-provisioning.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DIST = `${ROOT}dist/tabs`;

/**
 * Griffel writes its rules through CSSOM into empty style elements: the hash is that of the empty string, so that no inline
 * style needs to be allowed. teams-js asks a Microsoft CDN for its list of hosts once; refused, it uses its own.
 */
export const TABS_CSP = "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

const newest = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).reduce((latest, entry) => (entry.isFile() ? Math.max(latest, statSync(`${entry.parentPath}/${entry.name}`).mtimeMs) : latest), 0);

/** The pages under test are those of the sources, not of some former build. */
export function buildTabs(): void {
  const built = existsSync(`${DIST}/index.html`) ? statSync(`${DIST}/index.html`).mtimeMs : 0;
  const changed = Math.max(newest(`${ROOT}tabs`), newest(`${ROOT}src/contract`), statSync(`${ROOT}vite.config.ts`).mtimeMs);
  if (built > changed) return;
  execFileSync(process.execPath, [`${ROOT}node_modules/vite/bin/vite.js`, 'build', '--logLevel', 'warn'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, NODE_ENV: 'production' } });
}

export interface Fault { readonly method: string; readonly path: RegExp; readonly answer: 'reset' | { readonly status: number; readonly problem?: Partial<Problem> }; times: number }
export interface Fixture {
  readonly url: string;
  /** What the API was asked, in order. */
  readonly requests: { readonly method: string; readonly path: string; readonly body: unknown; readonly language: string | undefined; readonly as: string }[];
  plan: PlanKind;
  run: Run | null;
  drift: boolean;
  workspaces: CommitteeSummary['workspace']['state'];
  meetings: FixtureMeetings;
  actions: FixtureActions;
  decisions: FixtureDecisions;
  /** The next requests that match are answered so. */
  fault(method: string, path: RegExp, answer: Fault['answer'], times?: number): void;
  setRun(run: Run): void;
  /** Address of the host page that frames a tab. */
  host(path: string, options?: { as?: string; theme?: 'default' | 'dark' | 'contrast'; frame?: 'content' | 'settings'; channel?: boolean; subPage?: string; entity?: string; mute?: string; token?: string }): string;
  languageOf(person: string): Language;
  close(): Promise<void>;
}

export const COORDINATOR = 'per-secretariat-msss';
export const MEMBER = 'per-expert-re';

const token = (as: string): string => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ sub: as, exp: Math.floor(Date.now() / 1000) + 3600 })).toString('base64url')}.fixture`;
const personOf = (req: Request): string => {
  const payload = (req.headers.authorization ?? '').split('.')[1] ?? '';
  try { return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub?: string }).sub ?? ''; } catch { return ''; }
};

export async function startTabsFixture({ port = 0, build = true }: { port?: number; build?: boolean } = {}): Promise<Fixture> {
  if (build) buildTabs();
  const app = express();
  app.disable('x-powered-by');
  const faults: Fault[] = [];
  const languages = new Map<string, Language>();
  const watchers = new Set<() => void>();
  const fixture: Omit<Fixture, 'url' | 'close'> = {
    requests: [], plan: 'empty', run: null, drift: true, workspaces: 'ready', meetings: new FixtureMeetings(), actions: new FixtureActions(), decisions: new FixtureDecisions(),
    fault: (method, path, answer, times = 1) => { faults.push({ method, path, answer, times }); },
    setRun(run) { this.run = run; for (const tell of watchers) tell(); },
    host(path, { as = COORDINATOR, theme = 'default', frame = 'content', channel = false, subPage, entity, mute, token: refusal } = {}) {
      return `/host/?${new URLSearchParams({ path, as, theme, frame, ...(channel && { channel: '1' }), ...(subPage && { subPage }), ...(entity && { entity }), ...(mute && { mute }), ...(refusal && { token: refusal }) }).toString()}`;
    },
    languageOf: (person) => languages.get(person) ?? languageChosenBy(person),
  };
  const stateOf = (id: string) => (fixture.workspaces === 'partial' ? (id === 'cncot' ? 'partial' : 'ready') : fixture.workspaces);

  app.get('/host/', (_req, res) => { res.type('html').send(HOST_HTML); });
  app.get('/host/host.js', (_req, res) => { res.type('js').send(HOST_JS); });
  app.get('/host/token', (req, res) => { res.json({ token: token(typeof req.query['as'] === 'string' ? req.query['as'] : '') }); });
  app.use('/tabs/assets', express.static(`${DIST}/assets`, { immutable: true, maxAge: '1y', fallthrough: false }));
  app.get(/^\/tabs(\/.*)?$/, (_req, res) => { res.set('Content-Security-Policy', TABS_CSP).sendFile(`${DIST}/index.html`); });

  app.use('/api', express.json({ limit: '5mb' }), (req, res, next) => {
    fixture.requests.push({ method: req.method, path: req.originalUrl, body: req.body as unknown, language: req.get('gouverne-language'), as: personOf(req) });
    if (!isPublished(req.method, req.originalUrl)) { problem(res, 404, { code: 'not-published', detail: `${req.method} ${req.originalUrl}` }); return; }
    const fault = faults.find((one) => one.times > 0 && one.method === req.method && one.path.test(req.originalUrl));
    if (fault === undefined) { next(); return; }
    fault.times -= 1;
    if (fault.answer === 'reset') { req.socket.destroy(); return; }
    problem(res, fault.answer.status, fault.answer.problem);
  });
  const said = (req: Request): Language => (req.get('gouverne-language') === 'en-CA' ? 'en-CA' : req.get('gouverne-language') === 'fr-CA' ? 'fr-CA' : fixture.languageOf(personOf(req)));

  app.get('/api/config', (_req, res) => { res.json({ tenant: 'local', tenantId: '00000000-0000-4000-8000-00000000d3f0', authority: 'http://localhost/', clientId: 'c', scope: 's', appId: '11111111-2222-4333-8444-555555555555', baseUrl: 'http://localhost', version: '0.1.0' }); });
  app.get('/api/me', (req, res) => { res.json({ ...me(personOf(req), said(req)), language: fixture.languageOf(personOf(req)) }); });
  app.put('/api/me/preferences', (req, res) => { languages.set(personOf(req), (req.body as { language: Language }).language); res.status(204).end(); });
  app.get('/api/committees', (req, res) => { res.json({ network: said(req) === 'fr-CA' ? 'Réseau québécois de la télésanté' : 'Québec Telehealth Network', committees: summaries(said(req), personOf(req), stateOf) }); });
  app.get('/api/committees/:id', (req, res) => {
    const found = detail(req.params.id, said(req), personOf(req), stateOf);
    if (found === null) problem(res, 404, { code: 'unknown-committee', detail: said(req) === 'fr-CA' ? 'Cette instance n’existe pas dans la charte en vigueur.' : 'This committee is not in the charter in force.' });
    else res.json(found);
  });
  app.get('/api/suggestion', (req, res) => { res.json({ committee: committeeRef('cncot', said(req)), why: said(req) === 'fr-CA' ? 'Ce canal est celui du CNCOT.' : 'This channel belongs to the CNCOT.' }); });
  app.get('/api/choices', (req, res) => { res.json(choices(said(req))); });
  app.post('/api/committees/draft', (req, res) => { res.json({ ...judge(NewCommittee.parse(req.body), said(req)), ...(req.query['plan'] === 'none' && { plan: null }) }); });
  app.post('/api/committees', (req, res) => {
    const { committee } = req.body as { committee: NewCommittee };
    fixture.run = aRun('running', said(req), 2, new Date().toISOString(), 'run-new');
    res.status(201).json({ committee: { id: committee.acronym.toLowerCase(), acronym: committee.acronym, name: committee.nameFr }, run: fixture.run });
  });
  app.post('/api/plan', (req, res) => {
    const { charter } = req.body as { charter?: { source: string; text: string } };
    const loop = charter?.text.includes('boucle') === true;
    if (loop) { problem(res, 422, { code: 'charter-faults', title: 'Charte refusée', detail: 'La charte a 2 fautes; rien n’a été touché.', errors: [
      { field: 'instances[0].parent', line: 2, column: 11, code: 'loop', message: 'Les instances CNCOT et CEMT se renvoient l’une à l’autre.', remedy: 'Donnez à l’une des deux une instance de palier supérieur hors de la boucle.' },
      { field: 'instances[0].membres', line: 4, column: 1, code: 'no-chair', message: 'CNCOT n’a pas de présidence.', remedy: 'Ajoutez un siège de rôle « presidence ».' },
    ] }); return; }
    res.json(aPlan(fixture.plan, said(req), charter === undefined ? {} : { version: 2, source: charter.source, isNew: true }));
  });
  app.post('/api/apply', (req, res) => { fixture.run = aRun('running', said(req), 3, new Date().toISOString(), 'run-1'); res.status(202).json(fixture.run); });
  app.get('/api/runs/:id', (_req, res) => { if (fixture.run === null) problem(res, 404, { code: 'no-run' }); else res.json(fixture.run); });
  app.get('/api/runs/:id/events', (req, res) => {
    res.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform' });
    const tell = () => { res.write(`event: run\ndata: ${JSON.stringify(fixture.run)}\n\n`); if (fixture.run?.finishedAt != null) res.end(); };
    tell();
    watchers.add(tell);
    req.on('close', () => watchers.delete(tell));
  });
  app.post('/api/drift', (req, res) => { res.json(fixture.drift ? aDrift(said(req)) : { ...aDrift(said(req)), items: [] }); });
  app.post('/api/drift/resolve', (req, res) => {
    const { adopt, restore } = req.body as { adopt: string[]; restore: string[] };
    fixture.drift = false;
    if (restore.length > 0) fixture.run = aRun('running', said(req), 1, new Date().toISOString(), 'run-drift');
    res.status(restore.length > 0 ? 202 : 200).json({ adopted: adopt.length, restored: restore.length, run: restore.length > 0 ? fixture.run : null });
  });
  app.get('/api/doctor', (req, res) => { res.json(aDoctor(said(req))); });
  app.get('/api/journal/verify', (_req, res) => { res.json({ ok: true, chains: 3, entries: 1204, broken: [] }); });
  app.get('/api/journal', (req, res) => {
    const before = Number(req.query['before'] ?? 61);
    const all = journalEntries(said(req), 60).filter((entry) => entry.seq < before && (req.query['committee'] === undefined || entry.chain === req.query['committee']));
    const entries = all.slice(0, 20);
    res.json({ entries, next: all.length > entries.length ? String(entries.at(-1)?.seq ?? 0) : null });
  });
  app.get('/api/handover/:person', (_req, res) => { res.json(aHandOver()); });
  app.post('/api/handover', (req, res) => { res.json(handedOver({ dryRun: (req.body as { dryRun?: boolean }).dryRun === true })); });
  serveActions(app, { actions: () => fixture.actions, said, personOf, problem });
  serveDecisions(app, { actions: () => fixture.actions, decisions: () => fixture.decisions, said, personOf, problem });
  serveMeetings(app, { meetings: () => fixture.meetings, said, personOf, problem });
  app.get('/api/charter', (_req, res) => { res.json({ version: 1, source: 'charters/rqt.yaml', sha256: 'a'.repeat(64), loadedAt: '2026-11-21T14:00:00.000Z', text: 'meta:\n  version: 1\n' }); });

  const server = await new Promise<Server>((resolve) => { const listening = app.listen(port, '127.0.0.1', () => resolve(listening)); });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const host = fixture.host.bind(fixture);
  return Object.assign(fixture, {
    url,
    host: (...args: Parameters<Fixture['host']>) => url + host(...args),
    close: () => new Promise<void>((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }),
  });
}

function problem(res: Response, status: number, told: Partial<Problem> = {}): void {
  res.status(status).type('application/problem+json').send(JSON.stringify({ type: 'about:blank', title: 'Erreur', status, code: 'fixture', detail: 'Le service ne répond pas.', ...told } satisfies Problem));
}

/** The shape of the server's judgement, not its rules: enough to draw every state of the form. */
function judge(committee: NewCommittee, language: Language): Draft {
  const fr = language === 'fr-CA';
  const faults: Draft['faults'] = [];
  if (committee.nameFr === '') faults.push({ field: 'nameFr', message: fr ? 'Le nom en français manque.' : 'The French name is missing.', remedy: fr ? 'Écrivez-le.' : 'Type it.' });
  if (committee.acronym === '') faults.push({ field: 'acronym', message: fr ? 'Le sigle manque.' : 'The acronym is missing.', remedy: fr ? 'Écrivez-le.' : 'Type it.' });
  if (committee.parentId === '') faults.push({ field: 'parentId', message: fr ? 'L’instance de palier supérieur manque.' : 'The parent committee is missing.', remedy: fr ? 'Choisissez-la.' : 'Choose it.' });
  if (committee.mandateFr === '') faults.push({ field: 'mandateFr', message: fr ? 'Le mandat manque.' : 'The mandate is missing.', remedy: fr ? 'Décrivez-le en une phrase.' : 'Describe it in a sentence.' });
  if (!committee.seats.some((seat) => seat.role === 'presidence' && seat.personId !== null)) faults.push({ field: 'seats[0].personId', message: fr ? 'L’instance n’a pas de présidence.' : 'The committee has no chair.', remedy: fr ? 'Confiez ce siège à une personne.' : 'Give this seat to a person.' });
  if (committee.channel?.includes("'") === true) faults.push({ field: 'channel', message: fr ? 'Teams refuse l’apostrophe droite dans un nom de canal.' : 'Teams refuses the straight apostrophe in a channel name.', remedy: fr ? 'Écrivez l’apostrophe courbe.' : 'Type the curly apostrophe.', proposal: committee.channel.replaceAll("'", '’') });
  const team = committee.team ?? (committee.level === 'conseil' ? 'RQT - Comités conseil' : `RQT - ${committee.acronym}`);
  const channel = (committee.channel ?? (committee.nameFr.split('—')[1]?.trim() || committee.acronym)).replaceAll("'", '’');
  const names = { team, channel, teamExists: committee.level === 'conseil', cleaned: committee.nameFr.includes("'") ? ["'"] : [] };
  if (faults.length > 0) return { ok: false, faults, names, plan: null };
  const plan = aPlan('empty', language);
  const lines: typeof plan.teams[number]['lines'] = [
    { id: 'new:channel', sign: '+', act: fr ? 'Créer le canal' : 'Create the channel', target: channel, committee: null, before: null, after: null, permission: 'Channel.Create', drift: false, note: null },
    { id: 'new:tab', sign: '+', act: fr ? 'Poser l’onglet' : 'Put the tab', target: `Gouverne · ${committee.acronym}`, committee: null, before: null, after: null, permission: 'TeamsTab.ReadWriteForTeam.All', drift: false, note: null },
  ];
  return { ok: true, faults: [], names, plan: { ...plan, id: 'plan-new', empty: false, counts: { create: 2, change: 0, leave: 0, archive: 0, cannot: 0 }, teams: [{ key: 'new', name: team, sign: '~', owners: 2, members: 12, lines }] } };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fixture = await startTabsFixture({ port: Number(process.argv[2] ?? 0) });
  console.log(`${fixture.url}\n${fixture.host('/tabs/home')}\n${fixture.host('/tabs/network')}\n${fixture.host('/tabs/config', { frame: 'settings', channel: true })}\n${fixture.host('/tabs/committee/cncot', { channel: true })}`);
}
