// A local Microsoft 365 for a test: seeded, on a free port, with the few calls that every test of it makes.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalTenant, type LocalTenant, type StartOptions } from '../../src/local-tenant/start.ts';

export const TENANT_ID = '11111111-1111-4111-8111-111111111111';
export const APP_ID = '22222222-2222-4222-8222-222222222222';
export const OTHER_APP_ID = '33333333-3333-4333-8333-333333333333';
export const MANIFEST_ID = '44444444-4444-4444-8444-444444444444';
export const SECRET = 's3cret-of-the-app';
export const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';
export const V1 = 'https://graph.microsoft.com/v1.0';

export const ALL_ROLES = [
  'Team.Create', 'TeamSettings.ReadWrite.All', 'Channel.Create', 'Channel.ReadBasic.All', 'ChannelSettings.ReadWrite.All', 'Channel.Delete.All', 'TeamMember.ReadWrite.All', 'ChannelMember.ReadWrite.All',
  'TeamsAppInstallation.ReadWriteForTeam.All', 'TeamsAppInstallation.ReadWriteForUser.All', 'TeamsTab.ReadWrite.All', 'TeamsTab.Create', 'AppCatalog.Read.All', 'User.Read.All', 'Directory.Read.All', 'Group.ReadWrite.All', 'GroupMember.ReadWrite.All', 'Files.ReadWrite.All',
  'Organization.Read.All', 'Domain.Read.All', 'Application.Read.All', 'Team.ReadBasic.All', 'TeamMember.Read.All', 'ChannelMember.Read.All',
  'Calendars.ReadWrite', 'MailboxSettings.Read', 'OnlineMeetings.Read.All',
];

export const aManifest = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  manifestVersion: '1.19', id: MANIFEST_ID, version: '1.0.0', name: { short: 'Gouverne' }, description: { short: 'Comités', full: 'Les comités du réseau' }, icons: { color: 'color.png', outline: 'outline.png' },
  webApplicationInfo: { id: APP_ID, resource: `api://gouverne.example/${APP_ID}` }, configurableTabs: [{ configurationUrl: 'https://gouverne.example/config', scopes: ['team'] }], bots: [{ botId: APP_ID, scopes: ['team', 'personal'] }], ...over,
});

export const upn = (name: string): string => `${name}@rqt.example`;

export const aSeed = (over: Record<string, unknown> = {}): object => ({
  tenantId: TENANT_ID, displayName: 'Réseau de démonstration', domain: 'rqt.example',
  users: [
    { displayName: 'Ana Présidente', userPrincipalName: upn('ana'), givenName: 'Ana', surname: 'Présidente', jobTitle: 'Présidence', preferredLanguage: 'fr-CA', admin: true },
    { displayName: 'Ben Secrétaire', userPrincipalName: upn('ben'), jobTitle: 'Secrétariat' },
    { displayName: 'Cléo Membre', userPrincipalName: upn('cleo') },
    { displayName: 'Dev Invité', userPrincipalName: upn('dev'), userType: 'Guest' },
    { displayName: 'Éva Partie', userPrincipalName: upn('eva'), accountEnabled: false },
  ],
  registrations: [
    { appId: APP_ID, displayName: 'Gouverne', secrets: [SECRET], identifierUris: [`api://gouverne.example/${APP_ID}`], exposedScopes: ['access_as_user'], exposedRoles: ['Gouverne.Operate'], redirectUris: ['http://localhost', 'https://gouverne.example/signin'], publicClient: true, graphRoles: ALL_ROLES, graphScopes: ['User.Read', 'Team.ReadBasic.All', 'Channel.ReadBasic.All', 'AppCatalog.ReadWrite.All', 'Team.Create', 'Channel.Create', 'User.ReadBasic.All'] },
    { appId: OTHER_APP_ID, displayName: 'Un autre outil', secrets: ['other'], redirectUris: ['http://localhost'], graphRoles: [], otherRoles: { [APP_ID]: ['Gouverne.Operate'] } },
  ],
  catalog: [{ manifest: aManifest() }],
  bots: [{ appId: APP_ID, endpoint: 'http://127.0.0.1:9/api/messages', displayName: 'Gouverne' }],
  ...over,
});

export interface Answer { status: number; headers: Headers; body: Record<string, unknown>; text: string }
export type Rows = Record<string, unknown>[];

export class Tenant {
  readonly local: LocalTenant;
  constructor(local: LocalTenant) { this.local = local; }
  get url(): string { return this.local.url; }

  /** The token endpoint's answer to a form. */
  async token(form: Record<string, string>, tenant = TENANT_ID): Promise<Answer> {
    return answerOf(await fetch(`${this.url}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) }));
  }
  async appToken(clientId = APP_ID, secret = SECRET, scope = GRAPH_SCOPE): Promise<string> {
    const { body, text } = await this.token({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret, scope });
    if (typeof body['access_token'] !== 'string') throw new Error(`no token: ${text}`);
    return body['access_token'];
  }
  /** A delegated token for Graph, by a silent sign-in. */
  async userToken(name: string, scope = 'openid User.Read'): Promise<string> {
    const query = new URLSearchParams({ client_id: APP_ID, response_type: 'code', redirect_uri: 'http://localhost', scope, prompt: 'none', login_hint: upn(name) });
    const response = await fetch(`${this.url}/${TENANT_ID}/oauth2/v2.0/authorize?${query.toString()}`, { redirect: 'manual' });
    const code = new URL(response.headers.get('location') ?? 'http://x').searchParams.get('code');
    if (code === null) throw new Error(`no code: ${response.status} ${response.headers.get('location') ?? ''}`);
    const { body, text } = await this.token({ grant_type: 'authorization_code', client_id: APP_ID, code, redirect_uri: 'http://localhost', scope });
    if (typeof body['access_token'] !== 'string') throw new Error(`no token: ${text}`);
    return body['access_token'];
  }
  #shared: Promise<string> | undefined;
  /** A Graph request with the application's token, or another one. `path` is below /v1.0. */
  async graph(method: string, path: string, body?: unknown, more: { token?: string | undefined; headers?: Record<string, string> } = {}): Promise<Answer> {
    const token = 'token' in more ? more.token : await (this.#shared ??= this.appToken());
    const headers = { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined || Buffer.isBuffer(body) ? {} : { 'content-type': 'application/json' }), ...more.headers };
    const url = path.startsWith('http') ? path : `${this.url}/v1.0${path}`;
    return answerOf(await fetch(url, { method, headers, ...(body === undefined ? {} : { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }) }));
  }
  async control(method: string, path: string, body?: unknown): Promise<Answer> {
    return answerOf(await fetch(`${this.url}/_control${path}`, { method, ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) }));
  }
  advance(ms: number): Promise<Answer> { return this.control('POST', '/clock', { advanceMs: ms }); }
  id(name: string): string {
    const user = this.local.context.state.users.find((u) => u.userPrincipalName === upn(name));
    if (user === undefined) throw new Error(`no ${name} in the seed`);
    return user.id;
  }
  catalogId(): string {
    const [app] = this.local.context.state.catalog.values();
    if (app === undefined) throw new Error('no app in the catalog');
    return app.id;
  }
  /** A team that is ready, owned by Ana. */
  async aTeam(displayName = 'CNCOT', over: Record<string, unknown> = {}): Promise<string> {
    const reply = await this.graph('POST', '/teams', { 'template@odata.bind': `${V1}/teamsTemplates('standard')`, displayName, members: [aMember(this.id('ana'), ['owner'])], ...over });
    if (reply.status !== 202) throw new Error(`${reply.status} ${reply.text}`);
    await this.advance(this.local.context.options.teamReadyMs + this.local.context.options.privateChannelSettleMs + 1000);
    return teamIdOf(reply);
  }
}

export const aMember = (user: string, roles: string[] = []) => ({ '@odata.type': '#microsoft.graph.aadUserConversationMember', roles, 'user@odata.bind': `${V1}/users('${user}')` });
export const teamIdOf = (reply: Answer): string => /'([^']+)'/.exec(reply.headers.get('content-location') ?? '')?.[1] ?? '';
export const errorOf = (reply: Answer): { code: string; message: string; innerError: Record<string, string> } => reply.body['error'] as { code: string; message: string; innerError: Record<string, string> };
export const valueOf = (reply: Answer): Rows => reply.body['value'] as Rows;
export const claimsOf = (token: string): Record<string, unknown> => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  let body: Record<string, unknown> = {};
  if (/json/.test(response.headers.get('content-type') ?? '') && text !== '') body = JSON.parse(text) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body, text };
}

export async function aTenant(options: StartOptions = {}): Promise<Tenant> {
  return new Tenant(await startLocalTenant({ seed: aSeed(), ...options }));
}

export function aFolder(): { path: (name: string) => string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'local-tenant-'));
  return { path: (name) => join(dir, name), remove: () => rmSync(dir, { recursive: true, force: true }) };
}
