// Every variable of the environment that Gouverne reads: its shape, its default and how it is said when it is wrong.
// .env.example tells the same to people; a test keeps the two in step.
import { z } from 'zod';
import type { Text } from '../shared/language.ts';

/** Both languages, always: nobody has chosen one yet when a configuration is wrong. */
export type Said = Required<Text> & { readonly en: string };

export interface Variable<Value> {
  readonly schema: z.ZodType<Value>;
  /** « il faut … », “it must be …” */
  readonly expected: Said;
  readonly fallback?: Value;
  /** Its value is never repeated, neither in a fault nor in a log. */
  readonly secret?: true;
}

const guid = z.string().regex(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i).transform((text) => text.toLowerCase());
/** Scheme, host and port; a trailing slash is forgiven. */
const origin = z.string().transform((text) => text.replace(/\/+$/, '')).refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text);
const address = z.string().refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol));
const whole = (least: number, most: number) => z.string().regex(/^\d{1,9}$/).transform(Number).pipe(z.number().min(least).max(most));
const filled = z.string().min(1);
const word = <const Words extends readonly [string, ...string[]]>(...words: Words) => z.enum(words);

const GUID: Said = { fr: 'il faut un GUID (00000000-0000-0000-0000-000000000000)', en: 'it must be a GUID (00000000-0000-0000-0000-000000000000)' };
const ORIGIN: Said = { fr: 'il faut une adresse sans chemin, comme https://gouverne.exemple.ca', en: 'it must be an address without a path, such as https://gouverne.example.ca' };
const ADDRESS: Said = { fr: 'il faut une adresse http ou https', en: 'it must be an http or https address' };
const FILE: Said = { fr: 'il faut le chemin d’un fichier', en: 'it must be the path of a file' };
const between = (least: number, most: number): Said => ({ fr: `il faut un nombre entier de ${least} à ${most}`, en: `it must be a whole number from ${least} to ${most}` });
const oneOf = (...words: string[]): Said => ({ fr: `il faut l’un de : ${words.join(', ')}`, en: `it must be one of: ${words.join(', ')}` });
const milliseconds = (fallback: number, least = 100, most = 600_000): Variable<number> & { readonly fallback: number } => ({ schema: whole(least, most), expected: between(least, most), fallback });

export const VARIABLES = {
  NODE_ENV: { schema: filled, expected: { fr: 'il faut un mot', en: 'it must be a word' }, fallback: 'development' },
  TENANT: { schema: word('local', 'microsoft365'), expected: oneOf('local', 'microsoft365') },

  PORT: { schema: whole(0, 65_535), expected: between(0, 65_535), fallback: 3978 },
  HOST: { schema: filled, expected: { fr: 'il faut une adresse d’écoute, comme 0.0.0.0', en: 'it must be an address to listen on, such as 0.0.0.0' } },
  BASE_URL: { schema: origin, expected: ORIGIN },

  MICROSOFT_APP_ID: { schema: guid, expected: GUID },
  MICROSOFT_APP_TENANT_ID: { schema: guid, expected: GUID },
  MICROSOFT_APP_TYPE: { schema: word('SingleTenant', 'UserAssignedMSI'), expected: oneOf('SingleTenant', 'UserAssignedMSI'), fallback: 'SingleTenant' },
  MICROSOFT_APP_PASSWORD: { schema: filled, expected: { fr: 'il faut la valeur du secret', en: 'it must be the value of the secret' }, secret: true },
  MICROSOFT_APP_CERTIFICATE_FILE: { schema: filled, expected: FILE },
  MICROSOFT_APP_KEY_FILE: { schema: filled, expected: FILE },
  MICROSOFT_APP_IDENTITY_ID: { schema: guid, expected: GUID },
  APP_ID_URI: { schema: z.string().regex(/^api:\/\/[^\s]+$/), expected: { fr: 'il faut un URI d’ID d’application, comme api://gouverne.exemple.ca/00000000-…', en: 'it must be an application ID URI, such as api://gouverne.example.ca/00000000-…' } },
  TEAMS_APP_ID: { schema: guid, expected: GUID },
  CATALOG_APP_ID: { schema: guid, expected: GUID },

  ORGANIZER_MAILBOX: { schema: z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/), expected: { fr: 'il faut l’adresse d’une boîte aux lettres, comme gouvernance@exemple.ca', en: 'it must be the address of a mailbox, such as governance@example.ca' } },

  PLANNER: { schema: word('on', 'off'), expected: oneOf('on', 'off'), fallback: 'on' },
  PLANNER_EVERY_MINUTES: { schema: whole(1, 30), expected: between(1, 30), fallback: 5 },

  AUTHORITY_HOST: { schema: origin, expected: ORIGIN },
  GRAPH_URL: { schema: origin, expected: ORIGIN },
  BOT_METADATA_URL: { schema: address, expected: ADDRESS },
  BOT_ISSUER: { schema: address, expected: ADDRESS },
  BOT_SERVICE_URL: { schema: address, expected: ADDRESS },
  EXTRA_CA_FILE: { schema: filled, expected: FILE },

  DATABASE_URL: { schema: z.string().regex(/^postgres(?:ql)?:\/\/[^\s]+$/), expected: { fr: 'il faut une adresse postgres://compte:motdepasse@serveur:5432/base', en: 'it must be an address postgres://account:password@server:5432/database' }, secret: true },
  DATA_DIR: { schema: filled, expected: { fr: 'il faut le chemin d’un dossier', en: 'it must be the path of a directory' } },
  CHARTER_FILE: { schema: filled, expected: FILE },

  LOCAL_TENANT_PORT: { schema: whole(0, 65_535), expected: between(0, 65_535), fallback: 3979 },
  LOCAL_TENANT_MANNERS: { schema: word('real', 'fast'), expected: oneOf('real', 'fast'), fallback: 'real' },
  LOCAL_TENANT_LATENCY_MS: { schema: whole(0, 60_000), expected: between(0, 60_000), fallback: 0 },
  LOCAL_TENANT_RECORD_FILE: { schema: filled, expected: FILE },

  TEAM_FIRST_CHECK_MS: milliseconds(5500),
  GRAPH_SETTLE_MS: milliseconds(10_000, 0),
  TEAM_SETTLE_MS: milliseconds(60_000, 0),
  GRAPH_BATCH_SIZE: { schema: whole(1, 20), expected: between(1, 20), fallback: 20 },
  GRAPH_TIMEOUT_MS: milliseconds(30_000),
  ENTRA_TIMEOUT_MS: milliseconds(10_000),
  BOT_TIMEOUT_MS: milliseconds(15_000),
  STOP_TIMEOUT_MS: milliseconds(10_000),
  LOG_LEVEL: { schema: word('debug', 'info', 'warn', 'error', 'silent'), expected: oneOf('debug', 'info', 'warn', 'error', 'silent') },
} as const satisfies Readonly<Record<string, Variable<unknown>>>;

export type VariableName = keyof typeof VARIABLES;
type ValueOf<Name extends VariableName> = z.output<(typeof VARIABLES)[Name]['schema']>;
/** What was given and right, or has a default. */
export type Values = { readonly [Name in VariableName]: (typeof VARIABLES)[Name] extends { readonly fallback: unknown } ? ValueOf<Name> : ValueOf<Name> | undefined };
