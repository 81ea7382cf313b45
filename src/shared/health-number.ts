// Recognises a Québec health-insurance number (NAM) in a text, so that it is refused before anything is stored or logged.
// Gouverne must never hold health information (LRSSS, R-22.1 s.2); the pattern is four letters and eight digits, TREM 7503 1512.

// Up to two separators between two signs: people type spaces, dashes and dots where they like, and mails bring hard spaces.
const SEPARATOR = String.raw`[\s\p{Pd}._/]`;
const LETTERS = `(?:[A-Z]{4}|[A-Z](?:${SEPARATOR}{1,2}[A-Z]){3})`;
const DIGITS = `[0-9](?:${SEPARATOR}{0,2}[0-9]){7}`;
// Neither a longer word nor a longer number: « CNCOT 7503 1512 » and « CELL 418 555-1234 » are something else.
const PATTERN = new RegExp(String.raw`(?<![\p{L}\p{N}])${LETTERS}${SEPARATOR}{0,2}(${DIGITS})(?![0-9])`, 'giu');

export function looksLikeHealthNumber(text: string): boolean {
  // NFKC turns full-width letters and digits, and the many kinds of blanks, into plain ones.
  for (const found of text.normalize('NFKC').matchAll(PATTERN)) {
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
