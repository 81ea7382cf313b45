// The Teams workspace that the charter asks for: which teams, channels, tabs and people, and in which role. Facts only:
// what stands in the tenant is in found.ts, and the difference between both in missing-steps.ts.

import type { ChannelKey, CommitteeId, PersonId, TeamKey } from '../../../shared/ids.ts';
import { channelKey, teamKey } from '../../../shared/ids.ts';
import type { ChannelKind, Charter, Committee, Seat } from './charter.ts';
import { cleanName, dedupe, type Convention } from './naming.ts';

export interface DesiredTab {
  /** What the tab is told it shows: `committee/cncot/apercu`. */
  readonly entityId: string;
  readonly name: string;
  readonly contentUrl: string;
  readonly websiteUrl: string;
}

export interface DesiredChannel {
  readonly key: ChannelKey;
  readonly committee: CommitteeId;
  /** Final name, after the naming rules. */
  readonly name: string;
  /** As the charter writes it. */
  readonly asWritten: string;
  /** What the naming rules replaced to get there; empty when nothing was. */
  readonly replaced: readonly string[];
  readonly kind: ChannelKind;
  readonly description: string;
  /** Private and shared channels only: standard ones have the team's people. */
  readonly owners: readonly PersonId[];
  readonly members: readonly PersonId[];
  readonly tab: DesiredTab;
}

export interface DesiredTeam {
  readonly key: TeamKey;
  /** Final name, after the naming rules. */
  readonly name: string;
  readonly asWritten: string;
  readonly replaced: readonly string[];
  /** Ends with the mark by which Gouverne knows its own team again after a lost answer. */
  readonly description: string;
  readonly owners: readonly PersonId[];
  readonly members: readonly PersonId[];
  readonly channels: readonly DesiredChannel[];
  readonly committees: readonly CommitteeId[];
}

/** What the adapter knows and the rule does not: the addresses of our own pages. */
export type TabOf = (committee: Committee, channel: ChannelKey) => DesiredTab;

/** The mark at the end of a team's description. Graph cannot filter on it, so it is compared after a search by name. */
export const teamMark = (network: string, key: TeamKey): string => `[gouverne:${network}:${key}]`;

/** A key made of lower-case letters, digits and dashes: `RQT - Territoire Estrie-CHUS` → `rqt-territoire-estrie-chus`. */
export const slug = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/** A seat gives access from its first to its last day, both included. `today` is an ISO date. */
export const inTerm = (seat: Pick<Seat, 'from' | 'until'>, today: string): boolean =>
  (seat.from === null || seat.from <= today) && (seat.until === null || today <= seat.until);

const keepsTheCommittee = (seat: Seat): boolean =>
  seat.role === 'presidence' || seat.role === 'copresidence' || seat.role === 'secretariat' || seat.alsoSecretary;

interface People { readonly owners: readonly PersonId[]; readonly members: readonly PersonId[] }

/**
 * Who belongs to a committee's workspace today: chair, co-chair and secretariat own it, everybody else with a seat is a member.
 * Teams knows no other role for colleagues of the tenant; what observers and guests may see is decided by Gouverne, not by Teams.
 */
function peopleOf(committee: Committee, today: string): People {
  const owners = new Set<PersonId>();
  const members = new Set<PersonId>();
  for (const seat of committee.seats) {
    if (seat.holder === null || !inTerm(seat, today)) continue;
    (keepsTheCommittee(seat) ? owners : members).add(seat.holder);
  }
  for (const owner of owners) members.delete(owner);
  return { owners: [...owners], members: [...members] };
}

/** Who owns the committee's workspace on that day. */
export const keepersOf = (committee: Committee, today: string): readonly PersonId[] => peopleOf(committee, today).owners;

/** The teams that the charter asks for on a given day, in the charter's order. */
export function desiredWorkspace(charter: Charter, today: string, network: string, tabOf: TabOf): DesiredTeam[] {
  const byTeam = new Map<string, Committee[]>();
  for (const committee of charter.committees) {
    const list = byTeam.get(committee.workspace.team) ?? [];
    list.push(committee);
    byTeam.set(committee.workspace.team, list);
  }
  return [...byTeam].map(([name, committees]) => desiredTeam(name, committees, { today, network, tabOf, convention: charter.naming }));
}

interface Rules { readonly today: string; readonly network: string; readonly tabOf: TabOf; readonly convention: Convention }

function desiredTeam(name: string, committees: readonly Committee[], { today, network, tabOf, convention }: Rules): DesiredTeam {
  const key = teamKey(slug(name));
  const people = committees.map((committee) => ({ committee, ...peopleOf(committee, today) }));
  // The team belongs to those who keep its open committees. Chairs of private channels own their channel only, unless the
  // team has nothing but private channels: somebody must own it.
  const open = people.filter((p) => p.committee.workspace.kind === 'standard');
  const owners = new Set((open.length > 0 ? open : people).flatMap((p) => p.owners));
  if (owners.size === 0) for (const person of people.flatMap((p) => p.owners)) owners.add(person);
  const members = new Set(people.flatMap((p) => [...p.owners, ...p.members]));
  for (const owner of owners) members.delete(owner);
  const cleaned = cleanName(name, 'team', convention);
  return {
    key,
    name: cleaned.name,
    asWritten: name,
    replaced: cleaned.replaced,
    description: describeTeam(committees, teamMark(network, key)),
    owners: [...owners],
    members: [...members],
    channels: uniqueNames(people.flatMap((p) => channelsOf(p.committee, p, tabOf, convention)), convention),
    committees: committees.map((c) => c.id),
  };
}

/** Teams takes 1,024 characters; the mark must survive, so the text before it gives way. */
function describeTeam(committees: readonly Committee[], mark: string): string {
  const names = committees.length <= 4 ? committees.map((c) => c.name.fr).join('; ') : `${committees[0]?.name.fr ?? ''}; ${committees.length - 1} autres instances`;
  return `${names.slice(0, 1000 - mark.length)} ${mark}`;
}

function channelsOf(committee: Committee, people: People, tabOf: TabOf, convention: Convention): DesiredChannel[] {
  const channel = (key: ChannelKey, name: string, kind: ChannelKind): DesiredChannel => {
    const cleaned = cleanName(name, 'channel', convention);
    return {
      key,
      committee: committee.id,
      name: cleaned.name,
      asWritten: name,
      replaced: cleaned.replaced,
      kind,
      description: committee.name.fr.slice(0, 1024),
      owners: kind === 'standard' ? [] : people.owners,
      members: kind === 'standard' ? [] : people.members,
      tab: tabOf(committee, key),
    };
  };
  const { workspace } = committee;
  return [
    channel(channelKey(committee.id), workspace.channel, workspace.kind),
    ...workspace.otherChannels.map((name) => channel(channelKey(`${committee.id}/${slug(name)}`), name, 'standard')),
  ];
}

/** Two names that clean to the same one in a team are told apart; the channel that every team has is taken from the start. */
function uniqueNames(channels: readonly DesiredChannel[], convention: Convention): DesiredChannel[] {
  const taken = ['Général', 'General'];
  return channels.map((channel) => {
    const name = dedupe(channel.name, taken, 'channel', convention);
    taken.push(name);
    return name === channel.name ? channel : { ...channel, name };
  });
}

/** The teams that house these committees; all of them when nothing is singled out. */
export const housing = (desired: readonly DesiredTeam[], only: readonly CommitteeId[] | null): readonly DesiredTeam[] => (only === null ? desired : desired.filter((team) => team.committees.some((committee) => only.includes(committee))));
