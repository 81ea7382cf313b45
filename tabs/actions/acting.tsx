// The acts on the actions of a page: one menu and one dialog at a time, whatever the number of rows; and what to do when somebody was faster.
import { createContext, useContext, useState, type ComponentType, type ReactNode } from 'react';
import { Menu, MenuDivider, MenuItem, MenuItemRadio, MenuList, MenuPopover } from '@fluentui/react-components';
import { ActionPriority, type ActionChange, type ActionDetail, type ActionRow, type ActionState } from '../../src/contract/actions.ts';
import { explain } from '../errors.ts';
import { useNotify } from '../notify.tsx';
import { useSession, useShellWords, useWords } from '../session.tsx';
import { useRefuge } from '../ui/return-focus.ts';
import { useCarry, type DialogProps, type Seen } from './carrying.ts';
import { BlockDialog, CancelDialog, DoneDialog, DueDialog, HandOverDialog, StaleDialog } from './dialogs.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { isOpen } from './filter.ts';
import { actionWords } from './words.ts';

const DIALOGS = { done: DoneDialog, block: BlockDialog, due: DueDialog, 'hand-over': HandOverDialog, cancel: CancelDialog, edit: EditDialog } as const satisfies Record<string, ComponentType<DialogProps>>;
export type DialogName = keyof typeof DIALOGS;
type MenuName = 'state' | 'priority' | 'more';

export interface Acting {
  readonly ask: (dialog: DialogName, seen: Seen) => void;
  /** Opens under what was pressed, and gives the focus back to it. */
  readonly unfold: (menu: MenuName, row: ActionRow, anchor: HTMLElement) => void;
  /** To that state: at once, or after a question where a reason or an outcome is wanted. */
  readonly move: (row: Seen, state: ActionState) => void;
}
const ActingContext = createContext<Acting | null>(null);
export function useActing(): Acting {
  const acting = useContext(ActingContext);
  if (acting === null) throw new Error('useActing outside of a page of actions');
  return acting;
}

interface Overtaken { readonly was: Seen; readonly now: ActionDetail; readonly change: ActionChange; readonly said: string }

export function ActingHere({ today, children }: { readonly today: string; readonly children: ReactNode }) {
  const words = useWords(actionWords);
  const shell = useShellWords();
  const notify = useNotify();
  const carry = useCarry(today);
  const [dialog, setDialog] = useState<{ readonly name: DialogName; readonly asked: Seen } | null>(null);
  const [menu, setMenu] = useState<{ readonly name: MenuName; readonly row: ActionRow; readonly anchor: HTMLElement } | null>(null);
  const [overtaken, setOvertaken] = useState<Overtaken | null>(null);

  useRefuge(dialog !== null || menu !== null || overtaken !== null);

  const now = async (seen: Seen, change: ActionChange, said: string): Promise<void> => {
    const settled = await carry(seen, change, said);
    if (settled.is === 'stale') setOvertaken({ was: seen, now: settled.now, change, said });
    if (settled.is === 'refused') { const told = explain(settled.error, shell); notify({ tone: 'error', title: told.sentence, body: told.remedy }); }
  };
  const move: Acting['move'] = (row, state) => {
    if (state === row.state) return;
    if (state === 'blocked') setDialog({ name: 'block', asked: row });
    else if (state === 'cancelled') setDialog({ name: 'cancel', asked: row });
    else if (state === 'done') setDialog({ name: 'done', asked: row });
    else void now(row, { state }, words.moved(row.id, words.states[state].toLowerCase()));
  };
  const acting: Acting = { ask: (name, asked) => setDialog({ name, asked }), unfold: (name, row, anchor) => setMenu({ name, row, anchor }), move };
  const Shown = dialog === null ? null : DIALOGS[dialog.name];
  const fold = (): void => { menu?.anchor.focus(); setMenu(null); };
  return (
    <ActingContext.Provider value={acting}>
      {children}
      {menu !== null && (
        <Menu open onOpenChange={(_event, data) => { if (!data.open) fold(); }} positioning={{ target: menu.anchor, position: 'below', align: 'start' }} checkedValues={{ priority: [menu.row.priority] }} onCheckedValueChange={(_event, { checkedItems }) => {
          const chosen = ActionPriority.options.find((one) => checkedItems.includes(one) && one !== menu.row.priority);
          fold();
          if (chosen !== undefined) void now(menu.row, { priority: chosen }, words.prioritised(menu.row.id, words.priorities[chosen].toLowerCase()));
        }}>
          <MenuPopover>
            <MenuList>
              {menu.name === 'priority'
                ? ActionPriority.options.map((one) => <MenuItemRadio key={one} name="priority" value={one}>{words.priorities[one]}</MenuItemRadio>)
                : <Choices row={menu.row} more={menu.name === 'more'} onAct={(act) => { fold(); act(); }} />}
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
      {Shown !== null && dialog !== null && <Shown key={`${dialog.name} ${dialog.asked.id}`} asked={dialog.asked} today={today} carry={carry} onClose={() => setDialog(null)} />}
      {overtaken !== null && <StaleDialog overtaken={overtaken} onLeave={() => setOvertaken(null)} onAgain={() => { const { now: is, change, said } = overtaken; setOvertaken(null); void now(is, change, said); }} />}
    </ActingContext.Provider>
  );
}

/** What may follow the state of an action; `more`: also its day, its owner, its words. */
function Choices({ row, more, onAct }: { readonly row: ActionRow; readonly more: boolean; readonly onAct: (act: () => void) => void }) {
  const words = useWords(actionWords);
  const { go } = useSession();
  const { ask, move } = useActing();
  const item = (name: string, act: () => void) => <MenuItem key={name} onClick={() => onAct(act)}>{name}</MenuItem>;
  const { acts } = words;
  const states = isOpen(row.state)
    ? [
      ...(row.state === 'todo' ? [] : [item(acts.todo, () => move(row, 'todo'))]),
      ...(row.state === 'in-progress' ? [] : [item(acts.start, () => move(row, 'in-progress'))]),
      ...(row.state === 'blocked' ? [] : [item(acts.block, () => move(row, 'blocked'))]),
      item(acts.done, () => move(row, 'done')),
    ]
    // What was cancelled, only those who keep the committee bring back.
    : row.state === 'done' || row.mayEdit ? [item(acts.reopen, () => move(row, 'in-progress'))] : [];
  return (
    <>
      {row.mayChange && states}
      {row.mayChange && more && isOpen(row.state) && <MenuDivider />}
      {row.mayChange && more && isOpen(row.state) && [item(acts.postpone, () => ask('due', row)), item(acts.handOver, () => ask('hand-over', row))]}
      {row.mayEdit && isOpen(row.state) && [...(more ? [item(acts.edit, () => ask('edit', row))] : []), item(acts.cancel, () => ask('cancel', row))]}
      {more && <MenuDivider />}
      {more && item(acts.open, () => go({ page: 'action', id: row.id }))}
    </>
  );
}
