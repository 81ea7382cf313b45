// Who may record, read and answer, on the whole network: in camera is for those who take part, whatever their other roles.
import { describe, expect, it } from '@jest/globals';
import { rolesOf } from '../../../src/features/committees/domain/permissions.ts';
import { sightOf } from '../../../src/features/committees/domain/sight.ts';
import { answerers, mayAnswerReach, mayRecord, maySeeDecision, type DecisionPermission } from '../../../src/features/decisions/domain/permissions.ts';
import { committeeId, personId } from '../../../src/shared/ids.ts';
import { theNetwork, withCommittee } from '../../support/charter-builder.ts';
import { aDecision } from '../../support/stored-decision.ts';

const as = (person: string, today = '2027-03-10', charter = theNetwork()) => rolesOf(charter, personId(`per-${person}`), today);
const why = (permission: DecisionPermission): string => (permission.ok ? 'yes' : permission.refusal.why);

describe('recording', () => {
  it.each([
    ['coord-clin', 'cncot', 'yes'], // chair, and coordinates the network
    ['coord-tech', 'cncot', 'yes'], // co-chair
    ['secretariat-msss', 'cncot', 'yes'],
    ['cct-chum-coord', 'cncot', 'register-keepers-only'], // member
    ['cct-chum-coord', 'loc-chum', 'yes'], // coordinates the territory
    ['admin-gouverne', 'cncot', 'register-keepers-only'], // mends the tool, decides nothing
    ['verif-interne', 'cncot', 'register-keepers-only'],
    ['liaison-sq', 'cncot', 'register-keepers-only'], // observer
    ['chum-clin', 'cemt', 'restricted'],
    ['nobody', 'cncot', 'unknown-person'],
  ])('%s of %s: %s', (person, committee, expected) => { expect(why(mayRecord(as(person), committeeId(committee)))).toBe(expected); });

  it('in camera is for whoever was in the room', () => {
    expect(['coord-clin', 'secretariat-msss', 'cct-chum-coord'].map((person) => why(mayRecord(as(person), committeeId('loc-chum'), true)))).toEqual(['in-camera-members-only', 'in-camera-members-only', 'in-camera-members-only']);
    expect(why(mayRecord(as('chum-gest'), committeeId('loc-chum'), true))).toBe('yes');
  });
  it('ends with the term', () => {
    const charter = withCommittee(theNetwork(), 'bdp', (c) => ({ ...c, seats: c.seats.map((s) => (s.role === 'presidence' ? { ...s, until: '2027-03-10' } : s)) }));
    expect(['2027-03-10', '2027-03-11'].map((today) => why(mayRecord(as('portefeuille-msss', today, charter), committeeId('bdp'))))).toEqual(['yes', 'term-over']);
  });
});

describe('reading', () => {
  const open = aDecision();
  const inCamera = aDecision({ inCamera: true });
  it('is for whoever sees the committee; in camera for its members, its alternates and the audit', () => {
    const seen = (person: string): string[] => [open, inCamera].map((decision) => why(maySeeDecision(as(person), decision)));
    expect(seen('cct-chum-coord')).toEqual(['yes', 'yes']);
    expect(seen('cct-chum-conseil')).toEqual(['yes', 'yes']);
    expect(seen('secretariat-msss')).toEqual(['yes', 'yes']);
    expect(seen('verif-interne')).toEqual(['yes', 'yes']);
    for (const outsider of ['liaison-sq', 'portefeuille-msss', 'chum-clin', 'admin-gouverne']) expect([outsider, ...seen(outsider)]).toEqual([outsider, 'yes', 'no-decision']);
  });
  it('the lists and the page ask the same', () => {
    for (const { id } of theNetwork().persons) {
      const roles = rolesOf(theNetwork(), id, '2027-03-10');
      const sight = sightOf(roles);
      for (const committee of theNetwork().committees.map((c) => c.id)) for (const secret of [false, true]) {
        const listed = sight.committees.includes(committee) && (!secret || sight.inCamera.includes(committee));
        expect(maySeeDecision(roles, aDecision({ committee, inCamera: secret })).ok).toBe(listed);
      }
    }
  });
  it('of a restricted committee is for those asked to apply it too, and never in camera', () => {
    const ministerial = aDecision({ committee: committeeId('cemt') });
    expect(['chum-clin', 'icm-clin', 'nobody'].map((person) => why(maySeeDecision(as(person), ministerial, ['chum'])))).toEqual(['yes', 'no-decision', 'unknown-person']);
    expect(why(maySeeDecision(as('chum-clin'), { ...ministerial, inCamera: true }, ['chum']))).toBe('no-decision');
  });
});

describe('answering for an institution', () => {
  it('is for its local committee and the coordination of its territory', () => {
    expect(['chum-gest', 'chum-clin', 'chum-tech', 'cct-chum-coord', 'secretariat-msss', 'icm-clin', 'cct-cusm-coord', 'admin-gouverne', 'nobody'].map((person) => why(mayAnswerReach(as(person), 'chum'))))
      .toEqual(['yes', 'yes', 'yes', 'yes', 'yes', 'not-their-institution', 'not-their-institution', 'not-their-institution', 'unknown-person']);
  });
  it('asks the three leads, or the territory’s coordination where an institution has no committee', () => {
    expect(answerers(theNetwork(), 'chum', '2027-03-10')).toEqual(['per-chum-gest', 'per-chum-clin', 'per-chum-tech']);
    const without = { ...theNetwork(), committees: theNetwork().committees.filter(({ id }) => id !== 'loc-chum') };
    expect(answerers(without, 'chum', '2027-03-10')).toContain('per-cct-chum-coord');
    expect(answerers(without, 'chum', '2027-03-10')).not.toContain('per-secretariat-msss');
  });
});
