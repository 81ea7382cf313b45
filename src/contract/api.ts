// Every operation of the HTTP API in one table: the OpenAPI page is made from it, and a test holds it to the routes that are served.
import { z } from 'zod';
import { CharterFile } from './charter-file.ts';
import { Choices, CommitteeDetail, CommitteeList, Me, NewCommittee, Preferences, Suggestion } from './committees.ts';
import { JournalPage, JournalProof } from './journal.ts';
import { AnswerRequest, CalendarFeed, Cascade, CascadeProposal, CascadeRequest, MeetingAct, MeetingAlternatives, MeetingChange, MeetingDetail, MeetingList, NewMeeting, ReminderPreferences, YearAdopted, YearAdoption, YearDraft, YearRequest } from './meetings.ts';
import { ApplyRequest, Created, Doctor, Draft, Drift, DriftResolution, DriftResolved, Plan, PlanRequest, Run } from './provisioning.ts';
import { PublicConfig } from './public-config.ts';
import { ReminderRequest } from './reminders.ts';

export interface ApiOperation {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As OpenAPI writes it: `/api/committees/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly request?: z.ZodType;
  readonly status: number;
  readonly reply: z.ZodType | null;
  /** Needs no sign-in. */
  readonly open?: true;
}

export const OPERATIONS: readonly ApiOperation[] = [
  { method: 'get', path: '/api/config', summary: 'What is needed in order to sign in', status: 200, reply: PublicConfig, open: true },
  { method: 'get', path: '/api/me', summary: 'Who is asking, with roles, committees and rights', status: 200, reply: Me },
  { method: 'put', path: '/api/me/preferences', summary: 'Chooses the language of one’s own screens', request: Preferences, status: 200, reply: Preferences },
  { method: 'get', path: '/api/committees', summary: 'The committees that the reader may know, with their health', status: 200, reply: CommitteeList },
  { method: 'get', path: '/api/committees/{id}', summary: 'One committee: mandate, kin, cadence, quorum, seats, representation', status: 200, reply: CommitteeDetail },
  { method: 'get', path: '/api/suggestion', summary: 'The committee that a Teams channel belongs to', query: { teamId: 'Graph id of the team', channelId: 'Id of the channel' }, status: 200, reply: Suggestion },
  { method: 'get', path: '/api/choices', summary: 'What the form for a new committee offers', status: 200, reply: Choices },
  { method: 'post', path: '/api/committees/draft', summary: 'Judges a new committee and shows the plan that would follow; changes nothing', request: NewCommittee, status: 200, reply: Draft },
  { method: 'post', path: '/api/committees', summary: 'Creates the committee of a plan that was seen', request: z.object({ committee: NewCommittee, planId: z.string() }), status: 201, reply: Created },
  { method: 'post', path: '/api/plan', summary: 'Reads the tenant and says what applying the charter would change', request: PlanRequest, status: 200, reply: Plan },
  { method: 'post', path: '/api/apply', summary: 'Applies a plan that was seen; refused when it is no longer true', request: ApplyRequest, status: 202, reply: Run },
  { method: 'get', path: '/api/runs/{id}', summary: 'A run with its steps; `latest` for the last one', status: 200, reply: Run },
  { method: 'get', path: '/api/runs/{id}/events', summary: 'The same as it changes, as server-sent events named `run`', status: 200, reply: null },
  { method: 'post', path: '/api/drift', summary: 'Reads what was changed by hand in Teams', status: 200, reply: Drift },
  { method: 'post', path: '/api/drift/resolve', summary: 'Keeps or puts back changes made by hand', request: DriftResolution, status: 202, reply: DriftResolved },
  { method: 'get', path: '/api/charter', summary: 'The charter in force as a file', status: 200, reply: CharterFile },
  { method: 'get', path: '/api/doctor', summary: 'What Gouverne needs in order to work, checked', status: 200, reply: Doctor },
  { method: 'get', path: '/api/meetings', summary: 'Meetings that the reader may know, of one committee or of all, with what is in their way', query: { committee: 'Committee id; all of them when absent', from: 'First local day', until: 'Last local day' }, status: 200, reply: MeetingList },
  { method: 'get', path: '/api/me/meetings', summary: 'Meetings to which the reader is convened', query: { from: 'First local day', until: 'Last local day' }, status: 200, reply: MeetingList },
  { method: 'get', path: '/api/me/feed', summary: 'Whether one’s calendar feed has an address; the address itself is never shown again', status: 200, reply: CalendarFeed },
  { method: 'post', path: '/api/me/feed', summary: 'Makes a secret address for one’s calendar feed, shown once; one made before no longer answers', status: 201, reply: CalendarFeed },
  { method: 'delete', path: '/api/me/feed', summary: 'Revokes the address of one’s calendar feed', status: 200, reply: CalendarFeed },
  { method: 'get', path: '/api/me/reminders', summary: 'Reminders and quiet hours of one’s own', status: 200, reply: ReminderPreferences },
  { method: 'put', path: '/api/me/reminders', summary: 'Chooses one’s reminders and quiet hours', request: ReminderRequest, status: 200, reply: ReminderPreferences },
  { method: 'post', path: '/api/meetings', summary: 'Calls a special meeting, or a joint one', request: NewMeeting, status: 201, reply: MeetingDetail },
  { method: 'get', path: '/api/meetings/{id}', summary: 'One meeting: people and answers, quorum forecast, notice', status: 200, reply: MeetingDetail },
  { method: 'get', path: '/api/meetings/{id}/alternatives', summary: 'Where a meeting, or a slot of a draft, could go instead, the best first', query: { from: 'First local day', until: 'Last local day' }, status: 200, reply: MeetingAlternatives },
  { method: 'post', path: '/api/meetings/{id}/change', summary: 'Moves, renames or invites; those convened get one revised notice', request: MeetingChange, status: 200, reply: MeetingDetail },
  { method: 'post', path: '/api/meetings/{id}/cancel', summary: 'Cancels a meeting', request: MeetingAct, status: 200, reply: MeetingDetail },
  { method: 'post', path: '/api/meetings/{id}/restore', summary: 'Holds a cancelled meeting after all', request: MeetingAct, status: 200, reply: MeetingDetail },
  { method: 'post', path: '/api/meetings/{id}/convene', summary: 'Sends the notice of meeting now', request: MeetingAct, status: 200, reply: MeetingDetail },
  { method: 'put', path: '/api/meetings/{id}/answer', summary: 'Says whether one comes; the secretariat may say it for somebody', request: AnswerRequest, status: 200, reply: MeetingDetail },
  { method: 'post', path: '/api/calendar/draft', summary: 'The year as the committee’s rule has it, beside what stands; changes nothing', request: YearRequest, status: 200, reply: YearDraft },
  { method: 'post', path: '/api/calendar/adopt', summary: 'Plans the year as chosen; nothing that stands is touched', request: YearAdoption, status: 200, reply: YearAdopted },
  { method: 'get', path: '/api/cascade', summary: 'Which meeting feeds which, with submission deadlines and what would be missed', query: { year: 'The current one when absent' }, status: 200, reply: Cascade },
  { method: 'post', path: '/api/cascade/proposal', summary: 'Days for the levels below, planned back from given dates; changes nothing', request: CascadeRequest, status: 200, reply: CascadeProposal },
  { method: 'get', path: '/api/journal', summary: 'The record of acts, newest first', query: { committee: 'Committee id, or `reseau`', before: 'Where the page begins', limit: 'At most 200' }, status: 200, reply: JournalPage },
  { method: 'get', path: '/api/journal/verify', summary: 'Walks every chain of the journal', status: 200, reply: JournalProof },
];
