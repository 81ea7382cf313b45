// A small chart that reads at a glance, its legend, and the table that says the same with its figures. The drawing is fetched apart.
import { useState, type ReactNode } from 'react';
import { ToggleButton } from '@fluentui/react-components';
import { useLanguage, useShellWords, useWords } from '../session.tsx';
import { TableIcon } from '../ui/icons.ts';
import { later } from '../ui/later.tsx';
import { Card, Shimmer } from '../ui/parts.tsx';
import { number } from '../ui/words.ts';
import type { Bars } from './bars.ts';
import { chartWords } from './words.ts';
import './charts.css';

type Drawn = Pick<Bars, 'parts' | 'rows'> & { readonly sentence: string };
const StackedBars = later<Drawn>(() => import('./stacked-bars.tsx').then((module) => module.StackedBars), () => <Waiting />);

const AT_A_GLANCE = 6;

export function ChartCard({ title, bars, table, level = 2 }: { readonly title: string; readonly bars: Bars; /** All the rows, as a table. */ readonly table: ReactNode; readonly level?: 2 | 3 }) {
  const words = useWords(chartWords);
  const language = useLanguage();
  const [asTable, setAsTable] = useState(false);
  const { parts, rows } = bars;
  const drawn = rows.slice(0, AT_A_GLANCE);
  const totals = parts.map((_part, place) => rows.reduce((total, { values }) => total + (values[place] ?? 0), 0));
  return (
    <Card title={title} level={level} actions={<ToggleButton size="small" appearance="subtle" icon={<TableIcon />} checked={asTable} onClick={() => setAsTable(!asTable)}>{words.table}<span className="visually-hidden"> {words.of(title)}</span></ToggleButton>}>
      {asTable ? table : (
        <>
          <ul className="chart-legend">{parts.map(({ name, colour }, place) => <li key={name}><span className="chart-key" style={{ background: colour }} aria-hidden="true" />{words.part(name, number(language, totals[place] ?? 0))}</li>)}</ul>
          <StackedBars parts={parts} rows={drawn} sentence={words.sentence(title, drawn.length)} />
          {rows.length > drawn.length && <p className="muted small">{words.more(rows.length - drawn.length)}</p>}
        </>
      )}
    </Card>
  );
}

function Waiting() {
  return <Shimmer label={useShellWords().loading} lines={[90, 75, 60]} />;
}
