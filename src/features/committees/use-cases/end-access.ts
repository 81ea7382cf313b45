// The access that a hand-over ends and gives: a run that touches nobody else, read from the tenant before anything is saved.

import type { CommitteeId, EntraId, PersonId } from '../../../shared/ids.ts';
import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import type { Step } from '../domain/step.ts';
import type { Clock, ProvisioningStore, Run } from '../ports.ts';
import type { NewCharter } from './apply-plan.ts';
import { planCharter, type PlanDeps } from './plan-charter.ts';

export interface AccessPlan { readonly steps: readonly Step[]; readonly approved: ReadonlySet<string> }

/** What the charter to come changes for these people, in the workspaces of these committees. Whatever else differs there stays for the plan. */
export const planAccess = (deps: PlanDeps) => async (file: NewCharter, committees: readonly CommitteeId[], users: ReadonlySet<EntraId>): Promise<AccessPlan> => {
  if (committees.length === 0) return { steps: [], approved: new Set() };
  const { difference } = await planCharter(deps)(file.charter, file.sha256, committees);
  const approved = new Set<string>();
  const steps = difference.steps.flatMap((step): readonly Step[] => {
    if (step.do === 'add-members') {
      const people = step.people.filter(({ user }) => users.has(user));
      for (const { user } of people) approved.add(`${step.id}:${user}`);
      return people.length === 0 ? [] : [{ ...step, people }];
    }
    const user = step.do === 'set-role' || step.do === 'remove-member' || step.do === 'set-channel-role' || step.do === 'remove-channel-member' ? step.user : step.do === 'add-channel-member' ? step.newcomer.user : null;
    if (user === null || !users.has(user)) return [];
    approved.add(step.id);
    return [step];
  });
  return { steps, approved };
};

/** Null when nothing is to be done in Teams. */
export const startAccessRun = ({ store, clock }: { readonly store: Pick<ProvisioningStore, 'start'>; readonly clock: Clock }) =>
  async ({ steps, approved }: AccessPlan, charterVersion: number, by: PersonId | null): Promise<Decision<Run | null, { readonly why: 'another-run'; readonly run: Run }>> => {
    if (steps.length === 0) return accept(null);
    const started = await store.start({ by, charterVersion, at: clock.now(), approved, only: null, exact: true, steps });
    return started.ok ? accept(started.run) : refuse({ why: 'another-run', run: started.running });
  };
