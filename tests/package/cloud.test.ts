// What is asked of Azure and of Entra ID: Canada only, least privilege, and no secret anywhere in the repository.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { packageVariables } from '../../scripts/app-package.mjs';
import { PERMISSION, READING_PERMISSIONS } from '../../src/features/committees/domain/step.ts';
import { SENDING_PERMISSIONS } from '../../src/features/conversations/domain/permissions.ts';
import { PLANNER_PERMISSIONS } from '../../src/features/actions/domain/planner-permissions.ts';
import { CALENDAR_PERMISSIONS } from '../../src/features/meetings/domain/calendar-permissions.ts';

const root = new URL('../..', import.meta.url).pathname;
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const variables = (text: string): Set<string> => new Set([...text.matchAll(/\$\{\{(\w+)\}\}/g)].map(([, name = '']) => name));
const environment = Object.fromEntries(read('env/.env.dev').split('\n').filter((line) => /^\w+=/.test(line)).map((line) => line.split('=', 2) as [string, string]));

describe('infra', () => {
  const files = readdirSync(join(root, 'infra'));
  const bicep = read('infra/main.bicep');
  // Azure's public regions, Canada's apart.
  const ELSEWHERE = ['asia', 'asiapacific', 'australia', 'australiacentral', 'australiaeast', 'australiasoutheast', 'austriaeast', 'belgiumcentral', 'brazilsouth', 'brazilsoutheast', 'centralindia', 'centralus', 'chilecentral', 'eastasia', 'eastus', 'eastus2', 'europe', 'francecentral', 'francesouth', 'germanynorth', 'germanywestcentral', 'indonesiacentral', 'israelcentral', 'italynorth', 'japaneast', 'japanwest', 'jioindiawest', 'koreacentral', 'koreasouth', 'malaysiawest', 'mexicocentral', 'newzealandnorth', 'northcentralus', 'northeurope', 'norwayeast', 'norwaywest', 'polandcentral', 'qatarcentral', 'southafricanorth', 'southafricawest', 'southcentralus', 'southeastasia', 'southindia', 'spaincentral', 'swedencentral', 'swedensouth', 'switzerlandnorth', 'switzerlandwest', 'uaecentral', 'uaenorth', 'uksouth', 'ukwest', 'unitedstates', 'westcentralus', 'westeurope', 'westindia', 'westus', 'westus2', 'westus3'];

  it('names no region outside Canada', () => {
    for (const file of files) {
      const words = new Set(read(`infra/${file}`).toLowerCase().match(/[a-z0-9]+/g));
      expect(ELSEWHERE.filter((region) => words.has(region))).toEqual([]);
    }
  });

  it('accepts canadaeast and canadacentral only, canadaeast unless said', () => {
    expect(bicep).toMatch(/@allowed\(\['canadaeast', 'canadacentral'\]\)\nparam location string = 'canadaeast'/);
    expect(environment['AZURE_LOCATION']).toBe('canadaeast');
  });

  it('puts everything there, but for what has no place: a registration and a name zone', () => {
    let type = '';
    let places = 0;
    for (const line of bicep.split('\n')) {
      type = /^\s*resource \w+ '([^'@]+)/.exec(line)?.[1] ?? type;
      const place = /^\s*location: (.+)$/.exec(line)?.[1];
      if (place === undefined) continue;
      places += 1;
      if (place !== 'location') expect({ type, place }).toEqual({ type: expect.stringMatching(/^(Microsoft\.BotService\/botServices|channels|Microsoft\.Network\/privateDnsZones|virtualNetworkLinks)$/) as unknown, place: "'global'" });
    }
    expect(places).toBeGreaterThan(10);
  });

  it('says that it was not compiled', () => {
    expect(bicep).toMatch(/^\/\/[\s\S]{0,300}NOT COMPILED/);
    expect(read('infra/README.md')).toContain('Not compiled');
  });

  it('opens no door to the database, keeps its secret in the vault and gives the server none', () => {
    expect(bicep).not.toMatch(/firewallRules|publicNetworkAccess: 'Enabled'/);
    expect(bicep).not.toContain('MICROSOFT_APP_PASSWORD');
    expect(bicep).toMatch(/DATABASE_URL', value: '@Microsoft\.KeyVault\(/);
    expect(bicep).toContain("minTlsVersion: '1.2'");
    expect(bicep).toContain('httpsOnly: true');
  });

  it('is given the parameters that it declares, from variables that the environment has', () => {
    const { parameters } = JSON.parse(read('infra/main.parameters.json')) as { parameters: Record<string, unknown> };
    const declared = [...bicep.matchAll(/^param (\w+) /gm)].map(([, name]) => name);
    for (const name of Object.keys(parameters)) expect(declared).toContain(name);
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining(['location', 'name', 'appId']));
    for (const name of variables(read('infra/main.parameters.json'))) expect(environment).toHaveProperty(name);
  });
});

describe('the registration in Entra ID', () => {
  const aad = JSON.parse(read('aad.manifest.json')) as {
    signInAudience: string;
    api: { requestedAccessTokenVersion: number; oauth2PermissionScopes: { id: string; value: string }[]; preAuthorizedApplications: { appId: string; delegatedPermissionIds: string[] }[] };
    appRoles: { value: string; allowedMemberTypes: string[] }[];
    requiredResourceAccess: { resourceAppId: string; resourceAccess: { id: string; type: string }[] }[];
  };
  const asked = aad.requiredResourceAccess.flatMap((resource) => resource.resourceAccess);

  it('is of one tenant, with tokens of version 2', () => {
    expect(aad.signInAudience).toBe('AzureADMyOrg');
    expect(aad.api.requestedAccessTokenVersion).toBe(2);
  });

  it('lets Teams’ own clients, and no other, ask for a person’s token without a question', () => {
    const [scope] = aad.api.oauth2PermissionScopes;
    expect(scope?.value).toBe('access_as_user');
    expect(aad.api.preAuthorizedApplications).toEqual(['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346'].map((appId) => ({ appId, delegatedPermissionIds: [scope?.id] })));
  });

  it('has one role, for applications', () => {
    expect(aad.appRoles).toMatchObject([{ value: 'Gouverne.Operate', allowedMemberTypes: ['Application'] }]);
  });

  it('asks Graph for exactly what the product uses, and only as an application', () => {
    const used = new Set([...READING_PERMISSIONS, ...SENDING_PERMISSIONS, ...CALENDAR_PERMISSIONS, ...PLANNER_PERMISSIONS, ...Object.values(PERMISSION).filter((permission) => permission !== null)]);
    expect(asked.map((permission) => permission.id)).toEqual([...used].toSorted());
    expect(new Set(asked.map((permission) => permission.type))).toEqual(new Set(['Role']));
  });

  it('reads neither mail nor files, no chat but its own, and of calendars what docs/permissions.md says', () => {
    expect(asked.filter(({ id }) => !['Chat.Read.WhereInstalled', 'Calendars.ReadWrite'].includes(id) && /^(Mail|Chat|ChannelMessage|Calendars|Files|Sites|Directory|Group\.ReadWrite)/.test(id))).toEqual([]);
  });

  it('is explained, permission by permission, in both languages', () => {
    const rows = [...read('docs/permissions.md').matchAll(/^\| `([\w.]+\.[\w.]+)` \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, id = '', french = '', english = '']) => ({ id, french: french.trim(), english: english.trim() }));
    expect(rows.map((row) => row.id).toSorted()).toEqual(asked.map((permission) => permission.id).toSorted());
    for (const row of rows) {
      expect(row.french.length).toBeGreaterThan(10);
      expect(row.english.length).toBeGreaterThan(10);
    }
  });
});

describe('teamsapp.yml', () => {
  const steps = parse(read('teamsapp.yml')) as Record<'provision' | 'deploy' | 'publish', { uses: string; with: Record<string, unknown>; writeToEnvironmentFile?: Record<string, string> }[]>;

  it('registers, deploys, completes the registration with the address it got, and validates before it updates', () => {
    expect(steps.provision.map((step) => step.uses)).toEqual(['teamsApp/create', 'aadApp/create', 'arm/deploy', 'aadApp/update', 'teamsApp/validateManifest', 'teamsApp/zipAppPackage', 'teamsApp/validateAppPackage', 'teamsApp/update']);
    expect(steps.publish.at(-1)?.uses).toBe('teamsApp/publishAppPackage');
  });

  it('makes no secret', () => {
    expect(steps.provision.find((step) => step.uses === 'aadApp/create')?.with).toMatchObject({ generateClientSecret: false, signInAudience: 'AzureADMyOrg' });
  });

  it('and the templates use no variable that the environment does not have', () => {
    const used = ['teamsapp.yml', 'aad.manifest.json', 'appPackage/manifest.json', 'appPackage/en.json'].flatMap((file) => [...variables(read(file))]);
    for (const name of used) expect(environment).toHaveProperty(name);
    for (const step of [...steps.provision, ...steps.publish]) for (const name of Object.values(step.writeToEnvironmentFile ?? {})) expect(environment).toHaveProperty(name);
    for (const [, output = ''] of read('infra/main.bicep').matchAll(/^output (BASE_URL|BASE_HOST|APP_ID_URI|SITE_RESOURCE_ID) /gm)) expect(environment).toHaveProperty(output);
  });

  it('packages the version and the variables that npm run package does', () => {
    expect(environment['APP_VERSION']).toBe((JSON.parse(read('package.json')) as { version: string }).version);
    const ours = packageVariables({ BASE_URL: 'https://gouverne.exemple.ca', MICROSOFT_APP_ID: '00000000-0000-4000-8000-000000000001' });
    expect([...variables(read('appPackage/manifest.json'))].toSorted()).toEqual(Object.keys(ours).toSorted());
  });
});

describe('the repository', () => {
  const SKIPPED = new Set(['node_modules', '.git', 'dist', 'data', 'coverage', 'artifacts', 'build']);
  const TEXT = /\.(?:ts|tsx|mjs|js|json|ya?ml|md|bicep|html|css|sql|sh|env|dev|example|txt)$|^\.?[\w-]+$/;
  const walk = (folder: string): string[] => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    return entry.isDirectory() ? walk(join(folder, entry.name)) : entry.isFile() && TEXT.test(entry.name) ? [join(folder, entry.name)] : [];
  });
  // Shapes that only a real secret has. Entra's client secrets carry `8Q~` in fourth place.
  const SECRETS = [/-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}/, /(?<![\w~.-])[\w~.-]{3}8Q~[\w~.-]{34}(?![\w~.-])/, /AccountKey=[A-Za-z0-9+/]{60,}/, /SharedAccessSignature=\S{20,}/, /\bgh[pousr]_[A-Za-z0-9]{36}\b/, /\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{60,}/];

  it('holds no secret in any text file', () => {
    const files = walk(root);
    expect(files.length).toBeGreaterThan(100);
    const found = files.flatMap((file) => { const text = readFileSync(file, 'utf8'); return SECRETS.filter((shape) => shape.test(text)).map((shape) => `${relative(root, file)}: ${shape.source.slice(0, 30)}`); });
    expect(found).toEqual([]);
  });

  it('would be found out if it did', () => {
    // In pieces, so that this file is not what it looks for.
    const planted = [['-----BEGIN PRIVATE KEY-----\n', 'A'.repeat(64)], ['x = abc8Q', '~', 'a'.repeat(34)], ['AccountKey=', 'A'.repeat(86)], ['ghp', '_', 'a'.repeat(36)], ['eyJ', 'a'.repeat(24), '.eyJ', 'b'.repeat(24), '.', 'c'.repeat(80)]].map((pieces) => pieces.join(''));
    for (const secret of planted) expect(SECRETS.some((shape) => shape.test(secret))).toBe(true);
  });

  it('asks for no secret in a file that Git keeps', () => {
    for (const [name, value] of Object.entries(environment)) if (/SECRET|PASSWORD|KEY/.test(name)) expect(value).toBe('');
  });
});
