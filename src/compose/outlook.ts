// Outlook: the job that makes each event say what its meeting says, the watch over the organizers' mailboxes, and where Graph tells of
// changes.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Router } from 'express';
import { z } from 'zod';
import { systemClock, type SystemClock } from '../adapters/clock/system-clock.ts';
import { graphNotifications } from '../adapters/http/graph-notifications.ts';
import type { Job, JobTable } from '../adapters/jobs/job-table.ts';
import { calendarLinksStore, watchesStore } from '../adapters/store/calendar-links-store.ts';
import type { Data } from '../adapters/store/open-data.ts';
import type { Config } from '../config/config.ts';
import { slug } from '../features/committees/domain/workspace.ts';
import type { Charters, ProvisioningStore } from '../features/committees/ports.ts';
import { organizerOf } from '../features/meetings/domain/calendar-event.ts';
import { meetingId, type Meeting, type MeetingId } from '../features/meetings/domain/meeting.ts';
import type { CalendarView } from '../features/meetings/ports.ts';
import { cancelMeetingAs, changeMeetingAs } from '../features/meetings/use-cases/act-on-meeting.ts';
import { answerMeeting } from '../features/meetings/use-cases/answer-meeting.ts';
import type { ActDeps, Announce } from '../features/meetings/use-cases/announce.ts';
import { hearOfEvents, hearOfSubscriptions } from '../features/meetings/use-cases/outlook-heard.ts';
import { syncOutlook, type Again, type OutlookWarning } from '../features/meetings/use-cases/outlook-sync.ts';
import { keepWatch, watchAll } from '../features/meetings/use-cases/outlook-watch.ts';
import { onCalendar } from '../features/meetings/words-outlook.ts';
import type { FollowUp } from '../shared/follow-up.ts';
import { channelKey, entraId, personId, teamKey, type EntraId, type PersonId } from '../shared/ids.ts';
import type { Log } from '../shared/log.ts';
import { channelLink, tabLink } from '../shared/teams-links.ts';
import type { MeetingParts } from './meetings.ts';
import type { Microsoft } from './microsoft.ts';

const CALENDAR = 'calendar';
const WATCH = 'outlook-watch';
const HOURLY = 'outlook-hourly';

export interface OutlookDesk {
  readonly routes: Router;
  sync(meeting: MeetingId): Promise<Again | undefined>;
  watch(organizer: EntraId): Promise<void>;
  watchAll(): Promise<void>;
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
  return { [CALENDAR]: calendar, [WATCH]: watch, [HOURLY]: hourly };
}

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
  /** What the secretariat hears of a change that came from Outlook. */
  readonly warned?: (meeting: Meeting, warning: OutlookWarning) => readonly FollowUp[];
}

export function openOutlook({ config, data, microsoft, charters, store, act, personOf, clock, log, today, warned = () => [] }: OutlookDeps): OutlookDesk {
  const { tenantId, manifestId } = config.app;
  const links = calendarLinksStore(data, tenantId);
  const watches = watchesStore(data, tenantId);
  const charter = async () => (await charters.inForce())?.charter ?? null;
  const accounts = accountsOf({ microsoft, store, clock });
  const { organizerMailbox } = config.outlook;
  const digest = (secret: string): string => createHash('sha256').update(secret).digest('hex');

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
      const path = meeting.id.split('/').map(encodeURIComponent).join('/');
      return {
        page: tabLink({ appId: manifestId, tenantId, entityId: 'home', subPageId: `meeting/${meeting.id}`, webUrl: `${config.baseUrl}/tabs/meeting/${path}`, label: committee?.acronym ?? 'Gouverne' }),
        channel: channel === undefined || team === undefined ? null : channelLink({ channelId: channel.id, name: channel.name, groupId: team.id, tenantId }),
      };
    },
    follow: { watched: (organizer) => [watching(organizer)], joinable: (meeting) => act.announce(meeting, 'changed').filter(({ job }) => job !== CALENDAR), warned },
  });
  // A subscription ends by the service's clock, which is the machine's, whatever day the product is made to believe.
  const watchDeps = { watches, links, mailboxes: microsoft.mailboxes, clock: systemClock(), today, newSecret: () => randomBytes(32).toString('base64url'), digest, sync: syncing, watch: watching };
  const heardDeps = { watches, links, clock: watchDeps.clock, sync: syncing, watch: watching, matches: (secret: string, hash: string) => timingSafeEqual(Buffer.from(digest(secret)), Buffer.from(hash)) };
  return {
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
