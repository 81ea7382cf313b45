// The bar that is plainly not Teams': who one is, theme, language, width, and the protocol log; and the log's drawer.

import { h, redraw } from './dom.ts';
import { clockTime } from './format.ts';
import { icon, type IconName } from './icons.ts';
import { button, face, menuButton } from './parts.ts';
import { pickPerson } from './people-select.ts';
import { clearLog, logEntries, onLog, tokenRefusal } from './protocol-log.ts';
import { become, session, setLanguage, setTheme, setWidth, type Theme } from './session.ts';
import { loadTenant, theOverview, theTenant } from './store.ts';
import { t } from './words.ts';

const THEMES: readonly [Theme, string][] = [['default', t.bar.light], ['dark', t.bar.dark], ['contrast', t.bar.contrast]];

/** The value is shown beside the icon where there is room, and always said. */
const setting = (key: string, label: string, value: string, mark: IconName): HTMLButtonElement =>
  h('button', { class: 'button quiet bar-button', title: label, attrs: { type: 'button', 'data-key': key, 'aria-label': t.bar.value(label, value) } }, icon(mark), h('span', { class: 'bar-text', text: value }));

export function topbar(on: { theme: () => void; back: () => void; log: (open: boolean) => void }): { element: HTMLElement; update: () => void } {
  const who = h('div', { class: 'topbar-who' });
  const element = h('header', { class: 'topbar' });
  const draw = (): void => {
    redraw(element,
      button(t.back, on.back, { icon: 'back', iconOnly: true, kind: 'quiet', key: 'back', class: 'bar-button' }),
      h('div', { class: 'brand' }, h('span', { class: 'brand-name', text: t.product }), h('span', { class: 'brand-short', attrs: { 'aria-hidden': 'true' }, text: t.productShort }), h('span', { class: 'brand-more', text: t.notTeams })),
      h('span', { class: 'grow' }),
      h('div', { class: 'bar-tools', attrs: { role: 'group', 'aria-label': t.bar.label } },
        menuButton(setting('width', t.bar.width, session.width === 'narrow' ? t.bar.narrow : t.bar.full, session.width === 'narrow' ? 'width' : 'desktop'), () => [
          { label: t.bar.full, checked: session.width === 'full', run: () => { setWidth('full'); draw(); } },
          { label: t.bar.narrow, checked: session.width === 'narrow', run: () => { setWidth('narrow'); draw(); } },
        ]),
        menuButton(setting('theme', t.bar.theme, THEMES.find(([theme]) => theme === session.theme)?.[1] ?? '', 'theme'), () =>
          THEMES.map(([theme, label]) => ({ label, checked: session.theme === theme, run: () => { if (session.theme !== theme) { setTheme(theme); draw(); on.theme(); } } }))),
        menuButton(setting('language', t.bar.language, session.language === 'fr' ? 'Français' : 'English', 'globe'), () => [
          { label: 'Français', checked: session.language === 'fr', run: () => { if (session.language !== 'fr') setLanguage('fr'); } },
          { label: 'English', checked: session.language === 'en', run: () => { if (session.language !== 'en') setLanguage('en'); } },
        ]),
        h('button', { class: 'button quiet bar-button', title: t.bar.log, attrs: { type: 'button', 'data-key': 'log', 'aria-label': t.bar.log }, on: { click: () => on.log(true) } }, icon('log'), h('span', { class: 'bar-text', text: t.bar.logShort }))),
      who);
    drawWho();
  };
  const drawWho = (): void => {
    const { me } = theOverview();
    redraw(who, h('button', {
      class: 'who', attrs: { type: 'button', 'data-key': 'person' },
      on: { click: () => { void change(); } },
    }, face(me.name, 'person', { size: 28 }), h('span', { class: 'visually-hidden', text: `${t.bar.current} ` }), h('span', { class: 'who-text' }, h('span', { class: 'who-name', text: me.name }), me.title === null ? null : h('span', { class: 'who-title', text: me.title })), h('span', { class: 'visually-hidden', text: `. ${t.bar.person}` }), icon('chevronDown', 16)));
  };
  const change = async (): Promise<void> => {
    // People may have come since the page was opened: the list is there at once, and completed when they have.
    const person = await pickPerson(theTenant().people, theOverview().me.id, loadTenant().then((tenant) => tenant.people, () => theTenant().people));
    if (person !== undefined && person.id !== theOverview().me.id) become(person.id);
  };
  draw();
  return { element, update: drawWho };
}

export function logDrawer(close: () => void): HTMLElement {
  const list = h('ol', { class: 'log-list' });
  const filter = h('input', { class: 'text-input', attrs: { type: 'search', 'aria-label': t.log.filter, placeholder: t.log.filter } });
  const refuse = h('input', { id: 'refuse-tokens', attrs: { type: 'checkbox', 'aria-describedby': 'refuse-tokens-more' }, on: { change: () => { tokenRefusal.on = refuse.checked; } } });
  const WAYS = { in: ['←', t.log.in], out: ['→', t.log.out], event: ['⇢', t.log.event], warning: ['!', t.log.unhandled] } as const;
  const draw = (): void => {
    const wanted = filter.value.trim().toLowerCase();
    const shown = logEntries().filter((entry) => wanted === '' || `${entry.func} ${entry.frame} ${entry.args}`.toLowerCase().includes(wanted));
    list.replaceChildren(...(shown.length === 0 ? [h('li', { class: 'muted', text: t.log.empty })] : shown.slice(-200).map((entry) => {
      const [mark, meaning] = WAYS[entry.way];
      return h('li', { class: `log-entry ${entry.way}` },
        h('span', { class: 'log-mark', title: meaning }, h('span', { attrs: { 'aria-hidden': 'true' }, text: mark }), h('span', { class: 'visually-hidden', text: meaning })),
        h('span', { class: 'log-func', text: entry.func }), h('span', { class: 'log-frame', text: `${entry.frame} · ${clockTime(entry.at, theOverview().me.zone)}` }), h('code', { class: 'log-args', text: entry.args }));
    })));
    list.scrollTop = list.scrollHeight;
  };
  let due = false;
  const stop = onLog(() => { if (due) return; due = true; requestAnimationFrame(() => { due = false; draw(); }); });
  filter.addEventListener('input', draw);
  refuse.checked = tokenRefusal.on;
  const element = h('aside', { class: 'drawer', attrs: { 'aria-labelledby': 'log-title' } },
    h('div', { class: 'drawer-head' }, h('h2', { id: 'log-title', text: t.log.title }), button(t.log.clear, clearLog, { kind: 'quiet' }), button(t.close, () => { stop(); close(); }, { icon: 'close', iconOnly: true, kind: 'quiet', class: 'drawer-close' })),
    h('div', { class: 'drawer-tools' }, filter, h('p', { class: 'check' }, refuse, h('label', { attrs: { for: refuse.id }, text: t.log.refuse })), h('p', { class: 'muted', id: 'refuse-tokens-more', text: t.log.refuseMore })),
    h('div', { class: 'log-scroll', attrs: { tabindex: '0', role: 'region', 'aria-label': t.log.title } }, list));
  element.addEventListener('keydown', (event) => { if (event.key === 'Escape') { stop(); close(); } });
  draw();
  return element;
}
