// One press on the bot's card: the incident stands in the register, and whoever is in charge is told of it.

import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import type { EntraId, PersonId } from '../../../shared/ids.ts';
import type { OutgoingMessage, Recipient } from '../../conversations/domain/outgoing.ts';
import { reportedToBot, type Incident } from '../domain/incident.ts';
import type { Clock, IncidentStore } from '../ports.ts';

/** A row of the card table. */
export const INCIDENT_REPORTED = 'incident-reported';
/** Long enough for a holiday: the one in charge hears of it all the same. */
const TOLD_FOR_MS = 30 * 86_400_000;

/** To whoever is in charge: that there is an incident, by its number alone. */
export function reportOf({ id, openedAt }: Pick<Incident, 'id' | 'openedAt'>, to: Recipient): OutgoingMessage {
  const card = { kind: INCIDENT_REPORTED, incident: id };
  return { message: `${INCIDENT_REPORTED}:${id}`, to, card, urgency: 'urgent', notAfter: new Date(openedAt.getTime() + TOLD_FOR_MS) };
}

export interface ReportDeps {
  readonly incidents: IncidentStore;
  readonly clock: Clock;
  readonly today: () => string;
  readonly personOf: (account: EntraId) => Promise<PersonId | null>;
}

export interface Reported { readonly by: EntraId; readonly place: 'channel' | 'chat'; readonly where: string | null; /** The card that was pressed: pressed twice, it reports once. */ readonly card: string }

export const reportIncident = ({ incidents, clock, today, personOf }: ReportDeps) => async ({ by: account, place, where, card }: Reported): Promise<Decision<Incident, { readonly why: 'unknown-person' }>> => {
  const by = await personOf(account);
  if (by === null) return refuse({ why: 'unknown-person' });
  return accept(await incidents.open(reportedToBot({ place, where, day: today(), at: clock.now(), by }), card));
};
