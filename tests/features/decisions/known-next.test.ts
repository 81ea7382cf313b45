// What superseded a decision, as each reader may know of it.
import { expect, it } from '@jest/globals';
import { rolesOf } from '../../../src/features/committees/domain/permissions.ts';
import type { RegisterLine } from '../../../src/features/decisions/domain/registered-decision.ts';
import { hearable, knownNext } from '../../../src/features/decisions/use-cases/known-next.ts';
import { committeeId, decisionId, personId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';
import { aDecision } from '../../support/stored-decision.ts';

const BDP = committeeId('bdp');
const [OLD, NEXT] = [decisionId('D-2027-001'), decisionId('D-2027-002')];
const network = theNetwork();
const roles = (person: string) => rolesOf(network, personId(person), '2027-03-18');
const holding = (next: RegisterLine) => ({ lines: async () => [next], reach: async () => [] });
const next = (inCamera: boolean) => aDecision({ id: NEXT, committee: BDP, inCamera });
const old = aDecision({ id: OLD, committee: BDP, supersededBy: NEXT });
/** Sits in the committee; coordinates it, without a seat there. */
const [MEMBER, KEEPER] = ['per-cct-cusm-portefeuille', 'per-coord-clin'];

it('is named to whoever sees it; one taken in camera to those who take part', async () => {
  const known = async (person: string, inCamera: boolean): Promise<string | null> => (await knownNext(holding(next(inCamera)), roles(person), old))?.id ?? null;
  expect([await known(MEMBER, false), await known(MEMBER, true), await known(KEEPER, false), await known(KEEPER, true)]).toEqual([NEXT, NEXT, NEXT, null]);
  expect(await knownNext(holding(next(false)), roles(MEMBER), { supersededBy: null })).toBeNull();
});

it('is left out of a refusal, of which the rest stays', async () => {
  const refusal = { why: 'already-superseded', decision: OLD, by: NEXT } as const;
  expect([await hearable(holding(next(true)), roles(MEMBER), refusal), await hearable(holding(next(true)), roles(KEEPER), refusal)]).toEqual([refusal, { ...refusal, by: null }]);
  expect(await hearable(holding(next(true)), roles(KEEPER), { why: 'stale' })).toEqual({ why: 'stale' });
});
