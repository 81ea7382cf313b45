// GET /api/config, without sign-in: what a tab or the command line needs in order to sign in. Nothing secret.
import { z } from 'zod';

export const PublicConfig = z.object({
  tenant: z.enum(['local', 'microsoft365']),
  tenantId: z.string(),
  authority: z.string(),
  clientId: z.string(),
  scope: z.string(),
  /** Manifest id of the Teams app, for deep links. */
  appId: z.string(),
  baseUrl: z.string(),
  version: z.string(),
});
export type PublicConfig = z.infer<typeof PublicConfig>;
