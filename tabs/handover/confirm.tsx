// Who gets what, read before the gesture that cannot be undone by a click.
import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import type { HandedOver } from '../../src/contract/handover.ts';
import { Refusal } from '../meeting/dialog.tsx';
import { Reading } from '../reading.tsx';
import { useWords } from '../session.tsx';
import { handOverWords } from './words.ts';

export function Confirm({ said, busy, failure, onCancel, onGo }: { readonly said: HandedOver | null; readonly busy: boolean; readonly failure: unknown; readonly onCancel: () => void; readonly onGo: () => void }) {
  const words = useWords(handOverWords);
  const { confirm } = words;
  return (
    <Dialog open={said !== null} modalType="alert" onOpenChange={(_event, data) => { if (!data.open && !busy) onCancel(); }}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{confirm.title}</DialogTitle>
          <DialogContent>
            {said !== null && (
              <div className="stack">
                <Lines title={words.seats} lines={said.seats.map((one) => [one.seat, confirm.takes(`${one.committee.acronym}, ${one.role}`, one.to?.title ?? confirm.vacant)])} />
                <Lines title={words.rights} lines={said.roles.map((one) => [one.name, confirm.takes(one.name, one.to?.title ?? confirm.ends)])} />
                <Lines title={words.actions} lines={said.actions.map((one) => [one.id, confirm.takes(`${one.id}, ${one.title ?? confirm.hiddenAction}`, one.to?.title ?? confirm.toAssign)])} />
                <Lines title={words.access} lines={said.access.map((one) => [one.team, one.channels.length === 0 ? one.team : words.withChannels(one.team, one.channels.join(', '))])} />
                {failure !== null && <Refusal error={failure} />}
                {busy && <Reading what={confirm.going} />}
              </div>
            )}
          </DialogContent>
          <DialogActions>
            <Button disabledFocusable={busy} onClick={onCancel}>{confirm.cancel}</Button>
            <Button appearance="primary" disabledFocusable={busy} onClick={() => { if (!busy) onGo(); }}>{confirm.go}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly (readonly [key: string, line: string])[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <h3 className="strong">{title}</h3>
      <ul className="handover-lines">{lines.map(([key, line]) => <li key={key}>{line}</li>)}</ul>
    </div>
  );
}
