// What somebody typed, kept for this browser session so that an error or a reload loses nothing. Never sent anywhere.
const PREFIX = 'gouverne.kept.';

/** As it was kept, perhaps by an older version of the page: callers fill in what may be missing. */
export function keptText(key: string): unknown {
  try {
    const json = sessionStorage.getItem(PREFIX + key);
    return json === null ? null : (JSON.parse(json) as unknown);
  } catch {
    return null;
  }
}

/** Four letters and eight digits, with or without spaces or dashes: a health insurance number is kept nowhere, not even here. */
const HEALTH_NUMBER = /(?<![\p{L}\d])[a-z]{4}[ \u00a0-]?\d{4}[ \u00a0-]?\d{4}(?!\d)/iu;

export function keepText(key: string, value: unknown): void {
  try {
    const json = JSON.stringify(value);
    if (value === null || HEALTH_NUMBER.test(json)) sessionStorage.removeItem(PREFIX + key);
    else sessionStorage.setItem(PREFIX + key, json);
  } catch { /* storage full or refused: the text stays on screen, which is all that is lost at a reload */ }
}
