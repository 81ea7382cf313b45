// The plan of a committee and its buckets: looked for before they are made, so that no lost answer makes a second one.

import { say, type Language } from '../../../shared/language.ts';
import type { Committee } from '../../committees/domain/charter.ts';
import type { ActionState } from '../domain/action.ts';
import { BUCKETS } from '../domain/planner-view.ts';
import type { Clock } from '../ports.ts';
import type { PlanLink, Planner, PlannerLinks } from '../ports-planner.ts';
import { BUCKET_NAMES, planTitle } from '../words-planner.ts';

/** What was asked for without an answer may show this late. */
export const LAG_MS = 60_000;

export interface PlanDeps {
  readonly planner: Planner;
  readonly links: PlannerLinks;
  readonly clock: Clock;
  /** Id of the committee's team; null while there is none. */
  readonly groupOf: (committee: Committee) => Promise<string | null>;
}
export type StandingPlan = PlanLink & { readonly plan: string; readonly buckets: Readonly<Record<ActionState, string>> };

/** The names are those of the network's own language. */
const LANGUAGE: Language = 'fr-CA';

export const noPlan = (committee: Committee['id']): PlanLink => ({ committee, plan: null, buckets: null, askedAt: null, lookedAt: null, problem: null, refused: [] });

/** Null while there is no team to hold it, or its creation has no answer yet. */
export async function standingPlan(deps: PlanDeps, committee: Committee, link: PlanLink): Promise<StandingPlan | null> {
  if (link.plan !== null && link.buckets !== null) return { ...link, plan: link.plan, buckets: link.buckets };
  const { planner, links, clock } = deps;
  const plan = link.plan ?? (await foundOrMade(deps, committee, link));
  if (plan === null) return null;
  const names = BUCKETS.map((state) => [state, say(BUCKET_NAMES[state], LANGUAGE)] as const);
  const there = new Map((await planner.bucketsOf(plan)).map(({ id, name }) => [name, id]));
  const buckets: Partial<Record<ActionState, string>> = {};
  // The last made stands first on the board.
  for (const [state, name] of names.toReversed()) buckets[state] = there.get(name) ?? (await planner.createBucket(plan, name));
  const standing: StandingPlan = { ...link, plan, buckets: buckets as Record<ActionState, string>, askedAt: null, problem: null, lookedAt: link.lookedAt ?? clock.now() };
  await links.savePlan(standing);
  return standing;
}

async function foundOrMade({ planner, links, clock, groupOf }: PlanDeps, committee: Committee, link: PlanLink): Promise<string | null> {
  const group = await groupOf(committee);
  if (group === null) {
    if (link.problem !== 'no-team') await links.savePlan({ ...link, problem: 'no-team' });
    return null;
  }
  const title = say(planTitle(committee.acronym), LANGUAGE);
  const taken = new Set((await links.plans()).flatMap(({ committee: other, plan }) => (other === committee.id ? [] : [plan])));
  // Two committees of one team may have the same acronym.
  const found = (await planner.plansOf(group)).find((plan) => plan.title === title && !taken.has(plan.id));
  if (found !== undefined) { await links.savePlan({ ...link, plan: found.id, askedAt: null, problem: null }); return found.id; }
  if (link.askedAt !== null && clock.now().getTime() - link.askedAt.getTime() < LAG_MS) return null;
  // Written down before it is sent: whoever comes after a lost answer waits until it would show.
  await links.savePlan({ ...link, askedAt: clock.now(), problem: null });
  const plan = await planner.createPlan(group, title);
  await links.savePlan({ ...link, plan, askedAt: null, problem: null });
  return plan;
}
