// Sentences of the coordinator's home: counts, charts, and what each list says when it is empty.
import { bilingual, en, enWord, fr, frWord } from '../ui/words.ts';

export const deskWords = bilingual(
  {
    scope: 'Portée', all: 'Tout ce dont je réponds', territoryOf: 'Territoire',
    picker: { none: 'Rien ne correspond', more: (n: number) => `et ${fr(n, 'autre', 'autres')} : précisez votre recherche` },
    counts: 'Actions en chiffres',
    countLate: (n: number) => frWord(n, 'action en retard', 'actions en retard'), countBlocked: (n: number) => frWord(n, 'action bloquée', 'actions bloquées'), countWeek: 'à échéance cette semaine', countOpen: (n: number) => frWord(n, 'action ouverte', 'actions ouvertes'),
    meetings: 'Prochaines séances', calendar: 'Calendrier', noMeetings: 'Aucune séance n’est prévue.', notConvened: 'Convocation à venir', at: (day: string, hours: string) => `${day} à ${hours}`,
    carried: 'Où en sont les actions', byCommittee: 'Par instance', byTerritory: 'Par territoire', byPerson: 'Par responsable', committee: 'Instance', territory: 'Territoire', person: 'Responsable',
    lateColumn: 'En retard', blockedColumn: 'Bloquées', openColumn: 'Ouvertes', restColumn: 'Autres ouvertes', share: (late: number, blocked: number) => `${late} en retard, ${blocked} ${frWord(blocked, 'bloquée', 'bloquées')}`, noActions: 'Aucune action ouverte.',
    late: (n: number) => `En retard (${n})`, noLate: 'Rien n’est en retard.', blocked: (n: number) => `Bloquées (${n})`, noBlocked: 'Rien n’est bloqué.', seeAll: (n: number) => `Voir les ${n}`,
    decisions: 'Décisions à exécuter', noDecisions: 'Toutes les décisions en vigueur sont exécutées.', seeRegister: 'Voir dans le registre',
    vacant: (n: number) => `Sièges vacants (${n})`, noVacant: 'Tous les sièges sont pourvus.', others: (n: number) => `Afficher ${fr(n, 'autre', 'autres')}`,
    drift: 'Écarts avec Teams', drifts: (n: number) => fr(n, 'écart entre Teams et la charte', 'écarts entre Teams et la charte'), noDrift: 'Teams correspond à la charte.', neverLooked: 'Teams n’a pas encore été comparé à la charte.', seeDrift: 'Voir les écarts', looked: (when: string) => `Vérifié ${when}`,
  },
  {
    scope: 'Scope', all: 'All that I answer for', territoryOf: 'Territory',
    picker: { none: 'Nothing matches', more: (n: number) => `and ${en(n, 'other', 'others')}: narrow your search` },
    counts: 'Action items in figures',
    countLate: (n: number) => enWord(n, 'overdue action item', 'overdue action items'), countBlocked: (n: number) => enWord(n, 'blocked action item', 'blocked action items'), countWeek: 'due this week', countOpen: (n: number) => enWord(n, 'open action item', 'open action items'),
    meetings: 'Next meetings', calendar: 'Calendar', noMeetings: 'No meeting is planned.', notConvened: 'Notice to come', at: (day: string, hours: string) => `${day} at ${hours}`,
    carried: 'Where action items stand', byCommittee: 'By committee', byTerritory: 'By territory', byPerson: 'By owner', committee: 'Committee', territory: 'Territory', person: 'Owner',
    lateColumn: 'Overdue', blockedColumn: 'Blocked', openColumn: 'Open', restColumn: 'Others open', share: (late: number, blocked: number) => `${late} overdue, ${blocked} blocked`, noActions: 'No open action item.',
    late: (n: number) => `Overdue (${n})`, noLate: 'Nothing is overdue.', blocked: (n: number) => `Blocked (${n})`, noBlocked: 'Nothing is blocked.', seeAll: (n: number) => `See all ${n}`,
    decisions: 'Decisions to carry out', noDecisions: 'Every decision in force is carried out.', seeRegister: 'See in the register',
    vacant: (n: number) => `Vacant seats (${n})`, noVacant: 'Every seat is filled.', others: (n: number) => `Show ${en(n, 'other', 'others')}`,
    drift: 'Drift from Teams', drifts: (n: number) => en(n, 'difference between Teams and the charter', 'differences between Teams and the charter'), noDrift: 'Teams matches the charter.', neverLooked: 'Teams was not compared with the charter yet.', seeDrift: 'See the differences', looked: (when: string) => `Checked ${when}`,
  },
);
