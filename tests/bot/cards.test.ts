// Every card, in both languages, before the judges; and the rules of the house that no schema knows.
import { describe, expect, it } from '@jest/globals';
import { answerInChatCard, channelWithoutCommitteeCard, failedCard, helpCard, notUnderstoodCard, outdatedCard, refusedCard, replacedCard } from '../../bot/cards/answers.ts';
import type { CardMessage } from '../../bot/cards/card.ts';
import { committeeCard, committeesCard, oneLine } from '../../bot/cards/committee.ts';
import { cannotReportCard, healthNumberCard, incidentReportedCard, incidentToOfficerCard } from '../../bot/cards/incident.ts';
import { outlookWarningCard } from '../../bot/cards/outlook-warning.ts';
import { welcomeChannel, welcomeChat } from '../../bot/cards/welcome.ts';
import { readCardAction } from '../../bot/intents/card-action.ts';
import { localWords, obstacleWords } from '../../src/features/meetings/words.ts';
import { movedOntoWords, putBackWords } from '../../src/features/meetings/words-outlook.ts';
import type { Language } from '../../src/shared/language.ts';
import { hasOfficialSchema, objections } from '../support/card-check.ts';
import { aCommittee, LINKS, textsOf } from '../support/gouverne-bot.ts';

const OFFICER = { title: { fr: 'Responsable de la protection des renseignements personnels', en: 'Privacy officer' }, email: 'rprp@rqt.example' };
const RESTRICTED = aCommittee({ acronym: 'CDM', confidential: true, name: { fr: 'Comité directeur ministériel' } });
const NOT_READY = aCommittee({ links: { tab: null, channel: null }, chair: null, role: null });

const CARDS: Record<string, (language: Language) => CardMessage> = {
  'welcome-channel': (language) => welcomeChannel(aCommittee(), 'welcome:cncot', language),
  'welcome-channel-restricted': (language) => welcomeChannel(RESTRICTED, 'welcome:cdm', language),
  'welcome-chat': (language) => welcomeChat('welcome-chat', LINKS.home, language),
  'outlook-moved-onto': (language) => outlookWarningCard(movedOntoWords('CNCOT', localWords('2027-06-24T09:00'), [obstacleWords({ is: 'holiday', name: { fr: 'Fête nationale', en: 'National holiday' } }, null)]), LINKS.home, language),
  'outlook-put-back': (language) => outlookWarningCard(putBackWords('CNCOT', localWords('2027-06-24T09:00'), 'in-the-past'), LINKS.home, language),
  'help-chat': (language) => helpCard('chat', language),
  'help-channel': (language) => helpCard('channel', language),
  committee: (language) => committeeCard(aCommittee(), language),
  'committee-restricted': (language) => committeeCard(RESTRICTED, language),
  'committee-not-ready': (language) => committeeCard(NOT_READY, language),
  committees: (language) => committeesCard([aCommittee(), RESTRICTED, NOT_READY], LINKS.home, language),
  'committees-many': (language) => committeesCard(Array.from({ length: 46 }, (_, at) => aCommittee({ acronym: `COM-${at}` })), LINKS.home, language),
  'committees-none': (language) => committeesCard([], LINKS.home, language),
  'not-understood': notUnderstoodCard,
  refused: refusedCard,
  outdated: outdatedCard,
  replaced: (language) => replacedCard({ what: 'CNCOT', url: LINKS.home }, language),
  'channel-without-committee': (language) => channelWithoutCommitteeCard(LINKS.chat, language),
  'answer-in-chat': (language) => answerInChatCard(LINKS.chat, language),
  failed: (language) => failedCard('R-1', language),
  'health-number': (language) => healthNumberCard(OFFICER, { privacyUrl: LINKS.privacy, reference: 'r-1' }, language),
  'health-number-nobody': (language) => healthNumberCard(null, { privacyUrl: LINKS.privacy, reference: 'r-1' }, language),
  'health-number-dialog': (language) => healthNumberCard(OFFICER, { privacyUrl: LINKS.privacy, reference: null }, language),
  'incident-reported': (language) => incidentReportedCard('I-2027-001', OFFICER, language),
  'incident-not-reported': (language) => cannotReportCard(OFFICER, language),
  'incident-to-officer': (language) => incidentToOfficerCard('I-2027-001', 'https://teams.microsoft.com/l/entity/app/home', language),
};
const LANGUAGES: readonly Language[] = ['fr-CA', 'en-CA'];
const EVERY = Object.entries(CARDS).flatMap(([name, make]) => LANGUAGES.map((language) => [name, language, make(language)] as const));

if (!hasOfficialSchema) console.warn('\n!!! The official Adaptive Card 1.5 schema is not at hand (CARD_SCHEMA): the cards were judged by the renderer and the builders’ types only. !!!\n');

interface Node { readonly type?: string; readonly [key: string]: unknown }
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.flatMap(nodes) : typeof value === 'object' && value !== null ? [value as Node, ...Object.entries(value).filter(([key]) => key !== 'data').flatMap(([, part]) => nodes(part))] : []);

describe.each(EVERY)('%s in %s', (_name, language, { card, summary }) => {
  it('is accepted by every judge', () => {
    expect(objections(card)).toEqual([]);
  });

  it('says its language, its version, and all of itself to a client that cannot draw it', () => {
    expect(card).toMatchObject({ lang: language.slice(0, 2), version: '1.5' });
    for (const { type, text, facts } of nodes(card.body)) {
      if (type === 'TextBlock') expect(card.fallbackText).toContain(text);
      for (const part of textsOf(facts)) expect(card.fallbackText).toContain(part);
    }
    expect(summary).not.toBe('');
  });

  it('stays far below what Teams takes', () => {
    expect(JSON.stringify(card).length * 2).toBeLessThan(28 * 1024);
  });

  it('has at most two buttons and a link, each with a title, each of which works', () => {
    const actions = nodes(card).filter((node) => node.type?.startsWith('Action.') === true);
    expect((card.actions ?? []).length).toBeLessThanOrEqual(3);
    for (const action of actions) {
      expect(action['title']).toEqual(expect.stringMatching(/\S/));
      if (action.type === 'Action.OpenUrl') expect(String(action['url'])).toMatch(/^https:\/\//);
      if (action.type === 'Action.Execute') {
        expect(readCardAction({ action: { verb: action['verb'], data: action['data'] } })).not.toBeNull();
        expect(action['fallback']).toMatchObject({ type: 'Action.Submit', title: action['title'], data: action['data'] as object });
        expect(readCardAction(action['data'])).not.toBeNull();
      }
    }
  });

  it('wraps its text, shows no picture of text, and names every picture', () => {
    for (const node of nodes(card)) {
      if (node.type === 'TextBlock') expect(node['wrap']).toBe(true);
      if (node.type === 'Image') expect(node['altText']).toEqual(expect.stringMatching(/\S/));
    }
    expect(nodes(card).filter((node) => node.type === 'TextBlock' && node['style'] === 'heading')).toHaveLength(1);
  });

  it('reads the same as yesterday', () => {
    expect([summary, ...textsOf(card.body), ...textsOf(card.actions)]).toMatchSnapshot();
  });
});

describe('a restricted committee', () => {
  it.each(LANGUAGES.flatMap((language) => [welcomeChannel(RESTRICTED, 'm', language), committeeCard(RESTRICTED, language), committeesCard([RESTRICTED], LINKS.home, language)]))('shows its acronym and its link only', (message) => {
    const everything = JSON.stringify(message);
    expect(everything).toContain('CDM');
    for (const hidden of ['Comité directeur ministériel', 'Coordination provinciale', 'Provincial coordination', 'Coordonne les opérations', 'Membre', 'Member', 'National']) expect(everything).not.toContain(hidden);
  });
});

describe('what people typed', () => {
  it('is text, never a link or an emphasis', () => {
    const { card } = committeeCard(aCommittee({ name: { fr: '[ici](https://ailleurs.example) *fort*' } }), 'fr-CA');
    expect(textsOf(card.body)).toContain(String.raw`\[ici\](https://ailleurs.example) \*fort\*`);
  });

  it('is cut at a word when it is long', () => {
    const cut = oneLine(`${'mandat '.repeat(60)}fin`);
    expect(cut.length).toBeLessThanOrEqual(201);
    expect(cut).toMatch(/mandat…$/);
    expect(oneLine('Court,\n sur deux lignes')).toBe('Court, sur deux lignes');
  });
});

describe('the French of the cards', () => {
  const french = LANGUAGES.slice(0, 1).flatMap((language) => Object.values(CARDS).flatMap((make) => { const { card, summary } = make(language); return [summary, ...textsOf(card.body), ...textsOf(card.actions)]; }));

  // domain: "Formes à éviter" of the client's vocabulary.
  it.each([/\bvaria\b/i, /\bitem/i, /\bagenda\b/i, /\bcédul/i, /secondeur/i, /siég\w+ sur/i, /\btchat\b|\bchat\b/i, /chatbot/i, /cancell/i, /\bstatut\b/i, /escalader/i, /\bminutes\b/i, /ajourner/i])('avoids %s', (form) => {
    expect(french.filter((text) => form.test(text))).toEqual([]);
  });

  it('has its spaces and its apostrophe right', () => {
    for (const text of french) {
      expect(text).not.toMatch(/'/);
      expect(text).not.toMatch(/ :/); // a hard space stands before a colon
      expect(text).not.toMatch(/[\s\u00A0][;!?]/);
      expect(text).not.toMatch(/« | »/);
    }
  });
});
