// Recognises a Québec health-insurance number (NAM) in a text, so that it is refused before anything is stored or logged.
// Gouverne must never hold health information (LRSSS, R-22.1 s.2); the pattern is four letters and eight digits, TREM 7503 1512.

// Up to two separators between two signs: people type spaces, dashes and dots where they like, and mails bring hard spaces.
const SEPARATOR = String.raw`[\s\p{Pd}._/]`;
const LETTERS = `(?:[A-Z]{4}|[A-Z](?:${SEPARATOR}{1,2}[A-Z]){3})`;
const DIGITS = `[0-9](?:${SEPARATOR}{0,2}[0-9]){7}`;
// Neither a longer word nor a longer number: « CNCOT 7503 1512 » and « CELL 418 555-1234 » are something else.
const PATTERN = new RegExp(String.raw`(?<![\p{L}\p{N}])${LETTERS}${SEPARATOR}{0,2}(${DIGITS})(?![0-9])`, 'giu');

// Names that machines give: one GUID in a thousand reads as four letters and eight digits, and a Teams link holds three.
const OPAQUE = /(?<![0-9a-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,128})(?![0-9a-z])|19(?::|%3a)[\w-]{20,120}(?:@|%40)thread\.\w{1,10}/giu;

export function looksLikeHealthNumber(text: string): boolean {
  // NFKC turns full-width letters and digits, and the many kinds of blanks, into plain ones.
  for (const found of text.normalize('NFKC').replace(OPAQUE, ' ').matchAll(PATTERN)) {
    if (!readsAsYears((found[1] ?? '').replace(/[^0-9]/g, ''))) return true;
  }
  return false;
}

/** « Plan 2024-2028 » and « CEMT 20270304 » begin with a year and hold no month of birth where a NAM has one: not a NAM. */
function readsAsYears(digits: string): boolean {
  return /^(19|20)/.test(digits) && !birthDateInside(digits);
}

/** After the four letters: year, month (+ 50 for women), day of birth, then two signs of control. */
function birthDateInside(digits: string): boolean {
  const month = Number(digits.slice(2, 4)) % 50;
  const day = Number(digits.slice(4, 6));
  return Number(digits.slice(2, 4)) <= 62 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** Where it stands, line by line as people count them. */
export interface FoundNumber {
  /** Names and positions from the outside in; empty when the value itself is the text. */
  readonly path: readonly (string | number)[];
  /** From 1; null for a text of one line. */
  readonly line: number | null;
}

/** The first text with such a number inside anything that came in as JSON, names of fields included; null when there is none. */
export function findHealthNumber(value: unknown): FoundNumber | null {
  // Not by recursion, and without a path for each: five megabytes of brackets are no reason to fall over.
  const left: Visit[] = [{ part: value, name: '', above: null }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { part } = next;
    if (typeof part === 'string') {
      if (looksLikeHealthNumber(part)) return { path: pathTo(next), line: lineOf(part) };
    } else if (typeof part === 'object' && part !== null) {
      const entries: [string | number, unknown][] = Array.isArray(part) ? part.map((inside, at) => [at, inside]) : Object.entries(part);
      if (!Array.isArray(part) && entries.some(([name]) => looksLikeHealthNumber(String(name)))) return { path: pathTo(next), line: null };
      for (const [name, inside] of entries.reverse()) if (isLegible(inside)) left.push({ part: inside, name, above: next });
    }
  }
  return null;
}

interface Visit { readonly part: unknown; readonly name: string | number; readonly above: Visit | null }

function pathTo(visit: Visit): (string | number)[] {
  const names: (string | number)[] = [];
  for (let at = visit; at.above !== null; at = at.above) names.push(at.name);
  return names.reverse();
}

const isLegible = (part: unknown): boolean => typeof part === 'string' || (typeof part === 'object' && part !== null);

function lineOf(text: string): number | null {
  const lines = text.split('\n');
  if (lines.length === 1) return null;
  const at = lines.findIndex(looksLikeHealthNumber);
  return at < 0 ? null : at + 1;
}
