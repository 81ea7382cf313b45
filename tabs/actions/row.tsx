// One action in a list: what it is, and the parts of it that can be changed where they stand.
import type { MouseEvent, Ref } from 'react';
import type { ActionRow } from '../../src/contract/actions.ts';
import { PageLink } from '../layout.tsx';
import { useLanguage, useWords } from '../session.tsx';
import { Chip } from '../ui/parts.tsx';
import { useActing } from './acting.tsx';
import { shortDue } from './due.ts';
import { isOpen } from './filter.ts';
import { ActionStateMark, DueMark, InCameraChip, PriorityMark } from './marks.tsx';
import { actionWords } from './words.ts';

/** What a button is for, after what it shows. */
const Said = ({ children }: { readonly children: string }) => <span className="visually-hidden">, {children}</span>;

const anchorOf = (event: MouseEvent): HTMLElement => event.currentTarget as HTMLElement;

export function StateButton({ row }: { readonly row: ActionRow }) {
  const words = useWords(actionWords);
  const { unfold } = useActing();
  if (!row.mayChange) return <ActionStateMark state={row.state} />;
  return <button type="button" className="cell-button" aria-haspopup="menu" onClick={(event) => unfold('state', row, anchorOf(event))}><ActionStateMark state={row.state} /><Said>{words.toChange.state(row.id)}</Said></button>;
}

export function DueButton({ row, today }: { readonly row: ActionRow; readonly today: string }) {
  const words = useWords(actionWords);
  const { ask } = useActing();
  if (!row.mayChange || !isOpen(row.state)) return <DueMark row={row} today={today} />;
  return <button type="button" className="cell-button" aria-haspopup="dialog" onClick={() => ask('due', row)}><DueMark row={row} today={today} /><Said>{words.toChange.due(row.id)}</Said></button>;
}

export function OwnerButton({ row }: { readonly row: ActionRow }) {
  const words = useWords(actionWords);
  const { ask } = useActing();
  const name = row.owner?.label ?? words.nobody;
  const said = <span className={row.owner === null ? 'muted' : undefined}>{name}</span>;
  if (!row.mayChange || !isOpen(row.state)) return said;
  return <button type="button" className="cell-button" aria-haspopup="dialog" onClick={() => ask('hand-over', row)}>{said}<Said>{words.toChange.owner(row.id)}</Said></button>;
}

export function PriorityButton({ row }: { readonly row: ActionRow }) {
  const words = useWords(actionWords);
  const { unfold } = useActing();
  if (!row.mayEdit || !isOpen(row.state)) return <PriorityMark priority={row.priority} />;
  return <button type="button" className="cell-button" aria-haspopup="menu" onClick={(event) => unfold('priority', row, anchorOf(event))}><PriorityMark priority={row.priority} /><Said>{words.toChange.priority(row.id)}</Said></button>;
}

export const BlockedWhy = ({ row }: { readonly row: ActionRow }) => {
  const words = useWords(actionWords);
  return row.blocked === null ? null : <span className="action-why" title={row.blocked}>{words.blockedWhy(row.blocked)}</span>;
};

/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual table have no table elements to stand in */
export function ListRow({ row, today, index, several, selected, onSelect, place, at, ref }: {
  readonly row: ActionRow; readonly today: string; readonly index: number; readonly several: boolean; readonly selected: boolean; readonly onSelect: (id: string, range: boolean) => void;
  /** Where the virtual list puts it. */
  readonly place: number; readonly at: number; readonly ref: Ref<HTMLDivElement>;
}) {
  const words = useWords(actionWords);
  const language = useLanguage();
  const isClosed = !isOpen(row.state);
  return (
    <div ref={ref} role="row" aria-rowindex={index + 2} aria-selected={selected} className="action-row" data-index={at} data-action={row.id} data-selected={selected || undefined} style={{ transform: `translateY(${place}px)` }}>
      <div role="cell" className="action-check"><label className="check-box"><input type="checkbox" checked={selected} aria-label={`${row.id}, ${row.title}`} onClick={(event) => onSelect(row.id, event.shiftKey)} onChange={() => undefined} /></label></div>
      <div role="cell" className="action-id">{row.id}</div>
      <div role="cell" className="action-title">
        <div><PageLink to={{ page: 'action', id: row.id }} row>{row.title}</PageLink></div>
        {row.inCamera && <InCameraChip />}
        <BlockedWhy row={row} />
      </div>
      {several && <div role="cell" className="action-committee"><Chip>{row.committee.acronym}</Chip></div>}
      <div role="cell" className="action-owner"><OwnerButton row={row} /></div>
      <div role="cell" className="action-due">{isClosed && row.closedOn !== null ? <span className="muted">{words.closedOn(words.states[row.state], shortDue(row.closedOn, today, language))}</span> : <DueButton row={row} today={today} />}</div>
      <div role="cell" className="action-state"><StateButton row={row} /></div>
      <div role="cell" className="action-priority"><PriorityButton row={row} /></div>
    </div>
  );
}
/* oxlint-enable jsx-a11y/prefer-tag-over-role */
