// Views: filters and a layout that somebody gave a name, kept by the server so that they follow the person.
import { useRef, useState } from 'react';
import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Input, Menu, MenuButton, MenuDivider, MenuGroup, MenuGroupHeader, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SavedViews } from '../../src/contract/actions.ts';
import { explain } from '../errors.ts';
import { ActDialog } from '../meeting/dialog.tsx';
import { useNotify } from '../notify.tsx';
import { useSession, useShellWords, useWords } from '../session.tsx';
import { RemoveIcon, ViewIcon } from '../ui/icons.ts';
import { useReturnFocus } from '../ui/return-focus.ts';
import { type ActionFilter } from './address.ts';
import { filterOf, queryOf } from './filter.ts';
import { listWords } from './list-words.ts';

type View = SavedViews['views'][number];
type Change = (views: readonly View[]) => readonly View[];
const MOST = 50;

const without = (views: readonly View[], name: string): readonly View[] => views.filter((one) => one.name !== name);
/** The view of that name as it was, in its place; none where there was none. */
const asItWas = (name: string, was: readonly View[]): Change => (views) => {
  const place = was.findIndex((one) => one.name === name);
  const others = without(views, name);
  return place === -1 ? others : others.toSpliced(place, 0, ...was.slice(place, place + 1));
};

export function Views({ filter, board, onChoose }: { readonly filter: ActionFilter; readonly board: boolean; readonly onChoose: (filter: ActionFilter, board: boolean) => void }) {
  const words = useWords(listWords).views;
  const shell = useShellWords();
  const { queries, acts } = useSession();
  const cache = useQueryClient();
  const notify = useNotify();
  const known = useQuery(queries.views).data;
  const kept = known?.views ?? [];
  const [open, setOpen] = useState<'save' | 'manage' | null>(null);
  const { queryKey } = queries.views;

  // The server keeps all of them in one piece: they are read just before, so that none made elsewhere is lost, and one change waits for another.
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const write = async (name: string, change: Change, said: string, undoable: boolean): Promise<unknown> => {
    let was: readonly View[] | null = null;
    try {
      const { views } = await cache.fetchQuery({ ...queries.views, staleTime: 0 });
      was = views;
      const next = { views: [...change(views)] };
      cache.setQueryData(queryKey, next);
      await acts.keepViews(next);
      notify({ tone: 'success', title: said, ...(undoable && { act: { name: shell.undo, run: () => { void keep(name, asItWas(name, views), shell.undo, false); } } }) });
      return null;
    } catch (error) {
      if (was !== null) cache.setQueryData(queryKey, { views: [...was] });
      notify({ tone: 'error', title: words.failed, body: explain(error, shell).sentence });
      return error;
    }
  };
  const keep = (name: string, change: Change, said: string, undoable = true): Promise<unknown> => {
    const done = last.current.then(() => write(name, change, said, undoable));
    last.current = done;
    return done;
  };
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement><MenuButton icon={<ViewIcon />} appearance="subtle">{words.menu}</MenuButton></MenuTrigger>
        <MenuPopover>
          <MenuList>
            {kept.length > 0 && <MenuGroup><MenuGroupHeader>{words.mine}</MenuGroupHeader>{kept.map((view) => <MenuItem key={view.name} onClick={() => onChoose(filterOf(view.query), view.layout === 'board')}>{view.name}</MenuItem>)}</MenuGroup>}
            {kept.length > 0 && <MenuDivider />}
            <MenuItem disabled={known === undefined} onClick={() => setOpen('save')}>{words.save}</MenuItem>
            {kept.length > 0 && <MenuItem onClick={() => setOpen('manage')}>{words.manage}</MenuItem>}
          </MenuList>
        </MenuPopover>
      </Menu>
      {open === 'save' && <Save kept={kept} onClose={() => setOpen(null)} onSave={async (name) => {
        const view: View = { name, query: queryOf(filter), layout: board ? 'board' : 'list' };
        const failed = await keep(name, (views) => [...without(views, name), view], words.saved);
        if (failed === null) setOpen(null);
        return failed;
      }} />}
      <Manage open={open === 'manage'} kept={kept} onClose={() => setOpen(null)} onRemove={(name) => { void keep(name, (views) => without(views, name), words.removed); }} />
    </>
  );
}

function Save({ kept, onClose, onSave }: { readonly kept: readonly View[]; readonly onClose: () => void; readonly onSave: (name: string) => Promise<unknown> }) {
  const words = useWords(listWords).views;
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const asked = name.trim();
  const replaces = kept.some((one) => one.name === asked);
  const fault = !tried ? null : asked === '' ? words.missing : kept.length >= MOST && !replaces ? words.full : null;
  const go = async (): Promise<void> => {
    setTried(true);
    if (asked === '' || (kept.length >= MOST && !replaces)) return;
    setBusy(true);
    setFailure(await onSave(asked));
    setBusy(false);
  };
  return (
    <ActDialog open title={words.title} go={words.go} close={words.close} busy={busy} failure={failure} onClose={onClose} onGo={() => { void go(); }}>
      <Field label={words.name} required hint={words.hint} {...(fault !== null && { validationState: 'error' as const, validationMessage: fault })}><Input maxLength={80} value={name} onChange={(_event, data) => setName(data.value)} style={{ minWidth: 0 }} /></Field>
      {replaces && <p>{words.replaces(asked)}</p>}
    </ActDialog>
  );
}

function Manage({ open, kept, onClose, onRemove }: { readonly open: boolean; readonly kept: readonly View[]; readonly onClose: () => void; readonly onRemove: (name: string) => void }) {
  const words = useWords(listWords).views;
  useReturnFocus(open);
  return (
    <Dialog open={open} onOpenChange={(_event, data) => { if (!data.open) onClose(); }}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.mine}</DialogTitle>
          <DialogContent>
            {kept.length === 0 ? <p className="muted">{words.none}</p> : <ul>{kept.map((view) => <li key={view.name} className="row" data-between><span style={{ overflowWrap: 'anywhere' }}>{view.name}</span><Button appearance="subtle" icon={<RemoveIcon />} aria-label={words.remove(view.name)} onClick={() => onRemove(view.name)} /></li>)}</ul>}
          </DialogContent>
          <DialogActions><Button appearance="primary" onClick={onClose}>{words.close}</Button></DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
