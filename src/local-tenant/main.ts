// Runs the local Microsoft 365 as a program: `node src/local-tenant/main.ts --port 0 --state tenant.sqlite --seed seed.json`.
// When it is ready it prints one line of JSON on standard output: {"ready":true,"url":"http://127.0.0.1:…"}.

import { parseArgs } from 'node:util';
import type { Service } from './faults.ts';
import { TIMINGS } from './options.ts';
import { BadSeed } from './seed.ts';
import { startLocalTenant, type StartOptions } from './start.ts';
import { StateInUse } from './state.ts';

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
const SERVICES: readonly Service[] = ['graph', 'login', 'connector', 'botframework', 'teams'];

const USAGE = `usage: node src/local-tenant/main.ts [options]
  --port N               port of everything on one origin (0: any free one; default 0)
  --host ADDRESS         default 127.0.0.1
  ${SERVICES.map((s) => `--${s}-port`).join(', ')}   one more port for that service at its own root
  --state FILE           SQLite file; without it everything is forgotten at the end
  --seed FILE            JSON (form: src/local-tenant/seed.ts)
  --record FILE          NDJSON of every Graph exchange answered
  --record-notifications FILE
  --manners real|fast    real: waits and lags as in the service (default); fast: the same rules with short waits
  --no-limits            measure rates, refuse none
  --random-seed N        every draw (which team settles late …) follows from it
  --tenant-size S|M|L|auto   identity quota
  --token-lifetime-s N   default 3599
  --exit-with-parent     stop when standard input closes
  waits, in milliseconds: ${TIMINGS.map((name) => `--${kebab(name)}`).join(' ')}`;

function read(): { options: StartOptions; exitWithParent: boolean } {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    options: {
      port: text, host: text, state: text, seed: text, record: text, 'record-notifications': text, manners: text, 'no-limits': flag, 'random-seed': text, 'tenant-size': text, 'token-lifetime-s': text, 'exit-with-parent': flag, help: { type: 'boolean', short: 'h' },
      ...Object.fromEntries(SERVICES.map((s) => [`${s}-port`, text])), ...Object.fromEntries(TIMINGS.map((name) => [kebab(name), text])),
    },
  });
  if (values.help === true) { process.stdout.write(`${USAGE}\n`); process.exit(0); }
  const given = values as Record<string, string | boolean | undefined>;
  const number = (name: string): number | undefined => {
    const value = given[name];
    if (value === undefined) return undefined;
    const n = Number(value);
    if (!Number.isInteger(n) || n < 0) throw new TypeError(`--${name} must be a whole number, not "${String(value)}"`);
    return n;
  };
  const choice = <T extends string>(name: string, of: readonly T[]): T | undefined => {
    const value = given[name];
    if (value === undefined) return undefined;
    const found = of.find((o) => o === value);
    if (found === undefined) throw new TypeError(`--${name} must be ${of.join(' or ')}, not "${String(value)}"`);
    return found;
  };
  const string = (name: string): string | undefined => (typeof given[name] === 'string' ? given[name] : undefined);
  const defined = <T extends object>(object: T) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
  return {
    exitWithParent: values['exit-with-parent'] === true,
    options: {
      ...defined({
        port: number('port'), host: string('host'), stateFile: string('state'), seed: string('seed'), recordFile: string('record'), recordNotificationsFile: string('record-notifications'), manners: choice('manners', ['real', 'fast']),
        limits: values['no-limits'] === true ? false : undefined, randomSeed: number('random-seed'), tenantSize: choice('tenant-size', ['S', 'M', 'L', 'auto']), tokenLifetimeS: number('token-lifetime-s'),
      }),
      ...defined(Object.fromEntries(TIMINGS.map((name) => [name, number(kebab(name))]))),
      ports: defined(Object.fromEntries(SERVICES.map((s) => [s, number(`${s}-port`)]))),
    },
  };
}

try {
  const { options, exitWithParent } = read();
  const tenant = await startLocalTenant(options);
  const stop = () => { void tenant.close().finally(() => process.exit(0)); };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (exitWithParent) { process.stdin.resume(); process.stdin.once('end', stop); process.stdin.once('close', stop); }
  process.stdout.write(`${JSON.stringify({ ready: true, url: tenant.url, ports: tenant.ports, tenantId: tenant.context.tenant().id })}\n`);
} catch (error) {
  // What the caller got wrong is one sentence; anything else is a fault of the program and keeps its stack.
  const plain = error instanceof BadSeed || error instanceof StateInUse || error instanceof TypeError || (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  process.stderr.write(`local tenant: ${error instanceof Error ? (plain ? error.message : (error.stack ?? error.message)) : String(error)}\n`);
  process.exit(plain ? 2 : 1);
}
