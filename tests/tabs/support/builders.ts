// Facts of the contracts with everything that a test does not mention already filled in.
import type { ActionDetail, ActionList, ActionRow } from '../../../src/contract/actions.ts';
import type { CommitteeDetail, CommitteeSummary, Me, SeatView } from '../../../src/contract/committees.ts';
import type { MeetingDetail, MeetingList, MeetingObstacle, MeetingPerson, MeetingSummary, YearDraft } from '../../../src/contract/meetings.ts';
import type { DriftItem, Plan, PlanLine, PlanTeam, Run, RunStep } from '../../../src/contract/provisioning.ts';

export const person = (id: string) => ({ id, title: `Titre ${id}`, email: `${id}@rqt.example` });
export const aCommittee = (id: string, over: Partial<CommitteeSummary> = {}): CommitteeSummary => ({
  id, acronym: id.toUpperCase(), name: `Comité ${id}`, level: 'national', levelName: 'National', parentId: null, territory: null, territoryId: null, institution: null, confidential: false, mine: null,
  seats: { total: 3, vacant: 0, underRepresented: 0 }, workspace: { state: 'ready', team: 'RQT', channel: id, link: `https://teams.microsoft.com/l/channel/${id}` }, ...over,
});
export const aSeat = (id: string, over: Partial<SeatView> = {}): SeatView => ({
  id, role: 'membre', roleName: 'Membre', holder: person(id), vacant: false, alternates: [], votes: true, alsoSecretary: false, represents: null, term: { from: null, until: null, state: 'open', label: '' }, ...over,
});
export const aDetail = (id: string, over: Partial<CommitteeDetail> = {}): CommitteeDetail => ({
  ...aCommittee(id), mandate: 'Mandat', natureName: 'Opérationnelle', parent: null, parentHidden: false, children: [], advises: [], reportsTo: [], cadence: { label: 'Mensuelle', zone: 'America/Toronto', minutes: 90, asNeeded: false },
  quorum: 'Majorité', record: 'Compte rendu', provenance: { text: '', assumed: false, fictional: false }, seatList: [], representation: [], may: { configure: { ok: true } }, ...over,
});
export const aMe = (over: Partial<Me> = {}): Me => ({
  person: { ...person('per-coord'), organisation: 'MSSS', zone: 'America/Toronto' }, language: 'fr-CA', roles: ['coordinator'], committees: [],
  may: { plan: { ok: true }, createCommittee: { ok: true }, readJournal: { ok: true }, administer: { ok: false } }, tenant: 'local', ...over,
});
export const aLine = (id: string, sign: PlanLine['sign'], over: Partial<PlanLine> = {}): PlanLine => ({ id, sign, act: 'Créer le canal', target: id, committee: null, before: null, after: null, permission: null, drift: false, note: null, ...over });
export const aTeam = (key: string, sign: PlanTeam['sign'], lines: readonly PlanLine[], over: Partial<PlanTeam> = {}): PlanTeam => ({ key, name: `RQT - ${key}`, sign, owners: 2, members: 10, lines: [...lines], ...over });
export function aPlan(teams: readonly PlanTeam[], over: Partial<Plan> = {}): Plan {
  const count = (sign: PlanLine['sign']) => teams.flatMap((team) => team.lines).filter((line) => line.sign === sign).length;
  const counts = { create: count('+'), change: count('~'), leave: count('='), archive: count('-'), cannot: count('!') };
  return {
    id: 'plan-1', charter: { version: 1, source: 'rqt.yaml', sha256: 'a', committees: 46, teams: teams.length, persons: 141, isNew: false }, at: '2026-11-21T14:05:00.000Z', counts,
    empty: counts.create + counts.change + counts.archive + counts.cannot === 0, teams: [...teams], permissions: [], requests: { operations: 10, seconds: 5 }, may: { apply: { ok: true } }, ...over,
  };
}
export const aStep = (id: string, state: RunStep['state'], over: Partial<RunStep> = {}): RunStep => ({ id, act: 'Créer le canal', target: id, team: 'RQT', committee: null, state, attempts: 1, reason: null, remedy: null, retryAt: null, ...over });
export function aRun(steps: readonly RunStep[], over: Partial<Run> = {}): Run {
  const count = (state: RunStep['state']) => steps.filter((step) => step.state === state).length;
  return { id: 'run-1', state: 'running', startedBy: null, startedAt: '2026-11-21T14:00:00.000Z', finishedAt: null, total: steps.length, done: count('done'), running: count('running'), failed: count('failed'), now: 'Créer le canal', steps: [...steps], ...over };
}
export const aDriftItem = (id: string, over: Partial<DriftItem> = {}): DriftItem => ({
  id, kind: 'channel-renamed', title: 'Canal renommé', team: 'RQT - CNCOT', committee: null, expected: 'Suivis', found: 'Suivi',
  adopt: { ok: true, effect: `adopter ${id}` }, restore: { ok: true, effect: `rétablir ${id}` }, ...over,
});
const ref = (id: string) => ({ id, acronym: id.toUpperCase(), name: `Comité ${id}` });
export const aMeeting = (id: string, over: Partial<MeetingSummary> = {}): MeetingSummary => ({
  id, committee: ref(id.split('/')[0] ?? id), jointly: [], kind: 'regular', state: 'planned', title: `Séance ${id}`, start: '2027-06-24T09:00', minutes: 90, zone: 'America/Toronto', startsAt: '2027-06-24T13:00:00.000Z', endsAt: '2027-06-24T14:30:00.000Z',
  day: 'jeudi 24 juin 2027', hours: '9 h', movedFrom: null, reason: null, obstacles: [], joinUrl: null, answer: null, convened: false, version: 1, ...over,
});
export const aMeetingDetail = (id: string, over: Partial<MeetingDetail> = {}): MeetingDetail => ({
  ...aMeeting(id), people: [], agenda: [{ title: 'Suivi des actions', nature: 'pour information' }], guests: [], forecast: null, notice: null, noticeAt: null, channelUrl: null, outlook: { state: 'none', sentence: '' },
  may: { change: { ok: true }, convene: { ok: true }, cancel: { ok: true }, restore: { ok: true }, answer: { ok: true } }, ...over,
});
export const aMeetingPerson = (id: string, over: Partial<MeetingPerson> = {}): MeetingPerson => ({ person: person(id), label: `Titre ${id}`, role: 'Membre', votes: true, represents: null, answer: null, answeredFrom: null, alternate: null, alternates: [], ...over });
export const aMeetingList = (meetings: readonly MeetingSummary[], over: Partial<MeetingList> = {}): MeetingList => ({ from: '2027-01-01', until: '2027-12-31', meetings: [...meetings], days: [], mayPlan: { ok: true }, ...over });
export const aDraftSlot = (slot: string, over: Partial<YearDraft['slots'][number]> = {}): YearDraft['slots'][number] => ({ id: `cncot/${slot}`, slot, start: slot, minutes: 90, day: slot.slice(0, 10), hours: '9 h', status: 'new', obstacles: [], ...over });
export const HOLIDAY: MeetingObstacle = { is: 'holiday', sentence: 'Fête nationale', committee: null, persons: 0 };
export const anAction = (id: string, over: Partial<ActionRow> = {}): ActionRow => ({
  id, title: `Action ${id}`, committee: { id: 'cncot', acronym: 'CNCOT' }, owner: { kind: 'person', id: 'per-owner', person: 'per-owner', label: 'Titre per-owner' }, due: '2027-03-01', state: 'todo', late: false, lateDays: 0, priority: 'medium',
  blocked: null, postponed: 0, decision: null, project: null, risk: null, inCamera: false, closedOn: null, version: 1, mayChange: true, mayEdit: true, ...over,
});
export const anActionDetail = (id: string, over: Partial<ActionDetail> = {}): ActionDetail => ({
  ...anAction(id), committee: ref('cncot'), detail: null, outcome: null, origin: 'Créée dans Gouverne', created: { on: '2027-01-05', by: 'Secrétariat' }, links: { meeting: null, item: null, decision: null, project: null, risk: null }, message: null, postponements: [], dueNote: null,
  owners: [{ kind: 'person', id: 'per-owner', person: 'per-owner', label: 'Titre per-owner' }, { kind: 'person', id: 'per-ana', person: 'per-ana', label: 'Ana' }, { kind: 'seat', id: 'cncot:1', person: null, label: 'Membre (siège à pourvoir)' }],
  plannerUrl: null, url: `https://teams.microsoft.com/l/entity/app/actions?${id}`, may: { edit: { ok: true }, progress: { ok: true }, postpone: { ok: true }, handOver: { ok: true }, cancel: { ok: true }, reopen: { ok: true } }, ...over,
});
export const anActionList = (actions: readonly ActionRow[], over: Partial<ActionList> = {}): ActionList => ({
  today: '2027-02-03', actions: [...actions], next: null, counts: { open: actions.length, late: actions.filter(({ late }) => late).length, blocked: actions.filter(({ state }) => state === 'blocked').length, dueThisWeek: 0 }, mayCreate: { ok: true }, mayImport: { ok: true }, ...over,
});
