// The dialog of an act: what is asked, what will follow and for whom, the refusal with its remedy where the act was asked.
import type { ReactNode } from 'react';
import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { May } from '../../src/contract/common.ts';
import { explain } from '../errors.ts';
import { MayButton } from '../layout.tsx';
import { useShellWords } from '../session.tsx';
import { useReturnFocus } from '../ui/return-focus.ts';

/** The server's sentence, where the act was asked. */
export function Refusal({ error }: { readonly error: unknown }) {
  const told = explain(error, useShellWords());
  return <MessageBar intent="error" layout="multiline" role="alert"><MessageBarBody>{told.sentence} {told.remedy}</MessageBarBody></MessageBar>;
}

export function ActDialog({ open, title, go, close, may = { ok: true }, busy, failure, onGo, onClose, children }: {
  readonly open: boolean;
  readonly title: string;
  readonly go: string;
  readonly close: string;
  /** Whether enough is chosen to go on; when not, why. */
  readonly may?: May;
  readonly busy: boolean;
  readonly failure: unknown;
  readonly onGo: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  useReturnFocus(open);
  return (
    <Dialog open={open} modalType="alert" onOpenChange={(_event, data) => { if (!data.open && !busy) onClose(); }}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            <div className="stack">
              {children}
              {failure !== null && <Refusal error={failure} />}
            </div>
          </DialogContent>
          <DialogActions>
            <Button disabledFocusable={busy} onClick={() => { if (!busy) onClose(); }}>{close}</Button>
            <MayButton appearance="primary" may={may} busy={busy} onAct={onGo}>{go}</MayButton>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
