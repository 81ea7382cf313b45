// The meetings' routes: lists and one meeting, what is done with it, answers, the year's calendar, the cascade. What the reader may not
// know of does not exist for the reader, in replies as in refusals.

import { Router, type Response } from 'express';
import { z } from 'zod';
import type { May } from '../../contract/common.ts';
import {
  AnswerRequest, CascadeRequest, MeetingAct, MeetingChange, NewMeeting, YearAdoption, YearRequest,
  type MeetingAlternatives, type MeetingDetail, type MeetingList, type MeetingSummary, type YearAdopted, type YearDraft,
} from '../../contract/meetings.ts';
import { faultWords } from '../../features/committees/words-faults.ts';
import type { Actor } from '../../features/journal/domain/entry.ts';
import type { AnswerRefusal } from '../../features/meetings/domain/attendance.ts';
import { cascade, proposeYear } from '../../features/meetings/domain/cascade.ts';
import { cancelMeeting, closedTo, restoreMeeting } from '../../features/meetings/domain/change-meeting.ts';
import { daysOffBetween } from '../../features/meetings/domain/days-off.ts';
import { meetingId, type Guest, type Meeting, type MeetingId } from '../../features/meetings/domain/meeting.ts';
import { mayAnswer, mayPlan, type MeetingPermission } from '../../features/meetings/domain/permissions.ts';
import type { CalendarView, Clock } from '../../features/meetings/ports.ts';
import { cancelMeetingAs, changeMeetingAs, conveneMeetingAs, restoreMeetingAs, type Acting, type ActRefusal } from '../../features/meetings/use-cases/act-on-meeting.ts';
import { answerMeeting, type AnsweringRefusal } from '../../features/meetings/use-cases/answer-meeting.ts';
import { callMeeting, type CallDeps } from '../../features/meetings/use-cases/call-meeting.ts';
import { findAlternatives, whoIsFree, type AlternativesDeps } from '../../features/meetings/use-cases/find-alternatives.ts';
import { adoptYear, draftYear, type AdoptRefusal, type AskedRefusal, type YearAsked } from '../../features/meetings/use-cases/plan-year.ts';
import { forecastOf, meetingOrSlot, networkBetween, readMeeting, readMeetings, type SeenMeeting } from '../../features/meetings/use-cases/read-meetings.ts';
import { actRefusal, answerRefusal, draftNote, rightRefusal, yearRefusal } from '../../features/meetings/words.ts';
import { addDays, daysBetween, isDate } from '../../shared/dates.ts';
import type { Decision } from '../../shared/decision.ts';
import { personId, type CommitteeId } from '../../shared/ids.ts';
import { say, type Text } from '../../shared/language.ts';
import { alternativeView, cascadeView, committeeRef, dayWords, detailView, hourWords, obstacleView, proposalView, summaryView } from './meeting-views.ts';
import { seenCommittee, type Reading } from './network.ts';
import { HttpProblem } from './problem.ts';

export interface MeetingRoutesDeps extends CallDeps, AlternativesDeps {
  readonly clock: Clock;
  readonly read: (res: Response) => Promise<Reading>;
  readonly today: () => string;
  /** Null where no calendar is kept. */
  readonly calendarView: CalendarView | null;
  /** Address of the committee's main channel; null while it has none. */
  readonly channelUrl: (committee: CommitteeId) => Promise<string | null>;
}

/** Two years and a half: more than anybody reads at once. */
const LONGEST_WINDOW = 900;
const day = z.string().refine(isDate);
const Window = z.object({ committee: z.string().max(200).optional(), from: day.optional(), until: day.optional() });

export function meetingRoutes(deps: MeetingRoutesDeps): Router {
  const { read, meetings } = deps;
  const router = Router();
  const [list, one, alternatives, free] = [readMeetings(deps), readMeeting(deps), findAlternatives(deps), whoIsFree(deps)];
  const [draft, adopt, call, answer] = [draftYear(deps), adoptYear(deps), callMeeting(deps), answerMeeting(deps)];
  const [change, cancel, restore, convene] = [changeMeetingAs(deps), cancelMeetingAs(deps), restoreMeetingAs(deps), conveneMeetingAs(deps)];

  const onCalendar = async (ids: readonly MeetingId[]) => (await deps.calendarView?.of(ids)) ?? new Map();
  const summaries = async (seen: readonly SeenMeeting[], reading: Reading): Promise<MeetingSummary[]> => {
    const calendar = await onCalendar(seen.map(({ meeting }) => meeting.id));
    return seen.map((each) => summaryView(each, calendar, reading));
  };

  /** One meeting in full, with what the reader may do with it and why not. */
  const detail = async (id: MeetingId, reading: Reading): Promise<MeetingDetail> => {
    const seen = await one(reading.roles, id);
    if (seen === null) throw actProblem({ why: 'no-meeting' }, reading);
    const { meeting } = seen;
    const now = deps.clock.now();
    const right = mayPlan(reading.roles, meeting.committee);
    const closed = closedTo(meeting, now);
    const may = (permission: MeetingPermission, rule: ActRefusal | null): May => (permission.ok ? said(rule === null ? null : actRefusal(rule), reading) : mayOf(permission, reading));
    const ruled = (decision: Decision<unknown, ActRefusal>): ActRefusal | null => (decision.ok ? null : decision.refusal);
    // Calendars are read for those who could convene somebody, and only when somebody is needed.
    const toConvene = right.ok && closed === null ? (forecastOf(reading.charter, meeting, [...seen.answers.values()])?.toConvene ?? []) : [];
    const [calendar, channelUrl, isFree] = await Promise.all([onCalendar([id]), deps.channelUrl(meeting.committee), free(reading.charter, meeting, [...new Set(toConvene.map(({ alternate }) => alternate))])]);
    return detailView(seen, calendar, reading, {
      channelUrl: seen.convened || right.ok ? channelUrl : null, free: isFree,
      may: {
        change: may(right, closed), convene: may(right, closed),
        cancel: may(right, ruled(cancelMeeting(meeting, null, now))), restore: may(right, ruled(restoreMeeting(meeting, now))),
        answer: may(mayAnswer(reading.roles, meeting), closed),
      },
    });
  };

  const listed = async (of: CommitteeId | 'mine' | 'all', query: unknown, reading: Reading): Promise<MeetingList> => {
    const { from, until } = windowOf(query, deps.today());
    const { roles, charter, naming } = reading;
    const planning = of === 'mine' || of === 'all' ? (charter.committees.map((c) => mayPlan(roles, c.id)).find((p) => p.ok) ?? mayPlan(roles, charter.committees[0]!.id)) : mayPlan(roles, of);
    return {
      from, until, meetings: await summaries(await list(roles, { of, from, until }), reading),
      days: daysOffBetween(charter.calendar, from, until).map(({ date, off }) => ({ date, is: off.is, name: naming.say(off.name) })),
      mayPlan: mayOf(planning, reading),
    };
  };

  router.get('/meetings', async (req, res) => {
    const reading = await read(res);
    const { committee } = Window.parse(req.query);
    res.json(await listed(committee === undefined ? 'all' : seenCommittee(committee, reading), req.query, reading) satisfies MeetingList);
  });
  router.get('/me/meetings', async (req, res) => {
    const reading = await read(res);
    res.json(await listed('mine', req.query, reading) satisfies MeetingList);
  });
  router.get('/meetings/:id', async (req, res) => { res.json(await detail(meetingId(req.params.id), await read(res))); });

  router.get('/meetings/:id/alternatives', async (req, res) => {
    const { from = null, until = null } = Window.parse(req.query);
    const reading = await read(res);
    const meeting = await meetingOrSlot(deps, reading.roles, meetingId(req.params.id));
    if (meeting === null) throw actProblem({ why: 'no-meeting' }, reading);
    insist(mayPlan(reading.roles, meeting.committee), reading);
    const found = await alternatives(reading.charter, meeting, { from, until });
    res.json({ alternatives: found.alternatives.map((each) => alternativeView(each, meeting.zone, reading)), calendars: found.calendars } satisfies MeetingAlternatives);
  });

  router.post('/meetings', async (req, res) => {
    const asked = NewMeeting.parse(req.body);
    const reading = await read(res);
    const [committee, ...jointly] = [asked.committee, ...asked.jointly].map((id) => seenCommittee(id, reading));
    insist(mayPlan(reading.roles, committee!), reading);
    const decision = await call(reading.charter, { ...asked, committee: committee!, jointly, guests: asked.guests.map(guestOf) }, actorOf(reading));
    if (!decision.ok) throw actProblem(decision.refusal, reading);
    res.status(201).json(await detail(decision.value.id, reading));
  });

  /** The act, once it is known that the reader may do it; then the meeting as it stands. */
  const acted = async (id: string, seen: number, res: Response, act: (reading: Reading, id: MeetingId, acting: Acting) => Promise<Decision<Meeting, ActRefusal>>): Promise<void> => {
    const reading = await read(res);
    const found = await one(reading.roles, meetingId(id));
    if (found === null) throw actProblem({ why: 'no-meeting' }, reading);
    insist(mayPlan(reading.roles, found.meeting.committee), reading);
    const decision = await act(reading, found.meeting.id, { by: actorOf(reading), where: 'gouverne', seen });
    if (!decision.ok) throw actProblem(decision.refusal, reading);
    res.json(await detail(found.meeting.id, reading));
  };
  router.post('/meetings/:id/change', async (req, res) => {
    const { version, guests, ...asked } = MeetingChange.parse(req.body);
    await acted(req.params.id, version, res, ({ charter }, id, acting) => change(charter, id, { ...asked, ...(guests === undefined ? {} : { guests: guests.map(guestOf) }) }, acting));
  });
  router.post('/meetings/:id/cancel', async (req, res) => {
    const { version, reason } = MeetingAct.parse(req.body);
    await acted(req.params.id, version, res, ({ charter }, id, acting) => cancel(charter, id, reason, acting));
  });
  router.post('/meetings/:id/restore', async (req, res) => {
    const { version } = MeetingAct.parse(req.body);
    await acted(req.params.id, version, res, ({ charter }, id, acting) => restore(charter, id, acting));
  });
  router.post('/meetings/:id/convene', async (req, res) => {
    const { version } = MeetingAct.parse(req.body);
    await acted(req.params.id, version, res, ({ charter }, id, acting) => convene(charter, id, acting));
  });

  router.put('/meetings/:id/answer', async (req, res) => {
    const asked = AnswerRequest.parse(req.body);
    const reading = await read(res);
    const id = meetingId(req.params.id);
    const decision = await answer(reading.charter, id, { person: personId(asked.person ?? reading.roles.person), answer: asked.answer, alternate: asked.alternate === null ? null : personId(asked.alternate), from: 'tab' }, { roles: reading.roles, by: actorOf(reading) });
    if (!decision.ok) throw answerProblem(decision.refusal, reading);
    res.json(await detail(id, reading));
  });

  // ---- the year

  const asked = ({ committee, year, cadence }: YearRequest, reading: Reading): YearAsked => ({ committee: seenCommittee(committee, reading), year, ...(cadence === undefined ? {} : { cadence }) });

  router.post('/calendar/draft', async (req, res) => {
    const body = YearRequest.parse(req.body);
    const reading = await read(res);
    const decision = await draft(reading.charter, asked(body, reading));
    if (!decision.ok) throw yearProblem(decision.refusal);
    const { committee, cadences, slots, past, outside } = decision.value;
    const note = draftNote({ asNeeded: committee.cadence.rule === null && cadences.length === 0, past, outside: outside.length });
    const view: YearDraft = {
      committee: committeeRef(committee.id, reading), year: body.year, cadence: reading.naming.say(committee.cadence.label), zone: committee.cadence.zone,
      slots: slots.map(({ slot, status, planned, obstacles }) => ({
        id: planned.id, slot, start: planned.start, minutes: planned.minutes, day: dayWords(planned, reading), hours: hourWords(planned, reading), status, obstacles: obstacles.map((obstacle) => obstacleView(obstacle, reading)),
      })),
      counts: { total: slots.length, new: slots.filter((s) => s.status === 'new').length, flagged: slots.filter((s) => s.obstacles.length > 0).length, kept: slots.filter((s) => s.status !== 'new').length },
      note: note === null ? null : reading.naming.say(note), mayAdopt: mayOf(mayPlan(reading.roles, committee.id), reading),
    };
    res.json(view);
  });

  router.post('/calendar/adopt', async (req, res) => {
    const body = YearAdoption.parse(req.body);
    const reading = await read(res);
    const year = asked(body, reading);
    insist(mayPlan(reading.roles, year.committee), reading);
    const decision = await adopt(reading.charter, year, body.choices, actorOf(reading));
    if (!decision.ok) throw yearProblem(decision.refusal);
    const { planned, kept, skipped } = decision.value;
    const of = new Set([...planned, ...kept, ...skipped].map((m) => m.id));
    const seen = await list(reading.roles, { of: year.committee, from: `${body.year - 1}-01-01`, until: `${body.year + 1}-12-31` });
    res.json({ planned: planned.length, kept: kept.length, skipped: skipped.length, meetings: await summaries(seen.filter(({ meeting }) => of.has(meeting.id)), reading) } satisfies YearAdopted);
  });

  // ---- across levels

  router.get('/cascade', async (req, res) => {
    const { year = Number(deps.today().slice(0, 4)) } = z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() }).parse(req.query);
    const reading = await read(res);
    // The last meetings of a year feed the first ones of the next.
    const held = await networkBetween({ meetings, recurrence: deps.recurrence }, reading.charter, `${year}-01-01`, `${year + 1}-12-31`);
    const all = cascade(reading.charter, held.filter((m) => m.start < `${year + 1}-04-01`));
    res.json(cascadeView(year, all, reading));
  });
  router.post('/cascade/proposal', async (req, res) => {
    const { year, given } = CascadeRequest.parse(req.body);
    const reading = await read(res);
    for (const { start } of given) if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(start) || !isDate(start.slice(0, 10))) throw actProblem({ why: 'not-a-date', start }, reading);
    const dates = given.map(({ committee, start, minutes }) => ({ committee: seenCommittee(committee, reading), start, ...(minutes === undefined ? {} : { minutes }) }));
    res.json(proposalView(year, proposeYear(reading.charter, dates, year), reading));
  });

  return router;
}

/** The current year when nothing is said. */
function windowOf(query: unknown, today: string): { readonly from: string; readonly until: string } {
  const { from, until } = Window.parse(query);
  const first = from ?? (until === undefined ? `${today.slice(0, 4)}-01-01` : addDays(until, -365));
  const last = until ?? (from === undefined ? `${today.slice(0, 4)}-12-31` : addDays(from, 365));
  if (last < first) throw new HttpProblem(422, 'window', { fr: 'La période se termine avant de commencer.', en: 'The period ends before it begins.' });
  if (daysBetween(first, last) > LONGEST_WINDOW) throw new HttpProblem(422, 'window', { fr: 'Cette période est trop longue. Demandez deux ans au plus.', en: 'This period is too long. Ask for two years at most.' });
  return { from: first, until: last };
}

const guestOf = (guest: { readonly person: string } | { readonly email: string; readonly label: string }): Guest =>
  ('person' in guest ? { is: 'person', person: personId(guest.person) } : { is: 'address', email: guest.email, label: guest.label });

const actorOf = ({ caller }: Reading): Actor => (caller.person === null ? { kind: 'application', id: caller.clientId } : { kind: 'person', id: caller.person.id });

const said = (why: Text | null, { language }: Reading): May => (why === null ? { ok: true } : { ok: false, why: say(why, language) });

/** The meetings' own refusals in their words, the others in the committees'. */
function mayOf(permission: MeetingPermission, reading: Reading): May {
  if (permission.ok) return { ok: true };
  const { refusal } = permission;
  if (refusal.why === 'keepers-only' || refusal.why === 'secretariat-only' || refusal.why === 'not-convened') return said(rightRefusal(refusal), reading);
  return reading.may({ ok: false, refusal });
}

const forbidden = (permission: MeetingPermission, reading: Reading): HttpProblem => { const { why = '' } = mayOf(permission, reading); return new HttpProblem(403, 'not-allowed', { fr: why, en: why }); };
function insist(permission: MeetingPermission, reading: Reading): void {
  if (!permission.ok) throw forbidden(permission, reading);
}

/** An act's refusal as problem details: 404 for what is not there, 409 for what is no longer so, 422 for what is to be corrected. */
function actProblem(refusal: ActRefusal, reading: Reading): HttpProblem {
  if (refusal.why === 'no-meeting') return reading.roles.known ? new HttpProblem(404, 'no-meeting', actRefusal(refusal)) : forbidden({ ok: false, refusal: { why: 'unknown-person' } }, reading);
  if (refusal.why !== 'stale') return new HttpProblem(422, refusal.why, actRefusal(refusal));
  return new HttpProblem(409, 'stale', actRefusal(refusal), { remedy: { fr: 'Relire la séance, puis refaire le geste s’il vaut encore.', en: 'Read the meeting again, then repeat the act if it still makes sense.' } });
}

function yearProblem(refusal: AskedRefusal | AdoptRefusal): HttpProblem {
  if (refusal.why === 'bad-rule') {
    const { message, remedy } = faultWords({ is: 'wrong-rule', value: '', ...refusal.fault });
    return new HttpProblem(422, `rule-${refusal.fault.because}`, message, { remedy });
  }
  return new HttpProblem(refusal.why === 'planned-meanwhile' || refusal.why === 'stands-already' ? 409 : 422, refusal.why, yearRefusal(refusal));
}

const OF_ANSWERS: ReadonlySet<string> = new Set<AnswerRefusal['why']>(['not-convened', 'cancelled', 'over', 'no-alternate', 'which-alternate', 'not-an-alternate', 'alternate-absent']);
const isOfAnswers = (refusal: AnswerRefusal | ActRefusal): refusal is AnswerRefusal => OF_ANSWERS.has(refusal.why);

function answerProblem(refusal: AnsweringRefusal, reading: Reading): HttpProblem {
  if (refusal.why === 'not-allowed') return forbidden({ ok: false, refusal: refusal.right }, reading);
  if (!isOfAnswers(refusal)) return actProblem(refusal, reading);
  return new HttpProblem(422, refusal.why, answerRefusal(refusal, (person) => reading.charter.persons.find((p) => p.id === person)?.title ?? null));
}
