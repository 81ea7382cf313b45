// GET /api/desk: the home of whoever keeps or coordinates committees; of everybody else, what needs them now. The same figures as a file.

import { Router, type Response } from 'express';
import { DeskQuery, type Desk as DeskReply } from '../../contract/desk.ts';
import { roleName, voiceName } from '../../features/committees/domain/names.ts';
import { pressingWords } from '../../features/desk/words.ts';
import type { Pressing } from '../../features/desk/domain/pressing.ts';
import type { Share } from '../../features/desk/domain/shares.ts';
import type { DeskSources } from '../../features/desk/ports.ts';
import { gatherDesk, type Desk } from '../../features/desk/use-cases/gather-desk.ts';
import { forecastWords, meetingTitle } from '../../features/meetings/words.ts';
import type { Meeting } from '../../features/meetings/domain/meeting.ts';
import { committeeId, type CommitteeId } from '../../shared/ids.ts';
import { say, type Language, type Text } from '../../shared/language.ts';
import { actionSheet, sendFile, type ActionFileRoutesDeps, type Sheet } from './action-file-routes.ts';
import { actionViews } from './action-views.ts';
import { decisionRow } from './decision-views.ts';
import { committeeRef, dayWords, hourWords } from './meeting-views.ts';
import { seenCommittee, type Reading } from './network.ts';

export interface DeskRoutesDeps extends Pick<ActionFileRoutesDeps, 'csvFile' | 'spreadsheet'> {
  readonly sources: DeskSources;
  readonly read: (res: Response) => Promise<Reading>;
  readonly today: () => string;
}

export function deskRoutes(deps: DeskRoutesDeps): Router {
  const router = Router();
  const gather = gatherDesk(deps.sources);
  const asked = async (query: unknown, res: Response): Promise<{ readonly desk: Desk; readonly reading: Reading; readonly label: string }> => {
    const { committee, territory } = DeskQuery.parse(query);
    const reading = await deps.read(res);
    const of = committee === undefined ? null : seenCommittee(committee, reading);
    return { desk: await gather(reading.roles, { committee: of, territory: territory ?? null }, deps.today()), reading, label: labelOf(of, territory ?? null, reading) };
  };

  router.get('/desk', async (req, res) => {
    const { desk, reading, label } = await asked(req.query, res);
    res.json(deskView(desk, label, reading, deps.today()));
  });
  router.get('/desk/export', async (req, res) => {
    const { desk, reading } = await asked(req.query, res);
    await sendFile(res, 'xlsx', `gouverne-${deps.today()}`, sheetsOf(desk, reading, deps.today()), deps);
  });
  return router;
}

function labelOf(committee: CommitteeId | null, territory: string | null, { naming, charter }: Reading): string {
  if (committee !== null) return naming.committee(committee)?.acronym ?? committee;
  const found = charter.territories.find(({ id }) => id === territory);
  return found === undefined ? naming.say({ fr: 'Toutes vos instances', en: 'All your committees' }) : naming.say(found.name);
}

function deskView(desk: Desk, label: string, reading: Reading, today: string): DeskReply {
  const { naming, charter } = reading;
  const { row } = actionViews(reading, today);
  const share = (name: (id: string) => string) => (of: Share): DeskReply['actions']['byCommittee'][number] => ({ ...of, label: name(of.id) });
  const acronym = (id: string): string => naming.committee(committeeId(id))?.acronym ?? id;
  const titled = (things: readonly { readonly id: string; readonly name?: Text; readonly title?: Text }[]) => (id: string): string => { const found = things.find((thing) => thing.id === id); return naming.say(found?.name ?? found?.title ?? { fr: id }); };
  return {
    today,
    scope: { label, coordinator: desk.scope.whole, territories: desk.scope.territories.map((id) => ({ id, name: titled(charter.territories)(id) })) },
    now: desk.now.map((what) => ({ kind: what.is, text: say(pressingWords(what, { committee: acronym, meeting: (language) => meetingName(what, language, acronym, reading) }), reading.language), path: pathOf(what), on: dayOf(what) })),
    meetings: desk.meetings.map(({ meeting, forecast }) => ({
      id: meeting.id, title: naming.say(titleOf(meeting, acronym)), day: dayWords(meeting, reading), hours: hourWords(meeting, reading), committee: committeeRef(meeting.committee, reading),
      quorum: forecast === null ? null : { state: forecast.state, sentence: naming.say(forecastWords(forecast)) },
    })),
    actions: {
      counts: desk.tally, late: desk.late.map(row), blocked: desk.blocked.map(row),
      byCommittee: desk.shares.committees.map(share(acronym)), byTerritory: desk.shares.territories.map(share(titled(charter.territories))), byPerson: desk.shares.people.map(share(titled(charter.persons))),
    },
    decisions: desk.decisions.map((line) => decisionRow(line, today, reading)),
    vacantSeats: desk.vacant.map(({ committee, seat: id }) => {
      const seat = charter.committees.find((c) => c.id === committee)!.seats.find((s) => s.id === id)!;
      const voice = voiceName(charter, seat);
      return { committee: committeeRef(committee, reading), seat: id, role: naming.say(roleName(charter, seat.role)), represents: voice === null ? null : naming.say(voice) };
    }),
    drift: desk.drift === null ? null : { count: desk.drift.count, at: desk.drift.at.toISOString() },
  };
}

const titleOf = (meeting: Meeting, acronym: (id: string) => string): Text => meetingTitle(meeting, [meeting.committee, ...meeting.jointly].map(acronym));
const meetingName = (what: Pressing, language: Language, acronym: (id: string) => string, reading: Reading): string =>
  (what.is === 'answer-meeting' ? `${say(titleOf(what.meeting, acronym), language)}, ${hourWords(what.meeting, reading)}` : '');

function pathOf(what: Pressing): string {
  switch (what.is) {
    case 'action-late': case 'action-due': case 'action-blocked': case 'climbed': return `action/${what.action.id}`;
    case 'answer-meeting': return `meeting/${what.meeting.id}`;
    case 'reach': case 'decision-review': return `decision/${what.decision.id}`;
    case 'vacant-seat': return `committee/${what.committee}`;
    case 'drift': return 'drift';
    default: return what satisfies never;
  }
}

function dayOf(what: Pressing): string | null {
  if ('action' in what) return what.action.due;
  return what.is === 'answer-meeting' ? what.meeting.start.slice(0, 10) : what.is === 'decision-review' ? what.decision.reviewOn : null;
}

/** The rows behind the counts, a sheet each. */
function sheetsOf(desk: Desk, reading: Reading, today: string): readonly Sheet[] {
  const view = deskView(desk, '', reading, today);
  const { naming } = reading;
  const titled = (fr: string, en: string, width: number) => ({ title: naming.say({ fr, en }), width });
  const counts = [titled('Actions ouvertes', 'Open actions', 12), titled('En retard', 'Late', 12), titled('Bloquées', 'Blocked', 12)];
  const shares = (name: Text, first: ReturnType<typeof titled>, of: DeskReply['actions']['byCommittee']): Sheet => ({ name: naming.say(name), columns: [first, ...counts], rows: of.map(({ label, open, late, blocked }) => [label, open, late, blocked]) });
  return [
    { ...actionSheet([...desk.late, ...desk.blocked.filter((action) => !desk.late.includes(action))], reading, today), name: naming.say({ fr: 'En retard ou bloquées', en: 'Late or blocked' }) },
    shares({ fr: 'Par instance', en: 'By committee' }, titled('Instance', 'Committee', 20), view.actions.byCommittee),
    shares({ fr: 'Par territoire', en: 'By territory' }, titled('Territoire', 'Territory', 40), view.actions.byTerritory),
    shares({ fr: 'Par personne', en: 'By person' }, titled('Personne', 'Person', 50), view.actions.byPerson),
    { name: naming.say({ fr: 'Décisions à exécuter', en: 'Decisions to carry out' }), columns: [titled('Numéro', 'Number', 18), titled('Titre', 'Title', 60), titled('Instance', 'Committee', 16), titled('Prise le', 'Taken on', 12), titled('Actions ouvertes', 'Open actions', 10)], rows: view.decisions.map(({ number, title, committee, takenOn, execution }) => [number, title, committee.acronym, takenOn, execution.open]) },
    { name: naming.say({ fr: 'Sièges à pourvoir', en: 'Vacant seats' }), columns: [titled('Instance', 'Committee', 20), titled('Rôle', 'Role', 30), titled('Représente', 'Represents', 50)], rows: view.vacantSeats.map(({ committee, role, represents }) => [committee.acronym, role, represents]) },
  ];
}
