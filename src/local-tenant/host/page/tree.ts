// Teams and their channels, as a tree that is walked with the arrow keys and filtered by typing. Its items lie flat, each with its level,
// so that the name of a team is not mixed with those of its channels.

import type { ChannelLine, Overview, TeamLine } from '../wire.ts';
import { h, redraw, uid } from './dom.ts';
import { matches } from './format.ts';
import { icon } from './icons.ts';
import { count, emptyPlace, face } from './parts.ts';
import { format, go, type Route } from './router.ts';
import { keep, recall } from './session.ts';
import { theOverview } from './store.ts';
import { t } from './words.ts';

/** Open branches are remembered; the team of the open channel is always open. */
const closed = new Set((recall('closed-teams') ?? '').split(' ').filter((id) => id !== ''));
const remember = (): void => keep('closed-teams', [...closed].join(' '));

export interface Tree { element: HTMLElement; update(): void; show(route: Route): void }

export const channelName = (channel: ChannelLine): string => (channel.general ? t.teams.general : channel.name);

export function teamsTree(): Tree {
  let route: Route = { at: 'teams' };
  let query = '';
  let current: string | null = null;
  const input = h('input', { class: 'text-input', attrs: { type: 'search', 'aria-label': t.teams.filter, placeholder: t.teams.filter, autocomplete: 'off', 'data-key': 'filter' } });
  const body = h('div', { class: 'tree-scroll' });
  const headId = uid('tree');
  const element = h('section', { class: 'pane', attrs: { 'aria-labelledby': headId } }, h('div', { class: 'pane-head' }, h('h2', { id: headId, text: t.teams.title }), input), body);

  input.addEventListener('input', () => { query = input.value.trim(); draw(); });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') { event.preventDefault(); items()[0]?.focus(); }
    if (event.key === 'Escape' && input.value !== '') { input.value = ''; query = ''; draw(); }
  });

  const items = (): HTMLElement[] => [...body.querySelectorAll<HTMLElement>('[role=treeitem]')];
  const isOpen = (team: TeamLine): boolean => query !== '' || !closed.has(team.id);

  function channelItem(team: TeamLine, channel: ChannelLine, at: number, of: number): HTMLElement {
    const selected = route.at === 'channel' && route.channel === channel.id && route.team === team.id;
    const key = `channel-${channel.id}`;
    const notes = [channel.type === 'private' ? t.teams.private : channel.type === 'shared' ? t.teams.shared : null, channel.archived && !team.archived ? t.teams.archivedChannel : null, channel.mentions > 0 ? t.teams.mentions(channel.mentions) : null, channel.unread ? t.teams.unread : null].filter((note) => note !== null);
    return h('li', {
      class: `tree-channel${channel.unread ? ' unread' : ''}${selected ? ' selected' : ''}`,
      attrs: { role: 'treeitem', 'aria-level': 2, 'aria-posinset': at, 'aria-setsize': of, 'aria-selected': String(selected), 'aria-current': selected ? 'page' : null, 'data-key': key, tabindex: current === key ? 0 : -1, 'aria-label': [channelName(channel), ...notes].join(', ') },
      on: { click: () => open(team, channel) },
    }, h('span', { class: 'tree-label', text: channelName(channel) }),
    channel.type === 'private' ? h('span', { class: 'tree-mark', title: t.teams.private }, icon('lock', 16)) : channel.type === 'shared' ? h('span', { class: 'tree-mark', title: t.teams.shared }, icon('shared', 16)) : null,
    channel.archived && !team.archived ? h('span', { class: 'tree-mark', title: t.teams.archivedChannel }, icon('archive', 16)) : null,
    channel.mentions > 0 ? count(channel.mentions) : null);
  }

  function teamItem(team: TeamLine, channels: readonly ChannelLine[], at: number, of: number): HTMLElement {
    const key = `team-${team.id}`;
    const expanded = isOpen(team);
    const unread = !expanded && channels.some((channel) => channel.unread);
    return h('li', {
      class: `tree-row${unread ? ' unread' : ''}${team.archived ? ' archived' : ''}`,
      attrs: { role: 'treeitem', 'aria-level': 1, 'aria-posinset': at, 'aria-setsize': of, 'aria-expanded': String(expanded), 'aria-selected': 'false', 'data-key': key, tabindex: current === key ? 0 : -1, 'aria-label': [team.name, team.archived ? t.teams.archivedTeam : null, unread ? t.teams.unread : null].filter((note) => note !== null).join(', ') },
      on: { click: () => toggle(team) },
    }, h('span', { class: 'tree-chevron' }, icon(expanded ? 'chevronDown' : 'chevronRight', 16)), face(team.name, 'team', { size: 24 }), h('span', { class: 'tree-label', text: team.name }), team.archived ? h('span', { class: 'tag', attrs: { 'data-tag': t.archived } }) : null);
  }

  function visible(overview: Overview): { team: TeamLine; channels: ChannelLine[] }[] {
    if (query === '') return overview.teams.map((team) => ({ team, channels: team.channels }));
    return overview.teams.flatMap((team) => {
      if (matches(query, team.name)) return [{ team, channels: team.channels }];
      const channels = team.channels.filter((channel) => matches(query, channelName(channel), team.name));
      return channels.length === 0 ? [] : [{ team, channels }];
    });
  }

  function draw(): void {
    const overview = theOverview();
    if (overview.teams.length === 0) { redraw(body, emptyPlace(t.teams.none, t.teams.noneMore)); return; }
    const shown = visible(overview);
    if (shown.length === 0) { redraw(body, h('p', { class: 'empty-more', attrs: { role: 'status' }, text: t.teams.noMatch })); return; }
    const keys = shown.flatMap(({ team, channels }) => [`team-${team.id}`, ...(isOpen(team) ? channels.map((channel) => `channel-${channel.id}`) : [])]);
    const ofRoute = route.at === 'channel' ? `channel-${route.channel}` : null;
    // One stop in the tab order: where the person last was, else the open channel, else the first.
    if (current === null || !keys.includes(current)) current = ofRoute !== null && keys.includes(ofRoute) ? ofRoute : keys[0] ?? null;
    redraw(body, h('ul', { class: 'tree', attrs: { role: 'tree', 'aria-labelledby': headId }, on: { keydown: walk, focusin: (event) => remember_(event.target) } }, shown.flatMap(({ team, channels }, n) => [teamItem(team, channels, n + 1, shown.length), ...(isOpen(team) ? channels.map((channel, m) => channelItem(team, channel, m + 1, channels.length)) : [])])));
  }

  function remember_(target: EventTarget | null): void {
    const item = target instanceof HTMLElement ? target.closest<HTMLElement>('[role=treeitem]') : null;
    if (item === null) return;
    current = item.dataset['key'] ?? null;
    for (const other of items()) other.tabIndex = other === item ? 0 : -1;
  }

  function walk(event: KeyboardEvent): void {
    const all = items();
    const item = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[role=treeitem]') : null;
    const at = item === null ? -1 : all.indexOf(item);
    if (item === null || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = (target: HTMLElement | undefined | null): void => { event.preventDefault(); event.stopPropagation(); target?.focus(); };
    const expanded = item.getAttribute('aria-expanded');
    switch (event.key) {
      case 'ArrowDown': to(all[at + 1]); break;
      case 'ArrowUp': to(all[at - 1]); break;
      case 'Home': to(all[0]); break;
      case 'End': to(all.at(-1)); break;
      case 'ArrowRight':
        if (expanded === 'false') { event.preventDefault(); item.click(); } else if (expanded === 'true') to(all[at + 1]);
        break;
      case 'ArrowLeft':
        if (expanded === 'true' && query === '') { event.preventDefault(); item.click(); } else if (expanded === null) to(all.slice(0, at).findLast((other) => other.getAttribute('aria-level') === '1'));
        break;
      case 'Enter':
      case ' ': event.preventDefault(); event.stopPropagation(); item.click(); break;
      default:
        if (event.key.length === 1 && /\p{L}|\d/u.test(event.key)) {
          const next = [...all.slice(at + 1), ...all.slice(0, at)].find((other) => matches(event.key, (other.getAttribute('aria-label') ?? '').slice(0, 1)));
          if (next !== undefined) to(next);
        }
    }
  }

  function toggle(team: TeamLine): void {
    if (query !== '') return;
    if (closed.has(team.id)) closed.delete(team.id); else closed.add(team.id);
    current = `team-${team.id}`;
    remember();
    draw();
  }

  function open(team: TeamLine, channel: ChannelLine): void {
    current = `channel-${channel.id}`;
    const to: Route = { at: 'channel', team: team.id, channel: channel.id, tab: null, sub: null, thread: null };
    if (format(to) !== location.hash) go(to); else dispatchEvent(new CustomEvent('host-reveal'));
  }

  return {
    element,
    update: draw,
    show: (to) => {
      route = to;
      if (to.at === 'channel') { closed.delete(to.team); if (!body.contains(document.activeElement)) current = `channel-${to.channel}`; }
      draw();
      if (to.at === 'channel') body.querySelector('.tree-channel.selected')?.scrollIntoView({ block: 'nearest' });
    },
  };
}
