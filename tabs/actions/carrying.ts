// How a change of an action is sent: shown at once, with the version that was seen; taken back if refused; and when somebody was faster,
// nothing is done and what changed comes back.
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ActionRow, type ActionChange, type ActionDetail } from '../../src/contract/actions.ts';
import { isApiError } from '../api/problem.ts';
import { explain } from '../errors.ts';
import { useNotify } from '../notify.tsx';
import { useSession, useShellWords, useWords } from '../session.tsx';
import { changed, undoing } from './change-model.ts';
import { putDetail, putRow, readAgain, resumeLists, rowOf } from './rows.ts';
import { actionWords } from './words.ts';

export type Settled =
  | { readonly is: 'done'; readonly now: ActionDetail }
  /** Somebody changed it since it was seen. */
  | { readonly is: 'stale'; readonly now: ActionDetail }
  | { readonly is: 'refused'; readonly error: unknown };

/** A row, or the whole action where that is what was seen: then more can be taken back. */
export type Seen = ActionRow & Partial<Pick<ActionDetail, 'detail' | 'outcome' | 'links'>>;
export type Carry = (seen: Seen, change: ActionChange, said: string, options?: { readonly undoable?: boolean }) => Promise<Settled>;

export function useCarry(today: string): Carry {
  const { acts, queries, announce } = useSession();
  const words = useWords(actionWords);
  const shell = useShellWords();
  const cache = useQueryClient();
  const notify = useNotify();
  // Two quick changes of one action go one after the other, the second with the version that the first made.
  const [onTheWay] = useState(() => new Map<string, Promise<number | null>>());

  const hear = (row: ActionRow, now: ActionDetail): void => { putDetail(cache, queries.action(row.id).queryKey, now); readAgain(cache, [row], [now]); };
  const send = async (seen: Seen, change: ActionChange): Promise<Settled> => {
    const row = ActionRow.parse(seen);
    putRow(cache, changed(row, change, today));
    const before = onTheWay.get(row.id);
    const sent = (async () => acts.changeAction(row.id, { ...change, version: (await before) ?? row.version }))();
    const version = sent.then((now) => now.version, () => null);
    onTheWay.set(row.id, version);
    try {
      const now = await sent;
      hear(row, now);
      return { is: 'done', now };
    } catch (error) {
      putRow(cache, row);
      if (!isApiError(error) || error.status !== 409) return { is: 'refused', error };
      return await acts.readAction(row.id).then((now): Settled => { hear(row, now); return { is: 'stale', now }; }, (lost: unknown): Settled => ({ is: 'refused', error: lost }));
    } finally {
      void resumeLists(cache);
      if (onTheWay.get(row.id) === version) onTheWay.delete(row.id);
    }
  };

  const takeBack = async (now: ActionDetail, back: ActionChange): Promise<void> => {
    const settled = await send(now, back);
    if (settled.is === 'done') { notify({ tone: 'success', title: words.undone, body: now.title }); announce(words.undone); return; }
    const told = settled.is === 'stale' ? { sentence: words.stale.title(now.id), remedy: words.stale.nothing } : explain(settled.error, shell);
    notify({ tone: 'error', title: told.sentence, ...(settled.is === 'refused' && { body: told.remedy }) });
  };
  return async (seen, change, said, { undoable = true } = {}) => {
    const settled = await send(seen, change);
    if (settled.is !== 'done') return settled;
    // Whoever hands over their own action may not change it any more.
    const back = undoable && settled.now.mayChange ? undoing(seen, change, today, words.undoneReason) : null;
    notify({ tone: 'success', title: said, body: seen.title, ...(back !== null && { act: { name: shell.undo, run: () => { void takeBack(settled.now, back); } } }) });
    announce(said);
    return settled;
  };
}

export interface DialogProps { readonly asked: Seen; readonly today: string; readonly carry: Carry; readonly onClose: () => void }

export interface Dialogue {
  /** What the dialog speaks of: the row that was asked for, or what it has become. */
  readonly seen: Seen;
  readonly busy: boolean;
  readonly failure: unknown;
  /** What it was, once somebody else has changed it. */
  readonly was: Seen | null;
  readonly run: (change: ActionChange, said: string) => Promise<void>;
}
/** A dialog about one action: it closes when the change is made, and keeps what was typed in every other case. */
export function useDialogue(carry: Carry, asked: Seen, onClose: () => void): Dialogue {
  const [seen, setSeen] = useState(asked);
  const [was, setWas] = useState<Seen | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const run: Dialogue['run'] = async (change, said) => {
    setBusy(true); setFailure(null);
    const settled = await carry(seen, change, said);
    setBusy(false);
    if (settled.is === 'done') { onClose(); return; }
    if (settled.is === 'stale') { setWas(seen); setSeen({ ...rowOf(settled.now), detail: settled.now.detail, outcome: settled.now.outcome, links: settled.now.links }); return; }
    setFailure(settled.error);
  };
  return { seen, busy, failure, was, run };
}
