// The quorum as it can be foreseen from the answers: enough yes, enough silence, or too many no.

import type { PersonId } from '../../../shared/ids.ts';
import type { Charter, Committee } from '../../committees/domain/charter.ts';
import { latest } from './attendance.ts';
import type { Attendance } from './meeting.ts';
import type { Missing, StandIns } from './quorum.ts';
import { countVoices, heard, isMet, standsFor, voicesOf } from './quorum.ts';

export interface GroupForecast { readonly group: string; readonly sure: number; readonly possible: number; readonly needed: number; readonly of: number; /** Enough are sure. */ readonly ok: boolean }

export interface Forecast {
  readonly state: 'likely' | 'possible' | 'unlikely' | 'none';
  /** Voices announced. */
  readonly sure: number;
  /** Voices that may still come, beside the sure ones. */
  readonly possible: number;
  readonly needed: number;
  readonly of: number;
  readonly groups: readonly GroupForecast[];
  /** What the announced voices lack. */
  readonly missing: Missing;
  /** Named alternates of those who will be away, who did not answer yet: to be convened. */
  readonly toConvene: readonly { readonly titular: PersonId; readonly alternate: PersonId }[];
}

/** `attendance`: the answers to this meeting; of several by one person the latest counts. No answer, or a tentative one, is possible. */
export function forecast(charter: Charter, committee: Committee, date: string, attendance: readonly Attendance[]): Forecast {
  const answers = latest(attendance);
  const voices = voicesOf(charter, committee, date);
  const away = (person: PersonId): boolean => answers.get(person)?.answer === 'absent';
  const sent = new Map([...answers.values()].flatMap((a) => (a.answer === 'alternate' && a.alternate !== null && !away(a.alternate) ? [[a.person, a.alternate] as const] : [])));
  const sure = new Set([...answers.values()].flatMap((a) => (a.answer === 'present' ? [a.person] : [])));
  for (const person of sent.values()) sure.add(person);
  const hoped = new Set(sure);
  for (const voice of voices) for (const person of [...voice.titulars, ...voice.alternates]) if (mayCome(answers, person)) hoped.add(person);

  const count = (present: ReadonlySet<PersonId>, standIns: StandIns) => countVoices(committee, voices, heard(voices, present, standIns), (person) => standsFor(committee, date, person, present, standIns));
  const [now, best] = [count(sure, sent), count(hoped, sent)];
  const state = committee.quorum.type === 'aucun' ? 'none' : isMet(now.missing) ? 'likely' : isMet(best.missing) ? 'possible' : 'unlikely';
  return {
    state, sure: now.present, possible: best.present - now.present, needed: now.needed, of: now.of,
    groups: now.groups.map((g, i) => ({ group: g.group, sure: g.present, possible: Math.max(0, (best.groups[i]?.present ?? 0) - g.present), needed: g.needed, of: g.of, ok: g.ok })),
    missing: now.missing,
    toConvene: voices.flatMap((voice) => voice.titulars.filter(away).flatMap((titular) => voice.alternates.filter((alternate) => mayCome(answers, alternate)).map((alternate) => ({ titular, alternate })))),
  };
}

const mayCome = (answers: ReadonlyMap<PersonId, Attendance>, person: PersonId): boolean => {
  const answer = answers.get(person)?.answer;
  return answer === undefined || answer === 'tentative';
};
