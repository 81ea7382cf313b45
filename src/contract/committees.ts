// Committees: the network's tree, one committee in full, the form that creates one, and who the reader is.
import { z } from 'zod';
import { CommitteeRef, Language, May, PersonRef } from './common.ts';

export const Level = z.enum(['ministeriel_strategique', 'national', 'territorial', 'local', 'conseil', 'projet']);
export const SeatRole = z.enum(['presidence', 'copresidence', 'secretariat', 'membre', 'substitut', 'invite_permanent', 'invite', 'observateur']);

/** GET /api/me */
export const Me = z.object({
  person: PersonRef.extend({ organisation: z.string(), zone: z.string() }),
  /** The language of the screens: a personal choice, French until changed. */
  language: Language,
  roles: z.array(z.enum(['coordinator', 'secretary', 'chair', 'member', 'observer', 'auditor', 'administrator', 'privacy'])),
  committees: z.array(CommitteeRef.extend({ role: z.string(), roleId: SeatRole })),
  may: z.object({ plan: May, createCommittee: May, readJournal: May, administer: May }),
  tenant: z.enum(['local', 'microsoft365']),
});
export type Me = z.infer<typeof Me>;

/** PUT /api/me/preferences */
export const Preferences = z.object({ language: Language });
export type Preferences = z.infer<typeof Preferences>;

export const WorkspaceState = z.enum(['ready', 'in-progress', 'partial', 'absent', 'archived']);

export const CommitteeSummary = CommitteeRef.extend({
  level: Level,
  levelName: z.string(),
  parentId: z.string().nullable(),
  territory: z.string().nullable(),
  territoryId: z.string().nullable(),
  institution: z.string().nullable(),
  confidential: z.boolean(),
  /** The reader's role there, in words; null when the reader has no seat. */
  mine: z.string().nullable(),
  seats: z.object({ total: z.number().int(), vacant: z.number().int(), underRepresented: z.number().int() }),
  workspace: z.object({ state: WorkspaceState, team: z.string(), channel: z.string(), link: z.string().nullable() }),
});
export type CommitteeSummary = z.infer<typeof CommitteeSummary>;

/** GET /api/committees */
export const CommitteeList = z.object({ network: z.string(), committees: z.array(CommitteeSummary) });
export type CommitteeList = z.infer<typeof CommitteeList>;

export const SeatView = z.object({
  id: z.string(),
  role: SeatRole,
  roleName: z.string(),
  /** Null: vacant, or (with `hidden`) not shown to this reader. */
  holder: PersonRef.nullable(),
  vacant: z.boolean(),
  alternates: z.array(PersonRef),
  votes: z.boolean(),
  alsoSecretary: z.boolean(),
  /** Held meanwhile, until somebody is appointed for good. */
  interim: z.boolean().optional(),
  /** The reader may hand over what its holder has. */
  mayHandOver: z.boolean().optional(),
  /** The organisation, institution or group that the seat speaks for. */
  represents: z.string().nullable(),
  term: z.object({ from: z.string().nullable(), until: z.string().nullable(), state: z.enum(['open', 'current', 'ends-soon', 'ended', 'not-begun']), label: z.string() }),
});
export type SeatView = z.infer<typeof SeatView>;

/** A stakeholder group that must have a voice in the committee. */
export const Representation = z.object({
  group: z.string(),
  name: z.string(),
  seats: z.number().int(),
  filled: z.number().int(),
  state: z.enum(['represented', 'under-represented', 'absent']),
  /** Sentence, e.g. « 1 siège sur 2 est vacant ». */
  detail: z.string(),
});
export type Representation = z.infer<typeof Representation>;

/** GET /api/committees/:id */
export const CommitteeDetail = CommitteeSummary.extend({
  mandate: z.string(),
  natureName: z.string(),
  parent: CommitteeRef.nullable(),
  /** It escalates to a committee that the reader may not know. */
  parentHidden: z.boolean(),
  children: z.array(CommitteeRef),
  advises: z.array(CommitteeRef),
  reportsTo: z.array(CommitteeRef),
  cadence: z.object({ label: z.string(), zone: z.string(), minutes: z.number().int(), asNeeded: z.boolean() }),
  quorum: z.string(),
  record: z.string(),
  provenance: z.object({ text: z.string(), assumed: z.boolean(), fictional: z.boolean() }),
  seatList: z.array(SeatView),
  representation: z.array(Representation),
  may: z.object({ configure: May }),
});
export type CommitteeDetail = z.infer<typeof CommitteeDetail>;

/** GET /api/suggestion?teamId&channelId: the committee that a Teams channel belongs to, for the configuration page. */
export const Suggestion = z.object({ committee: CommitteeRef.nullable(), why: z.string() });
export type Suggestion = z.infer<typeof Suggestion>;

/** POST /api/committees/draft (check and preview) and POST /api/committees (create). */
export const NewCommittee = z.object({
  nameFr: z.string().max(200),
  nameEn: z.string().max(200).optional(),
  acronym: z.string().max(40),
  level: Level,
  parentId: z.string(),
  institution: z.string().optional(),
  mandateFr: z.string().max(2000),
  mandateEn: z.string().max(2000).optional(),
  cadence: z.object({ label: z.string().max(200), rule: z.string().max(300).nullable(), start: z.string().nullable(), zone: z.string(), minutes: z.number().int().min(15).max(600) }),
  quorum: z.object({ type: z.enum(['majorite', 'nombre', 'aucun']), minimum: z.number().int().min(1).max(200).nullable() }),
  confidential: z.boolean(),
  seats: z.array(z.object({ personId: z.string().nullable(), role: SeatRole, votes: z.boolean(), represents: z.string().nullable(), alternateOf: z.string().nullable(), from: z.string().nullable(), until: z.string().nullable() })).max(200),
  /** Absent: names are derived from the acronym by the naming rules and cleaned. Present: typed, and refused if Teams would refuse it. */
  team: z.string().max(256).optional(),
  channel: z.string().max(256).optional(),
  channelKind: z.enum(['standard', 'private']),
});
export type NewCommittee = z.infer<typeof NewCommittee>;

/** GET /api/choices: what the creation form offers. */
export const Choices = z.object({
  levels: z.array(z.object({ id: Level, name: z.string() })),
  roles: z.array(z.object({ id: SeatRole, name: z.string() })),
  persons: z.array(PersonRef),
  committees: z.array(CommitteeRef.extend({ level: Level })),
  /** `parentId`: the territorial committee to which its local body usually escalates; null when the charter names none. */
  institutions: z.array(z.object({ id: z.string(), name: z.string(), acronym: z.string(), hasCommittee: z.boolean(), parentId: z.string().nullable() })),
  represents: z.array(z.object({ id: z.string(), name: z.string() })),
  teams: z.array(z.string()),
  zones: z.array(z.string()),
});
export type Choices = z.infer<typeof Choices>;
