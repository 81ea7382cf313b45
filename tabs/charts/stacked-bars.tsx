// Fluent's horizontal bars, as a picture: several parts a row on one common scale. Its own names for assistive technology are English
// only and its legend repeats itself, so the picture is inert, says one sentence, and stands beside its legend and its table.
import { HorizontalBarChart } from '@fluentui/react-charts';
import type { Bars } from './bars.ts';

export function StackedBars({ parts, rows, sentence }: Pick<Bars, 'parts' | 'rows'> & { readonly sentence: string }) {
  const most = Math.max(1, ...rows.map(({ values }) => sum(values)));
  const data = rows.map(({ label, note, values }) => ({
    chartTitle: note === undefined ? label : `${label} · ${note}`,
    chartData: [
      ...values.map((value, place) => ({ legend: parts[place]?.name ?? '', horizontalBarChartdata: { x: value, total: most }, color: parts[place]?.colour ?? '' })),
      // What is left of the scale, so that lengths compare from row to row.
      { legend: 'rest', placeHolder: true, horizontalBarChartdata: { x: most - sum(values), total: most }, color: 'transparent' },
    ],
  }));
  return <figure aria-label={sentence}><div inert className="chart-picture"><HorizontalBarChart data={data} hideTooltip barHeight={10} chartDataMode="hidden" /></div></figure>;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
