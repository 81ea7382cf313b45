// The register of decisions over HTTP: lists, one decision with its vote, its quorum and its execution, and how far it has reached.
import { z } from 'zod';
import { CommitteeRef, May, PersonRef } from './common.ts';

const id = z.string().min(1).max(200);
const day = z.string().max(40);

export const DecisionKind = z.enum(['decision', 'ruling', 'direction', 'recommendation']);
export type DecisionKind = z.infer<typeof DecisionKind>;
export const VoteMode = z.enum(['unanimous', 'consensus', 'majority', 'casting']);
export type VoteMode = z.infer<typeof VoteMode>;
/** `to-review`: in force, and its day of review has come. */
export const DecisionStanding = z.enum(['in-force', 'to-review', 'superseded']);
export type DecisionStanding = z.infer<typeof DecisionStanding>;

export const DecisionRow = z.object({
  id,
  /** Within the committee: `CNCOT-2027-001`. */
  number: z.string(),
  title: z.string(),
  committee: z.object({ id, acronym: z.string() }),
  kind: DecisionKind,
  takenOn: day,
  standing: DecisionStanding,
  supersededBy: id.nullable(),
  reviewOn: day.nullable(),
  inCamera: z.boolean(),
  /** Of the actions that carry it out. */
  execution: z.object({ open: z.number().int(), late: z.number().int(), done: z.number().int() }),
  /** Of the institutions that it concerns; null when it concerns none. */
  reach: z.object({ asked: z.number().int(), applied: z.number().int(), /** Neither applied nor not applicable. */ left: z.number().int() }).nullable(),
  version: z.number().int(),
});
export type DecisionRow = z.infer<typeof DecisionRow>;

/** GET /api/decisions: the newest first. */
export const DecisionQuery = z.object({
  committee: id.optional(),
  territory: id.optional(),
  /** Only of committees that the reader answers for: sits in, coordinates, administers or audits. */
  answered: z.enum(['true', 'false']).optional(),
  kind: DecisionKind.optional(),
  standing: DecisionStanding.optional(),
  /** In force, with open actions or institutions that have not applied it. */
  awaiting: z.enum(['true', 'false']).optional(),
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  q: z.string().max(200).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
});
export type DecisionQuery = z.infer<typeof DecisionQuery>;
export const DecisionList = z.object({ today: day, decisions: z.array(DecisionRow), next: z.string().nullable(), mayRecord: May });
export type DecisionList = z.infer<typeof DecisionList>;

export const ReachState = z.enum(['asked', 'received', 'planned', 'applied', 'not-applicable']);
export type ReachState = z.infer<typeof ReachState>;

/** GET /api/decisions/{id} */
export const DecisionDetail = DecisionRow.extend({
  committee: CommitteeRef,
  /** As it was recorded: it is never changed. */
  text: z.string(),
  /** As the last amendment has it. */
  textNow: z.string(),
  /** « jeudi 7 janvier 2027 à 9 h 40 » */
  takenWords: z.string(),
  meeting: z.object({ id, title: z.string() }).nullable(),
  item: z.string().nullable(),
  vote: z.object({ mode: VoteMode, for: z.number().int(), against: z.number().int(), abstained: z.number().int(), sentence: z.string() }),
  quorum: z.object({ present: z.number().int(), needed: z.number().int(), met: z.boolean(), sentence: z.string() }),
  /** Who took it, and in which role at that time. */
  present: z.array(z.object({ person: PersonRef, role: z.string(), votes: z.boolean(), represents: z.string().nullable() })),
  replaces: z.array(z.object({ id, number: z.string(), title: z.string() })),
  replacedBy: z.object({ id, number: z.string(), title: z.string() }).nullable(),
  amendments: z.array(z.object({ on: day, by: z.string().nullable(), text: z.string(), reason: z.string() })),
  recorded: z.object({ on: day, by: z.string().nullable() }),
  /** Those that the reader may know. */
  actions: z.array(z.object({ id, title: z.string(), owner: z.string().nullable(), due: day, state: z.string(), late: z.boolean() })),
  url: z.string(),
  may: z.object({ amend: May, review: May, supersede: May, reach: May, createAction: May }),
});
export type DecisionDetail = z.infer<typeof DecisionDetail>;

/** POST /api/decisions */
export const NewDecision = z.object({
  committee: id,
  kind: DecisionKind,
  title: z.string().max(5000),
  text: z.string().max(50_000),
  meeting: id.nullable().default(null),
  item: z.string().max(200).nullable().default(null),
  /** Local date-time in the committee's zone. */
  takenAt: z.string().max(40),
  vote: z.object({ mode: VoteMode, for: z.number().int().min(0).max(1000).default(0), against: z.number().int().min(0).max(1000).default(0), abstained: z.number().int().min(0).max(1000).default(0) }),
  /** Persons present at that minute: the committee's rule says whether there is a quorum, and without it nothing is decided. */
  present: z.array(id).max(500),
  replaces: z.array(id).max(50).default([]),
  reviewOn: day.nullable().default(null),
  inCamera: z.boolean().default(false),
  /** `all`, or the institutions that it concerns. */
  reach: z.union([z.literal('all'), z.array(id).max(200)]).default([]),
});
export type NewDecision = z.infer<typeof NewDecision>;

/** GET /api/decisions/export: what the same query lists, with the texts, as a file. */
export const DecisionExportQuery = DecisionQuery.omit({ cursor: true, limit: true }).extend({ format: z.enum(['csv', 'xlsx']).default('xlsx') });
export type DecisionExportQuery = z.infer<typeof DecisionExportQuery>;

/** POST /api/decisions/{id}/amend, /review, /reach */
export const DecisionAmendment = z.object({ version: z.number().int(), text: z.string().max(50_000), reason: z.string().max(5000) });
export type DecisionAmendment = z.infer<typeof DecisionAmendment>;
export const DecisionReview = z.object({ version: z.number().int(), reviewOn: day.nullable() });
export type DecisionReview = z.infer<typeof DecisionReview>;
export const ReachRequest = z.object({ version: z.number().int(), institutions: z.union([z.literal('all'), z.array(id).min(1).max(200)]) });
export type ReachRequest = z.infer<typeof ReachRequest>;

/** GET /api/decisions/{id}/reach: a table, and a chart by territory. */
export const Reach = z.object({
  decision: z.object({ id, number: z.string(), title: z.string() }),
  counts: z.record(ReachState, z.number().int()),
  territories: z.array(z.object({ id, name: z.string(), counts: z.record(ReachState, z.number().int()) })),
  institutions: z.array(z.object({
    id, acronym: z.string(), name: z.string(), territory: z.string(), state: ReachState,
    plannedOn: day.nullable(), reason: z.string().nullable(), by: z.string().nullable(), on: day.nullable(),
    may: May,
  })),
});
export type Reach = z.infer<typeof Reach>;

/** GET /api/institutions: whom a decision may concern. */
export const InstitutionList = z.object({ institutions: z.array(z.object({ id, acronym: z.string(), name: z.string(), territory: z.string() })) });
export type InstitutionList = z.infer<typeof InstitutionList>;

/** PUT /api/decisions/{id}/reach/{institution} */
export const ReachAnswer = z.object({ state: ReachState.exclude(['asked']), plannedOn: day.nullable().default(null), reason: z.string().max(5000).nullable().default(null) });
export type ReachAnswer = z.infer<typeof ReachAnswer>;
