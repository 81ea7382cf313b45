// How a change of a decision is sent: what comes back takes the place of what was shown; when somebody was faster, the page is read again.
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { DecisionDetail, Reach } from '../../src/contract/decisions.ts';
import { isApiError } from '../api/problem.ts';
import { showsDecisions } from '../api/queries.ts';
import { useNotify } from '../notify.tsx';
import { useSession } from '../session.tsx';

export interface Carrying { readonly busy: boolean; readonly failure: unknown; readonly run: (act: () => Promise<DecisionDetail | Reach>, said: string) => Promise<void> }

export function useCarrying(id: string, onDone: () => void): Carrying {
  const { queries, announce } = useSession();
  const cache = useQueryClient();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const run: Carrying['run'] = async (act, said) => {
    setBusy(true); setFailure(null);
    try {
      const now = await act();
      if ('institutions' in now) cache.setQueryData(queries.reach(id).queryKey, now);
      else cache.setQueryData(queries.decision(id).queryKey, now);
      void cache.invalidateQueries({ predicate: showsDecisions });
      announce(said);
      notify({ tone: 'success', title: said });
      onDone();
    } catch (error) {
      setFailure(error);
      // What was typed stays; what it was typed about is read again.
      if (isApiError(error) && error.status === 409) await cache.invalidateQueries({ queryKey: queries.decision(id).queryKey });
    } finally { setBusy(false); }
  };
  return { busy, failure, run };
}
