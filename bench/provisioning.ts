// The whole network from nothing, then again without a change, against the local tenant as a process of its own: 120 ms a call,
// documented limits on, 5 s for a new team. Printed beside the least that is possible, computed from the charter.

import { compose } from '../src/compose.ts';
import { jsonLines } from '../src/adapters/log/json-lines.ts';
import { desiredWorkspace } from '../src/features/committees/domain/workspace.ts';
import { charterText, CHARTER_FILE, openLab, theCharter } from './lab.ts';
import { report, type Line } from './report.ts';
import { theory } from './theory.ts';

const LATENCY_MS = 120;
const TEAM_READY_MS = 5_000;

interface Counters { readonly wire: { readonly graph?: number }; readonly inBatch?: number; readonly operations: Readonly<Record<string, { readonly requests: number; readonly statuses: Readonly<Record<string, number>> }>> }

export async function benchProvisioning(): Promise<Line[]> {
  const lab = await openLab({ tenantArgs: ['--latency-ms', String(LATENCY_MS), '--team-ready-ms', String(TEAM_READY_MS)] });
  const gouverne = await compose(lab.config, { log: jsonLines({ level: 'error' }), withoutBot: true });
  let peak = 0;
  const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss); }, 50);
  try {
    await gouverne.start();
    const wanted = desiredWorkspace(theCharter(), '2027-01-04', 'rqt', (c) => ({ entityId: c.id, name: '', contentUrl: '', websiteUrl: '' }));
    const least = theory(wanted, { latencyMs: LATENCY_MS, teamReadyMs: TEAM_READY_MS });
    const counters = async (): Promise<{ http: number; operations: number; writes: number; refused: number }> => {
      const seen = (await lab.control('/counters')) as Counters;
      const inner = Object.entries(seen.operations).filter(([name]) => !name.startsWith('login') && !name.includes('$batch'));
      return {
        http: seen.wire.graph ?? 0,
        operations: inner.reduce((sum, [, o]) => sum + o.requests, 0),
        writes: inner.filter(([name]) => !name.startsWith('GET')).reduce((sum, [, o]) => sum + o.requests, 0),
        refused: inner.reduce((sum, [, o]) => sum + (o.statuses['429'] ?? 0), 0),
      };
    };

    const before = await counters();
    const began = performance.now();
    const run = await gouverne.apply(charterText(), CHARTER_FILE, null);
    const state = await gouverne.finished(run);
    const seconds = (performance.now() - began) / 1000;
    const first = await counters();
    if (state !== 'done') throw new Error(`the first run ended ${state}`);

    const again = performance.now();
    const second = await gouverne.apply(charterText(), CHARTER_FILE, null);
    await gouverne.finished(second);
    const secondSeconds = (performance.now() - again) / 1000;
    const after = await counters();

    const http = first.http - before.http;
    const operations = first.operations - before.operations;
    return [
      { name: 'network', value: `${least.teams} teams, ${theCharter().committees.length} committees, ${least.privateChannels} private channels` },
      { name: 'first apply, HTTP requests', value: http, least: least.http, limit: 1.5 },
      { name: 'first apply, operations', value: operations, least: least.operations, limit: 1.5 },
      { name: 'first apply, seconds', value: seconds, least: least.seconds, limit: 1.3 },
      { name: 'first apply, 429 received', value: first.refused },
      { name: 'second apply, HTTP requests', value: after.http - first.http, most: 15 },
      { name: 'second apply, writes', value: after.writes - first.writes, most: 0 },
      { name: 'second apply, seconds', value: secondSeconds },
      { name: 'peak memory, MB', value: peak / 1e6 },
    ];
  } finally {
    clearInterval(watch);
    await gouverne.close();
    await lab.close();
  }
}

if (import.meta.main) process.exitCode = report('provisioning', await benchProvisioning());
