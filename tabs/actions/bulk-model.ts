// A change of many actions: asked in parcels that the server takes, its refusals put together by their reason.
import type { ActionChange, ActionRow, BulkChange, BulkChanged } from '../../src/contract/actions.ts';

/** As many as the contract lets through at once. */
const AT_ONCE = 500;
export type Send = (change: BulkChange) => Promise<BulkChanged>;

export async function inParcels(rows: readonly Pick<ActionRow, 'id' | 'version'>[], change: ActionChange, dryRun: boolean, send: Send, onStep: (done: number) => void): Promise<BulkChanged> {
  const all: BulkChanged = { changed: [], refused: [] };
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    onStep(from);
    const reply = await send({ actions: rows.slice(from, from + AT_ONCE).map(({ id, version }) => ({ id, version })), change, dryRun });
    all.changed.push(...reply.changed);
    all.refused.push(...reply.refused);
  }
  onStep(rows.length);
  return all;
}

export interface Refusals { readonly why: string; readonly ids: readonly string[] }
/** The most frequent reason first. */
export function byReason(refused: BulkChanged['refused']): readonly Refusals[] {
  const reasons = new Map<string, string[]>();
  for (const { id, why } of refused) reasons.set(why, [...(reasons.get(why) ?? []), id]);
  return [...reasons].map(([why, ids]) => ({ why, ids })).sort((a, b) => b.ids.length - a.ids.length);
}
