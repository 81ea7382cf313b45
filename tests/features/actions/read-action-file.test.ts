// A file of actions: what is read of it, and what is said of what cannot be.
import { describe, expect, it } from '@jest/globals';
import { readTable } from '../../../src/adapters/documents/table-file.ts';
import { MOST_ROWS, readActionFile, type FileRefusal, type ReadFile } from '../../../src/features/actions/domain/read-action-file.ts';
import { fileRefusal, rowFault } from '../../../src/features/actions/words-file.ts';
import { committeeId, personId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';

const charter = theNetwork();
const BDP = committeeId('bdp');
const WHEN = { now: new Date('2027-01-20T15:00:00.000Z'), today: '2027-01-20' };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
function read(of: Uint8Array | string): ReadFile | FileRefusal {
  const table = readTable(typeof of === 'string' ? bytes(of) : of);
  return 'fault' in table ? table : readActionFile(charter, BDP, table, personId('per-portefeuille-msss'), WHEN);
}
const whole = (of: Uint8Array | string): ReadFile => { const file = read(of); if ('fault' in file) throw new Error(file.fault); return file; };
const faults = (text: string) => whole(text).errors.map(({ line, column, fault }) => [line, column, fault.why]);

describe('a file of actions', () => {
  it('is read by the names of its columns, in either language, with the separator that it has', () => {
    for (const text of ['Titre;Responsable;Échéance;Priorité\nMettre à jour;moi;2027-02-12;Urgente\n', 'Title\tOwner\tDue date\tPriority\nMettre à jour\tmyself\t2027-02-12\turgent\n', '\uFEFF"action","DUE","owner","priority"\r\n"Mettre à jour","12 février 2027","moi","URGENT"\r\n\r\n']) {
      expect(whole(text)).toMatchObject({ errors: [], ignored: [], rows: [{ action: { title: 'Mettre à jour', due: '2027-02-12', priority: 'urgent', origin: 'import', owner: { is: 'person', person: 'per-portefeuille-msss' } } }] });
    }
  });

  it('in UTF-16 that says so is read; in another encoding it is refused, for its accents would be lost', () => {
    const text = 'Titre;Échéance\nRéunion;2027-02-12\n';
    expect(whole(new Uint8Array([0xff, 0xfe, ...new Uint8Array(Buffer.from(text, 'utf16le'))])).rows[0]?.action.title).toBe('Réunion');
    expect(read(Buffer.from(text, 'latin1'))).toEqual({ fault: 'encoding' });
  });

  it.each([
    ['nothing', '', 'empty'], ['only blanks', '\n\n  \n', 'empty'], ['no title column', 'Quoi;Échéance\nx;2027-02-12', 'no-column'], ['no due column', 'Titre\nx', 'no-column'], ['a quotation left open', 'Titre;Échéance\n"x;2027-02-12\ny;2027-02-12', 'not-a-table'],
    ['too many rows', `Titre;Échéance\n${'x;2027-02-12\n'.repeat(MOST_ROWS + 1)}`, 'too-many-rows'],
  ])('of %s is refused as a whole, with what to do', (_, text, why) => {
    const refused = read(text) as FileRefusal;
    expect(refused.fault).toBe(why);
    expect([fileRefusal(refused).fr, fileRefusal(refused).en]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
  });

  it('says of each row that cannot be made its line, its column and why', () => {
    expect(faults(['Titre;Responsable;Échéance;Priorité;Couleur', ';moi;2027-02-12;', 'a;personne;2027-02-12;', 'b;moi;02/03/2027;', 'c;moi;2027-01-19;', 'd;moi;2027-02-12;vite', 'Vérifier TREM 7503 1512;moi;2027-02-12;', 'e;;2027-02-12;'].join('\n'))).toEqual([
      [2, 'Titre', 'no-title'], [3, 'Responsable', 'unknown-owner'], [4, 'Échéance', 'not-a-day'], [5, 'Échéance', 'in-the-past'], [6, 'Priorité', 'unknown-priority'], [7, 'Titre', 'health-number'],
    ]);
    const { errors, rows, ignored } = whole('Titre;Échéance;Couleur\nx;hier;bleu\ny;2027-02-12;');
    expect([rows.length, ignored]).toEqual([1, ['Couleur']]);
    expect(rowFault(errors[0]!.fault, () => null).fr).toMatch(/hier/);
  });

  it('finds a NAM in every cell, of a column that it reads or not, and in the names of columns, and repeats it nowhere', () => {
    const file = whole([
      'Titre;Responsable;Échéance;Priorité;Projet;Point;Couleur;TREM 7503 1512', 'TREM75031512;;2027-02-12', 'a;TREM75031512;2027-02-12', 'a;;TREM75031512', 'a;;2027-02-12;TREM75031512', 'a;;2027-02-12;;TREM75031512', 'a;;2027-02-12;;;TREM75031512',
      'a;;2027-02-12;;;;TREM75031512', 'a;;2027-02-12;;;;;TREM75031512', 'a;;2027-02-12;;;;;;TREM75031512', 'a;;2027-02-12;;RCG-1021-075',
    ].join('\n'));
    expect(file.errors.map(({ line, column, fault }) => [line, column, fault.why])).toEqual([
      [1, null], [2, 'Titre'], [3, 'Responsable'], [4, 'Échéance'], [5, 'Priorité'], [6, 'Projet'], [7, 'Point'], [8, 'Couleur'], [9, null], [10, null],
    ].map((where) => [...where, 'health-number']));
    expect(file.rows.map(({ line }) => line)).toEqual([11]);
    expect(JSON.stringify([file, file.errors.map(({ fault }) => rowFault(fault, () => null))])).not.toMatch(/TREM|7503/);
  });

  it('keeps a title as it is, even one that a sheet would calculate: it is made harmless when it leaves', () => {
    expect(whole('Titre;Échéance\n=1+1;2027-02-12').rows[0]?.action.title).toBe('=1+1');
  });

  it('of ten thousand rows is read in a moment', () => {
    expect(whole(`Titre;Responsable;Échéance\n${'Relire la fiche;moi;2027-02-12\n'.repeat(MOST_ROWS)}`).rows).toHaveLength(MOST_ROWS);
  });
});
