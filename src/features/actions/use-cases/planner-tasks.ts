// One action and its task: put together, made, made again, or taken over from somebody who made it by hand.

import { isOpen, type Action } from '../domain/action.ts';
import { newAction, type When } from '../domain/change-action.ts';
import { actionOf, changedAt, takeFromPlanner, viewOfAction } from '../domain/planner-action.ts';
import { agreedSince, merge, withFields } from '../domain/planner-merge.ts';
import { changeTo, FIELDS, isNothing, newCard, viewOf, type CardChange, type PlannerCard, type PlannerView } from '../domain/planner-view.ts';
import type { PlannerFault, TaskLink, TaskWriting } from '../ports-planner.ts';
import { changeActionAs, createActions } from './act-on-action.ts';
import { bucketOf, FOLLOWED_MS, sameView, type Card, type Case, type Outcome } from './planner-case.ts';
import { LAG_MS, type StandingPlan } from './planner-plan.ts';

/** Somebody who is not in the team's group yet, a plan that is full: asked again after half an hour. */
const REFUSED_MS = 30 * 60_000;
const GOUVERNE = { kind: 'gouverne' } as const;

/** There is an action and there is its task. */
export async function keep(c: Case, link: TaskLink, action: Action, { task, card }: Card): Promise<Outcome> {
  const { deps, charter, accounts, mayOwn, when, plan } = c;
  const lookedAt = plan.lookedAt !== null && plan.lookedAt > link.lookedAt ? plan.lookedAt : link.lookedAt;
  const agreed = agreedSince(link.agreed, link.sent, card, mayOwn);
  const merged = merge({ agreed, ours: viewOfAction(charter, action, accounts, when.today), oursAt: changedAt(action), card, lookedAt, now: when.now, mayOwn });
  const after = await take(c, action, merged.theirs, merged.take);
  if (after === null) return 'look-again';
  const view = viewOfAction(charter, after, accounts, when.today);
  const refused = link.retryAt !== null && link.retryAt > when.now;
  const { assign, ...rest } = changeTo(card, view, [agreed.assignee, merged.theirs.assignee], mayOwn);
  // Whoever could not be put on it is left out for a while; the rest is written all the same.
  const waiting = refused && assign !== undefined;
  const change: CardChange = waiting || assign === undefined ? rest : { ...rest, assign };
  if (isNothing(change) && !waiting) {
    const over = !isOpen(after) && when.now.getTime() - link.lookedAt.getTime() > FOLLOWED_MS && sameView(link.agreed, view);
    if (over || link.sent !== null || link.problem !== null || !sameView(link.agreed, view)) await deps.links.saveTasks([{ ...link, agreed: view, sent: null, lookedAt: when.now, state: over ? 'over' : 'there', retryAt: null, problem: null }]);
    return 'settled';
  }
  const noted: TaskLink = { ...link, agreed: withFields(agreed, view, FIELDS.filter((field) => merged.theirs[field] === view[field])), lookedAt };
  if (isNothing(change) || (refused && link.problem !== 'forbidden')) {
    if (!sameView(link.agreed, noted.agreed)) await deps.links.saveTasks([noted]);
    return 'settled';
  }
  // Its owner is agreed only once the service takes them.
  const wanted = waiting ? { ...view, assignee: noted.agreed.assignee } : view;
  await deps.links.saveTasks([{ ...noted, sent: wanted }]);
  return write(c, noted, wanted, { task, card }, change);
}

async function write(c: Case, noted: TaskLink, view: PlannerView, { task, card }: Card, change: CardChange): Promise<Outcome> {
  const { deps, when, mayOwn } = c;
  return sparing(c, noted, change.assign !== undefined, async (withPeople) => {
    const { assign, ...rest } = change;
    const writing = withPeople || assign === undefined ? change : rest;
    if (isNothing(writing)) { await deps.links.saveTasks([refusedPeople(noted, view, card, when)]); return 'settled'; }
    const seen = await deps.planner.change(task.id, task.etag, writingOf(c.plan, writing));
    if (seen === null) return 'look-again';
    await deps.links.saveTasks([withPeople ? { ...noted, agreed: view, sent: null, lookedAt: when.now } : refusedPeople(noted, view, card, when)]);
    // An older version may be written to where nothing conflicts: what else changed there is for another look.
    const now = { ...seen.card, bucket: bucketOf(c.plan, seen.bucketId) };
    return withPeople && !sameView(viewOf(now, view, mayOwn), view) ? 'look-again' : 'settled';
  });
}
/** Everything is agreed but who answers for it: the service does not take them yet. */
const refusedPeople = (noted: TaskLink, view: PlannerView, card: PlannerCard | null, when: When): TaskLink =>
  ({ ...noted, agreed: { ...view, assignee: card === null ? null : noted.agreed.assignee }, sent: null, lookedAt: when.now, retryAt: new Date(when.now.getTime() + REFUSED_MS), problem: 'forbidden' });

/** Whether the task of an action is to be made now: not while an answer may still show, nor soon after the service refused it. */
export function isToBeMade({ when }: Case, link: TaskLink | undefined): Outcome | 'now' {
  if (link === undefined) return 'now';
  if (link.state === 'asked') return link.lookedAt.getTime() + LAG_MS > when.now.getTime() ? 'later' : 'now';
  return (link.retryAt?.getTime() ?? 0) > when.now.getTime() ? 'settled' : 'now';
}

/** Tasks of actions that Planner does not hold yet. Written down before they are sent: whoever comes after a lost answer looks for them first. */
export async function make(c: Case, actions: readonly Action[]): Promise<readonly (() => Promise<Outcome>)[]> {
  const asked = actions.map((action): TaskLink => ({ action: action.id, committee: action.committee, task: null, state: 'asked', agreed: viewOfAction(c.charter, action, c.accounts, c.when.today), sent: null, lookedAt: c.deps.clock.now(), retryAt: null, problem: null }));
  await c.deps.links.saveTasks(asked);
  return asked.map((link) => () => makeOne(c, link));
}

function makeOne(c: Case, asked: TaskLink): Promise<Outcome> {
  const { deps, when } = c;
  return sparing(c, { ...asked, state: 'wanted' }, asked.agreed.assignee !== null, async (withPeople) => {
    const { assign, ...rest } = newCard(asked.agreed);
    const { id } = await deps.planner.create(c.plan.plan, writingOf(c.plan, withPeople ? { ...rest, assign } : rest));
    const there: TaskLink = { ...asked, task: id, state: 'there' };
    await deps.links.saveTasks([withPeople ? there : refusedPeople(there, asked.agreed, null, when)]);
    return 'settled';
  });
}

/** One task that the service refuses does not keep the others from being settled; whoever cannot be assigned yet is left out at first. */
async function sparing(c: Case, undone: TaskLink, hasPeople: boolean, request: (withPeople: boolean) => Promise<Outcome>, withPeople = true): Promise<Outcome> {
  const { deps, when } = c;
  try {
    return await request(withPeople);
  } catch (fault) {
    const { kind } = fault as Partial<PlannerFault>;
    if (kind === 'lost') return 'later';
    if (kind !== 'forbidden' && kind !== 'refused') {
      // Nothing was done: the next look makes it.
      if (undone.state === 'wanted' && kind !== undefined) await deps.links.saveTasks([undone]);
      throw fault;
    }
    if (kind === 'forbidden' && hasPeople && withPeople) return sparing(c, undone, hasPeople, request, false);
    deps.onProblem({ committee: c.committee.id, action: undone.action, why: kind });
    await deps.links.saveTasks([{ ...undone, sent: null, retryAt: new Date(when.now.getTime() + REFUSED_MS), problem: kind }]);
    // A bucket that people took away is refused too: they are looked for again.
    if (kind === 'refused') await deps.links.savePlan({ ...c.plan, buckets: null });
    return 'settled';
  }
}

/**
 * Somebody took the task away. The register of a committee loses no action by that, and whoever lives in Planner must not lose sight of it:
 * an open one gets its task again. To be rid of it, it is completed or cancelled; then its task may go.
 */
export async function missing({ deps, when }: Case, link: TaskLink, action: Action): Promise<Outcome> {
  if (!isOpen(action)) { await deps.links.saveTasks([{ ...link, state: 'over' }]); return 'settled'; }
  // What was just made may not show yet.
  if (when.now.getTime() - link.lookedAt.getTime() < LAG_MS || link.task === null || (await deps.planner.exists(link.task))) return 'later';
  await deps.links.saveTasks([{ ...link, task: null, state: 'wanted', sent: null, retryAt: null }]);
  return 'look-again';
}

/** A task made by hand becomes an action of the committee. One that cannot is told to the operator, once for each version of it. */
export async function adopt(c: Case, { task, card }: Card): Promise<Outcome> {
  const { deps, charter, committee, accounts, mayOwn, when } = c;
  const mark = `${task.id} ${task.etag}`;
  if (c.plan.refused.includes(mark)) return 'settled';
  const decision = newAction(charter, actionOf(committee.id, card, accounts, mayOwn, when.today), null, when);
  if (!decision.ok) {
    deps.onProblem({ committee: committee.id, task: task.id, why: decision.refusal.why });
    const standing = (await deps.links.plan(committee.id)) ?? c.plan;
    await deps.links.savePlan({ ...standing, refused: [...standing.refused.filter((old) => !old.startsWith(`${task.id} `)), mark] });
    return 'settled';
  }
  const [action] = await createActions(deps)([decision.value], GOUVERNE, { heard: true });
  if (action === undefined) return 'settled';
  await deps.links.saveTasks([{ action: action.id, committee: committee.id, task: task.id, state: 'there', agreed: viewOfAction(charter, action, accounts, when.today), sent: null, lookedAt: when.now, retryAt: null, problem: null }]);
  return 'look-again';
}

/** What Planner changed, as far as the rules allow it; null when somebody changed the action meanwhile. */
async function take({ deps, charter, accounts, when, committee }: Case, action: Action, theirs: PlannerView, fields: Parameters<typeof takeFromPlanner>[3]): Promise<Action | null> {
  if (fields.length === 0) return action;
  const { change, refused } = takeFromPlanner(charter, action, theirs, fields, accounts, deps.reasons, when);
  for (const { why } of refused) deps.onProblem({ committee: committee.id, action: action.id, why });
  if (change === null) return action;
  const decision = await changeActionAs(deps)(charter, action.id, change, { by: GOUVERNE, seen: action.version, heard: true });
  return decision.ok ? decision.value : null;
}

const writingOf = ({ buckets }: StandingPlan, { bucket, ...rest }: CardChange): TaskWriting => ({ ...rest, ...(bucket === undefined ? {} : { bucketId: buckets[bucket] }) });
