// A meeting as a card shows it: title, day, hours, way in, how many answered what. The Bot Service keeps what passes through it outside
// Canada: of a restricted committee there is the acronym, the day and the way to its page, and nothing that people wrote.

import { formatBothTimes, formatDate, formatTime } from '../../../shared/format.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Language, Text } from '../../../shared/language.ts';
import { placeOf } from '../../../shared/zones.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { latest } from '../domain/attendance.ts';
import { convenedTo } from '../domain/convened.ts';
import type { Answer, Attendance, Meeting, MeetingId, MeetingState } from '../domain/meeting.ts';
import { dayOf, endOf, instantOf } from '../domain/when.ts';
import { localWords, meetingTitle } from '../words.ts';

export interface AnswerCounts { readonly present: number; readonly alternate: number; readonly absent: number; readonly silent: number }

/** What one person answered; `alternate`: who comes instead. */
export interface OwnAnswer { readonly answer: Answer | null; readonly alternate: Text | null }

export interface ShownMeeting {
  readonly id: MeetingId;
  /** Local date-time: an answer given on an old card is known by it. */
  readonly start: string;
  readonly acronym: string;
  readonly title: Text;
  readonly confidential: boolean;
  readonly state: MeetingState;
  readonly over: boolean;
  readonly day: Text;
  /** The reader's own and the committee's; for a channel, one hour for each zone among those convened. */
  readonly hours: Text;
  /** Where its rule had put it, when it was moved. */
  readonly movedFrom: Text | null;
  readonly joinUrl: string | null;
  readonly page: string;
  /** Null where it is not for this reader to know. */
  readonly counts: AnswerCounts | null;
  /** Null for a channel, and for somebody who is not convened. */
  readonly own: OwnAnswer | null;
}

export interface ShownTo {
  readonly answers: readonly Attendance[];
  readonly joinUrl: string | null;
  /** Null: a channel, read by all those convened. */
  readonly reader: PersonId | null;
  readonly page: string;
  readonly now: Date;
}

const both = (make: (language: Language) => string): Text => ({ fr: make('fr-CA'), en: make('en-CA') });

export function showMeeting(charter: Charter, meeting: Meeting, { answers, joinUrl, reader, page, now }: ShownTo): ShownMeeting {
  const committees = [meeting.committee, ...meeting.jointly].map((id) => charter.committees.find((c) => c.id === id));
  const acronyms = [meeting.committee, ...meeting.jointly].map((id, n) => committees[n]?.acronym ?? id);
  const confidential = committees.some((committee) => committee?.confidentiality === 'restreinte');
  const convened = convenedTo(charter, meeting, dayOf(meeting.start));
  const zoneOf = (person: PersonId): string => charter.persons.find((p) => p.id === person)?.zone ?? charter.zone;
  const standing = latest(answers);
  const own = reader === null ? undefined : standing.get(reader);
  return {
    id: meeting.id, start: meeting.start, acronym: acronyms.join(' + '), confidential, state: meeting.state, over: now >= endOf(meeting), page,
    title: meetingTitle(confidential ? { ...meeting, title: null } : meeting, acronyms),
    day: both((language) => formatDate(dayOf(meeting.start), language)),
    hours: both((language) => (reader === null ? hoursOfAll(meeting, convened.map(({ person }) => zoneOf(person)), language) : formatBothTimes(instantOf(meeting), zoneOf(reader), meeting.zone, language))),
    movedFrom: meeting.slot === null || meeting.slot === meeting.start ? null : localWords(meeting.slot),
    joinUrl: confidential || meeting.state === 'cancelled' ? null : joinUrl,
    counts: confidential || reader !== null ? null : countAnswers(convened.filter((c) => c.standsInFor === null).map(({ person }) => standing.get(person)?.answer ?? null)),
    own: reader === null || !convened.some(({ person }) => person === reader) ? null
      : { answer: own?.answer ?? null, alternate: charter.persons.find((p) => p.id === own?.alternate)?.title ?? null },
  };
}

/** « 9 h à Québec; 10 h, heure des Îles »: the committee's hour first, then that of each other clock that shows another one. */
function hoursOfAll({ start, zone }: Pick<Meeting, 'start' | 'zone'>, zones: readonly string[], language: Language): string {
  const instant = instantOf({ start, zone });
  const here = formatTime(instant, zone, language);
  const others = [...new Set(zones)].filter((other) => formatTime(instant, other, language) !== here).map((other) => `${formatTime(instant, other, language)}, ${placeOf(other, language).hour}`);
  return others.length === 0 ? here : [`${here} ${placeOf(zone, language).at}`, ...others].join('; ');
}

function countAnswers(answers: readonly (Answer | null)[]): AnswerCounts {
  const of = (...which: (Answer | null)[]): number => answers.filter((answer) => which.includes(answer)).length;
  return { present: of('present'), alternate: of('alternate'), absent: of('absent'), silent: of('tentative', null) };
}
