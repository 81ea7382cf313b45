// Shapes shared by every request and reply of the HTTP API. Sentences are already in the reader's language.
import { z } from 'zod';

export const Language = z.enum(['fr-CA', 'en-CA']);
export type Language = z.infer<typeof Language>;

/** RFC 9457 problem details. `detail` is a sentence for people, `remedy` what to do next, `errors` one entry per field. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string().optional(),
  code: z.string(),
  remedy: z.string().optional(),
  errors: z
    .array(
      z.object({
        field: z.string().describe('Path of the field, or of the place in the charter'),
        line: z.number().int().nullable().describe('1-based line of the charter file'),
        column: z.number().int().nullable(),
        code: z.string(),
        message: z.string(),
        remedy: z.string(),
      }),
    )
    .optional(),
});
export type Problem = z.infer<typeof Problem>;

export const PersonRef = z.object({ id: z.string(), title: z.string(), email: z.string() });
export type PersonRef = z.infer<typeof PersonRef>;

export const CommitteeRef = z.object({ id: z.string(), acronym: z.string(), name: z.string() });
export type CommitteeRef = z.infer<typeof CommitteeRef>;

/** What the reader may do; when not, the sentence that says why, from the same rule that the server applies. */
export const May = z.object({ ok: z.boolean(), why: z.string().optional() });
export type May = z.infer<typeof May>;
