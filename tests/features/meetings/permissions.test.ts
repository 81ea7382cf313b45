// Who may do what with meetings, on the whole network.
import { describe, expect, it } from '@jest/globals';
import type { Charter } from '../../../src/features/committees/domain/charter.ts';
import { rolesOf } from '../../../src/features/committees/domain/permissions.ts';
import type { MeetingPermission } from '../../../src/features/meetings/domain/permissions.ts';
import { mayAnswer, mayAnswerFor, mayPlan, maySeeForecast, maySeeMeeting } from '../../../src/features/meetings/domain/permissions.ts';
import { committeeId, personId } from '../../../src/shared/ids.ts';
import { theNetwork, withCommittee } from '../../support/charter-builder.ts';
import { meetingOn } from '../../support/network-year.ts';

const as = (person: string, today = '2027-03-10', charter: Charter = theNetwork()) => rolesOf(charter, personId(`per-${person}`), today);
const why = (permission: MeetingPermission): string => (permission.ok ? 'yes' : permission.refusal.why);
const CEMT = meetingOn('cemt', '2027-03-26');
const CNCOT = meetingOn('cncot', '2027-03-18');

describe('planning', () => {
  it.each([
    ['coord-clin', 'cncot', 'yes'], // chair
    ['secretariat-msss', 'cncot', 'yes'],
    ['admin-gouverne', 'cncot', 'yes'],
    ['cct-chum-coord', 'cncot', 'keepers-only'], // member; coordinates a territory, not the network
    ['cct-chum-coord', 'ctcot-chum', 'yes'],
    ['cct-chum-secretariat', 'loc-chum', 'yes'], // coordinates the territory
    ['cct-chum-secretariat', 'loc-cusm', 'keepers-only'],
    ['chuq-ul-tech', 'loc-chuq-ul', 'yes'], // also keeps the secretariat
    ['chuq-ul-clin', 'loc-chuq-ul', 'keepers-only'],
    ['verif-interne', 'cncot', 'keepers-only'], // reads everything, changes nothing
    ['liaison-sq', 'cemt', 'restricted'],
    ['gest-dgti', 'cemt', 'keepers-only'],
    ['nobody', 'cncot', 'unknown-person'],
  ])('%s of %s: %s', (person, committee, expected) => {
    expect(why(mayPlan(as(person), committeeId(committee)))).toBe(expected);
    expect(why(maySeeForecast(as(person), { committee: committeeId(committee) }))).toBe(expected);
  });

  it('ends with the term', () => {
    const charter = withCommittee(theNetwork(), 'bdp', (c) => ({ ...c, seats: c.seats.map((s) => (s.role === 'presidence' ? { ...s, until: '2027-03-10' } : s)) }));
    const on = (today: string) => mayPlan(as('portefeuille-msss', today, charter), committeeId('bdp'));
    expect([why(on('2027-03-10')), on('2027-03-11')]).toEqual(['yes', { ok: false, refusal: { why: 'term-over', committee: 'bdp', until: '2027-03-10' } }]);
  });
});

describe('seeing', () => {
  it('follows the committee, and whoever is convened', () => {
    expect(why(maySeeMeeting(as('chum-clin'), CNCOT))).toBe('yes');
    expect(['gest-dgti', 'chum-clin', 'verif-interne', 'coord-clin'].map((p) => why(maySeeMeeting(as(p), CEMT)))).toEqual(['yes', 'restricted', 'yes', 'yes']);
    expect(why(maySeeMeeting(as('usager'), { ...CEMT, guests: [{ is: 'person', person: personId('per-usager') }] }))).toBe('yes');
  });

  it('of a joint meeting asks for both committees, or being convened', () => {
    const joint = { ...CNCOT, jointly: [committeeId('cemt')] };
    expect(['chum-clin', 'cct-chum-coord', 'gest-dgti'].map((p) => why(maySeeMeeting(as(p), joint)))).toEqual(['restricted', 'yes', 'yes']);
  });
});

describe('answering', () => {
  it('is for those convened', () => {
    expect(['coord-clin', 'cct-chum-conseil', 'liaison-sq', 'chum-clin', 'admin-gouverne'].map((p) => why(mayAnswer(as(p), CNCOT)))).toEqual(['yes', 'yes', 'yes', 'not-convened', 'not-convened']);
  });

  it('for somebody is for the secretariat, or the chair where nobody keeps it', () => {
    expect(['secretariat-msss', 'coord-clin', 'admin-gouverne'].map((p) => why(mayAnswerFor(as(p), CNCOT)))).toEqual(['yes', 'secretariat-only', 'secretariat-only']);
    const alone = withCommittee(theNetwork(), 'cncot', (c) => ({ ...c, seats: c.seats.filter((s) => s.role !== 'secretariat') }));
    expect(['coord-clin', 'cct-chum-coord'].map((p) => why(mayAnswerFor(as(p, '2027-03-10', alone), CNCOT)))).toEqual(['yes', 'secretariat-only']);
  });
});
