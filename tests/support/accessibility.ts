// What a judge of pages finds in one document: axe-core's objections under WCAG 2.2 A and AA, and what sticks out of a narrow window.
// A page and the frames in it are judged one by one, since a frame of another origin is closed to its host.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Axe { run(context: unknown, options: unknown): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> }

/** One line each: the rule, then the elements. Empty when there is nothing to object to. */
export async function axeObjections(document: Frame): Promise<string[]> {
  await document.evaluate(`window.axe === undefined && (() => { ${AXE} })()`);
  await settled(document);
  return document.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    // Fluent's focus keeper puts elements of no size around dialogs, which no one can reach.
    const { violations } = await axe.run({ exclude: ['iframe', '[data-tabster-dummy]'] }, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], iframes: false });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 220)}`).join(' | ')}`);
  }, WCAG_22_AA);
}

interface Box { readonly width: number; readonly right: number }
interface Drawn { readonly tagName: string; readonly scrollWidth: number; readonly clientWidth: number; getAttribute(name: string): string | null; getBoundingClientRect(): Box; closest(selector: string): unknown; checkVisibility(how: object): boolean }
interface Drawing { innerWidth: number; document: { documentElement: Drawn; querySelectorAll(selector: string): Iterable<Drawn> } }

/** The elements that reach beyond the right edge; those inside `scrolling`, which slide by design, are left alone. */
export async function stickingOut(document: Frame, scrolling: string): Promise<string[]> {
  await settled(document);
  return document.evaluate((left) => {
    const { innerWidth: width, document: page } = globalThis as unknown as Drawing;
    const found = [...page.querySelectorAll('body *')].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.right > width + 1 && element.closest(left) === null && element.checkVisibility({ visibilityProperty: true });
    }).map((element) => `${element.tagName}.${element.getAttribute('class')?.slice(0, 60) ?? ''}`);
    return [...(page.documentElement.scrollWidth > width + 1 ? [`the page is ${page.documentElement.scrollWidth} px wide`] : []), ...found.slice(0, 5)];
  }, scrolling);
}

/** Colours that fade and panels that slide are judged where they end. */
const settled = (document: Frame): Promise<unknown> => document.evaluate(`Promise.all(document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity).map((one) => one.finished.catch(() => undefined)))`);
