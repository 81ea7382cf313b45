// The relay has been passed: what happened, and how far access in Teams has got.
import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { HandedOver } from '../../src/contract/handover.ts';
import { LinkButton } from '../layout.tsx';
import { useRun } from '../plan/use-run.ts';
import { useWords } from '../session.tsx';
import { GoodIcon } from '../ui/icons.ts';
import { Empty } from '../ui/parts.tsx';
import { handOverWords } from './words.ts';

export function Done({ done }: { readonly done: HandedOver }) {
  const words = useWords(handOverWords);
  return (
    <div className="stack">
      <div className="card"><Empty icon={GoodIcon} title={words.done} words={words.doneHint(done.seats.length, done.actions.length)} /></div>
      {done.run !== null && <Progress run={done.run} />}
      {done.run === null && <MessageBar intent={done.waiting ? 'warning' : 'info'} layout="multiline"><MessageBarBody>{done.waiting ? words.waiting : words.noRun} {done.waiting && <LinkButton to={{ page: 'plan' }} size="small">{words.seePlan}</LinkButton>}</MessageBarBody></MessageBar>}
    </div>
  );
}

const INTENT = { queued: 'info', running: 'info', done: 'success', partial: 'warning', failed: 'error' } as const;

function Progress({ run: id }: { readonly run: string }) {
  const words = useWords(handOverWords);
  const { run } = useRun(id);
  const state = run?.state ?? 'queued';
  return (
    <MessageBar intent={INTENT[state]} layout="multiline">
      <MessageBarBody><output>{words.run[state]}</output> <LinkButton to={{ page: 'run', id }} size="small">{words.seeRun}</LinkButton></MessageBarBody>
    </MessageBar>
  );
}
