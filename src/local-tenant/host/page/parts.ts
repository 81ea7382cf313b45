// Small things that every view is made of: faces, buttons, menus, dialogs, empty places, faults.

import { h, rove, uid, type Child } from './dom.ts';
import { hue, initials } from './format.ts';
import { icon, type IconName } from './icons.ts';
import { t } from './words.ts';

export function face(name: string, kind: 'person' | 'bot' | 'team' | 'app' = 'person', look: { icon?: string | null; color?: string | null; size?: number } = {}): HTMLElement {
  const size = look.size ?? 32;
  const element = h('span', { class: `face face-${kind}`, attrs: { 'aria-hidden': 'true', 'data-hue': hue(name) } });
  element.style.setProperty('--face', `${size}px`);
  if (look.icon !== undefined && look.icon !== null) element.append(h('img', { attrs: { src: look.icon, alt: '', width: size, height: size } }));
  else {
    if (look.color !== undefined && look.color !== null) element.style.setProperty('--accent', look.color);
    // Drawn by the style sheet: letters that stand for a face are no text of the element that holds it.
    element.dataset['letters'] = kind === 'app' || kind === 'bot' ? (initials(name)[0] ?? '?') : initials(name);
  }
  return element;
}

export interface ButtonLook { icon?: IconName; kind?: 'primary' | 'plain' | 'quiet' | 'danger'; key?: string; class?: string; attrs?: Record<string, string | number | boolean | null | undefined>; iconOnly?: boolean }

/** `iconOnly`: the label becomes the button's name and its tooltip. */
export function button(label: string, run: (event: MouseEvent) => void, look: ButtonLook = {}): HTMLButtonElement {
  return h('button', {
    class: `button ${look.kind ?? 'plain'}${look.iconOnly === true ? ' icon-only' : ''} ${look.class ?? ''}`.trim(),
    ...(look.iconOnly === true ? { title: label } : {}),
    attrs: { type: 'button', ...(look.iconOnly === true ? { 'aria-label': label } : {}), ...(look.key === undefined ? {} : { 'data-key': look.key }), ...look.attrs },
    on: { click: run },
  }, look.icon === undefined ? null : icon(look.icon), look.iconOnly === true ? null : h('span', { text: label }));
}

/** A small number on a corner; what it counts is said in words elsewhere. */
export const count = (n: number): HTMLElement => h('span', { class: 'count', attrs: { 'aria-hidden': 'true', 'data-count': n > 99 ? '99+' : n } });

export function emptyPlace(title: string, more: string, ...actions: Child[]): HTMLElement {
  return h('div', { class: 'empty' }, h('p', { class: 'empty-title', text: title }), h('p', { class: 'empty-more', text: more }), ...actions);
}

/** Where the place is all that there is in the main area, its title is the page's. */
export function emptyPage(title: string, more: string, ...actions: Child[]): HTMLElement {
  const place_ = emptyPlace(title, more, ...actions);
  place_.querySelector('.empty-title')?.replaceWith(h('h1', { class: 'empty-title', attrs: { tabindex: '-1' }, text: title }));
  return place_;
}

/** A fault as a sentence, with the way out beside it. */
export function faultPlace(error: unknown, retry: () => void): HTMLElement {
  return h('div', { class: 'empty', attrs: { role: 'alert' } }, h('p', { class: 'empty-title', text: sentence(error) }), button(t.retry, retry, { kind: 'primary', icon: 'refresh' }));
}
export const sentence = (error: unknown): string => (error instanceof Error && error.message !== '' ? error.message : t.refusals.fault);

export function skeleton(lines: number): HTMLElement {
  return h('div', { class: 'skeleton', attrs: { 'aria-hidden': 'true' } }, Array.from({ length: lines }, () => h('i')));
}

/** Items that follow one another with the same `group` stand below its name. */
export interface MenuItem { label: string; icon?: IconName; run: () => void; disabled?: string; checked?: boolean; danger?: boolean; group?: string }

/** A button that opens a list of acts. Arrow keys, Escape, a click beside: as menus behave. */
export function menuButton(opener: HTMLButtonElement, items: () => MenuItem[]): HTMLButtonElement {
  opener.setAttribute('aria-haspopup', 'menu');
  opener.setAttribute('aria-expanded', 'false');
  opener.addEventListener('click', () => { if (opener.getAttribute('aria-expanded') === 'true') return; openMenu(opener, items()); });
  opener.addEventListener('keydown', (event) => { if (event.key === 'ArrowDown') { event.preventDefault(); openMenu(opener, items()); } });
  return opener;
}

function openMenu(opener: HTMLElement, items: MenuItem[]): void {
  const menu = h('div', { class: 'menu', attrs: { role: 'menu', popover: 'auto', 'aria-label': opener.getAttribute('aria-label') ?? opener.textContent } });
  let chosen: (() => void) | undefined;
  let group: { name: string | undefined; element: HTMLElement } = { name: undefined, element: menu };
  for (const item of items) {
    const checkable = item.checked !== undefined;
    if (item.group !== group.name) group = { name: item.group, element: item.group === undefined ? menu : menuGroup(menu, item.group) };
    group.element.append(h('button', {
      class: `menu-item${item.danger === true ? ' danger' : ''}`,
      ...(item.disabled === undefined ? {} : { title: item.disabled }),
      attrs: { type: 'button', role: checkable ? 'menuitemradio' : 'menuitem', tabindex: '-1', ...(checkable ? { 'aria-checked': String(item.checked) } : {}), 'aria-disabled': item.disabled === undefined ? null : 'true' },
      on: { click: () => { if (item.disabled !== undefined) return; chosen = item.run; menu.hidePopover(); } },
    }, checkable ? h('span', { class: 'menu-check' }, item.checked === true ? icon('check', 16) : null) : item.icon === undefined ? null : icon(item.icon, 16), h('span', {}, item.label, item.disabled === undefined ? null : h('span', { class: 'menu-why', text: item.disabled }))));
  }
  const entries = [...menu.querySelectorAll<HTMLElement>('button')];
  menu.addEventListener('keydown', (event) => {
    if (rove(event, entries, 'vertical')) return;
    if (event.key === 'Tab') menu.hidePopover();
    else if (event.key.length === 1) entries.find((entry) => entry.textContent?.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  });
  menu.addEventListener('toggle', (event) => {
    if (event.newState !== 'closed') return;
    opener.setAttribute('aria-expanded', 'false');
    const inside = menu.contains(document.activeElement) || document.activeElement === document.body;
    menu.remove();
    const key = opener.dataset['key'];
    // The button may have been drawn anew while its menu was open.
    if (inside || chosen !== undefined) (opener.isConnected || key === undefined ? opener : document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`))?.focus();
    chosen?.();
  });
  // Inside the landmark of its button, as far as assistive technology is concerned; on the screen it is above everything.
  (opener.closest('header, nav, main, aside, dialog') ?? document.body).append(menu);
  menu.showPopover();
  place(menu, opener);
  opener.setAttribute('aria-expanded', 'true');
  (entries.find((entry) => entry.getAttribute('aria-checked') === 'true') ?? entries[0])?.focus();
}

function menuGroup(menu: HTMLElement, name: string): HTMLElement {
  const element = h('div', { class: 'menu-group', attrs: { role: 'group', 'aria-label': name } }, h('span', { class: 'menu-heading', attrs: { 'aria-hidden': 'true' }, text: name }));
  menu.append(element);
  return element;
}

/** Below its button, or above where there is no room; never past the edge of a narrow page. */
export function place(floating: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const edge = document.documentElement.dataset['width'] === 'narrow' ? document.querySelector('.app')?.getBoundingClientRect() : undefined;
  const [left, right] = [edge?.left ?? 0, edge?.right ?? innerWidth];
  const { width, height } = floating.getBoundingClientRect();
  const below = at.bottom + 4 + height <= innerHeight || at.top < height;
  floating.style.top = `${Math.max(4, below ? at.bottom + 4 : at.top - height - 4)}px`;
  floating.style.left = `${Math.max(left + 4, Math.min(at.left, right - width - 4))}px`;
}

export interface DialogOptions<Result> {
  title: string;
  body: Node;
  /** Made with the means to close; the first primary button is the one that Enter presses in a form. */
  actions?: (close: (result?: Result) => void) => HTMLElement[];
  size?: { width?: string; height?: string };
  class?: string;
  /** Under the title. */
  lead?: string;
  opened?: (dialog: HTMLDialogElement, close: (result?: Result) => void) => void;
}

/** Resolves with undefined when it is dismissed. The browser keeps the focus inside and gives it back after. */
export function openDialog<Result>(options: DialogOptions<Result>): Promise<Result | undefined> {
  return new Promise((resolve) => {
    const titleId = uid('dialog');
    const before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    let result: Result | undefined;
    const close = (value?: Result): void => { result = value; dialog.close(); };
    const dialog = h('dialog', { class: `dialog ${options.class ?? ''}`.trim(), attrs: { 'aria-labelledby': titleId } },
      h('div', { class: 'dialog-head' }, h('h2', { id: titleId, text: options.title }), button(t.close, () => close(), { icon: 'close', iconOnly: true, kind: 'quiet', class: 'dialog-close' })),
      options.lead === undefined ? null : h('p', { class: 'dialog-lead', text: options.lead }),
      h('div', { class: 'dialog-body' }, options.body));
    const actions = options.actions?.(close) ?? [];
    if (actions.length > 0) dialog.append(h('div', { class: 'dialog-foot' }, ...actions));
    if (options.size?.width !== undefined) dialog.style.setProperty('--dialog-width', options.size.width);
    if (options.size?.height !== undefined) dialog.style.setProperty('--dialog-height', options.size.height);
    dialog.addEventListener('close', () => {
      dialog.remove();
      // What opened it may have been drawn anew meanwhile.
      const key = before?.dataset['key'];
      (before?.isConnected === true || key === undefined ? before : document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`))?.focus();
      resolve(result);
    });
    // A click on the backdrop is a click on the dialog itself.
    dialog.addEventListener('mousedown', (event) => { if (event.target === dialog && event.offsetY < 0) close(); });
    document.body.append(dialog);
    dialog.showModal();
    options.opened?.(dialog, close);
  });
}

export async function confirm(title: string, text: string, yes: string): Promise<boolean> {
  const answer = await openDialog<boolean>({
    title, body: h('p', { text }), size: { width: '440px' },
    actions: (close) => [button(t.cancel, () => close(false)), button(yes, () => close(true), { kind: 'danger' })],
  });
  return answer === true;
}

let toasts: HTMLElement | undefined;
/** A short confirmation that passes by; the screen reader hears it too. */
export function toast(text: string, kind: 'done' | 'fault' | 'wait' = 'done'): void {
  if (toasts === undefined) {
    toasts = h('div', { class: 'toasts', attrs: { role: 'status', 'aria-live': 'polite' } });
    document.body.append(toasts);
  }
  const shown = h('p', { class: `toast ${kind}` }, icon(({ done: 'check', fault: 'error', wait: 'info' } as const)[kind], 20), h('span', { text }));
  // A modal dialog hides what lies below it: the message then stands in the dialog.
  const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
  (dialog ?? toasts).append(shown);
  shown.addEventListener('click', () => shown.remove());
  setTimeout(() => shown.remove(), kind === 'fault' ? 8_000 : 4_000);
}
export const complain = (error: unknown): void => toast(sentence(error), 'fault');

/** A field with its label and, when there is one, the sentence that says what is wrong. */
export function field(label: string, input: HTMLInputElement, fault?: HTMLElement): HTMLElement {
  const id = uid('field');
  input.id = id;
  if (fault !== undefined) { fault.id = `${id}-fault`; input.setAttribute('aria-describedby', fault.id); }
  return h('div', { class: 'field' }, h('label', { text: label, attrs: { for: id } }), input, fault ?? null);
}
