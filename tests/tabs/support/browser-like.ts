// What jsdom lacks and Fluent, tabster and teams-js take for granted. Loaded before each test file of the tabs.
if (typeof document !== 'undefined') {
  globalThis.ResizeObserver ??= class { observe() { /* nothing has a size here */ } unobserve() { /* nor changes it */ } disconnect() { /* so there is nothing to say */ } };
  globalThis.matchMedia ??= ((query: string) => ({ matches: false, media: query, onchange: null, addListener() { /* never changes */ }, removeListener() { /* never changes */ }, addEventListener() { /* never changes */ }, removeEventListener() { /* never changes */ }, dispatchEvent: () => false })) as typeof matchMedia;
  // teams-js asks a CDN for its list of hosts as soon as it is imported.
  globalThis.fetch ??= (async () => { throw new TypeError('no network in a test'); }) as typeof fetch;
  // Thousands of Fluent's rules, which jsdom would weigh for each element that a test looks for; no test here is about style.
  Object.defineProperty(HTMLStyleElement.prototype, 'sheet', { configurable: true, get: () => ({ cssRules: [], insertRule: () => 0, deleteRule: () => undefined }) });
  if (!('scrollIntoView' in Element.prototype)) Object.assign(Element.prototype, { scrollIntoView: () => undefined });
  globalThis.scrollTo = () => undefined;
  // Without a size, what looks after the focus would take everything for invisible.
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', { configurable: true, get(this: HTMLElement) { return this.parentElement; } });
  HTMLElement.prototype.getClientRects = function rects() { return (this.isConnected ? [{}] : []) as unknown as DOMRectList; };
}
