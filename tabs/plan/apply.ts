// Applying a plan once: when the answer is lost, look at what began before asking again.
import { useState } from 'react';
import type { ApplyRequest, Run } from '../../src/contract/provisioning.ts';
import { isApiError, isUnsettled } from '../api/problem.ts';
import type { Acts } from '../api/queries.ts';
import { useSession } from '../session.tsx';

/** A request whose answer never came may have been carried out: the newest run then tells. */
export async function applyOnce(acts: Pick<Acts, 'apply' | 'latestRun'>, request: ApplyRequest, now: () => number = Date.now): Promise<Run> {
  const askedAt = now();
  const before = await acts.latestRun().catch(() => null);
  try {
    return await acts.apply(request);
  } catch (error) {
    if (!isUnsettled(error)) throw error;
    const latest = await acts.latestRun();
    if (latest !== null && latest.id !== before?.id && Date.parse(latest.startedAt) >= askedAt - 5 * 60_000) return latest;
    throw error;
  }
}

export type Applying = { readonly is: 'idle' } | { readonly is: 'busy' } | { readonly is: 'failed'; readonly error: unknown } | { readonly is: 'stale' };

export function useApply(): { readonly state: Applying; readonly apply: (request: ApplyRequest) => Promise<Applying['is']>; readonly reset: () => void } {
  const { acts, go } = useSession();
  const [state, setState] = useState<Applying>({ is: 'idle' });
  const apply = async (request: ApplyRequest): Promise<Applying['is']> => {
    setState({ is: 'busy' });
    try {
      const run = await applyOnce(acts, request);
      setState({ is: 'idle' });
      go({ page: 'run', id: run.id });
      return 'idle';
    } catch (error) {
      // Somebody else’s run is under way: that is what to look at.
      const other = isApiError(error) && error.code === 'another-run' ? error.fields.find((one) => one.field === 'run')?.message : undefined;
      if (other !== undefined && other !== '') { setState({ is: 'idle' }); go({ page: 'run', id: other }); return 'idle'; }
      const outcome: Applying = isApiError(error) && error.code === 'plan-is-stale' ? { is: 'stale' } : { is: 'failed', error };
      setState(outcome);
      return outcome.is;
    }
  };
  return { state, apply, reset: () => setState({ is: 'idle' }) };
}
