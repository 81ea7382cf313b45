// Makes the actions of a committee and the tasks of its plan say the same. One look at the plan shows everything that people did there; what
// they did is taken by the rules of actions, what is left is written. It may be repeated at any moment: done twice, nothing is doubled.

import type { ActionId, CommitteeId } from '../../../shared/ids.ts';
import { isOpen, type Action } from '../domain/action.ts';
import { maySharePlan, mayOwnIn, viewOfAction } from '../domain/planner-action.ts';
import { changeTo, FIELDS, isNothing, tidy, viewOf, type PlannerCard, type PlannerView } from '../domain/planner-view.ts';
import type { PlanLink, PlannerFault, TaskLink } from '../ports-planner.ts';
import { whenThere } from './announce.ts';
import { bucketOf, FOLLOWED_MS, type Card, type Case, type Outcome, type PlannerDeps } from './planner-case.ts';
import { LAG_MS, noPlan, standingPlan } from './planner-plan.ts';
import { adopt, isToBeMade, keep, make, missing } from './planner-tasks.ts';

export type Again = { readonly again: { readonly afterMs: number } };

/** Seconds after a change made by somebody else in the same moment, the rounds agree. */
const ROUNDS = 4;
const SOON_MS = 2_000;
const AT_ONCE = 20;

export const syncPlanner = (deps: PlannerDeps) => async (id: CommitteeId): Promise<Again | undefined> => {
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const outcome = await look(deps, id);
      if (outcome === 'settled') return undefined;
      if (outcome === 'later') return { again: { afterMs: LAG_MS } };
    }
    return { again: { afterMs: SOON_MS } };
  } catch (fault) {
    const { kind, retryAfterMs } = fault as Partial<PlannerFault>;
    if (kind === undefined) throw fault;
    const link = await deps.links.plan(id);
    if (link !== null && link.problem !== kind) await deps.links.savePlan({ ...link, problem: kind });
    if (kind === 'throttled' && typeof retryAfterMs === 'number') return { again: { afterMs: retryAfterMs } };
    // Somebody has to act first; the next cycle tries again.
    if (kind === 'forbidden' || kind === 'refused' || kind === 'not-found' || kind === 'unauthenticated') { deps.onProblem({ committee: id, why: kind }); return undefined; }
    throw fault;
  }
};

async function look(deps: PlannerDeps, id: CommitteeId): Promise<Outcome> {
  const charter = await deps.charter();
  const committee = charter?.committees.find((c) => c.id === id);
  if (charter === null || committee === undefined) return 'settled';
  if (!maySharePlan(charter, id)) { await tellOfRestricted(deps, id); return 'settled'; }
  const [known, open, accounts] = await Promise.all([deps.links.plan(id), openActions(deps, id), deps.accounts()]);
  // A committee gets a plan with its first action.
  if (known === null && open.length === 0) return 'settled';
  const link = known ?? noPlan(id);
  const plan = await standingPlan(deps, committee, link);
  if (plan === null) return link.problem === 'no-team' || known === null ? 'settled' : 'later';
  const when = whenThere(charter, id, deps.clock.now());
  const c: Case = { deps, charter, committee, accounts, mayOwn: mayOwnIn(charter, id, accounts, when.today), when, plan };
  const tasks = await deps.planner.tasksOf(plan.plan);
  if (tasks === null) { await forgetPlan(deps, plan); return 'look-again'; }
  const outcomes = await settle(c, tasks.map((task) => ({ task, card: { ...task.card, bucket: bucketOf(plan, task.bucketId) } })), open);
  const outcome = outcomes.includes('later') ? 'later' : outcomes.includes('look-again') ? 'look-again' : 'settled';
  if (outcome === 'settled') {
    // Notes made on the way are kept, those on tasks that are gone are not.
    const standing = (await deps.links.plan(id)) ?? plan;
    const there = new Set(tasks.map((task) => task.id));
    await deps.links.savePlan({ ...standing, refused: standing.refused.filter((mark) => there.has(mark.split(' ')[0] ?? '')), lookedAt: when.now, problem: null });
  }
  return outcome;
}

async function settle(c: Case, cards: readonly Card[], open: readonly Action[]): Promise<readonly Outcome[]> {
  const { deps } = c;
  const byTask = new Map(cards.map((card) => [card.task.id, card]));
  const links = new Map((await deps.links.tasks(c.committee.id)).map((link) => [link.action, link]));
  const linked = new Set([...links.values()].flatMap(({ task }) => task ?? []));
  const unknown = cards.filter(({ task }) => !linked.has(task.id));
  for (const [action, link] of [...(await revived(c, unknown, open.filter(({ id }) => !links.has(id)))), ...(await answered(c, [...links.values()], unknown, open))]) links.set(action, link);
  const taken = new Set([...links.values()].flatMap(({ task }) => task ?? []));
  const actions = await actionsOf(c, open, [...links.values()], byTask);
  const work: (() => Promise<Outcome>)[] = [];
  for (const link of links.values()) {
    const action = actions.get(link.action);
    // What has come to be in camera is not told there any more.
    if (action === undefined || action.inCamera || link.state === 'wanted' || link.state === 'asked') continue;
    const card = link.task === null ? undefined : byTask.get(link.task);
    work.push(() => (card === undefined ? missing(c, link, action) : keep(c, link, action, card)));
  }
  for (const card of unknown) if (!taken.has(card.task.id) && !card.task.byUs && card.card.percent < 100) work.push(() => adopt(c, card));
  const outcomes = await some(work, (few) => Promise.resolve(few));
  const unmade = open.filter(({ id }) => !['there', 'over'].includes(links.get(id)?.state ?? ''));
  const waiting = unmade.map((action) => ({ action, is: isToBeMade(c, links.get(action.id)) }));
  const made = await some(waiting.flatMap(({ action, is }) => (is === 'now' ? [action] : [])), (few) => make(c, few));
  return [...outcomes, ...made, ...waiting.flatMap(({ is }) => (is === 'now' ? [] : [is]))];
}

/** As many at once as one batch takes. */
async function some<Item>(items: readonly Item[], begin: (few: readonly Item[]) => Promise<readonly (() => Promise<Outcome>)[]>): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let i = 0; i < items.length; i += AT_ONCE) {
    const ends = await Promise.allSettled((await begin(items.slice(i, i + AT_ONCE))).map((one) => one()));
    // What was begun beside one that failed is over too before anybody hears of it.
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    outcomes.push(...ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : [])));
  }
  return outcomes;
}

/** Of actions that were closed long ago, and that somebody reopened here, or there by their task. */
async function revived({ deps }: Case, unknown: readonly Card[], unlinked: readonly Action[]): Promise<readonly (readonly [ActionId, TaskLink])[]> {
  const tasks = unknown.filter(({ card }) => card.percent < 100).map(({ task }) => task.id);
  const there = new Set(unknown.map(({ task }) => task.id));
  const found = (await deps.links.of({ tasks, actions: unlinked.map(({ id }) => id) })).filter(({ task }) => task !== null && there.has(task));
  const links = found.map((link): TaskLink => ({ ...link, state: 'there' }));
  if (links.length > 0) await deps.links.saveTasks(links);
  return links.map((link) => [link.action, link]);
}

/** Which of the tasks that nobody knows is the one that was asked for, or the one from which an action was made before its link was noted. */
async function answered({ deps, mayOwn, accounts, charter, when }: Case, links: readonly TaskLink[], unknown: readonly Card[], open: readonly Action[]): Promise<readonly (readonly [ActionId, TaskLink])[]> {
  const free = new Set(unknown);
  const found: TaskLink[] = [];
  const take = (card: Card | undefined, link: TaskLink): void => {
    if (card === undefined) return;
    free.delete(card);
    found.push({ ...link, task: card.task.id, state: 'there' });
  };
  const asked = links.filter(({ state }) => state === 'asked');
  const ours = (): Card[] => [...free].filter(({ task }) => task.byUs);
  const says = (card: PlannerCard, view: PlannerView): boolean => FIELDS.every((field) => viewOf(card, view, mayOwn)[field] === view[field]);
  for (const link of asked) take(ours().find(({ card }) => says(card, link.agreed)), link);
  for (const link of asked.filter(({ action }) => !found.some((f) => f.action === action))) {
    const left = ours();
    // Edited by somebody before we looked: known by its title, or because nothing else is left.
    take(left.find(({ card }) => tidy(card.title) === link.agreed.title) ?? (left.length === 1 && asked.length === 1 ? left[0] : undefined), link);
  }
  const known = new Set(links.map(({ action }) => action));
  for (const action of open.filter(({ origin, id }) => origin === 'planner' && !known.has(id))) {
    const view = viewOfAction(charter, action, accounts, when.today);
    take([...free].find(({ task, card }) => !task.byUs && tidy(card.title) === view.title), { action: action.id, committee: action.committee, task: null, state: 'there', agreed: view, sent: null, lookedAt: when.now, retryAt: null, problem: null });
  }
  if (found.length > 0) await deps.links.saveTasks(found);
  return found.map((link) => [link.action, link]);
}

/** The open ones, and those of tasks that say something else than what was agreed or are still to be settled. */
async function actionsOf({ deps, mayOwn, when }: Case, open: readonly Action[], links: readonly TaskLink[], byTask: ReadonlyMap<string, Card>): Promise<ReadonlyMap<ActionId, Action>> {
  const known = new Map(open.map((action) => [action.id, action]));
  const wanted = links.filter(({ action, agreed, sent, task, lookedAt }) => {
    if (known.has(action)) return false;
    const card = task === null ? undefined : byTask.get(task)?.card;
    const quiet = !isOpen(agreed) && sent === null && card !== undefined && isNothing(changeTo(card, agreed, [], mayOwn));
    return !quiet || when.now.getTime() - lookedAt.getTime() > FOLLOWED_MS;
  });
  for (const action of await deps.actions.findAll(wanted.map(({ action }) => action))) known.set(action.id, action);
  return known;
}

/** The committee became restricted while its plan is still seen by the whole team. People wrote there too: taking it away is theirs to do. */
async function tellOfRestricted(deps: PlannerDeps, id: CommitteeId): Promise<void> {
  const link = await deps.links.plan(id);
  if (link === null || link.plan === null) return;
  if ((await deps.planner.tasksOf(link.plan)) === null) { await forgetPlan(deps, link); return; }
  if (link.problem === 'restricted') return;
  deps.onProblem({ committee: id, why: 'restricted' });
  await deps.links.savePlan({ ...link, problem: 'restricted' });
}

/** The plan was taken away: it is to be made again, with the tasks of what is open. */
async function forgetPlan({ links, onProblem }: PlannerDeps, plan: PlanLink): Promise<void> {
  onProblem({ committee: plan.committee, why: 'plan-gone' });
  const tasks = await links.tasks(plan.committee);
  await links.saveTasks(tasks.map((link) => ({ ...link, task: null, sent: null, retryAt: null, state: isOpen(link.agreed) ? 'wanted' : 'over' })));
  await links.savePlan({ ...plan, plan: null, buckets: null, askedAt: null, problem: null });
}

async function openActions({ actions }: PlannerDeps, committee: CommitteeId): Promise<readonly Action[]> {
  const found: Action[] = [];
  for (let cursor: string | null = null, more = true; more; ) {
    const page: Awaited<ReturnType<typeof actions.list>> = await actions.list({ committees: [committee], inCamera: [], states: ['todo', 'in-progress', 'blocked'] }, { cursor, limit: 1000 });
    found.push(...page.actions);
    cursor = page.next;
    more = cursor !== null;
  }
  return found;
}

/** The committees of which the plan is to be looked at, at each cycle. */
export const plannedCommittees = async (links: { plans(): Promise<readonly PlanLink[]> }): Promise<readonly CommitteeId[]> => (await links.plans()).map(({ committee }) => committee);
