// What the stand-in saw: requests by operation, refusals, polls that came too fast, creations of what was already there. Tests and the bench read it.

import type { Clock } from './clock.ts';

export interface Count { requests: number; statuses: Record<string, number> }

export interface Counters {
  /** Requests over the wire and, for $batch, each one inside. `operation` is a pattern such as `POST /teams/{id}/members/add`. */
  request(operation: string, status: number, inBatch: boolean): void;
  wire(service: string): void;
  note(name: string, detail?: string): void;
  log(source: string, message: string): void;
  read(): { wire: Record<string, number>; operations: Record<string, Count>; inBatch: number; notes: Record<string, { count: number; last: string[] }>; since: string };
  logs(): { at: string; source: string; message: string }[];
  reset(): void;
}

const KEPT = 500;

export function openCounters(clock: Clock): Counters {
  let wire: Record<string, number> = {};
  let operations: Record<string, Count> = {};
  let notes: Record<string, { count: number; last: string[] }> = {};
  let inBatch = 0;
  let since = clock.date().toISOString();
  const logs: { at: string; source: string; message: string }[] = [];
  return {
    wire: (service) => { wire[service] = (wire[service] ?? 0) + 1; },
    request: (operation, status, batched) => {
      const count = (operations[operation] ??= { requests: 0, statuses: {} });
      count.requests += 1;
      count.statuses[String(status)] = (count.statuses[String(status)] ?? 0) + 1;
      if (batched) inBatch += 1;
    },
    note: (name, detail) => {
      const entry = (notes[name] ??= { count: 0, last: [] });
      entry.count += 1;
      if (detail !== undefined) { entry.last.push(detail); if (entry.last.length > 20) entry.last.shift(); }
    },
    log: (source, message) => {
      logs.push({ at: clock.date().toISOString(), source, message });
      if (logs.length > KEPT) logs.shift();
    },
    read: () => ({ wire, operations, inBatch, notes, since }),
    logs: () => logs,
    reset: () => { wire = {}; operations = {}; notes = {}; inBatch = 0; since = clock.date().toISOString(); },
  };
}
