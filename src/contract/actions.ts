// Action items over HTTP: lists, one action, what is done with it, several at once, import. Sentences are in the reader's language; days
// are ISO days, so that five thousand rows sort as they are.
import { z } from 'zod';
import { CommitteeRef, May } from './common.ts';

const id = z.string().min(1).max(200);
const day = z.string().max(40);

export const ActionState = z.enum(['todo', 'in-progress', 'blocked', 'done', 'cancelled']);
export type ActionState = z.infer<typeof ActionState>;
export const ActionPriority = z.enum(['urgent', 'important', 'medium', 'low']);
export type ActionPriority = z.infer<typeof ActionPriority>;

/** Who answers for it: a person, or whoever holds a seat. `person` is null while the seat is vacant. */
export const ActionOwner = z.object({ kind: z.enum(['person', 'seat']), id, person: id.nullable(), label: z.string() });
export type ActionOwner = z.infer<typeof ActionOwner>;

export const ActionRow = z.object({
  id,
  title: z.string(),
  committee: z.object({ id, acronym: z.string() }),
  owner: ActionOwner.nullable(),
  due: day,
  state: ActionState,
  /** Computed: open, and its due day is past. */
  late: z.boolean(),
  /** Days since the due day; 0 when it is not late. */
  lateDays: z.number().int(),
  priority: ActionPriority,
  /** Why it is blocked. */
  blocked: z.string().nullable(),
  postponed: z.number().int().describe('How often the due day was put off'),
  decision: id.nullable(),
  project: id.nullable(),
  risk: id.nullable(),
  inCamera: z.boolean(),
  closedOn: day.nullable(),
  version: z.number().int(),
  /** Whether the reader may change anything of it: how it goes, its day, who answers for it. */
  mayChange: z.boolean(),
  /** Whether the reader may also change its words, priority and links, and cancel it. */
  mayEdit: z.boolean(),
});
export type ActionRow = z.infer<typeof ActionRow>;

export const ActionCounts = z.object({ open: z.number().int(), late: z.number().int(), blocked: z.number().int(), dueThisWeek: z.number().int() });
export type ActionCounts = z.infer<typeof ActionCounts>;

/** GET /api/actions and /api/me/actions: by due day, open ones unless said otherwise. */
export const ActionQuery = z.object({
  committee: id.optional(),
  territory: id.optional(),
  /** Only of committees that the reader answers for: sits in, coordinates, administers or audits. */
  answered: z.enum(['true', 'false']).optional(),
  /** A person's id, `me`, or `none` for those that nobody answers for. */
  owner: id.optional(),
  /** One state; `open` (the first three) when absent; `closed`; `all`. */
  state: z.enum(['open', 'closed', 'all', ...ActionState.options]).optional(),
  late: z.enum(['true', 'false']).optional(),
  /** Due between today and Sunday. */
  week: z.enum(['true', 'false']).optional(),
  priority: ActionPriority.optional(),
  decision: id.optional(),
  project: id.optional(),
  /** Words of the title, accents and endings aside. */
  q: z.string().max(200).optional(),
  /** Closed since that day. */
  since: day.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
});
export type ActionQuery = z.infer<typeof ActionQuery>;

export const ActionList = z.object({
  today: day,
  actions: z.array(ActionRow),
  /** Where the next page begins; null at the end. */
  next: z.string().nullable(),
  /** Of all that the reader may see there, whatever the state asked for. */
  counts: ActionCounts,
  mayCreate: May,
  /** Making many from a file is for those who keep the committee. */
  mayImport: May,
});
export type ActionList = z.infer<typeof ActionList>;

const LinkedThing = z.object({ id, title: z.string(), /** Page of this app, `decision/D-2027-001`; null when there is none. */ path: z.string().nullable() });

/** GET /api/actions/{id} */
export const ActionDetail = ActionRow.extend({
  committee: CommitteeRef,
  detail: z.string().nullable(),
  /** What was delivered: a sentence or a link, when it was completed. */
  outcome: z.string().nullable(),
  origin: z.string().describe('« Créée à partir d’un message »'),
  created: z.object({ on: day, by: z.string().nullable() }),
  links: z.object({ meeting: LinkedThing.nullable(), item: z.string().nullable(), decision: LinkedThing.nullable(), project: LinkedThing.nullable(), risk: LinkedThing.nullable() }),
  message: z.object({ url: z.string(), quote: z.string() }).nullable(),
  postponements: z.array(z.object({ from: day, to: day, on: day, by: z.string().nullable(), reason: z.string() })),
  /** « samedi : le rappel part le vendredi »; null on a working day. */
  dueNote: z.string().nullable(),
  /** Whoever may answer for it: the committee's people, then its seats. */
  owners: z.array(ActionOwner),
  plannerUrl: z.string().nullable(),
  url: z.string().describe('Address of its page in Teams'),
  may: z.object({ edit: May, progress: May, postpone: May, handOver: May, cancel: May, reopen: May }),
});
export type ActionDetail = z.infer<typeof ActionDetail>;

/** GET /api/meetings/{id}/follow-up: what a meeting goes through of the actions of its committees. */
export const MeetingFollowUp = z.object({
  /** Day of the committee's meeting before; null for the first one. */
  since: day.nullable(),
  /** Completed or cancelled since then; afterwards they are read in the list only. */
  closed: z.array(ActionRow),
  /** Those still open, by due day; none of a meeting that is over. */
  open: z.array(ActionRow),
});
export type MeetingFollowUp = z.infer<typeof MeetingFollowUp>;

const owner = z.object({ kind: z.enum(['person', 'seat']), id });
/** A day, or so many working days from today: `{ "workingDays": 5 }`. */
const due = z.union([day, z.object({ workingDays: z.number().int() })]);
const links = z.object({ meeting: id.nullable(), item: z.string().max(200).nullable(), decision: id.nullable(), project: id.nullable(), risk: id.nullable() }).partial();

/** POST /api/actions. Lengths and days are judged by the rules, which say what to do. */
export const NewAction = z.object({
  committee: id,
  title: z.string().max(5000),
  detail: z.string().max(20_000).nullable().default(null),
  owner: owner.nullable().default(null),
  due,
  priority: ActionPriority.default('medium'),
  links: links.default({}),
  message: z.object({ url: z.url().max(2000), quote: z.string().max(20_000) }).nullable().default(null),
  inCamera: z.boolean().default(false),
});
export type NewAction = z.infer<typeof NewAction>;

/** What is absent stays as it is. `reason`: of the new due day, of the blocking, of the cancelling. */
export const ActionChange = z.object({
  title: z.string().max(5000).optional(),
  detail: z.string().max(20_000).nullable().optional(),
  owner: owner.nullable().optional(),
  due: due.optional(),
  state: ActionState.optional(),
  reason: z.string().max(5000).nullable().optional(),
  outcome: z.string().max(5000).nullable().optional(),
  priority: ActionPriority.optional(),
  links: links.optional(),
});
export type ActionChange = z.infer<typeof ActionChange>;

/** POST /api/actions/{id}/change. `version` is the one that was seen. */
export const ActionChangeRequest = ActionChange.extend({ version: z.number().int() });
export type ActionChangeRequest = z.infer<typeof ActionChangeRequest>;

/** POST /api/actions/bulk: the same change to several; each is judged by itself. With `dryRun` nothing is changed: `changed` is what would be. */
export const BulkChange = z.object({ actions: z.array(z.object({ id, version: z.number().int() })).min(1).max(500), change: ActionChange, dryRun: z.boolean().default(false) });
export type BulkChange = z.infer<typeof BulkChange>;
export const BulkChanged = z.object({ changed: z.array(ActionRow), refused: z.array(z.object({ id, title: z.string(), why: z.string() })) });
export type BulkChanged = z.infer<typeof BulkChanged>;

/** POST /api/actions/import: the file as it is, so that its encoding can be judged. With `dryRun` nothing is made. */
export const ActionImport = z.object({ committee: id, file: z.base64().max(4_000_000), dryRun: z.boolean() });
export type ActionImport = z.infer<typeof ActionImport>;
export const ActionImported = z.object({
  rows: z.number().int(),
  created: z.number().int(),
  /** What would be made, the first hundred. */
  preview: z.array(z.object({ line: z.number().int(), title: z.string(), owner: z.string().nullable(), due: day, priority: ActionPriority })),
  errors: z.array(z.object({ line: z.number().int(), column: z.string().nullable(), message: z.string() })),
  /** Columns that were not recognised, and so are not read. */
  ignored: z.array(z.string()),
});
export type ActionImported = z.infer<typeof ActionImported>;

/** GET and PUT /api/me/views: filters that somebody gave a name. */
export const SavedViews = z.object({ views: z.array(z.object({ name: z.string().min(1).max(80), query: ActionQuery.omit({ cursor: true, limit: true }), layout: z.enum(['list', 'board']) })).max(50) });
export type SavedViews = z.infer<typeof SavedViews>;
