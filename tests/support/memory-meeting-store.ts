// A store of meetings that forgets, for tests of use cases; tests/ports/meetings.test.ts holds it to the real one.
import type { Attendance, Meeting, MeetingId } from '../../src/features/meetings/domain/meeting.ts';
import type { AdaptedCadence } from '../../src/features/meetings/domain/year.ts';
import type { MeetingStore, Saving } from '../../src/features/meetings/ports.ts';
import { addDays } from '../../src/shared/dates.ts';
import type { CommitteeId } from '../../src/shared/ids.ts';

export interface MemoryMeetingStore extends MeetingStore { readonly saved: Saving[] }

export function memoryMeetingStore(meetings: readonly Meeting[] = [], answers: readonly Attendance[] = []): MemoryMeetingStore {
  const standing = new Map<MeetingId, Meeting>(meetings.map((meeting) => [meeting.id, meeting]));
  const given = new Map<string, Attendance>(answers.map((answer) => [`${answer.meeting} ${answer.person}`, answer]));
  const rules = new Map<CommitteeId, readonly AdaptedCadence[]>();
  const saved: Saving[] = [];
  const order = (a: Meeting, b: Meeting): number => (a.start === b.start ? (a.id < b.id ? -1 : 1) : a.start < b.start ? -1 : 1);
  return {
    saved,
    find: (id) => Promise.resolve(standing.get(id) ?? null),
    between: (committees, from, until) => Promise.resolve([...standing.values()]
      .filter((m) => m.start >= from && m.start < addDays(until, 1) && (committees === null || [m.committee, ...m.jointly].some((id) => committees.includes(id)))).sort(order)),
    cadences: (committee) => Promise.resolve(rules.get(committee) ?? []),
    plan(planned, saving, by) {
      if (planned.length === 0 || planned.some(({ id }) => standing.has(id))) return Promise.resolve([]);
      for (const meeting of planned) standing.set(meeting.id, meeting);
      if (by !== undefined) rules.set(by.committee, [...by.cadences].sort((a, b) => (a.from < b.from ? -1 : 1)));
      saved.push(saving);
      return Promise.resolve(planned);
    },
    change(changed, seen, saving) {
      if (standing.get(changed.id)?.version !== seen) return Promise.resolve(null);
      const next = { ...changed, version: seen + 1 };
      standing.set(next.id, next);
      saved.push(saving);
      return Promise.resolve(next);
    },
    attendance: (ids) => Promise.resolve([...given.values()].filter((answer) => ids.includes(answer.meeting)).sort((a, b) => (`${a.meeting} ${a.person}` < `${b.meeting} ${b.person}` ? -1 : 1))),
    answer(answer, saving) {
      const key = `${answer.meeting} ${answer.person}`;
      const current = given.get(key);
      if (current !== undefined && (current.at > answer.at || (current.answer === answer.answer && current.alternate === answer.alternate))) return Promise.resolve(false);
      given.set(key, answer);
      saved.push(saving);
      return Promise.resolve(true);
    },
  };
}
