// What incidents need from outside: the register, and the record of what was refused at the door. Adapters implement it; tests fake it.

import type { IncidentId, PersonId } from '../../shared/ids.ts';
import type { Act } from '../journal/domain/acts.ts';
import type { Actor } from '../journal/domain/entry.ts';
import type { Incident, NewIncident } from './domain/incident.ts';

export interface Clock { now(): Date }

export interface IncidentStore {
  /** The latest first. */
  all(): Promise<readonly Incident[]>;
  find(id: IncidentId): Promise<Incident | null>;
  /** `once`: what makes two reports the same one; the second gets the incident of the first. */
  open(incident: NewIncident, once: string | null): Promise<Incident>;
  /** Null when the version is no longer the one that was seen. */
  change(incident: Incident, seen: number, did: Act, by: PersonId, at: Date): Promise<Incident | null>;
  exported(count: number, by: Actor, at: Date): Promise<void>;
}

/** Something typed that held what looks like a health insurance number: where it was stopped, never what it said. */
export interface RefusedEntry {
  /** `api/actions`, `bot/message`, `bot/card`, `bot/extension`. */
  readonly where: string;
  /** Path of the field, `links.item`; null where there is none. */
  readonly field: string | null;
}
export interface RefusedEntries { note(entry: RefusedEntry, by: Actor, at: Date): Promise<void> }
