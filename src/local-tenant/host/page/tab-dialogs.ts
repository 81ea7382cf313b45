// Adding, configuring, renaming and removing a tab: the app's own settings page in a dialog, saved when the app agrees.

import type { App, ChannelPage, ChannelTab } from '../wire.ts';
import { api } from './api.ts';
import { h } from './dom.ts';
import { AppFrame, type TabSettings } from './frame.ts';
import { channelPlace, fillIn, tabPlace } from './host-context.ts';
import { declared } from './origins.ts';
import { button, complain, confirm, face, field, openDialog, sentence, toast } from './parts.ts';
import { refreshOverview, theOverview } from './store.ts';
import { t } from './words.ts';

function appChoice(app: App, reason: string | null, choose: () => void): HTMLElement {
  return h('button', { class: 'app-choice', attrs: { type: 'button', 'aria-disabled': reason === null ? null : 'true' }, on: { click: () => { if (reason === null) choose(); } } },
    face(app.name, 'app', { icon: app.icon, color: app.accentColor, size: 40 }),
    h('span', { class: 'app-choice-text' }, h('span', { class: 'app-choice-name', text: app.name }), h('span', { class: 'app-choice-more', text: reason ?? app.shortDescription })));
}

/** Resolves with the new tab's id. */
export async function addTab(page: ChannelPage): Promise<string | undefined> {
  const offering = theOverview().apps.filter((app) => app.configurable !== null);
  const here = offering.filter((app) => app.teams.includes(page.team.id));
  const others = offering.filter((app) => !app.teams.includes(page.team.id));
  const app = await openDialog<App>({
    title: t.tab.add, ...(offering.length === 0 ? {} : { lead: t.tab.choose }), size: { width: '560px' },
    body: h('div', { class: 'app-choices' }),
    opened: (dialog, close) => {
      const list = (label: string, more: string | null, apps: App[]) => (apps.length === 0 ? [] : [h('h3', { text: label }), ...(more === null ? [] : [h('p', { class: 'muted', text: more })]), ...apps.map((entry) => appChoice(entry, entry.channelTypes.includes(page.channel.type) ? null : t.tab.notHere, () => close(entry)))]);
      const choices = [...list(t.tab.installed, null, here), ...list(t.tab.others, t.tab.othersMore, others)];
      dialog.querySelector('.app-choices')?.append(...(choices.length === 0 ? [h('p', { text: t.tab.none })] : choices));
      dialog.querySelector<HTMLElement>('.app-choice')?.focus();
    },
  });
  if (app?.configurable == null) return undefined;
  try {
    if (!app.teams.includes(page.team.id)) { await api.installInTeam(page.team.id, app.id); await refreshOverview(); }
  } catch (error) { complain(error); return undefined; }
  const settings = await configure(page, app, app.configurable.url, undefined, async (made) => {
    const { id } = await api.addTab(page.team.id, page.channel.id, asTab(app, made));
    return id;
  });
  if (settings !== undefined) toast(t.tab.added(settings.name));
  return settings?.result;
}

const asTab = (app: App, made: TabSettings) => ({
  appId: app.id, name: made.suggestedDisplayName?.trim() || app.name, entityId: made.entityId ?? null, contentUrl: declared(made.contentUrl ?? '', app), websiteUrl: made.websiteUrl === undefined ? null : declared(made.websiteUrl, app), removeUrl: made.removeUrl === undefined ? null : declared(made.removeUrl, app),
});

/** The settings page: Save waits for the app's word that the choice is complete, and for its word that it is kept. */
function configure<Result>(page: ChannelPage, app: App, url: string, tab: ChannelTab | undefined, keep: (settings: TabSettings) => Promise<Result>): Promise<{ name: string; result: Result } | undefined> {
  let frame: AppFrame | undefined;
  const fault = h('p', { class: 'field-fault', attrs: { role: 'alert' } });
  const slot = h('div', { class: 'task' });
  let save: HTMLButtonElement;
  return openDialog<{ name: string; result: Result }>({
    title: tab === undefined ? t.tab.configure(app.name) : `${t.tab.settings} — ${tab.name}`, class: 'task-dialog framed', size: { width: '720px', height: '560px' }, body: slot,
    actions: (close) => {
      save = button(t.save, () => {
        if (save.getAttribute('aria-disabled') === 'true') return;
        fault.textContent = '';
        save.setAttribute('aria-disabled', 'true');
        frame?.event('settings.save', [{}]);
      }, { kind: 'primary', attrs: { 'aria-disabled': 'true' }, class: 'tab-save' });
      return [fault, button(t.cancel, () => close()), save];
    },
    opened: (_dialog, close) => {
      const place = tab === undefined ? channelPlace(page.team, page.channel, { entityId: '' }) : tabPlace(page.team, page.channel, tab, null);
      const done = async (settings: TabSettings): Promise<void> => {
        try {
          const result = await keep(settings);
          close({ name: asTab(app, settings).name, result });
        } catch (error) {
          fault.textContent = sentence(error);
          save.removeAttribute('aria-disabled');
        }
      };
      frame = new AppFrame({
        url: fillIn(url, place), title: app.name, app, frameContext: 'settings', place,
        ...(tab === undefined ? {} : { settings: { entityId: tab.entityId, contentUrl: tab.contentUrl, suggestedDisplayName: tab.name, ...(tab.websiteUrl === null ? {} : { websiteUrl: tab.websiteUrl }), ...(tab.removeUrl === null ? {} : { removeUrl: tab.removeUrl }) } }),
        events: {
          validity: (valid) => { if (valid) save.removeAttribute('aria-disabled'); else save.setAttribute('aria-disabled', 'true'); },
          saved: (outcome) => {
            if (outcome.ok) { void done(outcome.settings); return; }
            fault.textContent = `${t.tab.saveFailed}${outcome.reason === '' ? '' : ` (${outcome.reason})`}.`;
            save.removeAttribute('aria-disabled');
          },
        },
      }).mount(slot);
    },
  }).then((result) => { frame?.dispose(); return result; });
}

export async function changeTab(page: ChannelPage, tab: ChannelTab, app: App): Promise<void> {
  if (app.configurable === null) return;
  const saved = await configure(page, app, app.configurable.url, tab, async (settings) => {
    await api.changeTab(page.team.id, page.channel.id, tab.id, asTab(app, settings));
    return true;
  });
  if (saved !== undefined) toast(t.tab.saved);
}

export async function renameTab(page: ChannelPage, tab: ChannelTab): Promise<void> {
  const input = h('input', { class: 'text-input', attrs: { type: 'text', maxlength: 128, value: tab.name, required: true } });
  const fault = h('p', { class: 'field-fault', attrs: { role: 'alert' } });
  const done = await openDialog<boolean>({
    title: t.tab.rename, size: { width: '440px' }, body: field(t.tab.name, input, fault),
    actions: (close) => [button(t.cancel, () => close()), button(t.save, () => { void keep(close); }, { kind: 'primary' })],
    opened: (_dialog, close) => { input.select(); input.addEventListener('keydown', (event) => { if (event.key === 'Enter') { event.preventDefault(); void keep(close); } }); },
  });
  async function keep(close: (result?: boolean) => void): Promise<void> {
    try { await api.changeTab(page.team.id, page.channel.id, tab.id, { name: input.value }); close(true); } catch (error) { fault.textContent = sentence(error); input.setAttribute('aria-invalid', 'true'); input.focus(); }
  }
  if (done === true) toast(t.tab.renamed);
}

/** An app may have a page of its own for the farewell: it then says whether the tab may go. */
export async function removeTab(page: ChannelPage, tab: ChannelTab, app: App | undefined): Promise<boolean> {
  const go = tab.removeUrl === null || app === undefined ? await confirm(t.tab.removeTitle(tab.name), t.tab.removeText, t.tab.remove) : await farewell(page, tab, tab.removeUrl, app);
  if (!go) return false;
  try { await api.removeTab(page.team.id, page.channel.id, tab.id); toast(t.tab.removed(tab.name)); return true; } catch (error) { complain(error); return false; }
}

async function farewell(page: ChannelPage, tab: ChannelTab, url: string, app: App): Promise<boolean> {
  let frame: AppFrame | undefined;
  const fault = h('p', { class: 'field-fault', attrs: { role: 'alert' } });
  const slot = h('div', { class: 'task' });
  const answer = await openDialog<boolean>({
    title: t.tab.removeTitle(tab.name), class: 'task-dialog framed', size: { width: '560px', height: '360px' }, body: slot,
    actions: (close) => [fault, button(t.cancel, () => close()), button(t.tab.remove, () => { fault.textContent = ''; frame?.event('settings.remove', []); }, { kind: 'danger' })],
    opened: (_dialog, close) => {
      const place = tabPlace(page.team, page.channel, tab, null);
      frame = new AppFrame({
        url: fillIn(url, place), title: app.name, app, frameContext: 'remove', place,
        settings: { entityId: tab.entityId, contentUrl: tab.contentUrl, suggestedDisplayName: tab.name, removeUrl: url },
        events: { removed: (outcome) => { if (outcome.ok) close(true); else fault.textContent = `${t.tab.saveFailed} (${outcome.reason}).`; } },
      }).mount(slot);
    },
  });
  frame?.dispose();
  return answer === true;
}
