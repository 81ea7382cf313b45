// Elements by function, focus that survives a redraw, and a voice for screen readers: what a framework would bring, as far as this page needs it.

export type Child = Node | string | null | undefined | false;
type Listeners = { [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => void };

export interface Props {
  class?: string;
  id?: string;
  text?: string;
  title?: string;
  on?: Listeners;
  /** Plain attributes: aria-*, role, type, href, data-* … null and false are left out, true is an empty value. */
  attrs?: Record<string, string | number | boolean | null | undefined>;
}

export function h<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, props: Props = {}, ...children: readonly (Child | readonly Child[])[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (props.class !== undefined) element.className = props.class;
  if (props.id !== undefined) element.id = props.id;
  if (props.title !== undefined) element.title = props.title;
  for (const [name, value] of Object.entries(props.attrs ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const [type, listener] of Object.entries(props.on ?? {})) element.addEventListener(type, listener as EventListener);
  if (props.text !== undefined) element.append(props.text);
  append(element, children);
  return element;
}

function append(parent: Node, children: readonly (Child | readonly Child[])[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child as readonly Child[]);
    else if (child !== null && child !== undefined && child !== false) parent.appendChild(typeof child === 'string' ? document.createTextNode(child) : child as Node);
  }
}

export function must(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}

/** Replaces what is inside and puts the focus back on the element with the same data-key. */
export function redraw(container: Element, ...children: readonly Child[]): void {
  const active = document.activeElement;
  const key = active !== null && container.contains(active) ? active.closest<HTMLElement>('[data-key]')?.dataset['key'] : undefined;
  container.replaceChildren(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  if (key === undefined) return;
  container.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

/** Work that is asked for again while it runs is done once more afterwards, not side by side: many small changes are one or two questions. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async (): Promise<void> => {
    do { again = false; await work(); } while (again);
  };
  return () => {
    if (running !== undefined) { again = true; return running; }
    running = run().finally(() => { running = undefined; });
    return running;
  };
}

let counter = 0;
/** Ids of this page only: cards live in shadow roots, so that their ids cannot meet these. */
export const uid = (prefix: string): string => { counter += 1; return `${prefix}-${counter}`; };

let polite: HTMLElement | undefined;
/** Says something to a screen reader without moving the focus. */
export function announce(text: string): void {
  if (polite === undefined) {
    polite = h('div', { class: 'visually-hidden', attrs: { role: 'status', 'aria-live': 'polite' } });
    document.body.append(polite);
  }
  polite.textContent = '';
  const voice = polite;
  setTimeout(() => { voice.textContent = text; }, 50);
}

/** Arrow keys, Home and End among the items of a list, tree level or tab list, of which one at a time is in the tab order. */
export function rove(event: KeyboardEvent, items: readonly HTMLElement[], orientation: 'horizontal' | 'vertical'): boolean {
  const at = items.findIndex((item) => item === document.activeElement);
  if (at < 0) return false;
  const [back, forth] = orientation === 'horizontal' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  const to = event.key === back ? (at - 1 + items.length) % items.length : event.key === forth ? (at + 1) % items.length : event.key === 'Home' ? 0 : event.key === 'End' ? items.length - 1 : -1;
  const target = items[to];
  if (target === undefined) return false;
  event.preventDefault();
  for (const item of items) item.tabIndex = item === target ? 0 : -1;
  target.focus();
  return true;
}
