// Provisioning as a difference: what the charter asks for, less what stands, is what is left to do. The job repeats the
// question until the answer is "nothing", after any crash, throttle or lost answer.

import type { ChannelKey, EntraId, PersonId, TeamKey } from '../../../shared/ids.ts';
import type { Adoptions, Account, FoundChannel, FoundMember, FoundTeam, Memory, RememberedChannel, RememberedTeam, TeamRole, Tenant } from './found.ts';
import type { Difference, Newcomer, Obstacle, Step, Unchanged } from './step.ts';
import { PERMISSION } from './step.ts';
import type { DesiredChannel, DesiredTeam } from './workspace.ts';

export interface Surroundings {
  readonly tenant: Tenant;
  readonly memory: Memory;
  readonly adoptions: Adoptions;
  /** Committee channels that the bot has welcomed; null when no bot is configured. */
  readonly welcomed: ReadonlySet<ChannelKey> | null;
}

/** `members/add` takes at most 200 people a call. Source: "conversationMember: add". */
const BULK = 200;

export function difference(desired: readonly DesiredTeam[], around: Surroundings): Difference {
  const out: Writable = { steps: [], obstacles: [], unchanged: [] };
  for (const team of desired) compareTeam(team, around, out);
  retire(desired, around, out);
  return around.tenant.granted === null ? out : withoutMissingPermissions(out, around.tenant.granted);
}

interface Writable { steps: Step[]; obstacles: Obstacle[]; unchanged: Unchanged[] }
interface Where { readonly team: TeamKey; readonly channel: ChannelKey | null; readonly committee: DesiredChannel['committee'] | null }

function compareTeam(team: DesiredTeam, around: Surroundings, out: Writable): void {
  const where: Where = { team: team.key, channel: null, committee: null };
  const { tenant, memory, adoptions } = around;
  const remembered = memory.teams.get(team.key);
  const found = tenant.teams.get(team.key);
  const wanted = wantedPeople(team.key, team.owners, team.members, around, where, out);

  if (found === undefined || found === 'removed') {
    const stranger = tenant.strangers.get(team.key);
    if (stranger !== undefined) {
      out.obstacles.push({ id: `stranger:${team.key}`, ...where, is: 'stranger-with-the-name', name: stranger.name });
      return;
    }
    const owner = [...wanted].find(([, role]) => role === 'owner')?.[0];
    if (owner === undefined) {
      out.obstacles.push({ id: `no-owner:${team.key}`, ...where, is: 'no-owner-account' });
      return;
    }
    if (tenant.catalogApp === null) out.obstacles.push({ id: `no-app:${team.key}`, ...where, is: 'app-not-in-catalogue' });
    const drift = found === 'removed';
    out.steps.push({ id: `create-team:${team.key}`, sign: '+', ...where, drift, do: 'create-team', owner });
    addPeople([...wanted].filter(([user]) => user !== owner), team.key, where, drift, around, out);
    for (const channel of team.channels) {
      const at: Where = { team: team.key, channel: channel.key, committee: channel.committee };
      if (channel.kind !== 'standard') createChannel(channel, at, drift, around, out);
      // A standard channel and its tab come with the team.
      if (channel.kind !== 'standard' && tenant.catalogApp !== null && !adoptions.withoutTab.has(channel.key)) out.steps.push({ id: `add-tab:${channel.key}`, sign: '+', ...at, drift, do: 'add-tab' });
      welcome(channel, at, around, out);
    }
    return;
  }

  if (found.archived) out.steps.push({ id: `unarchive-team:${team.key}`, sign: '~', ...where, drift: true, do: 'unarchive-team' });
  const name = adoptions.teamNames.get(team.key) ?? team.name;
  if (found.name === name) out.unchanged.push({ id: `team:${team.key}`, ...where, name });
  else out.steps.push({ id: `rename-team:${team.key}`, sign: '~', ...where, drift: remembered !== undefined && found.name !== remembered.name, do: 'rename-team', from: found.name, to: name });
  if (found.installation === null) {
    if (tenant.catalogApp === null) out.obstacles.push({ id: `no-app:${team.key}`, ...where, is: 'app-not-in-catalogue' });
    else out.steps.push({ id: `install-app:${team.key}`, sign: '+', ...where, drift: remembered !== undefined, do: 'install-app' });
  }
  comparePeople(wanted, found.members, remembered, where, around, out);
  for (const channel of team.channels) {
    compareChannel(channel, found, around, out);
    welcome(channel, { team: team.key, channel: channel.key, committee: channel.committee }, around, out);
  }
}

function compareChannel(channel: DesiredChannel, team: FoundTeam, around: Surroundings, out: Writable): void {
  const where: Where = { team: keyOfTeam(around, team), channel: channel.key, committee: channel.committee };
  const remembered = around.memory.channels.get(channel.key);
  const name = around.adoptions.channelNames.get(channel.key) ?? channel.name;
  const found = findChannel(team, remembered, name);

  if (found === undefined) {
    createChannel(channel, where, remembered !== undefined, around, out);
    if (around.tenant.catalogApp !== null && !around.adoptions.withoutTab.has(channel.key)) out.steps.push({ id: `add-tab:${channel.key}`, sign: '+', ...where, drift: remembered !== undefined, do: 'add-tab' });
    return;
  }
  if (found.kind !== channel.kind) {
    // membershipType never changes. Source: "channel resource type".
    out.obstacles.push({ id: `kind:${channel.key}`, ...where, is: 'channel-of-another-kind', name: found.name, found: found.kind, wanted: channel.kind });
    return;
  }
  if (found.archived) out.steps.push({ id: `unarchive-channel:${channel.key}`, sign: '~', ...where, drift: true, do: 'unarchive-channel' });
  if (found.name === name) out.unchanged.push({ id: `channel:${channel.key}`, ...where, name });
  else out.steps.push({ id: `rename-channel:${channel.key}`, sign: '~', ...where, drift: remembered !== undefined && found.name !== remembered.name, do: 'rename-channel', from: found.name, to: name });
  if (channel.kind !== 'standard' && found.members !== null) {
    const wanted = wantedPeople(channel.key, channel.owners, channel.members, around, where, out);
    compareChannelPeople(wanted, found.members, remembered, where, around, out);
  }
  compareTab(channel, found, remembered, where, around, out);
}

/** Ours by id; else, when we have no memory of it, the one that bears the name: it is taken over rather than made twice. */
function findChannel(team: FoundTeam, remembered: RememberedChannel | undefined, name: string): FoundChannel | undefined {
  const byId = remembered && team.channels.find((c) => c.id === remembered.id);
  return byId ?? team.channels.find((c) => c.name.toLowerCase() === name.toLowerCase());
}

function compareTab(channel: DesiredChannel, found: FoundChannel, remembered: RememberedChannel | undefined, where: Where, around: Surroundings, out: Writable): void {
  if (found.tabs === null || around.adoptions.withoutTab.has(channel.key)) return;
  const mine = found.tabs.find((tab) => tab.id === remembered?.tabId) ?? found.tabs.find((tab) => tab.entityId === channel.tab.entityId);
  if (mine === undefined) {
    if (around.tenant.catalogApp !== null) out.steps.push({ id: `add-tab:${channel.key}`, sign: '+', ...where, drift: remembered?.tabId !== undefined && remembered.tabId !== null, do: 'add-tab' });
  } else if (mine.contentUrl !== channel.tab.contentUrl || mine.name !== channel.tab.name) {
    out.steps.push({ id: `update-tab:${channel.key}`, sign: '~', ...where, drift: mine.contentUrl === channel.tab.contentUrl, do: 'update-tab', tabId: mine.id, from: mine.name, to: channel.tab.name });
  }
}

function createChannel(channel: DesiredChannel, where: Where, drift: boolean, around: Surroundings, out: Writable): void {
  if (channel.kind === 'standard') {
    out.steps.push({ id: `create-channel:${channel.key}`, sign: '+', ...where, drift, do: 'create-channel', people: [] });
    return;
  }
  const people = [...wantedPeople(channel.key, channel.owners, channel.members, around, where, out)].map(newcomer(around));
  if (!people.some((p) => p.role === 'owner')) {
    out.obstacles.push({ id: `no-owner:${channel.key}`, ...where, is: 'no-owner-account' });
    return;
  }
  out.steps.push({ id: `create-channel:${channel.key}`, sign: '+', ...where, drift, do: 'create-channel', people });
}

function welcome(channel: DesiredChannel, where: Where, around: Surroundings, out: Writable): void {
  const main = channel.key === (channel.committee as string);
  if (main && around.welcomed !== null && around.tenant.catalogApp !== null && !around.welcomed.has(channel.key)) {
    out.steps.push({ id: `welcome:${channel.key}`, sign: '+', ...where, drift: false, do: 'welcome' });
  }
}

// ---- people

/** The accounts that a team or private channel should have, by role, adoptions included. A person without account is an obstacle. */
function wantedPeople(key: TeamKey | ChannelKey, owners: readonly PersonId[], members: readonly PersonId[], around: Surroundings, where: Where, out: Writable): Map<EntraId, 'owner' | 'member'> {
  const wanted = new Map<EntraId, 'owner' | 'member'>();
  // Whoever stays away from a team cannot be in its private channels either. Source: "Create channel", members of a private channel.
  const absent = new Set([...(around.adoptions.absentPeople.get(key) ?? []), ...(around.adoptions.absentPeople.get(where.team) ?? [])]);
  const kept = around.adoptions.roles.get(key);
  const take = (role: 'owner' | 'member') => (person: PersonId): void => {
    const account: Account = around.tenant.accounts.get(person) ?? { is: 'unknown' };
    if (account.is === 'known') {
      if (!absent.has(account.id) && !wanted.has(account.id)) wanted.set(account.id, kept?.get(account.id) ?? role);
      return;
    }
    const is = account.is === 'unknown' ? 'unknown-account' : 'disabled-account';
    const id = `${is}:${person}:${where.team}`;
    if (!out.obstacles.some((o) => o.id === id)) out.obstacles.push({ id, ...where, is, person });
  };
  owners.forEach(take('owner'));
  members.forEach(take('member'));
  for (const [user, role] of around.adoptions.extraPeople.get(key) ?? []) {
    // Whoever was kept in a private channel is wanted there as long as the team has them: alone, the channel cannot bring them back.
    if (!wanted.has(user) && role !== 'guest' && (where.channel === null || isInTeam(user, where.team, around))) wanted.set(user, role);
  }
  return wanted;
}

/** There now, or kept there. */
function isInTeam(user: EntraId, key: TeamKey, { tenant, adoptions }: Surroundings): boolean {
  const team = tenant.teams.get(key);
  const stays = adoptions.extraPeople.get(key)?.get(user);
  return (stays !== undefined && stays !== 'guest') || (team !== undefined && team !== 'removed' && team.members.some((m) => m.user === user));
}

const personOf = (around: Surroundings, user: EntraId): PersonId | null => {
  for (const [person, account] of around.tenant.accounts) if (account.is !== 'unknown' && account.id === user) return person;
  return null;
};

const newcomer = (around: Surroundings) => ([user, role]: readonly [EntraId, 'owner' | 'member']): Newcomer => ({ person: personOf(around, user), user, role });

function addPeople(people: readonly (readonly [EntraId, 'owner' | 'member'])[], key: string, where: Where, drift: boolean, around: Surroundings, out: Writable): void {
  for (let from = 0; from < people.length; from += BULK) {
    const id = from === 0 ? `add-members:${key}` : `add-members:${key}:${from / BULK + 1}`;
    out.steps.push({ id, sign: '+', ...where, drift, do: 'add-members', people: people.slice(from, from + BULK).map(newcomer(around)) });
  }
}

type Remembered = Pick<RememberedTeam | RememberedChannel, 'people'>;

function comparePeople(wanted: ReadonlyMap<EntraId, 'owner' | 'member'>, found: readonly FoundMember[], remembered: Remembered | undefined, where: Where, around: Surroundings, out: Writable): void {
  const present = new Map(found.map((m) => [m.user, m]));
  const missing = [...wanted].filter(([user]) => !present.has(user));
  const wasThere = missing.filter(([user]) => remembered?.people.has(user) ?? false);
  addPeople(missing.filter(([user]) => !(remembered?.people.has(user) ?? false)), where.team, where, false, around, out);
  if (wasThere.length > 0) addPeople(wasThere, `${where.team}:back`, where, true, around, out);
  for (const change of peopleChanges(wanted, found, remembered, around.adoptions.extraPeople.get(where.team))) {
    const { member } = change;
    if (change.is === 'role') out.steps.push({ id: `set-role:${where.team}:${member.user}`, sign: '~', ...where, drift: change.drift, do: 'set-role', user: member.user, membershipId: member.membershipId, from: member.role, to: change.to, name: member.name });
    else if (change.is === 'last-owner') out.obstacles.push({ id: `last-owner:${where.team}`, ...where, is: 'last-owner', name: member.name });
    else out.steps.push({ id: `remove-member:${where.team}:${member.user}`, sign: '-', ...where, drift: change.drift, do: 'remove-member', user: member.user, membershipId: member.membershipId, name: member.name });
  }
}

function compareChannelPeople(wanted: ReadonlyMap<EntraId, 'owner' | 'member'>, found: readonly FoundMember[], remembered: Remembered | undefined, where: Where, around: Surroundings, out: Writable): void {
  const key = where.channel ?? where.team;
  const present = new Set(found.map((m) => m.user));
  for (const [user, role] of wanted) {
    if (present.has(user)) continue;
    out.steps.push({ id: `add-channel-member:${key}:${user}`, sign: '+', ...where, drift: remembered?.people.has(user) ?? false, do: 'add-channel-member', newcomer: newcomer(around)([user, role]) });
  }
  for (const change of peopleChanges(wanted, found, remembered, around.adoptions.extraPeople.get(key))) {
    const { member } = change;
    if (change.is === 'role') out.steps.push({ id: `set-channel-role:${key}:${member.user}`, sign: '~', ...where, drift: change.drift, do: 'set-channel-role', user: member.user, membershipId: member.membershipId, from: member.role, to: change.to, name: member.name });
    else if (change.is === 'last-owner') out.obstacles.push({ id: `last-owner:${key}`, ...where, is: 'last-owner', name: member.name });
    else out.steps.push({ id: `remove-channel-member:${key}:${member.user}`, sign: '-', ...where, drift: change.drift, do: 'remove-channel-member', user: member.user, membershipId: member.membershipId, name: member.name });
  }
}

type PeopleChange =
  | { readonly is: 'role'; readonly member: FoundMember; readonly to: 'owner' | 'member'; readonly drift: boolean }
  | { readonly is: 'removal' | 'last-owner'; readonly member: FoundMember; readonly drift: boolean };

/** Roles to set and people to remove. The last owner stays until another one is wanted: Teams refuses a team without owner. */
function* peopleChanges(wanted: ReadonlyMap<EntraId, 'owner' | 'member'>, found: readonly FoundMember[], remembered: Remembered | undefined, kept: ReadonlyMap<EntraId, TeamRole> | undefined): Generator<PeopleChange> {
  const ownerToCome = [...wanted.values()].includes('owner');
  for (const member of found) {
    const role = wanted.get(member.user);
    const before = remembered?.people.get(member.user);
    // A guest who was kept: not wanted, for no application can bring a guest back, but left in peace.
    if (role === undefined && (kept?.has(member.user) ?? false)) continue;
    if (role === undefined) {
      const drift = before === undefined;
      yield member.role === 'owner' && !ownerToCome ? { is: 'last-owner', member, drift } : { is: 'removal', member, drift };
    } else if (role !== member.role && !(role === 'member' && member.role === 'guest')) {
      // A guest is as much of a member as Teams lets a guest be.
      yield { is: 'role', member, to: role, drift: before !== undefined && before !== member.role };
    }
  }
}

// ---- what the charter no longer names

function retire(desired: readonly DesiredTeam[], around: Surroundings, out: Writable): void {
  const teams = new Set(desired.map((t) => t.key));
  const channels = new Set(desired.flatMap((t) => t.channels.map((c) => c.key)));
  for (const [key, found] of around.tenant.teams) {
    if (found === 'removed' || found.archived) continue;
    if (!teams.has(key)) {
      out.steps.push({ id: `archive-team:${key}`, sign: '-', team: key, channel: null, committee: null, drift: false, do: 'archive-team', name: found.name });
      continue;
    }
    for (const [channelKey, remembered] of around.memory.channels) {
      if (channels.has(channelKey)) continue;
      const channel = found.channels.find((c) => c.id === remembered.id);
      if (channel !== undefined && !channel.archived) out.steps.push({ id: `archive-channel:${channelKey}`, sign: '-', team: key, channel: channelKey, committee: null, drift: false, do: 'archive-channel', name: channel.name });
    }
  }
}

/** A permission that was not consented to stops only the steps that need it, and is named once with how many wait for it. */
function withoutMissingPermissions(whole: Writable, granted: ReadonlySet<string>): Difference {
  const missing = new Map<string, Step[]>();
  const wait = (permission: string, step: Step): false => { missing.set(permission, [...(missing.get(permission) ?? []), step]); return false; };
  const teamsThatWait = new Map<TeamKey, string>();
  const channelsThatWait = new Map<ChannelKey, string>();
  const steps = whole.steps.filter((step) => {
    // What stands on a thing that may not be made waits with it, under the same permission.
    const above = teamsThatWait.get(step.team) ?? (step.channel === null ? undefined : channelsThatWait.get(step.channel));
    if (above !== undefined) return wait(above, step);
    const permission = PERMISSION[step.do];
    if (permission === null || granted.has(permission)) return true;
    if (step.do === 'create-team') teamsThatWait.set(step.team, permission);
    if (step.do === 'create-channel' && step.channel !== null) channelsThatWait.set(step.channel, permission);
    return wait(permission, step);
  });
  const obstacles = [...missing].map(([permission, waiting]): Obstacle => ({ id: `permission:${permission}`, team: waiting[0]!.team, channel: null, committee: null, is: 'permission-missing', permission, steps: waiting.length }));
  return { steps, obstacles: [...whole.obstacles, ...obstacles], unchanged: whole.unchanged };
}

const keyOfTeam = (around: Surroundings, team: FoundTeam): TeamKey => {
  for (const [key, found] of around.tenant.teams) if (found !== 'removed' && found.id === team.id) return key;
  throw new Error(`team ${team.id} was found but has no key`);
};

/** Also where no tab is wanted, and where nobody could look. */
const hasItsTab = (channel: DesiredChannel, found: FoundChannel, remembered: RememberedChannel | undefined, around: Surroundings): boolean =>
  found.tabs === null || around.adoptions.withoutTab.has(channel.key) || found.tabs.some((tab) => tab.id === remembered?.tabId || tab.entityId === channel.tab.entityId);

/** Whether a step's ground is laid: what it stands on exists in the tenant as we know it. The rest waits for a later pass. */
export function isReady(step: Step, desired: DesiredTeam | undefined, around: Surroundings): boolean {
  if (step.do === 'create-team') return true;
  const team = around.tenant.teams.get(step.team);
  if (team === undefined || team === 'removed') return false;
  if (step.do === 'unarchive-team') return true;
  if (team.archived) return false;
  const channel = desired?.channels.find((c) => c.key === step.channel);
  const remembered = step.channel === null ? undefined : around.memory.channels.get(step.channel);
  const found = channel && findChannel(team, remembered, around.adoptions.channelNames.get(channel.key) ?? channel.name);
  switch (step.do) {
    case 'create-channel': {
      // Private-channel members must already be in the team. Source: "Create channel".
      const inTeam = new Set(team.members.map((m) => m.user));
      return step.people.every((p) => inTeam.has(p.user));
    }
    case 'add-channel-member':
      return found !== undefined && team.members.some((m) => m.user === step.newcomer.user);
    case 'add-tab':
    case 'update-tab':
      return found !== undefined && !found.archived && team.installation !== null;
    case 'welcome':
      // The card leads to the tab, and says that it stands at the top of the channel.
      return found !== undefined && team.installation !== null && (channel === undefined || hasItsTab(channel, found, remembered, around));
    case 'rename-team': case 'archive-team': case 'install-app': case 'add-members': case 'set-role': case 'remove-member':
    case 'rename-channel': case 'unarchive-channel': case 'archive-channel': case 'set-channel-role': case 'remove-channel-member':
      return true;
    default:
      return step satisfies never;
  }
}
