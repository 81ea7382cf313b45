// A committee as the contract shows it to one reader.

import type { CommitteeDetail, CommitteeSummary, Me, Representation, SeatView } from '../../contract/committees.ts';
import type { Charter, Committee } from '../../features/committees/domain/charter.ts';
import { composition, type ComposedSeat, type Composition } from '../../features/committees/domain/composition.ts';
import type { Memory } from '../../features/committees/domain/found.ts';
import { mayHandOver } from '../../features/committees/domain/hand-over.ts';
import { mySeat, myCommittees } from '../../features/committees/domain/my-committees.ts';
import { mayAdminister, mayConfigureTab, mayCreateCommittee, mayPlan, mayReadJournal, roleNames, territoryOf } from '../../features/committees/domain/permissions.ts';
import { slug, type DesiredTeam } from '../../features/committees/domain/workspace.ts';
import { levelName, roleName, voiceName } from '../../features/committees/domain/names.ts';
import { natureWords, recordWords, representationDetail, termLabel } from '../../features/committees/words.ts';
import { channelKey, type ChannelKey } from '../../shared/ids.ts';
import type { Language, Text } from '../../shared/language.ts';
import type { Reading } from './network.ts';

export interface Workspaces {
  readonly memory: Memory;
  readonly desired: readonly DesiredTeam[];
  /** Committees whose workspace a run is working on. */
  readonly inProgress: ReadonlySet<string>;
  /** Addresses of channels in Teams. */
  readonly link: (channelId: string, name: string, groupId: string) => string;
}

/** `language`: the person's own choice, whatever the screen that asks speaks meanwhile. */
export function meView(reading: Reading, organisation: Text, language: Language, tenant: Me['tenant']): Me {
  const { roles, charter, naming, caller } = reading;
  const { person } = caller;
  const ref = person === null ? { id: '', title: '', email: '' } : { id: person.id, title: naming.say(person.title), email: person.email };
  return {
    person: { ...ref, organisation: naming.say(organisation), zone: person?.zone ?? charter.zone },
    language,
    roles: roleNames(roles),
    committees: myCommittees(roles).map(({ committee, seat }) => ({ id: committee.id, acronym: committee.acronym, name: naming.say(committee.name), role: naming.say(roleName(charter, seat.role)), roleId: seat.role })),
    may: { plan: reading.may(mayPlan(roles)), createCommittee: reading.may(mayCreateCommittee(roles)), readJournal: reading.may(mayReadJournal(roles)), administer: reading.may(mayAdminister(roles)) },
    tenant,
  };
}

export function summaryView(committee: Committee, reading: Reading, places: Workspaces, today: string, composed: Composition = composition(reading.charter, committee, today)): CommitteeSummary {
  const { charter, naming, roles } = reading;
  const mine = mySeat(roles, committee.id);
  const { total, filled, underRepresented } = composed.counts;
  return {
    id: committee.id, acronym: committee.acronym, name: naming.say(committee.name),
    level: committee.level, levelName: naming.say(levelName(charter, committee.level)), parentId: committee.parent !== null && reading.sees([committee.parent]) ? committee.parent : null,
    territory: territoryName(charter, committee, reading), territoryId: territoryOf(charter, committee), institution: institutionName(charter, committee, reading),
    confidential: committee.confidentiality === 'restreinte',
    mine: mine === null ? null : naming.say(roleName(charter, mine.role)),
    seats: { total, vacant: total - filled, underRepresented },
    workspace: workspaceView(committee, places),
  };
}

export function detailView(committee: Committee, reading: Reading, places: Workspaces, today: string, visible: (c: Committee) => boolean): CommitteeDetail {
  const { charter, naming, roles } = reading;
  const composed = composition(charter, committee, today);
  const ref = (c: Committee) => ({ id: c.id, acronym: c.acronym, name: naming.say(c.name) });
  const refs = (ids: readonly string[]) => charter.committees.filter((c) => ids.includes(c.id) && visible(c)).map(ref);
  const { cadence, provenance } = committee;
  return {
    ...summaryView(committee, reading, places, today, composed),
    mandate: naming.say(committee.mandate),
    natureName: naming.say(natureWords[committee.nature]),
    parent: committee.parent === null ? null : (refs([committee.parent])[0] ?? null),
    parentHidden: committee.parent !== null && !reading.sees([committee.parent]),
    children: refs(charter.committees.filter((c) => c.parent === committee.id).map((c) => c.id)),
    advises: refs(committee.advises),
    reportsTo: refs(committee.reportsTo),
    cadence: { label: naming.say(cadence.label), zone: cadence.zone, minutes: cadence.minutes, asNeeded: cadence.rule === null },
    quorum: naming.say(committee.quorum.label),
    record: naming.say(recordWords[committee.record]),
    provenance: { text: provenance, assumed: /\bsuppose/.test(provenance), fictional: /\bfictif/.test(provenance) },
    seatList: composed.seats.map((seat) => seatView(seat, reading, today)),
    representation: composed.representation.map((voice): Representation => ({
      group: voice.group, name: naming.say(charter.groups.find((g) => g.id === voice.group)?.name ?? { fr: voice.group, en: voice.group }),
      seats: voice.seats.length, filled: voice.filled, state: voice.state, detail: naming.say(representationDetail(voice)),
    })),
    may: { configure: reading.may(mayConfigureTab(roles, committee.id)) },
  };
}

function seatView({ seat, holder, vacant, term, alternates }: ComposedSeat, { charter, naming, roles }: Reading, today: string): SeatView {
  const voice = voiceName(charter, seat);
  return {
    id: seat.id, role: seat.role, roleName: naming.say(roleName(charter, seat.role)), holder: naming.person(holder), vacant,
    alternates: alternates.flatMap(({ person }) => naming.person(person) ?? []), votes: seat.votes, alsoSecretary: seat.alsoSecretary,
    ...(seat.interim === true && { interim: true }), ...(holder !== null && mayHandOver(roles, holder, today).ok && { mayHandOver: true }),
    represents: voice === null ? null : naming.say(voice),
    term: { from: seat.from, until: seat.until, state: term, label: naming.say(termLabel(seat, term)) },
  };
}

function workspaceView(committee: Committee, { memory, desired, inProgress, link }: Workspaces): CommitteeSummary['workspace'] {
  const key: ChannelKey = channelKey(committee.id);
  const team = desired.find((t) => t.committees.includes(committee.id));
  const channel = team?.channels.find((c) => c.key === key);
  const rememberedTeam = team === undefined ? undefined : memory.teams.get(team.key);
  const remembered = memory.channels.get(key);
  const state = inProgress.has(committee.id) ? 'in-progress' : remembered === undefined ? (rememberedTeam === undefined ? 'absent' : 'partial') : remembered.tabId === null ? 'partial' : 'ready';
  const name = remembered?.name ?? channel?.name ?? committee.workspace.channel;
  return {
    state, team: rememberedTeam?.name ?? team?.name ?? committee.workspace.team, channel: name,
    link: remembered === undefined || rememberedTeam === undefined ? null : link(remembered.id, name, rememberedTeam.id),
  };
}

function territoryName(charter: Charter, committee: Committee, { naming }: Reading): string | null {
  const id = territoryOf(charter, committee);
  const found = charter.territories.find((t) => t.id === id);
  return found === undefined ? null : naming.say(found.name);
}

function institutionName(charter: Charter, committee: Committee, { naming }: Reading): string | null {
  const found = charter.institutions.find((i) => i.id === committee.institution);
  return found === undefined ? null : naming.say(found.name);
}

/** Names of the teams that stand in the charter, for the form. */
export const teamNames = (charter: Charter): string[] => [...new Map(charter.committees.map((c) => [slug(c.workspace.team), c.workspace.team])).values()].sort((a, b) => a.localeCompare(b, 'fr-CA'));
