// What needs somebody now, in words.

import { formatDate } from '../../shared/format.ts';
import type { Language, Text } from '../../shared/language.ts';
import { counted, quoted, typeset } from '../../shared/words.ts';
import type { Pressing } from './domain/pressing.ts';

const both = (make: (language: Language) => string): Text => ({ fr: typeset(make('fr-CA')), en: make('en-CA') });
const DAYS: Readonly<Record<Language, { readonly one: string; readonly other: string }>> = { 'fr-CA': { one: 'jour', other: 'jours' }, 'en-CA': { one: 'day', other: 'days' } };

/** `names`: acronyms of committees, titles of meetings. */
export function pressingWords(what: Pressing, names: { readonly committee: (id: string) => string; readonly meeting: (language: Language) => string }): Text {
  return both((language) => {
    const fr = language === 'fr-CA';
    switch (what.is) {
      case 'action-late':
        return fr ? `Votre action ${what.action.id} est en retard de ${counted(what.days, language, DAYS[language])} : ${what.action.title}` : `Your action ${what.action.id} is ${counted(what.days, language, DAYS[language])} late: ${what.action.title}`;
      case 'climbed':
        return fr ? `L’action ${what.action.id} (${names.committee(what.action.committee)}) est en retard de ${counted(what.days, language, DAYS[language])} : ${what.action.title}` : `Action ${what.action.id} (${names.committee(what.action.committee)}) is ${counted(what.days, language, DAYS[language])} late: ${what.action.title}`;
      case 'action-due':
        return fr ? `Votre action ${what.action.id} est due ${dueIn(what.days, language)} : ${what.action.title}` : `Your action ${what.action.id} is due ${dueIn(what.days, language)}: ${what.action.title}`;
      case 'action-blocked':
        return fr ? `L’action ${what.action.id} (${names.committee(what.action.committee)}) est bloquée : ${what.action.title}` : `Action ${what.action.id} (${names.committee(what.action.committee)}) is blocked: ${what.action.title}`;
      case 'answer-meeting':
        return fr ? `Dites si vous venez : ${names.meeting(language)}` : `Say whether you come: ${names.meeting(language)}`;
      case 'reach':
        return fr ? `Dites où en est votre établissement : décision ${what.decision.number}, ${quoted(what.decision.title, language)}` : `Say where your institution stands: decision ${what.decision.number}, ${quoted(what.decision.title, language)}`;
      case 'decision-review':
        return fr ? `À réviser depuis le ${formatDate(what.decision.reviewOn ?? '', language, { weekday: false })} : décision ${what.decision.number}, ${quoted(what.decision.title, language)}` : `To be reviewed since ${formatDate(what.decision.reviewOn ?? '', language, { weekday: false })}: decision ${what.decision.number}, ${quoted(what.decision.title, language)}`;
      case 'vacant-seat':
        return `${names.committee(what.committee)}${fr ? ' :' : ':'} ${counted(what.seats, language, fr ? { one: 'siège vacant', other: 'sièges vacants' } : { one: 'vacant seat', other: 'vacant seats' })}`;
      case 'drift':
        return fr ? `${counted(what.count, language, { one: 'écart', other: 'écarts' })} entre la charte et Teams` : `${counted(what.count, language, { one: 'difference', other: 'differences' })} between the charter and Teams`;
      default:
        return what satisfies never;
    }
  });
}

const dueIn = (days: number, language: Language): string => (days === 0 ? (language === 'fr-CA' ? 'aujourd’hui' : 'today') : days === 1 ? (language === 'fr-CA' ? 'demain' : 'tomorrow') : language === 'fr-CA' ? `dans ${counted(days, language, DAYS[language])}` : `in ${counted(days, language, DAYS[language])}`);
