// From the charter to the tenant: the plan (a difference), its application (a run of steps), what people changed by hand (drift), and the health check.
import { z } from 'zod';
import { CommitteeRef, May, PersonRef } from './common.ts';

/** `+` create, `~` change, `=` leave, `-` archive or remove, `!` cannot. */
export const Sign = z.enum(['+', '~', '=', '-', '!']);
export type Sign = z.infer<typeof Sign>;

export const PlanLine = z.object({
  id: z.string(),
  sign: Sign,
  /** What the step does, in words: « Créer le canal privé ». */
  act: z.string(),
  /** On what, under its final name. */
  target: z.string(),
  committee: CommitteeRef.nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Microsoft Graph application permission that the step needs; null for the bot's own acts. */
  permission: z.string().nullable(),
  /** True when somebody changed it by hand in Teams since the last application. */
  drift: z.boolean(),
  /** For `!`: why it cannot be done and who must do what. For a cleaned name: what was replaced. */
  note: z.string().nullable(),
});
export type PlanLine = z.infer<typeof PlanLine>;

export const PlanTeam = z.object({ key: z.string(), name: z.string(), sign: Sign, owners: z.number().int(), members: z.number().int(), lines: z.array(PlanLine) });
export type PlanTeam = z.infer<typeof PlanTeam>;

export const Counts = z.object({ create: z.number().int(), change: z.number().int(), leave: z.number().int(), archive: z.number().int(), cannot: z.number().int() });
export type Counts = z.infer<typeof Counts>;

/** POST /api/plan, body PlanRequest. The id names exactly this difference: applying needs it, and a plan that is no longer true is refused (409). */
export const Plan = z.object({
  id: z.string(),
  charter: z.object({ version: z.number().int(), source: z.string(), sha256: z.string(), committees: z.number().int(), teams: z.number().int(), persons: z.number().int(), isNew: z.boolean() }),
  at: z.string(),
  counts: Counts,
  empty: z.boolean(),
  teams: z.array(PlanTeam),
  permissions: z.array(z.object({ permission: z.string(), why: z.string(), granted: z.boolean().nullable(), steps: z.number().int() })),
  requests: z.object({ operations: z.number().int(), seconds: z.number() }).describe('Estimate of the Graph operations and of the time'),
  may: z.object({ apply: May }),
});
export type Plan = z.infer<typeof Plan>;
export const PlanRequest = z.object({
  /** Text of a charter file; absent: the charter in force. */
  charter: z.object({ source: z.string(), text: z.string().max(4_000_000) }).optional(),
  /** Only these committees. */
  committees: z.array(z.string()).optional(),
});
export type PlanRequest = z.infer<typeof PlanRequest>;

export const RunState = z.enum(['queued', 'running', 'done', 'partial', 'failed']);
export const StepState = z.enum(['todo', 'running', 'done', 'failed', 'retry', 'blocked']);
export const RunStep = z.object({
  id: z.string(),
  act: z.string(),
  target: z.string(),
  team: z.string(),
  committee: CommitteeRef.nullable(),
  state: StepState,
  attempts: z.number().int(),
  reason: z.string().nullable(),
  remedy: z.string().nullable(),
  /** When the next attempt is due, ISO; null when none is. */
  retryAt: z.string().nullable(),
});
export type RunStep = z.infer<typeof RunStep>;

/** POST /api/apply {planId} → 202 Run; GET /api/runs/latest, GET /api/runs/:id; GET /api/runs/:id/events streams the same as server-sent events. */
export const Run = z.object({
  id: z.string(),
  state: RunState,
  startedBy: PersonRef.nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  total: z.number().int(),
  done: z.number().int(),
  running: z.number().int(),
  failed: z.number().int(),
  /** What is under way now, one sentence. */
  now: z.string(),
  steps: z.array(RunStep),
});
export type Run = z.infer<typeof Run>;
/** Resuming after a failure is a fresh plan applied: what was done is no longer in the difference. */
export const ApplyRequest = z.object({ planId: z.string(), charter: PlanRequest.shape.charter, committees: z.array(z.string()).optional() });
export type ApplyRequest = z.infer<typeof ApplyRequest>;

/** POST /api/drift {} reads the tenant; POST /api/drift/resolve settles items. */
export const DriftItem = z.object({
  id: z.string(),
  /** channel-renamed, channel-removed, tab-removed, tab-renamed, member-added, member-removed, role-changed, team-renamed, team-archived, team-removed, app-removed */
  kind: z.string(),
  title: z.string(),
  team: z.string(),
  committee: CommitteeRef.nullable(),
  expected: z.string(),
  found: z.string(),
  adopt: May.extend({ effect: z.string() }),
  restore: May.extend({ effect: z.string() }),
});
export type DriftItem = z.infer<typeof DriftItem>;
export const Drift = z.object({ at: z.string(), items: z.array(DriftItem) });
export type Drift = z.infer<typeof Drift>;
export const DriftResolution = z.object({ adopt: z.array(z.string()), restore: z.array(z.string()) });
export type DriftResolution = z.infer<typeof DriftResolution>;
/** POST /api/drift/resolve: how many items were settled, and the run that puts back what was to be restored (null when nothing has to be written to Teams). */
export const DriftResolved = z.object({ adopted: z.number().int(), restored: z.number().int(), run: Run.nullable() });
export type DriftResolved = z.infer<typeof DriftResolved>;

/** GET /api/doctor */
export const Check = z.object({ id: z.string(), state: z.enum(['ok', 'warning', 'failure', 'unknown']), title: z.string(), detail: z.string(), remedy: z.string().nullable() });
export const Doctor = z.object({ at: z.string(), ok: z.boolean(), checks: z.array(Check) });
export type Doctor = z.infer<typeof Doctor>;

/** POST /api/committees/draft: the faults of the form, or the names and the plan that would follow. With `?plan=none`, names and faults only, `plan` null: asked as one types, so that the tenant is not read at each pause. */
export const Draft = z.object({
  ok: z.boolean(),
  /** `proposal`: for a name that Teams refuses, the one to type instead, offered as one click. */
  faults: z.array(z.object({ field: z.string(), message: z.string(), remedy: z.string(), proposal: z.string().optional() })),
  names: z.object({ team: z.string(), channel: z.string(), teamExists: z.boolean(), cleaned: z.array(z.string()) }).nullable(),
  plan: Plan.nullable(),
});
export type Draft = z.infer<typeof Draft>;
/** POST /api/committees, body { committee: NewCommittee, planId } → 201 */
export const Created = z.object({ committee: CommitteeRef, run: Run });
export type Created = z.infer<typeof Created>;
