// The demonstration's decisions of the charter file: read as they are written, sealed like any other, and nothing of what is no decision.
import { describe, expect, it } from '@jest/globals';
import type { Charter, Json } from '../../../src/features/committees/domain/charter.ts';
import { sealed } from '../../../src/features/decisions/domain/seal.ts';
import type { RegisteredDecision } from '../../../src/features/decisions/domain/registered-decision.ts';
import type { Saving } from '../../../src/features/decisions/ports.ts';
import { seedDecisions } from '../../../src/features/decisions/use-cases/seed-examples.ts';
import { theNetwork } from '../../support/charter-builder.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const seeded = async (charter: Charter): Promise<{ readonly examples: readonly RegisteredDecision[]; readonly saving: Saving }> => {
  let examples: readonly RegisteredDecision[] = [];
  let saving: Saving = { journal: [], next: [] };
  const addExamples = async (given: readonly RegisteredDecision[], save: (added: readonly RegisteredDecision[]) => Saving) => { examples = given; saving = save(given); return given; };
  expect(await seedDecisions({ decisions: { addExamples } as never, clock: { now: () => NOW }, digest: (text) => `sha of ${text.length}` })(charter)).toBe(examples.length);
  return { examples, saving };
};

describe('the examples of the charter file', () => {
  it('are in the register with everybody who sat there, and in the journal with their seal', async () => {
    const { examples, saving } = await seeded(theNetwork());
    expect(examples).toHaveLength(1);
    const [decision] = examples;
    expect(decision).toMatchObject({
      id: 'D-2027-001', number: 'CNCOT-2027-001', committee: 'cncot', kind: 'decision', title: 'Le calendrier 2027 du CNCOT est adopté', takenAt: '2027-01-07T09:00', recordedBy: null,
      vote: { mode: 'unanimous', for: 6, against: 0, abstained: 0 }, quorum: { state: 'met', present: 6, needed: 4, of: 6 },
    });
    expect(saving.journal.map(({ chain, did }) => [chain, did])).toEqual([['cncot', expect.objectContaining({ act: 'decision-recorded', decision: 'D-2027-001', sha256: `sha of ${sealed(decision!).length}` })]]);
  });

  it('leave out what is no decision', async () => {
    const line = { id: 'D-2027-002', titre_fr: 'Essai', instance: 'cncot', seance: '2027-01-07', type: 'decision', mode: 'consensus' };
    const wrong: Json[] = ['texte', null, [line], { ...line, id: 'X-1' }, { ...line, instance: 'nulle-part' }, { ...line, seance: 'jeudi' }, { ...line, type: 'autre' }, { ...line, mode: 'autre' }, { ...line, titre_fr: '' }, { ...line, titre_fr: 'Pour TREM 7503 1512' }];
    expect((await seeded({ ...theNetwork(), otherSections: { decisions: [...wrong, line] } })).examples.map(({ id }) => id)).toEqual(['D-2027-002']);
    expect((await seeded({ ...theNetwork(), otherSections: {} })).examples).toEqual([]);
  });
});
