// Which code each page needs. Each is a chunk of its own, fetched when first wanted, or ahead of time on hover and idle.
import type { ComponentType } from 'react';
import type { Page } from './route.ts';

type Loaded = Promise<{ readonly default: ComponentType }>;
const load: Readonly<Record<Page, () => Loaded>> = {
  config: () => import('./config/page.tsx'),
  committee: () => import('./committee/page.tsx'),
  network: () => import('./network/page.tsx'),
  plan: () => import('./plan/page.tsx'),
  run: () => import('./plan/run-page.tsx'),
  drift: () => import('./drift/page.tsx'),
  doctor: () => import('./doctor/page.tsx'),
  new: () => import('./new-committee/page.tsx'),
  meeting: () => import('./meeting/page.tsx'),
  meetings: () => import('./my-meetings/page.tsx'),
  calendar: () => import('./calendar/page.tsx'),
  year: () => import('./year/page.tsx'),
  special: () => import('./special-meeting/page.tsx'),
  cascade: () => import('./cascade/page.tsx'),
  'my-actions': () => import('./my-actions/page.tsx'),
  actions: () => import('./actions/page.tsx'),
  action: () => import('./actions/action-page.tsx'),
  'new-action': () => import('./actions/new-page.tsx'),
  'import-actions': () => import('./actions/import-page.tsx'),
  decisions: () => import('./decisions/page.tsx'),
  decision: () => import('./decision/page.tsx'),
  'new-decision': () => import('./decisions/new-page.tsx'),
  search: () => import('./search/page.tsx'),
  handover: () => import('./handover/page.tsx'),
  incidents: () => import('./incidents/page.tsx'),
  journal: () => import('./journal/page.tsx'),
  home: () => import('./home/page.tsx'),
  privacy: () => import('./legal/privacy.tsx'),
  terms: () => import('./legal/terms.tsx'),
  unknown: () => import('./outside/not-found.tsx'),
};

const ready = new Map<Page, ComponentType>();
/** Drawn at once when it is already here. React.lazy would show its fallback for a moment, and React then keeps it 300 ms. */
export const readyPage = (page: Page): ComponentType | null => ready.get(page) ?? null;

export async function bringPage(page: Page): Promise<ComponentType> {
  const known = ready.get(page);
  if (known !== undefined) return known;
  const { default: component } = await load[page]();
  ready.set(page, component);
  return component;
}
