// The file of an import: judged before it is sent, sent as it is; and the model that people start from.
export type FileFault = 'notCsv' | 'tooLarge' | 'empty';
/** As base64 it must stay under what the contract takes. */
const MOST_BYTES = 2_900_000;

export function faultOf({ name, size }: Pick<File, 'name' | 'size'>): FileFault | null {
  if (!/\.(csv|txt)$/i.test(name)) return 'notCsv';
  return size === 0 ? 'empty' : size > MOST_BYTES ? 'tooLarge' : null;
}

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  // All at once would be more arguments than a call takes.
  for (let from = 0; from < bytes.length; from += 8192) text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return btoa(text);
}

/** As Excel in French opens it: semicolons, and the mark that tells UTF-8. */
export function model(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `\uFEFF${[columns, ...rows].map((row) => columns.map((_, place) => cell(row[place] ?? '')).join(';')).join('\r\n')}\r\n`;
}
