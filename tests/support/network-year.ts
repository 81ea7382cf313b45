// The meetings that the network's own rules give in 2027, for tests of the rules.

import { occurrences } from '../../src/adapters/recurrence/occurrences.ts';
import type { Committee } from '../../src/features/committees/domain/charter.ts';
import type { Meeting } from '../../src/features/meetings/domain/meeting.ts';
import { meetingOfSlot, networkYear, yearSlots } from '../../src/features/meetings/domain/year.ts';
import { theNetwork } from './charter-builder.ts';

let year: readonly Meeting[] | undefined;
/** What the rules of all committees give in 2027, as if every secretary had adopted it. */
export const networkOf2027 = (): readonly Meeting[] => (year ??= networkYear(theNetwork(), 2027, occurrences, []).map((m) => ({ ...m, version: 1 })));

export function committeeOf(id: string): Committee {
  const found = theNetwork().committees.find((c) => c.id === id);
  if (found === undefined) throw new Error(`no committee ${id}`);
  return found;
}

/** The regular meeting of a committee that its rule puts on that day. */
export function meetingOn(committee: string, day: string): Meeting {
  const slot = yearSlots(committeeOf(committee), Number(day.slice(0, 4)), occurrences).find((s) => s.slot.startsWith(day));
  if (slot === undefined) throw new Error(`${committee} has no meeting on ${day}`);
  return { ...meetingOfSlot(committeeOf(committee), slot), version: 1 };
}
