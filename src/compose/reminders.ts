// What the bot tells of meetings: the card in the channel, reminders and forecasts, the answers that come back, and personal feeds.

import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { meetingKinds } from '../../bot/meeting-kinds.ts';
import type { CardKinds } from '../../bot/outgoing-cards.ts';
import type { MeetingUseCases } from '../../bot/use-cases-meetings.ts';
import type { SystemClock } from '../adapters/clock/system-clock.ts';
import { calendarFeed } from '../adapters/documents/calendar-feed.ts';
import type { PersonalRoutesDeps } from '../adapters/http/personal-routes.ts';
import type { Job, JobTable } from '../adapters/jobs/job-table.ts';
import type { Data, Tx } from '../adapters/store/open-data.ts';
import { calendarFeedsStore, reminderChoicesStore, tellingStore } from '../adapters/store/reminders-store.ts';
import type { Config } from '../config/config.ts';
import type { Charter } from '../features/committees/domain/charter.ts';
import { slug } from '../features/committees/domain/workspace.ts';
import type { Charters, ProvisioningStore } from '../features/committees/ports.ts';
import type { Outgoing } from '../features/conversations/ports.ts';
import { meetingId, type Meeting } from '../features/meetings/domain/meeting.ts';
import { feedMeetings } from '../features/meetings/use-cases/feed-meetings.ts';
import { meetingsOnCards } from '../features/meetings/use-cases/meetings-on-cards.ts';
import { planReminders, remindersDue, type Whose } from '../features/meetings/use-cases/remind-people.ts';
import { MEETING_NOTICE, REMINDERS, tellMeeting } from '../features/meetings/use-cases/tell-meeting.ts';
import { channelKey, personId, teamKey, type EntraId, type PersonId } from '../shared/ids.ts';
import { DEFAULT_LANGUAGE, say, type Language } from '../shared/language.ts';
import { tabLink } from '../shared/teams-links.ts';
import { inChannel } from './in-channel.ts';
import type { MeetingsDesk } from './meetings.ts';
import type { Microsoft } from './microsoft.ts';

export interface RemindersDesk {
  tell(meeting: string): Promise<void>;
  remind(whose: Whose): Promise<void>;
  readonly cardKinds: CardKinds;
  readonly useCases: MeetingUseCases;
  /** One's own reminders and feed. */
  readonly personal: Omit<PersonalRoutesDeps, 'read'>;
}

export interface RemindersDeps {
  readonly config: Config;
  readonly data: Data;
  readonly charters: Pick<Charters, 'inForce'>;
  readonly store: Pick<ProvisioningStore, 'memory' | 'knownAccounts' | 'rememberAccounts'>;
  readonly microsoft: Pick<Microsoft, 'teams'>;
  readonly outgoing: Outgoing<Tx>;
  readonly meetings: MeetingsDesk;
  readonly personOf: (account: EntraId) => Promise<PersonId | null>;
  readonly languageOf: (person: PersonId) => Promise<Language | null>;
  readonly clock: SystemClock;
  readonly today: () => string;
}

const STATUS = { planned: 'TENTATIVE', convened: 'CONFIRMED', cancelled: 'CANCELLED' } as const;
const FEED_NAME: Readonly<Record<Language, string>> = { 'fr-CA': 'Mes séances (Gouverne)', 'en-CA': 'My meetings (Gouverne)' };
const ReminderPayload = z.union([z.object({ meeting: z.string() }), z.object({ person: z.string() })]);

/** The rows of the job table; what they do is known once the desk is open. A second change while one is told is told by another run. */
export function remindersJobs(desk: () => RemindersDesk | undefined): JobTable {
  const rules = { policy: 'stately', retries: 20, waitSeconds: 5, longestWaitSeconds: 600 } as const;
  const tell: Job<{ meeting: string }> = { payload: z.object({ meeting: z.string() }), rules, run: async ({ meeting }) => desk()?.tell(meeting) };
  const remind: Job<z.infer<typeof ReminderPayload>> = {
    payload: ReminderPayload, rules,
    run: async (of) => desk()?.remind('meeting' in of ? { meeting: meetingId(of.meeting) } : { person: personId(of.person) }),
  };
  return { [MEETING_NOTICE]: tell, [REMINDERS]: remind };
}

export function openReminders({ config, data, charters, store, microsoft, outgoing, meetings: desk, personOf, languageOf, clock, today }: RemindersDeps): RemindersDesk {
  const { tenantId, manifestId } = config.app;
  const { meetings } = desk;
  const telling = tellingStore(data, tenantId, outgoing);
  const choices = reminderChoicesStore(data, tenantId);
  const charter = async (): Promise<Charter | null> => (await charters.inForce())?.charter ?? null;
  const accounts = accountsOf({ charter, store, microsoft, clock });
  const due = remindersDue({ charter, meetings, choices, clock });
  const pageOf = (of: Charter, meeting: Meeting): string => {
    const path = meeting.id.split('/').map(encodeURIComponent).join('/');
    const label = of.committees.find(({ id }) => id === meeting.committee)?.acronym ?? 'Gouverne';
    return tabLink({ appId: manifestId, tenantId, entityId: 'home', subPageId: `meeting/${meeting.id}`, webUrl: `${config.baseUrl}/tabs/meeting/${path}`, label });
  };
  const onCards = meetingsOnCards({
    ...desk, charter, personOf, accounts, telling, due, today, pageOf,
    ...inChannel(store),
  });
  const feed = feedMeetings({ charter, meetings, calendarView: desk.calendarView, pageOf, clock, today });
  const tell = tellMeeting({
    charter, meetings, telling, accounts, clock,
    async channelOf(committee) {
      const [of, memory] = await Promise.all([charter(), store.memory()]);
      const known = of?.committees.find(({ id }) => id === committee);
      const channel = memory.channels.get(channelKey(committee));
      const team = known === undefined ? undefined : memory.teams.get(teamKey(slug(known.workspace.team)));
      return channel === undefined || team === undefined ? null : { channelId: channel.id, groupId: team.id };
    },
  });
  return {
    tell: (meeting) => tell(meetingId(meeting)),
    remind: planReminders({ charter, meetings, choices, telling, accounts, clock }),
    cardKinds: meetingKinds(() => onCards),
    personal: {
      choices, clock, feeds: calendarFeedsStore(data, tenantId),
      newSecret: () => randomBytes(32).toString('base64url'), digest: (secret) => createHash('sha256').update(secret).digest('hex'),
      feedUrl: (secret) => `${config.baseUrl}/feed/${secret}.ics`,
      chosen: (person) => [{ job: REMINDERS, payload: { person }, key: person }],
      async fileOf(person) {
        const language = (await languageOf(person)) ?? DEFAULT_LANGUAGE;
        const host = new URL(config.baseUrl).hostname;
        return calendarFeed(FEED_NAME[language], language, (await feed(person)).map(({ meeting, shown, end }) => ({
          uid: `${encodeURIComponent(meeting.id)}@${host}`, sequence: meeting.version, start: meeting.start, end, zone: meeting.zone, status: STATUS[meeting.state],
          title: say(shown.title, language), details: shown.page, url: shown.page, place: shown.joinUrl,
        })), clock.now());
      },
    },
    useCases: onCards,
  };
}

/** People by their accounts: from what provisioning learnt, the others asked of the directory together. */
export const accountsOf = ({ charter, store, microsoft, clock }: Pick<RemindersDeps, 'store' | 'microsoft'> & { readonly charter: () => Promise<Charter | null>; readonly clock: { now(): Date } }) =>
  async (persons: readonly PersonId[]): Promise<ReadonlyMap<PersonId, EntraId>> => {
    if (persons.length === 0) return new Map();
    const { accounts: known } = await store.knownAccounts(persons);
    const asked = new Set(persons);
    const unknown = ((await charter())?.persons ?? []).filter(({ id }) => asked.has(id) && !known.has(id)).map(({ id, email }) => ({ id, email }));
    const found = unknown.length === 0 ? known : new Map([...known, ...(await microsoft.teams.accounts(unknown))]);
    if (unknown.length > 0) await store.rememberAccounts(new Map([...found].filter(([person]) => !known.has(person))), clock.now());
    return new Map([...found].flatMap(([person, account]) => (account.is === 'unknown' ? [] : [[person, account.id] as const])));
  };
