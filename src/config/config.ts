// The environment, read once and checked whole: the only reader of process.env. A server hears of all its faults at once, and
// no default ever picks the local tenant for a production server.
import { nearest } from '../shared/nearest.ts';
import { capitalised, quoted, typeset } from '../shared/words.ts';
import type { Said, Values, VariableName } from './variables.ts';
import { VARIABLES } from './variables.ts';

export type Credential =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'certificate'; readonly certificate: string; readonly privateKey: string }
  | { readonly kind: 'managed-identity'; readonly clientId: string };

export interface Config {
  readonly tenant: 'local' | 'microsoft365';
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Where people's browsers and Teams reach us, without a trailing slash. */
  readonly baseUrl: string;
  readonly app: {
    readonly id: string;
    readonly tenantId: string;
    readonly type: 'SingleTenant' | 'UserAssignedMSI';
    readonly credential: Credential;
    /** `api://host/id`: audience and scope of what tabs and the command line ask for. */
    readonly idUri: string;
    /** Id in the Teams manifest. */
    readonly manifestId: string;
    /** Id in the organisation's catalogue; null: looked up by the manifest's. */
    readonly catalogId: string | null;
  };
  readonly entra: { readonly authority: string; readonly timeoutMs: number };
  readonly graph: {
    readonly url: string;
    readonly timeoutMs: number;
    /** First look at a team's creation, until the service's own pace is known. */
    readonly teamFirstCheckMs: number;
    /** How long after a write a read may still not show it; the same for a directory search after a team's creation. */
    readonly settleMs: number;
    readonly teamSettleMs: number;
    /** Operations a $batch; 1 sends each by itself. */
    readonly batchSize: number;
  };
  readonly bot: {
    readonly metadataUrl: string;
    readonly issuer: string;
    readonly timeoutMs: number;
    /** Where to knock before Teams has told us of any conversation. */
    readonly serviceUrl: string;
  };
  /** The one mailbox that organizes every meeting; null: each committee's own secretariat does. */
  readonly outlook: { readonly organizerMailbox: string | null };
  /** Null: actions are not kept in Planner. */
  readonly planner: { readonly everyMinutes: number } | null;
  /** `postgres://…`, or the directory of the embedded database. */
  readonly database: string;
  readonly dataDir: string;
  /** Loaded at the first start; null: none. */
  readonly charterFile: string | null;
  /** The stand-in Microsoft 365 that is started beside us; null against the real one. */
  readonly localTenant: { readonly port: number; readonly manners: 'real' | 'fast'; readonly latencyMs: number; readonly recordFile: string | null; readonly stateFile: string } | null;
  readonly extraCa: string | null;
  readonly stopMs: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** What is wrong with one variable, and what to do. */
export interface ConfigFault { readonly variable: string; readonly said: Said; readonly remedy: Said }

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly ConfigFault[];
  constructor(faults: readonly ConfigFault[]) {
    super(faults.map((fault) => faultLine(fault, 'en')).join('\n'));
    this.faults = faults;
  }
  /** All of them, a line each, for the terminal. */
  report(language: 'fr' | 'en'): string {
    const title = language === 'fr' ? `La configuration a ${this.faults.length === 1 ? 'une erreur' : `${this.faults.length} erreurs`} (voir .env.example) :` : `The configuration has ${this.faults.length === 1 ? 'one error' : `${this.faults.length} errors`} (see .env.example):`;
    const report = [title, ...this.faults.map((fault) => `  ${faultLine(fault, language)}`)].join('\n');
    return language === 'fr' ? typeset(report) : report;
  }
}
const faultLine = ({ variable, said, remedy }: ConfigFault, language: 'fr' | 'en'): string => `${variable}${language === 'fr' ? ' :' : ':'} ${said[language]} ${remedy[language]}`;

/** The stand-in's registration of Gouverne. Its secret opens nothing but a tenant that lives on this machine. */
export const LOCAL_APP = { id: '6c0f3a52-8f0b-4a51-9d4e-0d2a54b8c7e1', tenantId: 'b5a1c9d2-3e47-4c0a-8f61-7a9e2d4c6b80', secret: 'local-tenant-only', manifestId: '2f9d6c1e-5b7a-4e3d-9c80-1a4b6d8e0f35' } as const;

/** Public name of Gouverne in a local tenant; `.example` is nobody's (RFC 2606). */
export const LOCAL_BASE_URL = 'https://gouverne.rqt.example';

const SERVICE = {
  authority: 'https://login.microsoftonline.com',
  graph: 'https://graph.microsoft.com',
  botMetadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  botIssuer: 'https://api.botframework.com',
  botService: 'https://smba.trafficmanager.net/teams/',
} as const;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Throws ConfigError with every fault. `readText` reads the certificate and key that the environment names. */
export function loadConfig(readText: (path: string) => string, env: Environment = process.env): Config {
  const faults: ConfigFault[] = [];
  const values = readValues(env, faults);
  const config = compose(values, new Judge(values, faults, readText), env);
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** The configuration once the local tenant listens: every Microsoft address is then its own. */
export const atLocalTenant = (config: Config, url: string): Config => ({
  ...config,
  entra: { ...config.entra, authority: url },
  graph: { ...config.graph, url },
  bot: { ...config.bot, metadataUrl: `${url}/botframework/v1/.well-known/openidconfiguration`, serviceUrl: `${url}/connector/ca/` },
});

function readValues(env: Environment, faults: ConfigFault[]): Values {
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(VARIABLES) as [VariableName, (typeof VARIABLES)[VariableName]][]) {
    // Compose files and templates pass what is not set as an empty string.
    const given = env[name]?.trim() ?? '';
    const fallback = 'fallback' in variable ? variable.fallback : undefined;
    if (given === '') { values[name] = fallback; continue; }
    const parsed = variable.schema.safeParse(given);
    if (parsed.success) { values[name] = parsed.data; continue; }
    values[name] = fallback;
    const shown = 'secret' in variable ? null : given.slice(0, 80);
    faults.push({ variable: name, said: { fr: `${shown === null ? 'la valeur donnée' : quoted(shown, 'fr-CA')} ne convient pas.`, en: `${shown === null ? 'the value given' : quoted(shown, 'en-CA')} does not do.` }, remedy: { fr: `${capitalised(variable.expected.fr)}.`, en: `${capitalised(variable.expected.en)}.` } });
  }
  // A misspelt secret would otherwise be told as a missing one.
  for (const name of Object.keys(env)) {
    if (/^(MICROSOFT_APP_|LOCAL_TENANT_)/.test(name) && !Object.hasOwn(VARIABLES, name)) {
      const near = nearest(name, Object.keys(VARIABLES));
      faults.push({ variable: name, said: { fr: 'cette variable n’existe pas.', en: 'there is no such variable.' }, remedy: near === null ? { fr: 'Retirez-la.', en: 'Remove it.' } : { fr: `Vouliez-vous dire ${near}?`, en: `Did you mean ${near}?` } });
    }
  }
  return values as Values;
}

/** Collects the faults of what belongs together, and gives something to go on with, so that the next fault is found too. */
class Judge {
  readonly #values: Values;
  readonly #faults: ConfigFault[];
  readonly #readText: (path: string) => string;
  constructor(values: Values, faults: ConfigFault[], readText: (path: string) => string) {
    this.#values = values;
    this.#faults = faults;
    this.#readText = readText;
  }

  fault(variable: string, fr: string, en: string, remedyFr: string, remedyEn: string): void {
    // One fault a variable: what is malformed is not also missing.
    if (!this.#faults.some((known) => known.variable === variable)) this.#faults.push({ variable, said: { fr, en }, remedy: { fr: remedyFr, en: remedyEn } });
  }

  needed(name: VariableName, remedyFr: string, remedyEn: string): string {
    const value = this.#values[name];
    if (value === undefined) this.fault(name, 'cette variable manque.', 'this variable is missing.', remedyFr, remedyEn);
    return String(value ?? '');
  }

  secure(name: VariableName, url: string): string {
    if (url.startsWith('http:')) this.fault(name, `${quoted(url, 'fr-CA')} n’est pas chiffré.`, `${quoted(url, 'en-CA')} is not encrypted.`, 'Utilisez https : http n’est permis qu’avec TENANT=local.', 'Use https: http is only allowed with TENANT=local.');
    return url;
  }

  file(name: VariableName, contains: RegExp, whatFr: string, whatEn: string): string {
    const path = String(this.#values[name] ?? '');
    let text: string;
    try {
      text = this.#readText(path);
    } catch (error) {
      const { code = '?' } = error as { code?: string };
      this.fault(name, `le fichier ${path} ne se lit pas (${code}).`, `the file ${path} cannot be read (${code}).`, 'Vérifiez le chemin et le droit de lecture.', 'Check the path and the right to read it.');
      return '';
    }
    if (!contains.test(text)) this.fault(name, `${path} ne contient pas ${whatFr}.`, `${path} does not hold ${whatEn}.`, 'Donnez un fichier au format PEM.', 'Give a file in PEM format.');
    return text;
  }

  credential(): Credential {
    const { MICROSOFT_APP_PASSWORD: secret, MICROSOFT_APP_CERTIFICATE_FILE: certificate, MICROSOFT_APP_KEY_FILE: key, MICROSOFT_APP_IDENTITY_ID: identity, MICROSOFT_APP_TYPE: type } = this.#values;
    const given = [secret !== undefined ? 'MICROSOFT_APP_PASSWORD' : null, certificate !== undefined || key !== undefined ? 'MICROSOFT_APP_CERTIFICATE_FILE' : null, identity !== undefined ? 'MICROSOFT_APP_IDENTITY_ID' : null].filter((name) => name !== null);
    if (given.length > 1) this.fault(given[1] ?? '', `${given.join(' et ')} sont données ensemble.`, `${given.join(' and ')} are given together.`, 'Gardez-en une seule : l’identité gérée de préférence, puis le certificat.', 'Keep only one: preferably the managed identity, then the certificate.');
    if (type === 'UserAssignedMSI' && identity === undefined) this.fault('MICROSOFT_APP_IDENTITY_ID', 'cette variable manque.', 'this variable is missing.', 'MICROSOFT_APP_TYPE=UserAssignedMSI demande l’ID client de l’identité gérée.', 'MICROSOFT_APP_TYPE=UserAssignedMSI needs the client id of the managed identity.');
    if (identity !== undefined) return { kind: 'managed-identity', clientId: identity };
    if (certificate !== undefined || key !== undefined) {
      this.needed('MICROSOFT_APP_CERTIFICATE_FILE', 'Une clé privée demande son certificat.', 'A private key needs its certificate.');
      this.needed('MICROSOFT_APP_KEY_FILE', 'Un certificat demande sa clé privée.', 'A certificate needs its private key.');
      if (certificate === undefined || key === undefined) return { kind: 'certificate', certificate: '', privateKey: '' };
      return {
        kind: 'certificate',
        certificate: this.file('MICROSOFT_APP_CERTIFICATE_FILE', /-----BEGIN CERTIFICATE-----/, 'de certificat', 'a certificate'),
        privateKey: this.file('MICROSOFT_APP_KEY_FILE', /-----BEGIN (?:RSA )?PRIVATE KEY-----/, 'de clé privée', 'a private key'),
      };
    }
    if (secret === undefined && type === 'SingleTenant') this.fault('MICROSOFT_APP_PASSWORD', 'aucun moyen de s’identifier n’est donné.', 'no way to sign in is given.', 'Donnez MICROSOFT_APP_IDENTITY_ID (identité gérée), MICROSOFT_APP_CERTIFICATE_FILE et MICROSOFT_APP_KEY_FILE, ou MICROSOFT_APP_PASSWORD.', 'Give MICROSOFT_APP_IDENTITY_ID (managed identity), MICROSOFT_APP_CERTIFICATE_FILE and MICROSOFT_APP_KEY_FILE, or MICROSOFT_APP_PASSWORD.');
    return { kind: 'secret', secret: secret ?? '' };
  }
}

function compose(values: Values, judge: Judge, env: Environment): Config {
  const production = values.NODE_ENV === 'production';
  const tenant = values.TENANT ?? (production ? 'microsoft365' : 'local');
  if (production && (env['TENANT'] ?? '').trim() === '') judge.fault('TENANT', 'un serveur de production doit dire à quel Microsoft 365 il parle.', 'a production server must say which Microsoft 365 it talks to.', 'Ajoutez TENANT=microsoft365.', 'Add TENANT=microsoft365.');
  if (production && values.TENANT === 'local') judge.fault('TENANT', 'le Microsoft 365 local ne peut pas servir en production.', 'the local Microsoft 365 cannot serve in production.', 'Mettez TENANT=microsoft365, ou retirez NODE_ENV=production.', 'Set TENANT=microsoft365, or remove NODE_ENV=production.');
  return tenant === 'local' ? localConfig(values, judge) : realConfig(values, judge, production);
}

const LOCAL_SETTLE_MS = 1_500;
const LOCAL_TEAM_SETTLE_MS = 4_000;

function localConfig(values: Values, judge: Judge): Config {
  const dataDir = values.DATA_DIR ?? './data';
  // Teams takes https addresses only, and so does Graph for tabs: the stand-in's page shows this name from its own origin.
  const baseUrl = values.BASE_URL ?? LOCAL_BASE_URL;
  const id = values.MICROSOFT_APP_ID ?? LOCAL_APP.id;
  const settled = common(values, judge, dataDir, baseUrl);
  const own = values.MICROSOFT_APP_PASSWORD ?? values.MICROSOFT_APP_CERTIFICATE_FILE ?? values.MICROSOFT_APP_KEY_FILE ?? values.MICROSOFT_APP_IDENTITY_ID;
  return {
    ...settled,
    // The stand-in shows what was written within seconds, directory included; its manners say how many.
    graph: { ...settled.graph, settleMs: Math.min(settled.graph.settleMs, LOCAL_SETTLE_MS), teamSettleMs: Math.min(settled.graph.teamSettleMs, LOCAL_TEAM_SETTLE_MS) },
    tenant: 'local', production: false,
    // Sign-in there needs no password: whoever reaches it is whomever they please, so only this machine may.
    host: values.HOST ?? '127.0.0.1',
    app: { ...app(values, { baseUrl, id, manifestId: LOCAL_APP.manifestId }), tenantId: values.MICROSOFT_APP_TENANT_ID ?? LOCAL_APP.tenantId, credential: own === undefined && values.MICROSOFT_APP_TYPE === 'SingleTenant' ? { kind: 'secret', secret: LOCAL_APP.secret } : judge.credential() },
    charterFile: values.CHARTER_FILE ?? 'charters/rqt.yaml',
    localTenant: { port: values.LOCAL_TENANT_PORT, manners: values.LOCAL_TENANT_MANNERS, latencyMs: values.LOCAL_TENANT_LATENCY_MS, recordFile: values.LOCAL_TENANT_RECORD_FILE ?? null, stateFile: `${dataDir}/tenant.sqlite` },
    // The terminal says where to click; what goes well needs no line there.
    logLevel: values.LOG_LEVEL ?? 'warn',
  };
}

function realConfig(values: Values, judge: Judge, production: boolean): Config {
  const fromAzure = ['Copiez-le de l’inscription d’application, page « Vue d’ensemble ».', 'Copy it from the app registration, “Overview” page.'] as const;
  const id = judge.needed('MICROSOFT_APP_ID', ...fromAzure);
  const tenantId = judge.needed('MICROSOFT_APP_TENANT_ID', ...fromAzure);
  const baseUrl = judge.secure('BASE_URL', judge.needed('BASE_URL', 'Donnez l’adresse https où Teams joint ce serveur.', 'Give the https address at which Teams reaches this server.'));
  if (production && values.DATABASE_URL === undefined && values.DATA_DIR === undefined) judge.fault('DATABASE_URL', 'un serveur de production doit dire où il garde ses données.', 'a production server must say where it keeps its data.', 'Donnez DATABASE_URL (PostgreSQL), ou DATA_DIR sur un disque qui survit aux redémarrages.', 'Give DATABASE_URL (PostgreSQL), or DATA_DIR on a disk that survives restarts.');
  return {
    ...common(values, judge, values.DATA_DIR ?? './data', baseUrl),
    tenant: 'microsoft365', production,
    host: values.HOST ?? '0.0.0.0',
    app: { ...app(values, { baseUrl, id, manifestId: id }), tenantId, credential: judge.credential() },
    entra: { authority: judge.secure('AUTHORITY_HOST', values.AUTHORITY_HOST ?? SERVICE.authority), timeoutMs: values.ENTRA_TIMEOUT_MS },
    graph: { url: judge.secure('GRAPH_URL', values.GRAPH_URL ?? SERVICE.graph), timeoutMs: values.GRAPH_TIMEOUT_MS, teamFirstCheckMs: values.TEAM_FIRST_CHECK_MS, settleMs: values.GRAPH_SETTLE_MS, teamSettleMs: values.TEAM_SETTLE_MS, batchSize: values.GRAPH_BATCH_SIZE },
    bot: { metadataUrl: judge.secure('BOT_METADATA_URL', values.BOT_METADATA_URL ?? SERVICE.botMetadata), issuer: values.BOT_ISSUER ?? SERVICE.botIssuer, timeoutMs: values.BOT_TIMEOUT_MS, serviceUrl: judge.secure('BOT_SERVICE_URL', values.BOT_SERVICE_URL ?? SERVICE.botService) },
    charterFile: values.CHARTER_FILE ?? null,
    localTenant: null,
    logLevel: values.LOG_LEVEL ?? 'info',
  };
}

type Common = Omit<Config, 'tenant' | 'production' | 'host' | 'app' | 'charterFile' | 'localTenant' | 'logLevel'>;

function common(values: Values, judge: Judge, dataDir: string, baseUrl: string): Common {
  if (values.DATABASE_URL !== undefined && values.DATA_DIR !== undefined && values.TENANT === 'microsoft365') judge.fault('DATA_DIR', 'DATABASE_URL et DATA_DIR sont données ensemble.', 'DATABASE_URL and DATA_DIR are given together.', 'Gardez-en une seule : les données sont à un seul endroit.', 'Keep only one: the data are in one place.');
  return {
    port: values.PORT, baseUrl, dataDir,
    database: values.DATABASE_URL ?? `${dataDir}/db`,
    entra: { authority: values.AUTHORITY_HOST ?? SERVICE.authority, timeoutMs: values.ENTRA_TIMEOUT_MS },
    graph: { url: values.GRAPH_URL ?? SERVICE.graph, timeoutMs: values.GRAPH_TIMEOUT_MS, teamFirstCheckMs: values.TEAM_FIRST_CHECK_MS, settleMs: values.GRAPH_SETTLE_MS, teamSettleMs: values.TEAM_SETTLE_MS, batchSize: values.GRAPH_BATCH_SIZE },
    bot: { metadataUrl: values.BOT_METADATA_URL ?? SERVICE.botMetadata, issuer: values.BOT_ISSUER ?? SERVICE.botIssuer, timeoutMs: values.BOT_TIMEOUT_MS, serviceUrl: values.BOT_SERVICE_URL ?? SERVICE.botService },
    outlook: { organizerMailbox: values.ORGANIZER_MAILBOX ?? null },
    planner: values.PLANNER === 'on' ? { everyMinutes: values.PLANNER_EVERY_MINUTES } : null,
    extraCa: values.EXTRA_CA_FILE === undefined ? null : judge.file('EXTRA_CA_FILE', /-----BEGIN CERTIFICATE-----/, 'de certificat', 'a certificate'),
    stopMs: values.STOP_TIMEOUT_MS,
  };
}

/** Teams wants the application ID URI to hold the host of the tabs. */
const app = (values: Values, { baseUrl, id, manifestId }: { baseUrl: string; id: string; manifestId: string }): Omit<Config['app'], 'tenantId' | 'credential'> => ({
  id, type: values.MICROSOFT_APP_TYPE,
  idUri: values.APP_ID_URI ?? `api://${URL.canParse(baseUrl) ? new URL(baseUrl).host : 'localhost'}/${id}`,
  manifestId: values.TEAMS_APP_ID ?? manifestId,
  catalogId: values.CATALOG_APP_ID ?? null,
});
