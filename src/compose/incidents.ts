// Incidents: their register, who hears of a report, and what was stopped at the door.

import { z } from 'zod';
import { incidentToOfficerCard } from '../../bot/cards/incident.ts';
import type { CardKind, CardKinds } from '../../bot/outgoing-cards.ts';
import type { IncidentUseCases } from '../../bot/use-cases-incidents.ts';
import { csvFile } from '../adapters/documents/csv.ts';
import type { EntryGuardDeps } from '../adapters/http/entry-guard.ts';
import type { IncidentRoutesDeps } from '../adapters/http/incident-routes.ts';
import { incidentsStore, refusedEntriesStore } from '../adapters/store/incidents-store.ts';
import type { Data, Tx } from '../adapters/store/open-data.ts';
import type { Config } from '../config/config.ts';
import type { Charters } from '../features/committees/ports.ts';
import type { Outgoing } from '../features/conversations/ports.ts';
import type { Actor } from '../features/journal/domain/entry.ts';
import { INCIDENT_REPORTED, reportIncident } from '../features/incidents/use-cases/report-incident.ts';
import { incidentId, type EntraId, type IncidentId, type PersonId } from '../shared/ids.ts';
import { tabLink } from '../shared/teams-links.ts';

export interface IncidentsDesk {
  readonly register: Omit<IncidentRoutesDeps, 'read'>;
  readonly guard: Pick<EntryGuardDeps, 'note'>;
  readonly useCases: IncidentUseCases;
  readonly cardKinds: CardKinds;
}

export interface IncidentsDeps {
  readonly config: Config;
  readonly data: Data;
  readonly charters: Pick<Charters, 'inForce'>;
  readonly outgoing: Outgoing<Tx>;
  readonly personOf: (account: EntraId) => Promise<PersonId | null>;
  readonly accounts: (persons: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, EntraId>>;
  readonly clock: { now(): Date };
  readonly today: () => string;
}

const Reported = z.object({ incident: z.string() });

export function openIncidents({ config, data, charters, outgoing, personOf, accounts, clock, today }: IncidentsDeps): IncidentsDesk {
  const { tenantId, manifestId } = config.app;
  const incidents = incidentsStore(data, tenantId, {
    outgoing,
    async inCharge() {
      const persons = (await charters.inForce())?.charter.appRoles.flatMap(({ role, persons: whose }) => (role === 'rprp' ? whose : [])) ?? [];
      return [...(await accounts([...new Set(persons)])).values()].map((person) => ({ is: 'person' as const, person }));
    },
  });
  const entries = refusedEntriesStore(data, tenantId);
  const note = (entry: { readonly where: string; readonly field: string | null }, by: Actor): Promise<void> => entries.note(entry, by, clock.now());
  const report = reportIncident({ incidents, clock, today, personOf });
  const pageOf = (id: IncidentId): string => tabLink({ appId: manifestId, tenantId, entityId: 'home', subPageId: `incidents/${id}`, webUrl: `${config.baseUrl}/tabs/incidents/${id}`, label: id });
  const reported: CardKind<z.infer<typeof Reported>> = {
    facts: Reported,
    async make({ incident }, { language }) {
      const found = await incidents.find(incidentId(incident));
      // Dealt with before anybody could be told: there is nothing left to say.
      return found === null || found.state === 'closed' ? null : incidentToOfficerCard(found.id, pageOf(found.id), language);
    },
  };
  return {
    register: { incidents, clock, today, asCsv: csvFile },
    guard: { note },
    cardKinds: { [INCIDENT_REPORTED]: reported },
    useCases: {
      async stopped(account, where) {
        const person = await personOf(account);
        await note({ where: `bot/${where}`, field: null }, person === null ? { kind: 'gouverne' } : { kind: 'person', id: person });
      },
      report: (by, { place, acronym, reference }) => report({ by, place, where: acronym, card: reference }),
    },
  };
}
