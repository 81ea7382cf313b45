// What the meeting page works out of a meeting: who is where, who would be told of an act, what changed behind the reader's back.
import type { MeetingAnswer, MeetingDetail, MeetingPerson, MeetingSummary } from '../../src/contract/meetings.ts';
import type { MeetingWords } from './words.ts';

export type ShownState = MeetingSummary['state'] | 'over';
/** A meeting whose end is past is over, whatever else it was; a cancelled one stays cancelled. */
export const shownState = (meeting: Pick<MeetingSummary, 'state' | 'endsAt'>, now: Date): ShownState => (meeting.state !== 'cancelled' && new Date(meeting.endsAt) <= now ? 'over' : meeting.state);

/** By role, in the order in which the server gives them: chair first. */
export function byRole(people: readonly MeetingPerson[]): readonly { readonly role: string; readonly people: readonly MeetingPerson[] }[] {
  const roles = new Map<string, MeetingPerson[]>();
  for (const one of people) roles.set(one.role, [...(roles.get(one.role) ?? []), one]);
  return [...roles].map(([role, of]) => ({ role, people: of }));
}

export const myPlace = (meeting: MeetingDetail, me: string): MeetingPerson | null => meeting.people.find((one) => one.person?.id === me) ?? null;

/** Somebody with two seats, or seated and invited, gets one notice. */
export function reached(meeting: Pick<MeetingDetail, 'people' | 'guests'>): number {
  const addresses = [...meeting.people, ...meeting.guests].map((one) => one.person?.email ?? ('email' in one ? one.email : null) ?? one.label);
  return new Set(addresses).size;
}

/** Those who hear of a change: nobody before the notice went out. */
export const toldOfChange = (meeting: Pick<MeetingDetail, 'people' | 'guests' | 'state' | 'notice'>): number => (meeting.notice === null ? 0 : reached(meeting));

type Alternate = MeetingPerson['alternates'][number];
export interface StandIn { readonly person: MeetingPerson; readonly alternates: readonly Alternate[] }
const rankOf = ({ free }: Alternate): number => (free === true ? 0 : free === null ? 1 : 2);

/**
 * Voting people in whose place an alternate could come: those who refused and, while the quorum is not sure, those who say
 * nothing. Of each, the free alternates come first.
 */
export function standIns({ people, forecast }: Pick<MeetingDetail, 'people' | 'forecast'>): readonly StandIn[] {
  const wanted = (one: MeetingPerson): boolean => one.answer === 'absent' || (one.answer === null && forecast?.state !== 'likely');
  return people
    .filter((one) => one.votes && one.person !== null && one.alternates.length > 0 && wanted(one))
    .map((person) => ({ person, alternates: [...person.alternates].sort((a, b) => rankOf(a) - rankOf(b)) }))
    .sort((a, b) => Number(a.person.answer === null) - Number(b.person.answer === null));
}

/** The meeting as it will be once the answer is in; the server's own reply then takes its place. */
export function withAnswer(meeting: MeetingDetail, person: string, mine: boolean, answer: MeetingAnswer, alternate: string | null): MeetingDetail {
  return {
    ...meeting,
    ...(mine && { answer }),
    people: meeting.people.map((one) => (one.person?.id !== person ? one : { ...one, answer, answeredFrom: 'tab', alternate: answer === 'alternate' ? (one.alternates.find(({ person: who }) => who.id === alternate)?.person ?? null) : null })),
  };
}

const guestKeys = (meeting: MeetingDetail): string => JSON.stringify(meeting.guests.map((one) => one.person?.id ?? one.email ?? '').sort((a, b) => a.localeCompare(b)));

/** What differs between what was seen and what is, as sentences. */
export function changesBetween(seen: MeetingDetail, is: MeetingDetail, words: MeetingWords): readonly string[] {
  const { changes } = words;
  const found: string[] = [];
  if (seen.start !== is.start || seen.zone !== is.zone) found.push(changes.when(words.at(seen.day, seen.hours), words.at(is.day, is.hours)));
  if (seen.minutes !== is.minutes) found.push(changes.lasts(words.minutes(seen.minutes), words.minutes(is.minutes)));
  if (seen.title !== is.title) found.push(changes.title(seen.title, is.title));
  if (seen.state !== is.state) found.push(changes.state(words.states[seen.state], words.states[is.state]));
  if (guestKeys(seen) !== guestKeys(is)) found.push(changes.guests);
  if (seen.notice?.revision !== is.notice?.revision) found.push(changes.notice);
  return found;
}
