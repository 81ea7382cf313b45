// A page that speaks just enough of the Teams client's protocol for unmodified teams-js (2.58) to run the tabs in a frame.
// The real stand-in of Teams is src/local-tenant/host; this one is for judging the tabs alone.

export const HOST_HTML = `<!doctype html><html lang="fr-CA"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Hôte d’essai</title>
<style>html,body{margin:0;height:100%;background:#f5f5f5}html[data-theme=dark],html[data-theme=dark] body{background:#1f1f1f}html[data-theme=contrast],html[data-theme=contrast] body{background:#000}iframe{border:0;width:100%;height:100%;display:block}</style></head>
<body><script type="module" src="/host/host.js"></script></body></html>`;

/** Query: path (of the tab), as (person), theme, frame, subPage, mute (function not answered), channel (1: in a channel), token (a refusal). */
export const HOST_JS = `
const q = new URLSearchParams(location.search);
const host = (window.__host = { log: [], valid: null, saved: null, deep: [], loaded: false, ready: false, failed: null, theme: q.get('theme') ?? 'default', tokens: 0 });
document.documentElement.dataset.theme = host.theme;
const inChannel = q.get('channel') === '1';
const handlers = new Set();
const frame = document.createElement('iframe');
frame.title = 'Gouverne'; frame.name = 'embedded-page-container'; frame.allow = 'clipboard-write'; frame.src = q.get('path') ?? '/tabs/home';
document.body.append(frame);
const post = (m) => frame.contentWindow.postMessage(m, location.origin);
const event = (func, args = []) => post({ func, args });
host.setTheme = (name) => { host.theme = name; document.documentElement.dataset.theme = name; if (handlers.has('themeChange')) event('themeChange', [name]); };
host.save = () => event('settings.save', [{}]);
const runtime = { apiVersion: 4, hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } }, isLegacyTeams: false, supports: { app: { notifySuccessResponse: {} }, pages: { config: {}, tabs: {} }, teamsCore: {} } };
const context = () => ({ locale: 'en-us', theme: host.theme, sessionId: 's1', appSessionId: 'a1', entityId: '', subEntityId: q.get('subPage') ?? undefined, hostName: 'Teams', hostClientType: 'web', ringId: 'general', frameContext: q.get('frame') ?? 'content',
  tid: '00000000-0000-4000-8000-00000000d3f0', userObjectId: 'oid-' + (q.get('as') ?? ''), loginHint: (q.get('as') ?? '') + '@rqt.example', appId: '11111111-2222-4333-8444-555555555555',
  ...(inChannel && { teamId: '19:equipe@thread.tacv2', teamName: 'RQT - CNCOT', groupId: '00000000-0000-4000-8000-0000000000f0', channelId: '19:cncot@thread.tacv2', channelName: 'Séances', channelType: 'Regular' }) });
const fns = {
  initialize: () => [q.get('frame') ?? 'content', 'web', JSON.stringify(runtime), '2.0.4'],
  getContext: () => [context()],
  registerHandler: ([name]) => { handlers.add(name); },
  'appInitialization.appLoaded': () => { host.loaded = true; },
  'appInitialization.success': () => { host.ready = true; return [undefined]; },
  'appInitialization.failure': (failure) => { host.failed = failure; },
  'authentication.getAuthToken': async () => { host.tokens += 1; if (q.get('token')) return [false, q.get('token')]; const r = await fetch('/host/token?as=' + encodeURIComponent(q.get('as') ?? '')); return [true, (await r.json()).token]; },
  'settings.setValidityState': ([valid]) => { host.valid = valid; },
  'settings.getSettings': () => [q.get('entity') ? { entityId: q.get('entity') } : {}],
  'settings.setSettings': ([settings]) => { host.pending = settings; return [true]; },
  'settings.save.success': () => { host.saved = host.pending; },
  'settings.save.failure': ([reason]) => { host.saved = { failure: reason }; },
  executeDeepLink: ([url]) => { host.deep.push(url); return [true]; },
};
addEventListener('message', async (e) => {
  if (e.source !== frame.contentWindow || e.origin !== location.origin || typeof e.data?.func !== 'string') return;
  const { func, args, id, uuidAsString } = e.data;
  host.log.push(func);
  if ((q.get('mute') ?? '').split(',').includes(func)) return;
  const answer = await fns[func]?.(args ?? []);
  if (answer !== undefined) post({ id, uuidAsString, args: answer, isPartialResponse: false });
});
`;
