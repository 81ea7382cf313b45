// Two replicas on one PostgreSQL share a fan-out; one is killed in the middle. Everybody has one copy, within the limits of one app.

import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync, rmSync } from 'node:fs';
import { fanOut, faults, limitsSeen, type Arrivals, type Limits } from '../../bench/fan-out.ts';
import { openLab } from '../../bench/lab.ts';
import { everyStore, type StoreInTest } from '../support/stores.ts';

jest.setTimeout(180_000);

const PEOPLE = 150;

const suite = (store: StoreInTest): void => {
  const record = 'artifacts/graph/sending-replicas.ndjson';
  let seen: Arrivals;
  let limits: Limits;
  beforeAll(async () => {
    mkdirSync('artifacts/graph', { recursive: true });
    rmSync(record, { force: true });
    const lab = await openLab({ people: PEOPLE, database: store.url, tenantArgs: ['--record', record] });
    try {
      await lab.control('/faults', faults(0.1));
      seen = await fanOut(lab, { people: PEOPLE, message: 'journey:1', killAfterMs: 2_000, second: true, hurry: true });
      limits = await limitsSeen(lab);
    } finally {
      await lab.close();
    }
  }, 180_000);

  it('reaches each person once although one of the two was killed', () => {
    expect(seen).toMatchObject({ killed: true, copies: PEOPLE, duplicates: 0, losses: 0 });
  });

  it('stays within the limits that hold for both together', () => {
    expect(limits).toMatchObject({ exceeded: [], refused: 0 });
  });
};

describe('a fan-out by two replicas', () => { everyStore('PostgreSQL', suite); });
