// A stranger's app behind one origin, as a product would stand: the tenant's /teams/ mounted by reverse proxy, and beside it a few tab
// pages that use @microsoft/teams-js as npm ships it.

import { readFile } from 'node:fs/promises';
import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

export interface SampleApp {
  readonly url: string;
  /** The tenant to mount; may be set once it is known. */
  tenantUrl: string;
  /** teams-js as npm ships it. */
  readonly sdk: string;
  close(): Promise<void>;
}

const SDK = createRequire(import.meta.url).resolve('@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js');

export async function startSampleApp(): Promise<SampleApp> {
  const sdk = await readFile(SDK, 'utf8');
  const pages: Record<string, string> = { '/tab.html': TAB, '/config.html': CONFIG, '/personal.html': TAB, '/dialog.html': DIALOG, '/remove.html': REMOVE, '/silent.html': '<!doctype html><title>Silent</title><p>silent' };
  const app = { url: '', sdk, tenantUrl: '', close: () => Promise.resolve() };
  const server: Server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path === '/sdk.js') { response.writeHead(200, { 'content-type': 'text/javascript' }).end(sdk); return; }
    const page = pages[path];
    if (page !== undefined) { response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page); return; }
    if (path === '/teams' || path.startsWith('/teams/')) { mount(app.tenantUrl, request, response); return; }
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  app.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app.close = () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); });
  return app;
}

/** A plain reverse proxy: streams both ways, so that server-sent events pass. */
function mount(tenantUrl: string, request: IncomingMessage, response: ServerResponse): void {
  const target = forward(`${tenantUrl}${request.url ?? '/'}`, { method: request.method, headers: { ...request.headers, 'x-forwarded-proto': 'http', 'x-forwarded-host': request.headers.host ?? '' } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  target.on('error', () => response.destroy());
  response.on('close', () => target.destroy());
  request.pipe(target);
}

const page = (title: string, body: string, script: string): string => `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font:14px sans-serif;padding:16px;background:#fff;color:#222}body[data-theme=dark]{background:#222;color:#fff}body[data-theme=contrast]{background:#000;color:#fff}</style></head>
<body><main><h1>${title}</h1>${body}</main><script src="/sdk.js"></script><script>
const teams = microsoftTeams; const $ = (id) => document.getElementById(id);
const show = (id, value) => { $(id).textContent = typeof value === 'string' ? value : JSON.stringify(value); };
const press = (id, work) => { $(id).onclick = async () => { try { show('result', await work() ?? 'ok'); } catch (error) { show('result', 'ERROR ' + (error.message ?? JSON.stringify(error))); } }; };
${script}</script></body></html>`;

const TAB = page('Onglet', `<p id="state">…</p><pre id="context"></pre><p>Thème : <b id="theme"></b></p>
<button id="token">Jeton</button><button id="dialog">Dialogue</button><button id="card">Carte</button><button id="people">Personnes</button><button id="link">Lien</button><button id="share">Partager</button><button id="app">Application</button>
<button id="copy">Presse-papiers</button><button id="auth">Connexion</button><button id="tabs">Onglets</button><button id="fail">Échec</button><p>Résultat : <output id="result"></output></p><p>Du dialogue : <output id="from-dialog"></output></p><input id="typed" aria-label="Saisie">`, `
(async () => {
  await teams.app.initialize();
  const context = await teams.app.getContext();
  window.appId = context.app.appId; show('context', context); show('theme', context.app.theme); document.body.dataset.theme = context.app.theme;
  teams.app.registerOnThemeChangeHandler((theme) => { show('theme', theme); document.body.dataset.theme = theme; });
  teams.app.notifyAppLoaded(); const done = await teams.app.notifySuccess();
  show('state', 'prêt ' + done.hasFinishedSuccessfully);
})().catch((error) => show('state', 'ERROR ' + error.message));
press('token', () => teams.authentication.getAuthToken());
press('dialog', () => new Promise((resolve) => { teams.dialog.url.open({ url: location.origin + '/dialog.html', title: 'Détail', size: { width: 420, height: 320 } }, (answer) => resolve(answer), (message) => show('from-dialog', message)); }));
press('card', () => new Promise((resolve) => { teams.dialog.adaptiveCard.open({ card: JSON.stringify({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Carte du dialogue' }, { type: 'Input.Text', id: 'motif', label: 'Motif' }], actions: [{ type: 'Action.Submit', title: 'Envoyer la carte', data: { ok: 1 } }] }), title: 'Carte', size: { width: 400, height: 300 } }, resolve); }));
press('people', () => teams.people.selectPeople({ title: 'Qui ?' }));
press('link', () => teams.app.openLink(new URLSearchParams(location.search).get('go') ?? 'https://teams.microsoft.com/l/channel/nowhere/x'));
press('share', async () => { teams.pages.shareDeepLink({ subPageId: 'séance/1', subPageLabel: 'Séance 1' }); });
press('app', () => teams.pages.navigateToApp({ appId: window.appId, pageId: 'accueil', subPageId: 'plus' }));
press('copy', () => teams.clipboard.write(new Blob(['copié'], { type: 'text/plain' })));
press('auth', () => teams.authentication.authenticate({ url: 'https://connexion.example/auth.html?host=' + encodeURIComponent(location.origin), width: 300, height: 300 }));
press('tabs', async () => (await teams.pages.tabs.getTabInstances()).teamTabs.map((tab) => tab.tabName).join(', '));
press('fail', () => teams.app.notifyFailure({ reason: 'Other', message: 'Le serveur est parti' }));`);

const CONFIG = page('Configuration', '<label>Vue <select id="view"><option value="">—</option><option value="apercu">Aperçu</option><option value="composition">Composition</option></select></label><p id="known"></p><output id="result"></output>', `
(async () => {
  await teams.app.initialize();
  const context = await teams.app.getContext();
  const known = await teams.pages.getConfig(); show('known', known);
  teams.pages.config.registerOnSaveHandler(async (event) => {
    if ($('view').value === 'composition') { event.notifyFailure('pas de composition'); return; }
    await teams.pages.config.setConfig({ entityId: 'vue/' + $('view').value, contentUrl: location.origin + '/tab.html?lieu={channelId}&theme={theme}&page={page.id}', websiteUrl: location.origin + '/tab.html', suggestedDisplayName: 'Vue ' + $('view').value, removeUrl: location.origin + '/remove.html' });
    event.notifySuccess();
  });
  teams.app.notifySuccess();
  $('view').onchange = () => teams.pages.config.setValidityState($('view').value !== '');
})();`);

const DIALOG = page('Dialogue', '<button id="tell">Dire</button><button id="submit">Soumettre</button><output id="result"></output>', `
(async () => { await teams.app.initialize(); teams.app.notifySuccess(); const context = await teams.app.getContext(); show('result', context.page.frameContext); })();
$('tell').onclick = () => teams.dialog.url.parentCommunication.sendMessageToParentFromDialog('bonjour parent');
$('submit').onclick = () => teams.dialog.url.submit({ choix: 42 });`);

const REMOVE = page('Retrait', '<p>Au revoir</p><output id="result"></output>', `
(async () => { await teams.app.initialize(); teams.pages.config.registerOnRemoveHandler((event) => event.notifySuccess()); teams.pages.config.setValidityState(true); teams.app.notifySuccess(); })();`);

/** teams-js takes only https addresses for a sign-in: a test answers this one itself. It trusts the host by its exact origin. */
export const SIGN_IN_PAGE = page('Connexion', '<output id="result"></output>', `
(async () => { await teams.app.initialize([new URLSearchParams(location.search).get('host')]); teams.authentication.notifySuccess('code-123'); })();`);
