// Outlook: the job that makes each event say what its meeting says, the watch over the organizers' mailboxes, and where Graph tells of
// changes.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Router } from 'express';
import { z } from 'zod';
import { outlookWarningCard } from '../../bot/cards/outlook-warning.ts';
import type { CardKind, CardKinds } from '../../bot/outgoing-cards.ts';
import { systemClock, type SystemClock } from '../adapters/clock/system-clock.ts';
import { graphNotifications } from '../adapters/http/graph-notifications.ts';
import type { Job, JobTable } from '../adapters/jobs/job-table.ts';
import { calendarLinksStore, watchesStore } from '../adapters/store/calendar-links-store.ts';
import type { Data, Tx } from '../adapters/store/open-data.ts';
import type { Config } from '../config/config.ts';
import { slug } from '../features/committees/domain/workspace.ts';
import type { Charter } from '../features/committees/domain/charter.ts';
import type { Charters, ProvisioningStore } from '../features/committees/ports.ts';
import { organizerOf, secretariatOf } from '../features/meetings/domain/calendar-event.ts';
import { obstaclesOf } from '../features/meetings/domain/collisions.ts';
import { meetingId, type Meeting, type MeetingId } from '../features/meetings/domain/meeting.ts';
import { dayOf } from '../features/meetings/domain/when.ts';
import type { Outgoing } from '../features/conversations/ports.ts';
import type { CalendarView } from '../features/meetings/ports.ts';
import { cancelMeetingAs, changeMeetingAs } from '../features/meetings/use-cases/act-on-meeting.ts';
import { answerMeeting } from '../features/meetings/use-cases/answer-meeting.ts';
import type { ActDeps, Announce } from '../features/meetings/use-cases/announce.ts';
import { hearOfEvents, hearOfSubscriptions } from '../features/meetings/use-cases/outlook-heard.ts';
import { syncOutlook, type Again, type OutlookWarning } from '../features/meetings/use-cases/outlook-sync.ts';
import { keepWatch, watchAll } from '../features/meetings/use-cases/outlook-watch.ts';
import { localWords, obstacleWords } from '../features/meetings/words.ts';
import { movedOntoWords, onCalendar, putBackWords } from '../features/meetings/words-outlook.ts';
import { addDays } from '../shared/dates.ts';
import type { FollowUp } from '../shared/follow-up.ts';
import { channelKey, entraId, personId, teamKey, type CommitteeId, type EntraId, type PersonId } from '../shared/ids.ts';
import type { Log } from '../shared/log.ts';
import { channelLink, tabLink } from '../shared/teams-links.ts';
import type { MeetingParts } from './meetings.ts';
import type { Microsoft } from './microsoft.ts';

const CALENDAR = 'calendar';
const WATCH = 'outlook-watch';
const HOURLY = 'outlook-hourly';
const WARN = 'outlook-warning';

/** Of which meeting and which state of it the secretariat is warned; what is said is made when the card leaves. */
const Warned = z.object({ meeting: z.string(), start: z.string(), is: z.enum(['moved-onto', 'put-back']), why: z.string().nullable() });
type Warned = z.infer<typeof Warned>;

export interface OutlookDesk {
  readonly routes: Router;
  sync(meeting: MeetingId): Promise<Again | undefined>;
  watch(organizer: EntraId): Promise<void>;
  watchAll(): Promise<void>;
  warn(warned: Warned): Promise<void>;
  warningCard: CardKind<Warned>['make'];
  /** For the doctor. */
  health(): Promise<{ readonly organizers: number; readonly watched: number; readonly unsettled: number }>;
}

/** Of every act that an event shows; an answer given here is not Outlook's to know. */
const calendarNews: Announce = (meeting, news) => (news === 'answered' ? [] : [syncing(meeting.id)]);

/** What meetings have of Outlook: what follows from an act, where each one stands there, and who is free. */
export function outlookParts({ config, data, microsoft, today }: Pick<OutlookDeps, 'config' | 'data' | 'microsoft' | 'today'>): { readonly news: Announce; readonly view: CalendarView; readonly calendars: NonNullable<MeetingParts['calendars']> } {
  const links = calendarLinksStore(data, config.app.tenantId);
  return {
    news: calendarNews,
    view: {
      async of(meetings) {
        return new Map([...(await links.of(meetings))].flatMap(([meeting, link]) => { const shown = onCalendar(link); return shown === null ? [] : [[meeting, shown] as const]; }));
      },
    },
    calendars: { busyTimes: microsoft.busyTimes, organizerOf: (charter, meeting) => config.outlook.organizerMailbox ?? organizerOf(charter, meeting, today())?.email ?? null },
  };
}

const syncing = (meeting: MeetingId): FollowUp => ({ job: CALENDAR, payload: { meeting }, key: meeting });
const watching = (organizer: EntraId): FollowUp => ({ job: WATCH, payload: { organizer }, key: organizer });

/** The rows of the job table; what they do is known once the desk is open. */
export function outlookJobs(desk: () => OutlookDesk | undefined): JobTable {
  const calendar: Job<{ meeting: string }> = {
    payload: z.object({ meeting: z.string() }),
    // Twenty go into one batch; a service that is down for an hour, or a night, is waited for.
    rules: { policy: 'stately', retries: 1_000, waitSeconds: 2, longestWaitSeconds: 60, together: 40 },
    run: async ({ meeting }) => desk()?.sync(meetingId(meeting)),
  };
  const watch: Job<{ organizer: string }> = {
    payload: z.object({ organizer: z.string() }),
    rules: { policy: 'stately', retries: 100, waitSeconds: 2, longestWaitSeconds: 120 },
    run: async ({ organizer }) => desk()?.watch(entraId(organizer)),
  };
  const hourly: Job = {
    payload: z.object({}),
    rules: { policy: 'exclusive', every: { cron: '17 * * * *', payload: {} } },
    run: async () => desk()?.watchAll(),
  };
  const warn: Job<Warned> = { payload: Warned, rules: { policy: 'short', retries: 20 }, run: async (warned) => desk()?.warn(warned) };
  return { [CALENDAR]: calendar, [WATCH]: watch, [HOURLY]: hourly, [WARN]: warn };
}

/** What the bot says of Outlook. */
export const outlookCards = (desk: () => OutlookDesk | undefined): CardKinds => {
  const warning: CardKind<Warned> = { facts: Warned, make: async (warned, reader) => (await desk()?.warningCard(warned, reader)) ?? null };
  return { [WARN]: warning };
};

export interface OutlookDeps {
  readonly config: Config;
  readonly data: Data;
  readonly microsoft: Microsoft;
  readonly charters: Charters;
  readonly store: ProvisioningStore;
  readonly act: ActDeps;
  readonly personOf: (account: EntraId) => Promise<PersonId | null>;
  readonly clock: SystemClock;
  readonly log: Log;
  readonly today: () => string;
  readonly outgoing: Outgoing<Tx>;
}

export function openOutlook({ config, data, microsoft, charters, store, act, personOf, clock, log, today, outgoing }: OutlookDeps): OutlookDesk {
  const { tenantId, manifestId } = config.app;
  const links = calendarLinksStore(data, tenantId);
  const watches = watchesStore(data, tenantId);
  const charter = async () => (await charters.inForce())?.charter ?? null;
  const accounts = accountsOf({ microsoft, store, clock });
  const { organizerMailbox } = config.outlook;
  const digest = (secret: string): string => createHash('sha256').update(secret).digest('hex');

  const pageOf = (meeting: Meeting, acronym: string): string => tabLink({ appId: manifestId, tenantId, entityId: 'home', subPageId: `meeting/${meeting.id}`, webUrl: `${config.baseUrl}/tabs/meeting/${meeting.id.split('/').map(encodeURIComponent).join('/')}`, label: acronym });
  const sync = syncOutlook({
    charter, links, clock, meetings: act.meetings, calendars: microsoft.calendars,
    change: changeMeetingAs(act), cancel: cancelMeetingAs(act), answer: answerMeeting(act),
    async organizer(of, meeting) {
      const person = organizerOf(of, meeting, today());
      const email = organizerMailbox ?? person?.email;
      if (email === undefined) return null;
      const known = of.persons.find((p) => p.email.toLowerCase() === email.toLowerCase());
      const id = await accounts.at(known?.id ?? SHARED_MAILBOX, email);
      return id === null ? null : { id, email };
    },
    async addressOf(of, account) {
      const person = await personOf(account);
      return of.persons.find(({ id }) => id === person)?.email ?? organizerMailbox;
    },
    async placeOf(of, meeting) {
      const committee = of.committees.find(({ id }) => id === meeting.committee);
      const memory = await store.memory();
      const channel = memory.channels.get(channelKey(meeting.committee));
      const team = committee === undefined ? undefined : memory.teams.get(teamKey(slug(committee.workspace.team)));
      return {
        page: pageOf(meeting, committee?.acronym ?? 'Gouverne'),
        channel: channel === undefined || team === undefined ? null : channelLink({ channelId: channel.id, name: channel.name, groupId: team.id, tenantId }),
      };
    },
    onProblem: (meeting, error) => { log.warn('outlook', { meeting, error }); },
    follow: { watched: (organizer) => [watching(organizer)], joinable: (meeting) => act.announce(meeting, 'changed').filter(({ job }) => job !== CALENDAR), warned: warning },
  });
  // A subscription ends by the service's clock, which is the machine's, whatever day the product is made to believe.
  const watchDeps = { watches, links, mailboxes: microsoft.mailboxes, clock: systemClock(), today, newSecret: () => randomBytes(32).toString('base64url'), digest, sync: syncing, watch: watching };
  const heardDeps = { watches, links, clock: watchDeps.clock, sync: syncing, watch: watching, matches: (secret: string, hash: string) => timingSafeEqual(Buffer.from(digest(secret)), Buffer.from(hash)) };
  return {
    async warn(warned) {
      const [of, meeting] = await Promise.all([charter(), act.meetings.find(meetingId(warned.meeting))]);
      if (of === null || meeting === null) return;
      const people = await Promise.all(secretariatOf(of, meeting, today()).map(({ id, email }) => accounts.at(id, email)));
      const messages = people.flatMap((person) => (person === null ? [] : [{ message: `outlook:${warned.is}:${warned.start}:${warned.meeting}`, to: { is: 'person' as const, person }, card: { kind: WARN, ...warned } }]));
      if (messages.length > 0) await data.tx((tx) => outgoing.send(tx, messages));
    },
    async warningCard({ meeting: id, start, is, why }, { language }) {
      const [of, meeting] = await Promise.all([charter(), act.meetings.find(meetingId(id))]);
      const acronymOf = (committee: CommitteeId): string | null => of?.committees.find((c) => c.id === committee)?.acronym ?? null;
      // Moved on since, or cancelled: there is nothing left to decide.
      if (of === null || meeting === null || meeting.state === 'cancelled' || (is === 'moved-onto' && meeting.start !== start)) return null;
      const acronym = acronymOf(meeting.committee) ?? meeting.committee;
      const day = dayOf(meeting.start);
      const obstacles = is === 'put-back' ? [] : obstaclesOf(of, meeting, await act.meetings.between(null, addDays(day, -2), addDays(day, 2)));
      if (is === 'moved-onto' && obstacles.length === 0) return null;
      const words = is === 'put-back'
        ? putBackWords(acronym, localWords(meeting.start), why ?? '')
        : movedOntoWords(acronym, localWords(meeting.start), obstacles.map((obstacle) => obstacleWords(obstacle, obstacle.is === 'collision' ? openAcronym(of, obstacle.committee) : null)));
      return outlookWarningCard(words, pageOf(meeting, acronym), language);
    },
    sync, watch: keepWatch(watchDeps), watchAll: watchAll(watchDeps),
    async health() {
      const [standing, unsettled, known] = await Promise.all([links.standing(null, today()), links.unsettled(today()), watches.all()]);
      const organizers = new Set(standing.map(({ organizer }) => organizer));
      const now = watchDeps.clock.now();
      const watched = known.filter(({ organizer, subscription, expiresAt }) => organizers.has(organizer) && subscription !== null && expiresAt !== null && expiresAt > now);
      // One that was only just asked for is under way.
      return { organizers: organizers.size, watched: watched.length, unsettled: unsettled.filter(({ problem }) => problem !== null).length };
    },
    routes: graphNotifications({ tenantId, events: hearOfEvents(heardDeps), lifecycle: hearOfSubscriptions(heardDeps), log }),
  };
}

const warning = ({ id, start }: Meeting, said: OutlookWarning): readonly FollowUp[] =>
  [{ job: WARN, payload: { meeting: id, start, is: said.is, why: said.is === 'put-back' ? said.why : null } satisfies Warned, key: `${id} ${start} ${said.is}` }];

/** A restricted committee is not named to those of another. */
const openAcronym = (charter: Charter, id: CommitteeId): string | null => charter.committees.find((c) => c.id === id && c.confidentiality !== 'restreinte')?.acronym ?? null;

/** The one mailbox that organizes everything may belong to nobody of the charter. */
const SHARED_MAILBOX = personId('organizer-mailbox');
const REMEMBERED_MS = 60_000;

/** Whose account an address is: from what provisioning learnt, else asked of the directory, once for all who ask in the same minute. */
function accountsOf({ microsoft, store, clock }: Pick<OutlookDeps, 'microsoft' | 'store' | 'clock'>) {
  const asked = new Map<string, { readonly at: number; readonly account: Promise<EntraId | null> }>();
  const lookUp = async (person: PersonId, email: string): Promise<EntraId | null> => {
    const { accounts } = await store.knownAccounts([person]);
    const known = accounts.get(person);
    if (known?.is === 'known') return known.id;
    const found = (await microsoft.teams.accounts([{ id: person, email }])).get(person);
    if (found?.is !== 'known') return null;
    if (person !== SHARED_MAILBOX) await store.rememberAccounts(new Map([[person, found]]), clock.now());
    return found.id;
  };
  return {
    at(person: PersonId, email: string): Promise<EntraId | null> {
      const now = clock.now().getTime();
      const standing = asked.get(email);
      if (standing !== undefined && now - standing.at < REMEMBERED_MS) return standing.account;
      const account = lookUp(person, email);
      asked.set(email, { at: now, account });
      account.catch(() => { asked.delete(email); });
      return account;
    },
  };
}
