// The screens' dictionaries: Québec's words and typography in French, and nothing left in French in English.
import { listWords } from '../../tabs/actions/list-words.ts';
import { actionPageWords, importWords, newActionWords } from '../../tabs/actions/page-words.ts';
import { actionWords } from '../../tabs/actions/words.ts';
import { calendarWords } from '../../tabs/calendar/words.ts';
import { cascadeWords } from '../../tabs/cascade/words.ts';
import { committeeWords } from '../../tabs/committee/words.ts';
import { configWords } from '../../tabs/config/words.ts';
import { chartWords } from '../../tabs/charts/words.ts';
import { decisionPageWords } from '../../tabs/decision/words.ts';
import { newDecisionWords } from '../../tabs/decisions/new-words.ts';
import { decisionWords } from '../../tabs/decisions/words.ts';
import { doctorWords } from '../../tabs/doctor/words.ts';
import { driftWords } from '../../tabs/drift/words.ts';
import { deskWords } from '../../tabs/home/desk-words.ts';
import { exportWords } from '../../tabs/export-words.ts';
import { handOverWords } from '../../tabs/handover/words.ts';
import { homeWords } from '../../tabs/home/words.ts';
import { incidentsWords } from '../../tabs/incidents/words.ts';
import { journalWords } from '../../tabs/journal/words.ts';
import { meetingWords } from '../../tabs/meeting/words.ts';
import { myActionsWords } from '../../tabs/my-actions/words.ts';
import { myMeetingsWords } from '../../tabs/my-meetings/words.ts';
import { networkWords } from '../../tabs/network/words.ts';
import { newWords } from '../../tabs/new-committee/words.ts';
import { outsideWords } from '../../tabs/outside/words.ts';
import { planWords, runWords } from '../../tabs/plan/words.ts';
import { searchWords } from '../../tabs/search/words.ts';
import { specialWords } from '../../tabs/special-meeting/words.ts';
import { yearWords } from '../../tabs/year/words.ts';
import { shellWords } from '../../tabs/shell-words.ts';
import { french } from '../../tabs/ui/words.ts';
import { typographyProblems } from '../support/french.ts';
import { sentencesOf } from './support/words-of.ts';

const dictionaries = { chartWords, decisionPageWords, decisionWords, deskWords, newDecisionWords, searchWords, actionPageWords, actionWords, importWords, listWords, myActionsWords, newActionWords, calendarWords, cascadeWords, meetingWords, myMeetingsWords, specialWords, yearWords, committeeWords, configWords, doctorWords, driftWords, exportWords, handOverWords, homeWords, incidentsWords, journalWords, networkWords, newWords, outsideWords, planWords, runWords, shellWords };

describe.each(Object.entries(dictionaries))('%s', (_name, dictionary) => {
  const frenchOnes = new Map(sentencesOf(dictionary['fr-CA']));
  const englishOnes = new Map(sentencesOf(dictionary['en-CA']));

  it('speaks the French of Québec’s administration, typeset as the OQLF asks', () => {
    const problems = [...frenchOnes].flatMap(([path, sentence]) => typographyProblems(sentence).map((problem) => `${path}: ${problem}: ${sentence}`));
    expect(problems).toEqual([]);
  });

  it('says every sentence in both languages', () => {
    expect([...englishOnes.keys()]).toEqual([...frenchOnes.keys()]);
    expect([...frenchOnes, ...englishOnes].filter(([, sentence]) => sentence.trim() === '' && sentence !== '').map(([path]) => path)).toEqual([]);
  });

  it('leaves no French sentence in the English screens', () => {
    // Some words are the same in both languages; whole sentences are not. The languages’ own names stay in their language.
    const same = [...englishOnes].filter(([path, sentence]) => (sentence.match(/\p{L}{2,}/gu)?.length ?? 0) > 2 && frenchOnes.get(path)?.replaceAll('\u00a0', ' ') === sentence);
    expect(same).toEqual([]);
  });
});

it('sets hard spaces where French wants them and nowhere else', () => {
  expect(french('Fait : « oui » à 9 h, 41 % de 2 503 500 $. Prêt? Oui; non')).toBe('Fait\u00a0: «\u00a0oui\u00a0» à 9\u00a0h, 41\u00a0% de 2 503 500\u00a0$. Prêt? Oui; non');
  expect(french('2 sièges, 3 heures')).toBe('2 sièges, 3 heures');
});
