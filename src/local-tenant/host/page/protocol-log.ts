// What went between the page and the apps in its frames, kept for whoever asks why a tab behaves as it does.

export interface LogEntry { n: number; at: number; way: 'in' | 'out' | 'event' | 'warning'; frame: string; func: string; args: string }

const KEPT = 600;
const entries: LogEntry[] = [];
const listeners = new Set<() => void>();
let n = 0;

/** Tokens are shortened: the log is for reading. */
const brief = (_key: string, value: unknown): unknown => (typeof value === 'string' && /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(value) ? `${value.slice(0, 12)}… (${value.length})` : value);

export function note(way: LogEntry['way'], frame: string, func: string, args: unknown): void {
  n += 1;
  let text: string;
  try { text = args === undefined ? '' : JSON.stringify(args, brief); } catch { text = '…'; }
  entries.push({ n, at: Date.now(), way, frame, func, args: text });
  if (entries.length > KEPT) entries.shift();
  for (const listener of listeners) listener();
}
export const logEntries = (): readonly LogEntry[] => entries;
export function clearLog(): void { entries.length = 0; for (const listener of listeners) listener(); }
export function onLog(listener: () => void): () => void { listeners.add(listener); return () => { listeners.delete(listener); }; }

/** A trainer can see what happens before an administrator consents. */
export const tokenRefusal = { on: false };
