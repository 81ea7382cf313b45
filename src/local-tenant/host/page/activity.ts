// Activité: what happened that concerns the person, newest first; each line opens where it happened.

import type { ActivityLine } from '../wire.ts';
import { h, redraw, uid } from './dom.ts';
import { when } from './format.ts';
import { emptyPlace, face } from './parts.ts';
import { format, type Route } from './router.ts';
import { appOfBot, theOverview } from './store.ts';
import type { Tree } from './tree.ts';
import { t } from './words.ts';

const routeOf = (line: ActivityLine): Route =>
  line.botId !== null ? { at: 'chat', bot: line.botId } : { at: 'channel', team: line.teamId ?? '', channel: line.channelId ?? '', tab: null, sub: null, thread: line.root };

const headline = (line: ActivityLine): string => (line.kind === 'mention' ? t.activity.mention(line.from.name) : line.kind === 'reply' ? t.activity.reply(line.from.name) : t.activity.chat(line.from.name));

export function activityList(): Tree {
  const headId = uid('activity');
  const body = h('div', { class: 'tree-scroll' });
  const element = h('section', { class: 'pane activity', attrs: { 'aria-labelledby': headId } }, h('div', { class: 'pane-head' }, h('h2', { id: headId, text: t.activity.title })), body);
  const draw = (): void => {
    const { activity, me } = theOverview();
    if (activity.length === 0) { redraw(body, emptyPlace(t.activity.none, t.activity.noneMore)); return; }
    redraw(body, h('ul', { class: 'chats', attrs: { 'aria-labelledby': headId } }, activity.map((line) => {
      const app = line.from.kind === 'bot' ? appOfBot(line.from.id) : undefined;
      const route = routeOf(line);
      return h('li', {}, h('a', { class: `chat-row${line.unread ? ' unread' : ''}`, attrs: { href: format(route), 'data-key': `activity-${line.id}` } },
        face(line.from.name, line.from.kind, { icon: app?.icon ?? null, color: app?.accentColor ?? null, size: 36 }),
        h('span', { class: 'chat-text' },
          h('span', { class: 'chat-top' }, h('span', { class: 'chat-name', text: headline(line) }), h('span', { class: 'chat-time', text: when(line.at, me.zone) })),
          h('span', { class: 'chat-last', text: line.preview }), line.kind === 'chat' ? null : h('span', { class: 'chat-place', text: line.place })),
        line.unread ? h('span', { class: 'dot' }, h('span', { class: 'visually-hidden', text: t.activity.unread })) : null));
    })));
  };
  return { element, update: draw, show: draw };
}
