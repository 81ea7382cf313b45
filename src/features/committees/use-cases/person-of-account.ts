// The person of the charter whose account that is: from what provisioning learnt, else asked of the directory once.

import type { EntraId, PersonId } from '../../../shared/ids.ts';
import type { Charters, Clock, ProvisioningStore, TenantTeams } from '../ports.ts';

/** Somebody whom the charter does not know is not looked up again at each request. */
const STRANGER_MS = 60_000;
const MOST_STRANGERS = 5_000;
/** Every request asks, and accounts hardly ever change hands. What the person may do is asked of the charter each time. */
const FRESH_MS = 60_000;

export function personOfAccount({ store, teams, charters, clock }: { store: Pick<ProvisioningStore, 'knownAccounts' | 'rememberAccounts'>; teams: Pick<TenantTeams, 'addressOf'>; charters: Charters; clock: Clock }) {
  const strangers = new Map<EntraId, number>();
  let fresh: { readonly at: number; readonly persons: ReadonlyMap<EntraId, PersonId> } | null = null;
  const known = async (account: EntraId): Promise<PersonId | null> => {
    const now = clock.now().getTime();
    const seen = fresh !== null && Math.abs(now - fresh.at) < FRESH_MS ? fresh.persons.get(account) : undefined;
    if (seen !== undefined) return seen;
    const { accounts } = await store.knownAccounts();
    fresh = { at: now, persons: new Map([...accounts].flatMap(([person, of]) => (of.is === 'unknown' ? [] : [[of.id, person] as const]))) };
    return fresh.persons.get(account) ?? null;
  };
  return async (account: EntraId): Promise<PersonId | null> => {
    const mine = await known(account);
    if (mine !== null) return mine;
    if ((strangers.get(account) ?? 0) > clock.now().getTime() - STRANGER_MS) return null;
    const address = await teams.addressOf(account);
    const person = (await charters.inForce())?.charter.persons.find((p) => p.email.toLowerCase() === address?.toLowerCase());
    if (person === undefined) {
      if (strangers.size >= MOST_STRANGERS) strangers.clear();
      strangers.set(account, clock.now().getTime());
      return null;
    }
    await store.rememberAccounts(new Map([[person.id, { is: 'known', id: account }]]), clock.now());
    return person.id;
  };
}
