// CSV as Excel reads it in French: semicolons, UTF-8 with its mark, and nothing that it would take for a formula.

/** Excel, LibreOffice and Google Sheets calculate what begins with one of these, full-width signs and leading blanks included. */
const FORMULA = /^[\s\u00A0]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/** A text as a cell shows it: an apostrophe before what would be calculated, which the sheet does not show. */
export const neutralCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

export type Cell = string | number | null;

function written(cell: Cell): string {
  if (cell === null) return '';
  // A number is a number, whatever its sign; French writes its fraction with a comma.
  if (typeof cell === 'number') return String(cell).replace('.', ',');
  const text = neutralCell(cell.replaceAll('\r\n', '\n'));
  return /[";\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvFile = (rows: readonly (readonly Cell[])[]): string => `\uFEFF${rows.map((row) => `${row.map(written).join(';')}\r\n`).join('')}`;
