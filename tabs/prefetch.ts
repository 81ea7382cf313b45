// Hovering is a promise to click: the code of the page is fetched before. Which code that is, app.tsx tells once, so that
// links know no page and pages may hold links.
import type { Page } from './route.ts';

let bring: (page: Page) => Promise<unknown> = async () => undefined;
export const prefetchBy = (how: (page: Page) => Promise<unknown>): void => { bring = how; };
/** Failures are forgotten: the click will say. */
export const prefetch = (page: Page): void => { bring(page).catch(() => undefined); };
