// What is open and why, in sentences, for whoever takes over: counts, what is late, what is blocked and by what, and the next meetings.

import { formatDate, formatHour } from '../../shared/format.ts';
import type { Language } from '../../shared/language.ts';
import { say } from '../../shared/language.ts';
import { counted, typeset } from '../../shared/words.ts';
import { lateDays, type Action } from './domain/action.ts';
import { lateWords } from './words.ts';

const ACTION = { 'fr-CA': { one: 'action ouverte', other: 'actions ouvertes' }, 'en-CA': { one: 'open action item', other: 'open action items' } } as const;

/** « 3 actions ouvertes, dont 1 en retard et 1 bloquée. » */
function countSentence(actions: readonly Action[], today: string, language: Language): string {
  const [late, blocked] = [actions.filter((action) => lateDays(action, today) > 0).length, actions.filter(({ state }) => state === 'blocked').length];
  const all = counted(actions.length, language, ACTION[language]);
  if (language === 'fr-CA') {
    const parts = [...(late === 0 ? [] : [`${late} en retard`]), ...(blocked === 0 ? [] : [`${blocked} ${blocked < 2 ? 'bloquée' : 'bloquées'}`])];
    return `${all}${parts.length === 0 ? '' : `, dont ${parts.join(' et ')}`}.`;
  }
  const parts = [...(late === 0 ? [] : [`${late} late`]), ...(blocked === 0 ? [] : [`${blocked} blocked`])];
  return `${all}${parts.length === 0 ? '' : `, ${parts.join(' and ')}`}.`;
}

/** « A-2027-003, Titre : en retard de 3 jours. Bloquée : sans budget. »; null when it is neither late nor blocked. */
export function whyOpen(action: Action, today: string, language: Language, titled: boolean): string | null {
  const late = lateWords(lateDays(action, today));
  if (late === null && action.state !== 'blocked') return null;
  const name = titled ? `${action.id}, ${action.title}` : action.id;
  const fr = language === 'fr-CA';
  const parts = [...(late === null ? [] : [say(late, language)]), ...(action.state !== 'blocked' ? [] : [`${fr ? 'bloquée' : 'blocked'}${titled && action.blocked !== null ? ` (${action.blocked})` : ''}`])];
  const text = parts.join(', ');
  return fr ? typeset(`${name} : ${text.slice(0, 1).toLowerCase()}${text.slice(1)}.`) : `${name}: ${text.slice(0, 1).toLowerCase()}${text.slice(1)}.`;
}

/** « A-2027-003, Titre : échéance le 12 février 2027. » */
export function dueWords(action: Action, language: Language, titled: boolean): string {
  const [name, day] = [titled ? `${action.id}, ${action.title}` : action.id, formatDate(action.due, language, { weekday: false })];
  return language === 'fr-CA' ? typeset(`${name} : échéance le ${day}.`) : `${name}: due ${day}.`;
}

export interface NextMeeting { readonly acronym: string; /** Local, `2027-03-18T09:00`. */ readonly start: string }

export const meetingSentence = ({ acronym, start }: NextMeeting, language: Language): string => {
  const day = formatDate(start.slice(0, 10), language);
  const hour = formatHour(Number(start.slice(11, 13)), Number(start.slice(14, 16)), language);
  return language === 'fr-CA' ? typeset(`${acronym} : prochaine séance le ${day} à ${hour}.`) : `${acronym}: next meeting on ${day} at ${hour}.`;
};

export const briefOf = (actions: readonly Action[], meetings: readonly NextMeeting[], today: string, language: Language): readonly string[] => [
  countSentence(actions, today, language),
  ...actions.flatMap((action) => whyOpen(action, today, language, true) ?? []),
  ...meetings.map((meeting) => meetingSentence(meeting, language)),
];
