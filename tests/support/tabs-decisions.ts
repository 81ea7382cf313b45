// Decisions, the search and the coordinator's home of the fixture API, over the RQT's committees and institutions. A fixture, not a second
// truth: its rules are only near enough to draw every state.
import type { Express, Request, Response } from 'express';
import type { ActionRow } from '../../src/contract/actions.ts';
import type { Language, Problem } from '../../src/contract/common.ts';
import { DecisionAmendment, DecisionKind, DecisionQuery, DecisionReview, NewDecision, ReachAnswer, ReachRequest, type DecisionDetail, type DecisionList, type DecisionRow, type InstitutionList, type Reach, type ReachState } from '../../src/contract/decisions.ts';
import { DeskQuery, SearchQuery, type Desk, type SearchResults } from '../../src/contract/desk.ts';
import { addDays } from '../../tabs/ui/days.ts';
import { matches } from '../../tabs/ui/format.ts';
import type { FixtureActions } from './tabs-actions.ts';
import { committeeRef, detail as committeeDetail, institutions, personRef, summaries } from './tabs-network.ts';

const in2 = (language: Language, fr: string, en: string): string => (language === 'fr-CA' ? fr : en);
const todayIs = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Toronto' }).format(new Date());
const at = <T>(list: readonly T[], n: number): T => list[n % list.length]!;
const ready = (): 'ready' => 'ready';
const keepsOf = (reader: string): boolean => /^per-(coord|secretariat)/.test(reader);

const TITLES: readonly string[] = ['Le calendrier des séances est adopté', 'La plateforme commune est retenue pour les soins virtuels', 'Le financement du projet est reporté d’un an', 'Les répondants technologiques sont confirmés', 'Le guide de téléconsultation est recommandé aux établissements'];
const TEXT = 'Il est résolu d’adopter le calendrier tel que présenté, et d’en transmettre copie à chaque établissement avant la fin du mois.\n\nLe secrétariat en assure le suivi.';
const STATES: readonly ReachState[] = ['applied', 'planned', 'received', 'asked', 'asked', 'not-applicable', 'applied'];

interface Held { readonly id: string; row: DecisionRow; text: string; amendments: DecisionDetail['amendments']; answers: Map<string, Reach['institutions'][number]>; asked: Partial<NewDecision> }
interface Reader { readonly language: Language; readonly id: string }

export class FixtureDecisions {
  readonly held: Held[] = [];

  constructor(count = 60) {
    const committees = summaries('fr-CA', 'per-secretariat-msss', ready);
    for (let n = 0; n < count; n += 1) this.add(n, (n % 3 === 0 ? committees.find(({ id }) => id === 'cncot')! : at(committees, n * 5)).id);
  }

  private add(n: number, committee: string): void {
    const { acronym } = committeeRef(committee, 'fr-CA');
    const year = 2027 - Math.floor(n / 25);
    const id = `D-${year}-${String(60 - n).padStart(3, '0')}`;
    const answers = new Map<string, Reach['institutions'][number]>();
    if (n % 4 === 0) for (const [place, one] of institutions('fr-CA').entries()) {
      const state = n === 8 ? 'applied' : at(STATES, place);
      answers.set(one.id, { ...one, state, plannedOn: state === 'planned' ? '2027-06-01' : null, reason: state === 'not-applicable' ? 'Aucun site de soins dans cet établissement.' : null, by: state === 'asked' ? null : 'Gestionnaire responsable', on: state === 'asked' ? null : '2027-02-02', may: { ok: false } });
    }
    this.held.push({
      id, text: TEXT, answers, asked: {},
      amendments: n === 0 ? [{ on: '2027-02-03', by: 'Présidence du CNCOT', text: `${TEXT}\n\nLa séance d’août est annulée.`, reason: 'La séance d’août tombait pendant la fermeture d’été.' }] : [],
      row: {
        id, number: `${acronym}-${year}-${String(60 - n).padStart(3, '0')}`, title: at(TITLES, n), committee: { id: committee, acronym }, kind: at(DecisionKind.options, n), takenOn: addDays('2027-01-21', -n * 9), standing: n % 9 === 4 ? 'superseded' : n % 9 === 2 ? 'to-review' : 'in-force',
        supersededBy: n % 9 === 4 ? 'D-2027-060' : null, reviewOn: n % 9 === 2 ? '2027-01-15' : null, inCamera: n === 5, execution: at([{ open: 3, late: 1, done: 2 }, { open: 0, late: 0, done: 4 }, { open: 0, late: 0, done: 0 }, { open: 1, late: 0, done: 0 }], n), reach: null, version: 1,
      },
    });
  }

  row(one: Held): DecisionRow {
    const states = [...one.answers.values()].map(({ state }) => state);
    return { ...one.row, reach: states.length === 0 ? null : { asked: states.length, applied: states.filter((state) => state === 'applied').length, left: states.filter((state) => state !== 'applied' && state !== 'not-applicable').length } };
  }

  list(query: DecisionQuery, reader: Reader): DecisionList {
    const territories = new Map(summaries(reader.language, reader.id, ready).map((one) => [one.id, one.territoryId]));
    const found = this.held.map((one) => this.row(one)).filter((row) =>
      (query.committee === undefined || row.committee.id === query.committee) && (query.territory === undefined || territories.get(row.committee.id) === query.territory) && (query.kind === undefined || row.kind === query.kind) && (query.standing === undefined || row.standing === query.standing)
      && (query.awaiting !== 'true' || row.execution.open > 0 || (row.reach?.left ?? 0) > 0) && (query.year === undefined || row.takenOn.startsWith(String(query.year))) && (query.q === undefined || matches(query.q, row.title, row.number)));
    const from = Number(query.cursor ?? 0);
    const limit = query.limit ?? 100;
    return { today: todayIs(), decisions: found.slice(from, from + limit), next: found.length > from + limit ? String(from + limit) : null, mayRecord: mayKeep(reader) };
  }

  detail(one: Held, reader: Reader): DecisionDetail {
    const { language } = reader;
    const row = this.row(one);
    const seats = committeeDetail(row.committee.id, language, 'per-secretariat-msss', ready)?.seatList ?? [];
    const named = (id: string) => { const found = this.held.find((other) => other.id === id); return found === undefined ? [] : [{ id, number: found.row.number, title: found.row.title }]; };
    const may = mayKeep(reader);
    return {
      ...row, committee: committeeRef(row.committee.id, language), text: one.text, textNow: one.amendments.at(-1)?.text ?? one.text, takenWords: in2(language, 'jeudi 21 janvier 2027 à 9 h 40', 'Thursday, January 21, 2027 at 9:40 a.m.'),
      meeting: { id: 'cncot/2027-01-21T09:00', title: in2(language, 'Séance du CNCOT', 'Meeting of the CNCOT') }, item: in2(language, 'Calendrier de l’année', 'Calendar of the year'),
      vote: { mode: 'majority', for: 5, against: 1, abstained: 0, sentence: in2(language, 'À la majorité : 5 pour, 1 contre, 0 abstention.', 'By majority: 5 in favour, 1 against, 0 abstained.') },
      quorum: { present: 6, needed: 5, met: true, sentence: in2(language, 'Quorum constaté : 6 voix sur 9 (il en faut 5).', 'Quorum confirmed: 6 voices of 9 (5 required).') },
      present: seats.flatMap(({ holder, roleName, votes, represents }) => (holder === null ? [] : [{ person: holder, role: roleName, votes, represents }])).slice(0, 8),
      replaces: one.id === 'D-2027-060' ? named('D-2027-056') : [], replacedBy: row.supersededBy === null ? null : (named(row.supersededBy)[0] ?? null), amendments: one.amendments, recorded: { on: row.takenOn, by: personRef('per-secretariat-msss', language).title },
      actions: row.execution.open === 0 ? [] : [{ id: 'A-2027-001', title: 'Transmettre le calendrier aux établissements', owner: personRef('per-coord-clin', language).title, due: addDays(row.takenOn, 30), state: 'in-progress', late: row.execution.late > 0 }, { id: 'A-2027-002', title: 'Déposer la version finale', owner: null, due: addDays(row.takenOn, 60), state: 'todo', late: false }],
      url: `https://teams.microsoft.com/l/entity/app/home?context=${one.id}`, may: { amend: may, review: may, supersede: may, reach: may, createAction: may },
    };
  }

  reach(one: Held, reader: Reader): Reach {
    const rows = [...one.answers.values()];
    const count = (states: readonly ReachState[]) => ({ asked: 0, received: 0, planned: 0, applied: 0, 'not-applicable': 0, ...Object.fromEntries(['asked', 'received', 'planned', 'applied', 'not-applicable'].map((state) => [state, states.filter((each) => each === state).length])) });
    const names = new Map(institutions(reader.language).map((each) => [each.id, each]));
    const territories = new Map(rows.map(({ id, territory }) => [territory, names.get(id)?.territoryName ?? territory]));
    return {
      decision: { id: one.id, number: one.row.number, title: one.row.title }, counts: count(rows.map(({ state }) => state)),
      territories: [...territories].map(([id, name]) => ({ id, name, counts: count(rows.filter(({ territory }) => territory === id).map(({ state }) => state)) })),
      // A coordinator answers for all of them, a member for one.
      institutions: rows.map((row, place) => ({ ...row, name: names.get(row.id)?.name ?? row.name, may: keepsOf(reader.id) || place === 3 ? { ok: true } : { ok: false, why: in2(reader.language, 'La gestion responsable de cet établissement répond.', 'The manager of this institution answers.') } })),
    };
  }

  ask(one: Held, whom: 'all' | readonly string[]): void {
    for (const each of institutions('fr-CA')) if (!one.answers.has(each.id) && (whom === 'all' || whom.includes(each.id))) one.answers.set(each.id, { ...each, state: 'asked', plannedOn: null, reason: null, by: null, on: null, may: { ok: false } });
  }

  record(asked: NewDecision): Held {
    this.add(0, asked.committee);
    const made = this.held.pop()!;
    const id = `D-2027-${String(this.held.length + 1).padStart(3, '0')}`;
    const one: Held = { ...made, id, text: asked.text, amendments: [], answers: new Map(), asked, row: { ...made.row, id, number: `${made.row.committee.acronym}-2027-${String(this.held.length + 1).padStart(3, '0')}`, title: asked.title, kind: asked.kind, takenOn: asked.takenAt.slice(0, 10), reviewOn: asked.reviewOn, inCamera: asked.inCamera, execution: { open: 0, late: 0, done: 0 } } };
    this.ask(one, asked.reach);
    this.held.unshift(one);
    return one;
  }
}

const mayKeep = ({ language, id }: Reader) => (keepsOf(id) ? { ok: true } : { ok: false, why: in2(language, 'Seuls la présidence, le secrétariat et la coordination de l’instance font ce geste.', 'Only the chair, the secretariat and the coordination of the committee do this.') });

function deskOf({ language, id }: Reader, query: DeskQuery, actions: FixtureActions, decisions: FixtureDecisions): Desk {
  const today = todayIs();
  const coordinator = keepsOf(id);
  const committees = summaries(language, id, ready).filter((one) => (query.committee === undefined || one.id === query.committee) && (query.territory === undefined || one.territoryId === query.territory));
  const known = new Set(committees.map((one) => one.id));
  const rows = actions.list({ limit: 1000 }, false, language, id).actions.filter((row) => known.has(row.committee.id));
  const share = (key: (row: ActionRow) => readonly [id: string, label: string] | null) => {
    const shares = new Map<string, Desk['actions']['byCommittee'][number]>();
    for (const row of rows) { const group = key(row); if (group === null) continue; const one = shares.get(group[0]) ?? { id: group[0], label: group[1], open: 0, late: 0, blocked: 0 }; one.open += 1; if (row.late) one.late += 1; if (row.state === 'blocked') one.blocked += 1; shares.set(group[0], one); }
    return [...shares.values()].sort((a, b) => b.late + b.blocked - a.late - a.blocked || b.open - a.open);
  };
  const late = rows.filter((row) => row.late).sort((a, b) => b.lateDays - a.lateDays);
  const blocked = rows.filter((row) => row.state === 'blocked');
  const [worst] = late.filter((row) => row.mayChange);
  return {
    today, scope: { label: in2(language, 'Tout le réseau', 'The whole network'), coordinator, territories: [...new Map(summaries(language, id, ready).flatMap((one) => (one.territoryId === null ? [] : [[one.territoryId, { id: one.territoryId, name: one.territory ?? '' }]]))).values()] },
    now: [
      ...(worst === undefined ? [] : [{ kind: 'action-late' as const, text: in2(language, `${worst.id} est en retard de ${worst.lateDays} jours : ${worst.title}`, `${worst.id} is ${worst.lateDays} days overdue: ${worst.title}`), path: `action/${worst.id}`, on: worst.due }]),
      { kind: 'answer-meeting', text: in2(language, 'La séance du CNCOT du 4 mars attend votre réponse', 'The CNCOT meeting of March 4 awaits your answer'), path: 'meetings', on: '2027-03-04' },
      ...(coordinator ? [
        { kind: 'decision-review' as const, text: in2(language, 'CNCOT-2027-058 est à revoir', 'CNCOT-2027-058 is to be reviewed'), path: 'decision/D-2027-058', on: '2027-01-15' },
        { kind: 'vacant-seat' as const, text: in2(language, 'CNCCS : 1 siège vacant', 'CNCCS: 1 vacant seat'), path: 'committee/cnccs?view=composition&only=vacant', on: null },
        { kind: 'drift' as const, text: in2(language, '3 écarts entre Teams et la charte', '3 differences between Teams and the charter'), path: 'network/drift', on: null },
      ] : []),
    ],
    meetings: committees.slice(0, 4).map((one, place) => ({ id: `${one.id}/2027-03-0${place + 4}T09:00`, title: in2(language, `Séance du ${one.acronym}`, `Meeting of the ${one.acronym}`), day: in2(language, `jeudi ${place + 4} mars 2027`, `Thursday, March ${place + 4}, 2027`), hours: in2(language, '9 h', '9:00 a.m.'), committee: committeeRef(one.id, language), quorum: at([{ state: 'likely' as const, sentence: in2(language, 'Quorum prévu : 6 voix sur 9', 'Quorum expected: 6 voices of 9') }, { state: 'possible' as const, sentence: in2(language, 'Quorum possible : 3 réponses manquent', 'Quorum possible: 3 answers missing') }, { state: 'unlikely' as const, sentence: in2(language, 'Quorum peu probable', 'Quorum unlikely') }, null], place) })),
    actions: {
      counts: { open: rows.length, late: late.length, blocked: blocked.length, dueThisWeek: rows.filter((row) => row.due >= today && row.due <= addDays(today, 6)).length }, late: late.slice(0, 10), blocked: blocked.slice(0, 10),
      byCommittee: share((row) => [row.committee.id, row.committee.acronym]), byTerritory: share((row) => { const found = committees.find((one) => one.id === row.committee.id); return found?.territoryId == null ? null : [found.territoryId, found.territory ?? '']; }), byPerson: share((row) => (row.owner === null ? ['none', in2(language, 'À attribuer', 'To be assigned')] : [row.owner.person ?? row.owner.id, row.owner.label])),
    },
    decisions: decisions.list({ awaiting: 'true', standing: 'in-force', ...query, limit: 6 }, { language, id }).decisions,
    vacantSeats: committees.filter(({ seats }) => seats.vacant > 0).map((one) => ({ committee: committeeRef(one.id, language), seat: `${one.id}:0`, role: in2(language, 'Membre', 'Member'), represents: in2(language, 'Usagers et proches', 'Users and relatives') })),
    drift: coordinator ? { count: 3, at: '2027-01-20T11:00:00.000Z' } : null,
  };
}

function searched({ language, id }: Reader, { q, kind, limit = 20 }: SearchQuery, actions: FixtureActions, decisions: FixtureDecisions): SearchResults {
  const marked = (title: string): SearchResults['results'][number]['excerpt'] => { const place = title.toLowerCase().indexOf(q.toLowerCase()); return place === -1 ? [{ text: title, found: false }] : [{ text: title.slice(0, place), found: false }, { text: title.slice(place, place + q.length), found: true }, { text: title.slice(place + q.length), found: false }].filter(({ text }) => text !== ''); };
  const found: SearchResults['results'] = [
    ...actions.list({ state: 'all', limit: 1000 }, false, language, id).actions.filter(({ title }) => matches(q, title)).map((row) => ({ kind: 'action' as const, id: row.id, title: row.title, committee: row.committee, on: row.due, state: in2(language, 'Ouverte', 'Open'), excerpt: marked(row.title), path: `action/${row.id}` })),
    ...decisions.list({ q, limit: 100 }, { language, id }).decisions.map((row) => ({ kind: 'decision' as const, id: row.id, title: row.title, committee: row.committee, on: row.takenOn, state: in2(language, 'En vigueur', 'In force'), excerpt: marked(row.title), path: `decision/${row.id}` })),
  ].filter((one) => kind === undefined || one.kind === kind);
  return { results: found.slice(0, limit), more: found.length > limit };
}

interface Fixed { readonly actions: () => FixtureActions; readonly decisions: () => FixtureDecisions; readonly said: (req: Request) => Language; readonly personOf: (req: Request) => string; readonly problem: (res: Response, status: number, told?: Partial<Problem>) => void }

export function serveDecisions(app: Express, { actions, decisions, said, personOf, problem }: Fixed): void {
  const readerOf = (req: Request): Reader => ({ language: said(req), id: personOf(req) });
  const found = (req: Request, res: Response): Held | null => {
    const one = decisions().held.find(({ id }) => id === req.params['id']);
    if (one === undefined) problem(res, 404, { code: 'no-decision', detail: in2(said(req), 'Cette décision n’existe pas, ou sa consultation est restreinte.', 'This decision does not exist, or is restricted.') });
    return one ?? null;
  };
  const changed = (req: Request, res: Response, version: number, change: (one: Held) => void): void => {
    const one = found(req, res);
    if (one === null) return;
    if (version !== one.row.version) { problem(res, 409, { code: 'stale' }); return; }
    change(one);
    one.row = { ...one.row, version: one.row.version + 1 };
    res.json(decisions().detail(one, readerOf(req)));
  };
  app.get('/api/decisions', (req, res) => { res.json(decisions().list(DecisionQuery.parse(req.query), readerOf(req))); });
  app.post('/api/decisions', (req, res) => {
    const asked = NewDecision.parse(req.body);
    if (asked.present.length < 2) {
      const message = in2(said(req), 'Le quorum n’est pas atteint : 1 voix sur 9 (il en faut 5). Sans quorum rien n’est décidé; une recommandation peut être inscrite.', 'No quorum: 1 voice of 9 (5 required). Without a quorum nothing is decided; a recommendation may be recorded.');
      problem(res, 422, { code: 'no-quorum', detail: message, errors: [{ field: 'present', line: null, column: null, code: 'no-quorum', message, remedy: '' }] });
      return;
    }
    res.status(201).json(decisions().detail(decisions().record(asked), readerOf(req)));
  });
  app.get('/api/decisions/export', (req, res) => { res.set('Content-Disposition', `attachment; filename="decisions.${req.query['format'] === 'csv' ? 'csv' : 'xlsx'}"`).type('application/octet-stream').send('\uFEFFnuméro;titre\r\n'); });
  app.get('/api/decisions/:id', (req, res) => { const one = found(req, res); if (one !== null) res.json(decisions().detail(one, readerOf(req))); });
  app.get('/api/decisions/:id/reach', (req, res) => { const one = found(req, res); if (one !== null) res.json(decisions().reach(one, readerOf(req))); });
  app.post('/api/decisions/:id/amend', (req, res) => { const { version, text, reason } = DecisionAmendment.parse(req.body); changed(req, res, version, (one) => { one.amendments = [...one.amendments, { on: todayIs(), by: null, text, reason }]; }); });
  app.post('/api/decisions/:id/review', (req, res) => { const { version, reviewOn } = DecisionReview.parse(req.body); changed(req, res, version, (one) => { one.row = { ...one.row, reviewOn }; }); });
  app.post('/api/decisions/:id/reach', (req, res) => { const { version, institutions: whom } = ReachRequest.parse(req.body); changed(req, res, version, (one) => decisions().ask(one, whom)); });
  app.put('/api/decisions/:id/reach/:institution', (req, res) => {
    const one = found(req, res);
    const answer = ReachAnswer.parse(req.body);
    const before = one?.answers.get(req.params.institution);
    if (one === null || before === undefined) return;
    one.answers.set(before.id, { ...before, ...answer, on: todayIs(), by: personRef(personOf(req), said(req)).title });
    res.json(decisions().reach(one, readerOf(req)));
  });
  app.get('/api/institutions', (req, res) => { res.json({ institutions: institutions(said(req)).map(({ id, acronym, name, territoryName }) => ({ id, acronym, name, territory: territoryName })) } satisfies InstitutionList); });
  app.get('/api/search', (req, res) => { res.json(searched(readerOf(req), SearchQuery.parse(req.query), actions(), decisions())); });
  app.get('/api/desk', (req, res) => { res.json(deskOf(readerOf(req), DeskQuery.parse(req.query), actions(), decisions())); });
  app.get('/api/desk/export', (_req, res) => { res.set('Content-Disposition', 'attachment; filename="accueil.xlsx"').type('application/octet-stream').send('PK'); });
}
