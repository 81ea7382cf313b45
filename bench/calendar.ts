// The calendar of the whole network as people wait for it: the API's reply for a year of all committees, and the page's answer to a
// press or a key in a real browser, as the Event Timing API measures it (from the event to the next picture).

import type { YearDraft } from '../src/contract/meetings.ts';
import { launchBrowser } from '../tests/support/browser.ts';
import { rqtText, startProduct, type Product } from '../tests/support/product.ts';
import type { Line } from './report.ts';

const COORDINATION = 'secretariat.telesante.msss@rqt.example';
const YEAR = 2027;
const REQUESTS = 60;
/** Local committees meet as needed: so often in this bench. */
const LOCAL_MEETINGS = 5;
/** Web Vitals call an interaction good up to there; a picture is 17 ms. */
const GOOD_MS = 200;
const REPLY_MS = 300;

export async function benchCalendar(): Promise<Line[]> {
  const g = await startProduct({ name: 'bench-calendar' });
  try {
    await g.gouverne.load(rqtText(), 'charters/rqt.yaml');
    const meetings = await planTheYear(g);
    const replies = await timed(REQUESTS, async () => { await whole(g); });
    const { interactions, longTasks } = await usePage(g);
    return [
      { name: 'meetings shown', value: meetings },
      { name: 'reply for the year, p95 ms', value: p95(replies), most: REPLY_MS },
      { name: 'interactions measured', value: interactions.length },
      { name: 'interaction, p95 ms', value: p95(interactions), most: GOOD_MS },
      { name: 'interaction, longest ms', value: Math.max(...interactions) },
      { name: 'tasks longer than 50 ms', value: longTasks },
    ];
  } finally {
    await g.close();
  }
}

/** Every rule's year, and some meetings of each committee that has no rule; how many stand. */
async function planTheYear(g: Product): Promise<number> {
  const { committees } = (await g.api<{ committees: { id: string }[] }>(COORDINATION, 'GET', '/api/committees')).body;
  for (const [n, { id }] of committees.entries()) {
    const draft = (await g.api<YearDraft>(COORDINATION, 'POST', '/api/calendar/draft', { committee: id, year: YEAR })).body;
    if (draft.counts.total > 0) { await must(g, '/api/calendar/adopt', { committee: id, year: YEAR, choices: [] }); continue; }
    for (let each = 0; each < LOCAL_MEETINGS; each += 1) {
      await must(g, '/api/meetings', { committee: id, start: `${YEAR}-${String(2 + each * 2).padStart(2, '0')}-${String(2 + (n % 25)).padStart(2, '0')}T${String(9 + (n % 7)).padStart(2, '0')}:00`, minutes: 60 });
    }
  }
  return (await whole(g)).meetings.length;
}

async function must(g: Product, path: string, body: unknown): Promise<void> {
  const { status, body: answer } = await g.api(COORDINATION, 'POST', path, body);
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
}

const whole = async (g: Product) => (await g.api<{ meetings: unknown[] }>(COORDINATION, 'GET', `/api/meetings?from=${YEAR}-01-01&until=${YEAR}-12-31`)).body;

async function usePage(g: Product): Promise<{ readonly interactions: number[]; readonly longTasks: number }> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${g.url}/teams/?as=${COORDINATION}&lang=fr#/app/${g.config.app.manifestId}/network?sub=calendar`);
    const tab = page.frameLocator('iframe');
    await tab.getByRole('grid').waitFor();
    const frame = page.frames().find((one) => one.url().includes('/tabs/'))!;
    await frame.evaluate(WATCH);
    for (let n = 0; n < 12; n += 1) { await tab.getByRole('button', { name: 'Mois suivant' }).click(); await page.waitForTimeout(120); }
    await tab.getByRole('searchbox', { name: 'Filtrer les séances' }).pressSequentially('ctcot', { delay: 90 });
    await tab.getByRole('searchbox', { name: 'Filtrer les séances' }).fill('');
    await tab.getByRole('button', { name: 'Liste' }).click();
    await page.waitForTimeout(500);
    return await frame.evaluate<{ interactions: number[]; longTasks: number }>('measured');
  } finally {
    await browser.close();
  }
}

/** Runs in the page. */
const WATCH = `
  globalThis.measured = { interactions: [], longTasks: 0 };
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (entry.interactionId > 0) measured.interactions.push(entry.duration); }).observe({ type: 'event', durationThreshold: 16 });
  new PerformanceObserver((list) => { measured.longTasks += list.getEntries().length; }).observe({ type: 'longtask' });
`;

async function timed(times: number, work: () => Promise<void>): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const began = performance.now();
    await work();
    took.push(performance.now() - began);
  }
  return took;
}

function p95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? 0;
}
