// Teams, channels, tabs, apps and people of the tenant through Graph v1.0: implements the committees' port TenantTeams.

import type { EntraId, TeamKey } from '../../shared/ids.ts';
import { entraId } from '../../shared/ids.ts';
import type { Account, FoundChannel, FoundMember, FoundTab, TeamRole } from '../../features/committees/domain/found.ts';
import type { Newcomer } from '../../features/committees/domain/step.ts';
import type { DesiredChannel } from '../../features/committees/domain/workspace.ts';
import type { TenantTeams } from '../../features/committees/ports.ts';
import type { GraphSender, Operation } from './batch.ts';
import { GraphFault } from './graph-fault.ts';
import { all, type Page } from './pages.ts';

export interface WorkspacesOptions {
  readonly sender: GraphSender;
  /** `https://graph.microsoft.com`: what @odata.bind names, also against the local tenant, as the real client would write it. */
  readonly bindBase: string;
  /** Id in our app's manifest: the catalogue gives it another one. */
  readonly manifestId: string;
  /** The `roles` of our application token; null when it cannot be had. */
  readonly tokenRoles: () => Promise<ReadonlySet<string> | null>;
}

interface GraphMember { id: string; roles?: string[]; displayName?: string; userId?: string }
interface GraphChannel { id: string; displayName: string; membershipType?: string; isArchived?: boolean | null; webUrl?: string | null }
interface GraphTab { id: string; displayName: string; configuration?: { entityId?: string | null; contentUrl?: string | null } | null; teamsApp?: { id?: string; externalId?: string | null } | null }
interface GraphInstallation { id: string; teamsApp?: { id: string; externalId?: string | null } }

type Added = Awaited<ReturnType<TenantTeams['addMembers']>> extends ReadonlyMap<EntraId, infer Result> ? Result : never;

const MEMBER = '#microsoft.graph.aadUserConversationMember';
/** `$filter=… in (…)` takes 15 values. Source: "Use the $filter query parameter" (directory objects). */
const IN_AT_MOST = 15;

export function graphTeams({ sender, bindBase, manifestId, tokenRoles }: WorkspacesOptions): TenantTeams {
  const send = (method: Operation['method'], url: string, body?: unknown) => sender.send(body === undefined ? { method, url } : { method, url, body });
  const list = <T>(url: string): Promise<T[]> => all<T>((next) => sender.send({ method: 'GET', url: next }).then((a) => a.body as Page<T>), url);
  const bind = (path: string): string => `${bindBase}/v1.0/${path}`;
  const member = (user: EntraId, role: TeamRole) => ({ '@odata.type': MEMBER, roles: role === 'member' ? [] : [role], 'user@odata.bind': bind(`users('${user}')`) });
  const tabBody = (channel: DesiredChannel, catalogApp: string) => ({
    displayName: channel.tab.name,
    'teamsApp@odata.bind': bind(`appCatalogs/teamsApps/${catalogApp}`),
    configuration: { entityId: channel.tab.entityId, contentUrl: channel.tab.contentUrl, websiteUrl: channel.tab.websiteUrl },
  });
  const people = (url: string): string => `${url}/members?$top=999`;
  const at = (teamId: string, channelId: string | null): string => (channelId === null ? `/teams/${teamId}` : `/teams/${teamId}/channels/${encodeURIComponent(channelId)}`);

  const tabsOf = async (teamId: string, channelId: string): Promise<FoundTab[]> =>
    (await list<GraphTab>(`${at(teamId, channelId)}/tabs?$expand=teamsApp`))
      .filter((tab) => tab.teamsApp?.externalId === manifestId)
      .map((tab) => ({ id: tab.id, name: tab.displayName, entityId: tab.configuration?.entityId ?? null, contentUrl: tab.configuration?.contentUrl ?? null }));
  const membersOf = async (teamId: string, channelId: string | null): Promise<FoundMember[]> => (await list<GraphMember>(people(at(teamId, channelId)))).flatMap(foundMember);
  const installationOf = async (teamId: string): Promise<string | null> =>
    (await list<GraphInstallation>(`/teams/${teamId}/installedApps?$expand=teamsApp&${where(`teamsApp/externalId eq '${manifestId}'`)}`))[0]?.id ?? null;
  const channelsOf = (teamId: string): Promise<GraphChannel[]> => list<GraphChannel>(`/teams/${teamId}/channels?$select=id,displayName,membershipType,isArchived,webUrl`);

  return {
    catalogApp: async () => (await list<{ id: string }>(`/appCatalogs/teamsApps?${where(`externalId eq '${manifestId}'`)}`))[0]?.id ?? null,
    granted: tokenRoles,

    async addressOf(account) {
      try {
        return ((await send('GET', `/users/${account}?$select=userPrincipalName`)).body as { userPrincipalName: string }).userPrincipalName;
      } catch (fault) {
        if (fault instanceof GraphFault && fault.kind === 'not-found') return null;
        throw fault;
      }
    },

    async accounts(persons) {
      const chunks = Array.from({ length: Math.ceil(persons.length / IN_AT_MOST) }, (_, i) => persons.slice(i * IN_AT_MOST, (i + 1) * IN_AT_MOST));
      const found = (await Promise.all(chunks.map((chunk) => list<{ id: string; userPrincipalName: string; accountEnabled?: boolean }>(`/users?${where(`userPrincipalName in (${chunk.map((p) => quoted(p.email)).join(',')})`)}&$select=id,userPrincipalName,accountEnabled`)))).flat();
      const byName = new Map(found.map((user) => [user.userPrincipalName.toLowerCase(), user]));
      return new Map(persons.map((person): readonly [typeof person.id, Account] => {
        const user = byName.get(person.email.toLowerCase());
        if (user === undefined) return [person.id, { is: 'unknown' }];
        return [person.id, { is: user.accountEnabled === false ? 'disabled' : 'known', id: entraId(user.id) }];
      }));
    },

    async find(teams) {
      const ours = new Map<TeamKey, string>();
      const strangers = new Map<TeamKey, { id: string; name: string }>();
      const groups = await Promise.all(searches(teams.map((t) => t.name)).map((filter) => list<{ id: string; displayName: string; description: string | null; createdDateTime: string }>(`/groups?${where(filter)}&$select=id,displayName,description,createdDateTime`)));
      // Should two bear the mark, the older one is ours: everybody may already be working in it.
      const all = groups.flat().sort((a, b) => a.createdDateTime.localeCompare(b.createdDateTime));
      for (const team of teams) {
        const mark = markOf(team.description);
        const mine = all.find((g) => mark !== null && (g.description?.endsWith(mark) ?? false));
        const namesake = all.find((g) => g.displayName === team.name);
        if (mine !== undefined) ours.set(team.key, mine.id);
        else if (namesake !== undefined) strangers.set(team.key, { id: namesake.id, name: namesake.displayName });
      }
      return { ours, strangers };
    },

    async read(teamId) {
      try {
        const [team, channels, members, installation] = await Promise.all([
          send('GET', `/teams/${teamId}?$select=id,displayName,internalId,isArchived,webUrl`).then((a) => a.body as { displayName: string; internalId?: string | null; isArchived?: boolean | null; webUrl?: string | null }),
          channelsOf(teamId),
          membersOf(teamId, null),
          installationOf(teamId),
        ]);
        const found = await Promise.all(channels.map(async (channel): Promise<FoundChannel> => {
          const kind = kindOf(channel);
          const [tabs, own] = await Promise.all([channel.id === team.internalId ? null : tabsOf(teamId, channel.id), kind === 'standard' ? null : membersOf(teamId, channel.id)]);
          return { ...foundChannel(channel), tabs, members: own };
        }));
        return { id: teamId, name: team.displayName, archived: team.isArchived ?? false, webUrl: team.webUrl ?? null, installation, channels: found, members };
      } catch (fault) {
        if (fault instanceof GraphFault && fault.kind === 'not-found') return null;
        throw fault;
      }
    },

    async readCreated(teamId, team, owner, withApp) {
      const channels = await channelsOf(teamId);
      const asked = new Set(team.channels.map((c) => c.name.toLowerCase()));
      const found = await Promise.all(channels.map(async (channel): Promise<FoundChannel> => ({ ...foundChannel(channel), tabs: asked.has(channel.displayName.toLowerCase()) ? await tabsOf(teamId, channel.id) : null, members: null })));
      // The app came in the request that the service carried out; a first tab that it refused would have the team read anew.
      return { id: teamId, name: team.name, archived: false, webUrl: channels[0]?.webUrl ?? null, installation: withApp ? 'with-the-team' : null, channels: found, members: [{ membershipId: '', user: owner, name: '', role: 'owner' }] };
    },

    async createTeam(team, owner, catalogApp, withoutTab) {
      const standard = team.channels.filter((c) => c.kind === 'standard');
      const answer = await send('POST', '/teams', {
        'template@odata.bind': bind("teamsTemplates('standard')"),
        displayName: team.name,
        description: team.description,
        visibility: 'private',
        members: [member(owner, 'owner')],
        ...(standard.length === 0 ? {} : {
          channels: standard.map((channel) => ({
            displayName: channel.name,
            description: channel.description,
            ...(catalogApp === null || withoutTab.has(channel.key) ? {} : { tabs: [tabBody(channel, catalogApp)] }),
          })),
        }),
        ...(catalogApp === null ? {} : { installedApps: [{ 'teamsApp@odata.bind': bind(`appCatalogs/teamsApps/${catalogApp}`) }] }),
      });
      const operation = answer.headers['location'];
      const id = /teams[/(]'?([0-9a-f-]{36})/i.exec(answer.headers['content-location'] ?? operation ?? '')?.[1];
      if (operation === undefined || id === undefined) throw new GraphFault('lost', 'POST /teams', { status: answer.status, message: '202 without Location' });
      return { id, operation: withoutVersion(operation) };
    },

    async creation(operation) {
      const { body } = await send('GET', operation);
      const seen = body as { status: string; createdDateTime?: string; lastActionDateTime?: string; error?: { code?: string; message?: string } | null };
      if (seen.status === 'succeeded') return { is: 'done', tookMs: Math.max(0, Date.parse(seen.lastActionDateTime ?? '') - Date.parse(seen.createdDateTime ?? '')) || 0 };
      if (seen.status === 'failed' || seen.status === 'invalid') return { is: 'failed', reason: [seen.error?.code, seen.error?.message].filter(Boolean).join(': ') || seen.status };
      return { is: 'running' };
    },

    renameTeam: async (teamId, name) => { await send('PATCH', `/teams/${teamId}`, { displayName: name }); },
    archiveTeam: async (teamId) => { await send('POST', `/teams/${teamId}/archive`); },
    unarchiveTeam: async (teamId) => { await send('POST', `/teams/${teamId}/unarchive`); },

    async installApp(teamId, catalogApp) {
      try {
        await send('POST', `/teams/${teamId}/installedApps`, { 'teamsApp@odata.bind': bind(`appCatalogs/teamsApps/${catalogApp}`) });
      } catch (fault) {
        // Installed already, by a person or by an answer that was lost: what we wanted.
        if (!(fault instanceof GraphFault && fault.kind === 'conflict')) throw fault;
      }
    },

    async addMembers(teamId, newcomers) {
      const { body } = await send('POST', `/teams/${teamId}/members/add`, { values: newcomers.map((p) => member(p.user, p.role)) });
      const results = (body as { value: { userId?: string; error?: { code?: string; message?: string } | null }[] }).value;
      const byUser = new Map(results.map((r) => [r.userId?.toLowerCase(), r]));
      return new Map(newcomers.map((p, i): readonly [EntraId, Added] => {
        // The page promises one result each, in no stated order: by account where it is named, else by place.
        const result = byUser.get(p.user) ?? results[i];
        const error = result?.error;
        if (error === null || error === undefined) return [p.user, { ok: true, membershipId: '', name: '' }];
        const kind = /NotFound/i.test(error.code ?? '') ? 'not-found' : /Forbidden|Authorization/i.test(error.code ?? '') ? 'forbidden' : /TooMany|Unavailable|Timeout|Internal|Generic/i.test(error.code ?? '') ? 'unavailable' : 'refused';
        return [p.user, { ok: false, fault: new GraphFault(kind, `POST /teams/${teamId}/members/add`, { status: 207, code: error.code ?? '', message: error.message ?? '' }) }];
      }));
    },

    async setRole(teamId, channelId, membershipId, role) {
      await send('PATCH', `${at(teamId, channelId)}/members/${membershipId}`, { '@odata.type': MEMBER, roles: role === 'member' ? [] : [role] });
    },
    removeMember: (teamId, channelId, membershipId) => forgiving(send('DELETE', `${at(teamId, channelId)}/members/${membershipId}`)),

    async createChannel(teamId, channel, name, newcomers) {
      const { body } = await send('POST', `/teams/${teamId}/channels`, {
        displayName: name,
        description: channel.description,
        membershipType: channel.kind,
        ...(channel.kind === 'standard' ? {} : { members: newcomers.map((p) => member(p.user, p.role)) }),
      });
      return { ...foundChannel({ ...(body as GraphChannel), membershipType: channel.kind }), tabs: [], members: channel.kind === 'standard' ? null : newcomers.map((p) => ({ membershipId: '', user: p.user, name: '', role: p.role })) };
    },
    renameChannel: async (teamId, channelId, name) => { await send('PATCH', at(teamId, channelId), { displayName: name }); },
    archiveChannel: async (teamId, channelId) => { await send('POST', `${at(teamId, channelId)}/archive`); },
    unarchiveChannel: async (teamId, channelId) => { await send('POST', `${at(teamId, channelId)}/unarchive`); },
    async addChannelMember(teamId, channelId, newcomer: Newcomer) {
      const { body } = await send('POST', `${at(teamId, channelId)}/members`, member(newcomer.user, newcomer.role));
      const added = body as GraphMember;
      return { membershipId: added.id, name: added.displayName ?? '' };
    },

    async addTab(teamId, channelId, channel, catalogApp) {
      const { body } = await send('POST', `${at(teamId, channelId)}/tabs`, tabBody(channel, catalogApp));
      return (body as { id: string }).id;
    },
    async updateTab(teamId, channelId, tabId, channel) {
      await send('PATCH', `${at(teamId, channelId)}/tabs/${tabId}`, { displayName: channel.tab.name, configuration: { entityId: channel.tab.entityId, contentUrl: channel.tab.contentUrl, websiteUrl: channel.tab.websiteUrl } });
    },
  };
}

/** Gone already: what we wanted. */
async function forgiving(removal: Promise<unknown>): Promise<void> {
  try { await removal; } catch (fault) { if (!(fault instanceof GraphFault && fault.kind === 'not-found')) throw fault; }
}

/** A string in a filter: its own quotes are doubled. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const where = (filter: string): string => `$filter=${encodeURIComponent(filter)}`;

const markOf = (description: string): string | null => /\[gouverne:[^\]]+\]$/.exec(description)?.[0] ?? null;

/** One `startsWith` when the names share a beginning that is worth it, else `in` lists: as few reads as possible. */
function searches(names: readonly string[]): string[] {
  const [first = ''] = names;
  let common = first;
  for (const name of names) while (!name.startsWith(common)) common = common.slice(0, -1);
  if (common.trim().length >= 4 && names.length > IN_AT_MOST) return [`startsWith(displayName,${quoted(common)})`];
  return Array.from({ length: Math.ceil(names.length / IN_AT_MOST) }, (_, i) => `displayName in (${names.slice(i * IN_AT_MOST, (i + 1) * IN_AT_MOST).map(quoted).join(',')})`);
}

/** `Location` is relative and has no version; should it come absolute, only what follows the version is ours. */
const withoutVersion = (location: string): string => location.replace(/^https?:\/\/[^/]+\/(v1\.0|beta)/, '');

const kindOf = (channel: GraphChannel): FoundChannel['kind'] => (channel.membershipType === 'private' ? 'private' : channel.membershipType === 'standard' || channel.membershipType === undefined ? 'standard' : 'shared');
const foundChannel = (channel: GraphChannel): Omit<FoundChannel, 'tabs' | 'members'> => ({ id: channel.id, name: channel.displayName, kind: kindOf(channel), archived: channel.isArchived ?? false, webUrl: channel.webUrl ?? null });
const foundMember = (m: GraphMember): FoundMember[] => (m.userId === undefined ? [] : [{ membershipId: m.id, user: entraId(m.userId), name: m.displayName ?? '', role: m.roles?.includes('owner') ? 'owner' : m.roles?.includes('guest') ? 'guest' : 'member' }]);

