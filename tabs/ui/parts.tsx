// Small pieces of look and feel that have never heard of a committee. State is always a word, an icon and a colour.
import type { CSSProperties, MouseEvent, ReactNode } from 'react';
import { Avatar } from '@fluentui/react-components';
import { initials } from './initials.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'calm';
/** Any of ./icons.ts. */
export type IconType = React.ElementType;

export function Mark({ tone, icon: Picture, children }: { readonly tone: Tone; readonly icon: IconType; readonly children: ReactNode }) {
  return <span className="mark" data-tone={tone}><Picture aria-hidden /><span>{children}</span></span>;
}

export function Chip({ icon: Picture, strong, tone, title, children }: { readonly icon?: IconType; readonly strong?: boolean; readonly tone?: 'warn'; readonly title?: string; readonly children: ReactNode }) {
  return <span className="chip" data-strong={strong || undefined} data-tone={tone} title={title}>{Picture && <Picture aria-hidden />}<span>{children}</span></span>;
}

interface StatProps { readonly value: ReactNode; readonly label: string; readonly tone?: Tone; readonly icon?: IconType }
const StatBody = ({ value, label, icon: Picture }: StatProps) => (
  <>
    <span className="stat-value">{Picture && <Picture aria-hidden />}<span>{value}</span></span>
    <span className="stat-label">{label}</span>
  </>
);
/** A figure. With `href`, it leads to the rows that it counts; with `pressed`, it filters them. */
export function Stat(props: StatProps & { readonly href?: string; readonly onGo?: (event: MouseEvent) => void; readonly pressed?: boolean; readonly onPress?: () => void }) {
  const { href, onGo, pressed, onPress, tone } = props;
  if (href !== undefined) return <a className="stat" data-tone={tone} href={href} onClick={onGo}><StatBody {...props} /></a>;
  if (onPress !== undefined) return <button type="button" className="stat" data-tone={tone} aria-pressed={pressed ?? false} onClick={onPress}><StatBody {...props} /></button>;
  return <div className="stat" data-tone={tone}><StatBody {...props} /></div>;
}
export const Stats = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => <section className="stats" aria-label={label}>{children}</section>;

export function Card({ title, note, actions, id, flush, level = 2, children }: { readonly title?: ReactNode; readonly note?: ReactNode; readonly actions?: ReactNode; readonly id?: string; readonly flush?: boolean; readonly level?: 2 | 3; readonly children: ReactNode }) {
  const Heading = level === 2 ? 'h2' : 'h3';
  const head = title === undefined ? null : (
    <div className="card-head" style={flush ? { padding: '14px 16px 0', marginBottom: 8 } : undefined}>
      <div><Heading className="card-title" tabIndex={-1}>{title}</Heading>{note !== undefined && <p className="card-note">{note}</p>}</div>
      {actions !== undefined && <div className="row">{actions}</div>}
    </div>
  );
  return <section className="card" id={id} data-flush={flush || undefined}>{head}{children}</section>;
}

export function Empty({ icon: Picture, title, words, act }: { readonly icon: IconType; readonly title: string; readonly words: string; readonly act?: ReactNode }) {
  return (
    <div className="empty">
      <Picture className="empty-icon" aria-hidden />
      <p className="empty-title">{title}</p>
      <p className="empty-words">{words}</p>
      {act}
    </div>
  );
}

/** Grey lines in the shape of what comes. The words are for those who hear the page; `long`: for all, since it takes seconds. */
export function Shimmer({ label, lines = [60, 90, 75, 45], block, long }: { readonly label: string; readonly long?: boolean; readonly lines?: readonly (90 | 75 | 60 | 45 | 30)[]; readonly block?: boolean }) {
  return (
    <div className="boot-lines" style={{ marginTop: 8 }} aria-busy="true">
      <span className={long ? 'muted' : 'visually-hidden'}>{label}</span>
      {block && <div className="shimmer boot-block" />}
      {lines.map((width, place) => <div key={place} className="shimmer" data-w={width} />)}
    </div>
  );
}

/** A person is a title and initials, never a photograph. */
export function Person({ title, detail, id }: { readonly id: string; readonly title: string; readonly detail?: ReactNode }) {
  return (
    <span className="row" style={{ flexWrap: 'nowrap', gap: 10 }}>
      <Avatar aria-hidden initials={initials(title)} color="colorful" idForColor={id} size={32} />
      <span style={{ minWidth: 0 }}>
        <span style={{ display: 'block', overflowWrap: 'anywhere' }}>{title}</span>
        {detail !== undefined && <span className="muted small" style={{ display: 'block', overflowWrap: 'anywhere' }}>{detail}</span>}
      </span>
    </span>
  );
}

/** `empty`: says nothing, and so takes no room where the row is a card. */
export interface Column<Row> { readonly key: string; readonly name: string; readonly width: string; readonly cell: (row: Row) => ReactNode; readonly empty?: (row: Row) => boolean }
/** A table that turns into cards on a narrow frame. Roles are written out: changing `display` would lose them. */
/** `headless`: the names of the columns are heard, and seen only in the first of several tables alike. */
export function GridTable<Row>({ label, columns, rows, keyOf, headless }: { readonly label: string; readonly columns: readonly Column<Row>[]; readonly rows: readonly Row[]; readonly keyOf: (row: Row) => string; readonly headless?: boolean }) {
  const style = { '--columns': columns.map((c) => c.width).join(' ') } as CSSProperties;
  /* oxlint-disable jsx-a11y/prefer-tag-over-role -- table elements with another display lose their meaning in Safari */
  return (
    <div className="grid-table" role="table" aria-label={label} style={style} data-headless={headless || undefined}>
      <div role="rowgroup">
        <div className="grid-head" role="row">{columns.map((c) => <span key={c.key} role="columnheader">{c.name}</span>)}</div>
      </div>
      <div role="rowgroup">
        {rows.map((row) => (
          <div key={keyOf(row)} className="grid-row" role="row">
            {columns.map((c) => (
              <div key={c.key} className="grid-cell" role="cell" data-empty={c.empty?.(row) || undefined}>
                <span className="grid-cell-label" aria-hidden="true">{c.name}</span>
                {c.cell(row)}
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
  /* oxlint-enable jsx-a11y/prefer-tag-over-role */
}

export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode] | null)[] }) {
  return <dl className="facts">{facts.map((fact) => fact && <div key={fact[0]}><dt>{fact[0]}</dt><dd>{fact[1]}</dd></div>)}</dl>;
}
