// A process to be killed: asks for a message to everybody, or goes on with what an earlier process left, and ends when nothing
// is left to send. Environment: LAB_CONFIG, the configuration as JSON; LAB_PEOPLE, how many; LAB_MESSAGE, which message;
// LAB_HURRY, to move time to the next thing that is due instead of waiting for it. Prints `sending`, then a line of figures.

import { sql } from 'drizzle-orm';
import { compose } from '../src/compose.ts';
import { systemClock } from '../src/adapters/clock/system-clock.ts';
import { jsonLines } from '../src/adapters/log/json-lines.ts';
import type { Config } from '../src/config/config.ts';
import { personInLab } from './lab.ts';

const { LAB_CONFIG = '{}', LAB_PEOPLE = '0', LAB_MESSAGE = '', LAB_HURRY, LAB_LOG = 'silent' } = process.env;
let offset = 0;
const real = systemClock();
const clock: typeof real = { ...real, now: () => new Date(Date.now() + offset) };
const gouverne = await compose(JSON.parse(LAB_CONFIG) as Config, { log: jsonLines({ level: LAB_LOG as 'silent' }), clock });
await gouverne.data.tx((tx) => gouverne.outgoing.send(tx, Array.from({ length: Number(LAB_PEOPLE) }, (_, n) => ({
  message: LAB_MESSAGE, to: { is: 'person' as const, person: personInLab(n) }, card: { kind: 'welcome-chat' }, urgency: 'bulk' as const,
}))));
await gouverne.start();
// From here on: opening the embedded database takes more for a moment than all the sending.
let peak = 0;
const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss); }, 50);
process.stdout.write('sending\n');
for (;;) {
  const { rows: [row] } = await gouverne.data.db.execute<{ left: number; held: number; next: string | null }>(sql`select count(*)::int as left, count(holder)::int as held, min(due_at)::text as next from outgoing`);
  if (row === undefined || row.left === 0) break;
  const wait = row.next === null ? 0 : Date.parse(row.next) - clock.now().getTime();
  if (LAB_HURRY !== undefined && row.held === 0 && wait > 0) offset += wait;
  await real.sleep(250);
}
clearInterval(watch);
process.stdout.write(`${JSON.stringify({ peakMB: Math.round(peak / 1e6) })}\n`);
await gouverne.close();
