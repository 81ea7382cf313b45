// Settles changes that somebody made by hand in Teams: those to keep become part of what the charter wants, those to undo become a
// run that does nothing else.

import type { PersonId } from '../../../shared/ids.ts';
import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import { adopt, driftOf, groundOf, losesItsGround, type AdoptRefusal, type Drift } from '../domain/drift.ts';
import type { FoundMember } from '../domain/found.ts';
import type { Run } from '../ports.ts';
import type { ApplyDeps, ApplyRefusal } from './apply-plan.ts';
import type { PlannedCharter } from './plan-charter.ts';

export type ResolveRefusal =
  | Extract<ApplyRefusal, { why: 'another-run' }>
  | { readonly why: 'unknown-drift'; readonly ids: readonly string[] }
  /** To be kept, and to be put back or needed by what is to be put back. */
  | { readonly why: 'both-ways'; readonly ids: readonly string[] }
  | { readonly why: 'cannot-keep'; readonly drift: Drift; readonly because: AdoptRefusal };

export interface Resolution { readonly adopted: number; readonly restored: number; readonly run: Run | null }

export const resolveDrift = ({ charters, store, clock, onPlanned }: ApplyDeps) =>
  async (planned: PlannedCharter, choice: { readonly adopt: readonly string[]; readonly restore: readonly string[] }, foundOf: (drift: Drift) => { readonly name: string | null; readonly role: FoundMember['role'] | null }, by: PersonId): Promise<Decision<Resolution, ResolveRefusal>> => {
    const drifts = new Map(driftOf(planned.difference.steps).map((drift) => [drift.id, drift]));
    const unknown = [...choice.adopt, ...choice.restore].filter((id) => !drifts.has(id));
    if (unknown.length > 0) return refuse({ why: 'unknown-drift', ids: unknown });
    const all = [...drifts.values()];
    const restore = new Set(choice.restore.flatMap((id) => [drifts.get(id)!, ...groundOf(drifts.get(id)!, all)]));
    const both = [...new Set(choice.adopt)].filter((id) => restore.has(drifts.get(id)!) || losesItsGround(drifts.get(id)!, [...restore]));
    if (both.length > 0) return refuse({ why: 'both-ways', ids: both });

    // Every choice is judged before the first one is written.
    const kept = [];
    for (const id of new Set(choice.adopt)) {
      const drift = drifts.get(id)!;
      const decision = adopt(drift, foundOf(drift));
      if (!decision.ok) return refuse({ why: 'cannot-keep', drift, because: decision.refusal });
      kept.push(decision.value);
    }
    const running = restore.size > 0 ? await store.unfinished() : null;
    if (running !== null) return refuse({ why: 'another-run', run: running });

    for (const change of kept) await store.adopt(change, by, clock.now());
    if (restore.size === 0) return accept({ adopted: kept.length, restored: 0, run: null });

    const approved = new Set([...restore].map(({ id }) => id));
    // A thing that comes back brings what stands on it: a channel its tab, a team everything.
    const steps = planned.difference.steps.flatMap((step) => {
      const stands = [...restore].some((d) => (d.kind === 'team-removed' && d.team === step.team) || (d.kind === 'channel-removed' && d.channel === step.channel));
      const named = [...restore].some((d) => d.step.id === step.id);
      if (!stands && !named) return [];
      if (stands) approved.add(step.id);
      return step.do === 'add-members' && !approved.has(step.id) ? [{ ...step, people: step.people.filter((p) => approved.has(`${step.id}:${p.user}`)) }] : [step];
    });
    const version = await charters.inForce();
    // Adopting changed what is wanted, so what was seen then serves only a pure restoration.
    if (kept.length === 0) onPlanned?.(steps, planned.surroundings);
    const started = await store.start({ by, charterVersion: version?.version ?? 0, at: clock.now(), approved, only: null, exact: true, steps });
    return started.ok ? accept({ adopted: kept.length, restored: restore.size, run: started.run }) : refuse({ why: 'another-run', run: started.running });
  };
