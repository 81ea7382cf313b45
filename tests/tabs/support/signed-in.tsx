// Draws a page as a signed-in person sees it: the real client, queries and contracts over a fetch that answers from a table.
import { configure, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { FluentProvider, teamsLightTheme } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Me } from '../../../src/contract/committees.ts';
import { createApi } from '../../../tabs/api/client.ts';
import { actsOf, queriesOf } from '../../../tabs/api/queries.ts';
import { Notices } from '../../../tabs/notify.tsx';
import { pathOf, type Route } from '../../../tabs/route.ts';
import { LanguageContext, SessionContext, type Session } from '../../../tabs/session.tsx';
import type { Place } from '../../../tabs/teams.ts';
import type { Language } from '../../../tabs/ui/words.ts';
import { isPublished } from '../../support/published.ts';
import { aMe } from './builders.ts';

// What appears, appears; how soon is not the business of these tests, and machines are shared.
configure({ asyncUtilTimeout: 5000 });

export const HERE: Place = { frame: 'content', theme: 'light', subPage: null, teamId: null, teamName: null, channelId: null, channelName: null, person: 'oid' };
/** A reply, or what makes one of the body that was sent. */
export type Answer = object | ((body: unknown) => unknown);
/** A problem as the server tells it. */
export class Told { readonly status: number; readonly problem: Record<string, unknown>; constructor(status: number, problem: Record<string, unknown>) { this.status = status; this.problem = { type: 'about:blank', title: 'Refusé', status, detail: 'Refusé.', code: 'x', ...problem }; } }

export interface Scene {
  readonly user: ReturnType<typeof userEvent.setup>;
  /** `POST /api/plan`, with the body, in order. */
  readonly asked: { readonly what: string; readonly body: unknown }[];
  readonly went: string[];
  readonly said: string[];
  answers: Record<string, Answer>;
}

export function signedIn(page: ReactElement, { answers = {}, route = { page: 'home' }, me = aMe(), place = HERE, language = 'fr-CA' }: { answers?: Record<string, Answer>; route?: Route; me?: Me; place?: Place; language?: Language } = {}): Scene {
  const scene: Scene = { user: userEvent.setup({ delay: null }), asked: [], went: [], said: [], answers };
  const api = createApi({
    tokens: null, language: () => language, wait: async () => undefined,
    fetch: async (path, init) => {
      const what = `${init?.method ?? 'GET'} ${path as string}`;
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      scene.asked.push({ what, body });
      if (!isPublished(init?.method ?? 'GET', path as string)) throw new Error(`${what} is no published operation`);
      const answer = scene.answers[what];
      const value: unknown = typeof answer === 'function' ? (answer as (body: unknown) => unknown)(body) : answer;
      const told = value instanceof Told ? value : value === undefined ? new Told(404, { code: 'not-in-the-test', detail: what }) : null;
      const reply = told === null ? value : told.problem;
      // jsdom has no fetch: this is as much of a response as the client reads.
      return { ok: told === null, status: told?.status ?? 200, headers: new Map(), body: null, json: async () => reply } as unknown as Response;
    },
  });
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: Infinity }, mutations: { retry: false } } });
  const acts = actsOf(api);
  const queries = queriesOf(api, language);

  function Signed() {
    const [at, setAt] = useState<Route>(route);
    const session: Session = {
      me, language, zone: me.person.zone, place, queries, acts, route: at,
      go: (next) => { scene.went.push(pathOf(next)); setAt(next); }, setLanguage: () => undefined, announce: (sentence) => { scene.said.push(sentence); },
    };
    return <SessionContext.Provider value={session}>{page}</SessionContext.Provider>;
  }
  render(
    <FluentProvider theme={teamsLightTheme}>
      <QueryClientProvider client={cache}><LanguageContext.Provider value={language}><Notices><Signed /></Notices></LanguageContext.Provider></QueryClientProvider>
    </FluentProvider>,
  );
  return scene;
}

/**
 * The confirmation on screen. In jsdom the keeper of the focus (tabster) may lose its dialog and hide it from assistive
 * technology; in a browser it does not, which tests/tabs/pages.browser.test.ts looks at.
 */
export async function theDialog(): Promise<{ readonly element: HTMLElement; readonly button: (name: string) => HTMLElement }> {
  const element = await screen.findByRole('alertdialog', { hidden: true });
  return { element, button: (name) => within(element).getByRole('button', { name, hidden: true }) };
}
