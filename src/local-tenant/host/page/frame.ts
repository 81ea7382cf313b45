// One app page in its frame (or its sign-in window): listens to it, answers it, and shows how it fares. What is answered is in protocol.ts.

import type { App } from '../wire.ts';
import { h } from './dom.ts';
import { declared, served } from './origins.ts';
import { button } from './parts.ts';
import { note } from './protocol-log.ts';
import { session } from './session.ts';
import { t } from './words.ts';

export type FrameContext = 'content' | 'settings' | 'remove' | 'task' | 'authentication' | 'sidePanel';

/** Settings of a configurable tab, as teams-js hands them over. */
export interface TabSettings { entityId?: string; contentUrl?: string; websiteUrl?: string; removeUrl?: string; suggestedDisplayName?: string }

export interface FrameEvents {
  validity?: (valid: boolean) => void;
  /** Answer to `settings.save`: settings, or the reason of the failure. */
  saved?: (outcome: { ok: true; settings: TabSettings } | { ok: false; reason: string }) => void;
  removed?: (outcome: { ok: true } | { ok: false; reason: string }) => void;
  /** A dialog was submitted. */
  completed?: (result: unknown) => void;
  resized?: (size: { width?: unknown; height?: unknown }) => void;
  /** A sign-in window told its end. */
  authenticated?: (ok: boolean, value: string) => void;
  returnFocus?: (forward: boolean) => void;
}

export interface FrameOptions {
  url: string;
  title: string;
  app: App | null;
  frameContext: FrameContext;
  /** The page's place: team, channel, entity … as the flat context of the protocol. */
  place: Record<string, unknown>;
  settings?: TabSettings;
  events?: FrameEvents;
  parent?: AppFrame;
}

/** Answers with the arguments of the reply, or undefined where the protocol expects none. */
export type Answerer = (frame: AppFrame, args: readonly unknown[]) => unknown[] | undefined | Promise<unknown[] | undefined>;

const frames = new Set<AppFrame>();
let answerers: Readonly<Record<string, Answerer>> = {};

const SILENCE_MS = 15_000;
const OPENING_MS = 6_000;

export class AppFrame {
  readonly options: FrameOptions;
  readonly element: HTMLElement;
  readonly handlers = new Set<string>();
  readonly origin: string;
  readonly openedAt = Date.now();
  child: AppFrame | undefined;
  pending: TabSettings | undefined;
  initialized = false;
  readonly #url: string;
  readonly #iframe: HTMLIFrameElement | undefined;
  readonly #notice: HTMLElement;
  /** Where its answers go: its own origin, or the one that it last spoke from after a redirection. */
  #heardFrom: string;
  readonly #popup: Window | undefined;
  #timers: ReturnType<typeof setTimeout>[] = [];

  /** With a window: a sign-in pop-up, which has no frame of its own. */
  constructor(options: FrameOptions, popup?: Window) {
    this.options = options;
    const url = served(options.url);
    this.#url = url;
    this.origin = new URL(url, location.href).origin;
    this.#heardFrom = this.origin;
    this.#notice = h('div', { class: 'frame-notice', attrs: { hidden: true } });
    this.element = h('div', { class: 'frame', attrs: { 'data-state': 'opening', 'aria-busy': 'true' } }, h('div', { class: 'frame-progress', attrs: { 'aria-hidden': 'true' } }), this.#notice);
    this.#popup = popup;
    if (popup !== undefined) { frames.add(this); return; }
    const iframe = h('iframe', {
      title: options.title,
      attrs: {
        name: 'embedded-page-container', src: url,
        sandbox: 'allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads allow-pointer-lock allow-presentation',
        allow: 'clipboard-read *; clipboard-write *; fullscreen *',
      },
    });
    iframe.addEventListener('load', () => this.#loaded());
    this.#iframe = iframe;
    this.element.append(iframe);
  }

  get window(): Window | null { return this.#popup ?? this.#iframe?.contentWindow ?? null; }
  get name(): string { return this.options.title; }

  /** Where its parent is not in the document yet, the frame has no window yet either: it is looked up when a message comes. */
  mount(parent: Element): this {
    parent.append(this.element);
    frames.add(this);
    this.#timers.push(setTimeout(() => { if (!this.initialized) this.#say(t.frame.slow(this.appName), t.frame.slowMore); }, SILENCE_MS));
    return this;
  }

  get appName(): string { return this.options.app?.name ?? this.options.title; }

  #loaded(): void { this.#timers.push(setTimeout(() => this.ready(), OPENING_MS)); }

  ready(): void {
    if (this.element.dataset['state'] !== 'opening') return;
    this.element.dataset['state'] = 'ready';
    this.element.removeAttribute('aria-busy');
  }

  /** The app itself says that it could not start. */
  fail(message: string): void {
    this.ready();
    this.#say(t.frame.failed(this.appName), message);
  }

  #say(title: string, more: string): void {
    this.ready();
    this.#notice.replaceChildren(h('p', { class: 'frame-notice-title', text: title }), h('p', { text: more }), button(t.retry, () => this.reload(), { icon: 'refresh' }), button(t.close, () => { this.#notice.hidden = true; }, { kind: 'quiet' }));
    this.#notice.hidden = false;
    this.#notice.setAttribute('role', 'alert');
  }

  recovered(): void { this.#notice.hidden = true; }

  reload(): void {
    if (this.#iframe === undefined) return;
    this.#notice.hidden = true;
    this.initialized = false;
    this.handlers.clear();
    this.element.dataset['state'] = 'opening';
    this.#iframe.src = this.#url;
  }

  navigate(url: string): void { if (this.#iframe !== undefined) this.#iframe.src = served(url); }

  /** The origin as the manifest names it. */
  get declaredOrigin(): string { return this.options.app === null ? this.origin : new URL(declared(this.origin, this.options.app)).origin; }

  focus(): void {
    this.#iframe?.focus();
    if (this.handlers.has('focusEnter')) this.event('focusEnter', [true]);
  }

  dispose(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.child?.dispose();
    frames.delete(this);
    this.element.remove();
  }

  /** Host to app, unasked. */
  event(func: string, args: readonly unknown[] = []): void {
    note('event', this.name, func, args);
    this.#post({ func, args, timestamp: Date.now(), monotonicTimestamp: monotonic() });
  }

  answer(request: { id: number; uuidAsString?: string }, func: string, args: readonly unknown[]): void {
    note('out', this.name, func, args);
    this.#post({ id: request.id, uuidAsString: request.uuidAsString, args, timestamp: Date.now(), monotonicTimestamp: monotonic(), isPartialResponse: false });
  }

  #post(message: unknown): void { this.window?.postMessage(message, this.#heardFrom); }

  hears(origin: string): void { this.#heardFrom = origin; }

  /** The app's own origin, or another of its domains after a redirection. */
  trusts(origin: string): boolean {
    if (origin === this.origin) return true;
    if (!URL.canParse(origin)) return false;
    const { host, hostname } = new URL(origin);
    return this.options.app?.validDomains.some((domain) => domain === host || domain === hostname || (domain.startsWith('*.') && hostname.endsWith(domain.slice(1)))) ?? false;
  }
}

const monotonic = (): number => performance.now() + performance.timeOrigin;

interface Message { id?: unknown; uuidAsString?: unknown; func?: unknown; args?: unknown }

/** Begins to listen; the table says what is answered. */
export function listen(table: Readonly<Record<string, Answerer>>): void {
  answerers = table;
  addEventListener('message', (event) => { void hear(event); });
}

async function hear(event: MessageEvent): Promise<void> {
  const frame = event.source === null ? undefined : [...frames].find((entry) => entry.window === event.source);
  const message = event.data as Message | null;
  if (frame === undefined || message === null || typeof message !== 'object' || typeof message.func !== 'string') return;
  if (!frame.trusts(event.origin)) { note('warning', frame.name, message.func, [`origin ${event.origin}`]); return; }
  frame.hears(event.origin);
  const args = Array.isArray(message.args) ? message.args as unknown[] : [];
  note('in', frame.name, message.func, args);
  const answerer = answerers[message.func];
  if (answerer === undefined) { note('warning', frame.name, message.func, [t.log.unhandled]); return; }
  let reply: unknown[] | undefined;
  try {
    reply = await answerer(frame, args);
  } catch (error) {
    note('warning', frame.name, message.func, [error instanceof Error ? error.message : String(error)]);
    return;
  }
  if (reply !== undefined && typeof message.id === 'number') {
    frame.answer({ id: message.id, ...(typeof message.uuidAsString === 'string' ? { uuidAsString: message.uuidAsString } : {}) }, message.func, reply);
  }
}

/** Told to every open page that asked to hear of it. */
export function themeChanged(): void {
  for (const frame of frames) {
    if (frame.handlers.has('themeChange')) frame.event('themeChange', [session.theme]);
    if (frame.handlers.has('contextChange')) frame.event('contextChange', [contextOf(frame)]);
  }
}

let contextMaker: (frame: AppFrame) => Record<string, unknown> = () => ({});
export const contextOf = (frame: AppFrame): Record<string, unknown> => contextMaker(frame);
export function describeContext(maker: (frame: AppFrame) => Record<string, unknown>): void { contextMaker = maker; }
