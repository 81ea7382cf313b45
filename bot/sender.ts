// Empties the send queue at the pace that Teams allows. Takes a few messages ahead of its gate, writes down what became of them
// with the next page, and repeats nothing by itself: what did not arrive goes back into the queue with the time to try again.
import type { Finding } from '../src/features/conversations/domain/sending.ts';
import { LOOK_AFTER_MS } from '../src/features/conversations/domain/sending.ts';
import type { Clock, Conversations, Claimed, Ended, MessageLedger, SendQueue } from '../src/features/conversations/ports.ts';
import type { EntraId } from '../src/shared/ids.ts';
import type { Log } from '../src/shared/log.ts';
import type { Channel, Posted } from './channel.ts';
import { ConnectorFault } from './connector-fault.ts';
import { UnknownCard, type OutgoingCards } from './outgoing-cards.ts';
import type { Places } from './places.ts';
import type { Gate } from './send-limiter.ts';

export interface SenderParts {
  readonly queue: SendQueue;
  readonly gate: Gate;
  readonly channel: Channel;
  readonly conversations: Conversations;
  readonly ledger: Pick<MessageLedger, 'claim' | 'found'>;
  readonly cards: OutgoingCards;
  readonly places: Places;
  readonly clock: Clock;
  readonly log: Log;
  readonly holder: string;
  /** 0 ≤ x < 1 */
  readonly random?: () => number;
}

export interface Sender {
  start(): void;
  /** There may be something to send. */
  wake(): void;
  /** Takes no more, lets what is under way end, and writes it down. */
  stop(): Promise<void>;
}

const TICK_MS = 150;
const IDLE_MS = 1_000;
const FAILED_MS = 2_000;
/** Messages in hand, counted with those that wait for Graph or for an answer: what a dead replica leaves to be looked for. */
const MOST_IN_HAND = 120;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const MOST_REFUSALS = 6;

type How = Ended['how'];
interface Result { readonly how: How; readonly requests: number; readonly pauseMs?: number }

export function createSender({ queue, gate, channel, conversations, ledger, cards, places, clock, log, holder, random = Math.random }: SenderParts): Sender {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  let ended: Ended[] = [];
  let atGate = 0;
  let rest = new AbortController();
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      let pause = TICK_MS;
      try {
        const busy = underWay.size > 0 || ended.length > 0;
        if (!busy && !(await queue.isDue(clock.now()))) pause = IDLE_MS;
        else await step(Math.min(ahead(gate.limit()) - atGate, MOST_IN_HAND - underWay.size));
      } catch (error) {
        log.error('send-queue-failed', { error });
        pause = FAILED_MS;
      }
      rest = new AbortController();
      await clock.sleep(pause, AbortSignal.any([rest.signal, stopping.signal]));
    }
  }

  async function step(want: number): Promise<void> {
    await gate.keep();
    const written = ended;
    ended = [];
    try {
      // Asked before: a share that was lost in between must not be taken for the one these are sent under.
      const tenure = gate.tenure();
      for (const claimed of await queue.exchange(holder, written, Math.max(0, want), clock.now())) {
        const one = handle(claimed, tenure).finally(() => { underWay.delete(one); });
        underWay.add(one);
      }
    } catch (error) {
      ended = [...written, ...ended];
      throw error;
    }
  }

  async function handle(claimed: Claimed, tenure: number): Promise<void> {
    const { message, recipient } = claimed;
    const current = { claimed };
    const { how, requests, pauseMs = 0 } = await carryOut(current, tenure).catch((error: unknown): Result => {
      // Not of the service's making, and not from the moment of sending: nothing left.
      log.error('message-failed', { message, recipient, error });
      return { how: error instanceof UnknownCard ? { is: 'over', end: 'given-up', why: 'unknown-card' } : again(current.claimed, null, { is: 'failed', why: 'failed' }), requests: 0 };
    });
    if (how.is === 'over') log.warn('message-not-sent', { message, recipient, end: how.end, why: how.why });
    ended.push({ claimed: current.claimed, how, requests, pauseMs });
  }

  async function carryOut(current: { claimed: Claimed }, tenure: number): Promise<Result> {
    const { task } = current.claimed;
    if (task.do === 'look') {
      const looked = await look(current, task.since);
      if (looked !== 'send') return looked;
    }
    const { claimed } = current;
    const { message, to, card } = claimed;
    const now = clock.now();
    if (now > claimed.notAfter) return over('expired', 'expired');
    const made = await cards.make(message, to, card);
    if (made === null) return over('moot', 'moot');
    let requests = 0;
    /** One request at the service's pace; null when the share was lost since the message was claimed. */
    const request = async <T>(act: () => Promise<T>): Promise<T | null> => {
      atGate += 1;
      const pass = await gate.enter().finally(() => { atGate -= 1; });
      try {
        if (pass.tenure !== tenure || stopping.signal.aborted) return null;
        requests += 1;
        return await act();
      } finally {
        pass.leave();
      }
    };
    try {
      const place = await places.of(claimed, request);
      if (place === null) return { how: { is: 'over', end: 'not-deliverable', why: 'no-access' }, requests };
      const done = await request(async (): Promise<Posted> => {
        if (task.do !== 'edit') return place.post(made);
        const { conversationId, activityId } = task;
        await channel.updateCard({ serviceUrl: place.serviceUrl, conversationId, activityId }, made);
        return { conversationId, activityId };
      });
      return { how: done === null ? { is: 'again', at: now, ledger: { is: 'failed', why: 'not-sent' } } : { is: 'sent', ...done }, requests };
    } catch (cause) {
      if (!(cause instanceof ConnectorFault)) throw cause;
      return { requests, ...(await afterFault(claimed, cause)) };
    }
  }

  async function afterFault(claimed: Claimed, fault: ConnectorFault): Promise<Omit<Result, 'requests'>> {
    const { message, recipient, to, task } = claimed;
    log.debug('message-put-off', { message, recipient, kind: fault.kind, code: fault.code, status: fault.status });
    const failed = { is: 'failed', why: fault.code } as const;
    switch (fault.kind) {
      case 'later':
        return { how: again(claimed, fault.retryAfterMs, failed), pauseMs: fault.retryAfterMs ?? 0 };
      case 'uncertain':
        // An edit that is done twice is done once.
        if (task.do === 'edit') return { how: again(claimed, null, failed) };
        return { how: { is: 'again', at: new Date(clock.now().getTime() + LOOK_AFTER_MS), ledger: { is: 'unknown' } } };
      case 'gone':
        if (task.do === 'edit') return { how: { is: 'over', end: 'not-deliverable', why: fault.code } };
        if (to.is === 'person') await forgetChat(to.person);
        // Blocking is the person's word. Anything else may mean that the chat we remembered is no more, or that it is too new.
        return fault.code === 'MessageWritesBlocked' || to.is === 'channel' || claimed.attempts >= MOST_REFUSALS
          ? { how: { is: 'over', end: 'not-deliverable', why: fault.code } }
          : { how: again(claimed, null, failed) };
      case 'refused':
        log.error('bot-refused', { code: fault.code, status: fault.status });
        return { how: again(claimed, LONGEST_PAUSE_MS, failed) };
      case 'wrong':
        return { how: { is: 'over', end: 'given-up', why: fault.code } };
      default:
        return fault.kind satisfies never;
    }
  }

  async function forgetChat(person: EntraId): Promise<void> {
    const chat = await conversations.ofPerson(person);
    if (chat !== null) await conversations.forget(chat.key);
  }

  /** Whether the message is there; `send` when it certainly is not, and this sender is the one to send it. */
  async function look(current: { claimed: Claimed }, since: Date): Promise<Result | 'send'> {
    const { claimed } = current;
    const { message, recipient, to } = claimed;
    const copies = to.is === 'person' ? await places.look(to.person, message, since) : null;
    if (copies !== null) {
      const [first, ...more] = copies;
      const conversationId = claimed.place?.key ?? '';
      const finding: Finding = first === undefined ? { is: 'absent' } : { is: 'there', conversationId, activityId: first };
      log.info('message-looked-for', { message, recipient, copies: copies.length });
      for (const activityId of more) await removeCopy(claimed, activityId);
      if (finding.is === 'there') return { how: { ...finding, is: 'sent' }, requests: more.length };
      await ledger.found(claimed, finding, since, clock.now());
    }
    const at = clock.now();
    const next = await ledger.claim(claimed, at);
    switch (next.do) {
      case 'send':
        current.claimed = { ...claimed, at };
        return 'send';
      case 'nothing':
        return { how: { is: 'sent', conversationId: next.conversationId, activityId: next.activityId }, requests: 0 };
      case 'wait':
        return { how: { is: 'again', at: next.until, ledger: null }, requests: 0 };
      case 'look':
      case 'give-up':
        return { how: { is: 'over', end: 'given-up', why: 'unknown-twice' }, requests: 0 };
      default:
        return next satisfies never;
    }
  }

  async function removeCopy({ message, recipient, place }: Claimed, activityId: string): Promise<void> {
    if (place === null) return;
    log.warn('bot-second-copy-removed', { message, recipient });
    const pass = await gate.enter();
    try {
      await channel.deleteMessage({ serviceUrl: place.serviceUrl, conversationId: place.key, activityId });
    } finally {
      pass.leave();
    }
  }

  /** After the pause that the service asked for, else twice as long each time; spread, so that those put off together do not come back together. */
  function again({ attempts }: Claimed, retryAfterMs: number | null, outcome: { readonly is: 'failed'; readonly why: string }): How {
    const least = retryAfterMs ?? Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts, 12));
    return { is: 'again', at: new Date(clock.now().getTime() + Math.round(least * (1 + random() / 4))), ledger: outcome };
  }

  return {
    start() { running ??= run(); },
    wake() { rest.abort(); },
    async stop() {
      stopping.abort();
      await running;
      await Promise.all(underWay);
      try {
        if (ended.length > 0) await queue.exchange(holder, ended, 0, clock.now());
        await gate.close();
      } catch (error) {
        // The database went first: what was in hand is looked for by whoever comes next.
        log.error('send-queue-not-left', { error });
      }
    },
  };
}

/** Enough in front of the gate for all of its places to come free during one step. */
const ahead = (limit: number): number => Math.max(4, limit);
const over = (end: 'expired' | 'moot', why: string): Result => ({ how: { is: 'over', end, why }, requests: 0 });
