// The sign-in pages, in French and English: who am I today. Plain HTML that works without a script; a script only filters the list.

import type { User } from '../state.ts';
import type { TenantRequest } from '../http.ts';

export type PageLanguage = 'fr' | 'en';

const FR = {
  banner: 'Microsoft 365 local : un locataire de démonstration. Aucun mot de passe, aucune donnée réelle.',
  title: 'Choisir un compte',
  lead: (app: string) => `pour continuer vers ${app}`,
  filter: 'Filtrer les comptes',
  people: 'Comptes',
  shown: (n: number) => (n === 1 ? '1 compte' : `${n} comptes`),
  nobody: 'Aucun compte ne correspond.',
  cancel: 'Annuler',
  deviceTitle: 'Entrer le code affiché sur votre appareil',
  deviceLabel: 'Code',
  next: 'Suivant',
  codeUnknown: 'Ce code est inconnu ou n’est plus valable. Redemandez-en un sur votre appareil.',
  deviceAsk: (app: string) => `Vous vous connectez à ${app} sur un autre appareil. Choisissez votre compte, ou annulez si vous n’avez rien demandé.`,
  deviceDone: (app: string, name: string) => `Vous êtes connecté à ${app} en tant que ${name}. Vous pouvez fermer cette fenêtre.`,
  deviceDeclined: 'La connexion a été annulée. Vous pouvez fermer cette fenêtre.',
  signedOutTitle: 'Vous êtes déconnecté',
  signedOut: 'Vous pouvez fermer cette fenêtre.',
  problemTitle: 'La connexion n’a pas pu se faire',
  problemLead: 'Nous n’avons pas pu vous connecter. L’application qui vous a envoyé ici doit être corrigée :',
  language: 'English',
  sending: 'Retour à l’application…',
  goOn: 'Continuer',
};
type PageWords = typeof FR;
const EN: PageWords = {
  banner: 'Local Microsoft 365: a demonstration tenant. No password, no real data.',
  title: 'Pick an account',
  lead: (app) => `to continue to ${app}`,
  filter: 'Filter accounts',
  people: 'Accounts',
  shown: (n) => (n === 1 ? '1 account' : `${n} accounts`),
  nobody: 'No account matches.',
  cancel: 'Cancel',
  deviceTitle: 'Enter the code displayed on your device',
  deviceLabel: 'Code',
  next: 'Next',
  codeUnknown: 'This code is unknown or no longer valid. Ask for a new one on your device.',
  deviceAsk: (app) => `You are signing in to ${app} on another device. Pick your account, or cancel if you did not ask for this.`,
  deviceDone: (app, name) => `You are signed in to ${app} as ${name}. You may close this window.`,
  deviceDeclined: 'The sign-in was cancelled. You may close this window.',
  signedOutTitle: 'You are signed out',
  signedOut: 'You may close this window.',
  problemTitle: 'Sign-in did not work',
  problemLead: 'We could not sign you in. The application that sent you here needs to be mended:',
  language: 'Français',
  sending: 'Back to the application…',
  goOn: 'Continue',
};

export const wordsOf = (language: PageLanguage): PageWords => (language === 'en' ? EN : FR);

/** ui_locales or mkt of the request, then the browser's preference, then French. */
export function languageFor(request: TenantRequest): PageLanguage {
  const asked = `${request.query.get('ui_locales') ?? ''} ${request.query.get('mkt') ?? ''} ${request.header('accept-language') ?? ''}`.trim().toLowerCase();
  const first = /\b(fr|en)\b/.exec(asked)?.[1];
  return first === 'en' ? 'en' : 'fr';
}

export const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1a19;--soft:#5d5a58;--paper:#fff;--ground:#f3f2f1;--line:#8a8886;--accent:#4f52b2;--on:#fff;--hover:#ebebfa}
@media (prefers-color-scheme:dark){:root{--ink:#fff;--soft:#c8c6c4;--paper:#292827;--ground:#1b1a19;--line:#979593;--accent:#a9acf5;--on:#1b1a19;--hover:#3b3a39}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;background:var(--ground);color:var(--ink);font:1rem/1.45 "Segoe UI",system-ui,sans-serif;display:flex;flex-direction:column}
.banner{margin:0;padding:.5rem 1rem;background:var(--accent);color:var(--on);font-size:.875rem;text-align:center}
main{width:min(30rem,100%);margin:2rem auto;padding:1.75rem;background:var(--paper);border-radius:.5rem;box-shadow:0 2px 12px rgb(0 0 0/.18)}
h1{margin:0;font-size:1.5rem;font-weight:600}.lead{margin:.15rem 0 1.25rem;color:var(--soft)}
label{display:block;font-weight:600;margin-bottom:.25rem}input{width:100%;font:inherit;padding:.5rem .65rem;border:1px solid var(--line);border-radius:.25rem;background:var(--paper);color:inherit}
.code{font-size:1.4rem;letter-spacing:.2em;text-transform:uppercase}
ul{list-style:none;margin:.5rem 0 1rem;padding:0;max-height:50vh;overflow:auto;border-block:1px solid var(--line)}
li button{display:flex;gap:.75rem;align-items:center;width:100%;padding:.6rem .35rem;border:0;background:none;color:inherit;font:inherit;text-align:start;cursor:pointer}li button:hover{background:var(--hover)}
.face{flex:none;width:2.25rem;height:2.25rem;border-radius:50%;background:var(--accent);color:var(--on);display:grid;place-items:center;font-weight:600;font-size:.85rem}
.who{min-width:0;overflow-wrap:anywhere}.who small{display:block;color:var(--soft)}
.row{display:flex;flex-wrap:wrap;gap:.75rem;justify-content:flex-end;align-items:center;margin-top:1rem}.row button,.button{font:inherit;padding:.5rem 1.25rem;border-radius:.25rem;border:1px solid var(--line);background:var(--paper);color:inherit;cursor:pointer;text-decoration:none}
.row .primary{background:var(--accent);border-color:var(--accent);color:var(--on)}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}.problem{border-inline-start:.3rem solid #c4314b;padding:.25rem .75rem;margin:0 0 1rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}footer{margin:auto auto 1.5rem;font-size:.875rem}a{color:var(--accent)}
@media (max-width:32rem){main{margin:0;border-radius:0;box-shadow:none}}`;

function page(language: PageLanguage, title: string, body: string, otherLanguage?: string): string {
  const words = wordsOf(language);
  const link = otherLanguage === undefined ? '' : `<footer><a href="${escape(otherLanguage)}" hreflang="${language === 'fr' ? 'en' : 'fr'}" lang="${language === 'fr' ? 'en' : 'fr'}">${words.language}</a></footer>`;
  return `<!doctype html><html lang="${language === 'fr' ? 'fr-CA' : 'en-CA'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)}</title><style>${STYLE}</style></head><body><header class="banner">${escape(words.banner)}</header><main>${body}</main>${link}</body></html>`;
}

/** Of the words that count: « Chargé de projet » has one. */
const initials = (name: string): string => name.split(/\s+/).filter((w) => /^\p{Lu}/u.test(w)).slice(0, 2).map((w) => w[0]?.toUpperCase() ?? '').join('');

const FILTER = `<script>
const list=document.getElementById('people'),count=document.getElementById('count'),all=[...list.children];
const plain=(s)=>s.normalize('NFD').replace(/\\p{M}/gu,'').toLowerCase();
document.getElementById('filter').addEventListener('input',(e)=>{const q=plain(e.target.value);let n=0;for(const li of all){const on=plain(li.textContent).includes(q);li.hidden=!on;if(on)n++}
count.textContent=n===0?count.dataset.none:n===1?count.dataset.one:count.dataset.many.replace('#',String(n))});
document.getElementById('filter').addEventListener('keydown',(e)=>{const left=all.filter((li)=>!li.hidden);if(e.key==='Enter'&&left.length===1)left[0].querySelector('button').click()});
</script>`;

/** The filter stands outside the form: Enter in it must not choose whoever happens to be first. */
function accountChoice(language: PageLanguage, people: readonly User[], hidden = ''): string {
  const words = wordsOf(language);
  const items = people.map((u) => `<li><button name="login_as" value="${escape(u.id)}"><span class="face" aria-hidden="true">${escape(initials(u.displayName))}</span><span class="who">${escape(u.displayName)}<small>${escape(u.userPrincipalName)}</small>${u.jobTitle === null ? '' : `<small>${escape(u.jobTitle)}</small>`}</span></button></li>`);
  return `<label for="filter">${words.filter}</label><input id="filter" type="search" autocomplete="off" autofocus>
<p id="count" role="status" class="lead" data-none="${escape(words.nobody)}" data-one="${escape(words.shown(1))}" data-many="${escape(words.shown(2).replace('2', '#'))}">${people.length === 0 ? words.nobody : words.shown(people.length)}</p>
<form method="post">${hidden}<ul id="people" aria-label="${words.people}">${items.join('')}</ul><div class="row"><button name="cancel" value="1">${words.cancel}</button></div></form>${FILTER}`;
}

export function accountPage(p: { language: PageLanguage; app: string; people: readonly User[]; other: string }): string {
  const words = wordsOf(p.language);
  return page(p.language, words.title, `<h1>${words.title}</h1><p class="lead">${escape(words.lead(p.app))}</p>${accountChoice(p.language, p.people)}`, p.other);
}

export function devicePage(p: { language: PageLanguage; problem: string | undefined; code?: string; app?: string; people?: readonly User[] }): string {
  const words = wordsOf(p.language);
  const problem = p.problem === undefined ? '' : `<p class="problem" role="alert" id="problem">${escape(p.problem)}</p>`;
  if (p.people === undefined) {
    return page(p.language, words.deviceTitle, `<h1>${words.deviceTitle}</h1><form method="post">${problem}<p><label for="code">${words.deviceLabel}</label><input class="code" id="code" name="user_code" autocomplete="off" autocapitalize="characters" spellcheck="false" required autofocus ${p.problem === undefined ? '' : 'aria-invalid="true" aria-describedby="problem"'}></p><div class="row"><button class="primary">${words.next}</button></div></form>`);
  }
  return page(p.language, words.title, `<h1>${words.title}</h1><p class="lead">${escape(words.deviceAsk(p.app ?? ''))}</p>${accountChoice(p.language, p.people, `<input type="hidden" name="user_code" value="${escape(p.code ?? '')}">`)}`);
}

export const deviceDonePage = (p: { language: PageLanguage; message: string }): string => page(p.language, wordsOf(p.language).title, `<h1>${escape(p.message)}</h1>`);
export const signedOutPage = (language: PageLanguage): string => page(language, wordsOf(language).signedOutTitle, `<h1>${wordsOf(language).signedOutTitle}</h1><p>${wordsOf(language).signedOut}</p>`);
export const problemPage = (language: PageLanguage, detail: string): string => page(language, wordsOf(language).problemTitle, `<h1>${wordsOf(language).problemTitle}</h1><p>${wordsOf(language).problemLead}</p><pre class="problem">${escape(detail)}</pre>`);

/** response_mode=form_post: the browser carries the answer in a form. */
export function formPostPage(language: PageLanguage, action: string, fields: Record<string, string>): string {
  const words = wordsOf(language);
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`).join('');
  return page(language, words.sending, `<h1>${words.sending}</h1><form method="post" action="${escape(action)}">${inputs}<div class="row"><button class="primary">${words.goOn}</button></div></form><script>document.forms[0].submit()</script>`);
}
