// Every operation of the HTTP API in one table: the OpenAPI page is made from it, and a test holds it to the routes that are served.
import { z } from 'zod';
import { ActionChangeRequest, ActionDetail, ActionImport, ActionImported, ActionList, BulkChange, BulkChanged, MeetingFollowUp, NewAction, SavedViews } from './actions.ts';
import { CharterFile } from './charter-file.ts';
import { Choices, CommitteeDetail, CommitteeList, Me, NewCommittee, Preferences, Suggestion } from './committees.ts';
import { Desk, SearchResults } from './desk.ts';
import { DecisionAmendment, DecisionDetail, DecisionList, DecisionReview, InstitutionList, NewDecision, Reach, ReachAnswer, ReachRequest } from './decisions.ts';
import { HandedOver, HandOver, HandOverPreview } from './handover.ts';
import { Incident, IncidentAct, IncidentChange, IncidentFacts, IncidentFile, IncidentList } from './incidents.ts';
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
  /** Null: server-sent events, or the file that `file` names. */
  readonly reply: z.ZodType | null;
  /** Media types of a reply that is a file. */
  readonly file?: readonly string[];
  /** Needs no sign-in. */
  readonly open?: true;
}

const FILES = ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'];

const DECISION_QUERY = { committee: 'Committee id', territory: 'Territory id', kind: 'decision, ruling, direction or recommendation', standing: 'in-force, to-review or superseded', awaiting: '`true`: not carried out yet', year: 'In which it was taken', q: 'Words', cursor: 'Where the page begins', limit: 'At most 500' };
const ACTION_QUERY = {
  committee: 'Committee id', territory: 'Territory id', owner: 'Person id, `me`, or `none`', state: '`open` when absent, `closed`, `all`, or one state', late: '`true`: only late ones', week: '`true`: due between today and Sunday', priority: 'One priority', decision: 'Decision id', project: 'Project id', q: 'Words of the text', since: 'Closed since that day', cursor: '`next` of the page before', limit: 'At most 1000',
};

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
  { method: 'get', path: '/api/actions', summary: 'Actions that the reader may know, by due day, with what is open and late among them', query: ACTION_QUERY, status: 200, reply: ActionList },
  { method: 'get', path: '/api/me/actions', summary: 'Actions that the reader answers for, in person or by a seat, in every committee', query: ACTION_QUERY, status: 200, reply: ActionList },
  { method: 'get', path: '/api/me/views', summary: 'Filters of actions that the reader gave a name', status: 200, reply: SavedViews },
  { method: 'put', path: '/api/me/views', summary: 'Keeps one’s named filters of actions', request: SavedViews, status: 200, reply: SavedViews },
  { method: 'post', path: '/api/actions', summary: 'Makes an action', request: NewAction, status: 201, reply: ActionDetail },
  { method: 'post', path: '/api/actions/bulk', summary: 'The same change to several actions, each judged by itself; with `dryRun`, only judged', request: BulkChange, status: 200, reply: BulkChanged },
  { method: 'get', path: '/api/actions/export', summary: 'The same list as a file for Excel, without pages', query: { ...ACTION_QUERY, format: '`xlsx` when absent, or `csv`' }, status: 200, reply: null, file: FILES },
  { method: 'post', path: '/api/actions/import', summary: 'Reads a CSV file of actions: all of its rows or none; with `dryRun`, only judged', request: ActionImport, status: 200, reply: ActionImported },
  { method: 'get', path: '/api/actions/{id}', summary: 'One action: links, history of due days, rights', status: 200, reply: ActionDetail },
  { method: 'get', path: '/api/meetings/{id}/follow-up', summary: 'What a meeting goes through: actions closed since the one before, and those still open', status: 200, reply: MeetingFollowUp },
  { method: 'post', path: '/api/actions/{id}/change', summary: 'Says how it goes, puts it off, hands it over, closes or reopens it', request: ActionChangeRequest, status: 200, reply: ActionDetail },
  { method: 'get', path: '/api/desk', summary: 'What needs the reader now, what is coming, and the state of what they look after', query: { committee: 'Committee id', territory: 'Territory id' }, status: 200, reply: Desk },
  { method: 'get', path: '/api/desk/export', summary: 'The rows behind those counts, for Excel', query: { committee: 'Committee id', territory: 'Territory id' }, status: 200, reply: null, file: FILES },
  { method: 'get', path: '/api/search', summary: 'Actions, decisions and meetings that hold the words, the best first', query: { q: 'Words; the last one may be the beginning of one', kind: '`action`, `decision` or `meeting`', committee: 'Committee id', limit: 'At most 100' }, status: 200, reply: SearchResults },
  { method: 'get', path: '/api/decisions', summary: 'The register, newest first, as far as the reader may know it', query: DECISION_QUERY, status: 200, reply: DecisionList },
  { method: 'get', path: '/api/decisions/export', summary: 'The same with the texts, as a file for Excel, without pages', query: { ...DECISION_QUERY, format: '`xlsx` when absent, or `csv`' }, status: 200, reply: null, file: FILES },
  { method: 'post', path: '/api/decisions', summary: 'Records a decision; refused without a quorum, unless it is a recommendation', request: NewDecision, status: 201, reply: DecisionDetail },
  { method: 'get', path: '/api/decisions/{id}', summary: 'One decision: text, vote, quorum, who was there, what it replaces, what carries it out', status: 200, reply: DecisionDetail },
  { method: 'post', path: '/api/decisions/{id}/amend', summary: 'Adds a dated amendment; the text that was recorded stays', request: DecisionAmendment, status: 200, reply: DecisionDetail },
  { method: 'post', path: '/api/decisions/{id}/review', summary: 'Sets the day of review, or none', request: DecisionReview, status: 200, reply: DecisionDetail },
  { method: 'post', path: '/api/decisions/{id}/reach', summary: 'Sends it to institutions, whose people answer', request: ReachRequest, status: 200, reply: DecisionDetail },
  { method: 'get', path: '/api/decisions/{id}/reach', summary: 'How far it has gone, by institution and by territory', status: 200, reply: Reach },
  { method: 'put', path: '/api/decisions/{id}/reach/{institution}', summary: 'Says for an institution: received, planned, applied, not applicable', request: ReachAnswer, status: 200, reply: Reach },
  { method: 'get', path: '/api/institutions', summary: 'The institutions of the network, whom a decision may concern', status: 200, reply: InstitutionList },
  { method: 'get', path: '/api/handover/{person}', summary: 'What passes on when a person leaves: seats and who may follow, rights, open actions, access, the brief', status: 200, reply: HandOverPreview },
  { method: 'post', path: '/api/handover', summary: 'Hands over all that a person has, in one gesture; with `dryRun`, only says who would get what', request: HandOver, status: 200, reply: HandedOver },
  { method: 'get', path: '/api/incidents', summary: 'The register of confidentiality incidents, for the privacy officer and audit', status: 200, reply: IncidentList },
  { method: 'post', path: '/api/incidents', summary: 'Enters an incident; never the information itself', request: IncidentFacts, status: 201, reply: Incident },
  { method: 'post', path: '/api/incidents/export', summary: 'The register as CSV that Excel reads in French', request: z.object({}), status: 200, reply: IncidentFile },
  { method: 'get', path: '/api/incidents/{id}', summary: 'One incident, with what may be done', status: 200, reply: Incident },
  { method: 'post', path: '/api/incidents/{id}/change', summary: 'Completes an open incident', request: IncidentChange, status: 200, reply: Incident },
  { method: 'post', path: '/api/incidents/{id}/close', summary: 'Closes an incident once the register says what was done', request: IncidentAct, status: 200, reply: Incident },
  { method: 'post', path: '/api/incidents/{id}/reopen', summary: 'Opens a closed incident again', request: IncidentAct, status: 200, reply: Incident },
  { method: 'get', path: '/api/journal', summary: 'The record of acts, newest first', query: { committee: 'Committee id, or `reseau`', before: 'Where the page begins', limit: 'At most 200' }, status: 200, reply: JournalPage },
  { method: 'get', path: '/api/journal/verify', summary: 'Walks every chain of the journal', status: 200, reply: JournalProof },
];
