// A charter file on its way in: what it says, and every fault of a bad one at once, each where it stands.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkCharter } from '../../../src/features/committees/domain/check-charter.ts';
import type { CharterFault } from '../../../src/features/committees/domain/fault.ts';
import { aCharter, aCommittee, CHARTER, charterYaml, judged, theNetwork } from '../../support/charter-builder.ts';

const RQT = readFileSync(new URL('../../../charters/rqt.yaml', import.meta.url), 'utf8');

/** The line of the small charter on which a text stands. */
const lineOf = (text: string, whole = CHARTER): number => whole.slice(0, whole.indexOf(text)).split('\n').length;
const faultsOf = (...edits: readonly (readonly [string, string])[]): readonly CharterFault[] => judged(charterYaml(...edits)).faults;
const whys = (faults: readonly CharterFault[]): unknown[] => faults.map((f) => f.why);
const placed = (faults: readonly CharterFault[]): unknown[] => faults.map((f) => [f.line, f.path, f.why.is]);

describe('the charter of the RQT', () => {
  it('has no fault: 46 committees, 141 persons, 34 institutions, 9 teams', () => {
    const { charter, faults } = judged(RQT);
    expect(faults).toEqual([]);
    expect([charter?.committees.length, charter?.persons.length, charter?.institutions.length, new Set(charter?.committees.map((c) => c.workspace.team)).size]).toEqual([46, 141, 34, 9]);
  });

  it('puts each local committee in its territory’s team, in a private channel by its acronym', () => {
    expect(theNetwork().committees.find((c) => c.id === 'loc-ciussse-chus')?.workspace).toEqual({ team: 'RQT - Territoire Estrie-CHUS', channel: 'GLT-CIUSSSE-CHUS', kind: 'private', otherChannels: [], typed: false });
    expect(theNetwork().committees.filter((c) => c.workspace.kind === 'private')).toHaveLength(36);
  });

  it('names seats for what they are, not for who sits there', () => {
    const cncot = theNetwork().committees.find((c) => c.id === 'cncot');
    expect(cncot?.seats.slice(0, 8).map((s) => s.id)).toEqual(['cncot:presidence:org-msss', 'cncot:copresidence:org-msss', 'cncot:membre:cct-chum', 'cncot:membre:cct-estrie', 'cncot:membre:cct-cusm', 'cncot:membre:cct-chuq', 'cncot:substitut:cct-chum', 'cncot:substitut:cct-estrie']);
    const ids = theNetwork().committees.flatMap((c) => c.seats.map((s) => s.id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('carries the calendar, the common rules and the agenda that meetings need', () => {
    const { calendar, rules, agenda, otherSections } = theNetwork();
    expect(calendar.holidays.find((h) => h.date === '2027-06-24')?.name).toEqual({ fr: 'Fête nationale', en: 'National Holiday' });
    expect([calendar.easter, calendar.closures.length, calendar.workingDays.map((d) => d.day), calendar.move.usual]).toEqual(['les_deux', 2, ['09-30', '11-11'], 'jour_ouvrable_suivant']);
    expect([rules.noticeDays, rules.actionReminders.toChairAfter, rules.riskThreshold]).toEqual([10, 'P14D', 12]);
    expect(agenda.map((a) => a.order)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(Object.keys(otherSections)).toEqual(expect.arrayContaining(['projets', 'risques', 'feuilles_de_route']));
  });
});

describe('a small charter', () => {
  it('has no fault as it is', () => {
    expect(judged(CHARTER).faults).toEqual([]);
  });

  it('gets its defaults: the network’s zone, a voting right by role, French', () => {
    const charter = aCharter();
    const nat = charter.committees[1];
    expect([nat?.zone, nat?.cadence.adaptable, nat?.confidentiality, nat?.record]).toEqual(['America/Toronto', true, 'interne', 'compte_rendu']);
    expect(nat?.seats.map((s) => s.votes)).toEqual([true, true, true, true, true, false, false, false]);
    expect(charter.persons.map((p) => p.language)[0]).toBe('fr-CA');
    expect(charter.committees[3]?.workspace.team).toBe('RQT - Territoire Nord');
  });
});

describe('a charter is refused with the fault and its place', () => {
  it('when committees escalate in a loop, named in order', () => {
    const faults = faultsOf(['parent: null', 'parent: ctcot-nord']);
    expect(whys(faults)).toEqual([{ is: 'loop', committees: ['dir', 'ctcot-nord', 'nat'] }]);
    expect(faults[0]).toMatchObject({ line: lineOf('parent: null'), path: 'instances[0].parent', column: 13 });
    expect(whys(faultsOf(['parent: null', 'parent: dir']))).toEqual([{ is: 'loop', committees: ['dir'] }]);
  });

  it('when a committee’s parent is unknown, with the nearest', () => {
    expect(faultsOf(['parent: nat\n    organisations', 'parent: nta\n    organisations'])).toEqual([{ line: lineOf('parent: nat\n'), column: 13, path: 'instances[2].parent', why: { is: 'unknown-parent', committee: 'ctcot-nord', parent: 'nta', nearest: 'nat' } }]);
  });

  it('when a committee has no chair, or only a vacant one', () => {
    expect(placed(faultsOf(['role: presidence, represente: org-min}', 'role: membre, represente: org-min}']))).toEqual([[lineOf('membres:') + 1, 'instances[0].membres', 'no-chair']]);
    expect(whys(faultsOf(['{personne: per-sm, role: presidence', '{vacant: true, role: presidence']))).toEqual([{ is: 'no-chair', committee: 'dir' }]);
  });

  it('when a committee has two chairs at the same time, not one after the other', () => {
    const second = (terms: string) => ['      - {personne: per-secr, role: secretariat}\n    teams: {equipe: "RQT - Direction"', `      - {personne: per-coord, role: presidence, represente: org-min${terms}}\n    teams: {equipe: "RQT - Direction"`] as const;
    expect(whys(faultsOf(second('')))).toEqual([{ is: 'two-chairs', committee: 'dir', persons: ['per-sm', 'per-coord'] }]);
    expect(faultsOf(second(', depuis: "2027-06-01"'), ['role: presidence, represente: org-min}', 'role: presidence, represente: org-min, jusqu_a: "2027-05-31"}'])).toEqual([]);
  });

  it('when two committees share an acronym, whatever its case', () => {
    expect(faultsOf(['acronyme: NAT', 'acronyme: Dir'])).toEqual([{ line: lineOf('acronyme: NAT'), column: 15, path: 'instances[1].acronyme', why: { is: 'duplicate-acronym', acronym: 'Dir', committees: ['dir', 'nat'] } }]);
  });

  it('when an id is given twice, telling the first line', () => {
    expect(whys(faultsOf(['- id: nat\n', '- id: org-min\n'], ['parent: nat\n', 'parent: dir\n']))).toEqual([{ is: 'duplicate-id', id: 'org-min', firstLine: 3 }]);
    expect(whys(faultsOf(['{id: per-secr,', '{id: per-coord,'], ['personne: per-secr, role: secretariat}\n    teams', 'personne: per-verif, role: secretariat}\n    teams'], ['personne: per-secr', 'personne: per-verif'], ['[per-coord, per-secr]', '[per-coord]']))).toContainEqual({ is: 'duplicate-id', id: 'per-coord', firstLine: lineOf('id: per-coord') });
  });

  it('when an id cannot be one, with one that can', () => {
    expect(whys(faultsOf(['{id: loc-ch-a,', '{id: "Loc CH à A",']))).toEqual([{ is: 'wrong-id', value: 'Loc CH à A', proposal: 'loc-ch-a-a' }]);
  });

  it('when a seat has two holders', () => {
    const twice = ['represente: ch-b}', 'represente: ch-a}'] as const;
    expect(whys(faultsOf(twice, ['minimum: 2, libelle_fr: "Deux établissements"', 'minimum: 1, libelle_fr: "Un établissement"']))).toEqual([{ is: 'seat-with-two-holders', committee: 'ctcot-nord', seat: 'ch-a', persons: ['per-a-clin', 'per-b-clin'] }]);
    expect(placed(faultsOf(['{personne: per-expert, role: membre, axe: axe-1}', '{personne: [per-expert, per-a-gest], role: membre, axe: axe-1}'], ['      - {personne: per-a-tech, role: substitut, substitut_de: per-expert}\n', '']))).toEqual([[lineOf('{personne: per-expert, '), 'instances[1].membres[2].personne', 'seat-with-two-holders']]);
    expect(whys(faultsOf(['role: membre, represente: gpp-usagers, depuis', 'role: membre, axe: axe-1, depuis']))).toEqual([{ is: 'seat-with-two-holders', committee: 'nat', seat: 'axe-1', persons: ['per-expert', 'per-usager'] }]);
  });

  it('but one holder may follow another, and a group may hold several seats', () => {
    expect(faultsOf(['{vacant: true, role: membre, represente: gpp-usagers}', '{personne: per-a-gest, role: membre, represente: gpp-usagers}'])).toEqual([]);
    expect(faultsOf(['represente: ch-b}', 'represente: ch-a, depuis: "2027-07-01"}\n      - {vacant: true, role: membre, represente: ch-b}'], ['{personne: per-a-clin, role: membre, represente: ch-a}', '{personne: per-a-clin, role: membre, represente: ch-a, jusqu_a: "2027-06-30"}'])).toEqual([]);
  });

  it('when one person would vote twice', () => {
    expect(whys(faultsOf(['{vacant: true, role: membre,', '{personne: per-cct, role: membre,']))).toEqual([{ is: 'same-person-twice', committee: 'nat', person: 'per-cct' }]);
    expect(whys(faultsOf(['{personne: per-a-tech, role: substitut,', '{personne: per-cct, role: substitut,']))).toEqual([{ is: 'same-person-twice', committee: 'nat', person: 'per-cct' }]);
    expect(whys(faultsOf(['{personne: per-verif, role: observateur}', '{personne: per-secr, role: secretariat}']))).toEqual([{ is: 'same-person-twice', committee: 'nat', person: 'per-secr' }]);
  });

  it('when an alternate stands in for nobody of the committee', () => {
    expect(whys(faultsOf(['substitut_de: per-expert}', 'substitut_de: per-exprt}']))).toEqual([{ is: 'alternate-of-nobody', committee: 'nat', person: 'per-a-tech', of: 'per-exprt', nearest: 'per-expert' }]);
    expect(whys(faultsOf(['substitut_de: per-expert}', 'substitut_de: per-secr}']))).toMatchObject([{ is: 'alternate-of-nobody', of: 'per-secr' }]);
    expect(whys(faultsOf(['role: substitut, substitut_de: per-expert}', 'role: substitut}']))).toEqual([{ is: 'missing', field: 'substitut_de' }]);
    expect(whys(faultsOf(['substitut_de: per-expert}', 'substitut_de: [per-expert, per-cct]}']))).toEqual([{ is: 'wrong-shape', field: 'substitut_de', expected: 'text' }]);
  });

  it.each([
    ['{personne: per-sm, role', '{personne: per-sn, role', 'personne', 'per-sn', 'per-sm'],
    ['role: presidence, represente: org-min}', 'role: presidence, represente: org-mni}', 'represente', 'org-mni', 'org-min'],
    ['groupe: gpp-cct', 'groupe: gpp-ctc', 'groupe', 'gpp-ctc', 'gpp-cct'],
    ['axe: axe-1', 'axe: axe-l', 'axe', 'axe-l', 'axe-1'],
    ['represente: [gpp-ministere]', 'represente: [gpp-ministre]', 'represente', 'gpp-ministre', 'gpp-ministere'],
    ['territoire: ter-nord\n', 'territoire: ter-nrod\n', 'territoire', 'ter-nrod', 'ter-nord'],
    ['etablissement: ch-a', 'etablissement: xyz', 'etablissement', 'xyz', null],
    ['organisations: [cct-nord, et', 'organisations: [cct-nrod, et', 'organisations', 'cct-nrod', 'cct-nord'],
    ['portee: ter-nord', 'portee: ter-nrd', 'portee', 'ter-nrd', 'ter-nord'],
    ['personnes: [per-verif]', 'personnes: [per-vrif]', 'personnes', 'per-vrif', 'per-verif'],
    ['cct: cct-nord', 'cct: cct-nrod', 'cct', 'cct-nrod', 'cct-nord'],
    ['ctcot: ctcot-nord', 'ctcot: ctcot-nrd', 'ctcot', 'ctcot-nrd', 'ctcot-nord'],
    ['organisation: org-min}', 'organisation: org-nim}', 'organisation', 'org-nim', 'org-min'],
    ['gabarit: loc', 'gabarit: lco', 'gabarit', 'lco', 'loc'],
  ])('when %s leads nowhere', (from, to, field, id, near) => {
    const fault = faultsOf([from, to]).find((f) => f.why.is === 'unknown-reference' && f.why.field === field);
    expect(fault).toMatchObject({ line: lineOf(from), why: { id, nearest: near } });
  });

  it('when a date does not exist, or a term ends before it begins', () => {
    expect(faultsOf(['jusqu_a: "2027-05-31"', 'jusqu_a: "2027-02-30"'])).toEqual([{ line: lineOf('jusqu_a'), column: expect.any(Number), path: 'instances[1].membres[3].jusqu_a', why: { is: 'wrong-date', field: 'jusqu_a', value: '2027-02-30' } }]);
    expect(whys(faultsOf(['jusqu_a: "2027-05-31"', 'jusqu_a: "2025-05-31"']))).toEqual([{ is: 'term-ends-before-it-starts', from: '2025-06-01', until: '2025-05-31' }]);
    expect(whys(faultsOf(['dtstart: "2027-01-12T13:30"', 'dtstart: "2027-01-12T25:30"']))).toEqual([{ is: 'wrong-date', field: 'dtstart', value: '2027-01-12T25:30' }]);
  });

  it('when a zone does not exist, with the one that was meant', () => {
    expect(whys(faultsOf(['fuseau: America/Halifax}', 'fuseau: America/Halifaxe}']))).toEqual([{ is: 'wrong-zone', value: 'America/Halifaxe', nearest: 'America/Halifax' }]);
    expect(whys(faultsOf(['fuseau_par_defaut: America/Toronto', 'fuseau_par_defaut: Toronto']))).toContainEqual({ is: 'wrong-zone', value: 'Toronto', nearest: 'America/Toronto' });
  });

  it('when a rule of recurrence is badly written or never fires', () => {
    expect(whys(faultsOf(['FREQ=MONTHLY;BYDAY=2TU', 'FREQ=MONTHLY;BYDAY=2MA']))).toEqual([{ is: 'wrong-rule', value: 'FREQ=MONTHLY;BYDAY=2MA', because: 'syntax', part: 'BYDAY=2MA' }]);
    expect(whys(faultsOf(['BYMONTH=3,6,9,12;BYDAY=3WE', 'BYMONTH=2;BYMONTHDAY=30']))).toMatchObject([{ is: 'wrong-rule', because: 'never-fires' }]);
    expect(whys(faultsOf(['dtstart: "2027-01-12T13:30", ', '']))).toEqual([{ is: 'missing', field: 'dtstart' }]);
  });

  it('when the full committee could not reach its quorum', () => {
    expect(whys(faultsOf(['minimum: 1,', 'minimum: 2,']))).toEqual([{ is: 'quorum-out-of-reach', minimum: 2, seats: 1 }]);
    expect(whys(faultsOf(['minimum: 2, libelle_fr: "Deux établissements"', 'minimum: 3, libelle_fr: "Trois"']))).toEqual([{ is: 'quorum-out-of-reach', minimum: 3, seats: 2 }]);
    expect(whys(faultsOf(['minimum: 1,', 'minimum: 0,']))).toEqual([{ is: 'out-of-range', field: 'minimum', value: 0, least: 1, most: 1000 }]);
  });

  it('when Teams would refuse a typed name, with the correction', () => {
    expect(faultsOf(['equipe: "RQT - Direction"', `equipe: "RQT - Comité d'orientation"`])).toEqual([{ line: lineOf('equipe: "RQT - Direction"'), column: 21, path: 'instances[0].teams.equipe', why: { is: 'name-refused', name: "RQT - Comité d'orientation", because: { is: 'forbidden-characters', characters: ["'"] }, proposal: 'RQT - Comité d’orientation' } }]);
    expect(whys(faultsOf(['canal: "DIR"', 'canal: "_DIR"']))).toEqual([{ is: 'name-refused', name: '_DIR', because: { is: 'starts-with', character: '_' }, proposal: 'DIR' }]);
    expect(whys(faultsOf(['"Suivis et décisions"', '"Suivis & décisions"']))).toMatchObject([{ is: 'name-refused', proposal: 'Suivis et décisions' }]);
  });

  it('but a derived name is cleaned, and so no fault', () => {
    const { charter, faults } = judged(charterYaml(['acronyme: "GLT-CHA"', `acronyme: "GLT d'A"`]));
    expect([faults, charter?.committees[3]?.workspace.channel, charter?.committees[3]?.workspace.typed]).toEqual([[], "GLT d'A", false]);
  });

  it('when two channels of a team would meet, also after cleaning', () => {
    expect(whys(faultsOf(['canal: "CTCOT"', 'canal: "glt-cha"']))).toEqual([{ is: 'same-channel-twice', team: 'RQT - Territoire Nord', channel: 'GLT-CHA', committees: ['ctcot-nord', 'loc-ch-a'] }]);
    expect(whys(faultsOf(['["Suivis et décisions"]', '["Suivis", "Suivis"]']))).toEqual([{ is: 'same-channel-twice', team: 'RQT - NAT', channel: 'Suivis', committees: ['nat'] }]);
    expect(whys(faultsOf(['equipe: "RQT - NAT"', 'equipe: "RQT – Direction"']))).toEqual([{ is: 'team-names-too-close', team: 'RQT – Direction', other: 'RQT - Direction' }]);
  });

  it('when a text is too long', () => {
    expect(whys(faultsOf(['nom_fr: "Comité national"', `nom_fr: "${'x'.repeat(201)}"`]))).toEqual([{ is: 'too-long', field: 'nom_fr', length: 201, most: 200 }]);
  });

  it('when a text holds a health-insurance number, which is nowhere repeated', () => {
    const faults = faultsOf(['mandat_fr: "Fixe les orientations."', 'mandat_fr: "Suivre TREM 7503 1512."'], ['parent: dir', 'parent: "trem-7503-1512"']);
    expect(placed(faults)).toEqual([
      [lineOf('mandat_fr: "Fixe'), 'instances[0].mandat_fr', 'health-number'],
      [lineOf('parent: dir'), 'instances[1].parent', 'health-number'],
      [lineOf('parent: dir'), 'instances[1].parent', 'unknown-parent'],
    ]);
    expect(JSON.stringify(faults)).not.toMatch(/7503/);
    expect(faultsOf(['"Fixe les orientations."', '"Projet RCG-1021-075, 418 555-1234."'])).toEqual([]);
    expect(placed(faultsOf(['gabarits_instance:', 'risques: [{titre_fr: "Accès de TREM75031512"}]\ngabarits_instance:']))).toEqual([[lineOf('gabarits_instance:'), 'risques[0].titre_fr', 'health-number']]);
  });

  it('when two persons share an address, or one has none', () => {
    expect(whys(faultsOf(['courriel: coord@rqt.example', 'courriel: SM@rqt.example']))).toEqual([{ is: 'duplicate-email', email: 'SM@rqt.example', persons: ['per-sm', 'per-coord'] }]);
    expect(whys(faultsOf(['courriel: coord@rqt.example', 'courriel: coord']))).toEqual([{ is: 'wrong-email', value: 'coord' }]);
    expect(whys(faultsOf(['courriel: coord@rqt.example, ', '']))).toEqual([{ is: 'missing', field: 'courriel' }]);
  });
});

describe('the writing of the file', () => {
  it('may hold no key that the format does not know, and the nearest is proposed', () => {
    expect(faultsOf(['    parent: null', '    parents: null'])).toEqual([{ line: lineOf('    parent: null'), column: 5, path: 'instances[0].parents', why: { is: 'unknown-key', key: 'parents', nearest: 'parent' } }]);
    expect(whys(faultsOf(['roles_applicatifs:', 'role_applicatif:']))).toEqual([{ is: 'unknown-key', key: 'role_applicatif', nearest: 'roles_applicatifs' }]);
    expect(whys(faultsOf(['role: observateur}', 'role: observateur, couleur: bleu}']))).toEqual([{ is: 'unknown-key', key: 'couleur', nearest: null }]);
  });

  it('may hold the sections of features to come, untouched', () => {
    const { charter, faults } = judged(charterYaml(['gabarits_instance:', 'projets: [{id: p-1, phase: idee}]\ncollisions_2031: []\ngabarits_instance:']));
    expect([faults, charter?.otherSections]).toEqual([[], { projets: [{ id: 'p-1', phase: 'idee' }], collisions_2031: [] }]);
  });

  it('tells a key given twice, with both places', () => {
    expect(faultsOf(['    parent: null', '    parent: null\n    parent: nat'])).toEqual([{ line: lineOf('    parent: null') + 1, column: 5, path: 'instances[0].parent', why: { is: 'duplicate-key', key: 'parent', firstLine: lineOf('    parent: null') } }]);
  });

  it('tells where the YAML breaks, and nothing that follows from it', () => {
    const { charter, faults } = judged(charterYaml(['meta: {langue', 'meta: {{langue']));
    expect(charter).toBeNull();
    expect(faults.every((f) => f.why.is === 'not-yaml' && f.line !== null)).toBe(true);
  });

  it('is a map, whatever comes', () => {
    for (const text of ['', '- a', 'bonjour', '42']) expect(whys(judged(text).faults)).toEqual([{ is: 'wrong-shape', field: '', expected: 'map' }]);
    expect(whys(judged('meta: {}').faults)).toEqual([{ is: 'missing', field: 'instances' }]);
    expect(whys(judged('instances: {a: 1}').faults)).toEqual([{ is: 'wrong-shape', field: 'instances', expected: 'list' }]);
  });

  it('tells a wrong kind of value and a value that is not offered', () => {
    expect(whys(faultsOf(['niveau: national', 'niveau: nationale']))).toEqual([{ is: 'wrong-value', field: 'niveau', value: 'nationale', expected: ['ministeriel_strategique', 'national', 'territorial', 'local', 'conseil', 'projet'] }]);
    expect(whys(faultsOf(['role: observateur}', 'role: observatrice}']))).toMatchObject([{ is: 'wrong-value', field: 'role', value: 'observatrice' }]);
    expect(whys(faultsOf(['secretariat: true}', 'secretariat: oui}']))).toEqual([{ is: 'wrong-shape', field: 'secretariat', expected: 'yes-or-no' }]);
    expect(whys(faultsOf(['duree_min: 120', 'duree_min: "deux heures"']))).toEqual([{ is: 'wrong-shape', field: 'duree_min', expected: 'whole-number' }]);
    expect(whys(faultsOf(['represente: [gpp-ministere]', 'represente: gpp-ministere']))).toEqual([{ is: 'wrong-shape', field: 'represente', expected: 'list' }]);
    expect(whys(faultsOf(['{vacant: true, role', '{vacant: true, personne: per-a-gest, role']))).toEqual([{ is: 'wrong-value', field: 'vacant', value: 'true', expected: ['false'] }]);
  });

  it('tells a fault of a template once, at the template', () => {
    const second = '  - {id: loc-ch-b, gabarit: loc, acronyme: "GLT-CHB", nom_fr: "Gouvernance locale — CHB", niveau: local, nature: operationnelle, parent: ctcot-nord, etablissement: ch-b, membres: [{personne: per-b-clin, role: presidence}, {personne: per-a-gest, role: membre}]}\ngabarits_instance:';
    const text = charterYaml(['gabarits_instance:', second], ['    trace: releve_decisions', '    trace: releve'], ['    represente: [gpp-directions,', '    represente: [gpp-direction,']);
    expect(placed(judged(text).faults)).toEqual([
      [lineOf('    represente: [gpp-direction,', text), 'gabarits_instance.loc.represente[0]', 'unknown-reference'],
      [lineOf('    trace: releve', text), 'gabarits_instance.loc.trace', 'wrong-value'],
    ]);
  });
});

describe('all faults at once', () => {
  it('in the order of the file, one not hiding the other', () => {
    const faults = faultsOf(
      ['courriel: sm@rqt.example', 'courriel: sm'],
      ['nom_fr: "Comité directeur"\n', 'nom_fr: ""\n'],
      ['parent: dir', 'parent: dri'],
      ['role: observateur}', 'role: observatrice}'],
      ['jusqu_a: "2027-05-31"', 'jusqu_a: "2027-02-30"'],
      ['type_canal: private}\n    prov', 'type_canal: secret}\n    prov'],
    );
    expect(faults.map((f) => f.why.is)).toEqual(['wrong-email', 'missing', 'wrong-value', 'unknown-parent', 'wrong-date', 'wrong-value']);
    expect(faults.map((f) => f.line)).toEqual(faults.map((f) => f.line ?? 0).sort((a, b) => a - b));
  });

  it('also for a charter that comes from no file', () => {
    const charter = aCharter();
    const faults = checkCharter({ ...charter, committees: [...charter.committees, aCommittee({ acronym: 'DIR', seats: [] })] });
    expect(faults).toEqual([
      { line: null, column: null, path: 'acronyme', why: { is: 'duplicate-acronym', acronym: 'DIR', committees: ['dir', 'nat-2'] } },
      { line: null, column: null, path: 'membres', why: { is: 'no-chair', committee: 'nat-2' } },
    ]);
  });
});
