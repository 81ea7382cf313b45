// One message to many people, sent by processes that may be killed, and counted where it arrives.

import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Config } from '../src/config/config.ts';
import { personInLab, type Lab } from './lab.ts';

export interface FanOut {
  readonly people: number;
  readonly message: string;
  /** Milliseconds after its first life began to send at which it is killed, and begun again; null: never. */
  readonly killAfterMs: number | null;
  /** Another process on the same database, which is not killed and does not begin again. */
  readonly second?: boolean;
  readonly hurry?: boolean;
}

export interface Arrivals {
  readonly copies: number;
  readonly duplicates: number;
  readonly losses: number;
  /** Messages a second between the first and the last, as they arrived. */
  readonly perSecond: number;
  readonly peakMB: number;
  readonly killed: boolean;
  readonly seconds: number;
}

export interface Limits { readonly exceeded: readonly string[]; readonly mostInASecond: number; readonly refused: number }

export async function fanOut(lab: Lab, { people, message, killAfterMs, second = false, hurry = false }: FanOut): Promise<Arrivals> {
  const env = { LAB_CONFIG: JSON.stringify(lab.config satisfies Config), LAB_PEOPLE: String(people), LAB_MESSAGE: message, ...(hurry ? { LAB_HURRY: 'yes' } : {}) };
  const began = performance.now();
  const [first, other] = await Promise.all([life(env, killAfterMs), second ? life(env, null) : null]);
  // What is killed alone is begun again; beside another one, that one does the rest.
  const last = first.killed && other === null ? await life(env, null) : first;
  const seconds = (performance.now() - began) / 1_000;
  return { ...(await arrived(lab, people, message)), peakMB: Math.max(first.peakMB, last.peakMB, other?.peakMB ?? 0), killed: first.killed, seconds };
}

interface Life { readonly killed: boolean; readonly peakMB: number }

function life(env: Record<string, string>, killAfterMs: number | null): Promise<Life> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'bench/send-once.ts'], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    let killed = false;
    let peakMB = 0;
    let timer: NodeJS.Timeout | undefined;
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (line.startsWith('{')) ({ peakMB } = JSON.parse(line) as { peakMB: number });
      else if (killAfterMs !== null) timer = setTimeout(() => { killed = true; child.kill('SIGKILL'); }, killAfterMs);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      if (killed || code === 0) resolve({ killed, peakMB });
      else reject(new Error(`a sender ended with ${code ?? '?'}`));
    });
  });
}

interface Conversation { readonly userId: string | null; readonly messages: readonly { readonly createdAt: number; readonly deletedAt: number | null; readonly activity: unknown }[] }

async function arrived(lab: Lab, people: number, message: string): Promise<Pick<Arrivals, 'copies' | 'duplicates' | 'losses' | 'perSecond'>> {
  const { conversations } = (await lab.control('/conversations')) as { conversations: readonly Conversation[] };
  const mine = new Map(conversations.map(({ userId, messages }) => [userId, messages.filter((one) => one.deletedAt === null && JSON.stringify(one.activity).includes(`"gouverne:${message}"`))]));
  const counts = Array.from({ length: people }, (_, n) => mine.get(personInLab(n))?.length ?? 0);
  const times = [...mine.values()].flat().map(({ createdAt }) => createdAt).sort((a, b) => a - b);
  const span = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000;
  return {
    copies: counts.reduce((sum, count) => sum + count, 0),
    duplicates: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    losses: counts.filter((count) => count === 0).length,
    perSecond: span === 0 ? 0 : (times.length - 1) / span,
  };
}

/** What the receiving side measured, window by window. */
export async function limitsSeen(lab: Lab): Promise<Limits> {
  const { limits } = (await lab.control('/counters')) as { limits: readonly { name: string; limit: number; max: number; refused: number }[] };
  const connector = limits.filter(({ name }) => name.startsWith('Bot Connector'));
  return {
    exceeded: connector.filter(({ max, limit }) => max > limit).map(({ name, max }) => `${name}: ${max}`),
    mostInASecond: connector.find(({ name }) => name.includes('one app on the tenant'))?.max ?? 0,
    refused: connector.reduce((sum, { refused }) => sum + refused, 0),
  };
}

/** Five requests in a hundred go wrong, in every way that the service knows. */
export const faults = (share = 0.05) => ({ match: { service: 'connector', method: 'POST' }, share, kinds: ['429', '429-without-retry-after', '412', '503', '504-after-effect', '504', 'reset', 'reset-after-effect'], retryAfterS: 1 });
