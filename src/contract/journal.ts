// The record of every act: who, what, when, before and after, chained so that a change made behind its back shows.
import { z } from 'zod';
import { CommitteeRef, PersonRef } from './common.ts';

export const JournalEntry = z.object({
  chain: z.string(),
  seq: z.number().int(),
  at: z.string(),
  by: PersonRef.nullable(),
  act: z.string(),
  sentence: z.string(),
  committee: CommitteeRef.nullable(),
  before: z.unknown(),
  after: z.unknown(),
  hash: z.string(),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** GET /api/journal?committee&before&limit */
export const JournalPage = z.object({ entries: z.array(JournalEntry), next: z.string().nullable() });
export type JournalPage = z.infer<typeof JournalPage>;

/** GET /api/journal/verify */
export const JournalProof = z.object({ ok: z.boolean(), chains: z.number().int(), entries: z.number().int(), broken: z.array(z.object({ chain: z.string(), seq: z.number().int(), why: z.string() })) });
export type JournalProof = z.infer<typeof JournalProof>;
