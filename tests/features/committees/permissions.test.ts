// Who may do what, in the whole network and on given days.
import { describe, expect, it } from '@jest/globals';
import type { Charter } from '../../../src/features/committees/domain/charter.ts';
import { mayAdminister, mayApply, mayConfigureTab, mayCreateCommittee, mayPlan, mayReadJournal, mayResolveDrift, maySeeCommittee, maySeeComposition, roleNames, rolesOf, territoryOf } from '../../../src/features/committees/domain/permissions.ts';
import type { Permission, Roles } from '../../../src/features/committees/domain/permissions.ts';
import { committeeId, personId } from '../../../src/shared/ids.ts';
import { aSeat, theNetwork, withCommittee } from '../../support/charter-builder.ts';

const TODAY = '2027-03-10';
const as = (person: string, today = TODAY, charter: Charter = theNetwork()): Roles => rolesOf(charter, personId(person), today);
const why = (permission: Permission): string => (permission.ok ? 'yes' : permission.refusal.why);
const c = committeeId;

describe('roles', () => {
  it.each([
    ['per-admin-gouverne', ['administrator']],
    ['per-verif-interne', ['auditor']],
    ['per-rprp', ['privacy']],
    ['per-coord-clin', ['coordinator', 'chair', 'member']],
    ['per-cct-chuq-secretariat', ['coordinator', 'secretary']],
    ['per-portefeuille-msss', ['chair', 'observer']],
    ['per-chum-tech', ['secretary', 'member']],
    ['per-usager', ['member']],
    ['per-liaison-sq', ['observer']],
    ['per-nobody', []],
  ])('%s is %j', (person, names) => {
    expect(roleNames(as(person))).toEqual(names);
  });

  it('go when a term is over, on the morrow of its last day', () => {
    const sits = (today: string) => as('per-usager', today).seats.map((s) => s.committee.id);
    expect([sits('2027-05-31'), sits('2027-06-01'), sits('2025-05-31')]).toEqual([['cnccs', 'cc-sld'], ['cc-sld'], ['cc-sld']]);
  });

  it('belong to a territory through the institution, or the parent where there is none', () => {
    const of = (id: string) => territoryOf(theNetwork(), theNetwork().committees.find((x) => x.id === id) ?? aSeatlessCommittee());
    expect(['ctcot-cusm', 'loc-ciusss-mcq', 'cncot', 'cc-vct'].map(of)).toEqual(['ter-mcgill', 'ter-sherbrooke', null, null]);
    expect(territoryOf(theNetwork(), { id: c('new'), territory: null, institution: null, parent: c('ctcot-chuq') })).toBe('ter-laval');
    expect(territoryOf({ institutions: [], committees: [] }, { id: c('a'), territory: null, institution: null, parent: c('a') })).toBeNull();
  });
});

const aSeatlessCommittee = (): never => { throw new Error('no such committee'); };

describe('planning and applying', () => {
  it('planning is for coordination, administration and audit', () => {
    expect(['per-coord-tech', 'per-cct-cusm-coord', 'per-admin-gouverne', 'per-verif-interne', 'per-rprp', 'per-sm', 'per-chum-clin'].map((p) => why(mayPlan(as(p))))).toEqual(['yes', 'yes', 'yes', 'yes', 'coordination-only', 'coordination-only', 'coordination-only']);
  });

  it('applying to the whole network is for its coordination and the administration', () => {
    expect(['per-secretariat-msss', 'per-admin-gouverne', 'per-cct-cusm-coord', 'per-verif-interne', 'per-chum-gest'].map((p) => why(mayApply(as(p), 'network')))).toEqual(['yes', 'yes', 'network-coordination-only', 'coordination-only', 'coordination-only']);
  });

  it('a territory’s coordination applies to its own committees only', () => {
    const cusm = as('per-cct-cusm-coord');
    expect(why(mayApply(cusm, [c('ctcot-cusm'), c('loc-cusm'), c('loc-ccsssbj')]))).toBe('yes');
    expect(mayApply(cusm, [c('loc-cusm'), c('loc-chum'), c('cncot')])).toEqual({ ok: false, refusal: { why: 'other-territory', committees: ['loc-chum', 'cncot'], territories: ['ter-mcgill'] } });
    expect(why(mayApply(cusm, [c('unheard-of')]))).toBe('other-territory');
  });

  it('a charter that grants a right to who loads it grants nothing', () => {
    const dream: Charter = { ...theNetwork(), appRoles: [{ role: 'coordination', scope: 'reseau', persons: [personId('per-chum-gest')] }] };
    expect(why(mayApply(as('per-chum-gest'), 'network', dream))).toBe('coordination-only');
  });

  it('settling drift is for the coordination of these committees', () => {
    expect(why(mayResolveDrift(as('per-cct-chum-coord'), c('loc-chum')))).toBe('yes');
    expect(why(mayResolveDrift(as('per-cct-chum-coord'), [c('loc-chum'), c('loc-cusm')]))).toBe('other-territory');
    expect(why(mayResolveDrift(as('per-chum-gest'), c('loc-chum')))).toBe('coordination-only');
  });
});

describe('creating a committee', () => {
  it('of any level is for the network’s coordination', () => {
    for (const level of ['national', 'conseil', 'local', 'projet'] as const) expect(why(mayCreateCommittee(as('per-coord-clin'), level, null))).toBe('yes');
    expect(why(mayCreateCommittee(as('per-sm')))).toBe('coordination-only');
  });

  it('of its own territory is for a territory’s coordination', () => {
    const estrie = as('per-cct-estrie-secretariat');
    expect([why(mayCreateCommittee(estrie)), why(mayCreateCommittee(estrie, 'local', 'ter-sherbrooke')), why(mayCreateCommittee(estrie, 'local', 'ter-udem')), why(mayCreateCommittee(estrie, 'local', null))]).toEqual(['yes', 'yes', 'other-territory', 'other-territory']);
    expect(mayCreateCommittee(estrie, 'national', 'ter-sherbrooke')).toEqual({ ok: false, refusal: { why: 'level-of-the-network', level: 'national' } });
  });
});

describe('seeing a committee', () => {
  it('is open to the network when it is internal, and to nobody who is not of the charter', () => {
    expect([why(maySeeCommittee(as('per-chum-tech'), c('cncot'))), why(maySeeCommittee(as('per-stranger'), c('cncot'))), why(maySeeCommittee(as('per-chum-tech'), c('nope')))]).toEqual(['yes', 'unknown-person', 'unknown-committee']);
  });

  it('is for its seats, the network’s coordination, audit and administration when it is restricted', () => {
    const seen = (p: string) => why(maySeeCommittee(as(p), c('cemt')));
    expect(['per-gest-dgti', 'per-portefeuille-msss', 'per-coord-clin', 'per-verif-interne', 'per-admin-gouverne'].map(seen)).toEqual(['yes', 'yes', 'yes', 'yes', 'yes']);
    expect(['per-sm', 'per-cct-chum-coord', 'per-rprp', 'per-chum-clin'].map(seen)).toEqual(['restricted', 'restricted', 'restricted', 'restricted']);
    expect(why(maySeeComposition(as('per-sm'), c('cemt')))).toBe('restricted');
  });

  it('ends with the term', () => {
    const charter = withCommittee(theNetwork(), 'cdm', (cdm) => ({ ...cdm, seats: [...cdm.seats, aSeat({ holder: personId('per-usager'), until: '2027-03-09' })] }));
    expect(why(maySeeCommittee(as('per-usager', '2027-03-09', charter), c('cdm')))).toBe('yes');
    expect(maySeeCommittee(as('per-usager', '2027-03-10', charter), c('cdm'))).toEqual({ ok: false, refusal: { why: 'term-over', committee: 'cdm', until: '2027-03-09' } });
  });
});

describe('the tab of a committee', () => {
  it('is put in place by those who take part in its work or look after it', () => {
    const may = (p: string) => mayConfigureTab(as(p), c('cncot'));
    expect(['per-coord-tech', 'per-secretariat-msss', 'per-cct-chum-coord', 'per-cct-chum-conseil', 'per-admin-gouverne'].map((p) => why(may(p)))).toEqual(['yes', 'yes', 'yes', 'yes', 'yes']);
    expect(may('per-liaison-sq')).toEqual({ ok: false, refusal: { why: 'no-say', role: 'observateur' } });
    expect(may('per-chum-clin')).toEqual({ ok: false, refusal: { why: 'no-seat', committee: 'cncot' } });
    expect(why(mayConfigureTab(as('per-cct-cusm-coord'), c('loc-cusm')))).toBe('yes');
    expect(mayConfigureTab(as('per-usager', '2027-06-01'), c('cnccs'))).toEqual({ ok: false, refusal: { why: 'term-over', committee: 'cnccs', until: '2027-05-31' } });
  });
});

describe('the journal', () => {
  it('is read by audit, administration and the network’s coordination', () => {
    expect(['per-verif-interne', 'per-admin-gouverne', 'per-coord-clin'].map((p) => why(mayReadJournal(as(p), 'reseau')))).toEqual(['yes', 'yes', 'yes']);
  });

  it('of a committee is read by its chair, its secretariat and its territory’s coordination', () => {
    expect(['per-chum-gest', 'per-chum-tech', 'per-cct-chum-coord'].map((p) => why(mayReadJournal(as(p), c('loc-chum'))))).toEqual(['yes', 'yes', 'yes']);
    expect(['per-chum-clin', 'per-cusm-gest', 'per-cct-cusm-coord'].map((p) => why(mayReadJournal(as(p), c('loc-chum'))))).toEqual(['journal-of-others', 'journal-of-others', 'journal-of-others']);
    expect([why(mayReadJournal(as('per-chum-gest'))), why(mayReadJournal(as('per-chum-gest'), 'reseau')), why(mayReadJournal(as('per-chum-clin')))]).toEqual(['yes', 'journal-of-others', 'journal-of-others']);
  });
});

describe('the administration', () => {
  it('is its own', () => {
    expect([why(mayAdminister(as('per-admin-gouverne'))), why(mayAdminister(as('per-coord-clin')))]).toEqual(['yes', 'administration-only']);
  });
});
