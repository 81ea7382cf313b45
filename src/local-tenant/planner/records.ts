// What Planner keeps: plans in groups, their buckets, their tasks. Each resource has a version of its own, and remembers in which version
// each property last changed: "Planner allows changes to older versions of resources, if the intended change doesn't conflict with newer
// changes" ("Use the Planner REST API" > Planner resource versioning).

/** Who did it: a person, or an application on its own. */
export interface Actor { userId: string | null; appId: string | null }

interface Versioned {
  version: number;
  /** Property → version in which it last changed. */
  changedIn: Record<string, number>;
}

export interface PlannerPlan extends Versioned {
  /** 28 case-sensitive characters, as all ids of Planner. */
  id: string;
  groupId: string;
  title: string;
  createdBy: Actor;
  createdAt: number;
  details: Versioned & { sharedWith: Record<string, boolean>; categoryDescriptions: Record<string, string | null> };
}

export interface PlannerBucket extends Versioned { id: string; planId: string; name: string; orderHint: string }

export interface PlannerAssignment { assignedAt: number; assignedBy: Actor; orderHint: string }
export interface ChecklistItem { title: string; isChecked: boolean; orderHint: string; modifiedAt: number; modifiedBy: Actor }
export interface ExternalReference { alias: string | null; type: string | null; previewPriority: string; modifiedAt: number; modifiedBy: Actor }

export interface PlannerTask extends Versioned {
  id: string;
  planId: string;
  bucketId: string | null;
  title: string;
  orderHint: string;
  assigneePriority: string;
  percentComplete: number;
  priority: number;
  startAt: number | null;
  dueAt: number | null;
  createdAt: number;
  createdBy: Actor;
  completedAt: number | null;
  completedBy: Actor | null;
  conversationThreadId: string | null;
  assignments: Record<string, PlannerAssignment>;
  appliedCategories: Record<string, boolean>;
  details: Versioned & { description: string; previewType: string; checklist: Record<string, ChecklistItem>; references: Record<string, ExternalReference> };
  /** GET answers 404 and lists leave it out until then. */
  shownFrom: number;
}

export type PlannerKind = 'Plan' | 'PlanDetails' | 'Bucket' | 'Task' | 'TaskDetails';

/** `W/"JzEtVGFzayAgQEBAQEBAQEBAQEBAQEBARCc="`: opaque, of one resource only, and greater in ordinal comparison when it is newer. */
export const etagOf = (kind: PlannerKind, id: string, { version }: { version: number }): string => `W/"${Buffer.from(`'1-${kind.padEnd(11)} ${String(version).padStart(12, '0')}${mark(id)}'`).toString('base64')}"`;
/** The version that an etag of this very resource stands for; undefined for anything else. */
export function versionIn(etag: string, kind: PlannerKind, id: string): number | undefined {
  const inside = /^W\/"([A-Za-z0-9+/=]+)"$/.exec(etag)?.[1];
  const read = inside === undefined ? null : /^'1-(\w+) +(\d{12})(.{6})'$/.exec(Buffer.from(inside, 'base64').toString('latin1'));
  return read !== null && read[1] === kind && read[3] === mark(id) ? Number(read[2]) : undefined;
}
const mark = (id: string): string => id.slice(0, 6);
