// A group that folds: a whole-width button with its name and marks, and a body that is drawn only when open.
import { useId, type ReactNode } from 'react';
import { CollapsedIcon, ExpandIcon } from './icons.ts';
import './fold.css';

export function Fold({ name, detail, marks, open, onToggle, level = 3, children }: { readonly name: string; readonly detail?: string; readonly marks?: ReactNode; readonly open: boolean; readonly onToggle: () => void; readonly level?: 2 | 3; readonly children: ReactNode }) {
  const body = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className="fold">
      <Heading>
        <button type="button" className="fold-head" data-row="" aria-expanded={open} aria-controls={body} onClick={onToggle}>
          {open ? <ExpandIcon aria-hidden /> : <CollapsedIcon aria-hidden />}
          <span style={{ minWidth: 0 }}><span className="fold-name">{name}</span>{detail !== undefined && <span className="muted small">{detail}</span>}</span>
          <span className="fold-marks">{marks}</span>
        </button>
      </Heading>
      <div id={body} className="fold-body" hidden={!open}>{open && children}</div>
    </div>
  );
}
