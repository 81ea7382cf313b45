// GET /api/handover/:person, POST /api/handover: somebody leaves, and all that is theirs passes on in one gesture.

import { Router, type Response } from 'express';
import { HandOver, type HandedOver } from '../../contract/handover.ts';
import { heldBy, mayHandOver, type HandOverRefusal } from '../../features/committees/domain/hand-over.ts';
import type { Charter } from '../../features/committees/domain/charter.ts';
import type { CharterFault } from '../../features/committees/domain/fault.ts';
import { desiredWorkspace, type DesiredTeam } from '../../features/committees/domain/workspace.ts';
import type { ProvisioningStore, Run } from '../../features/committees/ports.ts';
import { planAccess, startAccessRun } from '../../features/committees/use-cases/end-access.ts';
import type { PlanDeps } from '../../features/committees/use-cases/plan-charter.ts';
import { handOverRefusal } from '../../features/committees/words-hand-over.ts';
import { carryOutDeparture, judgeDeparture, openActionsOf, passingOf, type AskedDeparture, type HandOverDeps } from '../../features/actions/use-cases/hand-over.ts';
import { instantOf } from '../../features/meetings/domain/when.ts';
import type { MeetingStore } from '../../features/meetings/ports.ts';
import type { NextMeeting } from '../../features/actions/words-hand-over.ts';
import { addDays } from '../../shared/dates.ts';
import { personId, seatId, type CommitteeId, type PersonId } from '../../shared/ids.ts';
import type { Language } from '../../shared/language.ts';
import { actorOf, nameIn } from './action-routes.ts';
import { departureView, previewView } from './handover-views.ts';
import type { Reading } from './network.ts';
import { HttpProblem } from './problem.ts';

export interface HandOverRoutesDeps extends HandOverDeps {
  readonly read: (res: Response) => Promise<Reading>;
  readonly today: () => string;
  readonly planning: PlanDeps;
  readonly store: ProvisioningStore;
  readonly meetings: Pick<MeetingStore, 'between'>;
  /** Tells those who sit there from now on of the meetings that were convened. */
  readonly convene: (committees: readonly CommitteeId[]) => Promise<void>;
  /** Something could not be begun with the request. */
  readonly onLeft: (error: unknown) => void;
  readonly faultMessage: (fault: CharterFault, language: Language) => { readonly message: string; readonly remedy: string };
}

/** Meetings further away are no part of the brief. */
const NEXT_DAYS = 60;

export function handOverRoutes(deps: HandOverRoutesDeps): Router {
  const router = Router();
  const { read, today, planning, store } = deps;
  const [judge, carryOut, openActions, plan, start] = [judgeDeparture(deps), carryOutDeparture(deps), openActionsOf(deps), planAccess(planning), startAccessRun({ store, clock: planning.clock })];
  const desired = (charter: Charter): readonly DesiredTeam[] => desiredWorkspace(charter, today(), planning.network, planning.tabOf);

  /** The person who leaves, once the reader may hand over what is theirs. */
  const leaverOf = (reading: Reading, raw: string): PersonId => {
    const person = personId(raw);
    reading.insist(mayHandOver(reading.roles, person, today()));
    if (!reading.charter.persons.some(({ id }) => id === person)) throw new HttpProblem(404, 'no-person', { fr: 'Cette personne n’est pas dans la charte.', en: 'This person is not in the charter.' });
    return person;
  };
  const nextMeetings = async (reading: Reading, committees: readonly CommitteeId[]): Promise<readonly NextMeeting[]> => {
    if (committees.length === 0) return [];
    const ahead = await deps.meetings.between(committees, today(), addDays(today(), NEXT_DAYS));
    return committees.flatMap((id) => {
      const next = ahead.find((meeting) => (meeting.committee === id || meeting.jointly.includes(id)) && meeting.state !== 'cancelled' && instantOf(meeting) > planning.clock.now());
      return next === undefined ? [] : [{ acronym: reading.charter.committees.find((c) => c.id === id)?.acronym ?? id, start: next.start }];
    });
  };

  router.get('/handover/:person', async (req, res) => {
    const reading = await read(res);
    const person = leaverOf(reading, req.params.person);
    const held = heldBy(reading.charter, person, today());
    const committees = [...new Set(held.map(({ committee }) => committee.id))];
    const [actions, meetings] = await Promise.all([openActions(person, held.map(({ seat }) => seat.id)), nextMeetings(reading, committees)]);
    res.json(previewView(person, reading, { today: today(), desired: desired(reading.charter), actions, meetings }));
  });

  router.post('/handover', async (req, res) => {
    const body = HandOver.parse(req.body);
    const reading = await read(res);
    const asked = wanted(body, leaverOf(reading, body.person));
    if (body.version !== reading.version) throw stale();
    const decision = await judge(reading.charter, asked, today());
    if (!decision.ok) throw refused(decision.refusal, reading);
    const departure = decision.value;
    const about = { before: desired(departure.before), after: desired(departure.after), dryRun: body.dryRun, version: reading.version, run: null, waiting: false };
    if (body.dryRun) { res.json(departureView(departure, reading, about) satisfies HandedOver); return; }

    const open = await store.unfinished();
    if (open !== null) throw running(open);
    const { persons, committees } = passingOf(departure);
    // Read from the tenant before anything is saved: when Microsoft 365 does not answer, nothing has been done.
    const access = await plan(await deps.asFile(departure.after), committees, new Set((await deps.accounts(persons)).values()));
    const by = actorOf(reading);
    const version = await carryOut(departure, reading.version, by);
    if (version === null) throw stale();
    // Begun at once, so that the reader can follow it. Whatever keeps it from beginning, the job that was saved with the hand-over sees to it.
    const started = await start(access, version, by.kind === 'person' ? by.id : null).catch((error: unknown) => { deps.onLeft(error); return null; });
    await deps.convene(committees).catch(deps.onLeft);
    res.json(departureView(departure, reading, { ...about, version, run: started?.ok === true ? (started.value?.id ?? null) : null, waiting: started?.ok !== true }) satisfies HandedOver);
  });

  const refused = (refusal: HandOverRefusal, reading: Reading): HttpProblem => {
    const { message, remedy } = handOverRefusal(reading.charter, refusal, nameIn(reading));
    const faults = refusal.why === 'faults' ? refusal.faults.map((fault) => ({ field: fault.path, line: null, column: null, code: fault.why.is, ...deps.faultMessage(fault, reading.language) })) : [];
    const seat = 'seat' in refusal ? [{ field: `seats.${refusal.seat}`, line: null, column: null, code: refusal.why, message: reading.naming.say(message), remedy: reading.naming.say(remedy) }] : [];
    return new HttpProblem(422, refusal.why, message, { remedy, errors: [...faults, ...seat] });
  };
  return router;
}

const wanted = ({ seats, roles, actions, interim }: HandOver, person: PersonId): AskedDeparture => ({
  person, interim, roles: roles === null ? null : personId(roles), actions: actions === null ? null : personId(actions),
  seats: new Map(Object.entries(seats).map(([seat, to]) => [seatId(seat), to === null ? null : personId(to)])),
});

const stale = (): HttpProblem => new HttpProblem(409, 'hand-over-is-stale', { fr: 'Depuis que ce départ a été préparé, la charte ou une des actions a changé.', en: 'Since this departure was prepared, the charter or one of the action items has changed.' }, { remedy: { fr: 'Relire le départ, puis confirmer. Rien n’a été changé.', en: 'Read the departure again, then confirm. Nothing was changed.' } });
const running = (run: Run): HttpProblem => new HttpProblem(409, 'another-run', { fr: 'Une application de la charte est déjà en cours.', en: 'Another run is under way.' }, { remedy: { fr: 'Attendre qu’elle se termine, puis confirmer de nouveau. Rien n’a été changé.', en: 'Wait until it ends, then confirm again. Nothing was changed.' }, errors: [{ field: 'run', line: null, column: null, code: 'run', message: run.id, remedy: '' }] });
