// A table of actions, row by row: columns known by their French or English names, each row judged as if it had been typed. Nothing is
// guessed: what cannot be read is said with its line and its column.

import { isDate } from '../../../shared/dates.ts';
import { looksLikeHealthNumber } from '../../../shared/health-number.ts';
import type { CommitteeId, PersonId } from '../../../shared/ids.ts';
import { plainWords } from '../../../shared/plain.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { NO_LINKS, type Owner, type Priority } from './action.ts';
import { newAction, type ActionRefusal, type UnnumberedAction, type When } from './change-action.ts';
import { spokenOwner } from './spoken-owner.ts';

export interface TableFile { readonly header: readonly string[]; readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[] }
export type TableFault = { readonly fault: 'encoding' | 'empty' } | { readonly fault: 'not-a-table'; readonly line: number };

export const MOST_ROWS = 10_000;

export type FileRefusal =
  | TableFault
  | { readonly fault: 'no-column'; readonly column: 'title' | 'due' }
  | { readonly fault: 'too-many-rows'; readonly rows: number };

export type RowFault =
  | ActionRefusal
  /** In any cell, of a column that is read or not. */
  | { readonly why: 'health-number' }
  | { readonly why: 'unknown-owner'; readonly owner: string }
  | { readonly why: 'unknown-priority'; readonly priority: string };

export interface ReadRow { readonly line: number; readonly action: UnnumberedAction }
export interface RowError { readonly line: number; readonly column: string | null; readonly fault: RowFault }
export interface ReadFile { readonly rows: readonly ReadRow[]; readonly errors: readonly RowError[]; readonly ignored: readonly string[] }

type Column = 'title' | 'detail' | 'owner' | 'due' | 'priority' | 'project' | 'item';
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  title: ['titre', 'action', 'title'], detail: ['description', 'detail', 'details', 'notes'], owner: ['responsable', 'owner', 'assignee'], due: ['echeance', 'date d echeance', 'due', 'due date'],
  priority: ['priorite', 'priority'], project: ['projet', 'project'], item: ['point', 'point a l ordre du jour', 'agenda item'],
};
const PRIORITIES: Readonly<Record<string, Priority>> = { urgente: 'urgent', urgent: 'urgent', importante: 'important', important: 'important', moyenne: 'medium', medium: 'medium', basse: 'low', faible: 'low', low: 'low' };
/** Where a fault of the rules stands in the table. */
const COLUMN_OF: Readonly<Partial<Record<ActionRefusal['why'], Column>>> = { 'no-title': 'title', 'not-a-day': 'due', 'in-the-past': 'due', 'too-far': 'due', outside: 'owner', 'not-its-seat': 'owner' };

export function readActionFile(charter: Charter, committee: CommitteeId, table: TableFile, by: PersonId | null, when: When): ReadFile | FileRefusal {
  // Not a name that could be repeated.
  const header = table.header.map((name) => (looksLikeHealthNumber(name) ? null : name));
  const columns = new Map<Column, number>();
  const ignored: string[] = [];
  header.forEach((name, n) => {
    if (name === null) return;
    const column = (Object.keys(NAMES) as Column[]).find((key) => NAMES[key].includes(plainWords(name)));
    if (column === undefined || columns.has(column)) { if (name.trim() !== '') ignored.push(name); } else columns.set(column, n);
  });
  for (const column of ['title', 'due'] as const) if (!columns.has(column)) return { fault: 'no-column', column };
  if (table.rows.length > MOST_ROWS) return { fault: 'too-many-rows', rows: table.rows.length };
  const rows: ReadRow[] = [];
  const errors: RowError[] = header.includes(null) ? [{ line: 1, column: null, fault: { why: 'health-number' } }] : [];
  for (const { line, cells } of table.rows) {
    const cell = (column: Column): string => (cells[columns.get(column) ?? -1] ?? '').trim();
    const nameOf = (column: Column | null): string | null => (column === null ? null : (header[columns.get(column) ?? -1] ?? null));
    const fault = (of: RowFault, column: Column | null): void => { errors.push({ line, column: nameOf(column), fault: of }); };
    const number = cells.findIndex(looksLikeHealthNumber);
    if (number !== -1) { errors.push({ line, column: header[number] ?? null, fault: { why: 'health-number' } }); continue; }
    const priority = cell('priority') === '' ? 'medium' : PRIORITIES[plainWords(cell('priority'))];
    if (priority === undefined) { fault({ why: 'unknown-priority', priority: cell('priority').slice(0, 40) }, 'priority'); continue; }
    const owner = ownerOf(charter, committee, cell('owner'), by, when.today);
    if (owner === undefined) { fault({ why: 'unknown-owner', owner: cell('owner').slice(0, 100) }, 'owner'); continue; }
    const decision = newAction(charter, {
      committee, title: cell('title'), detail: cell('detail') === '' ? null : cell('detail'), owner, due: dayOf(cell('due')), priority,
      links: { ...NO_LINKS, project: cell('project') === '' ? null : cell('project').slice(0, 200), item: cell('item') === '' ? null : cell('item') }, message: null, inCamera: false, origin: 'import',
    }, by, when);
    if (decision.ok) rows.push({ line, action: decision.value });
    else fault(decision.refusal, 'field' in decision.refusal && decision.refusal.field in NAMES ? (decision.refusal.field as Column) : (COLUMN_OF[decision.refusal.why] ?? null));
  }
  return { rows, errors, ignored };
}

/** Undefined when the words name nobody there, or more than one. */
function ownerOf(charter: Charter, committee: CommitteeId, words: string, by: PersonId | null, today: string): Owner | null | undefined {
  if (words === '') return null;
  const seat = charter.committees.find(({ id }) => id === committee)?.seats.find(({ id }) => id === words);
  if (seat !== undefined) return { is: 'seat', seat: seat.id };
  const person = spokenOwner(charter, committee, words, by ?? ('' as PersonId), today);
  return person === null || person === '' ? undefined : { is: 'person', person };
}

const MONTHS = ['janvier', 'fevrier', 'mars', 'avril', 'mai', 'juin', 'juillet', 'aout', 'septembre', 'octobre', 'novembre', 'decembre'];

/** « 2027-02-12 » and « 12 février 2027 ». « 02/03/2027 » is two days: it stays as it is, and is refused. */
function dayOf(text: string): string {
  const spoken = /^(\d{1,2})(?:er)? (\p{L}+) (\d{4})$/u.exec(text.normalize('NFC').toLowerCase());
  const month = spoken === null ? -1 : MONTHS.indexOf(plainWords(spoken[2] ?? ''));
  const day = spoken === null || month === -1 ? text.slice(0, 10) : `${spoken[3]}-${String(month + 1).padStart(2, '0')}-${(spoken[1] ?? '').padStart(2, '0')}`;
  return isDate(day) ? day : text;
}

