// Sentences of what gives a file to keep: a list, the register, the coordinator's desk.
import { bilingual } from './ui/words.ts';

export const exportWords = bilingual(
  { export: 'Exporter', workbook: 'Exporter (Excel)', csv: 'Fichier CSV', xlsx: 'Classeur Excel', exported: (name: string) => `${name} est prêt`, notExported: 'L’exportation a échoué' },
  { export: 'Export', workbook: 'Export (Excel)', csv: 'CSV file', xlsx: 'Excel workbook', exported: (name) => `${name} is ready`, notExported: 'The export failed' },
);
