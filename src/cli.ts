// `gouverne plan | apply | status | drift | doctor | export | journal | login | logout`: a client of the HTTP API. bin/gouverne.mjs starts it.
import { main } from './cli/main.ts';
import { realWorld } from './cli/world.ts';

// Not process.exit: what was written to a pipe must still get through.
process.exitCode = await main(process.argv.slice(2), realWorld());
