// What the pages read and send, by name. Every reply is in the reader's language, so the language is part of each key.
import { queryOptions, type QueryKey } from '@tanstack/react-query';
import { z } from 'zod';
import { CharterFile } from '../../src/contract/charter-file.ts';
import { Choices, CommitteeDetail, CommitteeList, Me, Preferences, Suggestion, type NewCommittee } from '../../src/contract/committees.ts';
import type { Language } from '../../src/contract/common.ts';
import { JournalPage, JournalProof } from '../../src/contract/journal.ts';
import { CalendarFeed, Cascade, MeetingAlternatives, MeetingDetail, MeetingList, ReminderPreferences, YearAdopted, YearDraft, type AnswerRequest, type MeetingAct, type MeetingChange, type NewMeeting, type YearAdoption, type YearRequest } from '../../src/contract/meetings.ts';
import { PublicConfig } from '../../src/contract/public-config.ts';
import { Created, Doctor, Draft, Drift, DriftResolved, Plan, Run, type ApplyRequest, type DriftResolution, type PlanRequest } from '../../src/contract/provisioning.ts';
import type { Api } from './client.ts';
import { isApiError } from './problem.ts';

const MINUTE = 60_000;
/** Reading a whole tenant, or judging a charter of megabytes. */
const LONG_MS = 180_000;

export const publicConfig = (api: Api) => queryOptions({ queryKey: ['config'], queryFn: ({ signal }) => api.get('/api/config', PublicConfig, signal), staleTime: Infinity });

/** While the same thing is read in the other language, what is on screen stays; another thing's data never stands in for it. */
const sameInOtherWords = (...rest: readonly unknown[]) => <T,>(previous: T | undefined, query: { readonly queryKey: QueryKey } | undefined): T | undefined =>
  (query !== undefined && JSON.stringify(query.queryKey.slice(1)) === JSON.stringify(rest) ? previous : undefined);

export function queriesOf(api: Api, language: Language) {
  return {
    config: publicConfig(api),
    committees: queryOptions({ queryKey: [language, 'committees'], placeholderData: sameInOtherWords('committees'), queryFn: ({ signal }) => api.get('/api/committees', CommitteeList, signal), staleTime: MINUTE }),
    committee: (id: string) => queryOptions({ queryKey: [language, 'committee', id], placeholderData: sameInOtherWords('committee', id), queryFn: ({ signal }) => api.get(`/api/committees/${encodeURIComponent(id)}`, CommitteeDetail, signal), staleTime: MINUTE }),
    suggestion: (teamId: string, channelId: string) =>
      queryOptions({ queryKey: [language, 'suggestion', teamId, channelId], queryFn: ({ signal }) => api.get(`/api/suggestion?${new URLSearchParams({ teamId, channelId })}`, Suggestion, signal), staleTime: MINUTE }),
    choices: queryOptions({ queryKey: [language, 'choices'], placeholderData: sameInOtherWords('choices'), queryFn: ({ signal }) => api.get('/api/choices', Choices, signal), staleTime: 10 * MINUTE }),
    /** A difference is true only at its moment: never shared between visits, never refreshed behind the reader's back. */
    plan: (request: PlanRequest, key: string) =>
      queryOptions({ queryKey: [language, 'plan', key], queryFn: ({ signal }) => api.send('POST', '/api/plan', request, Plan, { signal, waitMs: LONG_MS }), staleTime: 0, gcTime: 5 * MINUTE, refetchOnWindowFocus: false, refetchOnReconnect: false }),
    drift: queryOptions({ queryKey: [language, 'drift'], placeholderData: sameInOtherWords('drift'), queryFn: ({ signal }) => api.send('POST', '/api/drift', {}, Drift, { signal, waitMs: LONG_MS }), staleTime: 15 * MINUTE, gcTime: 30 * MINUTE, refetchOnWindowFocus: false, refetchOnReconnect: false }),
    doctor: queryOptions({ queryKey: [language, 'doctor'], placeholderData: sameInOtherWords('doctor'), queryFn: ({ signal }) => api.get('/api/doctor', Doctor, signal), staleTime: 0, refetchOnWindowFocus: false }),
    run: (id: string) => queryOptions({ queryKey: [language, 'run', id], placeholderData: sameInOtherWords('run', id), queryFn: ({ signal }) => readRun(api, id, signal), staleTime: 0 }),
    journal: (committee: string | null) => ({ key: [language, 'journal', committee] as const, page: (before: string | null, signal: AbortSignal) => api.get(`/api/journal?${journalSearch(committee, before)}`, JournalPage, signal) }),
    meetings: (committee: string | null, from: string, until: string) =>
      queryOptions({ queryKey: [language, 'meetings', committee, from, until], placeholderData: sameInOtherWords('meetings', committee, from, until), queryFn: ({ signal }) => api.get(`/api/meetings?${new URLSearchParams({ ...(committee !== null && { committee }), from, until })}`, MeetingList, signal), staleTime: MINUTE }),
    myMeetings: (from: string, until: string) =>
      queryOptions({ queryKey: [language, 'my-meetings', from, until], placeholderData: sameInOtherWords('my-meetings', from, until), queryFn: ({ signal }) => api.get(`/api/me/meetings?${new URLSearchParams({ from, until })}`, MeetingList, signal), staleTime: MINUTE }),
    meeting: (id: string) => queryOptions({ queryKey: [language, 'meeting', id], placeholderData: sameInOtherWords('meeting', id), queryFn: ({ signal }) => api.get(meetingPath(id), MeetingDetail, signal), staleTime: MINUTE / 2 }),
    /** Reads calendars of other people: asked for when somebody looks for another day, and true only for a while. */
    alternatives: (id: string, span: { readonly from: string; readonly until: string } | null) =>
      queryOptions({ queryKey: [language, 'alternatives', id, span?.from, span?.until], queryFn: ({ signal }) => api.get(`${meetingPath(id)}/alternatives${span === null ? '' : `?${new URLSearchParams(span)}`}`, MeetingAlternatives, signal), staleTime: MINUTE, refetchOnWindowFocus: false }),
    year: (request: YearRequest) =>
      queryOptions({ queryKey: [language, 'year', JSON.stringify(request)], placeholderData: sameInOtherWords('year', JSON.stringify(request)), queryFn: ({ signal }) => api.send('POST', '/api/calendar/draft', request, YearDraft, { signal }), staleTime: MINUTE, refetchOnWindowFocus: false }),
    cascade: (year: number) => queryOptions({ queryKey: [language, 'cascade', year], placeholderData: sameInOtherWords('cascade', year), queryFn: ({ signal }) => api.get(`/api/cascade?year=${year}`, Cascade, signal), staleTime: 5 * MINUTE }),
    feed: queryOptions({ queryKey: [language, 'feed'], queryFn: ({ signal }) => api.get('/api/me/feed', CalendarFeed, signal), staleTime: Infinity }),
    reminders: queryOptions({ queryKey: [language, 'reminders'], placeholderData: sameInOtherWords('reminders'), queryFn: ({ signal }) => api.get('/api/me/reminders', ReminderPreferences, signal), staleTime: 5 * MINUTE }),
    proof: queryOptions({ queryKey: ['journal', 'proof'], queryFn: ({ signal }) => api.get('/api/journal/verify', JournalProof, signal), staleTime: 5 * MINUTE, refetchOnWindowFocus: false }),
  };
}
export type Queries = ReturnType<typeof queriesOf>;

export const me = (api: Api) => queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => api.get('/api/me', Me, signal), staleTime: 5 * MINUTE });

const meetingPath = (id: string): string => `/api/meetings/${encodeURIComponent(id)}`;
/** Whatever shows meetings, in either language: after a change, all of it is read again. */
export const showsMeetings = ({ queryKey }: { readonly queryKey: QueryKey }): boolean => typeof queryKey[1] === 'string' && ['meetings', 'my-meetings', 'year', 'alternatives', 'cascade'].includes(queryKey[1]);

const journalSearch = (committee: string | null, before: string | null): string =>
  new URLSearchParams({ limit: '50', ...(committee !== null && { committee }), ...(before !== null && { before }) }).toString();

/** Null when nothing was ever applied. */
async function readRun(api: Api, id: string, signal: AbortSignal): Promise<Run | null> {
  try {
    return await api.get(`/api/runs/${encodeURIComponent(id)}`, Run, signal);
  } catch (error) {
    if (id === 'latest' && isApiError(error) && error.status === 404) return null;
    throw error;
  }
}

export const actsOf = (api: Api) => ({
  prefer: (language: Language) => api.send('PUT', '/api/me/preferences', { language } satisfies Preferences, z.unknown()),
  apply: (request: ApplyRequest) => api.send('POST', '/api/apply', request, Run, { waitMs: LONG_MS }),
  plan: (request: PlanRequest) => api.send('POST', '/api/plan', request, Plan, { waitMs: LONG_MS }),
  charter: () => api.get('/api/charter', CharterFile),
  latestRun: () => readRun(api, 'latest', AbortSignal.timeout(LONG_MS)),
  settleDrift: (resolution: DriftResolution) => api.send('POST', '/api/drift/resolve', resolution, DriftResolved, { waitMs: LONG_MS }),
  draft: (committee: NewCommittee) => api.send('POST', '/api/committees/draft', committee, Draft, { waitMs: LONG_MS }),
  /** Names and faults as one types; the plan, which reads the whole tenant, is not asked for. */
  draftNames: (committee: NewCommittee, signal: AbortSignal) => api.send('POST', '/api/committees/draft?plan=none', committee, Draft, { waitMs: LONG_MS, signal }),
  create: (committee: NewCommittee, planId: string) => api.send('POST', '/api/committees', { committee, planId }, Created, { waitMs: LONG_MS }),
  committeeByAcronym: async (acronym: string) => {
    const list = await api.get('/api/committees', CommitteeList);
    const found = list.committees.find((one) => one.acronym.toLowerCase() === acronym.trim().toLowerCase());
    return found === undefined ? null : { id: found.id, acronym: found.acronym, name: found.name };
  },
  followRun: (id: string, onRun: (run: Run) => void, signal: AbortSignal) => api.stream(`/api/runs/${encodeURIComponent(id)}/events`, Run, onRun, signal),
  changeMeeting: (id: string, change: MeetingChange) => api.send('POST', `${meetingPath(id)}/change`, change, MeetingDetail),
  actOnMeeting: (id: string, act: 'cancel' | 'restore' | 'convene', body: MeetingAct) => api.send('POST', `${meetingPath(id)}/${act}`, body, MeetingDetail),
  answer: (id: string, answer: AnswerRequest) => api.send('PUT', `${meetingPath(id)}/answer`, answer, MeetingDetail),
  planMeeting: (meeting: NewMeeting) => api.send('POST', '/api/meetings', meeting, MeetingDetail),
  adoptYear: (adoption: YearAdoption) => api.send('POST', '/api/calendar/adopt', adoption, YearAdopted),
  makeFeed: () => api.send('POST', '/api/me/feed', {}, CalendarFeed),
  revokeFeed: () => api.send('DELETE', '/api/me/feed', undefined, CalendarFeed),
  keepReminders: (preferences: ReminderPreferences) => api.send('PUT', '/api/me/reminders', preferences, ReminderPreferences),
  readRun: (id: string, signal: AbortSignal) => readRun(api, id, signal),
});
export type Acts = ReturnType<typeof actsOf>;
