// Five thousand actions as people wait for them, in a real browser: from the last row's arrival to its drawing, then the answer to a sort, a
// letter typed and all rows chosen, as the Event Timing API measures it (from the event to the next picture).

import { launchBrowser } from '../tests/support/browser.ts';
import { FixtureActions } from '../tests/support/tabs-actions.ts';
import { startTabsFixture } from '../tests/support/tabs-fixture.ts';
import type { Line } from './report.ts';

const ROWS = 5000;
const RENDER_MS = 500;
const SORT_MS = 100;
/** Web Vitals call an interaction good up to there. */
const GOOD_MS = 200;
const SORTS = ['Échéance', 'À faire', 'Responsable', 'Priorité', 'Numéro', 'État', 'Instance', 'Échéance'];

export async function benchActionsPage(): Promise<Line[]> {
  const fixture = await startTabsFixture();
  fixture.actions = new FixtureActions(ROWS, { open: true });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.addInitScript(WATCH);
    await page.goto(fixture.host('/tabs/network/actions'));
    const tab = page.frameLocator('iframe');
    await tab.locator(`[role="table"][aria-rowcount="${ROWS + 1}"]`).waitFor({ timeout: 60_000 });
    const frame = page.frames().find((one) => one.url().includes('/tabs/'))!;
    const render = await frame.evaluate<number>('measured.renderedAt - performance.getEntriesByType("resource").filter((one) => one.name.includes("/api/actions")).at(-1).responseEnd');
    const drawn = await tab.locator('.action-row').count();
    // The browser's own first use of each path is not what people wait for each time.
    await page.waitForTimeout(1000);
    // What this machine takes to answer a press that changes next to nothing.
    const floor = await measure(['1', '2', '3', '4', '5'], async () => { await tab.locator('.action-row input').first().click(); });
    const sorts = await measure(SORTS, async (column) => { await tab.getByRole('columnheader', { name: column }).getByRole('button').click(); });
    const typed = await measure(['r', 'e', 'l'], async (letter) => { await tab.locator('[data-search]').press(letter); });
    const chosen = await measure(['all'], async () => { await tab.locator('.action-head input').click(); });
    return [
      { name: 'rows', value: ROWS }, { name: 'rows drawn', value: drawn },
      { name: 'last answer to picture, ms', value: render, most: RENDER_MS },
      { name: 'one row chosen, median ms', value: median(floor) },
      { name: 'sort, median ms', value: median(sorts), most: SORT_MS }, { name: 'sort, longest ms', value: Math.max(...sorts) },
      { name: 'letter typed, longest ms', value: Math.max(...typed), most: GOOD_MS },
      { name: 'all chosen, ms', value: Math.max(...chosen), most: GOOD_MS },
    ];

    async function measure(what: readonly string[], act: (one: string) => Promise<void>): Promise<number[]> {
      const took: number[] = [];
      for (const one of what) {
        await frame.evaluate('measured.interactions.length = 0');
        await act(one);
        await page.waitForTimeout(400);
        took.push(Math.max(0, ...await frame.evaluate<number[]>('measured.interactions')));
      }
      return took;
    }
  } finally {
    await browser.close();
    await fixture.close();
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Runs in the page. A picture of all rows is the first one after the table says that it has them. */
const WATCH = `
  globalThis.measured = { interactions: [], renderedAt: 0 };
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (entry.interactionId > 0) measured.interactions.push(entry.duration); }).observe({ type: 'event', durationThreshold: 16 });
  new MutationObserver(() => {
    if (measured.renderedAt > 0 || document.querySelector('[role="table"][aria-rowcount="${ROWS + 1}"]') === null) return;
    measured.renderedAt = Infinity;
    requestAnimationFrame(() => setTimeout(() => { measured.renderedAt = performance.now(); }));
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-rowcount'] });
`;
