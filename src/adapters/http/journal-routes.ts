// GET /api/journal and /api/journal/verify, for those whom the rules let read it.

import { Router, type Response } from 'express';
import { z } from 'zod';
import type { JournalPage, JournalProof } from '../../contract/journal.ts';
import type { Chain } from '../../features/journal/domain/entry.ts';
import type { CharterField } from '../../features/committees/domain/charter-changes.ts';
import { mayReadJournal } from '../../features/committees/domain/permissions.ts';
import type { ProvisioningStore } from '../../features/committees/ports.ts';
import { fieldWord } from '../../features/committees/words-provisioning.ts';
import type { readJournal } from '../../features/journal/use-cases/read-journal.ts';
import type { verifyJournal } from '../../features/journal/use-cases/verify-journal.ts';
import { brokenLink, readRefusal, sentence, type Names } from '../../features/journal/words.ts';
import { committeeId, type CommitteeId, type PersonId } from '../../shared/ids.ts';
import type { Reading } from './network.ts';
import { HttpProblem } from './problem.ts';
import type { ProvisioningDesk } from './provisioning-desk.ts';

export interface JournalRoutesDeps {
  readonly read: (res: Response) => Promise<Reading>;
  readonly desk: ProvisioningDesk;
  readonly store: Pick<ProvisioningStore, 'knownAccounts'>;
  readonly tenantId: string;
  readonly page: ReturnType<typeof readJournal>;
  readonly verify: ReturnType<typeof verifyJournal>;
}

const Query = z.object({ committee: z.string().max(100).optional(), before: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).optional() });

export function journalRoutes({ read, desk, store, tenantId, page, verify }: JournalRoutesDeps): Router {
  const router = Router();
  const namesOf = async (reading: Reading): Promise<Names> => {
    const [{ teams, channels }, { accounts }] = await Promise.all([desk.names(), store.knownAccounts()]);
    const personOf = new Map([...accounts].flatMap(([person, account]): [string, PersonId][] => (account.is === 'unknown' ? [] : [[account.id, person]])));
    const { naming } = reading;
    return {
      person: (id) => naming.person(personOf.get(id) ?? (id as PersonId))?.title ?? null,
      committee: (id) => naming.committee(id as CommitteeId)?.acronym ?? null,
      team: (key) => teams.get(key as never) ?? null,
      channel: (key) => channels.get(key) ?? null,
      institution: (id) => { const found = reading.charter.institutions.find((i) => i.id === id); return found === undefined ? null : naming.say(found.name); },
      field: (name) => (Object.hasOwn(fieldWord, name) ? naming.say(fieldWord[name as CharterField]) : null),
    };
  };

  router.get('/journal', async (req, res) => {
    const query = Query.parse(req.query);
    const reading = await read(res);
    const { roles, charter, naming, language } = reading;
    const wanted: Chain | undefined = query.committee === undefined ? undefined : query.committee === 'reseau' ? 'reseau' : committeeId(query.committee);
    reading.insist(mayReadJournal(roles, wanted));
    const all: readonly Chain[] = ['reseau', ...charter.committees.map((c) => c.id)];
    const chains: readonly Chain[] = wanted === undefined ? all.filter((chain) => mayReadJournal(roles, chain).ok) : [wanted];
    // Chains of committees that the charter no longer names are for those who read everything.
    const everything = wanted === undefined && chains.length === all.length;
    const decision = await page(tenantId, { chains: everything ? 'all' : chains, before: query.before, limit: query.limit });
    if (!decision.ok) throw new HttpProblem(400, decision.refusal.why, { fr: readRefusal(decision.refusal, 'fr-CA'), en: readRefusal(decision.refusal, 'en-CA') });
    const names = await namesOf(reading);
    const view: JournalPage = {
      entries: decision.value.entries.map((entry) => ({
        chain: entry.chain, seq: entry.seq, at: entry.at.toISOString(), by: entry.by.kind === 'person' ? naming.person(entry.by.id) : null, act: entry.act,
        sentence: sentence(entry, language, names), committee: entry.chain === 'reseau' ? null : naming.committee(entry.chain), before: entry.before, after: entry.after, hash: entry.hash,
      })),
      next: decision.value.next,
    };
    res.json(view);
  });

  router.get('/journal/verify', async (_req, res) => {
    const reading = await read(res);
    reading.insist(mayReadJournal(reading.roles));
    const verdict = await verify(tenantId);
    const names = await namesOf(reading);
    const view: JournalProof = { ok: verdict.ok, chains: verdict.chains, entries: verdict.entries, broken: verdict.broken.map((link) => ({ chain: link.chain, seq: link.seq, why: brokenLink(link, reading.language, names) })) };
    res.json(view);
  });

  return router;
}
