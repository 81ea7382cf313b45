// Kills an apply at random moments and applies again, with and without a fifth of the requests going wrong. Each round starts from
// nothing and must end in exactly the charter, nothing twice, and a further apply must write nothing.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../src/compose.ts';
import { silentLog } from '../src/shared/log.ts';
import { todayIn } from '../src/adapters/clock/system-clock.ts';
import type { RunState } from '../src/features/committees/ports.ts';
import { charterText, openLab, type Lab } from './lab.ts';
import { differences } from './same-as-charter.ts';

const FAULTS = { match: { service: 'graph' }, share: 0.2, kinds: ['429', '503', '504-after-effect', 'reset', 'reset-after-effect', '207'], retryAfterS: 1 };

export interface Rounds { readonly rounds: number; readonly kills: number; readonly wrong: readonly string[]; readonly secondWrites: number }

interface KillOptions {
  /** In these rounds a fifth of the requests goes wrong. */
  readonly faults: boolean | ((round: number) => boolean);
  readonly seed?: number;
  /** Another network than the RQT. */
  readonly charterFile?: string;
  /** Kills fall at a random moment up to that long after an apply has begun. */
  readonly withinMs?: number;
  /** How many times at most the apply of one round is killed. */
  readonly kills?: number;
  /** The Graph exchanges of round n go to `${record}-n.ndjson`. */
  readonly record?: string;
  readonly log?: (line: string) => void;
}

export async function killRounds(rounds: number, { faults, seed = 1, charterFile, withinMs = 9_000, kills: most = 2, record, log = () => {} }: KillOptions): Promise<Rounds> {
  const roll = dice(seed);
  // The embedded database takes seconds to be made from nothing: once is enough for all rounds.
  const template = mkdtempSync(join(tmpdir(), 'gouverne-template-'));
  const wrong: string[] = [];
  let kills = 0;
  let secondWrites = 0;
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const faulted = typeof faults === 'boolean' ? faults : faults(round);
      const lab = await openLab({ ...(charterFile === undefined ? {} : { charterFile }), tenantArgs: [...(record === undefined ? [] : ['--record', `${record}-${round}.ndjson`]), '--team-ready-ms', '700', '--latency-ms', '10', '--directory-lag-ms', '600', '--member-lag-ms', '300', '--tab-lag-ms', '300', '--random-seed', String(round)], env: { TEAM_FIRST_CHECK_MS: '900', GRAPH_SETTLE_MS: '700', TEAM_SETTLE_MS: '1200' } });
      try {
        if (round === 1) await makeDatabase(lab, template);
        cpSync(template, `${lab.dir}/data`, { recursive: true });
        if (faulted) await lab.control('/faults', FAULTS);
        const moments: number[] = [];
        for (let life = 0; life < 1 + Math.floor(roll() * most); life += 1) {
          const after = Math.floor(roll() * withinMs);
          if ((await applyAndKill(lab, after)) === 'killed') { kills += 1; moments.push(after); }
          // Who is killed forgets for how long the service asked it to wait: whoever starts it again takes at least that long.
          if (faulted) await new Promise((resolve) => { setTimeout(resolve, FAULTS.retryAfterS * 1_000 + 100); });
        }
        let end = await apply(lab);
        // With a fifth of the requests going wrong a step may be given up: somebody asks again.
        for (let again = 0; again < 3 && end !== 'done'; again += 1) end = await apply(lab);
        const off = await differences(lab, todayIn('America/Toronto', new Date()));
        const before = await writes(lab);
        if (faulted) await fetch(`${lab.url}/_control/faults`, { method: 'DELETE' });
        await apply(lab);
        secondWrites += (await writes(lab)) - before;
        if (off.length > 0 || end !== 'done') wrong.push(`round ${round} (killed at ${moments.join(', ')} ms), ended ${end}: ${off.slice(0, 5).join('; ')}${off.length > 5 ? ` and ${off.length - 5} more` : ''}`);
        log(`round ${round}/${rounds}: killed at ${moments.join(', ') || '-'} ms, ${off.length} differences`);
      } finally {
        await lab.close();
      }
    }
  } finally {
    rmSync(template, { recursive: true, force: true });
  }
  return { rounds, kills, wrong, secondWrites };
}

async function makeDatabase(lab: Lab, template: string): Promise<void> {
  const gouverne = await compose(lab.config, { log: silentLog, withoutBot: true });
  await gouverne.close();
  cpSync(`${lab.dir}/data`, template, { recursive: true });
}

/** Takes up what a killed process left, or applies the charter; in this process, which nobody kills. */
async function apply(lab: Lab): Promise<RunState> {
  const gouverne = await compose(lab.config, { log: silentLog, withoutBot: true });
  try {
    await gouverne.start();
    return await gouverne.finished((await gouverne.store.unfinished()) ?? (await gouverne.apply(charterText(lab.charterFile), lab.charterFile, null)));
  } finally {
    await gouverne.close();
  }
}

/** The exit code, or `killed` when that many milliseconds after its start it was still at it. */
function applyAndKill(lab: Lab, afterMs: number): Promise<number | 'killed'> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'bench/apply-once.ts'], { env: { ...process.env, LAB_CONFIG: JSON.stringify(lab.config), LAB_CHARTER: lab.charterFile }, stdio: ['ignore', 'pipe', 'inherit'] });
    let killed = false;
    let timer: NodeJS.Timeout | undefined;
    // Counted from when it begins to apply: opening the database is another suite's business.
    child.stdout.once('data', () => { timer = setTimeout(() => { killed = true; child.kill('SIGKILL'); }, afterMs); });
    child.once('exit', (code) => { clearTimeout(timer); resolve(killed ? 'killed' : (code ?? 1)); });
  });
}

async function writes(lab: Lab): Promise<number> {
  const { operations } = (await lab.control('/counters')) as { operations: Record<string, { requests: number }> };
  return Object.entries(operations).filter(([name]) => !name.startsWith('GET') && !name.startsWith('login') && !name.includes('$batch')).reduce((sum, [, o]) => sum + o.requests, 0);
}

const dice = (seed: number) => () => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed / 2_147_483_648; };
