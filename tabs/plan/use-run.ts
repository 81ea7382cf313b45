// A run as it goes: by server-sent events, and by asking every two seconds where these do not pass. Survives a reload,
// since everything that it shows is on the server.
import { useEffect, useEffectEvent, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Run } from '../../src/contract/provisioning.ts';
import { useSession } from '../session.tsx';
import { isOver } from './run-model.ts';

const ASK_EVERY_MS = 2000;

export function useRun(id: string) {
  const { queries, acts } = useSession();
  const cache = useQueryClient();
  const options = queries.run(id);
  const query = useQuery(options);
  const [lost, setLost] = useState(false);
  const run = query.data ?? null;
  const realId = run?.id ?? null;
  const over = run === null || isOver(run);
  const keep = useEffectEvent((next: Run) => { setLost(false); cache.setQueryData(options.queryKey, next); });

  useEffect(() => {
    if (realId === null || over) return undefined;
    const stop = new AbortController();
    const { signal } = stop;
    const pause = () => new Promise<void>((done) => {
      const timer = setTimeout(done, ASK_EVERY_MS);
      signal.addEventListener('abort', () => { clearTimeout(timer); done(); }, { once: true });
    });
    const follow = async () => {
      for (let streams = true; !signal.aborted;) {
        let last: Run | null = null;
        const onRun = (next: Run) => { last = next; keep(next); };
        if (streams) await acts.followRun(realId, onRun, signal).catch(() => undefined);
        // A stream that brought nothing is one that some proxy swallows: ask instead.
        streams = last !== null;
        if (signal.aborted) return;
        try {
          const read = await acts.readRun(realId, signal);
          if (read !== null) { onRun(read); if (isOver(read)) return; }
        } catch {
          if (!signal.aborted) setLost(true);
        }
        await pause();
      }
    };
    void follow();
    return () => stop.abort();
  }, [acts, realId, over]);

  return { query, run, lost };
}
