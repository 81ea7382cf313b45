// Actions as cards in the column of their state. A card moves by its menu, or is dragged; what is blocked asks its reason either way.
import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import type { ActionRow, ActionState } from '../../src/contract/actions.ts';
import { PageLink } from '../layout.tsx';
import { useWords } from '../session.tsx';
import { Chip } from '../ui/parts.tsx';
import { useActing } from './acting.tsx';
import { listWords } from './list-words.ts';
import { ActionStateMark, InCameraChip, PriorityMark } from './marks.tsx';
import { BlockedWhy, DueButton, OwnerButton, StateButton } from './row.tsx';
import { actionWords } from './words.ts';

const COLUMN_STATES = ['todo', 'in-progress', 'blocked', 'done'] as const satisfies readonly ActionState[];
const AT_FIRST = 40;

export function Board({ rows, today, several }: { readonly rows: readonly ActionRow[]; readonly today: string; readonly several: boolean }) {
  const [dragged, setDragged] = useState<ActionRow | null>(null);
  return (
    <div className="board">
      {COLUMN_STATES.map((state) => <Column key={state} state={state} rows={rows.filter((row) => row.state === state)} today={today} several={several} dragged={dragged} onDrag={setDragged} />)}
    </div>
  );
}

interface ColumnProps { readonly state: (typeof COLUMN_STATES)[number]; readonly rows: readonly ActionRow[]; readonly today: string; readonly several: boolean; readonly dragged: ActionRow | null; readonly onDrag: (row: ActionRow | null) => void }

function Column({ state, rows, today, several, dragged, onDrag }: ColumnProps) {
  const words = useWords(listWords);
  const { states } = useWords(actionWords);
  const { move } = useActing();
  const [most, setMost] = useState(AT_FIRST);
  const [over, setOver] = useState(false);
  const welcome = dragged !== null && dragged.state !== state;
  const shown = rows.slice(0, most);
  return (
    <section className="board-column" aria-label={words.columnOf(states[state], rows.length)} data-over={(over && welcome) || undefined}>
      <div
        className="board-drop"
        onDragOver={(event) => { if (welcome) { event.preventDefault(); setOver(true); } }}
        onDragLeave={(event) => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false); }}
        onDrop={(event) => { event.preventDefault(); setOver(false); if (dragged !== null && welcome) move(dragged, state); onDrag(null); }}
      >
        <h2 className="board-title"><ActionStateMark state={state} /> <span className="muted small">{rows.length}</span></h2>
        {state === 'done' && <p className="muted small board-note">{words.doneLately}</p>}
        {rows.length === 0 && <p className="muted board-none">{words.noneHere}</p>}
        <ul className="board-cards">{shown.map((row) => <Card key={row.id} row={row} today={today} several={several} onDrag={onDrag} />)}</ul>
        {shown.length < rows.length && <Button appearance="subtle" onClick={() => setMost(most + AT_FIRST)}>{words.moreCards(Math.min(AT_FIRST, rows.length - shown.length))}</Button>}
      </div>
    </section>
  );
}

function Card({ row, today, several, onDrag }: { readonly row: ActionRow; readonly today: string; readonly several: boolean; readonly onDrag: (row: ActionRow | null) => void }) {
  return (
    <li data-action={row.id}>
      <div className="board-card" draggable={row.mayChange} onDragStart={(event) => { event.dataTransfer.effectAllowed = 'move'; event.dataTransfer.setData('text/plain', row.id); onDrag(row); }} onDragEnd={() => onDrag(null)}>
        <p className="row" data-tight><span className="muted small">{row.id}</span>{several && <Chip>{row.committee.acronym}</Chip>}{row.inCamera && <InCameraChip />}</p>
        <p><PageLink to={{ page: 'action', id: row.id }} row>{row.title}</PageLink></p>
        <BlockedWhy row={row} />
        <div className="board-facts">
          <DueButton row={row} today={today} />
          <OwnerButton row={row} />
          {row.priority !== 'medium' && <PriorityMark priority={row.priority} />}
          <StateButton row={row} />
        </div>
      </div>
    </li>
  );
}
