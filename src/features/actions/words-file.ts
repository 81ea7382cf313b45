// An imported file in words: why it cannot be read, and what is wrong with a row.

import type { Text } from '../../shared/language.ts';
import { quoted, typeset } from '../../shared/words.ts';
import type { FileRefusal, RowFault } from './domain/read-action-file.ts';
import { MOST_ROWS } from './domain/read-action-file.ts';
import { actionRefusal } from './words.ts';

const t = (fr: string, en: string): Text => ({ fr: typeset(fr), en });

export function fileRefusal(refusal: FileRefusal): Text {
  switch (refusal.fault) {
    case 'encoding':
      return t('Ce fichier n’est pas en UTF-8 : ses accents seraient perdus. Dans Excel, enregistrez-le sous « CSV UTF-8 (délimité par des virgules) », puis choisissez-le de nouveau.', 'This file is not in UTF-8: its accents would be lost. In Excel, save it as “CSV UTF-8 (Comma delimited)”, then choose it again.');
    case 'empty':
      return t('Ce fichier est vide. Il faut une première ligne de titres de colonnes, puis une action par ligne.', 'This file is empty. It needs a first line of column names, then one action a line.');
    case 'not-a-table':
      return t(`Ce fichier ne se lit pas comme un tableau : une citation ouverte à la ligne ${refusal.line} ne se ferme pas.`, `This file does not read as a table: a quotation opened on line ${refusal.line} does not close.`);
    case 'no-column':
      return refusal.column === 'title'
        ? t('La colonne « Titre » manque. Téléchargez le modèle pour voir les colonnes attendues.', 'The column “Title” is missing. Download the model to see the columns expected.')
        : t('La colonne « Échéance » manque. Téléchargez le modèle pour voir les colonnes attendues.', 'The column “Due date” is missing. Download the model to see the columns expected.');
    case 'too-many-rows':
      return t(`Ce fichier a ${refusal.rows} lignes; ${MOST_ROWS} au plus à la fois. Partagez-le en plusieurs fichiers.`, `This file has ${refusal.rows} rows; ${MOST_ROWS} at most at a time. Split it into several files.`);
    default:
      return refusal satisfies never;
  }
}

export function rowFault(fault: RowFault, nameOf: (id: string) => Text | null): Text {
  if (fault.why === 'health-number') return t('Cette cellule contient ce qui ressemble à un numéro d’assurance maladie. Retirez-le, puis choisissez de nouveau le fichier : Gouverne ne garde aucun renseignement de santé.', 'This cell holds what looks like a health insurance number. Take it out, then choose the file again: Gouverne keeps no health information.');
  if (fault.why === 'unknown-owner') return t(`${quoted(fault.owner, 'fr-CA')} ne désigne personne de cette instance, ou plus d’une personne. Écrivez une adresse de courriel, ou la fonction exacte.`, `${quoted(fault.owner, 'en-CA')} names nobody of this committee, or more than one person. Write an e-mail address, or the exact function.`);
  if (fault.why === 'unknown-priority') return t(`${quoted(fault.priority, 'fr-CA')} n’est pas une priorité. Écrivez Urgente, Importante, Moyenne ou Basse.`, `${quoted(fault.priority, 'en-CA')} is not a priority. Write Urgent, Important, Medium or Low.`);
  return actionRefusal(fault, nameOf);
}
