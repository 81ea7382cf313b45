// Search, and the coordinator's home: counts with the rows behind them.
import { z } from 'zod';
import { ActionRow } from './actions.ts';
import { CommitteeRef } from './common.ts';
import { DecisionRow } from './decisions.ts';

const id = z.string().min(1).max(200);
const day = z.string().max(40);

export const SearchKind = z.enum(['action', 'decision', 'meeting']);
export type SearchKind = z.infer<typeof SearchKind>;
/** GET /api/search */
export const SearchQuery = z.object({ q: z.string().max(200), kind: SearchKind.optional(), committee: id.optional(), limit: z.coerce.number().int().min(1).max(100).optional() });
export type SearchQuery = z.infer<typeof SearchQuery>;
export const SearchResults = z.object({
  /** The best first. `excerpt`: parts of the text, `found` where the words stand. */
  results: z.array(z.object({ kind: SearchKind, id, title: z.string(), committee: z.object({ id, acronym: z.string() }), on: day, state: z.string(), excerpt: z.array(z.object({ text: z.string(), found: z.boolean() })), path: z.string() })),
  /** There are more than these. */
  more: z.boolean(),
});
export type SearchResults = z.infer<typeof SearchResults>;

const Share = z.object({ id, label: z.string(), open: z.number().int(), late: z.number().int(), blocked: z.number().int() });

/** GET /api/desk?scope: what needs the reader now, then what is coming, then the state of things. `scope`: a committee, a territory, or all that the reader answers for. */
export const DeskQuery = z.object({ committee: id.optional(), territory: id.optional() });
export type DeskQuery = z.infer<typeof DeskQuery>;
export const Desk = z.object({
  today: day,
  scope: z.object({ label: z.string(), territories: z.array(z.object({ id, name: z.string() })), coordinator: z.boolean() }),
  /** One line each, the most pressing first; `path` is the page of this app that deals with it. */
  now: z.array(z.object({ kind: z.enum(['action-late', 'action-due', 'action-blocked', 'answer-meeting', 'reach', 'decision-review', 'vacant-seat', 'climbed', 'drift']), text: z.string(), path: z.string(), on: day.nullable() })),
  meetings: z.array(z.object({ id, title: z.string(), day: z.string(), hours: z.string(), committee: CommitteeRef, quorum: z.object({ state: z.enum(['likely', 'possible', 'unlikely', 'none']), sentence: z.string() }).nullable() })),
  actions: z.object({
    counts: z.object({ open: z.number().int(), late: z.number().int(), blocked: z.number().int(), dueThisWeek: z.number().int() }),
    late: z.array(ActionRow),
    blocked: z.array(ActionRow),
    byCommittee: z.array(Share),
    byTerritory: z.array(Share),
    byPerson: z.array(Share),
  }),
  /** In force, not carried out yet. */
  decisions: z.array(DecisionRow),
  vacantSeats: z.array(z.object({ committee: CommitteeRef, seat: id, role: z.string(), represents: z.string().nullable() })),
  /** As of the last look; null for whoever does not look after workspaces. */
  drift: z.object({ count: z.number().int(), at: z.string().nullable() }).nullable(),
});
export type Desk = z.infer<typeof Desk>;
