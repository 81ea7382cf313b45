// The form judged by the server as one types: half a second after the last key, the newest answer only.
import { useEffect, useEffectEvent, useState } from 'react';
import type { Draft } from '../../src/contract/provisioning.ts';
import { useSession } from '../session.tsx';
import { canDraft, toNewCommittee, type Form } from './form-model.ts';

const QUIET_MS = 500;

interface Answer { readonly to: string; readonly draft: Draft | null; readonly failure: unknown }

export function useDraft(form: Form): { readonly draft: Draft | null; readonly busy: boolean; readonly failure: unknown } {
  const { acts, language } = useSession();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const committee = canDraft(form) ? toNewCommittee(form) : null;
  // The names come back in the language that asked.
  const asked = committee === null ? null : `${language} ${JSON.stringify(committee)}`;
  const ask = useEffectEvent(async (to: string, signal: AbortSignal) => {
    if (committee === null) return;
    const next = await acts.draftNames(committee, signal).then((draft): Answer => ({ to, draft, failure: null }), (failure: unknown): Answer => ({ to, draft: null, failure }));
    if (!signal.aborted) setAnswer(next);
  });
  useEffect(() => {
    if (asked === null) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => { void ask(asked, stop.signal); }, QUIET_MS);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [asked]);
  if (asked === null) return { draft: null, busy: false, failure: null };
  const settled = answer?.to === asked;
  // Until the newest is judged, the last names stay on screen.
  return { draft: answer?.draft ?? null, busy: !settled, failure: settled ? answer.failure : null };
}
