// A spreadsheet for Excel: one sheet, a heading that stays in sight, columns as wide as they need. Texts are texts: nothing in one is
// calculated, whatever it begins with.

import writeExcelFile from 'write-excel-file/node';
import type { Cell } from './csv.ts';

export interface Sheet { readonly name: string; readonly columns: readonly { readonly title: string; readonly width: number }[]; readonly rows: readonly (readonly Cell[])[] }

export async function spreadsheet(sheets: readonly Sheet[]): Promise<Buffer> {
  return writeExcelFile(sheets.map(({ name, columns, rows }) => ({
    sheet: name, stickyRowsCount: 1, columns: columns.map(({ width }) => ({ width })),
    data: [
      columns.map(({ title }) => ({ value: title, type: String, fontWeight: 'bold' as const, wrap: true })),
      ...rows.map((row) => row.map((cell) => (cell === null ? null : typeof cell === 'number' ? { value: cell, type: Number } : { value: cell, type: String, wrap: true }))),
    ],
  }))).toBuffer();
}
