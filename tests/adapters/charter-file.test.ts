// The YAML of a charter: parsed with its places, and written back so that reading it again gives the same charter.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseYaml, writeCharter } from '../../src/adapters/documents/charter-file.ts';
import { addCommittee, removeCommittee, withdrawMember } from '../../src/features/committees/domain/amend-charter.ts';
import type { AmendRefusal } from '../../src/features/committees/domain/amend-charter.ts';
import type { Charter, Committee } from '../../src/features/committees/domain/charter.ts';
import { valueAt } from '../../src/features/committees/domain/located.ts';
import type { Decision } from '../../src/shared/decision.ts';
import { committeeId, personId, seatId } from '../../src/shared/ids.ts';
import { aCharter, aCommittee, aSeat, CHARTER, judged, theNetwork, withCommittee } from '../support/charter-builder.ts';

const RQT = readFileSync(new URL('../../charters/rqt.yaml', import.meta.url), 'utf8');
const done = (decision: Decision<Charter, AmendRefusal>): Charter => {
  if (!decision.ok) throw new Error(JSON.stringify(decision.refusal));
  return decision.value;
};

describe('parsing', () => {
  it('keeps the place of every value and key, counted from 1', () => {
    const { tree } = parseYaml('# note\na:\n  - {b: "x", c: 2}\n');
    const list = tree === null ? undefined : valueAt(tree, 'a');
    if (tree?.is !== 'map' || list?.is !== 'list') throw new Error('not as expected');
    const [item] = list.items;
    expect([tree.entries[0]?.line, tree.entries[0]?.column, list.line, item?.column]).toEqual([2, 1, 3, 5]);
    expect(item === undefined ? null : valueAt(item, 'b')).toEqual({ is: 'value', line: 3, column: 9, value: 'x', source: 'x' });
    expect(item === undefined ? null : valueAt(item, 'c')).toMatchObject({ line: 3, column: 17, value: 2, source: '2' });
  });

  it('leaves dates and « non » as text, and numbers as they were written', () => {
    const { tree } = parseYaml('a: 2027-02-30\nb: non\nc: 01\nd: true\ne: ~\nf:\n');
    expect(tree?.is === 'map' ? tree.entries.map((e) => (e.value.is === 'value' ? [e.value.value, e.value.source] : null)) : null).toEqual([['2027-02-30', '2027-02-30'], ['non', 'non'], [1, '01'], [true, 'true'], [null, '~'], [null, '']]);
  });

  it('reads files of any system: CRLF, a byte-order mark, anchors', () => {
    expect(judged(CHARTER.replaceAll('\n', '\r\n')).faults).toEqual([]);
    expect(judged(`\uFEFF${CHARTER}`).faults).toEqual([]);
    expect(judged(CHARTER.replace('cadence: {libelle_fr: "Au besoin", rrule: null}', 'cadence: &besoin {libelle_fr: "Au besoin", rrule: null}').replace(/(loc:[^]*)cadence: \{libelle_fr: "Au besoin", rrule: null\}/, '$1cadence: *besoin')).faults).toEqual([]);
  });

  it.each([
    ['a: [1, 2', 'BAD_INDENT', 1],
    ['a: 1\n b: 2', 'BLOCK_AS_IMPLICIT_KEY', 1],
    ['a: *nobody', 'BAD_ALIAS', 1],
    ['a: "x\\q"', 'BAD_DQ_ESCAPE', 1],
    ['a: b: c', 'BLOCK_AS_IMPLICIT_KEY', 1],
    ['a: 1\n---\nb: 2', 'MULTIPLE_DOCS', 2],
    ['a:\n\t- b', 'TAB_AS_INDENT', 2],
    ['a: @b', 'BAD_SCALAR_START', 1],
  ])('tells where %j breaks', (text, code, line) => {
    const { tree, faults } = parseYaml(text);
    expect(faults[0]).toMatchObject({ line, why: { is: 'not-yaml', code } });
    if (code !== 'BAD_ALIAS') expect(tree).toBeNull();
  });

  it('repeats no health number in what it says of a break', () => {
    const { faults } = parseYaml('a: "x" TREM 7503 1512\nb: 1');
    expect(faults[0]?.why.is).toBe('not-yaml');
    expect(JSON.stringify(faults)).not.toContain('7503');
  });

  it('is not felled by a text made to fell it', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...Array.from('bcdefghi').map((k, i) => `${k}: &${k} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[i] ?? ''}`).join(', ')}]`)].join('\n');
    for (const text of [bomb, '['.repeat(50_000), '- '.repeat(20_000), '{a: '.repeat(20_000), 'a: &a {b: *a}', '\u0000\u0001', `a: ${'x'.repeat(1_000_000)}`]) {
      const { tree, faults } = parseYaml(text);
      expect(tree === null ? faults.length : 1).toBeGreaterThan(0);
    }
  });

  it('answers whatever it is given', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.tuple(fc.nat(CHARTER.length - 1), fc.string({ maxLength: 8 })).map(([at, s]) => CHARTER.slice(0, at) + s + CHARTER.slice(at + 1))), (text) => {
      const { charter, faults } = judged(text);
      expect(charter === null).toBe(faults.length > 0);
      for (const fault of faults) expect((fault.line ?? 0) >= 1 && (fault.column ?? 0) >= 1).toBe(true);
    }), { numRuns: 150, seed: 3 });
  });
});

describe('writing', () => {
  it('gives a file that reads as the same charter: the whole network', () => {
    const { charter, faults } = judged(writeCharter(theNetwork()));
    expect(faults).toEqual([]);
    expect(charter).toEqual(theNetwork());
  });

  it('keeps the French keys of the format, one seat a line', () => {
    const text = writeCharter(aCharter());
    expect(text).toContain('    membres:\n      - {personne: per-coord, role: presidence, votant: true, represente: org-min, groupe: gpp-ministere}\n');
    expect(text).toContain('{vacant: true, role: membre, votant: true, represente: gpp-usagers}');
    expect(text).toContain('canal: "{acronyme}"');
  });

  it('gives the same charter for whatever text people write', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from('aÉ :#-"\'{}[]&*!|>%@`,?\\\n\t0~'), 'true', 'null', '01', '2027-01-01', '<<', '«\u00A0'), minLength: 1, maxLength: 30 }).map((s) => s.trim()).filter((s) => s !== '');
    fc.assert(fc.property(text, text, text, (fr, en, provenance) => {
      const charter = withCommittee(aCharter(), 'nat', (c): Committee => ({ ...c, name: { fr, en }, mandate: { fr: en }, provenance }));
      expect(judged(writeCharter(charter)).charter).toEqual(charter);
    }), { numRuns: 60, seed: 5 });
  });

  it('keeps the names of seats when their order no longer gives them', () => {
    const charter = withCommittee(aCharter(), 'nat', (c) => ({ ...c, seats: c.seats.filter((s) => s.holder !== 'per-usager') }));
    expect(charter.committees[1]?.seats.some((s) => s.id === 'nat:membre:gpp-usagers-2')).toBe(true);
    const text = writeCharter(charter);
    expect(text).toContain('siege: "membre:gpp-usagers-2"');
    expect(judged(text).charter).toEqual(charter);
  });

  it('keeps what a form made: its origin, its terms, its derived channel', () => {
    const charter = done(addCommittee(aCharter(), aCommittee({ origin: 'form', confidentiality: 'restreinte', easter: 'lundi_de_paques', seats: [aSeat({ id: seatId('nat-2:presidence'), role: 'presidence', holder: personId('per-coord'), from: '2027-01-01', until: '2028-12-31', alsoSecretary: true })], workspace: { team: 'RQT - Territoire Nord', channel: 'NAT 2', kind: 'private', otherChannels: ['Suivis'], typed: false } })));
    expect(judged(writeCharter(charter)).charter).toEqual(charter);
  });
});

describe('writing over the file that a charter came from', () => {
  it('changes nothing when nothing changed', () => {
    expect(writeCharter(theNetwork(), RQT)).toBe(RQT);
  });

  /** Lines of the new text that are not in the old one, and the other way round. */
  const difference = (text: string): { added: string[]; removed: string[] } => {
    const [was, is] = [new Set(RQT.split('\n')), new Set(text.split('\n'))];
    return { added: [...is].filter((line) => !was.has(line)), removed: [...was].filter((line) => !is.has(line)) };
  };

  it('adds a committee after the others, and touches nothing else', () => {
    const charter = done(addCommittee(theNetwork(), aCommittee({ id: committeeId('cc-sad'), acronym: 'CC-SAD', parent: committeeId('cnccs'), origin: 'form', seats: [aSeat({ id: seatId('cc-sad:presidence'), role: 'presidence', holder: personId('per-expert-sad') })] })));
    const text = writeCharter(charter, RQT);
    const { added, removed } = difference(text);
    expect([removed, added[0]]).toEqual([[], '  - id: cc-sad']);
    expect(text.indexOf('  - id: cc-sad')).toBeLessThan(text.indexOf('\ngabarits_instance:'));
    expect(judged(text).charter).toEqual(charter);
  });

  it('writes anew the one committee that changed, comments elsewhere kept', () => {
    const charter = done(withdrawMember(theNetwork(), committeeId('cncot'), personId('per-cct-chum-coord'), '2027-03-10'));
    const text = writeCharter(charter, RQT);
    const { removed } = difference(text);
    expect(text).toContain('jusqu_a: "2027-03-09"');
    expect(text.split('\n').filter((line) => line.trim().startsWith('#'))).toEqual(RQT.split('\n').filter((line) => line.trim().startsWith('#')));
    expect(removed.length).toBeLessThan(30);
    expect(judged(text).charter).toEqual(charter);
  });

  it('takes out the one committee that went', () => {
    const charter = done(removeCommittee(theNetwork(), committeeId('loc-chum')));
    const { added, removed } = difference(writeCharter(charter, RQT));
    expect([added, removed.length, removed[0]?.startsWith('  - {id: loc-chum,')]).toEqual([[], 1, true]);
  });

  it('writes the whole anew when the base is broken, or cannot be followed', () => {
    for (const base of ['a: [', 'a: 1', `${CHARTER}\nrisques: [{id: R-1}]\n`]) expect(judged(writeCharter(aCharter(), base)).charter).toEqual(aCharter());
    const turned: Charter = { ...aCharter(), persons: [...aCharter().persons].reverse() };
    expect(judged(writeCharter(turned, CHARTER)).charter).toEqual(turned);
  });
});
