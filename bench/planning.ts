// How long the network's year takes to plan: every committee's draft, with what is in the way of each slot and where it could go
// instead, then its adoption. In a process of its own, so that memory is its own and nothing is warm.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Line } from './report.ts';

export interface PlannedOnce {
  readonly committees: number;
  readonly meetings: number;
  readonly flagged: number;
  readonly alternatives: number;
  readonly seconds: number;
  readonly peakMb: number;
  readonly full: { readonly meetings: number; readonly flagged: number; readonly seconds: number };
}

const MOST_SECONDS = 2;

export async function benchPlanning(): Promise<Line[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['bench/plan-once.ts']);
  const { committees, meetings, flagged, alternatives, seconds, peakMb, full } = JSON.parse(stdout) as PlannedOnce;
  return [
    { name: 'planned', value: `${meetings} meetings of ${committees} committees, ${flagged} flagged, ${alternatives} alternatives` },
    { name: 'year of all committees, s', value: seconds, most: MOST_SECONDS },
    { name: 'peak memory, MB', value: peakMb },
    { name: 'planned, local ones monthly', value: `${full.meetings} meetings, ${full.flagged} flagged` },
    { name: 'that year, s', value: full.seconds, most: MOST_SECONDS },
  ];
}
