// What one charter changes in another.

import { describe, expect, it } from '@jest/globals';
import { charterChanges } from '../../../src/features/committees/domain/charter-changes.ts';
import { aCommittee, aSmallCharter } from '../../support/charters.ts';

describe('two charters', () => {
  const before = aSmallCharter();
  it('that say the same change nothing, also after a store kept one of them as JSON', () => {
    expect(charterChanges(before, JSON.parse(JSON.stringify(aSmallCharter())) as typeof before)).toEqual({ added: [], removed: [], changed: [] });
  });
  it('tell who comes, who goes, and which parts of a record change', () => {
    const after = aSmallCharter((all) => [...all.filter((c) => c.id !== 'loc-b').map((c) => (c.id === 'nat' ? { ...c, mandate: { fr: 'Autre mandat.' }, parent: 'ter' as typeof c.id } : c)), aCommittee('neuf', [], {})]);
    expect(charterChanges(before, after)).toEqual({
      added: ['neuf'], removed: ['loc-b'],
      changed: [{ committee: 'nat', acronym: 'NAT', fields: ['mandate', 'parent'], before: { mandate: { fr: 'Mandat.' }, parent: null }, after: { mandate: { fr: 'Autre mandat.' }, parent: 'ter' } }],
    });
  });
  it('add everything when there was none', () => {
    expect(charterChanges(null, before).added).toEqual(['nat', 'ter', 'loc-a', 'loc-b']);
  });
});
