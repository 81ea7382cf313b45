// The routes of actions: lists, one action, what is done with it, several at once. What the reader may not know of does not exist for the
// reader, in replies as in refusals.

import { Router, type Response } from 'express';
import type { Actor } from '../../features/journal/domain/entry.ts';
import {
  ActionChangeRequest, ActionQuery, BulkChange, NewAction, SavedViews as SavedViewsShape,
  type ActionChange as AskedChange, type ActionDetail, type ActionList, type BulkChanged, type MeetingFollowUp, type SavedViews as SavedViewsReply,
} from '../../contract/actions.ts';
import { NO_LINKS, type Action, type Links, type Owner } from '../../features/actions/domain/action.ts';
import type { ActionChange, AskedAction } from '../../features/actions/domain/change-action.ts';
import { mayCreateAction, mayEdit, mayKeepActions, mayProgress, type ActionPermission } from '../../features/actions/domain/permissions.ts';
import type { SavedViews } from '../../features/actions/ports.ts';
import { changeActionAs, createAction, judgeChange, type ActOnActionRefusal } from '../../features/actions/use-cases/act-on-action.ts';
import type { ActionDeps } from '../../features/actions/use-cases/announce.ts';
import { readAction, readActions, type AskedActions } from '../../features/actions/use-cases/read-actions.ts';
import { actOnActionRefusal } from '../../features/actions/words.ts';
import { followUp } from '../../features/actions/use-cases/follow-up.ts';
import { meetingId, type Meeting, type MeetingId } from '../../features/meetings/domain/meeting.ts';
import { dayOf, instantOf } from '../../features/meetings/domain/when.ts';
import { actRefusal } from '../../features/meetings/words.ts';
import { isDate } from '../../shared/dates.ts';
import { looksLikeHealthNumber } from '../../shared/health-number.ts';
import { actionId, committeeId, decisionId, personId, seatId, type ActionId, type CommitteeId } from '../../shared/ids.ts';
import { say, type Text } from '../../shared/language.ts';
import { actionDetail, actionViews, mayOf } from './action-views.ts';
import { seenCommittee, type Reading } from './network.ts';
import { HttpProblem } from './problem.ts';

export interface ActionRoutesDeps extends ActionDeps {
  readonly read: (res: Response) => Promise<Reading>;
  readonly today: () => string;
  readonly views: SavedViews;
  /** Address of an action's page in Teams. */
  readonly pageOf: (action: ActionId) => string;
  /** Where people see it in Planner; null while it is not there. */
  readonly plannerUrl: (action: ActionId) => Promise<string | null>;
  /** A meeting that the reader may know, with its committee's meeting before; null where there is none. */
  readonly meetingWithBefore: (id: MeetingId, reading: Reading) => Promise<{ readonly meeting: Meeting; readonly before: Meeting | null } | null>;
  /** Titles of what it is linked to, where the reader may know them. */
  readonly titlesOf: (links: Links, reading: Reading) => Promise<{ readonly meeting: string | null; readonly decision: string | null }>;
}

const PAGE = 200;

export function actionRoutes(deps: ActionRoutesDeps): Router {
  const router = Router();
  const { read, today } = deps;
  const [list, one, create, change, judge] = [readActions(deps), readAction(deps), createAction(deps), changeActionAs(deps), judgeChange(deps)];
  const followedUp = followUp(deps);

  const detail = async (action: Action, reading: Reading): Promise<ActionDetail> => {
    const [plannerUrl, titles] = await Promise.all([deps.plannerUrl(action.id), deps.titlesOf(action.links, reading)]);
    return actionDetail(action, reading, { today: today(), url: deps.pageOf(action.id), plannerUrl, titles });
  };
  const found = async (raw: string, reading: Reading): Promise<Action> => {
    const action = await one(reading.roles, actionId(raw));
    if (action === null) throw refused({ why: 'no-action', action: raw }, reading);
    return action;
  };

  const listed = async (query: unknown, own: boolean, reading: Reading): Promise<ActionList> => {
    const asked = ActionQuery.parse(query);
    const { actions, next, counts } = await list(reading.roles, askedOf(asked, own, reading), { cursor: cursorOf(asked.cursor), limit: asked.limit ?? PAGE }, today());
    const { row } = actionViews(reading, today());
    return { today: today(), actions: actions.map(row), next, counts, mayCreate: mayOf(rightIn(asked.committee, mayCreateAction, reading), reading), mayImport: mayOf(rightIn(asked.committee, mayKeepActions, reading), reading) };
  };
  router.get('/actions', async (req, res) => { res.json(await listed(req.query, false, await read(res)) satisfies ActionList); });
  router.get('/me/actions', async (req, res) => { res.json(await listed(req.query, true, await read(res)) satisfies ActionList); });

  router.get('/me/views', async (_req, res) => { const reading = await read(res); res.json(SavedViewsShape.parse({ views: await deps.views.of(reading.roles.person) }) satisfies SavedViewsReply); });
  router.put('/me/views', async (req, res) => {
    const { views } = SavedViewsShape.parse(req.body);
    const reading = await read(res);
    if (reading.caller.person === null) throw notAllowed({ ok: false, refusal: { why: 'unknown-person' } }, reading);
    if (views.some(({ name }) => looksLikeHealthNumber(name))) throw new HttpProblem(422, 'health-number', { fr: 'Le nom d’une vue ressemble à un numéro d’assurance maladie. Choisissez-en un autre.', en: 'The name of a view looks like a health insurance number. Choose another.' });
    await deps.views.save(reading.roles.person, views, deps.clock.now());
    res.json({ views } satisfies SavedViewsReply);
  });

  router.get('/actions/:id', async (req, res) => {
    const reading = await read(res);
    res.json(await detail(await found(req.params.id, reading), reading));
  });

  router.post('/actions', async (req, res) => {
    const asked = NewAction.parse(req.body);
    const reading = await read(res);
    const committee = seenCommittee(asked.committee, reading);
    insist(mayCreateAction(reading.roles, committee), reading);
    const decision = await create(reading.charter, wantedAction(asked, committee), actorOf(reading), { roles: reading.roles });
    if (!decision.ok) throw refused(decision.refusal, reading);
    res.status(201).json(await detail(decision.value, reading));
  });

  router.post('/actions/bulk', async (req, res) => {
    const { actions, change: asked, dryRun } = BulkChange.parse(req.body);
    const reading = await read(res);
    const { row } = actionViews(reading, today());
    const reply: BulkChanged = { changed: [], refused: [] };
    for (const { id, version } of actions) {
      const action = await one(reading.roles, actionId(id));
      if (action === null) { reply.refused.push({ id, title: id, why: sentence({ why: 'no-action', action: id }, reading) }); continue; }
      const right = mayOf(rightFor(asked, action, reading), reading);
      if (!right.ok) { reply.refused.push({ id, title: action.title, why: right.why ?? '' }); continue; }
      const acting = { by: actorOf(reading), seen: version, roles: reading.roles };
      const decision = dryRun ? await judge(reading.charter, action, wantedChange(asked), acting) : await change(reading.charter, action.id, wantedChange(asked), acting);
      if (decision.ok) reply.changed.push(row(decision.value));
      else reply.refused.push({ id, title: action.title, why: sentence(decision.refusal, reading) });
    }
    res.json(reply);
  });

  router.get('/meetings/:id/follow-up', async (req, res) => {
    const reading = await read(res);
    const about = await deps.meetingWithBefore(meetingId(req.params.id), reading);
    if (about === null && !reading.roles.known) throw notAllowed({ ok: false, refusal: { why: 'unknown-person' } }, reading);
    if (about === null) throw new HttpProblem(404, 'no-meeting', actRefusal({ why: 'no-meeting' }));
    const { closed, open } = await followedUp(reading.roles, about.meeting, about.before);
    const { row } = actionViews(reading, today());
    res.json({ since: about.before === null ? null : dayOf(about.before.start), closed: closed.map(row), open: open.map(row) } satisfies MeetingFollowUp);
  });

  router.post('/actions/:id/change', async (req, res) => {
    const { version, ...asked } = ActionChangeRequest.parse(req.body);
    const reading = await read(res);
    const action = await found(req.params.id, reading);
    insist(rightFor(asked, action, reading), reading);
    const decision = await change(reading.charter, action.id, wantedChange(asked), { by: actorOf(reading), seen: version, roles: reading.roles });
    if (!decision.ok) throw refused(decision.refusal, reading);
    res.json(await detail(decision.value, reading));
  });

  return router;
}

/** Words, priority, links and cancelling are for those who keep the committee; how it goes, also for the owner. */
function rightFor(asked: AskedChange, action: Action, { roles }: Reading): ActionPermission {
  const keeping = asked.title !== undefined || asked.detail !== undefined || asked.priority !== undefined || asked.links !== undefined || asked.state === 'cancelled' || (action.state === 'cancelled' && asked.state !== undefined);
  return keeping ? mayEdit(roles, action) : mayProgress(roles, action);
}

/** In the committee asked for; of a list of all, in any of them. */
function rightIn(committee: string | undefined, right: (roles: Reading['roles'], committee: CommitteeId) => ActionPermission, { roles, charter }: Reading): ActionPermission {
  if (committee !== undefined) return right(roles, committeeId(committee));
  const rights = charter.committees.map(({ id }) => right(roles, id));
  return rights.find(({ ok }) => ok) ?? rights[0] ?? { ok: false, refusal: { why: 'unknown-person' } };
}

export function askedOf(asked: ActionQuery, own: boolean, { roles, charter }: Reading): AskedActions {
  const owner = own || asked.owner === 'me' ? roles.person : asked.owner === undefined ? undefined : asked.owner === 'none' ? 'nobody' : personId(asked.owner);
  if (asked.since !== undefined && !isDate(asked.since)) throw new HttpProblem(422, 'not-a-day', { fr: `${asked.since} n’est pas un jour. Écrivez par exemple 2027-02-12.`, en: `${asked.since} is not a day. Write for example 2027-02-12.` });
  return {
    committee: asked.committee === undefined ? undefined : committeeId(asked.committee), territory: asked.territory, answered: asked.answered === 'true', owner, state: asked.state, late: asked.late === 'true', week: asked.week === 'true',
    rest: { priority: asked.priority, decision: asked.decision === undefined ? undefined : decisionId(asked.decision), project: asked.project, words: asked.q?.trim() === '' ? undefined : asked.q, closedSince: asked.since === undefined ? undefined : instantOf({ start: `${asked.since}T00:00`, zone: charter.zone }) },
  };
}

function cursorOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!/^\d{4}-\d{2}-\d{2}\.[\w-]{1,40}$/.test(cursor)) throw new HttpProblem(422, 'no-such-page', { fr: 'Cette page de la liste n’existe pas. Reprenez du début.', en: 'This page of the list does not exist. Start from the beginning.' });
  return cursor;
}

const wantedOwner = (owner: { readonly kind: 'person' | 'seat'; readonly id: string } | null): Owner | null =>
  (owner === null ? null : owner.kind === 'person' ? { is: 'person', person: personId(owner.id) } : { is: 'seat', seat: seatId(owner.id) });

const wantedLinks = (links: AskedChange['links']): Partial<Links> => ({
  ...(links?.meeting === undefined ? {} : { meeting: links.meeting === null ? null : meetingId(links.meeting) }),
  ...(links?.item === undefined ? {} : { item: links.item }),
  ...(links?.decision === undefined ? {} : { decision: links.decision === null ? null : decisionId(links.decision) }),
  ...(links?.project === undefined ? {} : { project: links.project }),
  ...(links?.risk === undefined ? {} : { risk: links.risk }),
});

function wantedAction({ owner, links, message, ...asked }: NewAction, committee: CommitteeId): AskedAction {
  const linked = { ...NO_LINKS, ...wantedLinks(links) };
  const origin = message !== null ? 'message' : linked.decision !== null ? 'decision' : linked.risk !== null ? 'risk' : linked.meeting !== null ? 'meeting' : 'tab';
  return { ...asked, committee, owner: wantedOwner(owner), links: linked, message, origin };
}

const wantedChange = ({ owner, links, ...asked }: AskedChange): ActionChange => ({ ...asked, ...(owner === undefined ? {} : { owner: wantedOwner(owner) }), ...(links === undefined ? {} : { links: wantedLinks(links) }) });

export const actorOf = ({ caller }: Reading): Actor => (caller.person === null ? { kind: 'application', id: caller.clientId } : { kind: 'person', id: caller.person.id });

function notAllowed(permission: ActionPermission, reading: Reading): HttpProblem {
  const { why = '' } = mayOf(permission, reading);
  return new HttpProblem(403, 'not-allowed', { fr: why, en: why });
}
export function insist(permission: ActionPermission, reading: Reading): void {
  if (!permission.ok) throw notAllowed(permission, reading);
}

export const nameIn = ({ charter }: Reading) => (id: string): Text | null => {
  const committee = charter.committees.find((c) => c.id === id);
  return committee === undefined ? (charter.persons.find((p) => p.id === id)?.title ?? null) : { fr: committee.acronym, en: committee.acronym };
};
const sentence = (refusal: ActOnActionRefusal, reading: Reading): string => say(actOnActionRefusal(refusal, nameIn(reading)), reading.language);

const FIELDS: Readonly<Partial<Record<ActOnActionRefusal['why'], string>>> = { 'no-title': 'title', 'not-a-day': 'due', 'in-the-past': 'due', 'too-far': 'due', outside: 'owner', 'not-its-seat': 'owner', 'no-decision': 'decision', 'blocked-without-reason': 'reason', 'postponed-without-reason': 'reason', 'cancelled-without-reason': 'reason' };

/** 404 for what is not there, 409 for what is no longer so, 422 for what is to be corrected, with the field. */
function refused(refusal: ActOnActionRefusal, reading: Reading): HttpProblem {
  const words = actOnActionRefusal(refusal, nameIn(reading));
  if (refusal.why === 'no-action') return reading.roles.known ? new HttpProblem(404, 'no-action', words) : notAllowed({ ok: false, refusal: { why: 'unknown-person' } }, reading);
  if (refusal.why === 'stale') return new HttpProblem(409, 'stale', words, { remedy: { fr: 'Relire l’action, puis refaire le geste s’il vaut encore.', en: 'Read the action again, then repeat the act if it still makes sense.' } });
  const field = 'field' in refusal ? refusal.field : FIELDS[refusal.why];
  return new HttpProblem(422, refusal.why, words, field === undefined ? {} : { errors: [{ field, line: null, column: null, code: refusal.why, message: say(words, reading.language), remedy: '' }] });
}
