// Killed in the middle of an apply, and applied again: the workspace ends as the charter says, with nothing twice. The long proof is
// `npm run soak`; here one round goes as it should and in one a fifth of the requests goes wrong, on a small network.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killRounds, type Rounds } from '../../bench/kill-rounds.ts';
import { smallNetwork } from '../support/small-network.ts';

jest.setTimeout(180_000);

const RECORD = 'artifacts/graph/kill';

describe('an apply that is killed and begun again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gouverne-kill-'));
  let seen: Rounds;
  beforeAll(async () => {
    const charterFile = join(folder, 'charter.yaml');
    writeFileSync(charterFile, smallNetwork());
    mkdirSync('artifacts/graph', { recursive: true });
    for (const round of [1, 2]) rmSync(`${RECORD}-${round}.ndjson`, { force: true });
    seen = await killRounds(2, { faults: (round) => round === 2, charterFile, record: RECORD, kills: 1, withinMs: 2_500, seed: 3 });
  });
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  it('was killed in each round', () => {
    expect(seen.kills).toBeGreaterThanOrEqual(2);
  });

  it('ends in exactly the charter, with no team, channel, tab or member twice', () => {
    expect(seen.wrong).toEqual([]);
  });

  it('leaves a further apply nothing to write', () => {
    expect(seen.secondWrites).toBe(0);
  });
});
