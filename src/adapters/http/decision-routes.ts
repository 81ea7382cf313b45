// The routes of the register: lists, one decision, recording, what may be done with it afterwards, and how far it has gone. What the reader
// may not know of does not exist for the reader, in replies as in refusals.

import { Router, type Response } from 'express';
import {
  DecisionAmendment, DecisionQuery, DecisionReview, NewDecision, ReachAnswer, ReachRequest, type DecisionDetail, type DecisionList, type InstitutionList, type Reach,
} from '../../contract/decisions.ts';
import { mayRecord, type DecisionPermission } from '../../features/decisions/domain/permissions.ts';
import type { RecordRefusal } from '../../features/decisions/domain/record-decision.ts';
import type { RegisteredDecision } from '../../features/decisions/domain/registered-decision.ts';
import { answerReachAs, type AnsweringRefusal } from '../../features/decisions/use-cases/answer-reach.ts';
import { amendDecisionAs, reviewDecisionAs, sendDecisionAs, type ChangeRefusal, type Changing } from '../../features/decisions/use-cases/change-decision.ts';
import { readDecision, readDecisions, type AskedDecisions, type DecisionInFull } from '../../features/decisions/use-cases/read-decisions.ts';
import { recordDecisionAs, type NotAllowed, type RegisterDeps } from '../../features/decisions/use-cases/record-decision.ts';
import { changeRefusal } from '../../features/decisions/words.ts';
import { meetingId } from '../../features/meetings/domain/meeting.ts';
import type { Decision } from '../../shared/decision.ts';
import { committeeId, decisionId, personId, type DecisionId } from '../../shared/ids.ts';
import { say } from '../../shared/language.ts';
import { actorOf } from './action-routes.ts';
import { decisionDetail, decisionRow, mayOf, nameIn, reachView } from './decision-views.ts';
import { seenCommittee, type Reading } from './network.ts';
import { HttpProblem } from './problem.ts';

export interface DecisionRoutesDeps extends RegisterDeps {
  readonly read: (res: Response) => Promise<Reading>;
  readonly today: () => string;
  /** Address of a decision's page in Teams. */
  readonly pageOf: (decision: DecisionId) => string;
  /** Title of the meeting in which it was taken, where the reader may know it. */
  readonly meetingTitle: (decision: RegisteredDecision, reading: Reading) => Promise<string | null>;
}

const PAGE = 100;

export function decisionRoutes(deps: DecisionRoutesDeps): Router {
  const router = Router();
  const { read, today } = deps;
  const [list, one] = [readDecisions(deps), readDecision(deps)];
  const [record, amend, review, send, answer] = [recordDecisionAs(deps), amendDecisionAs(deps), reviewDecisionAs(deps), sendDecisionAs(deps), answerReachAs(deps)];

  const found = async (raw: string, reading: Reading): Promise<DecisionInFull> => {
    const decision = await one(reading.roles, decisionId(raw), today());
    if (decision === null) throw refused({ why: 'no-decision' }, reading);
    return decision;
  };
  const detail = async (raw: string, reading: Reading): Promise<DecisionDetail> => {
    const seen = await found(raw, reading);
    return decisionDetail(seen, reading, { today: today(), url: deps.pageOf(seen.decision.id), meeting: await deps.meetingTitle(seen.decision, reading) });
  };

  router.get('/decisions', async (req, res) => {
    const asked = DecisionQuery.parse(req.query);
    const reading = await read(res);
    const { lines, next } = await list(reading.roles, askedOf(asked, reading), { cursor: cursorOf(asked.cursor), limit: asked.limit ?? PAGE }, today());
    res.json({ today: today(), decisions: lines.map((line) => decisionRow(line, today(), reading)), next, mayRecord: mayOf(mayRecordIn(asked.committee, reading), reading) } satisfies DecisionList);
  });

  router.post('/decisions', async (req, res) => {
    const asked = NewDecision.parse(req.body);
    const reading = await read(res);
    const committee = seenCommittee(asked.committee, reading);
    const decision = await record(reading.roles, {
      ...asked, committee, meeting: asked.meeting === null ? null : meetingId(asked.meeting), present: asked.present.map(personId), replaces: asked.replaces.map(decisionId),
    }, actorOf(reading));
    if (!decision.ok) throw refused(decision.refusal, reading);
    res.status(201).json(await detail(decision.value.id, reading));
  });

  router.get('/decisions/:id', async (req, res) => { res.json(await detail(req.params.id, await read(res))); });

  const changed = async (raw: string, version: number, res: Response, act: (id: DecisionId, changing: Changing) => Promise<Decision<RegisteredDecision, ChangeRefusal>>): Promise<void> => {
    const reading = await read(res);
    const decision = await act(decisionId(raw), { roles: reading.roles, by: actorOf(reading), seen: version });
    if (!decision.ok) throw refused(decision.refusal, reading);
    res.json(await detail(raw, reading));
  };
  router.post('/decisions/:id/amend', async (req, res) => {
    const { version, ...asked } = DecisionAmendment.parse(req.body);
    await changed(req.params.id, version, res, (id, changing) => amend(id, asked, changing));
  });
  router.post('/decisions/:id/review', async (req, res) => {
    const { version, reviewOn } = DecisionReview.parse(req.body);
    await changed(req.params.id, version, res, (id, changing) => review(id, reviewOn, changing));
  });
  router.post('/decisions/:id/reach', async (req, res) => {
    const { version, institutions } = ReachRequest.parse(req.body);
    await changed(req.params.id, version, res, (id, changing) => send(id, institutions, changing));
  });

  router.get('/decisions/:id/reach', async (req, res) => {
    const reading = await read(res);
    res.json(reachView(await found(req.params.id, reading), reading) satisfies Reach);
  });
  router.put('/decisions/:id/reach/:institution', async (req, res) => {
    const asked = ReachAnswer.parse(req.body);
    const reading = await read(res);
    const decision = await answer(decisionId(req.params.id), req.params.institution, asked, { roles: reading.roles, by: actorOf(reading), where: 'tab' });
    if (!decision.ok) throw refused(decision.refusal, reading);
    res.json(reachView(await found(req.params.id, reading), reading) satisfies Reach);
  });

  router.get('/institutions', async (_req, res) => {
    const { charter, naming } = await read(res);
    const institutions = charter.institutions.map(({ id, acronym, name, territory }) => ({ id, acronym, name: naming.say(name), territory: naming.say(charter.territories.find((one) => one.id === territory)?.name ?? { fr: '' }) }));
    res.json({ institutions: institutions.sort((a, b) => a.name.localeCompare(b.name, naming.language)) } satisfies InstitutionList);
  });

  return router;
}

export const askedOf = ({ committee, territory, answered, kind, standing, awaiting, year, q }: Omit<DecisionQuery, 'cursor' | 'limit'>, reading: Reading): AskedDecisions => ({
  kind, standing, year, territory, answered: answered === 'true', awaiting: awaiting === undefined ? undefined : awaiting === 'true', words: q === undefined || q.trim() === '' ? undefined : q,
  ...(committee === undefined ? {} : { committee: seenCommittee(committee, reading) }),
});

function cursorOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\.D-\d{4}-\d{3,}$/.test(cursor)) throw new HttpProblem(400, 'no-such-page', { fr: 'Cette page du registre n’existe pas. Reprenez au début.', en: 'This page of the register does not exist. Start again from the beginning.' });
  return cursor;
}

/** Of the whole register: whether there is a committee for which the reader may. */
function mayRecordIn(committee: string | undefined, { roles, charter }: Reading): DecisionPermission {
  if (committee !== undefined) return mayRecord(roles, committeeId(committee));
  const each = charter.committees.map(({ id }) => mayRecord(roles, id));
  return each.find(({ ok }) => ok) ?? each[0]!;
}

function notAllowed(permission: DecisionPermission, reading: Reading): HttpProblem {
  const { why = '' } = mayOf(permission, reading);
  return new HttpProblem(403, 'not-allowed', { fr: why, en: why });
}

type Refusal = RecordRefusal | ChangeRefusal | AnsweringRefusal;
const FIELDS: Readonly<Partial<Record<Exclude<Refusal, NotAllowed>['why'], string>>> = {
  'same-text': 'text', 'not-a-date': 'takenAt', 'no-such-hour': 'takenAt', 'in-the-future': 'takenAt', 'another-day': 'takenAt', 'no-meeting': 'meeting', 'meeting-of-others': 'meeting', 'meeting-cancelled': 'meeting',
  'nobody-there': 'present', 'unknown-person-there': 'present', 'no-quorum': 'present', 'no-voter': 'present', 'too-many-voices': 'vote', 'not-unanimous': 'vote', 'unanimity-of-some': 'vote', 'against-consensus': 'vote', 'no-majority': 'vote', 'no-tie': 'vote', 'chair-away': 'vote',
  'no-such-replaced': 'replaces', 'already-superseded': 'replaces', 'not-below': 'replaces', 'replaced-is-later': 'replaces', 'recommendation-replaces': 'replaces', 'not-a-day': 'reviewOn', 'review-in-the-past': 'reviewOn',
  'unknown-institution': 'institutions', 'in-camera-stays': 'institutions', 'all-asked': 'institutions', 'no-planned-day': 'plannedOn', 'not-a-planned-day': 'plannedOn', 'planned-in-the-past': 'plannedOn', 'no-reason': 'reason', 'reason-too-long': 'reason', 'reason-health-number': 'reason',
};

/** 403 for a right, 404 for what is not there, 409 for what is no longer so, 422 for what is to be corrected, with the field. */
function refused(refusal: Refusal, reading: Reading): HttpProblem {
  if (refusal.why === 'not-allowed') return notAllowed({ ok: false, refusal: refusal.right }, reading);
  const words = changeRefusal(refusal, nameIn(reading));
  if (refusal.why === 'no-decision') return reading.roles.known ? new HttpProblem(404, 'no-decision', words) : notAllowed({ ok: false, refusal: { why: 'unknown-person' } }, reading);
  if (refusal.why === 'stale') return new HttpProblem(409, 'stale', words, { remedy: { fr: 'Relire la décision, puis refaire le geste s’il vaut encore.', en: 'Read the decision again, then repeat the act if it still makes sense.' } });
  const field = 'field' in refusal ? refusal.field : FIELDS[refusal.why];
  return new HttpProblem(422, refusal.why, words, field === undefined ? {} : { errors: [{ field, line: null, column: null, code: refusal.why, message: say(words, reading.language), remedy: '' }] });
}
