// The form that creates a committee: what it becomes, its names before anything is confirmed, and its faults field by field.
import { describe, expect, it } from '@jest/globals';
import { addCommittee } from '../../../src/features/committees/domain/amend-charter.ts';
import type { Charter, Committee } from '../../../src/features/committees/domain/charter.ts';
import type { CharterFault } from '../../../src/features/committees/domain/fault.ts';
import { holdsHealthNumber, namesFor, newCommittee } from '../../../src/features/committees/domain/new-committee.ts';
import type { NewCommitteeForm, NewSeat } from '../../../src/features/committees/domain/new-committee.ts';
import { theNetwork } from '../../support/charter-builder.ts';

const aNewSeat = (over: Partial<NewSeat> = {}): NewSeat => ({ personId: null, role: 'membre', votes: true, represents: null, alternateOf: null, from: null, until: null, ...over });

/** « Comité conseil — Soins à domicile » of scenario S6. */
const aForm = (over: Partial<NewCommitteeForm> = {}): NewCommitteeForm => ({
  nameFr: 'Comité conseil — Soins à domicile',
  acronym: 'CC-SAD',
  level: 'conseil',
  parentId: 'cnccs',
  mandateFr: 'Conseille sur les soins à domicile.',
  cadence: { label: 'Trimestrielle', rule: 'FREQ=MONTHLY;INTERVAL=3;BYDAY=1TH', start: '2027-02-04T13:30', zone: 'America/Toronto', minutes: 90 },
  quorum: { type: 'aucun', minimum: null },
  confidential: false,
  seats: [aNewSeat({ personId: 'per-expert-sad', role: 'presidence' }), aNewSeat({ personId: 'per-usager', represents: 'gpp-usagers' }), aNewSeat({ personId: 'per-secretariat-msss', role: 'secretariat', votes: false })],
  channelKind: 'standard',
  ...over,
});

const made = (form: NewCommitteeForm, charter: Charter = theNetwork()): Committee => {
  const decision = newCommittee(charter, form);
  if (!decision.ok) throw new Error(JSON.stringify(decision.refusal));
  return decision.value;
};
const faults = (form: NewCommitteeForm, charter: Charter = theNetwork()): CharterFault[] => {
  const decision = newCommittee(charter, form);
  return decision.ok ? [] : decision.refusal;
};
const told = (form: NewCommitteeForm): unknown[] => faults(form).map((f) => [f.path, f.why.is]);

/** The network before the local committee of the CIUSSS de l’Estrie-CHUS was created. */
const withoutEstrie = (): Charter => ({ ...theNetwork(), committees: theNetwork().committees.filter((c) => c.id !== 'loc-ciussse-chus') });
const LOCAL: Partial<NewCommitteeForm> = {
  nameFr: 'Gouvernance locale en télésanté — CIUSSS de l’Estrie-CHUS', acronym: "GLT-CIUSSS de l'Estrie-CHUS", level: 'local', parentId: 'ctcot-estrie', institution: 'ciussse-chus', channelKind: 'private',
  seats: [aNewSeat({ personId: 'per-ciussse-chus-gest', role: 'presidence' }), aNewSeat({ personId: 'per-ciussse-chus-clin' }), aNewSeat({ personId: 'per-ciussse-chus-tech' })], quorum: { type: 'nombre', minimum: 2 },
};

describe('an advisory committee', () => {
  it('gets its own team by the convention, and a sound place in the charter', () => {
    const committee = made(aForm());
    expect(committee).toMatchObject({ id: 'cc-sad', nature: 'consultative', parent: 'cnccs', origin: 'form', confidentiality: 'interne', record: 'compte_rendu', represents: ['gpp-usagers'] });
    expect(committee.workspace).toEqual({ team: 'RQT - CC-SAD', channel: 'Séances', kind: 'standard', otherChannels: [], typed: false });
    expect(committee.seats.map((s) => s.id)).toEqual(['cc-sad:presidence', 'cc-sad:membre:gpp-usagers', 'cc-sad:secretariat']);
    const grown = addCommittee(theNetwork(), committee);
    expect(grown.ok && grown.value.committees.length).toBe(47);
  });

  it('may join a team that stands, in a channel of its own', () => {
    expect(made(aForm({ team: 'RQT - Comités conseil' })).workspace).toMatchObject({ team: 'RQT - Comités conseil', channel: 'CC-SAD', typed: false });
    expect(made(aForm({ team: 'RQT - Comités conseil', acronym: 'Régions éloignées' })).workspace.channel).toBe('Régions éloignées 2');
    expect(made(aForm({ team: 'RQT - Comités conseil', channel: 'Soins à domicile' })).workspace).toMatchObject({ channel: 'Soins à domicile', typed: true });
  });
});

describe('a local committee', () => {
  it('lives in its territory’s team, in a private channel whose name is cleaned', () => {
    const committee = made(aForm(LOCAL), withoutEstrie());
    expect([committee.id, committee.workspace.team, committee.workspace.channel, committee.workspace.kind]).toEqual(['loc-ciussse-chus', 'RQT - Territoire Estrie-CHUS', "GLT-CIUSSS de l'Estrie-CHUS", 'private']);
    expect([committee.represents, committee.record]).toEqual([['gpp-directions', 'gpp-cliniciens', 'gpp-techno'], 'releve_decisions']);
    expect(namesFor(withoutEstrie(), aForm(LOCAL))).toEqual({ team: { name: 'RQT - Territoire Estrie-CHUS', replaced: [] }, channel: { name: 'GLT-CIUSSS de l’Estrie-CHUS', replaced: ["'"] }, teamExists: true });
  });
});

describe('the names shown before anything is confirmed', () => {
  it('are those of the convention, also while the form is half typed', () => {
    expect(namesFor(theNetwork(), aForm())).toEqual({ team: { name: 'RQT - CC-SAD', replaced: [] }, channel: { name: 'Séances', replaced: [] }, teamExists: false });
    expect(namesFor(theNetwork(), aForm({ acronym: '' })).team.name).toBe('RQT');
    expect(namesFor(theNetwork(), aForm({ acronym: 'CC d\'usagers: suivi/avis' })).team).toEqual({ name: 'RQT - CC d’usagers - suivi-avis', replaced: ["'", ':', '/'] });
  });
});

describe('a form is refused at its fields', () => {
  it('without a chair, or with a vacant one', () => {
    expect(told(aForm({ seats: [] }))).toEqual([['seats', 'no-chair']]);
    expect(told(aForm({ seats: [aNewSeat({ role: 'presidence' })] }))).toEqual([['seats', 'no-chair']]);
  });

  it('when its parent is unknown, missing or itself', () => {
    expect(faults(aForm({ parentId: 'cnccss' }))).toEqual([{ line: null, column: null, path: 'parentId', why: { is: 'unknown-parent', committee: 'cc-sad', parent: 'cnccss', nearest: 'cnccs' } }]);
    expect(told(aForm({ parentId: '' }))).toEqual([['parentId', 'missing']]);
    expect(faults(aForm({ parentId: 'cc-sad' }))).toEqual([{ line: null, column: null, path: 'parentId', why: { is: 'loop', committees: ['cc-sad'] } }]);
  });

  it('when a typed name is one that Teams refuses, with the correction', () => {
    expect(faults(aForm({ channel: "Soins à l'aînée", team: 'RQT: essai' }))).toMatchObject([
      { path: 'team', why: { is: 'name-refused', because: { is: 'forbidden-characters', characters: [':'] }, proposal: 'RQT - essai' } },
      { path: 'channel', why: { is: 'name-refused', because: { is: 'forbidden-characters', characters: ["'"] }, proposal: 'Soins à l’aînée' } },
    ]);
    expect(told(aForm({ team: 'RQT - CNCOT', channel: 'séances' }))).toEqual([['channel', 'same-channel-twice']]);
  });

  it('for each thing that is missing or wrong, all at once', () => {
    const form = aForm({
      nameFr: ' ', mandateFr: '', acronym: 'cncot', institution: 'chu-x',
      cadence: { label: '', rule: 'FREQ=MENSUELLE', start: '2027-02-30T09:00', zone: 'America/Quebec', minutes: 5 },
      quorum: { type: 'nombre', minimum: null },
      seats: [aNewSeat({ personId: 'per-expert-sad', role: 'presidence', represents: 'org-x' }), aNewSeat({ personId: 'per-x', from: '2027-06-01', until: '2027-05-01' }), aNewSeat({ personId: 'per-sm', role: 'substitut', votes: false, alternateOf: 'per-sma' })],
    });
    expect(told(form)).toEqual([
      ['nameFr', 'missing'], ['mandateFr', 'missing'], ['cadence.label', 'missing'], ['cadence.minutes', 'out-of-range'], ['quorum.minimum', 'missing'],
      ['acronym', 'duplicate-acronym'], ['institution', 'unknown-reference'], ['cadence.zone', 'wrong-zone'], ['cadence.start', 'wrong-date'], ['cadence.rule', 'wrong-rule'],
      ['seats[0].represents', 'unknown-reference'], ['seats[1].personId', 'unknown-reference'], ['seats[1].until', 'term-ends-before-it-starts'], ['seats[2].alternateOf', 'alternate-of-nobody'],
    ]);
  });

  it('when two people would hold one seat, or one person two votes', () => {
    const chair = aNewSeat({ personId: 'per-expert-sad', role: 'presidence' });
    expect(told(aForm({ seats: [chair, aNewSeat({ personId: 'per-chum-clin', represents: 'chum' }), aNewSeat({ personId: 'per-chum-tech', represents: 'chum' })] }))).toEqual([['seats[2]', 'seat-with-two-holders']]);
    expect(told(aForm({ seats: [chair, aNewSeat({ personId: 'per-expert-sad' })] }))).toEqual([['seats[1].personId', 'same-person-twice']]);
    expect(told(aForm({ seats: [chair, { ...chair, personId: 'per-sm' }] }))).toEqual([['seats[1]', 'two-chairs']]);
    expect(told(aForm({ quorum: { type: 'nombre', minimum: 9 } }))).toEqual([['quorum.minimum', 'quorum-out-of-reach']]);
  });

  it('when a text holds a health-insurance number, which is not repeated', () => {
    const form = aForm({ mandateFr: 'Suivre TREM 7503 1512', parentId: 'trem75031512' });
    expect(told(form)).toEqual([['parentId', 'unknown-parent'], ['mandateFr', 'health-number']]);
    expect(JSON.stringify(faults(form))).not.toContain('7503');
    expect([holdsHealthNumber(form), holdsHealthNumber(aForm())]).toEqual([true, false]);
  });

  it('with nothing but the missing fields when nothing is typed', () => {
    const empty = aForm({ nameFr: '', acronym: '', parentId: '', mandateFr: '', seats: [], cadence: { label: '', rule: null, start: null, zone: 'America/Toronto', minutes: 60 } });
    expect(told(empty)).toEqual([['nameFr', 'missing'], ['acronym', 'missing'], ['parentId', 'missing'], ['mandateFr', 'missing'], ['cadence.label', 'missing'], ['seats', 'no-chair']]);
  });
});
