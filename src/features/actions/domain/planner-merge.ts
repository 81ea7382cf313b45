// Two sides of one action, put together field by field: where one side changed, it is taken; where both did, the later human edit wins.
//
// When each edit was made: ours has its moment. Planner does not say when a task was edited, except when it was completed and when somebody
// was put on it. Of anything else it is only known that the last look still showed what was agreed and that this one does not: the edit lies
// in between, and is taken to lie in the middle, which is right more often than any other guess. Ours is sent on within seconds, so that as a
// rule only one of the two sides has moved since the last look, and nothing has to be guessed.

import { FIELDS, viewOf, type MayOwn, type PlannerCard, type PlannerView, type ViewField } from './planner-view.ts';

export interface Sides {
  /** What both sides said when they were last the same. */
  readonly agreed: PlannerView;
  readonly ours: PlannerView;
  /** When ours last changed, field by field. */
  readonly oursAt: Readonly<Record<ViewField, Date>>;
  readonly card: PlannerCard;
  /** The last look that still showed what was agreed, and this one. */
  readonly lookedAt: Date;
  readonly now: Date;
  readonly mayOwn: MayOwn;
}

export interface Merged {
  /** What both sides are to say. */
  readonly view: PlannerView;
  readonly theirs: PlannerView;
  /** What the action has to take from Planner. */
  readonly take: readonly ViewField[];
}

export function merge(sides: Sides): Merged {
  const { agreed, ours, card, mayOwn } = sides;
  const theirs = viewOf(card, agreed, mayOwn);
  const take = FIELDS.filter((field) => theirs[field] !== agreed[field] && theirs[field] !== ours[field] && (ours[field] === agreed[field] || theirsIsLater(sides, theirs, field)));
  return { view: withFields(ours, theirs, take), theirs, take };
}

/**
 * What was agreed, after a write of which the answer never came: what the card now says as that write meant it has landed. Otherwise our
 * own write would be taken for a person's.
 */
export function agreedSince(agreed: PlannerView, sent: PlannerView | null, card: PlannerCard, mayOwn: MayOwn): PlannerView {
  if (sent === null) return agreed;
  const seen = viewOf(card, sent, mayOwn);
  return withFields(agreed, sent, FIELDS.filter((field) => seen[field] === sent[field]));
}

export const withFields = (base: PlannerView, from: PlannerView, fields: readonly ViewField[]): PlannerView => ({ ...base, ...Object.fromEntries(fields.map((field) => [field, from[field]])) });

function theirsIsLater({ oursAt, card, lookedAt, now }: Sides, theirs: PlannerView, field: ViewField): boolean {
  return editedAt(card, theirs, field, lookedAt, now) > oursAt[field];
}

/** When Planner's side was edited, as well as can be told; never outside the time between the two looks. */
function editedAt(card: PlannerCard, theirs: PlannerView, field: ViewField, lookedAt: Date, now: Date): Date {
  const middle = new Date((lookedAt.getTime() + now.getTime()) / 2);
  const told = field === 'state' && theirs.state === 'done' ? card.completedAt : field === 'assignee' ? (card.assignees.find(({ person }) => person === theirs.assignee)?.at ?? null) : null;
  const at = told ?? middle;
  return at < lookedAt ? lookedAt : at > now ? now : at;
}
