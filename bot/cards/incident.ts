// A number that must not have been written: how to delete the message, and with one press whoever is in charge knows. The number itself
// reaches neither these functions nor anything that it could be written to.
import { say, type Language, type Text } from '../../src/shared/language.ts';
import { chatLink } from '../../src/shared/teams-links.ts';
import { botWords } from '../words.ts';
import { incidentWords } from '../words-incidents.ts';
import { ask, card, open, paragraph, type CardMessage } from './card.ts';

export interface Officer { readonly title: Text; readonly email: string }

/** `reference`: what makes two presses one report; null in a dialog, whose buttons all go to its command. */
export function healthNumberCard(officer: Officer | null, { privacyUrl, reference }: { readonly privacyUrl: string; readonly reference: string | null }, language: Language): CardMessage {
  const { healthNumber, buttons } = botWords(language);
  const lines = [healthNumber.detail, healthNumber.how, officer === null ? healthNumber.noOfficer : healthNumber.officer(say(officer.title, language))];
  return card(language, healthNumber.title, lines.map((line) => paragraph(line)), [
    ...(officer === null || reference === null ? [] : [ask(buttons.privacyOfficer, { verb: 'report-incident', reference })]),
    ...(officer === null ? [] : [open(incidentWords(language).write, chatLink(officer.email, healthNumber.draft))]),
    open(buttons.privacy, privacyUrl),
  ], lines);
}

export function incidentReportedCard(id: string, officer: Officer, language: Language): CardMessage {
  const { reported } = incidentWords(language);
  const lines = [reported.told(say(officer.title, language)), reported.remember];
  return card(language, reported.title(id), lines.map((line) => paragraph(line)), [], lines);
}

export function cannotReportCard(officer: Officer | null, language: Language): CardMessage {
  const { unknownPerson, write } = incidentWords(language);
  return card(language, unknownPerson.title, [paragraph(unknownPerson.detail)], officer === null ? [] : [open(write, chatLink(officer.email, botWords(language).healthNumber.draft))], [unknownPerson.detail]);
}

/** To the person in charge. */
export function incidentToOfficerCard(id: string, url: string, language: Language): CardMessage {
  const { toOfficer } = incidentWords(language);
  const lines = [toOfficer.detail, toOfficer.next];
  return card(language, toOfficer.title(id), lines.map((line) => paragraph(line)), [open(toOfficer.open, url)], lines);
}
