// Every sentence of the committees, in both languages: nothing missing, nothing that the OQLF discourages, right typography.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { AmendRefusal } from '../../../src/features/committees/domain/amend-charter.ts';
import type { CharterFaultWhy, NameProblem, RuleProblem, Shape } from '../../../src/features/committees/domain/fault.ts';
import type { PermissionRefusal } from '../../../src/features/committees/domain/permissions.ts';
import type { GroupVoice } from '../../../src/features/committees/domain/representation.ts';
import { personId } from '../../../src/shared/ids.ts';
import type { Text } from '../../../src/shared/language.ts';
import * as names from '../../../src/features/committees/domain/names.ts';
import * as words from '../../../src/features/committees/words.ts';
import { faultWords, fieldLabel, nameProblem } from '../../../src/features/committees/words-faults.ts';
import { aSeat, theNetwork } from '../../support/charter-builder.ts';
import { typographyProblems, wordingProblems } from '../../support/french.ts';

const NAME_PROBLEMS: { readonly [Is in NameProblem['is']]: Extract<NameProblem, { is: Is }> } = {
  empty: { is: 'empty' },
  'too-long': { is: 'too-long', length: 60, most: 50 },
  'forbidden-characters': { is: 'forbidden-characters', characters: ['/', 'U+200B'] },
  'starts-with': { is: 'starts-with', character: '_' },
  'ends-with': { is: 'ends-with', character: '.' },
  reserved: { is: 'reserved', word: 'CON' },
  'double-dot': { is: 'double-dot' },
};
const RULE_PROBLEMS: { readonly [Problem in RuleProblem]: true } = { syntax: true, 'no-frequency': true, 'unknown-part': true, 'part-twice': true, 'out-of-range': true, 'too-fine': true, 'does-not-go-with-frequency': true, 'until-and-count': true, 'ends-before-it-starts': true, 'never-fires': true };
const SHAPES: { readonly [S in Shape]: true } = { text: true, list: true, map: true, number: true, 'whole-number': true, 'yes-or-no': true };

/** One of each kind at least: a kind without example does not compile. */
const FAULTS: { readonly [Is in CharterFaultWhy['is']]: readonly Extract<CharterFaultWhy, { is: Is }>[] } = {
  'not-yaml': ['BAD_ALIAS', 'BAD_DQ_ESCAPE', 'BAD_INDENT', 'BAD_SCALAR_START', 'BLOCK_AS_IMPLICIT_KEY', 'BLOCK_IN_FLOW', 'MISSING_CHAR', 'MULTILINE_IMPLICIT_KEY', 'MULTIPLE_DOCS', 'RESOURCE_EXHAUSTION', 'TAB_AS_INDENT', 'UNEXPECTED_TOKEN', 'IMPOSSIBLE'].map((code) => ({ is: 'not-yaml', code, message: 'English words' })),
  'duplicate-key': [{ is: 'duplicate-key', key: 'parent', firstLine: 3 }, { is: 'duplicate-key', key: 'parent', firstLine: null }],
  missing: [{ is: 'missing', field: 'nom_fr' }, { is: 'missing', field: 'cadence.label' }],
  'wrong-shape': [{ is: 'wrong-shape', field: '', expected: 'map' }, ...(Object.keys(SHAPES) as Shape[]).map((expected) => ({ is: 'wrong-shape', field: 'membres', expected }) as const)],
  'unknown-key': [{ is: 'unknown-key', key: 'parrent', nearest: 'parent' }, { is: 'unknown-key', key: 'couleur', nearest: null }],
  'wrong-value': [{ is: 'wrong-value', field: 'niveau', value: 'nationale', expected: ['national', 'local', 'conseil'] }],
  'out-of-range': [{ is: 'out-of-range', field: 'minimum', value: 0, least: 1, most: 200 }],
  'wrong-id': [{ is: 'wrong-id', value: 'Loc A', proposal: 'loc-a' }],
  'duplicate-id': [{ is: 'duplicate-id', id: 'per-sm', firstLine: 12 }, { is: 'duplicate-id', id: 'per-sm', firstLine: null }],
  'duplicate-email': [{ is: 'duplicate-email', email: 'sm@rqt.example', persons: ['per-sm', 'per-sma'] }],
  'wrong-email': [{ is: 'wrong-email', value: 'sm' }],
  'unknown-reference': [{ is: 'unknown-reference', field: 'personne', id: 'per-sn', nearest: 'per-sm' }, { is: 'unknown-reference', field: 'seats[0].personId', id: 'x', nearest: null }],
  'wrong-zone': [{ is: 'wrong-zone', value: 'Toronto', nearest: 'America/Toronto' }, { is: 'wrong-zone', value: 'xyz', nearest: null }],
  'duplicate-acronym': [{ is: 'duplicate-acronym', acronym: 'NAT', committees: ['nat', 'nat-2'] }],
  'unknown-parent': [{ is: 'unknown-parent', committee: 'nat', parent: 'dri', nearest: 'dir' }, { is: 'unknown-parent', committee: 'nat', parent: 'x', nearest: null }],
  loop: [{ is: 'loop', committees: ['a', 'b', 'c'] }, { is: 'loop', committees: ['a'] }],
  'no-chair': [{ is: 'no-chair', committee: 'nat' }],
  'two-chairs': [{ is: 'two-chairs', committee: 'nat', persons: ['per-a', 'per-b'] }],
  'seat-with-two-holders': [{ is: 'seat-with-two-holders', committee: 'nat', seat: 'chum', persons: ['per-a', 'per-b'] }],
  'same-person-twice': [{ is: 'same-person-twice', committee: 'nat', person: 'per-a' }],
  'alternate-of-nobody': [{ is: 'alternate-of-nobody', committee: 'nat', person: 'per-a', of: 'per-b', nearest: 'per-c' }, { is: 'alternate-of-nobody', committee: 'nat', person: '', of: 'per-b', nearest: null }],
  'quorum-out-of-reach': [{ is: 'quorum-out-of-reach', minimum: 4, seats: 3 }],
  'wrong-date': [{ is: 'wrong-date', field: 'jusqu_a', value: '2027-02-30' }, { is: 'wrong-date', field: 'dtstart', value: 'demain' }],
  'term-ends-before-it-starts': [{ is: 'term-ends-before-it-starts', from: '2027-06-01', until: '2027-05-31' }],
  'wrong-rule': [...(Object.keys(RULE_PROBLEMS) as RuleProblem[]).map((because) => ({ is: 'wrong-rule', value: 'FREQ=X', because, part: 'FREQ=X' }) as const), { is: 'wrong-rule', value: '', because: 'syntax', part: '' }],
  'name-refused': Object.values(NAME_PROBLEMS).map((because) => ({ is: 'name-refused', name: 'a/b', because, proposal: 'a-b' })),
  'same-channel-twice': [{ is: 'same-channel-twice', team: 'RQT', channel: 'CTCOT', committees: ['a', 'b'] }, { is: 'same-channel-twice', team: 'RQT', channel: 'CTCOT', committees: ['a'] }],
  'team-names-too-close': [{ is: 'team-names-too-close', team: 'RQT – NAT', other: 'RQT - NAT' }],
  'too-long': [{ is: 'too-long', field: 'nom_fr', length: 201, most: 200 }],
  'health-number': [{ is: 'health-number', field: 'mandat_fr' }],
};

const PERMISSIONS: { readonly [Why in PermissionRefusal['why']]: readonly Extract<PermissionRefusal, { why: Why }>[] } = {
  'unknown-person': [{ why: 'unknown-person' }],
  'unknown-committee': [{ why: 'unknown-committee', committee: 'x' }],
  'coordination-only': [{ why: 'coordination-only' }],
  'network-coordination-only': [{ why: 'network-coordination-only' }],
  'other-territory': [{ why: 'other-territory', committees: ['loc-chum'], territories: ['ter-mcgill'] }, { why: 'other-territory', committees: [], territories: ['ter-mcgill', 'ter-laval'] }],
  'level-of-the-network': [{ why: 'level-of-the-network', level: 'national' }],
  'hand-over-of-the-network': [{ why: 'hand-over-of-the-network' }],
  'administration-only': [{ why: 'administration-only' }],
  restricted: [{ why: 'restricted' }],
  'no-seat': [{ why: 'no-seat', committee: 'nat' }],
  'no-say': [{ why: 'no-say', role: 'observateur' }],
  'term-over': [{ why: 'term-over', committee: 'nat', until: '2027-05-31' }, { why: 'term-over', committee: 'nat', until: null }],
  'journal-of-others': [{ why: 'journal-of-others' }],
};
const AMENDS: { readonly [Why in AmendRefusal['why']]: Extract<AmendRefusal, { why: Why }> } = {
  'unknown-committee': { why: 'unknown-committee', committee: 'x' },
  'unknown-person': { why: 'unknown-person', person: 'x' },
  'has-children': { why: 'has-children', committees: [] },
  'referred-to': { why: 'referred-to', by: ['cncot', 'ter-laval'] },
  'already-there': { why: 'already-there', person: personId('x') },
  'not-there': { why: 'not-there', person: personId('x') },
  'chair-needs-replacement': { why: 'chair-needs-replacement', person: personId('x') },
  faults: { why: 'faults', faults: [] },
};

const voice = (filled: number, total: number): GroupVoice => ({ group: 'g', seats: Array.from({ length: total }, () => aSeat()), filled, state: 'represented' });
const isText = (value: unknown): value is Text => typeof value === 'object' && value !== null && 'fr' in value && typeof value.fr === 'string';
const textsIn = (value: unknown): Text[] => (isText(value) ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []);

const nameOf = (id: string): Text => ({ fr: `Nom ${id}`, en: `Name ${id}` });
const everySentence = (): Text[] => [
  ...textsIn({ ...words }),
  ...Object.values(FAULTS).flat().flatMap((why) => [faultWords(why), faultWords(why, nameOf)]).flatMap((w) => [w.message, w.remedy]),
  ...Object.values(NAME_PROBLEMS).map(nameProblem),
  nameProblem({ is: 'forbidden-characters', characters: ['/'] }), nameProblem({ is: 'starts-with', character: ' ' }), nameProblem({ is: 'ends-with', character: ' ' }),
  ...['nameFr', 'cadence.zone', 'seats[2]', 'seats[0].until', 'nom_fr'].map(fieldLabel),
  ...Object.values(PERMISSIONS).flat().flatMap((refusal) => [words.permissionRefusal(refusal), words.permissionRefusal(refusal, nameOf)]),
  ...Object.values(AMENDS).flatMap((refusal) => [words.amendRefusal(refusal), words.amendRefusal(refusal, nameOf)]),
  ...(['open', 'current', 'ends-soon', 'ended', 'not-begun'] as const).flatMap((state) => [{ from: '2025-06-01', until: '2027-05-31' }, { from: '2025-06-01', until: null }, { from: null, until: '2027-05-31' }].map((term) => words.termLabel(term, state))),
  ...[[0, 0], [0, 1], [0, 2], [1, 1], [1, 2], [1, 3], [3, 3]].map(([filled = 0, total = 0]) => words.representationDetail(voice(filled, total))),
  words.compositionSummary({ total: 11, filled: 8, vacant: 1, ended: 1, endsSoon: 1, underRepresented: 2 }),
  words.compositionSummary({ total: 1, filled: 1, vacant: 0, ended: 0, endsSoon: 0, underRepresented: 0 }),
  ...textsIn([words.missingInstitutionsSentence(theNetwork(), ['cisss-i']), words.missingInstitutionsSentence(theNetwork(), ['cisss-i', 'cusm', 'x']), words.cleanedNote('a/b', 'a-b', ['/', ' '])]),
];

describe('every sentence', () => {
  it('is good French, with its typography', () => {
    const bad = everySentence().map((s) => [s.fr, typographyProblems(s.fr)] as const).filter(([, problems]) => problems.length > 0);
    expect(bad).toEqual([]);
    expect(everySentence().length).toBeGreaterThan(180);
  });

  it('exists in English, and is not the French one', () => {
    const same = new Set(['National', 'Territorial', 'Local', 'Absent']);
    for (const s of everySentence()) {
      expect(s.en ?? '').not.toBe('');
      expect(s.en).not.toMatch(/undefined|\bnull\b|\[object|«|\u00A0:/);
      expect(s.fr).not.toMatch(/undefined|\bnull\b|\[object|“/);
      if (s.fr === s.en) expect(same.has(s.fr) || s.fr === 'nom_fr').toBe(true);
    }
  });

  it('is found by the lint when it is bad', () => {
    for (const bad of ['Points à l’agenda', 'Varia', 'Statut : ouvert', 'Escalader le risque', 'Ouvrir le chat', "l'instance", 'Prêt ?', 'Céduler', 'le président', 'siéger sur un comité', 'Ajourner la séance']) expect(wordingProblems(bad)).not.toEqual([]);
    for (const bad of ['Titre : texte', 'Titre: texte', '« mot »', '«mot»', 'à 9 h', '41 %', 'deux  espaces']) expect(typographyProblems(bad)).not.toEqual([]);
    for (const good of ['Titre\u00A0: texte', '«\u00A0mot\u00A0»', 'Prêt?', 'oui; non', 'à 9\u00A0h\u00A030', 'America/Toronto', '60 minutes', 'voir charters/rqt.yaml:3']) expect(typographyProblems(good)).toEqual([]);
  });
});

describe('the French dictionaries of every feature', () => {
  /** The French halves of `t('…', '…')` in the sources. */
  const french = globSync('src/features/*/words*.ts', { cwd: new URL('../../..', import.meta.url) }).flatMap((file) => {
    const source = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
    return [...source.matchAll(/\bt\(\s*(['`])((?:\\.|(?!\1)[^\\])*)\1/g)].map((found) => ({ file, text: (found[2] ?? '').replace(/\$\{[^}]*\}/g, 'X') }));
  });

  it('hold no discouraged form and no straight apostrophe', () => {
    expect(french.length).toBeGreaterThan(150);
    expect(french.map(({ file, text }) => ({ file, text, problems: wordingProblems(text) })).filter(({ problems }) => problems.length > 0)).toEqual([]);
  });
});

describe('a sentence says', () => {
  const shown = (text: Text): string => text.fr.replaceAll('\u00A0', '·');

  it('what to do about a typed name', () => {
    const { message, remedy } = faultWords({ is: 'name-refused', name: "Comité d'x", because: { is: 'forbidden-characters', characters: ["'"] }, proposal: 'Comité d’x' });
    expect([shown(message), shown(remedy)]).toEqual(["Teams refuse le nom «·Comité d'x·»·: le caractère «·'·» est interdit.", 'Utilisez «·Comité d’x·».']);
    expect(message.en).toBe("Teams refuses the name “Comité d'x”: the character “'” is forbidden.");
  });

  it('the whole loop, back to its beginning', () => {
    expect(shown(faultWords({ is: 'loop', committees: ['dir', 'nat'] }).message)).toBe('Ces instances relèvent l’une de l’autre en boucle·: «·dir·» → «·nat·» → «·dir·».');
  });

  it('the nearest key that was meant', () => {
    expect(shown(faultWords({ is: 'unknown-key', key: 'parrent', nearest: 'parent' }).remedy)).toBe('Vouliez-vous dire·: «·parent·»?');
  });

  it('which field of the form', () => {
    expect(shown(faultWords({ is: 'unknown-reference', field: 'seats[1].personId', id: 'per-x', nearest: null }, () => ({ fr: 'Une personne' })).message)).toBe('«·Une personne·» («·Siège 2, titulaire·») n’est défini nulle part dans la charte.');
  });

  it('how long a term runs', () => {
    expect(words.termLabel({ from: '2025-06-01', until: '2027-05-31' }, 'current')).toEqual({ fr: 'Mandat du 1er juin 2025 au 31 mai 2027', en: 'Term from June 1, 2025 to May 31, 2027' });
    expect(shown(words.termLabel({ from: null, until: '2027-05-31' }, 'ends-soon'))).toBe('Mandat jusqu’au 31 mai 2027·: à renouveler ou à pourvoir');
  });

  it('how well a group is heard', () => {
    expect([voice(1, 2), voice(1, 3), voice(0, 1), voice(0, 2), voice(2, 2), voice(0, 0)].map((v) => shown(words.representationDetail(v)))).toEqual(['1·siège sur 2 est vacant', '2·sièges sur 3 sont vacants', 'Le seul siège du groupe est vacant', 'Les 2·sièges du groupe sont vacants', '2·sièges pourvus', 'Aucun siège ne porte la voix de ce groupe']);
    expect(words.representationDetail(voice(1, 2)).en?.replaceAll('\u00A0', '·')).toBe('1 of 2·seats is vacant');
  });

  it('how a committee fares, in one line', () => {
    expect(shown(words.compositionSummary({ total: 11, filled: 9, vacant: 1, ended: 1, endsSoon: 1, underRepresented: 1 }))).toBe('11·sièges, 2 vacants, 1·mandat se termine bientôt, 1·groupe à mieux représenter');
    expect(shown(words.compositionSummary({ total: 3, filled: 3, vacant: 0, ended: 0, endsSoon: 0, underRepresented: 0 }))).toBe('3·sièges');
  });

  it('what a network calls its own levels and roles', () => {
    expect(names.levelName(theNetwork(), 'conseil')).toEqual({ fr: 'Conseil', en: 'Advisory' });
    expect(names.levelName({ ...theNetwork(), levels: [] }, 'conseil').fr).toBe('Comité conseil');
    expect(names.roleName(theNetwork(), 'invite_permanent')).toEqual({ fr: 'Personne invitée permanente', en: 'Standing guest' });
    expect(names.voiceName(theNetwork(), aSeat({ represents: 'cusm' }))).toEqual({ fr: 'Centre universitaire de santé McGill', en: 'McGill University Health Centre' });
    expect(names.voiceName(theNetwork(), aSeat({ axis: 'axe-2' }))?.fr).toBe('Soins à domicile');
    expect(names.voiceName(theNetwork(), aSeat())).toBeNull();
  });
});
