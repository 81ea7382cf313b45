// Every Graph exchange answered, one JSON line each, in the form that graph-contract judges. Tokens stay in: they are throw-away, and the judge reads permissions from them.

import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Exchange {
  method: string;
  url: string;
  requestHeaders: Record<string, string>;
  requestBody: unknown;
  status: number;
  responseHeaders: Record<string, string>;
  responseBody: unknown;
  /** When the request arrived, ISO, by the tenant's clock. */
  time: string;
  /** Left out: the judge then reads the kind and the permissions from the token itself, which is stricter. */
  auth?: 'app' | 'delegated';
}

export interface Recorder {
  exchange(exchange: Exchange): void;
  notification(delivery: { url: string; body: unknown; status: number; time: string; attempt: number }): void;
  close(): void;
}

export function openRecorder(file: string | undefined, notificationsFile: string | undefined): Recorder {
  const open = (path: string | undefined) => {
    if (path === undefined) return undefined;
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'a');
  };
  const exchanges = open(file);
  const notifications = open(notificationsFile);
  // Written at once and in order: a killed process leaves whole lines behind.
  const line = (fd: number | undefined, value: unknown) => { if (fd !== undefined) writeSync(fd, `${JSON.stringify(value)}\n`); };
  return {
    exchange: (exchange) => line(exchanges, exchange),
    notification: (delivery) => line(notifications, delivery),
    close: () => { for (const fd of [exchanges, notifications]) if (fd !== undefined) closeSync(fd); },
  };
}
