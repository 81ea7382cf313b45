// Sentences of the search over actions, decisions and meetings.
import { bilingual, en, fr } from '../ui/words.ts';

export const searchWords = bilingual(
  {
    title: 'Recherche',
    label: 'Chercher dans les actions, les décisions et les séances',
    hint: 'Un mot, un numéro, un sujet…',
    kinds: { all: 'Tout', action: 'Actions', decision: 'Décisions', meeting: 'Séances' },
    kindOf: { action: 'Action', decision: 'Décision', meeting: 'Séance' },
    kindsLabel: 'Ne garder que',
    loading: 'Recherche en cours…',
    shown: (n: number, more: boolean) => (more ? `Les ${n} premiers résultats` : fr(n, 'résultat', 'résultats')),
    more: 'Afficher plus de résultats',
    start: 'Que cherchez-vous?',
    startHint: 'Écrivez au moins deux lettres. Les accents et les terminaisons ne comptent pas. Seul ce que vous pouvez consulter apparaît.',
    none: (q: string) => `Rien ne correspond à « ${q} »`,
    noneHint: 'Essayez un autre mot, un mot plus court, ou le numéro. Ce qui n’est pas de vos instances n’apparaît pas.',
    everything: 'Chercher dans tout',
    keys: 'Clavier : / revenir à la recherche, j et k parcourir les résultats, Entrée ouvrir.',
  },
  {
    title: 'Search',
    label: 'Search action items, decisions and meetings',
    hint: 'A word, a number, a subject…',
    kinds: { all: 'Everything', action: 'Action items', decision: 'Decisions', meeting: 'Meetings' },
    kindOf: { action: 'Action item', decision: 'Decision', meeting: 'Meeting' },
    kindsLabel: 'Keep only',
    loading: 'Searching…',
    shown: (n: number, more: boolean) => (more ? `The first ${n} results` : en(n, 'result', 'results')),
    more: 'Show more results',
    start: 'What are you looking for?',
    startHint: 'Type at least two letters. Accents and endings do not matter. Only what you may read shows.',
    none: (q: string) => `Nothing matches “${q}”`,
    noneHint: 'Try another word, a shorter one, or the number. What is not of your committees does not show.',
    everything: 'Search everything',
    keys: 'Keyboard: / back to the search, j and k walk the results, Enter opens.',
  },
);
