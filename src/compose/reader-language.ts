// The language to write somebody in, from what is known here: thousands are written to at once, and nobody is looked up in the
// directory for it.

import type { ProvisioningStore } from '../features/committees/ports.ts';
import type { Preferences } from '../features/people/ports.ts';
import type { EntraId, PersonId } from '../shared/ids.ts';
import { DEFAULT_LANGUAGE, type Language } from '../shared/language.ts';

/** So old may be what is known of who has which account. */
const FRESH_MS = 60_000;

export function readerLanguage({ preferences, store, clock }: { preferences: Pick<Preferences, 'languageOf'>; store: Pick<ProvisioningStore, 'knownAccounts'>; clock: { now(): Date } }): (account: EntraId) => Promise<Language> {
  let known: { readonly at: number; readonly persons: Promise<ReadonlyMap<EntraId, PersonId>> } | undefined;
  const persons = (): Promise<ReadonlyMap<EntraId, PersonId>> => {
    const at = clock.now().getTime();
    if (known === undefined || at - known.at > FRESH_MS) known = { at, persons: read().catch((error: unknown) => { known = undefined; throw error; }) };
    return known.persons;
  };
  const read = async (): Promise<ReadonlyMap<EntraId, PersonId>> =>
    new Map([...(await store.knownAccounts()).accounts].flatMap(([person, account]) => (account.is === 'unknown' ? [] : [[account.id, person] as const])));
  return async (account) => (await preferences.languageOf((await persons()).get(account) ?? account)) ?? DEFAULT_LANGUAGE;
}
