// What every chart says around its picture.
import { bilingual, en, fr } from '../ui/words.ts';

export const chartWords = bilingual(
  {
    table: 'Tableau',
    of: (title: string) => ` : ${title}`,
    part: (name: string, count: string) => `${name} : ${count}`,
    sentence: (title: string, rows: number) => `${title} : graphique à barres, ${fr(rows, 'ligne', 'lignes')}. Le bouton « Tableau » donne les mêmes chiffres.`,
    more: (n: number) => `et ${fr(n, 'autre', 'autres')} dans le tableau`,
  },
  {
    table: 'Table',
    of: (title: string) => `: ${title}`,
    part: (name: string, count: string) => `${name}: ${count}`,
    sentence: (title: string, rows: number) => `${title}: bar chart, ${en(rows, 'row', 'rows')}. The “Table” button gives the same figures.`,
    more: (n: number) => `and ${en(n, 'other', 'others')} in the table`,
  },
);
