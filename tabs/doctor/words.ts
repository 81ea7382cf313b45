// Sentences of the diagnosis.
import { bilingual, en, fr } from '../ui/words.ts';

export const doctorWords = bilingual(
  {
    title: 'Diagnostic',
    network: 'Réseau',
    lead: 'Ce qui permet à Gouverne de travailler dans Microsoft 365 : configuration, jeton, consentement, application au catalogue, horloge.',
    checking: 'Vérification en cours…',
    again: 'Vérifier de nouveau',
    checkedAt: (when: string) => `Vérifié ${when}`,
    allWell: 'Tout fonctionne',
    some: (failures: number, warnings: number) => [failures > 0 ? fr(failures, 'problème', 'problèmes') : '', warnings > 0 ? fr(warnings, 'avertissement', 'avertissements') : ''].filter(Boolean).join(', '),
    states: { ok: 'En ordre', warning: 'À surveiller', failure: 'Problème', unknown: 'Non vérifié' },
    remedy: (what: string) => `À faire : ${what}`,
    copy: 'Copier le rapport',
    copied: 'Rapport copié',
    notCopied: 'Votre navigateur refuse la copie.',
  },
  {
    title: 'Diagnosis',
    network: 'Network',
    lead: 'What lets Gouverne work in Microsoft 365: configuration, token, consent, app in the catalogue, clock.',
    checking: 'Checking…',
    again: 'Check again',
    checkedAt: (when: string) => `Checked ${when}`,
    allWell: 'Everything works',
    some: (failures: number, warnings: number) => [failures > 0 ? en(failures, 'problem', 'problems') : '', warnings > 0 ? en(warnings, 'warning', 'warnings') : ''].filter(Boolean).join(', '),
    states: { ok: 'In order', warning: 'To watch', failure: 'Problem', unknown: 'Not checked' },
    remedy: (what: string) => `What to do: ${what}`,
    copy: 'Copy the report',
    copied: 'Report copied',
    notCopied: 'Your browser refuses to copy.',
  },
);
