// What the checks of a charter share: the charter, the ids that exist, and where faults go.

import type { Charter } from './charter.ts';
import type { CharterFaultWhy } from './fault.ts';

export interface Check {
  readonly charter: Charter;
  readonly ids: {
    readonly persons: ReadonlySet<string>;
    readonly organisations: ReadonlySet<string>;
    readonly institutions: ReadonlySet<string>;
    readonly groups: ReadonlySet<string>;
    readonly territories: ReadonlySet<string>;
    readonly committees: ReadonlySet<string>;
    readonly axes: ReadonlySet<string>;
  };
  fault(why: CharterFaultWhy, thing: object, ...keys: readonly (string | number)[]): void;
  /** A reference that must lead somewhere; empty ones were refused at reading. */
  refers(id: string | null, to: readonly ReadonlySet<string>[], thing: object, ...keys: readonly (string | number)[]): void;
  zone(value: string, thing: object, ...keys: readonly (string | number)[]): void;
  line(thing: object, ...keys: readonly (string | number)[]): number | null;
}
