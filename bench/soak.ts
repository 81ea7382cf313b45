// npm run soak [rounds] [plain|faults]: the long proofs. Each says what it saw; one that fails ends the run with 1.

import { killRounds } from './kill-rounds.ts';

const rounds = Number(process.argv[2] ?? 50);
const only = process.argv[3];
let failed = false;
for (const faults of [false, true]) {
  if (only === (faults ? 'plain' : 'faults')) continue;
  const began = performance.now();
  const seen = await killRounds(rounds, { faults, seed: faults ? 7 : 1, log: (line) => { console.log(`  ${line}`); } });
  console.log(`kill -9${faults ? ', 20 % of requests faulted' : ''}: ${seen.rounds} rounds, ${seen.kills} kills, ${seen.wrong.length} not exactly the charter, ${seen.secondWrites} writes by a further apply, ${Math.round((performance.now() - began) / 1000)} s`);
  for (const line of seen.wrong) console.log(`  WRONG ${line}`);
  failed ||= seen.wrong.length > 0 || seen.secondWrites > 0;
}
process.exitCode = failed ? 1 : 0;
