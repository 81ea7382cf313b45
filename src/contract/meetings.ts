// Meetings as the tabs see them. Local date-times are in the meeting's zone; `startsAt` and `endsAt` are instants (ISO 8601, UTC).
// Sentences are in the reader's language and hours already carry the reader's own zone where it differs.
import { z } from 'zod';
import { CommitteeRef, May, PersonRef } from './common.ts';

const local = z.string().describe('Local date-time, 2027-06-24T09:00');
const id = z.string().max(200);

export const MeetingAnswer = z.enum(['present', 'alternate', 'absent', 'tentative']);
export type MeetingAnswer = z.infer<typeof MeetingAnswer>;

/** Why a day or an hour is not a good one. */
export const MeetingObstacle = z.object({
  is: z.enum(['holiday', 'closure', 'weekend', 'collision', 'no-such-hour']),
  sentence: z.string(),
  /** Of a collision: the other committee, and how many persons it shares. */
  committee: CommitteeRef.nullable(),
  persons: z.number().int(),
});
export type MeetingObstacle = z.infer<typeof MeetingObstacle>;

export const QuorumForecast = z.object({
  /** `likely`: enough people said yes. `possible`: those who did not answer would be needed. `unlikely`: too many said no. `none`: no quorum is asked. */
  state: z.enum(['likely', 'possible', 'unlikely', 'none']),
  sentence: z.string(),
  /** Voices that count: sure, possible, needed, and how many there are. */
  sure: z.number().int(),
  possible: z.number().int(),
  needed: z.number().int(),
  of: z.number().int(),
  groups: z.array(z.object({ name: z.string(), sure: z.number().int(), possible: z.number().int(), needed: z.number().int(), of: z.number().int(), ok: z.boolean() })),
});
export type QuorumForecast = z.infer<typeof QuorumForecast>;

export const MeetingSummary = z.object({
  id,
  committee: CommitteeRef,
  jointly: z.array(CommitteeRef),
  kind: z.enum(['regular', 'special']),
  state: z.enum(['planned', 'convened', 'cancelled']),
  title: z.string(),
  start: local,
  minutes: z.number().int(),
  zone: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  day: z.string().describe('« jeudi 24 juin 2027 »'),
  hours: z.string().describe('« 9 h », or « 10 h, heure des Îles — 9 h à Québec »'),
  /** The day on which its rule had put it, when it was moved. */
  movedFrom: local.nullable(),
  reason: z.string().nullable(),
  obstacles: z.array(MeetingObstacle),
  joinUrl: z.string().nullable(),
  /** The reader's own answer; null without one. */
  answer: MeetingAnswer.nullable(),
  /** Whether the reader is convened, and so may answer. */
  convened: z.boolean(),
  version: z.number().int(),
});
export type MeetingSummary = z.infer<typeof MeetingSummary>;

/** GET /api/meetings?committee&from&until, GET /api/me/meetings?from&until */
export const MeetingList = z.object({
  from: z.string(),
  until: z.string(),
  meetings: z.array(MeetingSummary),
  /** Days to mark in a calendar. */
  days: z.array(z.object({ date: z.string(), is: z.enum(['holiday', 'closure']), name: z.string() })),
  mayPlan: May,
});
export type MeetingList = z.infer<typeof MeetingList>;

export const MeetingPerson = z.object({
  person: PersonRef.nullable().describe('Null for somebody invited by address'),
  label: z.string(),
  role: z.string(),
  votes: z.boolean(),
  represents: z.string().nullable(),
  answer: MeetingAnswer.nullable(),
  answeredFrom: z.enum(['card', 'tab', 'outlook']).nullable(),
  alternate: PersonRef.nullable(),
  /** Who may stand in, with whether they are free; empty when nobody is named. */
  alternates: z.array(z.object({ person: PersonRef, free: z.boolean().nullable() })),
});
export type MeetingPerson = z.infer<typeof MeetingPerson>;

/** GET /api/meetings/{id} */
export const MeetingDetail = MeetingSummary.extend({
  people: z.array(MeetingPerson),
  /** The draft with which the meeting is convened, in order. */
  agenda: z.array(z.object({ title: z.string(), nature: z.string().nullable() })),
  guests: z.array(z.object({ email: z.string().nullable(), person: PersonRef.nullable(), label: z.string() })),
  forecast: QuorumForecast.nullable().describe('Null for readers to whom it is not shown'),
  notice: z.object({ revision: z.number().int(), at: z.string(), told: z.number().int() }).nullable(),
  /** When the notice leaves by itself. */
  noticeAt: z.string().nullable(),
  channelUrl: z.string().nullable(),
  outlook: z.object({ state: z.enum(['none', 'waiting', 'there', 'failed']), sentence: z.string() }),
  may: z.object({ change: May, convene: May, cancel: May, restore: May, answer: May }),
});
export type MeetingDetail = z.infer<typeof MeetingDetail>;

/** GET /api/meetings/{id}/alternatives?from&until, best first. */
export const MeetingAlternatives = z.object({
  alternatives: z.array(z.object({
    start: local,
    minutes: z.number().int(),
    day: z.string(),
    hours: z.string(),
    /** One of the charter's ways of moving: « jour ouvrable suivant »; null for the others. */
    strategy: z.string().nullable(),
    free: z.boolean(),
    obstacles: z.array(MeetingObstacle),
    /** « 11 des 12 membres sont libres; quorum probable » */
    sentence: z.string(),
  })),
  /** Whether calendars could be read. */
  calendars: z.enum(['read', 'partly', 'not-read']),
});
export type MeetingAlternatives = z.infer<typeof MeetingAlternatives>;

/** POST /api/calendar/draft: the year as the rule has it, beside what stands. Changes nothing. */
export const YearRequest = z.object({
  committee: id,
  year: z.number().int().min(2000).max(2100),
  /** « Fréquence adaptée »: another rule from a day on. Null: the committee’s own rule again; absent: as the year was last adopted. */
  cadence: z.object({ rule: z.string().max(500), start: local.max(40), minutes: z.number(), from: z.string().max(40) }).nullable().optional(),
});
export type YearRequest = z.infer<typeof YearRequest>;

export const YearDraft = z.object({
  committee: CommitteeRef,
  year: z.number().int(),
  cadence: z.string(),
  zone: z.string(),
  slots: z.array(z.object({
    id,
    slot: local,
    start: local,
    minutes: z.number().int(),
    day: z.string(),
    hours: z.string(),
    /** `new` would be planned; the others stand already. */
    status: z.enum(['new', 'planned', 'moved', 'cancelled', 'convened']),
    obstacles: z.array(MeetingObstacle),
  })),
  counts: z.object({ total: z.number().int(), new: z.number().int(), flagged: z.number().int(), kept: z.number().int() }),
  /** « Aucune règle de récurrence: les séances sont convoquées au besoin. » */
  note: z.string().nullable(),
  mayAdopt: May,
});
export type YearDraft = z.infer<typeof YearDraft>;

/** POST /api/calendar/adopt. Slots that are not named are planned on their day; nothing that stands is touched. */
export const YearAdoption = YearRequest.extend({
  choices: z.array(z.object({ slot: local.max(40), do: z.enum(['keep', 'move', 'skip']), start: local.max(40).optional(), reason: z.string().max(500).optional() })).max(400),
});
export type YearAdoption = z.infer<typeof YearAdoption>;
export const YearAdopted = z.object({ planned: z.number().int(), kept: z.number().int(), skipped: z.number().int(), meetings: z.array(MeetingSummary) });
export type YearAdopted = z.infer<typeof YearAdopted>;

const guest = z.union([z.object({ person: id }), z.object({ email: z.email().max(200), label: z.string().max(200) })]);

/** POST /api/meetings: a special meeting, or a joint one. Durations and numbers of guests are judged by the rules, which say what to do. */
export const NewMeeting = z.object({ committee: id, jointly: z.array(id).max(10).default([]), start: local.max(40), minutes: z.number(), title: z.string().max(200).nullable().default(null), reason: z.string().max(2000).nullable().default(null), guests: z.array(guest).max(2000).default([]) });
export type NewMeeting = z.infer<typeof NewMeeting>;

/** POST /api/meetings/{id}/change. What is absent stays as it is. `version` is the one that was seen. */
export const MeetingChange = z.object({ version: z.number().int(), start: local.max(40).optional(), minutes: z.number().optional(), title: z.string().max(200).nullable().optional(), reason: z.string().max(2000).nullable().optional(), guests: z.array(guest).max(2000).optional() });
export type MeetingChange = z.infer<typeof MeetingChange>;

/** POST /api/meetings/{id}/cancel, /restore, /convene */
export const MeetingAct = z.object({ version: z.number().int(), reason: z.string().max(2000).nullable().default(null) });
export type MeetingAct = z.infer<typeof MeetingAct>;

/** PUT /api/meetings/{id}/answer: one’s own, or (secretariat) somebody else’s. */
export const AnswerRequest = z.object({ answer: MeetingAnswer, alternate: id.nullable().default(null), person: id.nullable().default(null) });
export type AnswerRequest = z.infer<typeof AnswerRequest>;

/** GET /api/cascade?year: dates of the levels below, planned back from those above. */
export const Cascade = z.object({
  year: z.number().int(),
  rows: z.array(z.object({
    committee: CommitteeRef,
    meetings: z.array(z.object({
      start: local,
      day: z.string(),
      /** The meeting above that it feeds, and until when an item may be submitted to it. */
      feeds: z.object({ committee: CommitteeRef, start: local, day: z.string(), deadline: z.string(), deadlineDay: z.string() }).nullable(),
      /** What would miss: « Un point adopté ce jour-là manquerait le CNCOT du 4 mars (dépôt le 25 février) et attendrait le 18 mars. » */
      misses: z.string().nullable(),
      obstacles: z.array(MeetingObstacle),
    })),
  })),
});
export type Cascade = z.infer<typeof Cascade>;

/** POST /api/cascade/proposal: given the dates of the levels above, days for those below that reach them in time. Changes nothing. */
export const CascadeRequest = z.object({ year: z.number().int().min(2000).max(2100), given: z.array(z.object({ committee: id, start: local.max(40), minutes: z.number().int().min(5).max(1440).optional() })).min(1).max(100) });
export type CascadeRequest = z.infer<typeof CascadeRequest>;
export const CascadeProposal = z.object({
  year: z.number().int(),
  meetings: z.array(z.object({
    committee: CommitteeRef,
    start: local,
    minutes: z.number().int(),
    zone: z.string(),
    day: z.string(),
    hours: z.string(),
    feeds: z.object({ committee: CommitteeRef, start: local, day: z.string(), deadline: z.string(), deadlineDay: z.string() }),
    obstacles: z.array(MeetingObstacle),
  })),
});
export type CascadeProposal = z.infer<typeof CascadeProposal>;

/** GET, POST and DELETE /api/me/feed: the secret address of one’s calendar feed. It is shown once, when it is made. */
export const CalendarFeed = z.object({ exists: z.boolean(), madeAt: z.string().nullable(), url: z.string().nullable() });
export type CalendarFeed = z.infer<typeof CalendarFeed>;

/** GET and PUT /api/me/reminders */
export const ReminderPreferences = z.object({
  /** Reminders wanted, as in the charter: P7D, P1D, PT30M. */
  before: z.array(z.string().max(20)).max(10),
  quiet: z.object({ from: z.string(), until: z.string() }).nullable().describe('Local hours of the person, 20:00 and 07:00'),
  zone: z.string(),
  /** What can be chosen. */
  offered: z.array(z.object({ before: z.string(), label: z.string() })),
});
export type ReminderPreferences = z.infer<typeof ReminderPreferences>;
