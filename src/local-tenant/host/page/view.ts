// What the main area shows one of at a time.

import type { Change } from '../wire.ts';
import type { AppFrame } from './frame.ts';
import type { Route } from './router.ts';

export interface View {
  readonly element: HTMLElement;
  /** Whether this very view can show the route, without being made anew. */
  matches(route: Route): boolean;
  show(route: Route): void;
  /** Something changed in the tenant. */
  changed(change: Change): void;
  /** From the skip link, and after a step that a person took. */
  focus(): void;
  frame?(): AppFrame | undefined;
  dispose(): void;
}
