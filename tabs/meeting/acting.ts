// Acts on a meeting: sent with the version that was seen; when somebody was faster, nothing is done and the page says what changed.
import { createContext, useContext, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { MeetingDetail } from '../../src/contract/meetings.ts';
import { isApiError } from '../api/problem.ts';
import { showsMeetings } from '../api/queries.ts';
import { explain } from '../errors.ts';
import { useNotify } from '../notify.tsx';
import { useSession, useShellWords, useWords } from '../session.tsx';
import { meetingWords } from './words.ts';

export interface Acting {
  readonly meeting: MeetingDetail;
  /** The meeting as it was seen, when another one was found in its place. */
  readonly onStale: (seen: MeetingDetail) => void;
}
export const ActingContext = createContext<Acting | null>(null);
export function useMeeting(): Acting {
  const acting = useContext(ActingContext);
  if (acting === null) throw new Error('useMeeting outside of a meeting');
  return acting;
}

type Undo = (now: MeetingDetail) => Promise<MeetingDetail>;
export interface Act {
  readonly busy: boolean;
  readonly failure: unknown;
  readonly forget: () => void;
  /** True when there is nothing left to ask: done, or overtaken by somebody else, which the page then explains. */
  readonly run: (send: () => Promise<MeetingDetail>, done: string, undo?: Undo) => Promise<boolean>;
}

export function useAct(): Act {
  const { meeting, onStale } = useMeeting();
  const { queries, announce } = useSession();
  const words = useWords(meetingWords);
  const shell = useShellWords();
  const cache = useQueryClient();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { queryKey } = queries.meeting(meeting.id);

  const settle = (now: MeetingDetail): void => {
    cache.setQueryData(queryKey, now);
    void cache.invalidateQueries({ predicate: showsMeetings });
  };
  const takeBack = async (undo: Undo, now: MeetingDetail): Promise<void> => {
    try {
      settle(await undo(now));
      notify({ tone: 'success', title: words.undone });
    } catch (error) {
      notify({ tone: 'error', title: explain(error, shell).sentence });
      await cache.invalidateQueries({ queryKey });
    }
  };
  const run: Act['run'] = async (send, done, undo) => {
    setBusy(true); setFailure(null);
    try {
      const now = await send();
      settle(now);
      notify({ tone: 'success', title: done, ...(undo !== undefined && { act: { name: shell.undo, run: () => { void takeBack(undo, now); } } }) });
      announce(done);
      return true;
    } catch (error) {
      const overtaken = isApiError(error) && error.status === 409;
      if (overtaken) { onStale(meeting); await cache.invalidateQueries({ queryKey }); } else setFailure(error);
      return overtaken;
    } finally { setBusy(false); }
  };
  return { busy, failure, forget: () => setFailure(null), run };
}
