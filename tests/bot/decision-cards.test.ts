// Every card about decisions, in both languages, before the judges; what pressing their buttons asks, and what never leaves Canada.
import { describe, expect, it } from '@jest/globals';
import { plain as escaped, type CardMessage } from '../../bot/cards/card.ts';
import { decisionCard, decisionsInChatCard, goneDecisionCard, latestDecisionsCard, noDecisionCard, noSuchCommitteeCard, reachCard, reachRefusedCard } from '../../bot/cards/decision.ts';
import { readCardAction } from '../../bot/intents/card-action.ts';
import { readMessage } from '../../bot/intents/message.ts';
import type { ShownDecision, ShownReach } from '../../bot/use-cases-decisions.ts';
import { showDecision, showReach } from '../../src/features/decisions/use-cases/show-decision.ts';
import { decisionId } from '../../src/shared/ids.ts';
import type { Language } from '../../src/shared/language.ts';
import { theNetwork, withCommittee } from '../support/charter-builder.ts';
import { objections } from '../support/card-check.ts';
import { LINKS, textsOf } from '../support/gouverne-bot.ts';
import { aDecision } from '../support/stored-decision.ts';

const TODAY = '2027-06-01';
const PAGE = 'https://teams.microsoft.com/l/entity/app/home?x';
const decision = (over: Parameters<typeof aDecision>[0] = {}, charter = theNetwork()): ShownDecision => showDecision(charter, aDecision({ title: 'Calendrier [2027]', ...over }), { today: TODAY, page: PAGE, next: over.supersededBy ?? null });
const reach = (over: Partial<ShownReach> = {}, of = decision()): ShownReach => ({
  ...showReach(theNetwork(), of, { decision: decisionId('D-2027-001'), institution: 'chum', state: over.state ?? 'asked', plannedOn: over.plannedOn ?? null, reason: 'Texte libre', askedAt: new Date(0), answeredAt: null, answeredBy: null }), ...over,
});
const SUPERSEDED = decision({ supersededBy: decisionId('D-2027-002') });
const WHY = { fr: 'Dites pour quel jour l’application est planifiée.', en: 'Say for which day it is planned.' };

const CARDS: Record<string, (language: Language) => CardMessage> = {
  one: (language) => decisionCard(decision(), language),
  'one-in-camera': (language) => decisionCard(decision({ inCamera: true }), language),
  'one-superseded': (language) => decisionCard(SUPERSEDED, language),
  latest: (language) => latestDecisionsCard({ acronym: 'CNCOT', decisions: [decision(), decision({ inCamera: true, reviewOn: '2027-05-01' })] }, language),
  'latest-none': (language) => latestDecisionsCard({ acronym: null, decisions: [] }, language),
  asked: (language) => reachCard(reach(), { message: 'reach:x' }, language),
  reminder: (language) => reachCard(reach(), { message: 'reach7:x', reminder: true }, language),
  planned: (language) => reachCard(reach({ state: 'planned', plannedOn: '2027-07-01' }), { message: 'reach:x' }, language),
  superseded: (language) => reachCard(reach({}, SUPERSEDED), { message: 'reach:x' }, language),
  refused: (language) => reachRefusedCard(reach(), WHY, 'reach:x', language),
  'refused-without': (language) => reachRefusedCard(null, WHY, 'reach:x', language),
  none: noDecisionCard, gone: goneDecisionCard, 'no-committee': noSuchCommitteeCard,
  'in-chat': (language) => decisionsInChatCard(LINKS.chat, language),
};
const EVERY = Object.entries(CARDS).flatMap(([name, make]) => (['fr-CA', 'en-CA'] as const).map((language) => [name, language, make(language)] as const));

interface Node { readonly type?: string; readonly [key: string]: unknown }
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.flatMap(nodes) : typeof value === 'object' && value !== null ? [value as Node, ...Object.entries(value).filter(([key]) => key !== 'data').flatMap(([, part]) => nodes(part))] : []);
const titles = ({ card }: CardMessage): unknown[] => (card.actions ?? []).map((action) => (action as { title?: string }).title);

describe.each(EVERY)('%s in %s', (_name, language, { card, summary }) => {
  it('is accepted by every judge, far below what Teams takes', () => {
    expect(objections(card)).toEqual([]);
    expect(JSON.stringify(card).length * 2).toBeLessThan(28 * 1024);
    expect(card).toMatchObject({ lang: language.slice(0, 2), version: '1.5' });
    expect(summary).not.toBe('');
  });
  it('says all of itself to a client that cannot draw it', () => {
    for (const { type, text, facts } of nodes(card.body)) {
      if (type === 'TextBlock') expect(escaped(card.fallbackText ?? '')).toContain(text);
      for (const part of textsOf(facts)) expect(escaped(card.fallbackText ?? '')).toContain(part);
    }
  });
  it('has buttons that work, six at most, and labelled inputs', () => {
    expect((card.actions ?? []).length).toBeLessThanOrEqual(6);
    for (const action of nodes(card).filter((node) => node.type === 'Action.Execute')) expect(readCardAction({ action: { verb: action['verb'], data: action['data'] } })).not.toBeNull();
    for (const input of nodes(card).filter((node) => node.type?.startsWith('Input.') === true)) expect(input).toMatchObject({ id: expect.stringMatching(/\S/), label: expect.stringMatching(/\S/), isRequired: true, errorMessage: expect.stringMatching(/\S/) });
  });
  it('reads the same as yesterday', () => {
    expect([summary, ...textsOf(card.body), ...textsOf(card.actions)]).toMatchSnapshot();
  });
});

describe('the answer buttons', () => {
  it('stand while there is something to answer', () => {
    expect(titles(reachCard(reach(), { message: 'm' }, 'fr-CA'))).toEqual(['Reçue', 'Planifiée le…', 'Appliquée', 'Sans objet…', 'Ouvrir la décision']);
    expect(titles(reachCard(reach({}, SUPERSEDED), { message: 'm' }, 'fr-CA'))).toEqual(['Ouvrir la décision']);
  });
  it('carry what is typed into the card', () => {
    expect(readCardAction({ action: { verb: 'reach-answer', data: { decision: 'D-2027-001', institution: 'chum', state: 'planned', message: 'reach:x', plannedOn: '2027-07-01' } } }))
      .toEqual({ verb: 'reach-answer', decision: 'D-2027-001', institution: 'chum', state: 'planned', message: 'reach:x', plannedOn: '2027-07-01' });
    expect(readCardAction({ action: { verb: 'reach-answer', data: { decision: 'D-2027-001', institution: 'chum', state: 'asked' } } })).toBeNull();
  });
});

it('shows nothing that people wrote of what was decided in camera, or by a restricted committee; and a reason never', () => {
  const restricted = withCommittee(theNetwork(), 'cncot', (committee) => ({ ...committee, confidentiality: 'restreinte' }));
  for (const shown of [decision({ inCamera: true, text: 'Texte secret' }), decision({ text: 'Texte secret' }, restricted)]) {
    const said = JSON.stringify([decisionCard(shown, 'fr-CA'), latestDecisionsCard({ acronym: 'CNCOT', decisions: [shown] }, 'en-CA'), reachCard(reach({ state: 'not-applicable' }, shown), { message: 'm' }, 'fr-CA')]);
    expect(said).toContain('D-2027-001');
    expect(said).not.toMatch(/Calendrier|secret|Texte libre/);
  }
  expect(JSON.stringify(reachCard(reach({ state: 'not-applicable' }), { message: 'm' }, 'fr-CA'))).not.toContain('Texte libre');
});

describe('somebody asks', () => {
  it.each([
    ['décision D-2027-001', { is: 'decision', number: 'D-2027-001' }], ['<at>Gouverne</at> decision d-2027-001?', { is: 'decision', number: 'D-2027-001' }], ['D-2027-001', { is: 'decision', number: 'D-2027-001' }],
    ['Décision CTCOT-CHUM-2027-012', { is: 'decision', number: 'CTCOT-CHUM-2027-012' }], ['montre-moi la décision D-2027-001', { is: 'decision', number: 'D-2027-001' }],
    ['décisions', { is: 'decisions', of: null }], ['Décisions du CNCOT', { is: 'decisions', of: 'cncot' }], ['les dernières décisions du CTCOT CHUM', { is: 'decisions', of: 'ctcot chum' }], ['decisions of the CNCOT', { is: 'decisions', of: 'cncot' }], ['décisions de l’instance CNCOT', { is: 'decisions', of: 'cncot' }],
  ])('%s', (text, intent) => { expect(readMessage(text)).toEqual(intent); });
  it('and what is no decision is something else', () => {
    for (const text of ['A-2027-003', 'Qu’a-t-on décidé le 4 mars?', 'indécision D-20', 'décision']) expect(readMessage(text).is).not.toBe('decision');
  });
});
