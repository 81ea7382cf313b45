// Sentences of the personal tab « Mes actions ».
import { bilingual, en, fr } from '../ui/words.ts';

export const myActionsWords = bilingual(
  {
    title: 'Mes actions',
    all: 'Toutes les actions',
    create: 'Nouvelle action',
    loading: 'Chargement de vos actions…',
    now: (n: number) => `À faire maintenant (${n})`,
    nowNone: 'Rien n’est en retard, rien n’échoit d’ici dimanche.',
    later: (n: number) => `Plus tard (${n})`,
    closed: 'Fermées depuis 30 jours',
    more: (n: number) => `Afficher ${fr(n, 'autre action', 'autres actions')}`,
    partly: 'Une partie de vos actions n’a pas pu être lue.',
    none: 'Aucune action ne vous attend',
    noneHint: 'Ce qui vous est confié en séance, par une décision ou à partir d’un message apparaît ici. Ce que vous devez à vos sièges aussi.',
    seeAll: 'Voir les actions de mes comités',
    keys: 'Au clavier : j et k d’une action à l’autre, e pour changer l’échéance, c pour créer.',
  },
  {
    title: 'My actions',
    all: 'All action items',
    create: 'New action item',
    loading: 'Loading your action items…',
    now: (n: number) => `To do now (${n})`,
    nowNone: 'Nothing is late, nothing falls due by Sunday.',
    later: (n: number) => `Later (${n})`,
    closed: 'Closed in the last 30 days',
    more: (n: number) => `Show ${en(n, 'other action item', 'other action items')}`,
    partly: 'Part of your action items could not be read.',
    none: 'No action item is waiting for you',
    noneHint: 'What is assigned to you in a meeting, by a decision or from a message shows here. So does what your seats answer for.',
    seeAll: 'See the action items of my committees',
    keys: 'Keyboard: j and k from one action item to the next, e to change the due date, c to create.',
  },
);
