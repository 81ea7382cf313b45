// What can go wrong with the database, sorted by what the operator must do about it.
import type { Text } from '../../shared/language.ts';

export type DataFaultKind =
  | 'directory-in-use' | 'directory-not-ours' | 'directory-unwritable' | 'directory-of-another-version' | 'directory-unreadable'
  | 'unreachable' | 'credentials-refused' | 'database-missing' | 'not-allowed' | 'server-too-old'
  | 'newer-schema' | 'migration-busy' | 'migration-failed';

/** Thrown by openData(). `said` is the sentence and `remedy` what to do, for the terminal and for the health check. */
export class DataFault extends Error {
  override readonly name = 'DataFault';
  readonly kind: DataFaultKind;
  readonly said: Text;
  readonly remedy: Text;
  constructor(kind: DataFaultKind, said: Text, remedy: Text, cause?: unknown) {
    super(`${said.en ?? said.fr} ${remedy.en ?? remedy.fr}`, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.said = said;
    this.remedy = remedy;
  }
}

/** The error's code, whether Node, SQLite or PostgreSQL gave it; drizzle wraps the driver's error as `cause`. */
export function codeOf(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; at = (at as { cause?: unknown }).cause, depth += 1) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === 'string') return code;
  }
  return undefined;
}

/** A server named without its password. */
export function withoutPassword(url: string): string {
  try {
    const { protocol, username, host, pathname } = new URL(url);
    return `${protocol}//${username === '' ? '' : `${decodeURIComponent(username)}@`}${host}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}

/** Why a PostgreSQL server could not be opened. Codes: PostgreSQL appendix A, and Node's network errors. */
export function serverFault(url: string, error: unknown): DataFault {
  const server = withoutPassword(url);
  switch (codeOf(error) ?? '') {
    case '28P01': case '28000':
      return new DataFault('credentials-refused', { fr: `${server} refuse le compte ou le mot de passe.`, en: `${server} refuses the account or the password.` }, { fr: 'Corrigez DATABASE_URL.', en: 'Correct DATABASE_URL.' }, error);
    case '3D000':
      return new DataFault('database-missing', { fr: `La base de données ${server} n’existe pas.`, en: `The database ${server} does not exist.` }, { fr: 'Créez-la (CREATE DATABASE) ou corrigez DATABASE_URL.', en: 'Create it (CREATE DATABASE) or correct DATABASE_URL.' }, error);
    case '42501':
      return new DataFault('not-allowed', { fr: `Le compte n’a pas le droit de créer les tables de Gouverne dans ${server}.`, en: `The account may not create the tables of Gouverne in ${server}.` }, { fr: 'Accordez-lui CREATE sur la base de données.', en: 'Grant it CREATE on the database.' }, error);
    default:
      return new DataFault('unreachable', { fr: `${server} ne répond pas.`, en: `${server} does not answer.` }, { fr: 'Vérifiez que le serveur PostgreSQL est démarré et joignable, puis DATABASE_URL.', en: 'Check that the PostgreSQL server is running and can be reached, then DATABASE_URL.' }, error);
  }
}
