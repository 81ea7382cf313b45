// The sessions kept between two commands, one per server, in a file that only its owner can read. Never printed, never logged.
import { join } from 'node:path';
import { z } from 'zod';
import type { World } from './world.ts';

const Kept = z.discriminatedUnion('kind', [
  /** Signed in on a real tenant: msal-node's own cache, which it knows how to refresh. */
  z.object({ kind: z.literal('msal'), cache: z.string(), homeAccountId: z.string().nullable(), who: z.string() }),
  /** Signed in on the local Microsoft 365, where a new sign-in costs nothing: as whom this time, and as whom `login` said. */
  z.object({ kind: z.literal('local'), login: z.string().nullable(), as: z.string(), accessToken: z.string(), expiresAt: z.number() }),
]);
export type Kept = z.infer<typeof Kept>;
const SessionFile = z.object({ version: z.literal(1), servers: z.record(z.string(), Kept) });

export interface Sessions {
  readonly path: string;
  get(server: string): Kept | null;
  keep(server: string, session: Kept): void;
  drop(server: string): boolean;
  dropAll(): void;
  count(): number;
}

export function sessions(world: World, onUnreadable: (path: string) => void): Sessions {
  const path = join(world.configDirectory, 'sessions.json');
  const read = (): Record<string, Kept> => {
    if (!world.fileExists(path)) return {};
    const text = world.readText(path);
    const parsed = SessionFile.safeParse(parse(text));
    if (parsed.success) return parsed.data.servers;
    world.writeText(`${path}.unreadable`, text, true);
    world.removeFile(path);
    onUnreadable(path);
    return {};
  };
  const write = (servers: Record<string, Kept>): void => world.writeText(path, `${JSON.stringify({ version: 1, servers } satisfies z.infer<typeof SessionFile>)}\n`, true);
  return {
    path,
    get: (server) => read()[server] ?? null,
    keep: (server, session) => write({ ...read(), [server]: session }),
    drop: (server) => {
      const { [server]: gone, ...others } = read();
      if (gone !== undefined) write(others);
      return gone !== undefined;
    },
    dropAll: () => world.removeFile(path),
    count: () => Object.keys(read()).length,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
