// Every sentence of a dictionary, functions called with stand-ins, so that tests can read them all.
type Entry = unknown;

export function* sentencesOf(dictionary: Entry, path = ''): Generator<readonly [path: string, sentence: string]> {
  if (typeof dictionary === 'string') { yield [path, dictionary]; return; }
  if (typeof dictionary === 'function') {
    for (const n of [1, 2]) {
      const sentence: unknown = (dictionary as (...facts: unknown[]) => unknown)(n, n, n, n);
      if (typeof sentence === 'string') yield [`${path}(${n})`, sentence];
    }
    return;
  }
  if (typeof dictionary === 'object' && dictionary !== null) for (const [key, value] of Object.entries(dictionary)) yield* sentencesOf(value, path === '' ? key : `${path}.${key}`);
}
