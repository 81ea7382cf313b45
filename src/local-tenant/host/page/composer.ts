// Where one writes: a text that keeps what was typed, a list to mention from, the bot's known requests, message extensions.

import type { AppExtensionCommand, Mentionable, Said } from '../wire.ts';
import { h, uid } from './dom.ts';
import { matches } from './format.ts';
import { button, face, menuButton, place, sentence } from './parts.ts';
import { t } from './words.ts';

export interface ComposerOptions {
  label: string;
  /** Drafts are kept under this key for as long as the browser tab lives. */
  draft: string;
  send: (said: Said) => Promise<void>;
  submitLabel: string;
  /** Enter sends in a chat and in a reply; a post to a channel wants Ctrl + Enter. */
  enterSends: boolean;
  mentionable?: () => readonly Mentionable[];
  commands?: () => readonly { title: string; description: string }[];
  extensions?: { commands: () => readonly AppExtensionCommand[]; run: (command: AppExtensionCommand) => void };
  cancel?: () => void;
  autofocus?: boolean;
}

const MAX = 28_000;
const drafts = new Map<string, string>();

export interface Composer { element: HTMLElement; focus(): void; insert(text: string): void }

export function composer(options: ComposerOptions): Composer {
  const id = uid('composer');
  const listId = uid('mentions');
  const hint = h('p', { class: 'composer-hint', id: `${id}-hint`, text: options.enterSends ? t.composer.hintReply : t.composer.hintPost });
  const fault = h('p', { class: 'field-fault', attrs: { role: 'alert' } });
  const input = h('textarea', { class: 'composer-input', id, attrs: { rows: 1, 'aria-label': options.label, placeholder: options.label, 'aria-describedby': hint.id, ...(options.mentionable === undefined ? {} : { 'aria-autocomplete': 'list', 'aria-controls': listId }) } });
  const list = h('div', { class: 'mentions', id: listId, attrs: { role: 'listbox', 'aria-label': t.composer.mentions, popover: 'manual' } });
  const chosen = new Map<string, Mentionable>();
  let shown: Mentionable[] = [];
  let at = 0;
  let sending = false;

  input.value = drafts.get(options.draft) ?? '';
  const grow = (): void => { input.style.height = 'auto'; input.style.height = `${Math.min(input.scrollHeight, 240)}px`; };

  /** The word after the last @ that begins a word, up to the caret. */
  const wanted = (): string | undefined => /(?:^|[\s(])@([\p{L}\p{N}'’ .-]{0,40})$/u.exec(input.value.slice(0, input.selectionStart))?.[1];
  const hide = (): void => { if (list.matches(':popover-open')) list.hidePopover(); shown = []; input.removeAttribute('aria-activedescendant'); };
  const activate = (index: number): void => {
    at = (index + shown.length) % Math.max(1, shown.length);
    [...list.children].forEach((child, n) => { child.setAttribute('aria-selected', String(n === at)); if (n === at) { input.setAttribute('aria-activedescendant', child.id); child.scrollIntoView({ block: 'nearest' }); } });
  };
  const suggest = (): void => {
    const query = options.mentionable === undefined ? undefined : wanted();
    if (query === undefined || options.mentionable === undefined) { hide(); return; }
    shown = options.mentionable().filter((entry) => query.trim() === '' || matches(query.trim(), entry.name, entry.detail)).slice(0, 8);
    if (shown.length === 0) { hide(); return; }
    list.replaceChildren(...shown.map((entry) => h('div', { class: 'mention-option', id: uid('mention'), attrs: { role: 'option', 'aria-selected': 'false' }, on: { mousedown: (event) => { event.preventDefault(); take(entry); } } },
      face(entry.name, entry.kind, { size: 24 }), h('span', { class: 'person-text' }, h('span', { class: 'person-name', text: entry.name }), h('span', { class: 'person-title', text: entry.kind === 'bot' ? t.composer.bot : entry.detail ?? '' })))));
    if (!list.matches(':popover-open')) list.showPopover();
    place(list, input);
    activate(0);
  };
  const take = (entry: Mentionable): void => {
    const caret = input.selectionStart;
    const from = input.value.lastIndexOf('@', caret - 1);
    input.value = `${input.value.slice(0, from)}@${entry.name} ${input.value.slice(caret)}`;
    const to = from + entry.name.length + 2;
    input.setSelectionRange(to, to);
    chosen.set(entry.id, entry);
    hide();
    changed();
    input.focus();
  };
  const changed = (): void => {
    drafts.set(options.draft, input.value);
    fault.textContent = '';
    send.disabled = input.value.trim() === '';
    grow();
  };
  const submit = async (): Promise<void> => {
    const text = input.value.trim();
    if (text === '' || sending) return;
    if (text.length > MAX) { fault.textContent = t.composer.tooLong; return; }
    sending = true;
    form.setAttribute('aria-busy', 'true');
    // A name that was typed out in full is as good as one picked from the list.
    const mentions = [...(options.mentionable?.() ?? [])].filter((entry) => chosen.has(entry.id) ? text.includes(`@${entry.name}`) : entry.kind === 'bot' && text.includes(`@${entry.name}`));
    try {
      await options.send({ text, mentions: mentions.map(({ kind, id: who, name }) => ({ kind, id: who, name })) });
      input.value = '';
      chosen.clear();
      changed();
    } catch (error) {
      fault.textContent = `${t.composer.failed} ${sentence(error)}`;
    } finally {
      sending = false;
      form.removeAttribute('aria-busy');
      input.focus();
    }
  };

  input.addEventListener('input', () => { changed(); suggest(); });
  input.addEventListener('blur', hide);
  input.addEventListener('keydown', (event) => {
    if (shown.length > 0) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); activate(at + (event.key === 'ArrowDown' ? 1 : -1)); return; }
      if (event.key === 'Enter' || event.key === 'Tab') { event.preventDefault(); const entry = shown[at]; if (entry !== undefined) take(entry); return; }
      if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); hide(); return; }
    }
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && (options.enterSends || event.ctrlKey || event.metaKey)) { event.preventDefault(); void submit(); return; }
    if (event.key === 'Escape' && options.cancel !== undefined) { event.preventDefault(); options.cancel(); }
  });

  const send = button(options.submitLabel, () => { void submit(); }, { icon: 'send', kind: 'primary', iconOnly: options.enterSends, class: 'composer-send' });
  send.disabled = input.value.trim() === '';
  const tools = h('div', { class: 'composer-tools' });
  if (options.mentionable !== undefined) {
    tools.append(button(t.composer.mention, () => {
      const caret = input.selectionStart;
      const space = caret > 0 && !/\s$/.test(input.value.slice(0, caret)) ? ' ' : '';
      input.value = `${input.value.slice(0, caret)}${space}@${input.value.slice(caret)}`;
      input.setSelectionRange(caret + space.length + 1, caret + space.length + 1);
      input.focus();
      changed();
      suggest();
    }, { icon: 'mention', iconOnly: true, kind: 'quiet' }));
  }
  const { commands, extensions } = options;
  if (commands !== undefined && commands().length > 0) {
    tools.append(menuButton(button(t.composer.commands, () => {}, { icon: 'prompt', iconOnly: true, kind: 'quiet' }), () =>
      commands().map((command) => ({ label: command.description === '' ? command.title : `${command.title} — ${command.description}`, run: () => insert(command.title) }))));
  }
  if (extensions !== undefined && extensions.commands().length > 0) {
    tools.append(menuButton(button(t.composer.extensions, () => {}, { icon: 'extension', iconOnly: true, kind: 'quiet' }), () =>
      extensions.commands().map((command) => ({ label: command.title, run: () => extensions.run(command) }))));
  }
  if (options.cancel !== undefined) tools.append(button(t.cancel, options.cancel, { kind: 'quiet' }));
  tools.append(h('span', { class: 'grow' }), send);

  const insert = (text: string): void => { input.value = text; changed(); input.focus(); input.setSelectionRange(text.length, text.length); };
  const form = h('div', { class: 'composer', attrs: { role: 'group', 'aria-label': options.label } }, input, tools, list, fault, hint);
  queueMicrotask(() => { grow(); if (options.autofocus === true) input.focus(); });
  return { element: form, focus: () => input.focus(), insert };
}
