// The occurrences of a committee's rule, through rrule-temporal. The rule is followed on the wall clock, as if no clock ever changed:
// in a zone the library leaves out an hour that clocks skip in spring, and the meeting of that day would vanish without a word. So
// every slot comes out at the committee's hour, and the domain (when.ts) says which of them do not exist.

import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { Recurrence } from '../../features/meetings/ports.ts';

const FLOATING = 'UTC';

/** Throws on a rule that judgeRule refuses. */
export const occurrences: Recurrence = (rule, start, zone, from, until) => {
  const key = [rule, start, zone, from, until].join(' ');
  const found = known.get(key) ?? compute(rule, start, zone, from, until);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, found);
  return found;
};

// Each secretary's draft is shown beside the rules of the whole network: the same few dozen rules again and again.
const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 2000;

const compute: Recurrence = (rule, start, zone, from, until) => {
  const { pattern, ends } = withoutUntil(rule);
  const rules = new RRuleTemporal({ rruleString: pattern, dtstart: wall(start), temporal: Temporal });
  const found = rules.between(wall(`${from}T00:00`), wall(`${until}T23:59:59`), true).map((at) => at.toPlainDateTime().toString({ smallestUnit: 'minute' }));
  return ends === null ? found : found.filter((local) => !isAfter(local, zone, ends));
};

const wall = (local: string): Temporal.ZonedDateTime => Temporal.PlainDateTime.from(local).toZonedDateTime(FLOATING);

// UNTIL names an instant (with Z) or a local day: on the floating clock the library would compare it with the wrong thing.
function withoutUntil(rule: string): { readonly pattern: string; readonly ends: string | null } {
  const parts = rule.split(';');
  const until = parts.find((part) => part.startsWith('UNTIL='));
  return { pattern: parts.filter((part) => part !== until).join(';'), ends: until?.slice('UNTIL='.length) ?? null };
}

/** `UNTIL` is included: a day to its end, a local hour, or an instant. */
function isAfter(local: string, zone: string, until: string): boolean {
  const day = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`;
  if (until.length === 8) return local.slice(0, 10) > day;
  const end = Temporal.PlainDateTime.from(`${day}T${until.slice(9, 11)}:${until.slice(11, 13)}:${until.slice(13, 15)}`);
  const here = Temporal.PlainDateTime.from(local);
  if (!until.endsWith('Z')) return Temporal.PlainDateTime.compare(here, end) > 0;
  return Temporal.Instant.compare(here.toZonedDateTime(zone).toInstant(), end.toZonedDateTime(FLOATING).toInstant()) > 0;
}
