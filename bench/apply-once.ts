// A process to be killed: puts the charter in force, or takes up the run that an earlier process left, and ends with 0 when done.
// Environment: LAB_CONFIG, the configuration as JSON; LAB_CHARTER, the charter's file.

import { compose } from '../src/compose.ts';
import { jsonLines } from '../src/adapters/log/json-lines.ts';
import type { Config } from '../src/config/config.ts';
import { charterText, CHARTER_FILE } from './lab.ts';

const file = process.env['LAB_CHARTER'] ?? CHARTER_FILE;
const config = JSON.parse(process.env['LAB_CONFIG'] ?? '{}') as Config;
const gouverne = await compose(config, { log: jsonLines({ level: (process.env['LAB_LOG'] ?? 'silent') as 'silent' }), withoutBot: true });
await gouverne.start();
const run = (await gouverne.store.unfinished()) ?? (await gouverne.apply(charterText(file), file, null));
process.stdout.write('applying\n');
const state = await gouverne.finished(run);
process.stdout.write(`${state}\n`);
await gouverne.close();
process.exitCode = state === 'done' ? 0 : 1;
