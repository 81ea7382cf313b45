// Plans the year of every committee in a process of its own, as their secretaries would one after the other: each sees its draft
// beside what the whole network holds and expects, then adopts it. Prints what it took as JSON.

import { readFileSync } from 'node:fs';
import { occurrences } from '../src/adapters/recurrence/occurrences.ts';
import { readCharterText } from '../src/compose/charter-text.ts';
import type { Charter } from '../src/features/committees/domain/charter.ts';
import { alternativesFor } from '../src/features/meetings/domain/alternatives.ts';
import { collisionsOf, ownObstacles } from '../src/features/meetings/domain/collisions.ts';
import type { Meeting } from '../src/features/meetings/domain/meeting.ts';
import { compareYear, meetingOfSlot, networkYear, planYear, yearSlots } from '../src/features/meetings/domain/year.ts';
import type { PlannedOnce } from './planning.ts';

const RQT = 'charters/rqt.yaml';
const YEAR = 2027;

const read = readCharterText(readFileSync(RQT, 'utf8'), RQT, null);
if (!read.ok) throw new Error('the charter does not read');
const rqt = read.charter.charter;
/** As if every local committee, which today meets as needed, met monthly: four times as many meetings. */
const full: Charter = { ...rqt, committees: rqt.committees.map((c, i) => (c.cadence.rule === null ? { ...c, cadence: { ...c.cadence, rule: `FREQ=MONTHLY;BYDAY=${(i % 4) + 1}${['MO', 'TU', 'WE', 'TH', 'FR'][i % 5]}`, start: `${YEAR}-01-04T10:00` } } : c)) };

function planAll(charter: Charter): { readonly meetings: readonly Meeting[]; readonly flagged: number; readonly alternatives: number } {
  const standing: Meeting[] = [];
  let flagged = 0;
  let alternatives = 0;
  for (const committee of charter.committees) {
    const slots = yearSlots(committee, YEAR, occurrences);
    if (slots.length === 0) continue;
    const others = networkYear(charter, YEAR, occurrences, standing).filter((m) => m.committee !== committee.id);
    const drafted = compareYear(slots, []).map((slot) => meetingOfSlot(committee, slot));
    const collisions = collisionsOf(charter, [...drafted, ...others], new Set(drafted.map((m) => m.id)));
    for (const meeting of drafted) {
      if (ownObstacles(charter, meeting).length + (collisions.get(meeting.id) ?? []).length === 0) continue;
      flagged += 1;
      alternatives += alternativesFor({ charter, meeting, others: [...others, ...drafted], busy: new Map(), today: `${YEAR - 1}-12-01` }).length;
    }
    const adopted = planYear(committee, YEAR, slots, [], []);
    if (adopted.ok) standing.push(...adopted.value.planned);
  }
  return { meetings: standing, flagged, alternatives };
}

const timed = (charter: Charter): { readonly seconds: number; readonly of: ReturnType<typeof planAll> } => {
  const began = performance.now();
  const of = planAll(charter);
  return { seconds: (performance.now() - began) / 1000, of };
};
const first = timed(rqt);
const peakMb = process.resourceUsage().maxRSS / 1024;
const fullest = timed(full);
console.log(JSON.stringify({
  committees: rqt.committees.length, meetings: first.of.meetings.length, flagged: first.of.flagged, alternatives: first.of.alternatives, seconds: first.seconds, peakMb,
  full: { meetings: fullest.of.meetings.length, flagged: fullest.of.flagged, seconds: fullest.seconds },
} satisfies PlannedOnce));
