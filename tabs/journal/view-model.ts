// The journal by day, newest first.
import type { JournalEntry } from '../../src/contract/journal.ts';
import { shortDay } from '../ui/format.ts';

export function byDay(entries: readonly JournalEntry[], zone: string): readonly { readonly day: string; readonly entries: readonly JournalEntry[] }[] {
  const days = new Map<string, JournalEntry[]>();
  for (const entry of entries) {
    const day = shortDay(new Date(entry.at), zone);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([day, list]) => ({ day, entries: list }));
}

/** Null where there is nothing to show. */
export function pretty(facts: unknown): string | null {
  if (facts === null || facts === undefined) return null;
  if (typeof facts === 'string') return facts;
  return JSON.stringify(facts, null, 2);
}
