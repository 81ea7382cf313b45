// Acts of a person in the Teams client, so that a product finds its workspaces changed by hand. Things may be named by id or by display name.
//
// { "act": "rename-channel", "team": "…", "channel": "…", "to": "…" }
// { "act": "describe-channel", "team", "channel", "description" }       { "act": "delete-channel", "team", "channel" }
// { "act": "add-channel", "team", "to", "membershipType"?, "members"? }  { "act": "restore-channel", "team", "channel" }
// { "act": "rename-tab" | "delete-tab", "team", "channel", "tab", "to"? }
// { "act": "add-member" | "remove-member" | "make-owner" | "make-member", "team", "channel"?, "user" }
// { "act": "rename-team", "team", "to" }  "archive-team" | "unarchive-team" | "delete-team" | "restore-team"
// { "act": "add-team", "to", "user" }     { "act": "uninstall-app" | "install-app", "team" | "user", "app" }
// and those of calendar-acts.ts (meetings answered, moved, renamed and called off in Outlook) and planner-acts.ts (tasks made, edited and removed in Planner).

import { BadAct } from './bad-act.ts';
import { calendarActs } from './calendar-acts.ts';
import { plannerActs } from './planner-acts.ts';
import type { TenantContext } from '../context.ts';
import type { CatalogApp, Channel, Group, Membership, Tab, Team, User } from '../state.ts';

type Body = Record<string, unknown>;

export function personActs(ctx: TenantContext): (body: Body) => unknown {
  const { state, world } = ctx;
  const text = (body: Body, name: string): string => {
    const value = body[name];
    if (typeof value !== 'string' || value === '') throw new BadAct(`"${name}" must be given for the act "${String(body['act'])}"`);
    return value;
  };
  const one = <T>(what: string, name: string, found: readonly T[]): T => {
    const [first] = found;
    if (first === undefined) throw new BadAct(`no ${what} "${name}"`);
    if (found.length > 1) throw new BadAct(`there are ${found.length} ${what}s "${name}": name it by its id`);
    return first;
  };
  const group = (body: Body, deleted: boolean): Group => { const name = text(body, 'team'); return one('team', name, state.groups.filter((g) => (g.id === name || g.displayName === name) && (g.deletedAt !== null) === deleted)); };
  const team = (body: Body): Team => one('team', text(body, 'team'), [state.teams.get(group(body, false).id)].filter((t) => t !== undefined));
  const channel = (body: Body, deleted = false): Channel => { const name = text(body, 'channel'); const { id } = team(body); return one('channel', name, state.channels.filter((c) => c.teamId === id && (c.id === name || c.displayName === name) && (c.deletedAt !== null) === deleted)); };
  const user = (body: Body, name = text(body, 'user')): User => one('person', name, state.users.filter((u) => u.id === name || u.userPrincipalName.toLowerCase() === name.toLowerCase() || u.displayName === name));
  const tab = (body: Body): Tab => { const name = text(body, 'tab'); const { id } = channel(body); return one('tab', name, state.tabs.filter((t) => t.channelId === id && (t.id === name || t.displayName === name))); };
  const app = (body: Body): CatalogApp => { const name = text(body, 'app'); return one('app', name, state.catalog.filter((a) => a.id === name || a.externalId === name || a.displayName === name)); };
  const member = (body: Body): Membership => { const where = body['channel'] === undefined ? null : channel(body).id; const { id } = user(body); const { id: teamId } = team(body); return one('member', text(body, 'user'), state.memberships.filter((m) => m.teamId === teamId && m.channelId === where && m.userId === id)); };
  const by = (body: Body): string | null => (typeof body['by'] === 'string' ? user(body, body['by']).id : null);

  const acts: Record<string, (body: Body) => unknown> = {
    'rename-channel': (b) => world.patchChannel(channel(b), { displayName: text(b, 'to') }),
    'describe-channel': (b) => world.patchChannel(channel(b), { description: text(b, 'description') }),
    'delete-channel': (b) => world.deleteChannel(channel(b)),
    'restore-channel': (b) => world.restoreChannel(channel(b, true)),
    'archive-channel': (b) => void world.archiveChannel(channel(b), true),
    'add-channel': (b) => {
      const members = Array.isArray(b['members']) ? b['members'].map((name, i) => ({ userId: user(b, String(name)).id, roles: i === 0 ? ['owner'] : [] })) : [];
      const type = b['membershipType'] === 'private' || b['membershipType'] === 'shared' ? b['membershipType'] : 'standard';
      return { channelId: world.createChannel({ teamId: team(b).id, displayName: text(b, 'to'), description: null, membershipType: type, members }).id };
    },
    'rename-tab': (b) => world.patchTab(tab(b), { displayName: text(b, 'to') }),
    'delete-tab': (b) => world.removeTab(tab(b)),
    'add-member': (b) => ({ membershipId: world.addMember({ teamId: team(b).id, channelId: b['channel'] === undefined ? null : channel(b).id, userId: user(b).id, roles: b['role'] === 'owner' ? ['owner'] : [], by: by(b) }).id }),
    'remove-member': (b) => world.removeMember(member(b), by(b)),
    'make-owner': (b) => world.setRoles(member(b), ['owner']),
    'make-member': (b) => world.setRoles(member(b), []),
    'rename-team': (b) => world.patchTeam(team(b), { displayName: text(b, 'to') }),
    'archive-team': (b) => void world.archiveTeam(team(b), true),
    'unarchive-team': (b) => void world.archiveTeam(team(b), false),
    'delete-team': (b) => world.deleteGroup(group(b, false)),
    'restore-team': (b) => world.restoreGroup(group(b, true)),
    'add-team': (b) => ({ teamId: world.createTeam({ displayName: text(b, 'to'), description: null, visibility: 'private', firstChannelName: null, settings: {}, ownerIds: [user(b).id], channels: [], installedAppIds: [], by: user(b).id }).team.id }),
    'install-app': (b) => ({ installationId: world.installApp({ ...(b['team'] === undefined ? { scope: 'user' as const, scopeId: user(b).id } : { scope: 'team' as const, scopeId: team(b).id }), catalogAppId: app(b).id, by: by(b) }).id }),
    'uninstall-app': (b) => {
      const scopeId = b['team'] === undefined ? user(b).id : team(b).id;
      world.uninstallApp(one('installation', app(b).displayName, state.installations.filter((i) => i.scopeId === scopeId && i.catalogAppId === app(b).id)), by(b));
    },
  };
  Object.assign(acts, calendarActs(ctx, { text, user }), plannerActs(ctx, { text, user }));
  return (body) => {
    const act = acts[String(body['act'])];
    if (act === undefined) throw new BadAct(`unknown act "${String(body['act'])}"; known: ${Object.keys(acts).join(', ')}`);
    return act(body) ?? {};
  };
}
