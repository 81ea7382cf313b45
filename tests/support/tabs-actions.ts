// Actions of the fixture API: as many as one wants, over the RQT's committees and people, so that lists, boards and forms can be opened and
// judged without the server. A fixture, not a second truth: its rules are only near enough to draw every state.
import type { Express, Request, Response } from 'express';
import {
  ActionChangeRequest, ActionImport, ActionQuery, ActionState, BulkChange, NewAction, SavedViews, ActionPriority,
  type ActionChange, type ActionDetail, type ActionImported, type ActionList, type ActionOwner, type ActionRow,
} from '../../src/contract/actions.ts';
import type { Language, Problem } from '../../src/contract/common.ts';
import { addDays, daysBetween, sundayOf } from '../../tabs/ui/days.ts';
import { matches } from '../../tabs/ui/format.ts';
import { committeeRef, detail as committeeDetail, personRef, summaries } from './tabs-network.ts';

const in2 = (language: Language, fr: string, en: string): string => (language === 'fr-CA' ? fr : en);
const todayIs = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Toronto' }).format(new Date());
const isOpen = (state: ActionState): boolean => state !== 'done' && state !== 'cancelled';
const at = <T>(list: readonly T[], n: number): T => list[n % list.length]!;

interface Held {
  readonly id: string; readonly committee: string; title: string; detail: string | null; owner: { kind: 'person' | 'seat'; id: string } | null; due: string; state: ActionState; blocked: string | null; outcome: string | null; priority: ActionPriority;
  links: { meeting: string | null; item: string | null; decision: string | null; project: string | null; risk: string | null }; message: ActionDetail['message']; inCamera: boolean; closedOn: string | null; version: number; postponements: ActionDetail['postponements'];
}
const linked = (before: Held['links'], links: NewAction['links']): Held['links'] => ({ meeting: links.meeting ?? before.meeting, item: links.item ?? before.item, decision: links.decision ?? before.decision, project: links.project ?? before.project, risk: links.risk ?? before.risk });
const NO_LINKS = { meeting: null, item: null, decision: null, project: null, risk: null };

const TITLES: readonly string[] = [
  'Déposer le plan de relève du soutien', 'Transmettre le calendrier des séances aux établissements', 'Mettre à jour la fiche de portefeuille', 'Recenser les besoins en équipement', 'Valider le guide de téléconsultation', 'Confirmer les répondants technologiques',
  'Rédiger la note d’information sur la continuité des soins virtuels et la transmettre aux directions concernées avant la prochaine séance', 'Préparer la reddition de comptes', 'Vérifier les accès des nouveaux sites',
];
const STATES: readonly ActionState[] = ['todo', 'in-progress', 'todo', 'in-progress', 'blocked', 'todo', 'done'];
/** From three weeks late to two months ahead. */
const DAYS = [-21, -9, -3, -1, 0, 1, 3, 6, 10, 14, 21, 30, 45, 60];

export class FixtureActions {
  readonly held = new Map<string, Held>();
  views: SavedViews['views'] = [{ name: 'En retard au CNCOT', query: { committee: 'cncot', late: 'true' }, layout: 'list' }];

  /** `open`: none is closed, so that a list of open ones holds them all. */
  constructor(count = 64, { open = false } = {}) {
    const today = todayIs();
    const committees = summaries('fr-CA', 'per-secretariat-msss', () => 'ready');
    const seatsOf = new Map(committees.map(({ id }) => [id, committeeDetail(id, 'fr-CA', 'per-secretariat-msss', () => 'ready')?.seatList ?? []]));
    for (let n = 0; n < count; n += 1) {
      const { id: committee } = n % 4 === 0 ? committees.find(({ id }) => id === 'cncot')! : at(committees, n);
      const seat = at(seatsOf.get(committee)!, n);
      const state = open && !isOpen(at(STATES, n)) ? 'todo' : at(STATES, n);
      const late = at(DAYS, n * 5);
      this.held.set(`A-2027-${String(n + 1).padStart(3, '0')}`, {
        id: `A-2027-${String(n + 1).padStart(3, '0')}`, committee, title: at(TITLES, n * 7), detail: null, due: addDays(today, late), state, blocked: state === 'blocked' ? 'La réponse du fournisseur se fait attendre depuis deux semaines.' : null,
        owner: n % 11 === 10 ? null : n % 5 === 4 || seat.holder === null ? { kind: 'seat', id: seat.id } : { kind: 'person', id: seat.holder.id },
        outcome: state === 'done' ? 'Guide déposé : https://rqt.example/guide' : null, priority: at(ActionPriority.options, n * 3), links: NO_LINKS, message: null, inCamera: n === 12, closedOn: state === 'done' ? addDays(today, -2) : null, version: 1, postponements: [],
      });
    }
    const told = this.held.get('A-2027-005');
    if (told !== undefined) {
      Object.assign(told, {
        owner: { kind: 'person', id: 'per-secretariat-msss' }, detail: 'Joindre la liste des sites et le nom de la personne à rejoindre.', links: { meeting: 'cnccs/2027-02-12T13:00', item: 'Suivi des actions', decision: 'D-2027-001', project: 'prj-ipam', risk: null },
        message: { url: 'https://teams.microsoft.com/l/message/19%3Acncot%40thread.tacv2/1', quote: 'Il nous faudrait la liste à jour avant le 12.\nPeux-tu t’en charger?' },
        postponements: [{ from: addDays(told.due, -14), to: addDays(told.due, -7), on: addDays(told.due, -16), by: 'Présidence du CNCOT', reason: 'Le fournisseur a demandé un délai.' }, { from: addDays(told.due, -7), to: told.due, on: addDays(told.due, -8), by: null, reason: '' }],
      });
    }
  }

  private owner(one: Held, language: Language): ActionOwner | null {
    if (one.owner === null) return null;
    if (one.owner.kind === 'person') return { ...one.owner, person: one.owner.id, label: personRef(one.owner.id, language).title };
    const seat = committeeDetail(one.committee, language, 'per-secretariat-msss', () => 'ready')?.seatList.find(({ id }) => id === one.owner?.id);
    return { ...one.owner, person: seat?.holder?.id ?? null, label: `${seat?.roleName ?? ''} (${seat?.holder?.title ?? in2(language, 'siège à pourvoir', 'vacant seat')})` };
  }

  private readonly labels = new Map<string, ActionOwner | null>();
  row(one: Held, language: Language, reader: string): ActionRow {
    const today = todayIs();
    const key = `${language} ${one.committee} ${one.owner?.id ?? ''}`;
    if (!this.labels.has(key)) this.labels.set(key, this.owner(one, language));
    const owner = this.labels.get(key) ?? null;
    const late = isOpen(one.state) && one.due < today;
    const keeps = keepsOf(reader);
    return {
      id: one.id, title: one.title, committee: { id: one.committee, acronym: committeeRef(one.committee, language).acronym }, owner, due: one.due, state: one.state, late, lateDays: late ? daysBetween(one.due, today) : 0, priority: one.priority,
      blocked: one.blocked, postponed: one.postponements.length, decision: one.links.decision, project: one.links.project, risk: one.links.risk, inCamera: one.inCamera, closedOn: one.closedOn, version: one.version, mayChange: keeps || owner?.person === reader, mayEdit: keeps,
    };
  }

  detail(one: Held, language: Language, reader: string): ActionDetail {
    const row = this.row(one, language, reader);
    const may = (ok: boolean) => (ok ? { ok } : { ok, why: in2(language, 'Seuls la présidence, le secrétariat et la coordination de l’instance font ce geste.', 'Only the chair, the secretariat and the coordination of the committee do this.') });
    const open = isOpen(one.state);
    const seats = committeeDetail(one.committee, language, reader, () => 'ready')?.seatList ?? [];
    const people = new Map(seats.flatMap(({ holder }) => (holder === null ? [] : [[holder.id, { kind: 'person' as const, id: holder.id, person: holder.id, label: holder.title }] as const])));
    const thing = (id: string | null, title: string, path: string | null) => (id === null ? null : { id, title, path });
    return {
      ...row, committee: committeeRef(one.committee, language), detail: one.detail, outcome: one.outcome, origin: one.message === null ? in2(language, 'Créée dans Gouverne', 'Created in Gouverne') : in2(language, 'Créée à partir d’un message', 'Created from a message'),
      created: { on: addDays(one.due, -40), by: personRef('per-secretariat-msss', language).title },
      links: { meeting: thing(one.links.meeting, in2(language, 'CNCCS, vendredi 12 février 2027', 'CNCCS, Friday, February 12, 2027'), `meeting/${one.links.meeting ?? ''}`), item: one.links.item, decision: thing(one.links.decision, `${one.links.decision ?? ''} · ${in2(language, 'Calendrier 2027 adopté', 'Calendar of 2027 adopted')}`, null), project: thing(one.links.project, 'Adoption IPAM', null), risk: thing(one.links.risk, one.links.risk ?? '', null) },
      message: one.message, postponements: one.postponements, dueNote: in2(language, 'samedi : le rappel part le vendredi', 'Saturday: the reminder leaves on Friday'), owners: [...people.values(), ...seats.map((seat) => ({ kind: 'seat' as const, id: seat.id, person: seat.holder?.id ?? null, label: `${seat.roleName} (${seat.holder?.title ?? in2(language, 'siège à pourvoir', 'vacant seat')})` }))],
      plannerUrl: 'https://planner.cloud.microsoft/webui/plan/p/task/t', url: `https://teams.microsoft.com/l/entity/app/actions?context=${one.id}`,
      may: { edit: may(row.mayEdit && open), progress: may(row.mayChange && open), postpone: may(row.mayChange && open), handOver: may(row.mayChange && open), cancel: may(row.mayEdit && open), reopen: may(row.mayChange && !open) },
    };
  }

  list(query: ActionQuery, own: boolean, language: Language, reader: string): ActionList {
    const today = todayIs();
    const owner = own || query.owner === 'me' ? reader : query.owner;
    const territory = query.territory === undefined ? null : new Set(summaries(language, reader, () => 'ready').filter((one) => one.territoryId === query.territory).map(({ id }) => id));
    const placed = [...this.held.values()].filter((one) => (query.committee === undefined || one.committee === query.committee) && (territory === null || territory.has(one.committee)) && (query.decision === undefined || one.links.decision === query.decision)).map((one) => this.row(one, language, reader))
      .filter((row) => owner === undefined || (owner === 'none' ? row.owner === null : row.owner?.person === owner));
    const state = query.state ?? 'open';
    const kept = placed.filter((row) =>
      (state === 'all' || (state === 'open' ? isOpen(row.state) : state === 'closed' ? !isOpen(row.state) : row.state === state)) && (query.late !== 'true' || row.late) && (query.week !== 'true' || (row.due >= today && row.due <= sundayOf(today)))
      && (query.priority === undefined || row.priority === query.priority) && (query.q === undefined || matches(query.q, row.title)) && (query.since === undefined || row.closedOn === null || row.closedOn >= query.since))
      .sort((a, b) => a.due.localeCompare(b.due) || a.id.localeCompare(b.id));
    const from = Number(query.cursor ?? 0);
    const limit = query.limit ?? 200;
    const open = placed.filter((row) => isOpen(row.state));
    return {
      today, actions: kept.slice(from, from + limit), next: kept.length > from + limit ? String(from + limit) : null,
      counts: { open: open.length, late: open.filter(({ late }) => late).length, blocked: open.filter((row) => row.state === 'blocked').length, dueThisWeek: open.filter((row) => row.due >= today && row.due <= sundayOf(today)).length },
      mayCreate: reader === 'per-verif-interne' ? { ok: false, why: in2(language, 'La vérification lit, elle ne crée pas.', 'Auditors read, they do not create.') } : { ok: true },
      mayImport: keepsOf(reader) ? { ok: true } : { ok: false, why: in2(language, 'Seuls la présidence, le secrétariat et la coordination de l’instance font ce geste.', 'Only the chair, the secretariat and the coordination of the committee do this.') },
    };
  }

  /** The code of a refusal and its field, or null once it is done. */
  change(one: Held, { owner, due, reason, ...change }: ActionChange, dryRun = false): { readonly code: string; readonly field: string; readonly fr: string; readonly en: string } | null {
    const day = due === undefined ? one.due : typeof due === 'string' ? due : addDays(todayIs(), due.workingDays);
    if (change.state === 'blocked' && (reason ?? '') === '') return { code: 'blocked-without-reason', field: 'reason', fr: 'Dites ce qui bloque l’action : la raison est obligatoire.', en: 'Say what blocks the action: the reason is compulsory.' };
    if (day < todayIs() && due !== undefined) return { code: 'in-the-past', field: 'due', fr: 'Ce jour est déjà passé. Choisissez une échéance à partir d’aujourd’hui.', en: 'That day is already past. Choose a due date from today on.' };
    if (!isOpen(one.state) && change.state === undefined) return { code: 'closed', field: 'state', fr: 'Cette action est terminée. Rouvrez-la d’abord.', en: 'This action is completed. Reopen it first.' };
    if (dryRun) return null;
    const { links, ...plain } = change;
    Object.assign(one, plain, { version: one.version + 1 }, owner !== undefined && { owner }, links !== undefined && { links: linked(one.links, links) });
    one.blocked = one.state === 'blocked' ? (reason ?? one.blocked) : null;
    one.closedOn = isOpen(one.state) ? null : todayIs();
    if (one.state === 'cancelled') one.outcome = reason ?? one.outcome;
    if (day !== one.due) { one.postponements = [...one.postponements, { from: one.due, to: day, on: todayIs(), by: null, reason: reason ?? '' }]; one.due = day; }
    return null;
  }
}

const keepsOf = (reader: string): boolean => /^per-(coord|secretariat)/.test(reader);

interface Fixed { readonly actions: () => FixtureActions; readonly said: (req: Request) => Language; readonly personOf: (req: Request) => string; readonly problem: (res: Response, status: number, told?: Partial<Problem>) => void }

export function serveActions(app: Express, { actions, said, personOf, problem }: Fixed): void {
  const missing = (req: Request, res: Response): void => problem(res, 404, { code: 'no-action', detail: in2(said(req), 'Cette action n’existe pas, ou sa consultation est restreinte.', 'This action does not exist, or is restricted.') });
  const refuse = (req: Request, res: Response, refusal: NonNullable<ReturnType<FixtureActions['change']>>): void => {
    const message = in2(said(req), refusal.fr, refusal.en);
    problem(res, 422, { code: refusal.code, detail: message, errors: [{ field: refusal.field, line: null, column: null, code: refusal.code, message, remedy: '' }] });
  };
  app.get('/api/actions', (req, res) => { res.json(actions().list(ActionQuery.parse(req.query), false, said(req), personOf(req))); });
  app.get('/api/me/actions', (req, res) => { res.json(actions().list(ActionQuery.parse(req.query), true, said(req), personOf(req))); });
  app.get('/api/me/views', (_req, res) => { res.json({ views: actions().views }); });
  app.put('/api/me/views', (req, res) => { actions().views = SavedViews.parse(req.body).views; res.json({ views: actions().views }); });
  app.get('/api/actions/export', (req, res) => { res.set('Content-Disposition', `attachment; filename="actions.${req.query['format'] === 'csv' ? 'csv' : 'xlsx'}"`).type('text/csv').send('\uFEFFnuméro;titre\r\n'); });
  app.get('/api/actions/:id', (req, res) => {
    const one = actions().held.get(req.params.id);
    if (one === undefined) missing(req, res); else res.json(actions().detail(one, said(req), personOf(req)));
  });
  app.post('/api/actions', (req, res) => {
    const { due, owner, links, title, detail, priority, committee, message, inCamera } = NewAction.parse(req.body);
    const one: Held = { id: `A-2027-${String(actions().held.size + 1).padStart(3, '0')}`, committee, title, detail, owner, due: typeof due === 'string' ? due : addDays(todayIs(), due.workingDays), state: 'todo', blocked: null, outcome: null, priority, links: linked(NO_LINKS, links), message, inCamera, closedOn: null, version: 1, postponements: [] };
    if (one.due < todayIs()) { refuse(req, res, { code: 'in-the-past', field: 'due', fr: 'Ce jour est déjà passé. Choisissez une échéance à partir d’aujourd’hui.', en: 'That day is already past. Choose a due date from today on.' }); return; }
    actions().held.set(one.id, one);
    res.status(201).json(actions().detail(one, said(req), personOf(req)));
  });
  app.post('/api/actions/bulk', (req, res) => {
    const { actions: asked, change, dryRun } = BulkChange.parse(req.body);
    const found = asked.flatMap(({ id }) => actions().held.get(id) ?? []);
    const judged = found.map((one) => [one, actions().change(one, change, dryRun)] as const);
    res.json({
      changed: judged.flatMap(([one, refusal]) => (refusal === null ? [actions().row(one, said(req), personOf(req))] : [])),
      refused: judged.flatMap(([one, refusal]) => (refusal === null ? [] : [{ id: one.id, title: one.title, why: in2(said(req), refusal.fr, refusal.en) }])),
    });
  });
  app.post('/api/actions/import', (req, res) => {
    const { dryRun } = ActionImport.parse(req.body);
    res.json({
      rows: dryRun ? 3 : 2, created: dryRun ? 0 : 2, preview: [{ line: 2, title: 'Déposer le plan de relève', owner: personRef('per-coord-clin', said(req)).title, due: addDays(todayIs(), 14), priority: 'important' }, { line: 3, title: 'Transmettre le calendrier', owner: null, due: addDays(todayIs(), 28), priority: 'medium' }],
      errors: dryRun ? [{ line: 4, column: in2(said(req), 'échéance', 'due'), message: in2(said(req), '« 32 janvier » n’est pas un jour. Écrivez par exemple 2027-02-12.', '“32 janvier” is not a day. Write for example 2027-02-12.') }] : [], ignored: ['remarques'],
    } satisfies ActionImported);
  });
  app.post('/api/actions/:id/change', (req, res) => {
    const { version, ...change } = ActionChangeRequest.parse(req.body);
    const one = actions().held.get(req.params.id);
    if (one === undefined) { missing(req, res); return; }
    if (version !== one.version) { problem(res, 409, { code: 'stale' }); return; }
    const refusal = actions().change(one, change);
    if (refusal !== null) refuse(req, res, refusal); else res.json(actions().detail(one, said(req), personOf(req)));
  });
}
