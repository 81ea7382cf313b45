// A small tenant for tests of the Connector and of the host page: people, one team with its channels, an app with a bot and tabs.

import { startLocalTenant, type LocalTenant, type StartOptions } from '../../src/local-tenant/start.ts';
import { guidOf } from '../../src/local-tenant/ids.ts';
import type { CatalogApp, Channel, Team, User } from '../../src/local-tenant/state.ts';

export const BOT_ID = 'b0700000-0000-4000-8000-000000000001';
export const OTHER_BOT_ID = 'b0700000-0000-4000-8000-000000000002';
export const BOT_SECRET = 'bot-secret';
export const APP_ID = 'a9900000-0000-4000-8000-000000000001';
export const TENANT_ID = '7e000000-0000-4000-8000-000000000001';

export interface Scene {
  readonly tenant: LocalTenant;
  readonly ana: User;
  readonly ben: User;
  /** In no team. */
  readonly cleo: User;
  readonly team: Team;
  readonly general: Channel;
  readonly sessions: Channel;
  readonly app: CatalogApp;
}

export function aUser(displayName: string, upn: string, more: Partial<User> = {}): User {
  const [givenName = null, ...rest] = displayName.split(' ');
  return {
    id: guidOf(upn), displayName, givenName, surname: rest.join(' ') || null, userPrincipalName: upn, mail: upn, jobTitle: null, preferredLanguage: 'fr-CA', zone: 'America/Toronto',
    userType: 'Member', accountEnabled: true, createdAt: 0, ...more,
  };
}

export interface SceneOptions extends StartOptions {
  botEndpoint?: string;
  /** Base of the tabs, as the manifest names it. */
  tabsUrl?: string;
  manifest?: Record<string, unknown>;
  installedInTeam?: boolean;
}

export function aManifest({ tabsUrl = 'https://gouverne.example', ...more }: { tabsUrl?: string } & Record<string, unknown> = {}): Record<string, unknown> {
  return {
    manifestVersion: '1.19', version: '1.2.3', id: APP_ID,
    name: { short: 'Gouverne', full: 'Gouverne, les comités du réseau' },
    description: { short: 'Les comités du réseau', full: 'Convoquer, décider, suivre : les comités du réseau.' },
    developer: { name: 'Réseau', websiteUrl: 'https://gouverne.example', privacyUrl: 'https://gouverne.example/p', termsOfUseUrl: 'https://gouverne.example/t' },
    icons: { color: 'color.png', outline: 'outline.png' }, accentColor: '#4F52B2',
    bots: [{ botId: BOT_ID, scopes: ['personal', 'team'], commandLists: [{ scopes: ['personal', 'team'], commands: [{ title: 'aide', description: 'Ce que je sais faire' }] }] }],
    staticTabs: [{ entityId: 'accueil', name: 'Accueil', contentUrl: `${tabsUrl}/personal.html`, scopes: ['personal'] }],
    configurableTabs: [{ configurationUrl: `${tabsUrl}/config.html`, canUpdateConfiguration: true, scopes: ['team'] }],
    webApplicationInfo: { id: APP_ID, resource: `api://${new URL(tabsUrl).host}/${APP_ID}` },
    ...more,
  };
}

export async function aScene({ botEndpoint = 'http://127.0.0.1:9/api/messages', tabsUrl, manifest, installedInTeam = true, ...options }: SceneOptions = {}): Promise<Scene> {
  const tenant = await startLocalTenant({ manners: 'fast', teamReadyMs: 0, installEventMs: 0, ...options });
  const { state, world } = tenant.context;
  tenant.context.setTenant({ id: TENANT_ID, displayName: 'Réseau d’essai', domain: 'essai.example' });
  const [ana, ben, cleo] = [
    world.putUser(aUser('Ana Roy', 'ana@essai.example', { jobTitle: 'Coordination' })),
    world.putUser(aUser('Ben Côté', 'ben@essai.example', { jobTitle: 'Secrétariat', preferredLanguage: 'en-CA' })),
    world.putUser(aUser('Cléo Dubé', 'cleo@essai.example')),
  ] as const;
  for (const appId of [BOT_ID, OTHER_BOT_ID]) state.registrations.put(appId, aRegistration(appId, BOT_SECRET));
  state.registrations.put(APP_ID, { ...aRegistration(APP_ID, 'app-secret'), identifierUris: [`api://gouverne.example/${APP_ID}`], exposedScopes: ['access_as_user'] });
  state.bots.put(BOT_ID, { appId: BOT_ID, endpoint: botEndpoint, displayName: 'Gouverne' });
  state.bots.put(OTHER_BOT_ID, { appId: OTHER_BOT_ID, endpoint: botEndpoint, displayName: 'Autre' });
  const app = world.putCatalogApp({ externalId: APP_ID, displayName: 'Gouverne', version: '1.2.3', manifest: manifest ?? aManifest(tabsUrl === undefined ? {} : { tabsUrl }), localisations: {} });
  const { team } = world.createTeam({
    displayName: 'Comité d’essai', description: null, visibility: 'private', firstChannelName: null, settings: {}, ownerIds: [ana.id], installedAppIds: [], by: null,
    channels: [{ displayName: 'Séances', description: null, isFavoriteByDefault: null, tabs: [] }],
  });
  world.addMember({ teamId: team.id, channelId: null, userId: ben.id, roles: [], by: null });
  const channels = state.channels.filter((channel) => channel.teamId === team.id);
  const general = channels.find((channel) => channel.isGeneral);
  const sessions = channels.find((channel) => !channel.isGeneral);
  if (general === undefined || sessions === undefined) throw new Error('the scene lacks a channel');
  if (installedInTeam) world.installApp({ scope: 'team', scopeId: team.id, catalogAppId: app.id, by: ana.id });
  return { tenant, ana, ben, cleo, team, general, sessions, app };
}

const aRegistration = (appId: string, secret: string) => ({
  appId, displayName: 'Gouverne', secrets: [secret], certificates: [], identifierUris: [], exposedScopes: [], exposedRoles: [], redirectUris: [], publicClient: false, graphRoles: [], graphScopes: [], otherRoles: {},
});

/** A token as the bot gets it from the tenant's Entra. */
export async function botToken(tenant: LocalTenant, botId = BOT_ID): Promise<string> {
  const response = await fetch(`${tenant.url}/${TENANT_ID}/oauth2/v2.0/token`, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: botId, client_secret: BOT_SECRET, scope: 'https://api.botframework.com/.default' }),
  });
  const body = await response.json() as { access_token?: string };
  if (body.access_token === undefined) throw new Error(`no token: ${JSON.stringify(body)}`);
  return body.access_token;
}
