// What the doctor examines, taken from the adapters that know.

import { sql } from 'drizzle-orm';
import { rolesIn } from '../adapters/entra/app-tokens.ts';
import { EntraFault } from '../adapters/entra/fault.ts';
import { entraWords } from '../adapters/entra/words.ts';
import type { Data } from '../adapters/store/open-data.ts';
import type { Config } from '../config/config.ts';
import type { Charters } from '../features/committees/ports.ts';
import type { Vitals } from '../features/committees/use-cases/examine.ts';
import type { Text } from '../shared/language.ts';
import type { Microsoft } from './microsoft.ts';

export interface BotVital { readonly check: () => Promise<{ readonly ok: boolean; readonly detail: Text; readonly remedy: Text | null }> }

export const vitalsOf = ({ config, data, microsoft, charters, bot, outlook, planner }: { config: Config; data: Data; microsoft: Microsoft; charters: Charters; bot: BotVital | null; outlook: Vitals['outlook']; planner: Vitals['planner'] }): Vitals => ({
  outlook, planner,
  async database() {
    const began = performance.now();
    await data.db.execute(sql`select 1`);
    return { engine: data.engine === 'pglite' ? 'PGlite' : 'PostgreSQL', ms: performance.now() - began };
  },
  async token() {
    try {
      return { ok: true, expiresInSeconds: expiryOf(await microsoft.graphToken()) };
    } catch (error) {
      if (!(error instanceof EntraFault)) throw error;
      return { ok: false, ...entraWords[error.why] };
    }
  },
  granted: async () => rolesIn(await microsoft.graphToken()),
  catalogApp: () => microsoft.teams.catalogApp(),
  skewMs: async () => {
    await microsoft.graphToken();
    return microsoft.tokens.skewMs() ?? 0;
  },
  bot: async () => (bot === null ? null : bot.check()),
  async charter() {
    const inForce = await charters.inForce();
    return inForce === null ? null : { version: inForce.version, committees: inForce.charter.committees.length };
  },
  configuration: () => ({
    tenant: config.tenant === 'local' ? 'local' : config.app.tenantId,
    warnings: config.app.credential.kind === 'secret' && config.production
      ? [{ detail: { fr: 'Gouverne s’identifie par un secret.', en: 'Gouverne signs in with a secret.' }, remedy: { fr: 'Préférer l’identité gérée ou un certificat : MICROSOFT_APP_IDENTITY_ID.', en: 'Prefer the managed identity or a certificate: MICROSOFT_APP_IDENTITY_ID.' } }]
      : [],
  }),
});

function expiryOf(token: string): number {
  const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as { exp?: number };
  return Math.max(0, (exp ?? 0) - Date.now() / 1000);
}
