// Every sentence of the register, in both languages: nothing missing, nothing that the OQLF discourages, right typography.
import { describe, expect, it } from '@jest/globals';
import type { RecordRefusal } from '../../../src/features/decisions/domain/record-decision.ts';
import type { QuorumThen, Vote } from '../../../src/features/decisions/domain/registered-decision.ts';
import { changeRefusal, kindWords, momentWords, quorumWords, reachWords, rightRefusal, standingWords, voteWords } from '../../../src/features/decisions/words.ts';
import { committeeId, decisionId, personId } from '../../../src/shared/ids.ts';
import type { Text } from '../../../src/shared/language.ts';
import { typographyProblems } from '../../support/french.ts';

type Refusal = Parameters<typeof changeRefusal>[0];
const D = decisionId('D-2027-001');
const QUORUM: QuorumThen = { state: 'not-met', present: 4, needed: 5, of: 9, counts: 'institutions' };
/** One of each kind: a kind without example does not compile. */
const REFUSALS: { readonly [Why in Refusal['why']]: Extract<Refusal, { why: Why }> } = {
  empty: { why: 'empty', field: 'title' }, 'too-long': { why: 'too-long', field: 'text', most: 20_000 }, 'health-number': { why: 'health-number', field: 'item' }, 'same-text': { why: 'same-text' },
  'unknown-committee': { why: 'unknown-committee', committee: 'x' }, 'not-a-date': { why: 'not-a-date', takenAt: 'hier' }, 'no-such-hour': { why: 'no-such-hour', takenAt: '2027-03-14T02:30', moved: '2027-03-14T03:30' }, 'in-the-future': { why: 'in-the-future', takenAt: '2027-03-18T16:01' },
  'no-meeting': { why: 'no-meeting' }, 'meeting-of-others': { why: 'meeting-of-others' }, 'meeting-cancelled': { why: 'meeting-cancelled' }, 'another-day': { why: 'another-day', takenAt: '2027-03-17T09:40', start: '2027-03-18T09:00' },
  'nobody-there': { why: 'nobody-there' }, 'unknown-person-there': { why: 'unknown-person-there', person: 'per-x' },
  'no-quorum': { why: 'no-quorum', quorum: QUORUM, missing: { voices: 1, groups: [{ group: 'gpp-cct', voices: 2 }], persons: [personId('per-sm')] } },
  'no-such-replaced': { why: 'no-such-replaced', decision: 'D-2027-009' }, 'already-superseded': { why: 'already-superseded', decision: D, by: D }, 'not-below': { why: 'not-below', decision: D, committee: committeeId('cemt') }, 'replaced-is-later': { why: 'replaced-is-later', decision: D }, 'recommendation-replaces': { why: 'recommendation-replaces', decision: D },
  'not-a-day': { why: 'not-a-day', day: 'demain' }, 'review-in-the-past': { why: 'review-in-the-past', day: '2027-01-07', today: '2027-03-18' }, 'is-superseded': { why: 'is-superseded', by: D },
  'no-voter': { why: 'no-voter' }, 'too-many-voices': { why: 'too-many-voices', counted: 8, voters: 6 }, 'not-unanimous': { why: 'not-unanimous', against: 1, abstained: 0 }, 'unanimity-of-some': { why: 'unanimity-of-some', for: 5, voters: 6 }, 'against-consensus': { why: 'against-consensus', against: 1 }, 'no-majority': { why: 'no-majority', for: 3, against: 3 }, 'no-tie': { why: 'no-tie', for: 4, against: 2 }, 'chair-away': { why: 'chair-away' },
  'unknown-institution': { why: 'unknown-institution', institution: 'x' }, 'in-camera-stays': { why: 'in-camera-stays' }, 'all-asked': { why: 'all-asked' },
  'not-asked': { why: 'not-asked', institution: 'chum' }, superseded: { why: 'superseded', by: D }, 'no-planned-day': { why: 'no-planned-day' }, 'not-a-planned-day': { why: 'not-a-planned-day', day: 'demain' }, 'planned-in-the-past': { why: 'planned-in-the-past', day: '2027-01-07', today: '2027-03-18' }, 'no-reason': { why: 'no-reason' }, 'reason-too-long': { why: 'reason-too-long', most: 1000 }, 'reason-health-number': { why: 'reason-health-number' },
  'no-decision': { why: 'no-decision' }, stale: { why: 'stale' }, 'sent-superseded': { why: 'sent-superseded', by: D },
};
const NAMES: Readonly<Record<string, Text>> = { 'gpp-cct': { fr: 'Centres de coordination', en: 'Coordination centres' }, 'per-sm': { fr: 'Sous-ministre', en: 'Deputy minister' }, cemt: { fr: 'CEMT', en: 'CEMT' }, chum: { fr: 'CHUM' } };
const nameOf = (id: string): Text | null => NAMES[id] ?? null;
const plain = ({ fr, en = '' }: Text): readonly [string, string] => [fr.replaceAll('\u00A0', ' '), en.replaceAll('\u00A0', ' ')];

describe('a refusal', () => {
  it.each(Object.values(REFUSALS).map((refusal) => [refusal.why, refusal] as const))('%s is said in both languages', (_why, refusal) => {
    const text = changeRefusal(refusal, nameOf);
    expect(typographyProblems(text.fr)).toEqual([]);
    for (const said of [text.fr, text.en ?? '']) { expect(said).toMatch(/^[\p{Lu}«“\d].*\.$/u); expect(said).not.toMatch(/undefined|null|\[object|gpp-|per-sm|'/); }
    expect(text.fr).not.toBe(text.en);
  });
  it('of what is superseded names nothing that is not to be known', () => {
    const hidden = ([REFUSALS.superseded, REFUSALS['sent-superseded'], REFUSALS['is-superseded'], { ...REFUSALS['already-superseded'], decision: decisionId('D-2027-005') }] as const).map((refusal) => changeRefusal({ ...refusal, by: null }, nameOf));
    for (const { fr, en } of hidden) {
      expect(typographyProblems(fr)).toEqual([]);
      expect([fr, en].join(' ')).not.toMatch(/D-2027-001|null/);
      expect(en).toMatch(/superseded.*\.$/);
    }
  });
  it('of a right too', () => {
    for (const refusal of [{ why: 'register-keepers-only', committee: committeeId('cncot') }, { why: 'in-camera-members-only', committee: committeeId('cncot') }, { why: 'no-decision', decision: D }, { why: 'not-their-institution', institution: 'chum' }] as const) {
      const text = rightRefusal(refusal, nameOf);
      expect(typographyProblems(text.fr)).toEqual([]);
      expect(text.en).toMatch(/\.$/);
    }
  });
  it('for want of a quorum says how many there are, how many it takes, and who is missing', () => {
    expect(plain(changeRefusal(REFUSALS['no-quorum'] as RecordRefusal, nameOf))).toEqual([
      'Le quorum n’est pas atteint : 4 établissements sur 9 (il en faut 5). Il manque 2 voix de plus pour : Centres de coordination et Sous-ministre. Sans quorum rien n’est décidé; une recommandation peut être inscrite.',
      'No quorum: 4 institutions of 9 (5 required). Missing: 2 voices more for: Coordination centres and Deputy minister. Without a quorum nothing is decided; a recommendation may be recorded.',
    ]);
  });
});

it('says the vote', () => {
  const vote = (mode: Vote['mode'], yes: number, against: number, abstained: number) => plain(voteWords({ mode, for: yes, against, abstained }))[0];
  expect([vote('unanimous', 6, 0, 0), vote('consensus', 6, 0, 0), vote('consensus', 5, 0, 1), vote('majority', 4, 1, 1), vote('casting', 3, 3, 0)]).toEqual([
    'À l’unanimité : 6 voix.', 'Par consensus.', 'Par consensus, 1 abstention.', 'À la majorité : 4 pour, 1 contre, 1 abstention.', 'Par la voix prépondérante de la présidence : 3 pour, 3 contre, 0 abstention.',
  ]);
});

it('says the quorum, the moment, kinds, standing and answers', () => {
  expect([QUORUM, { ...QUORUM, state: 'met', present: 5 }, { ...QUORUM, counts: 'members' }, { ...QUORUM, state: 'none' }].map((quorum) => plain(quorumWords(quorum as QuorumThen))[0])).toEqual([
    'Quorum non atteint : 4 établissements sur 9 (il en faut 5).', 'Quorum constaté : 5 établissements sur 9 (il en faut 5).', 'Quorum non atteint : 4 voix sur 9 (il en faut 5).', 'Aucun quorum n’est exigé.',
  ]);
  expect(plain(momentWords('2027-01-07T09:40'))).toEqual(['jeudi 7 janvier 2027 à 9 h 40', 'Thursday, January 7, 2027 at 9:40 a.m.']);
  for (const text of [kindWords, standingWords, reachWords].flatMap((words): Text[] => Object.values(words))) { expect(text.en).toMatch(/\S/); expect(typographyProblems(text.fr)).toEqual([]); }
});
