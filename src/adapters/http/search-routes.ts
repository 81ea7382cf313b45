// GET /api/search: one search over actions, decisions and meetings.

import { Router, type Response } from 'express';
import { SearchQuery, type SearchResults } from '../../contract/desk.ts';
import { stateWords } from '../../features/actions/words.ts';
import { meetingTitle } from '../../features/meetings/words.ts';
import type { MeetingStore } from '../../features/meetings/ports.ts';
import type { Found, SearchIndex } from '../../features/search/ports.ts';
import { searchNetwork } from '../../features/search/use-cases/search-network.ts';
import { committeeId } from '../../shared/ids.ts';
import type { Reading } from './network.ts';

export interface SearchRoutesDeps {
  readonly read: (res: Response) => Promise<Reading>;
  readonly index: SearchIndex;
  readonly meetings: Pick<MeetingStore, 'find'>;
}

const USUAL = 20;

export function searchRoutes(deps: SearchRoutesDeps): Router {
  const router = Router();
  const search = searchNetwork(deps);
  router.get('/search', async (req, res) => {
    const { q, kind = null, committee, limit = USUAL } = SearchQuery.parse(req.query);
    const reading = await deps.read(res);
    const { found, more } = await search(reading.roles, { words: q, kind, committee: committee === undefined ? null : committeeId(committee), limit });
    res.json({ results: found.map((each) => resultView(each, reading)), more } satisfies SearchResults);
  });
  return router;
}

function resultView(found: Found, { charter, naming }: Reading): SearchResults['results'][number] {
  const { kind, id, day, state, excerpt } = found;
  const acronym = charter.committees.find((c) => c.id === found.committee)?.acronym ?? found.committee;
  // A meeting without a title of its own is called by its day, in the reader's language.
  const title = kind === 'meeting' ? naming.say(meetingTitle({ title: found.title === '' ? null : found.title, kind: state === 'special' ? 'special' : 'regular', start: `${day}T00:00` }, [acronym])) : found.title;
  return { kind, id, title, committee: { id: found.committee, acronym }, on: day, state: stateLabel(kind, state, naming), excerpt: [...excerpt], path: `${kind}/${id}` };
}

const STANDING = { 'in-force': { fr: 'En vigueur', en: 'In force' }, superseded: { fr: 'Remplacée', en: 'Superseded' } } as const;
const KINDS = { regular: { fr: 'Séance', en: 'Meeting' }, special: { fr: 'Séance extraordinaire', en: 'Special meeting' }, joint: { fr: 'Séance conjointe', en: 'Joint meeting' } } as const;

function stateLabel(kind: Found['kind'], state: string, naming: Reading['naming']): string {
  if (kind === 'action') return state === 'done' || state === 'cancelled' ? naming.say(stateWords[state]) : naming.say({ fr: 'Ouverte', en: 'Open' });
  const words: Readonly<Record<string, { readonly fr: string; readonly en: string }>> = kind === 'decision' ? STANDING : KINDS;
  return words[state] === undefined ? '' : naming.say(words[state]);
}
