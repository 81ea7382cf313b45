// As whom, in which theme, language and width this browser tab is: kept for the tab, and offered to the next one, except for the person.

import type { Language } from '../wire.ts';

export type Theme = 'default' | 'dark' | 'contrast';
export type Width = 'full' | 'narrow';

const THEMES: readonly Theme[] = ['default', 'dark', 'contrast'];

/** Private browsing may forbid storage: the page then works without memory. */
function read(storage: () => Storage, key: string): string | null {
  try { return storage().getItem(`host.${key}`); } catch { return null; }
}
function write(storage: () => Storage, key: string, value: string): void {
  try { storage().setItem(`host.${key}`, value); } catch { /* kept in the address at least */ }
}
const forTab = (): Storage => window.sessionStorage;
const forBrowser = (): Storage => window.localStorage;

const query = new URLSearchParams(location.search);

function choice<T extends string>(key: string, values: readonly T[], otherwise: T): T {
  const asked = query.get(key) ?? read(forTab, key) ?? read(forBrowser, key);
  return values.find((value) => value === asked) ?? otherwise;
}

export const session = {
  /** Id, UPN or e-mail, as the address or an earlier visit says. */
  as: query.get('as') ?? read(forTab, 'as'),
  theme: choice<Theme>('theme', THEMES, 'default'),
  language: choice<Language>('lang', ['fr', 'en'], 'fr'),
  width: choice<Width>('width', ['full', 'narrow'], 'full'),
};
export const locale = (): 'fr-CA' | 'en-CA' => (session.language === 'fr' ? 'fr-CA' : 'en-CA');

export function setTheme(theme: Theme): void {
  session.theme = theme;
  document.documentElement.dataset['theme'] = theme;
  remember('theme', theme);
}
export function setWidth(width: Width): void {
  session.width = width;
  document.documentElement.dataset['width'] = width;
  remember('width', width);
}
function remember(key: string, value: string): void {
  write(forTab, key, value);
  write(forBrowser, key, value);
  dropFromAddress(key);
}
/** What the address asked for was granted; it must not undo a later choice at the next reload. */
function dropFromAddress(key: string): void {
  const url = new URL(location.href);
  if (!url.searchParams.has(key)) return;
  url.searchParams.delete(key);
  history.replaceState(history.state, '', url);
}

/** Every sentence and every frame speaks the language: the page begins again, where it was. */
export function setLanguage(language: Language): void {
  remember('lang', language);
  write(forTab, 'focus', 'language');
  location.reload();
}

const RECENT = 6;
export const recentPeople = (): string[] => (read(forBrowser, 'recent') ?? '').split(' ').filter((id) => id !== '');

/** Another person is another session: the page begins again at the same place, which they may or may not see. */
export function become(id: string): void {
  write(forBrowser, 'recent', [id, ...recentPeople().filter((other) => other !== id)].slice(0, RECENT).join(' '));
  write(forTab, 'as', id);
  write(forTab, 'focus', 'person');
  const url = new URL(location.href);
  url.searchParams.set('as', id);
  if (url.href === location.href) location.reload();
  else location.replace(url);
}
export function confirmPerson(id: string): void {
  write(forTab, 'as', id);
  if (!recentPeople().includes(id)) write(forBrowser, 'recent', [id, ...recentPeople()].slice(0, RECENT).join(' '));
}

/** Which control had the focus before the page began again. */
export function takeFocusNote(): string | null {
  const note = read(forTab, 'focus');
  try { window.sessionStorage.removeItem('host.focus'); } catch { /* nothing to forget */ }
  return note;
}

/** Sizes and open branches: small memories that nobody misses. */
export const recall = (key: string): string | null => read(forBrowser, key);
export const keep = (key: string, value: string): void => { write(forBrowser, key, value); };
