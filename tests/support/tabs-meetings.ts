// Meetings of the fixture API: the RQT's year from its charter, so that the calendar, a meeting and the cascade can be opened and
// judged without the server. A fixture, not a second truth: its quorum and its collisions are only near enough to look real.
import type { ActionRow, MeetingFollowUp } from '../../src/contract/actions.ts';
import { readFileSync } from 'node:fs';
import type { Express, Request, Response } from 'express';
import { parse } from 'yaml';
import { occurrences } from '../../src/adapters/recurrence/occurrences.ts';
import type { Language, Problem } from '../../src/contract/common.ts';
import {
  AnswerRequest, MeetingAct, MeetingChange, NewMeeting, YearAdoption, YearRequest,
  type CalendarFeed, type Cascade, type MeetingAlternatives, type MeetingAnswer, type MeetingDetail, type MeetingList, type MeetingObstacle, type MeetingPerson, type MeetingSummary, type ReminderPreferences, type YearDraft,
} from '../../src/contract/meetings.ts';
import { endOf, instantOf } from '../../src/features/meetings/domain/when.ts';
import { day, localAt, localTime, time } from '../../tabs/ui/format.ts';
import { committeeRef, detail, me, personRef } from './tabs-network.ts';

interface RawCommittee { id: string; cadence?: { rrule: string | null; dtstart?: string; fuseau?: string; duree_min: number }; niveau: string; parent: string | null; membres: { personne?: string }[] }
interface RawCalendar { jours_feries: { date: string; nom_fr: string; nom_en: string }[]; pauses: { du: string; au: string; nom_fr: string }[] }
const raw = parse(readFileSync(new URL('../../charters/rqt.yaml', import.meta.url), 'utf8')) as { instances: RawCommittee[]; calendrier: RawCalendar };
const committees = new Map(raw.instances.map((one) => [one.id, one]));
const membersOf = (id: string): Set<string> => new Set(committees.get(id)?.membres.flatMap((one) => one.personne ?? []));

interface Held {
  readonly id: string; readonly committee: string; readonly jointly: readonly string[]; readonly kind: 'regular' | 'special'; readonly slot: string | null; readonly zone: string;
  start: string; minutes: number; state: MeetingSummary['state']; title: string | null; reason: string | null; guests: NewMeeting['guests']; version: number; notice: MeetingDetail['notice'];
  readonly answers: Map<string, { answer: MeetingAnswer; alternate: string | null; from: 'card' | 'tab' | 'outlook' }>;
}

const addDays = (date: string, days: number): string => new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const in2 = (language: Language, fr: string, en: string): string => (language === 'fr-CA' ? fr : en);
const slotsOf = (one: RawCommittee, year: number): readonly string[] =>
  one.cadence?.rrule == null || one.cadence.dtstart === undefined ? [] : occurrences(one.cadence.rrule, one.cadence.dtstart, one.cadence.fuseau ?? 'America/Toronto', `${year}-01-01`, `${year}-12-31`);

function regular(one: RawCommittee, slot: string): Held {
  return { id: `${one.id}/${slot}`, committee: one.id, jointly: [], kind: 'regular', slot, zone: one.cadence?.fuseau ?? 'America/Toronto', start: slot, minutes: one.cadence?.duree_min ?? 60, state: 'planned', title: null, reason: null, guests: [], version: 1, notice: null, answers: new Map() };
}

const FOLLOWED: ActionRow = { id: 'A-2027-001', title: 'Transmettre le calendrier', committee: { id: 'cnccs', acronym: 'CNCCS' }, owner: { kind: 'person', id: 'per-secretariat-msss', person: 'per-secretariat-msss', label: 'Secrétariat' }, due: '2027-02-05', state: 'todo', late: true, lateDays: 3, priority: 'medium', blocked: null, postponed: 0, decision: null, project: null, risk: null, inCamera: false, closedOn: null, version: 1, mayChange: false, mayEdit: false };

export class FixtureMeetings {
  readonly held = new Map<string, Held>();
  feed: CalendarFeed = { exists: false, madeAt: null, url: null };
  reminders = { before: ['P7D', 'P1D', 'PT30M'], quiet: null as ReminderPreferences['quiet'] };

  /** All committees but the CNCOT have adopted 2027; the first meetings are called, one is moved, one cancelled; a special one comes in two days. */
  constructor() {
    for (const one of raw.instances) if (one.id !== 'cncot') for (const slot of slotsOf(one, 2027)) this.held.set(`${one.id}/${slot}`, regular(one, slot));
    const soon = addDays(new Date().toISOString().slice(0, 10), 2);
    const urgent: Held = { ...regular(committees.get('cnccs')!, `${soon}T13:00`), id: 'cnccs/x-urgence', kind: 'special', slot: null, title: 'Séance extraordinaire : continuité des soins virtuels', reason: 'Panne provinciale du 19 novembre', answers: new Map() };
    this.held.set(urgent.id, urgent);
    for (const id of ['cnccs/x-urgence', 'cnccs/2027-02-12T13:00', 'ctcot-chuq/2027-01-25T10:00']) this.convene(this.held.get(id)!);
    const called = this.held.get('cnccs/2027-02-12T13:00')!;
    for (const [place, person] of [...membersOf('cnccs')].entries()) if (place % 3 !== 2 && person !== 'per-expert-re') called.answers.set(person, { answer: place % 6 === 1 ? 'absent' : 'present', alternate: null, from: (['card', 'tab', 'outlook'] as const)[place % 3]! });
    Object.assign(this.held.get('ctcot-chuq/2027-05-24T10:00')!, { start: '2027-05-25T10:00', reason: 'Journée nationale des patriotes', version: 2 });
    Object.assign(this.held.get('bdp/2027-12-27T13:30')!, { state: 'cancelled', reason: 'Période des Fêtes', version: 2 });
  }

  convene(one: Held): void {
    one.state = 'convened';
    one.notice = { revision: (one.notice?.revision ?? 0) + 1, at: new Date().toISOString(), told: membersOf(one.committee).size + one.guests.length };
  }

  obstacles(one: Pick<Held, 'committee' | 'start' | 'minutes' | 'zone'> & { id?: string }, language: Language): MeetingObstacle[] {
    const date = one.start.slice(0, 10);
    const found: MeetingObstacle[] = [];
    const off = daysOff(date, date, language)[0];
    if (off !== undefined) found.push({ is: off.is, sentence: off.is === 'holiday' ? in2(language, `${off.name} est un jour férié.`, `${off.name} is a holiday.`) : in2(language, `Fermeture : ${off.name}.`, `Closure: ${off.name}.`), committee: null, persons: 0 });
    const mine = membersOf(one.committee);
    const [from, until] = [instantOf(one).getTime(), endOf(one).getTime()];
    for (const other of this.held.values()) {
      if (other.id === one.id || other.committee === one.committee || other.state === 'cancelled' || instantOf(other).getTime() >= until || endOf(other).getTime() <= from) continue;
      const shared = [...membersOf(other.committee)].filter((person) => mine.has(person)).length;
      const ref = committeeRef(other.committee, language);
      if (shared > 0) found.push({ is: 'collision', sentence: in2(language, `Le ${ref.acronym} se tient en même temps : ${shared} ${shared > 1 ? 'personnes communes' : 'personne commune'}.`, `The ${ref.acronym} is held at the same time: ${shared} shared ${shared > 1 ? 'people' : 'person'}.`), committee: ref, persons: shared });
    }
    return found;
  }

  summary(one: Held, language: Language, reader: string): MeetingSummary {
    const ref = committeeRef(one.committee, language);
    return {
      id: one.id, committee: ref, jointly: one.jointly.map((id) => committeeRef(id, language)), kind: one.kind, state: one.state, title: one.title ?? in2(language, `Séance du ${ref.acronym}`, `Meeting of the ${ref.acronym}`),
      start: one.start, minutes: one.minutes, zone: one.zone, startsAt: instantOf(one).toISOString(), endsAt: endOf(one).toISOString(), ...said(one, language, reader),
      movedFrom: one.slot !== null && one.slot !== one.start ? one.slot : null, reason: one.reason, obstacles: this.obstacles(one, language), joinUrl: one.state === 'convened' ? 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_fixture' : null,
      answer: one.answers.get(reader)?.answer ?? null, convened: membersOf(one.committee).has(reader), version: one.version,
    };
  }

  detail(one: Held, language: Language, reader: string): MeetingDetail {
    const keeps = keepsOf(reader);
    const no = { ok: false, why: in2(language, 'Réservé à la présidence, au secrétariat et à la coordination.', 'For the chair, the secretariat and the coordination.') };
    const may = keeps ? { ok: true } : no;
    const seats = detail(one.committee, language, reader, () => 'ready')?.seatList ?? [];
    const people = seats.filter((seat) => seat.holder !== null).map((seat): MeetingPerson => {
      const given = one.answers.get(seat.holder?.id ?? '');
      return { person: seat.holder, label: seat.holder?.title ?? '', role: seat.roleName, votes: seat.votes, represents: seat.represents, answer: given?.answer ?? null, answeredFrom: given?.from ?? null, alternate: given?.alternate == null ? null : personRef(given.alternate, language), alternates: (seat.alternates.length > 0 ? seat.alternates : seat.votes && given?.answer === 'absent' ? [personRef('per-coord-tech', language)] : []).map((person, place) => ({ person, free: place === 0 ? true : null })) };
    });
    const voting = people.filter((person) => person.votes);
    const sure = voting.filter((person) => person.answer === 'present' || person.answer === 'alternate').length;
    const possible = voting.filter((person) => person.answer === null || person.answer === 'tentative').length;
    const needed = Math.floor(voting.length / 2) + 1;
    return {
      ...this.summary(one, language, reader), people,
      guests: one.guests.map((guest) => ('person' in guest ? { email: null, person: personRef(guest.person, language), label: personRef(guest.person, language).title } : { email: guest.email, person: null, label: guest.label })),
      agenda: [{ title: in2(language, 'Adoption de l’ordre du jour', 'Adoption of the agenda'), nature: in2(language, 'pour décision', 'for decision') }, { title: in2(language, 'Levée de la séance', 'Adjournment'), nature: null }],
      forecast: keeps ? { state: sure >= needed ? 'likely' : sure + possible >= needed ? 'possible' : 'unlikely', sentence: in2(language, `${sure} membres votants sur ${voting.length} ont annoncé leur présence; il en faut ${needed}.`, `${sure} of ${voting.length} voting members will attend; ${needed} are required.`), sure, possible, needed, of: voting.length, groups: [{ name: in2(language, 'Cliniciens et cliniciennes', 'Clinicians'), sure: 2, possible: 1, needed: 2, of: 4, ok: true }, { name: in2(language, 'Usagers et proches', 'Users and relatives'), sure: 0, possible: 1, needed: 1, of: 1, ok: false }] } : null,
      notice: one.notice, noticeAt: one.notice === null ? `${addDays(one.start.slice(0, 10), -10)}T13:00:00.000Z` : null, channelUrl: `https://teams.microsoft.com/l/channel/19%3A${one.committee}%40thread.tacv2/S%C3%A9ances`,
      outlook: one.state === 'convened' ? { state: 'there', sentence: in2(language, 'L’événement est dans l’agenda du secrétariat.', 'The event is in the secretariat’s calendar.') } : { state: 'waiting', sentence: '' },
      may: { change: may, convene: may, cancel: may, restore: may, answer: membersOf(one.committee).has(reader) ? { ok: true } : { ok: false, why: in2(language, 'Vous n’êtes pas convoqué à cette séance.', 'You are not called to this meeting.') } },
    };
  }

  alternatives(one: Pick<Held, 'id' | 'committee' | 'start' | 'minutes' | 'zone'>, language: Language, reader: string, span: { from: string; until: string } | null): MeetingAlternatives {
    const hour = one.start.slice(10);
    const days = span !== null ? [span.from] : [1, -1, 2, -2, 7].map((far) => addDays(one.start.slice(0, 10), far));
    const alternatives = days.map((date, place) => {
      const moved = { ...one, start: date + hour };
      const obstacles = this.obstacles(moved, language);
      return { start: moved.start, minutes: one.minutes, ...said(moved, language, reader), strategy: span === null && place < 2 ? in2(language, place === 0 ? 'jour ouvrable suivant' : 'jour ouvrable précédent', place === 0 ? 'next business day' : 'previous business day') : null, free: obstacles.length === 0, obstacles, sentence: in2(language, '11 des 12 membres sont libres; quorum probable.', '11 of 12 members are free; quorum likely.') };
    });
    return { alternatives: alternatives.sort((a, b) => Number(b.free) - Number(a.free)), calendars: 'partly' };
  }

  draft({ committee, year, cadence }: YearRequest, language: Language, reader: string): YearDraft {
    const one = committees.get(committee)!;
    const zone = one.cadence?.fuseau ?? 'America/Toronto';
    const before = slotsOf(one, year).filter((slot) => cadence == null || slot.slice(0, 10) < cadence.from);
    const after = cadence == null ? [] : occurrences(cadence.rule, cadence.start, zone, cadence.from, `${year}-12-31`);
    const slots = [...before, ...after].map((slot) => {
      const held = this.held.get(`${committee}/${slot}`);
      const now = held ?? { ...regular(one, slot), minutes: slot < (cadence?.from ?? '9') ? (one.cadence?.duree_min ?? 60) : (cadence?.minutes ?? 60) };
      return { id: now.id, slot, start: now.start, minutes: now.minutes, ...said(now, language, reader), status: held === undefined ? 'new' as const : held.state === 'planned' && held.start !== slot ? 'moved' as const : held.state, obstacles: this.obstacles(now, language) };
    });
    const label = detail(committee, language, reader, () => 'ready')?.cadence.label ?? '';
    return {
      committee: committeeRef(committee, language), year, cadence: label, zone, slots, counts: { total: slots.length, new: slots.filter((slot) => slot.status === 'new').length, flagged: slots.filter((slot) => slot.obstacles.length > 0).length, kept: slots.filter((slot) => slot.status !== 'new').length },
      note: slots.length === 0 ? in2(language, 'Aucune règle de récurrence : les séances sont convoquées au besoin.', 'No recurrence rule: meetings are called as needed.') : null, mayAdopt: keepsOf(reader) ? { ok: true } : { ok: false, why: in2(language, 'Réservé au secrétariat.', 'For the secretariat.') },
    };
  }

  cascade(year: number, language: Language): Cascade {
    const of = (id: string): Held[] => [...this.held.values()].filter((one) => one.committee === id && one.state !== 'cancelled' && one.start.startsWith(String(year))).sort((a, b) => a.start.localeCompare(b.start));
    const plain = (local: string): string => day(localAt(local), language, 'UTC');
    return { year, rows: raw.instances.map((one) => ({ committee: committeeRef(one.id, language), meetings: of(one.id).map((held, place) => {
      const next = one.parent === null ? undefined : of(one.parent).find((above) => addDays(above.start.slice(0, 10), -7) >= held.start.slice(0, 10));
      const deadline = next === undefined ? '' : `${addDays(next.start.slice(0, 10), -7)}T17:00`;
      return { start: held.start, day: plain(held.start), feeds: next === undefined ? null : { committee: committeeRef(next.committee, language), start: next.start, day: plain(next.start), deadline, deadlineDay: plain(deadline) }, misses: place === 2 && next !== undefined ? in2(language, `Un point adopté ce jour-là manquerait la séance précédente du ${committeeRef(next.committee, language).acronym}.`, `An item adopted that day would miss the previous meeting of the ${committeeRef(next.committee, language).acronym}.`) : null, obstacles: this.obstacles(held, language) };
    }) })).filter((row) => row.meetings.length > 0) };
  }
}

const keepsOf = (reader: string): boolean => /^per-(coord|secretariat)/.test(reader);

function said(one: Pick<Held, 'start' | 'zone'>, language: Language, reader: string): { day: string; hours: string } {
  const { zone } = me(reader, language).person;
  const there = localTime(one.start, language);
  const here = time(instantOf(one), language, zone);
  return { day: day(localAt(one.start), language, 'UTC'), hours: here === there ? there : in2(language, `${here} chez vous — ${there} à Québec`, `${here} for you — ${there} in Québec`) };
}

function daysOff(from: string, until: string, language: Language): MeetingList['days'] {
  const { jours_feries: holidays, pauses } = raw.calendrier;
  const off: MeetingList['days'] = holidays.filter((one) => one.date >= from && one.date <= until).map((one) => ({ date: one.date, is: 'holiday', name: in2(language, one.nom_fr, one.nom_en) }));
  for (const pause of pauses) for (let date = pause.du; date <= pause.au; date = addDays(date, 1)) if (date >= from && date <= until && !off.some((one) => one.date === date)) off.push({ date, is: 'closure', name: in2(language, pause.nom_fr, 'Holiday season') });
  return off.sort((a, b) => a.date.localeCompare(b.date));
}

interface Fixed { readonly meetings: () => FixtureMeetings; readonly said: (req: Request) => Language; readonly personOf: (req: Request) => string; readonly problem: (res: Response, status: number, told?: Partial<Problem>) => void }

export function serveMeetings(app: Express, { meetings, said: languageOf, personOf, problem }: Fixed): void {
  const found = (req: Request, res: Response, seen: number | null, act: (one: Held) => void): void => {
    const one = meetings().held.get(String(req.params['id']));
    if (one === undefined) { problem(res, 404, { code: 'no-meeting', detail: in2(languageOf(req), 'Cette séance n’existe pas, ou vous n’y êtes pas convoqué.', 'This meeting does not exist, or you are not called to it.') }); return; }
    if (seen !== null && seen !== one.version) { problem(res, 409, { code: 'stale' }); return; }
    act(one);
    if (seen !== null) one.version += 1;
    res.json(meetings().detail(one, languageOf(req), personOf(req)));
  };
  const list = (req: Request, res: Response, keep: (one: Held) => boolean): void => {
    const { from = '', until = '' } = req.query as Record<string, string>;
    const reader = personOf(req);
    const all = [...meetings().held.values()].filter((one) => keep(one) && one.start.slice(0, 10) >= from && one.start.slice(0, 10) <= until);
    res.json({ from, until, meetings: all.map((one) => meetings().summary(one, languageOf(req), reader)), days: daysOff(from, until, languageOf(req)), mayPlan: keepsOf(reader) ? { ok: true } : { ok: false, why: in2(languageOf(req), 'Réservé au secrétariat et à la coordination.', 'For the secretariat and the coordination.') } } satisfies MeetingList);
  };
  app.get('/api/meetings', (req, res) => list(req, res, (one) => req.query['committee'] === undefined || req.query['committee'] === one.committee));
  app.get('/api/me/meetings', (req, res) => list(req, res, (one) => membersOf(one.committee).has(personOf(req))));
  app.post('/api/meetings', (req, res) => {
    const asked = NewMeeting.parse(req.body);
    const one: Held = { ...regular(committees.get(asked.committee)!, asked.start), id: `${asked.committee}/x-new`, jointly: asked.jointly, kind: 'special', slot: null, minutes: asked.minutes, title: asked.title, reason: asked.reason, guests: asked.guests };
    meetings().held.set(one.id, one);
    res.status(201).json(meetings().detail(one, languageOf(req), personOf(req)));
  });
  app.get('/api/meetings/:id', (req, res) => found(req, res, null, () => undefined));
  app.get('/api/meetings/:id/follow-up', (_req, res) => { res.json({ since: null, open: [FOLLOWED], closed: [{ ...FOLLOWED, id: 'A-2027-002', title: 'Déposer le plan de relève', state: 'done', late: false, lateDays: 0, closedOn: '2027-02-01' }] } satisfies MeetingFollowUp); });
  app.get('/api/meetings/:id/alternatives', (req, res) => {
    const [committee = '', slot = ''] = req.params.id.split('/');
    const one = meetings().held.get(req.params.id) ?? regular(committees.get(committee)!, slot);
    const { from, until } = req.query as Record<string, string | undefined>;
    res.json(meetings().alternatives(one, languageOf(req), personOf(req), from === undefined || until === undefined ? null : { from, until }));
  });
  app.post('/api/meetings/:id/change', (req, res) => {
    const { version, ...change } = MeetingChange.parse(req.body);
    found(req, res, version, (one) => { Object.assign(one, change); if (one.notice !== null) one.notice = { ...one.notice, revision: one.notice.revision + 1 }; });
  });
  app.post('/api/meetings/:id/cancel', (req, res) => { const { version, reason } = MeetingAct.parse(req.body); found(req, res, version, (one) => { one.state = 'cancelled'; one.reason = reason; }); });
  app.post('/api/meetings/:id/restore', (req, res) => found(req, res, MeetingAct.parse(req.body).version, (one) => { one.state = one.notice === null ? 'planned' : 'convened'; }));
  app.post('/api/meetings/:id/convene', (req, res) => found(req, res, MeetingAct.parse(req.body).version, (one) => meetings().convene(one)));
  app.put('/api/meetings/:id/answer', (req, res) => { const { answer, alternate, person } = AnswerRequest.parse(req.body); found(req, res, null, (one) => { one.answers.set(person ?? personOf(req), { answer, alternate, from: 'tab' }); }); });
  app.post('/api/calendar/draft', (req, res) => { res.json(meetings().draft(YearRequest.parse(req.body), languageOf(req), personOf(req))); });
  app.post('/api/calendar/adopt', (req, res) => {
    const { choices, ...request } = YearAdoption.parse(req.body);
    const fresh = meetings().draft(request, languageOf(req), personOf(req)).slots.filter((slot) => slot.status === 'new');
    const added = fresh.map((slot): Held => {
      const choice = choices.find((one) => one.slot === slot.slot);
      return { ...regular(committees.get(request.committee)!, slot.slot), minutes: slot.minutes, start: choice?.start ?? slot.start, state: choice?.do === 'skip' ? 'cancelled' : 'planned' };
    });
    for (const one of added) meetings().held.set(one.id, one);
    const skipped = added.filter((one) => one.state === 'cancelled').length;
    res.json({ planned: added.length - skipped, kept: 0, skipped, meetings: added.map((one) => meetings().summary(one, languageOf(req), personOf(req))) });
  });
  app.get('/api/cascade', (req, res) => { res.json(meetings().cascade(Number(req.query['year']), languageOf(req))); });
  app.get('/api/me/feed', (_req, res) => { res.json({ ...meetings().feed, url: null }); });
  app.post('/api/me/feed', (_req, res) => { meetings().feed = { exists: true, madeAt: new Date().toISOString(), url: 'https://gouverne.example/calendrier/9f3b1c7e2d5a4f60b8e1.ics' }; res.json(meetings().feed); });
  app.delete('/api/me/feed', (_req, res) => { meetings().feed = { exists: false, madeAt: null, url: null }; res.json(meetings().feed); });
  const offered = (language: Language): ReminderPreferences['offered'] => [['P7D', '7 jours avant', '7 days before'], ['P1D', 'La veille', 'The day before'], ['PT30M', '30 minutes avant', '30 minutes before']].map(([before = '', fr = '', en = '']) => ({ before, label: in2(language, fr, en) }));
  app.get('/api/me/reminders', (req, res) => { res.json({ ...meetings().reminders, zone: me(personOf(req), languageOf(req)).person.zone, offered: offered(languageOf(req)) }); });
  app.put('/api/me/reminders', (req, res) => { const { before, quiet } = req.body as ReminderPreferences; meetings().reminders = { before, quiet }; res.json({ before, quiet, zone: me(personOf(req), languageOf(req)).person.zone, offered: offered(languageOf(req)) }); });
}
