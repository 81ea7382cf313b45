// What the bot says of a departure, in French and in English: a sentence missing in one of them does not compile.
import type { Language } from '../src/shared/language.ts';
import { counted, typeset } from '../src/shared/words.ts';

const french = {
  successor: (from: string) => typeset(`Vous prenez la relève : ${from}`),
  interim: (from: string) => typeset(`Vous assurez l’intérim : ${from}`),
  chair: (from: string) => typeset(`Fin de fonctions : ${from}`),
  toSuccessor: 'À compter d’aujourd’hui, voici ce qui passe à vous. Ce qui a été fait, voté ou approuvé avant reste à son nom.',
  toChair: 'Voici qui prend ses sièges dans l’instance que vous présidez.',
  seat: (acronym: string, role: string) => `${acronym}, ${role}`,
  taken: (acronym: string, role: string, who: string, interim: boolean) => typeset(`${acronym}, ${role} : ${who}${interim ? ', par intérim' : ''}`),
  vacant: (acronym: string, role: string) => typeset(`${acronym}, ${role} : à pourvoir`),
  actions: (n: number) => typeset(`${counted(n, 'fr-CA', { one: 'action ouverte', other: 'actions ouvertes' })} à votre nom :`),
  more: (n: number) => counted(n, 'fr-CA', { one: 'autre action dans « Mes actions ».', other: 'autres actions dans « Mes actions ».' }),
  open: 'Ouvrir Mes actions',
};

export type HandOverCardWords = typeof french;

const english: HandOverCardWords = {
  successor: (from) => `You take over from: ${from}`,
  interim: (from) => `You stand in for: ${from}`,
  chair: (from) => `Left office: ${from}`,
  toSuccessor: 'From today on, this passes to you. What was done, voted or approved before stays in their name.',
  toChair: 'This is who takes their seats in the committee that you chair.',
  seat: (acronym, role) => `${acronym}, ${role}`,
  taken: (acronym, role, who, interim) => `${acronym}, ${role}: ${who}${interim ? ', in the interim' : ''}`,
  vacant: (acronym, role) => `${acronym}, ${role}: to be filled`,
  actions: (n) => `${counted(n, 'en-CA', { one: 'open action item', other: 'open action items' })} in your name:`,
  more: (n) => counted(n, 'en-CA', { one: 'more action item in “My actions”.', other: 'more action items in “My actions”.' }),
  open: 'Open My actions',
};

export const handOverCardWords = (language: Language): HandOverCardWords => (language === 'en-CA' ? english : french);
