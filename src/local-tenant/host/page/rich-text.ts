// Text of messages and cards: the Markdown and the few tags that Teams shows, built as elements, so that nothing that a bot sends is ever parsed as a page.

import { h, type Child } from './dom.ts';
import { t } from './words.ts';

export interface Mentioned { text: string; name: string; me: boolean }

const SAFE = /^(https?:|mailto:|tel:)/i;

export interface RichOptions { mentions?: readonly Mentioned[]; openLink: (url: string) => void }

export function link(url: string, children: readonly Child[], openLink: (url: string) => void): HTMLElement {
  if (!SAFE.test(url)) return h('span', {}, ...children);
  return h('a', { attrs: { href: url, target: '_blank', rel: 'noopener noreferrer' }, on: { click: (event) => { if (event.button !== 0 || event.ctrlKey || event.metaKey) return; event.preventDefault(); openLink(url); } } }, ...children);
}

function mention(name: string, me: boolean): HTMLElement {
  return h('span', { class: me ? 'mention me' : 'mention', text: name });
}

/** What was typed, with its line ends, links and mentions. */
export function plainText(text: string, options: RichOptions): Node[] {
  return text.split('\n').flatMap((line, at) => [...(at === 0 ? [] : [h('br')]), ...withMentions(line, options, (piece) => withUrls(piece, options))]);
}

function withMentions(text: string, options: RichOptions, rest: (piece: string) => Child[]): Node[] {
  return text.split(/(<at>[^<]*<\/at>)/).flatMap((piece) => {
    const name = /^<at>([^<]*)<\/at>$/.exec(piece)?.[1];
    if (name !== undefined) return [mention(name, options.mentions?.some((entry) => entry.me && entry.text === piece) ?? false)];
    return rest(piece).map((child) => (typeof child === 'string' ? document.createTextNode(child) : child)).filter((child): child is Node => child instanceof Node);
  });
}

function withUrls(text: string, options: RichOptions): Child[] {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/).filter((piece) => piece !== '').map((piece) => (/^https?:\/\//.test(piece) ? link(piece, [piece], options.openLink) : piece));
}

/** Bold, italic, strike, code, links, lists, quotes, headings: the part of Markdown that bots use in Teams. */
export function markdown(text: string, options: RichOptions): HTMLElement {
  const root = h('div', { class: 'rich' });
  const lines = text.replaceAll('\r', '').split('\n');
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const bullet = /^\s*[-*+]\s+/;
    const numbered = /^\s*\d+[.)]\s+/;
    const kind = bullet.test(line) ? bullet : numbered.test(line) ? numbered : null;
    if (line.trim() === '') { at += 1; continue; }
    if (kind !== null) {
      const list = h(kind === bullet ? 'ul' : 'ol');
      const start = Number(/\d+/.exec(line)?.[0] ?? 1);
      if (list instanceof HTMLOListElement && start > 1) list.start = start;
      for (; at < lines.length && kind.test(lines[at] ?? ''); at += 1) list.append(h('li', {}, ...inline((lines[at] ?? '').replace(kind, ''), options)));
      root.append(list);
      continue;
    }
    const heading = /^(#{1,3})\s+(.*)$/.exec(line);
    if (heading !== null) { root.append(h('p', { class: 'rich-heading' }, ...inline(heading[2] ?? '', options))); at += 1; continue; }
    if (line.startsWith('>')) {
      const quote = h('blockquote');
      for (; at < lines.length && (lines[at] ?? '').startsWith('>'); at += 1) quote.append(...(quote.hasChildNodes() ? [h('br')] : []), ...inline((lines[at] ?? '').replace(/^>\s?/, ''), options));
      root.append(quote);
      continue;
    }
    const paragraph = h('p');
    for (; at < lines.length; at += 1) {
      const next = lines[at] ?? '';
      if (next.trim() === '' || bullet.test(next) || numbered.test(next) || /^(#{1,3}\s|>)/.test(next)) break;
      paragraph.append(...(paragraph.hasChildNodes() ? [h('br')] : []), ...inline(next, options));
    }
    root.append(paragraph);
  }
  return root;
}

const INLINE = /(\\[\\`*_[\]()#+\-.!~])|(`[^`]+`)|(\[[^\]]+\]\([^)\s]+(?:\s+"[^"]*")?\))|(\*\*(?=\S)(?:.+?)\*\*|__(?=\S)(?:.+?)__)|(~~(?=\S)(?:.+?)~~)|(\*(?=\S)(?:[^*]+?)\*|(?<![\p{L}\p{N}])_(?=\S)(?:[^_]+?)_(?![\p{L}\p{N}]))|(<at>[^<]*<\/at>)/u;

function inline(text: string, options: RichOptions): Node[] {
  const found = INLINE.exec(text);
  if (found === null) return withUrls(text, options).map((child) => (typeof child === 'string' ? document.createTextNode(child) : child)).filter((child): child is Node => child instanceof Node);
  const [whole, escaped, code, anchor, strong, struck, emphasis] = found;
  const before = inline(text.slice(0, found.index), options);
  const after = inline(text.slice(found.index + whole.length), options);
  const middle = (): Node => {
    if (escaped !== undefined) return document.createTextNode(escaped.slice(1));
    if (code !== undefined) return h('code', { text: code.slice(1, -1) });
    if (anchor !== undefined) {
      const parts = /^\[([^\]]+)\]\(([^)\s]+)/.exec(anchor);
      return link(parts?.[2] ?? '', inline(parts?.[1] ?? '', options), options.openLink);
    }
    if (strong !== undefined) return h('strong', {}, ...inline(strong.slice(2, -2), options));
    if (struck !== undefined) return h('s', {}, ...inline(struck.slice(2, -2), options));
    if (emphasis !== undefined) return h('em', {}, ...inline(emphasis.slice(1, -1), options));
    const name = whole.replace(/^<at>|<\/at>$/g, '');
    return mention(name, options.mentions?.some((entry) => entry.me && entry.text === whole) ?? false);
  };
  return [...before, middle(), ...after];
}

const ALLOWED: Readonly<Record<string, keyof HTMLElementTagNameMap>> = { B: 'strong', STRONG: 'strong', I: 'em', EM: 'em', S: 's', STRIKE: 's', U: 'u', P: 'p', BR: 'br', UL: 'ul', OL: 'ol', LI: 'li', PRE: 'pre', CODE: 'code', BLOCKQUOTE: 'blockquote', DIV: 'div', SPAN: 'span', H1: 'strong', H2: 'strong', H3: 'strong' };

/** `textFormat: xml`: read without running anything, and only known tags are taken over, without their attributes. */
export function tagged(text: string, options: RichOptions): HTMLElement {
  const source = new DOMParser().parseFromString(text.replaceAll(/<at>([^<]*)<\/at>/g, '<x-at>$1</x-at>'), 'text/html').body;
  const take = (node: Node): Node[] => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.textContent ?? '')];
    if (!(node instanceof HTMLElement)) return [];
    const children = [...node.childNodes].flatMap(take);
    if (node.tagName === 'X-AT') return [mention(node.textContent ?? '', options.mentions?.some((entry) => entry.me && entry.name === node.textContent) ?? false)];
    if (node.tagName === 'A') return [link(node.getAttribute('href') ?? '', children, options.openLink)];
    if (node.tagName === 'IMG') return [h('span', { class: 'picture', text: node.getAttribute('alt') ?? t.card.attachment })];
    const tag = ALLOWED[node.tagName];
    return tag === undefined ? children : [h(tag, {}, ...children)];
  };
  return h('div', { class: 'rich' }, ...[...source.childNodes].flatMap(take));
}
