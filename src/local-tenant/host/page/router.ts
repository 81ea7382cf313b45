// Where one is, as the part of the address behind the hash: shared, reloaded, gone back to.

export type Route =
  | { at: 'home' }
  | { at: 'activity' }
  | { at: 'teams' }
  /** tab null: the posts; thread: the one to show. */
  | { at: 'channel'; team: string; channel: string; tab: string | null; sub: string | null; thread: string | null }
  | { at: 'chats' }
  | { at: 'chat'; bot: string }
  /** week null: the one of today; mailbox null: one's own. */
  | { at: 'calendar'; week: string | null; mailbox: string | null }
  | { at: 'apps' }
  | { at: 'app'; app: string }
  /** page null: the first static tab. */
  | { at: 'personal'; app: string; page: string | null; sub: string | null }
  /** A link as Teams writes it, still to be understood. */
  | { at: 'link'; url: string };

const enc = encodeURIComponent;
const dec = (text: string): string => { try { return decodeURIComponent(text); } catch { return text; } };

export function parse(hash: string): Route {
  const raw = hash.replace(/^#/, '');
  if (raw.startsWith('/l/')) return { at: 'link', url: `https://teams.microsoft.com${raw}` };
  const [path = '', search = ''] = raw.split('?', 2);
  const query = new URLSearchParams(search);
  const [first, second, third, fourth, fifth, sixth] = path.split('/').slice(1).map(dec);
  const sub = query.get('sub');
  switch (first ?? '') {
    case 'activity': return { at: 'activity' };
    case 'teams': return { at: 'teams' };
    case 'team':
      if (second !== undefined && third === 'channel' && fourth !== undefined) {
        return { at: 'channel', team: second, channel: fourth, tab: fifth === 'tab' ? sixth ?? null : null, sub, thread: fifth === 'thread' ? sixth ?? null : null };
      }
      return { at: 'teams' };
    case 'chats': return { at: 'chats' };
    case 'chat': return second === undefined ? { at: 'chats' } : { at: 'chat', bot: second };
    case 'calendar': return { at: 'calendar', week: second ?? null, mailbox: query.get('mailbox') };
    case 'apps': return second === undefined ? { at: 'apps' } : { at: 'app', app: second };
    case 'app': return second === undefined ? { at: 'apps' } : { at: 'personal', app: second, page: third ?? null, sub };
    default: return { at: 'home' };
  }
}

export function format(route: Route): string {
  const sub = (value: string | null): string => (value === null || value === '' ? '' : `?sub=${enc(value)}`);
  switch (route.at) {
    case 'home': return '#/';
    case 'activity': return '#/activity';
    case 'teams': return '#/teams';
    case 'channel': {
      const base = `#/team/${enc(route.team)}/channel/${enc(route.channel)}`;
      if (route.tab !== null) return `${base}/tab/${enc(route.tab)}${sub(route.sub)}`;
      return route.thread === null ? base : `${base}/thread/${enc(route.thread)}`;
    }
    case 'chats': return '#/chats';
    case 'chat': return `#/chat/${enc(route.bot)}`;
    case 'calendar': return `#/calendar${route.week === null ? '' : `/${enc(route.week)}`}${route.mailbox === null ? '' : `?mailbox=${enc(route.mailbox)}`}`;
    case 'apps': return '#/apps';
    case 'app': return `#/apps/${enc(route.app)}`;
    case 'personal': return `#/app/${enc(route.app)}${route.page === null ? '' : `/${enc(route.page)}`}${sub(route.sub)}`;
    case 'link': return `#${route.url.replace(/^https:\/\/[^/]+/, '')}`;
    default: return route satisfies never;
  }
}

export const go = (route: Route, how: 'push' | 'replace' = 'push'): void => {
  const hash = format(route);
  if (hash === location.hash) return;
  if (how === 'push') location.hash = hash;
  else { history.replaceState(history.state, '', hash); dispatchEvent(new HashChangeEvent('hashchange')); }
};
