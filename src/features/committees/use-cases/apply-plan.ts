// Applies a plan that somebody saw: puts its charter in force if it is a new one, and starts the run that carries it out.

import type { PersonId } from '../../../shared/ids.ts';
import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import type { Surroundings } from '../domain/missing-steps.ts';
import type { Step } from '../domain/step.ts';
import { charterChanges } from '../domain/charter-changes.ts';
import type { Charter } from '../domain/charter.ts';
import type { Charters, CharterVersion, Clock, ProvisioningStore, Run } from '../ports.ts';
import type { PlannedCharter } from './plan-charter.ts';

/** A charter that is not in force yet, as it came. */
export interface NewCharter { readonly charter: Charter; readonly source: string; readonly sha256: string; readonly text: string }
/** And the version in force that it was read or made over; null for the first one. */
export interface Amendment { readonly charter: NewCharter; readonly over: number | null }

export type ApplyRefusal =
  /** The tenant or the charter has changed since the plan was shown. */
  | { readonly why: 'plan-is-stale' }
  | { readonly why: 'another-run'; readonly run: Run };

export interface ApplyDeps {
  readonly charters: Charters;
  readonly store: ProvisioningStore;
  readonly clock: Clock;
  /** Told before the run can begin: what was seen when the plan was made. */
  readonly onPlanned?: (steps: readonly Step[], surroundings: Surroundings) => void;
}

export const applyPlan = ({ charters, store, clock, onPlanned }: ApplyDeps) =>
  async (planId: string, planned: PlannedCharter, amendment: Amendment | null, by: PersonId | null): Promise<Decision<Run, ApplyRefusal>> => {
    if (planned.id !== planId) return refuse({ why: 'plan-is-stale' });
    // Asked before the charter changes: a refusal leaves everything as it was.
    const running = await store.unfinished();
    if (running !== null) return refuse({ why: 'another-run', run: running });
    const version = amendment === null ? await charters.inForce() : await putInForce(charters, amendment, by, clock.now());
    if (version === null) {
      if (amendment === null) throw new Error('no charter is in force');
      return refuse({ why: 'plan-is-stale' });
    }
    const { steps } = planned.difference;
    onPlanned?.(steps, planned.surroundings);
    const started = await store.start({ by, charterVersion: version.version, at: clock.now(), approved: new Set(steps.map((step) => step.id)), only: planned.only, exact: false, steps });
    return started.ok ? accept(started.run) : refuse({ why: 'another-run', run: started.running });
  };

/** Journaled with what it changes, committee by committee. Null when another charter came into force meanwhile. */
export async function putInForce(charters: Charters, { charter: { charter, ...about }, over }: Amendment, by: PersonId | null, at: Date): Promise<CharterVersion | null> {
  const current = await charters.inForce();
  return charters.load(charter, { ...about, by, at, over, changes: charterChanges(current?.charter ?? null, charter) });
}
