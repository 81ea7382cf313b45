// What the bot asks of the register of incidents. compose.ts gives it; tests give fakes.
import type { Decision } from '../src/shared/decision.ts';
import type { EntraId, IncidentId } from '../src/shared/ids.ts';

export interface IncidentUseCases {
  /** Writes down that something was stopped; nothing of what it said comes here. */
  stopped(person: EntraId, where: 'message' | 'card' | 'extension'): Promise<void>;
  /** Enters an incident and tells whoever is in charge; the same `reference` twice is one. */
  report(by: EntraId, seen: { readonly place: 'channel' | 'chat'; /** Of the committee whose channel it is. */ readonly acronym: string | null; readonly reference: string }): Promise<Decision<{ readonly id: IncidentId }, { readonly why: 'unknown-person' }>>;
}
