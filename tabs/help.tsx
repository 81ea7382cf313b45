// The help dialog: what the keys do, and the switch that silences the single ones.
import { useState } from 'react';
import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Switch } from '@fluentui/react-components';
import type { ShellWords } from './shell-words.ts';
import { setSingleKeys, singleKeysOn } from './ui/keys.ts';
import { useReturnFocus } from './ui/return-focus.ts';

export function Help({ open, onClose, create, choose, words, close }: { readonly open: boolean; readonly onClose: () => void; readonly create: boolean; /** Rows can be chosen and edited where they stand. */ readonly choose: boolean; readonly words: ShellWords['keys']; readonly close: string }) {
  useReturnFocus(open);
  const [single, setSingle] = useState(singleKeysOn);
  const rows: readonly (readonly [readonly string[], string])[] = [
    [['/'], words.search],
    [['j', 'k'], words.next],
    ...(create ? [[['c'], words.create] as const] : []),
    ...(choose ? [[['x'], words.select], [['e'], words.edit]] as const : []),
    [['?'], words.help],
    [['←', '→', '↑', '↓'], words.arrows],
    [['Esc'], words.escape],
  ];
  return (
    <Dialog open={open} onOpenChange={(_event, data) => { if (!data.open) onClose(); }}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogContent>
            <p style={{ marginBottom: 12 }}>{words.intro}</p>
            <dl style={{ display: 'grid', gap: 8, marginBottom: 16 }}>
              {rows.map(([keys, meaning]) => (
                <div key={meaning} className="row" style={{ flexWrap: 'nowrap', alignItems: 'baseline' }}>
                  <dt style={{ flex: '0 0 116px' }} className="row" data-tight>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
            <Field hint={words.singleHint}>
              <Switch label={words.single} checked={single} onChange={(_event, data) => { setSingle(data.checked); setSingleKeys(data.checked); }} />
            </Field>
          </DialogContent>
          <DialogActions><Button appearance="primary" onClick={onClose}>{close}</Button></DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
