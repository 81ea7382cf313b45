// People who read, as a process of their own: each asks for a page, reads it for half a second, asks for the next. Prints how long each
// kind of reply took.

import { text } from 'node:stream/consumers';

interface Person { readonly token: string; readonly committee: string }
export interface Asked { readonly url: string; readonly people: readonly Person[]; readonly seconds: number; readonly words: readonly string[] }
export type Took = Readonly<Record<string, { readonly p95: number; readonly p50: number; readonly replies: number }>>;

const THINK_MS = 500;
const { url, people, seconds, words } = JSON.parse(await text(process.stdin)) as Asked;
const took = new Map<string, number[]>();
const since = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

async function one({ token, committee }: Person, n: number): Promise<void> {
  const pages: readonly (readonly [kind: string, path: string])[] = [
    ['list', '/api/actions?limit=100'], ['list of a committee', `/api/actions?committee=${committee}&limit=100`], ['all of a committee', `/api/actions?committee=${committee}&state=all&limit=100`],
    ['board', `/api/actions?committee=${committee}&state=all&since=${since(30)}&limit=200`], ['late', '/api/actions?late=true&limit=100'], ['my actions', '/api/me/actions?limit=100'],
    ['register', '/api/decisions?limit=50'], ['register of a committee', `/api/decisions?committee=${committee}&limit=50`],
    ['search', `/api/search?q=${encodeURIComponent(words[n % words.length] ?? '')}`], ['search', `/api/search?q=${encodeURIComponent(words[(n * 7 + 3) % words.length] ?? '')}`],
  ];
  const [kind, path] = pages[n % pages.length]!;
  const began = performance.now();
  const reply = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
  const body = await reply.text();
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${body}`);
  took.set(kind, [...(took.get(kind) ?? []), performance.now() - began]);
}

async function use(person: Person, which: number, until: number): Promise<void> {
  // Not all at once: people do not press together.
  await new Promise((resolve) => { setTimeout(resolve, (which * THINK_MS) / people.length); });
  for (let n = which * 3; performance.now() < until; n += 1) {
    await one(person, n);
    await new Promise((resolve) => { setTimeout(resolve, THINK_MS * (0.7 + ((n * 37) % 60) / 100)); });
  }
}

await Promise.all(people.map((person, which) => use(person, which, performance.now() + 3_000)));
took.clear();
await Promise.all(people.map((person, which) => use(person, which, performance.now() + seconds * 1000)));
const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const result: Took = Object.fromEntries([...took].map(([kind, values]) => { const sorted = values.toSorted((a, b) => a - b); return [kind, { p95: at(sorted, 0.95), p50: at(sorted, 0.5), replies: values.length }]; }));
console.log(JSON.stringify(result));
