// Small charters for tests of the workspace: two teams, one open and one with private channels, like those of the network.

import { committeeId, personId, seatId, type ChannelKey } from '../../src/shared/ids.ts';
import type { Charter, Committee, Seat } from '../../src/features/committees/domain/charter.ts';
import type { DesiredTab } from '../../src/features/committees/domain/workspace.ts';

export const aSeat = (committee: string, person: string | null, role: Seat['role'], more: Partial<Seat> = {}): Seat => ({
  id: seatId(`${committee}:${role}:${person ?? 'vacant'}`), role, holder: person === null ? null : personId(person), votes: role !== 'secretariat', alternateOf: null, represents: null, group: null, axis: null, from: null, until: null, alsoSecretary: false, ...more,
});

export const aCommittee = (id: string, seats: readonly Seat[], workspace: Partial<Committee['workspace']>, more: Partial<Committee> = {}): Committee => ({
  id: committeeId(id), acronym: id.toUpperCase(), name: { fr: `Comité ${id}`, en: `Committee ${id}` }, level: 'national', nature: 'operationnelle', mandate: { fr: 'Mandat.' }, parent: null, advises: [], reportsTo: [], territory: null, institution: null, organisations: [], represents: [], zone: 'America/Toronto',
  cadence: { label: { fr: 'Au besoin' }, start: null, rule: null, zone: 'America/Toronto', minutes: 60, adaptable: true },
  quorum: { type: 'aucun', base: null, minimum: null, majority: false, mustInclude: [], minimumByGroup: {}, label: { fr: 'Aucun' } },
  confidentiality: 'interne', record: 'compte_rendu', seats, workspace: { team: 'RQT - Essai', channel: 'Séances', kind: 'standard', otherChannels: [], typed: false, ...workspace }, provenance: 'fictif', origin: 'charter', ...more,
});

export function aSmallCharter(change: (committees: Committee[]) => Committee[] = (c) => c): Charter {
  const committees = change([
    aCommittee('nat', [aSeat('nat', 'chair', 'presidence'), aSeat('nat', 'sec', 'secretariat'), aSeat('nat', 'm1', 'membre'), aSeat('nat', 'm2', 'membre')], { team: 'RQT - National', channel: 'Séances', otherChannels: ['Suivis'] }),
    aCommittee('ter', [aSeat('ter', 'tchair', 'presidence'), aSeat('ter', 'm1', 'membre')], { team: 'RQT - Territoire', channel: 'CTCOT' }),
    aCommittee('loc-a', [aSeat('loc-a', 'a1', 'presidence'), aSeat('loc-a', 'a2', 'membre')], { team: 'RQT - Territoire', channel: 'GLT-A', kind: 'private' }, { level: 'local' }),
    aCommittee('loc-b', [aSeat('loc-b', 'b1', 'presidence'), aSeat('loc-b', 'a2', 'membre')], { team: 'RQT - Territoire', channel: 'GLT-B', kind: 'private' }, { level: 'local' }),
  ]);
  const ids = [...new Set(committees.flatMap((c) => c.seats.flatMap((s) => (s.holder === null ? [] : [s.holder]))))];
  return {
    language: 'fr-CA', zone: 'America/Toronto', organisations: [], groups: [], territories: [], institutions: [], levels: [], roles: [], axes: [],
    persons: ids.map((id) => ({ id, title: { fr: id }, email: `${id}@rqt.example`, organisation: 'org', language: 'fr-CA', zone: 'America/Toronto' })),
    committees, appRoles: [], naming: { prefix: 'RQT', teamTemplate: '{prefix} - {acronym}', maxChannelLength: 50, forbidden: [] },
  } as unknown as Charter;
}

export const aTab = (committee: Committee, channel: ChannelKey): DesiredTab => ({ entityId: `committee/${channel}/apercu`, name: 'Gouverne', contentUrl: `https://gouverne.example/tabs/committee/${committee.id}`, websiteUrl: 'https://gouverne.example' });
