// The charter in force, as a file: what `gouverne export` writes, and what `gouverne plan` reads back without a difference.
import { z } from 'zod';

/** GET /api/charter */
export const CharterFile = z.object({
  version: z.number().int(),
  /** Name of the file, or of the form, that it came from. */
  source: z.string(),
  sha256: z.string(),
  loadedAt: z.string(),
  /** YAML, in the format of charters/rqt.yaml. Committees created in Gouverne and adopted changes are in it. */
  text: z.string(),
});
export type CharterFile = z.infer<typeof CharterFile>;
