// Posts activities to a bot, signed as the Bot Connector signs them, tries again when the bot is out of reach, and keeps what happened.

import type { Bot } from '../state.ts';
import type { Activity } from './activities.ts';
import { record, text } from './read.ts';

/** The service gives a bot about fifteen seconds to answer; Teams waits less for a message extension, since a person looks at a dialog. */
const ANSWER_MS = 15_000;
const EXTENSION_ANSWER_MS = 10_000;
/** Waits before the second and further tries. An invoke is never repeated: a person is waiting and sees the fault. */
const RETRY_WAITS_MS = [500, 2_000, 5_000, 10_000, 20_000];
const KEPT = 500;

export interface Delivery {
  readonly number: number;
  readonly botAppId: string;
  readonly endpoint: string;
  readonly type: string;
  readonly name: string | null;
  readonly conversationId: string;
  readonly at: number;
  attempts: number;
  state: 'pending' | 'delivered' | 'failed';
  status: number | null;
  /** Why the last try failed, in English for the operator. */
  reason: string | null;
}

export interface BotAnswer {
  /** null when the bot could not be reached at all. */
  readonly status: number | null;
  readonly body: unknown;
  readonly reason: string | null;
}

export interface DeliveryDeps {
  readonly now: () => number;
  readonly token: (bot: Bot, serviceUrl: string) => Promise<string> | string;
  readonly log: (line: string) => void;
  readonly closing: AbortSignal;
  readonly answerMs?: number;
  readonly retryWaitsMs?: readonly number[];
}

export class Deliveries {
  readonly #deps: DeliveryDeps;
  readonly #kept: Delivery[] = [];
  /** One activity after another to each conversation, as a person would see them; conversations do not wait for each other. */
  readonly #queues = new Map<string, Promise<unknown>>();
  #number = 0;

  constructor(deps: DeliveryDeps) { this.#deps = deps; }

  list(): Delivery[] { return this.#kept.map((delivery) => ({ ...delivery })); }

  /** Nothing is waiting to be delivered. */
  async settled(): Promise<void> {
    while (this.#queues.size > 0) await Promise.all(this.#queues.values());
  }

  /** Leaves at once; tries again for about forty seconds. */
  post(bot: Bot, activity: Activity): void {
    const key = `${bot.appId}|${conversationOf(activity)}`;
    const turn = (this.#queues.get(key) ?? Promise.resolve()).then(() => this.#insist(bot, activity));
    this.#queues.set(key, turn);
    void turn.finally(() => { if (this.#queues.get(key) === turn) this.#queues.delete(key); });
  }

  /** One try, and the bot's answer: a person waits for it. */
  async invoke(bot: Bot, activity: Activity): Promise<BotAnswer> {
    const delivery = this.#open(bot, activity);
    return this.#attempt(bot, activity, delivery, true);
  }

  async #insist(bot: Bot, activity: Activity): Promise<void> {
    const delivery = this.#open(bot, activity);
    const waits = this.#deps.retryWaitsMs ?? RETRY_WAITS_MS;
    for (let attempt = 0; ; attempt += 1) {
      const wait = waits[attempt];
      const answer = await this.#attempt(bot, activity, delivery, wait === undefined);
      if (delivery.state !== 'pending' || wait === undefined) return;
      // 4xx is the bot's decision; what is worth another try is a bot that is starting, overloaded or gone.
      if (answer.status !== null && answer.status < 500 && answer.status !== 429) return;
      if (!(await this.#pause(wait))) return;
    }
  }

  async #attempt(bot: Bot, activity: Activity, delivery: Delivery, last: boolean): Promise<BotAnswer> {
    delivery.attempts += 1;
    const answer = await this.#call(bot, activity);
    delivery.status = answer.status;
    delivery.reason = answer.reason;
    const given = answer.status !== null && answer.status < 500 && answer.status !== 429;
    if (answer.status !== null && answer.status < 400) delivery.state = 'delivered';
    else if (given || last) delivery.state = 'failed';
    if (delivery.state !== 'delivered') {
      this.#deps.log(`connector: the bot ${bot.displayName} did not take ${delivery.type}${delivery.name === null ? '' : ` ${delivery.name}`} (try ${delivery.attempts}, ${delivery.state}): ${answer.reason ?? `HTTP ${answer.status}`}`);
    }
    return answer;
  }

  async #call(bot: Bot, activity: Activity): Promise<BotAnswer> {
    if (this.#deps.closing.aborted) return { status: null, body: undefined, reason: 'the tenant is stopping' };
    const answerMs = this.#deps.answerMs ?? (text(activity['name']).startsWith('composeExtension/') ? EXTENSION_ANSWER_MS : ANSWER_MS);
    const patience = AbortSignal.timeout(answerMs);
    try {
      const token = await this.#deps.token(bot, text(activity['serviceUrl']));
      const response = await fetch(bot.endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}`, 'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)', 'x-ms-conversation-id': conversationOf(activity), 'x-ms-tenant-id': tenantOf(activity) },
        body: JSON.stringify(activity),
        redirect: 'manual',
        signal: AbortSignal.any([patience, this.#deps.closing]),
      });
      const answer = await response.text();
      return { status: response.status, body: parse(answer), reason: response.ok ? null : `HTTP ${response.status} ${answer.slice(0, 200)}`.trim() };
    } catch (fault) {
      const cause = fault instanceof Error && fault.cause instanceof Error ? `: ${fault.cause.message}` : '';
      return { status: null, body: undefined, reason: patience.aborted ? `no answer in ${answerMs / 1_000} s` : `${fault instanceof Error ? fault.message : String(fault)}${cause}` };
    }
  }

  #open(bot: Bot, activity: Activity): Delivery {
    this.#number += 1;
    const delivery: Delivery = {
      number: this.#number, botAppId: bot.appId, endpoint: bot.endpoint, type: text(activity['type']), name: typeof activity['name'] === 'string' ? activity['name'] : null,
      conversationId: conversationOf(activity), at: this.#deps.now(), attempts: 0, state: 'pending', status: null, reason: null,
    };
    this.#kept.push(delivery);
    if (this.#kept.length > KEPT) this.#kept.shift();
    return delivery;
  }

  /** false when the tenant stops meanwhile. */
  #pause(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => { this.#deps.closing.removeEventListener('abort', stop); resolve(true); }, ms);
      timer.unref();
      const stop = () => { clearTimeout(timer); resolve(false); };
      this.#deps.closing.addEventListener('abort', stop, { once: true });
    });
  }
}

const conversationOf = (activity: Activity): string => text(record(activity['conversation'])['id']);
const tenantOf = (activity: Activity): string => text(record(activity['conversation'])['tenantId']);

function parse(answer: string): unknown {
  if (answer === '') return undefined;
  try { return JSON.parse(answer) as unknown; } catch { return answer; }
}
