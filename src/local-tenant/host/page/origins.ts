// Teams wants https addresses in a manifest. A laptop has none, so an app may be declared under a name that is nobody's (RFC 2606:
// `https://gouverne.rqt.example`). Such a name can only be served here, by whoever mounts this page: it stands for the page's own origin.

import type { App } from '../wire.ts';

const NOBODYS = /(?:^|\.)(?:example|test|invalid)$/i;

const isNobodys = (url: URL): boolean => url.protocol === 'https:' && NOBODYS.test(url.hostname);

const addressesOf = (app: App): URL[] =>
  [app.configurable?.url, ...app.staticTabs.map((tab) => tab.contentUrl)].filter((url): url is string => typeof url === 'string' && URL.canParse(url)).map((url) => new URL(url));

/** Only what an app of the tenant declares is stood for: another `.example` is left alone. */
let hosts: ReadonlySet<string> = new Set();
export function standFor(apps: readonly App[]): void {
  hosts = new Set(apps.flatMap((app) => [...addressesOf(app).filter(isNobodys).map((url) => url.host), ...app.validDomains.filter((domain) => NOBODYS.test(domain))]));
}

/** Where to find what the manifest, a tab or a card names. */
export function served(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  return isNobodys(parsed) && hosts.has(parsed.host) ? `${location.origin}${parsed.pathname}${parsed.search}${parsed.hash}` : url;
}

/** The name under which the app was declared, when it is one of these. */
function declaredOrigin(app: App): string | undefined {
  return addressesOf(app).find(isNobodys)?.origin;
}

/** An address that the app's own page gave (made from its location) as the rest of the tenant knows it. */
export function declared(url: string, app: App): string {
  const origin = declaredOrigin(app);
  if (origin === undefined || !URL.canParse(url)) return url;
  const parsed = new URL(url);
  return parsed.origin === location.origin ? `${origin}${parsed.pathname}${parsed.search}${parsed.hash}` : url;
}

/** Pictures and links inside a card. */
export function servedInside(content: unknown): unknown {
  if (Array.isArray(content)) return content.map(servedInside);
  if (typeof content !== 'object' || content === null) return content;
  return Object.fromEntries(Object.entries(content).map(([key, value]) => [key, typeof value === 'string' && /^(?:url|iconUrl|backgroundImage|poster)$/.test(key) ? served(value) : servedInside(value)]));
}
