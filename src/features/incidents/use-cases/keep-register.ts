// Keeping the register: an incident is entered, completed, closed and opened again. Each is one save with its line in the journal.

import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import type { IncidentId, PersonId } from '../../../shared/ids.ts';
import type { Act } from '../../journal/domain/acts.ts';
import { change, close, judgeFacts, reopen, type Incident, type IncidentFacts, type IncidentRefusal } from '../domain/incident.ts';
import type { Clock, IncidentStore } from '../ports.ts';

export type RegisterRefusal = IncidentRefusal | { readonly why: 'no-incident' } | { readonly why: 'changed-meanwhile' };
export type Kept = Decision<Incident, RegisterRefusal>;
export interface RegisterDeps { readonly incidents: IncidentStore; readonly clock: Clock; readonly today: () => string }
interface Seen { readonly id: IncidentId; readonly version: number; readonly by: PersonId }

export const enterIncident = ({ incidents, clock, today }: RegisterDeps) => async (facts: IncidentFacts, by: PersonId): Promise<Kept> => {
  const judged = judgeFacts(facts, today());
  return judged.ok ? accept(await incidents.open({ ...judged.value, origin: 'register', openedAt: clock.now(), openedBy: by }, null)) : judged;
};

export const completeIncident = (deps: RegisterDeps) => (seen: Seen, facts: IncidentFacts): Promise<Kept> => changed(deps, seen, (incident) => {
  const decision = change(incident, facts, deps.today());
  return decision.ok ? accept({ incident: decision.value.incident, did: decision.value.fields.length === 0 ? null : { act: 'incident-changed', incident: incident.id, fields: decision.value.fields } }) : decision;
});

export const closeIncident = (deps: RegisterDeps) => (seen: Seen): Promise<Kept> => changed(deps, seen, (incident) => moved(incident, close(incident, deps.clock.now())));
export const reopenIncident = (deps: RegisterDeps) => (seen: Seen): Promise<Kept> => changed(deps, seen, (incident) => moved(incident, reopen(incident)));

const moved = (before: Incident, decision: Decision<Incident, IncidentRefusal>): Decision<Next, RegisterRefusal> =>
  (decision.ok ? accept({ incident: decision.value, did: { act: 'incident-state-changed', incident: before.id, before: before.state, after: decision.value.state } }) : decision);

/** `did`: null when nothing changed. */
interface Next { readonly incident: Incident; readonly did: Act | null }

async function changed({ incidents, clock }: RegisterDeps, { id, version, by }: Seen, decide: (incident: Incident) => Decision<Next, RegisterRefusal>): Promise<Kept> {
  const found = await incidents.find(id);
  if (found === null) return refuse({ why: 'no-incident' });
  if (found.version !== version) return refuse({ why: 'changed-meanwhile' });
  const decision = decide(found);
  if (!decision.ok) return decision;
  const { incident, did } = decision.value;
  if (did === null) return accept(found);
  const saved = await incidents.change(incident, version, did, by, clock.now());
  return saved === null ? refuse({ why: 'changed-meanwhile' }) : accept(saved);
}
