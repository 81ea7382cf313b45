// What the pages read and send, by name. Every reply is in the reader's language, so the language is part of each key.
import { queryOptions, type QueryKey } from '@tanstack/react-query';
import { z } from 'zod';
import { MeetingFollowUp, ActionDetail, ActionImported, ActionList, BulkChanged, SavedViews, type ActionChangeRequest, type ActionImport, type ActionQuery, type BulkChange, type NewAction } from '../../src/contract/actions.ts';
import { CharterFile } from '../../src/contract/charter-file.ts';
import { Choices, CommitteeDetail, CommitteeList, Me, Preferences, Suggestion, type NewCommittee } from '../../src/contract/committees.ts';
import type { Language } from '../../src/contract/common.ts';
import { DecisionDetail, DecisionList, InstitutionList, Reach, type DecisionAmendment, type DecisionQuery, type DecisionReview, type NewDecision, type ReachAnswer, type ReachRequest } from '../../src/contract/decisions.ts';
import { Desk, SearchResults, type DeskQuery, type SearchKind } from '../../src/contract/desk.ts';
import { HandedOver, HandOverPreview, type HandOver } from '../../src/contract/handover.ts';
import { Incident, IncidentFile, IncidentList, type IncidentChange, type IncidentFacts } from '../../src/contract/incidents.ts';
import { JournalPage, JournalProof } from '../../src/contract/journal.ts';
import { CalendarFeed, Cascade, MeetingAlternatives, MeetingDetail, MeetingList, ReminderPreferences, YearAdopted, YearDraft, type AnswerRequest, type MeetingAct, type MeetingChange, type NewMeeting, type YearAdoption, type YearRequest } from '../../src/contract/meetings.ts';
import { PublicConfig } from '../../src/contract/public-config.ts';
import { Created, Doctor, Draft, Drift, DriftResolved, Plan, Run, type ApplyRequest, type DriftResolution, type PlanRequest } from '../../src/contract/provisioning.ts';
import type { Api } from './client.ts';
import { isApiError } from './problem.ts';

/** What a list can be kept as. */
export type FileForm = 'xlsx' | 'csv';

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
    followUp: (id: string) => queryOptions({ queryKey: [language, 'follow-up', id], queryFn: ({ signal }) => api.get(`${meetingPath(id)}/follow-up`, MeetingFollowUp, signal), staleTime: MINUTE / 2 }),
    meeting: (id: string) => queryOptions({ queryKey: [language, 'meeting', id], placeholderData: sameInOtherWords('meeting', id), queryFn: ({ signal }) => api.get(meetingPath(id), MeetingDetail, signal), staleTime: MINUTE / 2 }),
    /** Reads calendars of other people: asked for when somebody looks for another day, and true only for a while. */
    alternatives: (id: string, span: { readonly from: string; readonly until: string } | null) =>
      queryOptions({ queryKey: [language, 'alternatives', id, span?.from, span?.until], queryFn: ({ signal }) => api.get(`${meetingPath(id)}/alternatives${span === null ? '' : `?${new URLSearchParams(span)}`}`, MeetingAlternatives, signal), staleTime: MINUTE, refetchOnWindowFocus: false }),
    year: (request: YearRequest) =>
      queryOptions({ queryKey: [language, 'year', JSON.stringify(request)], placeholderData: sameInOtherWords('year', JSON.stringify(request)), queryFn: ({ signal }) => api.send('POST', '/api/calendar/draft', request, YearDraft, { signal }), staleTime: MINUTE, refetchOnWindowFocus: false }),
    cascade: (year: number) => queryOptions({ queryKey: [language, 'cascade', year], placeholderData: sameInOtherWords('cascade', year), queryFn: ({ signal }) => api.get(`/api/cascade?year=${year}`, Cascade, signal), staleTime: 5 * MINUTE }),
    feed: queryOptions({ queryKey: [language, 'feed'], queryFn: ({ signal }) => api.get('/api/me/feed', CalendarFeed, signal), staleTime: Infinity }),
    reminders: queryOptions({ queryKey: [language, 'reminders'], placeholderData: sameInOtherWords('reminders'), queryFn: ({ signal }) => api.get('/api/me/reminders', ReminderPreferences, signal), staleTime: 5 * MINUTE }),
    /** Page by page: `mine` of the reader, else of all that the reader may see. */
    actions: (query: ActionQuery, mine: boolean) => {
      const key = [language, mine ? 'my-actions' : 'actions', JSON.stringify(query)] as const;
      const path = mine ? '/api/me/actions' : '/api/actions';
      return { key, placeholderData: sameInOtherWords(key[1], key[2]), page: (cursor: string | null, limit: number, signal: AbortSignal) => api.get(`${path}?${searchOf({ ...query, limit: String(limit), cursor })}`, ActionList, signal) };
    },
    /** What the reader may make there, and why not: asked with the shortest of lists. */
    actionRights: (committee: string) => queryOptions({ queryKey: [language, 'action-rights', committee], queryFn: async ({ signal }) => { const { mayCreate, mayImport } = await api.get(`/api/actions?${searchOf({ committee, limit: '1' })}`, ActionList, signal); return { mayCreate, mayImport }; }, staleTime: 5 * MINUTE }),
    action: (id: string) => queryOptions({ queryKey: [language, 'action', id], placeholderData: sameInOtherWords('action', id), queryFn: ({ signal }) => api.get(actionPath(id), ActionDetail, signal), staleTime: MINUTE / 2 }),
    decisionsOf: (committee: string) => queryOptions({ queryKey: [language, 'decisions-of', committee], queryFn: ({ signal }) => api.get(`/api/decisions?${searchOf({ committee, limit: '200' })}`, DecisionList, signal), staleTime: 5 * MINUTE }),
    /** Page by page, the newest first. */
    decisions: (query: DecisionQuery) => ({ key: [language, 'decisions', JSON.stringify(query)] as const, page: (cursor: string | null, signal: AbortSignal) => api.get(`/api/decisions?${searchOf({ ...query, limit: '50', cursor })}`, DecisionList, signal) }),
    decision: (id: string) => queryOptions({ queryKey: [language, 'decision', id], placeholderData: sameInOtherWords('decision', id), queryFn: ({ signal }) => api.get(decisionPath(id), DecisionDetail, signal), staleTime: MINUTE / 2 }),
    reach: (id: string) => queryOptions({ queryKey: [language, 'reach', id], placeholderData: sameInOtherWords('reach', id), queryFn: ({ signal }) => api.get(`${decisionPath(id)}/reach`, Reach, signal), staleTime: MINUTE / 2 }),
    institutions: queryOptions({ queryKey: [language, 'institutions'], queryFn: ({ signal }) => api.get('/api/institutions', InstitutionList, signal), staleTime: 10 * MINUTE }),
    search: (q: string, kind: SearchKind | null, limit: number) => queryOptions({ queryKey: [language, 'search', q, kind, limit], queryFn: ({ signal }) => api.get(`/api/search?${searchOf({ q, kind, limit })}`, SearchResults, signal), staleTime: MINUTE }),
    desk: (query: DeskQuery) => queryOptions({ queryKey: [language, 'desk', JSON.stringify(query)], placeholderData: sameInOtherWords('desk', JSON.stringify(query)), queryFn: ({ signal }) => api.get(`/api/desk?${searchOf(query)}`, Desk, signal), staleTime: MINUTE }),
    views: queryOptions({ queryKey: ['views'], queryFn: ({ signal }) => api.get('/api/me/views', SavedViews, signal), staleTime: 10 * MINUTE }),
    handOver: (person: string) => queryOptions({ queryKey: [language, 'hand-over', person], placeholderData: sameInOtherWords('hand-over', person), queryFn: ({ signal }) => api.get(`/api/handover/${encodeURIComponent(person)}`, HandOverPreview, signal), staleTime: 0, refetchOnWindowFocus: false }),
    incidents: queryOptions({ queryKey: [language, 'incidents'], placeholderData: sameInOtherWords('incidents'), queryFn: ({ signal }) => api.get('/api/incidents', IncidentList, signal), staleTime: MINUTE }),
    incident: (id: string) => queryOptions({ queryKey: [language, 'incident', id], queryFn: ({ signal }) => api.get(incidentPath(id), Incident, signal), staleTime: MINUTE / 2, refetchOnWindowFocus: false }),
    proof: queryOptions({ queryKey: ['journal', 'proof'], queryFn: ({ signal }) => api.get('/api/journal/verify', JournalProof, signal), staleTime: 5 * MINUTE, refetchOnWindowFocus: false }),
  };
}
export type Queries = ReturnType<typeof queriesOf>;

export const me = (api: Api) => queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => api.get('/api/me', Me, signal), staleTime: 5 * MINUTE });

const decisionPath = (id: string): string => `/api/decisions/${encodeURIComponent(id)}`;
const actionPath = (id: string): string => `/api/actions/${encodeURIComponent(id)}`;
/** What is absent or null is not said. */
const searchOf = (words: Readonly<Record<string, string | number | null | undefined>>): string =>
  new URLSearchParams(Object.entries(words).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]]))).toString();
const incidentPath = (id: string): string => `/api/incidents/${encodeURIComponent(id)}`;
const meetingPath = (id: string): string => `/api/meetings/${encodeURIComponent(id)}`;
/** Whatever shows meetings, in either language: after a change, all of it is read again. */
export const showsMeetings = ({ queryKey }: { readonly queryKey: QueryKey }): boolean => typeof queryKey[1] === 'string' && ['meetings', 'my-meetings', 'year', 'alternatives', 'cascade'].includes(queryKey[1]);

/** Whatever shows decisions, in either language. */
export const showsDecisions = ({ queryKey }: { readonly queryKey: QueryKey }): boolean => typeof queryKey[1] === 'string' && ['decisions', 'decision', 'decisions-of', 'reach', 'desk', 'search'].includes(queryKey[1]);

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
  enterIncident: (facts: IncidentFacts) => api.send('POST', '/api/incidents', facts, Incident),
  changeIncident: (id: string, change: IncidentChange) => api.send('POST', `${incidentPath(id)}/change`, change, Incident),
  moveIncident: (id: string, act: 'close' | 'reopen', version: number) => api.send('POST', `${incidentPath(id)}/${act}`, { version }, Incident),
  exportIncidents: () => api.send('POST', '/api/incidents/export', {}, IncidentFile),
  handOver: (request: z.input<typeof HandOver>) => api.send('POST', '/api/handover', request, HandedOver, { waitMs: LONG_MS }),
  makeFeed: () => api.send('POST', '/api/me/feed', {}, CalendarFeed),
  revokeFeed: () => api.send('DELETE', '/api/me/feed', undefined, CalendarFeed),
  keepReminders: (preferences: ReminderPreferences) => api.send('PUT', '/api/me/reminders', preferences, ReminderPreferences),
  readRun: (id: string, signal: AbortSignal) => readRun(api, id, signal),
  readAction: (id: string) => api.get(actionPath(id), ActionDetail),
  createAction: (action: z.input<typeof NewAction>) => api.send('POST', '/api/actions', action, ActionDetail),
  changeAction: (id: string, change: ActionChangeRequest) => api.send('POST', `${actionPath(id)}/change`, change, ActionDetail),
  changeActions: (change: BulkChange) => api.send('POST', '/api/actions/bulk', change, BulkChanged, { waitMs: LONG_MS }),
  importActions: (file: ActionImport) => api.send('POST', '/api/actions/import', file, ActionImported, { waitMs: LONG_MS }),
  exportActions: (query: ActionQuery, format: FileForm) => api.download(`/api/actions/export?${searchOf({ ...query, format })}`),
  recordDecision: (decision: NewDecision) => api.send('POST', '/api/decisions', decision, DecisionDetail),
  amendDecision: (id: string, amendment: DecisionAmendment) => api.send('POST', `${decisionPath(id)}/amend`, amendment, DecisionDetail),
  reviewDecision: (id: string, review: DecisionReview) => api.send('POST', `${decisionPath(id)}/review`, review, DecisionDetail),
  askInstitutions: (id: string, request: ReachRequest) => api.send('POST', `${decisionPath(id)}/reach`, request, DecisionDetail),
  answerReach: (id: string, institution: string, answer: ReachAnswer) => api.send('PUT', `${decisionPath(id)}/reach/${encodeURIComponent(institution)}`, answer, Reach),
  exportDecisions: (query: DecisionQuery, format: FileForm) => api.download(`/api/decisions/export?${searchOf({ ...query, format })}`),
  exportDesk: (query: DeskQuery) => api.download(`/api/desk/export?${searchOf(query)}`),
  keepViews: (views: SavedViews) => api.send('PUT', '/api/me/views', views, SavedViews),
});
export type Acts = ReturnType<typeof actsOf>;
