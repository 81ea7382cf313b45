// A table that somebody sends: the bytes of a CSV file, as Excel, LibreOffice or another tool saves it.

import { parse } from 'csv-parse/sync';
import type { TableFile, TableFault } from '../../features/actions/domain/read-action-file.ts';

/** UTF-8, or UTF-16 that says so. Another encoding cannot be told from a wrong one: accents would be lost without anybody's seeing it. */
export function decodeTable(bytes: Uint8Array): string | null {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  try {
    return new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const DELIMITERS = [';', '\t', ','] as const;

export function readTable(bytes: Uint8Array): TableFile | TableFault {
  const text = decodeTable(bytes);
  if (text === null || text.includes('\0')) return { fault: 'encoding' };
  const header = text.split(/\r?\n/).find((line) => line.trim() !== '') ?? '';
  if (header === '') return { fault: 'empty' };
  const delimiter = DELIMITERS.toSorted((a, b) => header.split(b).length - header.split(a).length)[0]!;
  try {
    const records = parse(text, { delimiter, bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true }) as unknown as readonly { readonly record: string[]; readonly info: { readonly lines: number } }[];
    const [first, ...rest] = records.map(({ record, info }) => ({ line: info.lines, cells: record }));
    return first === undefined ? { fault: 'empty' } : { header: first.cells, rows: rest.filter(({ cells }) => cells.some((cell) => cell !== '')) };
  } catch (error) {
    const { lines } = error as { lines?: number };
    return { fault: 'not-a-table', line: lines ?? 1 };
  }
}
