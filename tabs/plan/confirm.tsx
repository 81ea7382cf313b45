// Before anything happens: how many changes, what people will see, what is left aside.
import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import type { Plan } from '../../src/contract/provisioning.ts';
import { Reading } from '../reading.tsx';
import { useWords } from '../session.tsx';
import { useReturnFocus } from '../ui/return-focus.ts';
import { changesOf, reachOf } from './view-model.ts';
import { planWords } from './words.ts';

const MOST_TEAMS = 10;

export function ConfirmApply({ plan, title, intro, busy, open, onConfirm, onClose }: { readonly plan: Plan; readonly title?: string; readonly intro?: string; readonly busy: boolean; readonly open: boolean; readonly onConfirm: () => void; readonly onClose: () => void }) {
  const words = useWords(planWords);
  useReturnFocus(open);
  return (
    <Dialog open={open} modalType="alert" onOpenChange={(_event, data) => { if (!data.open && !busy) onClose(); }}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title ?? words.confirm.title(changesOf(plan))}</DialogTitle>
          <DialogContent>
            {intro !== undefined && <p style={{ marginBottom: 12 }}>{intro}</p>}
            <WhatReachesPeople plan={plan} />
            {busy && <Reading what={words.confirm.going} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose} disabledFocusable={busy}>{words.confirm.cancel}</Button>
            <Button appearance="primary" disabledFocusable={busy} onClick={() => { if (!busy) onConfirm(); }}>{words.confirm.go}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** In the form the charter only grows by what is described: nothing to warn of. */
export function WhatReachesPeople({ plan, within }: { readonly plan: Plan; readonly within?: 'form' }) {
  const words = useWords(planWords);
  const reach = reachOf(plan);
  const lines = [
    ...reach.archived.map((line) => ({ key: line.id, text: words.confirm.archived(line.act, line.target) })),
    ...reach.newTeams.map((team) => ({ key: team.key, text: words.confirm.newTeam(team.name, team.owners, team.members) })),
    ...reach.changedTeams.map(({ team, changes }) => ({ key: team.key, text: words.confirm.changedTeam(team.name, changes) })),
  ];
  return (
    <div className="stack">
      {lines.length > 0 && (
        <div>
          <h3 className="committee-sub strong">{words.confirm.people}</h3>
          <ul style={{ listStyle: 'disc', paddingInlineStart: 20, display: 'grid', gap: 4, marginTop: 4 }}>
            {lines.slice(0, MOST_TEAMS).map((line) => <li key={line.key}>{line.text}</li>)}
            {lines.length > MOST_TEAMS && <li>{words.confirm.moreTeams(lines.length - MOST_TEAMS)}</li>}
          </ul>
        </div>
      )}
      {plan.charter.isNew && within !== 'form' && <p>{words.confirm.newCharter}</p>}
      {plan.counts.cannot > 0 && <p>{words.confirm.cannot(plan.counts.cannot)}</p>}
      <p className="muted">{words.confirm.resumes}</p>
    </div>
  );
}
