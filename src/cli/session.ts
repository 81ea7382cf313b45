// Who a command acts as, and what signing in needs to know.
import type { PublicConfig } from '../contract/public-config.ts';
import type { TokenSource } from './api.ts';
import type { Sessions } from './sessions.ts';
import type { Words } from './words.ts';
import type { World } from './world.ts';

export interface Session {
  readonly token: NonNullable<TokenSource>;
  /** Address or application id, for people. */
  readonly who: string;
  readonly kind: 'local' | 'person' | 'application';
}

export interface SignInWith {
  readonly world: World;
  readonly words: Words;
  readonly server: string;
  readonly config: PublicConfig;
  readonly sessions: Sessions;
  /** What --as says. */
  readonly as: string | null;
}
