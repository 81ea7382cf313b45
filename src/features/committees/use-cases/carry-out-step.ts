// One step against the tenant: the call, what it changed in the world as we know it, and what is to be remembered of it.

import type { EntraId } from '../../../shared/ids.ts';
import type { TeamRole } from '../domain/found.ts';
import type { Step } from '../domain/step.ts';
import type { DesiredChannel, DesiredTeam } from '../domain/workspace.ts';
import type { Greeter, Outcome, Remembering, TenantFault, TenantTeams } from '../ports.ts';
import { rolesOf, type World } from './world.ts';

export interface StepDeps {
  readonly teams: TenantTeams;
  readonly greeter: Greeter | null;
}

type Simple = Exclude<Step, { do: 'create-team' }>;
interface Role { readonly user: EntraId; readonly role: TeamRole }

/** Thrown when a step did part of its work: what was done counts, the rest is tried again or reported. */
export class PartlyDone extends Error {
  override readonly name = 'PartlyDone';
  readonly faults: readonly TenantFault[];
  readonly remembering: Remembering;
  constructor(faults: readonly TenantFault[], remembering: Remembering) {
    super(`${faults.length} of a bulk were refused`);
    this.faults = faults;
    this.remembering = remembering;
  }
}

/** Thrown when a step must wait for something that only comes from outside. */
export class NotYet extends Error { override readonly name = 'NotYet'; }

export const carryOutStep = ({ teams, greeter }: StepDeps) => async (step: Simple, desired: DesiredTeam | undefined, world: World): Promise<Outcome> => {
  const remembering = await act(step);
  if (remembering !== undefined) world.remember(remembering);
  return { step, state: { is: 'done' }, ...(remembering === undefined ? {} : { remembering }) };

  async function act(step: Simple): Promise<Remembering | undefined> {
    const team = world.team(step.team);
    switch (step.do) {
      case 'rename-team':
        await teams.renameTeam(team.id, step.to);
        world.change(step.team, { name: step.to });
        return { teams: [{ key: step.team, id: team.id, name: step.to }] };
      case 'unarchive-team':
        await teams.unarchiveTeam(team.id);
        world.change(step.team, { archived: false });
        return { teams: [rememberTeam({ archived: false })] };
      case 'archive-team':
        await teams.archiveTeam(team.id);
        world.change(step.team, { archived: true });
        return { teams: [rememberTeam({ archived: true })] };
      case 'install-app':
        await teams.installApp(team.id, catalogApp());
        world.change(step.team, { installation: 'installed' });
        return undefined;
      case 'add-members': {
        const results = await teams.addMembers(team.id, step.people);
        const added = step.people.filter((p) => results.get(p.user)?.ok === true);
        world.addPeople(step.team, added);
        const remembering: Remembering = { teams: [rememberTeam({ people: peopleOfTeam(added) })] };
        const faults = [...results.values()].flatMap((r) => (r.ok ? [] : [r.fault]));
        if (faults.length > 0) { world.remember(remembering); throw new PartlyDone(faults, remembering); }
        return remembering;
      }
      case 'set-role':
        await teams.setRole(team.id, null, step.membershipId, step.to);
        world.change(step.team, { members: world.team(step.team).members.map((m) => (m.user === step.user ? { ...m, role: step.to } : m)) });
        return { teams: [rememberTeam({ people: peopleOfTeam([{ user: step.user, role: step.to }]) })] };
      case 'remove-member':
        await teams.removeMember(team.id, null, step.membershipId);
        world.change(step.team, { members: world.team(step.team).members.filter((m) => m.user !== step.user) });
        return { teams: [rememberTeam({ people: peopleOfTeam([], step.user) })] };
      case 'create-channel': {
        const wanted = channel();
        const created = await teams.createChannel(team.id, wanted, nameOf(wanted), step.people);
        world.addChannel(step.team, created);
        return { channels: [{ key: wanted.key, team: step.team, id: created.id, name: created.name, webUrl: created.webUrl, tabId: null, people: rolesOf(created.members ?? []) }] };
      }
      case 'rename-channel': {
        const { id } = found();
        await teams.renameChannel(team.id, id, step.to);
        world.changeChannel(step.team, id, { name: step.to });
        return rememberChannel({ name: step.to });
      }
      case 'unarchive-channel': {
        const { id } = found();
        await teams.unarchiveChannel(team.id, id);
        world.changeChannel(step.team, id, { archived: false });
        return rememberChannel({ archived: false });
      }
      case 'archive-channel': {
        const remembered = world.memory.channels.get(step.channel ?? raise('archive-channel without channel'));
        const id = remembered?.id ?? raise(`channel ${step.channel} is not remembered`);
        await teams.archiveChannel(team.id, id);
        world.changeChannel(step.team, id, { archived: true });
        return { channels: [{ key: step.channel ?? raise('archive-channel without channel'), team: step.team, id, name: step.name, archived: true }] };
      }
      case 'add-channel-member': {
        const { id, members } = found();
        const added = await teams.addChannelMember(team.id, id, step.newcomer);
        world.changeChannel(step.team, id, { members: [...(members ?? []), { ...added, user: step.newcomer.user, role: step.newcomer.role }] });
        return rememberChannel({ people: peopleOfChannel([step.newcomer]) });
      }
      case 'set-channel-role': {
        const { id, members } = found();
        await teams.setRole(team.id, id, step.membershipId, step.to);
        world.changeChannel(step.team, id, { members: (members ?? []).map((m) => (m.user === step.user ? { ...m, role: step.to } : m)) });
        return rememberChannel({ people: peopleOfChannel([{ user: step.user, role: step.to }]) });
      }
      case 'remove-channel-member': {
        const { id, members } = found();
        await teams.removeMember(team.id, id, step.membershipId);
        world.changeChannel(step.team, id, { members: (members ?? []).filter((m) => m.user !== step.user) });
        return rememberChannel({ people: peopleOfChannel([], step.user) });
      }
      case 'add-tab': {
        const { id, tabs } = found();
        const { tab } = channel();
        const tabId = await teams.addTab(team.id, id, channel(), catalogApp());
        world.changeChannel(step.team, id, { tabs: [...(tabs ?? []), { id: tabId, name: tab.name, entityId: tab.entityId, contentUrl: tab.contentUrl }] });
        return rememberChannel({ tabId });
      }
      case 'update-tab': {
        const { id, tabs } = found();
        const { tab } = channel();
        await teams.updateTab(team.id, id, step.tabId, channel());
        world.changeChannel(step.team, id, { tabs: (tabs ?? []).map((t) => (t.id === step.tabId ? { ...t, name: tab.name, entityId: tab.entityId, contentUrl: tab.contentUrl } : t)) });
        return rememberChannel({ tabId: step.tabId });
      }
      case 'welcome': {
        const { key, committee } = channel();
        const said = await (greeter ?? raise('welcome without a bot')).welcome({ key, committee, teamId: team.id, channelId: found().id });
        if (said === 'waiting') throw new NotYet('Teams has not yet told the bot of its installation');
        world.greeted(key);
        return undefined;
      }
      default:
        return step satisfies never;
    }

    // Only what this step did: what somebody changed by hand beside it stays a change made by hand until somebody settles it.
    function rememberTeam(change: { people?: ReadonlyMap<EntraId, TeamRole>; archived?: boolean }): NonNullable<Remembering['teams']>[number] {
      const now = world.team(step.team);
      return { key: step.team, id: now.id, name: world.memory.teams.get(step.team)?.name ?? now.name, ...change };
    }
    function rememberChannel(change: { name?: string; tabId?: string; archived?: boolean; people?: ReadonlyMap<EntraId, TeamRole> }): Remembering {
      const now = found();
      return { channels: [{ key: channel().key, team: step.team, id: now.id, name: world.memory.channels.get(channel().key)?.name ?? now.name, ...change }] };
    }
    function peopleOfTeam(set: readonly Role[], gone?: EntraId): Map<EntraId, TeamRole> {
      return amended(world.memory.teams.get(step.team)?.people ?? rolesOf(world.team(step.team).members), set, gone);
    }
    function peopleOfChannel(set: readonly Role[], gone?: EntraId): Map<EntraId, TeamRole> {
      return amended(world.memory.channels.get(channel().key)?.people ?? rolesOf(found().members ?? []), set, gone);
    }
  }

  function channel(): DesiredChannel {
    return desired?.channels.find((c) => c.key === step.channel) ?? raise(`channel ${step.channel} is not in the charter`);
  }
  function nameOf(wanted: DesiredChannel): string { return world.adoptions.channelNames.get(wanted.key) ?? wanted.name; }
  function found() {
    const wanted = channel();
    const remembered = world.memory.channels.get(wanted.key);
    const { channels } = world.team(step.team);
    return (remembered && channels.find((c) => c.id === remembered.id)) ?? channels.find((c) => c.name.toLowerCase() === nameOf(wanted).toLowerCase()) ?? raise(`channel ${wanted.key} is not in the tenant as known`);
  }
  function catalogApp(): string { return world.tenant.catalogApp ?? raise('our app is not in the catalogue'); }
};

const amended = (people: ReadonlyMap<EntraId, TeamRole>, set: readonly Role[], gone?: EntraId): Map<EntraId, TeamRole> =>
  new Map([...people, ...set.map(({ user, role }) => [user, role] as const)].filter(([user]) => user !== gone));

function raise(message: string): never { throw new Error(message); }
