// Makes a mistake loud. A call on the database itself from inside a transaction would wait for its own transaction for
// ever on PGlite's one connection, and would silently run OUTSIDE the transaction on PostgreSQL: here it is an error on both.
import { AsyncLocalStorage } from 'node:async_hooks';

export interface TransactionGuard {
  /** Runs the inside of a transaction. What it leaves running when it settles is no longer inside. */
  inside<T>(fn: () => Promise<T>): Promise<T>;
  isInside(): boolean;
  /** Runs something that has nothing to do with the transaction it was started from: a job handler woken by a commit, say. */
  outside<T>(fn: () => T): T;
  /** The object, whose named methods are refused inside a transaction. */
  protect<O extends object>(target: O, methods: readonly (keyof O & string)[], instead: string): O;
}

export function transactionGuard(): TransactionGuard {
  const current = new AsyncLocalStorage<{ open: boolean } | undefined>();
  const isInside = (): boolean => current.getStore()?.open === true;
  return {
    isInside,
    outside: (fn) => current.exit(fn),
    inside: async (fn) => {
      const scope = { open: true };
      try {
        // Awaited inside the scope: a drizzle query returned as it is would only be sent once somebody awaits it.
        return await current.run(scope, async () => await fn());
      } finally {
        scope.open = false;
      }
    },
    protect: (target, methods, instead) => new Proxy(target, {
      get(object, key) {
        const value: unknown = Reflect.get(object, key, object);
        if (typeof value !== 'function') return value;
        // Called on the object itself, not on the proxy: these classes keep private fields.
        return (...args: unknown[]): unknown => {
          if ((methods as readonly (string | symbol)[]).includes(key) && isInside()) return Promise.reject(new Error(`${String(key)}() on the database inside a transaction: use ${instead}`));
          return Reflect.apply(value, object, args);
        };
      },
    }),
  };
}
