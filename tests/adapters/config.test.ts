// The configuration: what is right by default, what is refused, and that everything wrong is told at once with its remedy.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Config, Environment } from '../../src/config/config.ts';
import { atLocalTenant, ConfigError, loadConfig, LOCAL_APP, LOCAL_BASE_URL } from '../../src/config/config.ts';
import { VARIABLES } from '../../src/config/variables.ts';

const GUID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const FILES: Readonly<Record<string, string>> = { 'app.crt': '-----BEGIN CERTIFICATE-----\nMII\n', 'app.key': '-----BEGIN PRIVATE KEY-----\nMII\n', 'notes.txt': 'bonjour' };
const readText = (path: string): string => {
  const text = FILES[path];
  if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
  return text;
};
const load = (env: Environment): Config => loadConfig(readText, env);
const faultsOf = (env: Environment): ConfigError => {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
};
const named = (env: Environment): string[] => faultsOf(env).faults.map((fault) => fault.variable).sort();
const REAL: Environment = { TENANT: 'microsoft365', BASE_URL: 'https://gouverne.example.ca', MICROSOFT_APP_ID: GUID, MICROSOFT_APP_TENANT_ID: GUID, MICROSOFT_APP_PASSWORD: 'a~b' };

describe('nothing said', () => {
  it('is the local Microsoft 365 on this machine only, with data in ./data', () => {
    expect(load({})).toMatchObject({
      tenant: 'local', production: false, host: '127.0.0.1', port: 3978, baseUrl: LOCAL_BASE_URL, database: './data/db', charterFile: 'charters/rqt.yaml', logLevel: 'warn',
      app: { id: LOCAL_APP.id, tenantId: LOCAL_APP.tenantId, idUri: `api://gouverne.rqt.example/${LOCAL_APP.id}`, credential: { kind: 'secret' } },
      localTenant: { port: 3979, manners: 'real', latencyMs: 0, stateFile: './data/tenant.sqlite' },
    });
  });
  it('is never that in production', () => {
    expect(named({ NODE_ENV: 'production' })).toContain('TENANT');
    expect(faultsOf({ NODE_ENV: 'production' }).report('fr')).toContain('Ajoutez TENANT=microsoft365.');
  });
  it('is said by an empty variable too, as compose files pass them', () => {
    expect(load({ TENANT: '', DATABASE_URL: '', PORT: ' ' })).toMatchObject({ tenant: 'local', port: 3978 });
  });
});

describe('the local Microsoft 365', () => {
  it('is refused in production, whoever asks for it', () => {
    expect(named({ ...REAL, NODE_ENV: 'production', TENANT: 'local', DATABASE_URL: 'postgres://a@b/c' })).toEqual(['TENANT']);
  });
  it('gives every address of Microsoft once it listens', () => {
    expect(atLocalTenant(load({}), 'http://127.0.0.1:4000')).toMatchObject({ entra: { authority: 'http://127.0.0.1:4000' }, graph: { url: 'http://127.0.0.1:4000' }, bot: { metadataUrl: 'http://127.0.0.1:4000/botframework/v1/.well-known/openidconfiguration', serviceUrl: 'http://127.0.0.1:4000/connector/ca/', issuer: 'https://api.botframework.com' } });
  });
  it('keeps its state beside the data', () => {
    expect(load({ DATA_DIR: '/var/gouverne' })).toMatchObject({ database: '/var/gouverne/db', localTenant: { stateFile: '/var/gouverne/tenant.sqlite' } });
  });
});

describe('the real Microsoft 365', () => {
  it('is reached at its own addresses', () => {
    expect(load(REAL)).toMatchObject({
      tenant: 'microsoft365', host: '0.0.0.0', localTenant: null, charterFile: null, logLevel: 'info',
      app: { id: GUID, idUri: `api://gouverne.example.ca/${GUID}`, manifestId: GUID, catalogId: null, credential: { kind: 'secret', secret: 'a~b' } },
      entra: { authority: 'https://login.microsoftonline.com' }, graph: { url: 'https://graph.microsoft.com', teamFirstCheckMs: 5500 }, bot: { issuer: 'https://api.botframework.com' },
    });
  });
  it('needs to know the application, the tenant, our address and a way to sign in: all told at once', () => {
    expect(named({ TENANT: 'microsoft365' })).toEqual(['BASE_URL', 'MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_TENANT_ID']);
  });
  it('wants a place for the data in production', () => {
    expect(named({ ...REAL, NODE_ENV: 'production' })).toEqual(['DATABASE_URL']);
    expect(load({ ...REAL, NODE_ENV: 'production', DATABASE_URL: 'postgres://g:p@db/g' })).toMatchObject({ production: true, database: 'postgres://g:p@db/g' });
    expect(load({ ...REAL, NODE_ENV: 'production', DATA_DIR: '/data' }).database).toBe('/data/db');
  });
  it('is never reached over plain http', () => {
    expect(named({ ...REAL, BASE_URL: 'http://gouverne.example.ca', AUTHORITY_HOST: 'http://login', GRAPH_URL: 'http://graph', BOT_METADATA_URL: 'http://bot/x', BOT_SERVICE_URL: 'http://bot/y' })).toEqual(['AUTHORITY_HOST', 'BASE_URL', 'BOT_METADATA_URL', 'BOT_SERVICE_URL', 'GRAPH_URL']);
  });
  it('may be another cloud', () => {
    expect(load({ ...REAL, AUTHORITY_HOST: 'https://login.microsoftonline.us/', GRAPH_URL: 'https://graph.microsoft.us' })).toMatchObject({ entra: { authority: 'https://login.microsoftonline.us' }, graph: { url: 'https://graph.microsoft.us' } });
  });
});

describe('the way to sign in', () => {
  const { MICROSOFT_APP_PASSWORD: _secret, ...without } = REAL;
  it('is a managed identity, a certificate or a secret', () => {
    expect(load({ ...without, MICROSOFT_APP_IDENTITY_ID: GUID }).app.credential).toEqual({ kind: 'managed-identity', clientId: GUID });
    expect(load({ ...without, MICROSOFT_APP_CERTIFICATE_FILE: 'app.crt', MICROSOFT_APP_KEY_FILE: 'app.key' }).app.credential).toEqual({ kind: 'certificate', certificate: FILES['app.crt'], privateKey: FILES['app.key'] });
    expect(load(REAL).app.credential).toEqual({ kind: 'secret', secret: 'a~b' });
  });
  it('is one, not two', () => {
    expect(named({ ...REAL, MICROSOFT_APP_IDENTITY_ID: GUID })).toEqual(['MICROSOFT_APP_IDENTITY_ID']);
  });
  it('needs the identity where the bot is one', () => {
    expect(named({ ...without, MICROSOFT_APP_TYPE: 'UserAssignedMSI' })).toEqual(['MICROSOFT_APP_IDENTITY_ID']);
  });
  it('needs both halves of a certificate, readable and of the right kind', () => {
    expect(named({ ...without, MICROSOFT_APP_CERTIFICATE_FILE: 'app.crt' })).toEqual(['MICROSOFT_APP_KEY_FILE']);
    expect(named({ ...without, MICROSOFT_APP_CERTIFICATE_FILE: 'gone.crt', MICROSOFT_APP_KEY_FILE: 'notes.txt' })).toEqual(['MICROSOFT_APP_CERTIFICATE_FILE', 'MICROSOFT_APP_KEY_FILE']);
    expect(faultsOf({ ...without, MICROSOFT_APP_CERTIFICATE_FILE: 'gone.crt', MICROSOFT_APP_KEY_FILE: 'app.key' }).report('en')).toContain('the file gone.crt cannot be read (ENOENT)');
  });
});

describe('a fault', () => {
  it.each<[string, string]>([
    ['TENANT', 'azure'], ['PORT', 'http'], ['PORT', '70000'], ['PORT', '-1'], ['BASE_URL', 'gouverne.example.ca'], ['BASE_URL', 'https://gouverne.example.ca/app'], ['MICROSOFT_APP_ID', 'gouverne'],
    ['DATABASE_URL', 'mysql://x'], ['APP_ID_URI', 'gouverne'], ['LOG_LEVEL', 'loud'], ['TEAM_FIRST_CHECK_MS', '6s'], ['LOCAL_TENANT_MANNERS', 'kind'], ['EXTRA_CA_FILE', 'notes.txt'],
  ])('of %s = %s names the variable and says what it must be', (variable, value) => {
    const { faults: [fault, ...more] } = faultsOf({ [variable]: value });
    expect(more).toEqual([]);
    expect(fault?.variable).toBe(variable);
    for (const language of ['fr', 'en'] as const) expect(fault?.remedy[language]).toMatch(/^\p{Lu}.*\.$/u);
    expect(fault?.said.fr).not.toBe(fault?.said.en);
  });
  it('never repeats a secret', () => {
    const error = faultsOf({ ...REAL, DATABASE_URL: 'mysql://gouverne:hunter2@db', PORT: 'x' });
    expect(`${error.message}${error.report('fr')}${JSON.stringify(error.faults)}`).not.toMatch(/hunter2|a~b/);
  });
  it('of a misspelt variable says which one was meant', () => {
    const { MICROSOFT_APP_PASSWORD: secret, ...rest } = REAL;
    const error = faultsOf({ ...rest, MICROSOFT_APP_PASWORD: secret });
    expect(error.report('fr')).toContain('Vouliez-vous dire MICROSOFT_APP_PASSWORD?');
  });
  it('is told with all the others, in either language', () => {
    const error = faultsOf({ TENANT: 'microsoft365', PORT: 'x', LOG_LEVEL: 'y' });
    expect(error.report('fr').split('\n')).toHaveLength(7);
    expect(error.report('fr')).toMatch(/^La configuration a 6 erreurs \(voir \.env\.example\)\u00A0:/);
    expect(error.report('fr')).not.toMatch(/ :|« | »|\s[;!?]|'/);
    expect(error.report('en')).toMatch(/^The configuration has 6 errors/);
  });
});

describe('.env.example', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const told = [...example.matchAll(/^# ([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({ name, value }));
  it('tells every variable once, and no other', () => {
    expect(told.map(({ name }) => name).sort()).toEqual(Object.keys(VARIABLES).sort());
  });
  it('shows the true defaults', () => {
    for (const { name, value } of told) {
      const variable = VARIABLES[name as keyof typeof VARIABLES];
      if ('fallback' in variable) expect(`${name}=${value}`).toBe(`${name}=${String(variable.fallback)}`);
    }
  });
  it('can be used as it is, commented or not', () => {
    const values = Object.fromEntries(told.filter(({ name }) => !/CERTIFICATE|KEY_FILE|IDENTITY|EXTRA_CA|PASSWORD|DATABASE_URL/.test(name)).map(({ name, value }) => [name, value]));
    expect(() => load(values)).not.toThrow();
  });
});
