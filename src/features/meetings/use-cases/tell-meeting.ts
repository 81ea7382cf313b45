// Tells of a meeting in Teams: one card in the channel of each of its committees, edited in place as things change, and a personal
// message to those whom a revised notice concerns. Done once a revision, however often the job comes.

import type { FollowUp } from '../../../shared/follow-up.ts';
import type { CommitteeId, EntraId, PersonId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { OutgoingEdit, OutgoingMessage, Recipient } from '../../conversations/domain/outgoing.ts';
import type { Meeting, MeetingId } from '../domain/meeting.ts';
import { concernedBy } from '../domain/notice.ts';
import { endOf } from '../domain/when.ts';
import type { Clock, MeetingStore } from '../ports.ts';
import type { ChannelPlace, Told, Telling } from '../ports-reminders.ts';
import type { Announce } from './announce.ts';

export const MEETING_NOTICE = 'meeting-notice';
export const REMINDERS = 'reminders';

/** Of every act on a meeting of which people were told; reminders follow a notice, for its hour may be another one. */
export const remindersNews: Announce = (meeting, news) => {
  if (meeting.notice === null || news === 'planned') return [];
  const tell: FollowUp = { job: MEETING_NOTICE, payload: { meeting: meeting.id }, key: meeting.id };
  return news === 'noticed' ? [tell, { job: REMINDERS, payload: { meeting: meeting.id }, key: meeting.id }] : [tell];
};

/** Kinds of card, and the names of the messages that bear them. */
export const CHANNEL_CARD = 'meeting-channel';
export const PERSONAL_NOTICE = 'meeting-notice';
export const channelMessage = (meeting: MeetingId): string => `meeting:${meeting}`;
export const noticeMessage = (meeting: MeetingId, revision: number): string => `notice:${revision}:${meeting}`;
/** The meeting of such a message, of its name; null for another one. */
export const noticeOfMessage = (message: string): string | null => /^notice:\d+:(.+)$/.exec(message)?.[1] ?? null;

/** What a notice means to one person; `called`: an alternate whom the committee needs. */
export type ToldAs = 'changed' | 'convened' | 'called' | 'dropped';

export interface TellDeps {
  readonly charter: () => Promise<Charter | null>;
  readonly meetings: Pick<MeetingStore, 'find'>;
  readonly telling: Telling;
  /** Where the committee meets in Teams; null until its workspace stands. */
  readonly channelOf: (committee: CommitteeId) => Promise<ChannelPlace | null>;
  readonly accounts: (persons: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, EntraId>>;
  readonly clock: Clock;
}

const DAY_MS = 24 * 3_600_000;

export const tellMeeting = ({ charter, meetings, telling, channelOf, accounts, clock }: TellDeps) => {
  const tell = async (id: MeetingId): Promise<void> => {
    const [network, meeting, told] = await Promise.all([charter(), meetings.find(id), telling.of(id)]);
    if (network === null || meeting?.notice == null) return;
    const { notice } = meeting;
    const now = clock.now();
    const places = await channelsOf(meeting, told, channelOf);
    const people = told !== null && told.notice.revision >= notice.revision ? [] : concerned(meeting, told, places.length > 0);
    const known = await accounts(people.map(({ person }) => person));
    const card = { kind: CHANNEL_CARD, meeting: id };
    const to = (place: ChannelPlace): Recipient => ({ is: 'channel', ...place });
    const standing = new Set(told?.channels.map(({ channelId }) => channelId));
    // Whatever is late is of no use once the meeting is over; that one was cancelled is said all the same.
    const notAfter = new Date(Math.max(endOf(meeting).getTime(), now.getTime() + DAY_MS));
    const send: OutgoingMessage[] = [
      ...places.filter(({ channelId }) => !standing.has(channelId)).map((place) => ({ message: channelMessage(id), to: to(place), card, notAfter })),
      ...people.flatMap(({ person, as }): OutgoingMessage[] => {
        const account = known.get(person);
        const facts = { kind: PERSONAL_NOTICE, meeting: id, as };
        return account === undefined ? [] : [{ message: noticeMessage(id, notice.revision), to: { is: 'person', person: account }, card: facts, notAfter }];
      }),
    ];
    const edit: OutgoingEdit[] = places.filter(({ channelId }) => standing.has(channelId)).map((place) => ({ message: channelMessage(id), to: to(place), card }));
    // Told meanwhile by another replica: what is left to tell is another thing.
    if (!(await telling.save({ meeting: id, notice, channels: places }, told?.notice.revision ?? 0, { send, edit }, now))) await tell(id);
  };
  return tell;
};

/** Where the card stands, and where it is still to be posted. */
async function channelsOf(meeting: Meeting, told: Told | null, channelOf: TellDeps['channelOf']): Promise<readonly ChannelPlace[]> {
  const places = new Map((told?.channels ?? []).map((place) => [place.channelId, place]));
  for (const committee of [meeting.committee, ...meeting.jointly]) {
    const place = await channelOf(committee);
    if (place !== null && !places.has(place.channelId)) places.set(place.channelId, place);
  }
  return [...places.values()];
}

/** The first notice is the card in the channel and the invitation of Outlook; where there is no channel each one is told. */
function concerned(meeting: Meeting, told: Told | null, inChannel: boolean): readonly { readonly person: PersonId; readonly as: ToldAs }[] {
  const convened = meeting.notice?.convened ?? [];
  if (told === null) return inChannel ? [] : convened.map((person) => ({ person, as: 'convened' }));
  const { told: changed, newly, dropped } = concernedBy(told.notice, meeting, convened.map((person) => ({ person })));
  return [...changed.map((person) => ({ person, as: 'changed' as const })), ...newly.map((person) => ({ person, as: 'convened' as const })), ...dropped.map((person) => ({ person, as: 'dropped' as const }))];
}
