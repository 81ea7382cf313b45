// Every card about actions, in both languages, before the judges; and what pressing their buttons asks.
import { describe, expect, it } from '@jest/globals';
import { actionFromMessage, CREATE_ACTION } from '../../bot/action-from-message.ts';
import { actionCard, actionNotedCard, actionsInChatCard, goneActionCard, lateActionsCard, myActionsCard, noCommitteeForActionsCard, otherAnswerCard, respondedCard, toldCard } from '../../bot/cards/action.ts';
import { weekCard } from '../../bot/cards/action-week.ts';
import { plain as escaped, type CardMessage } from '../../bot/cards/card.ts';
import { dialogCard, draftCard, madeCard, madeInDialogCard, notAllowedDraftCard, restrictedDraftCard } from '../../bot/cards/new-action.ts';
import { readCardAction } from '../../bot/intents/card-action.ts';
import type { Speaker } from '../../bot/meetings.ts';
import type { ActionView, DraftView } from '../../bot/use-cases-actions.ts';
import { showAction } from '../../src/features/actions/use-cases/show-action.ts';
import { committeeId, personId } from '../../src/shared/ids.ts';
import type { Language } from '../../src/shared/language.ts';
import { objections } from '../support/card-check.ts';
import { theNetwork, withCommittee } from '../support/charter-builder.ts';
import { wordingProblems } from '../support/french.ts';
import { LINKS, textsOf } from '../support/gouverne-bot.ts';
import { storedAction } from '../support/stored-action.ts';

const network = theNetwork();
const aView = (over: Parameters<typeof storedAction>[0] = {}, as: ActionView['as'] = 'before', charter = network): ActionView =>
  showAction(charter, storedAction({ title: 'Revoir [le plan](x)', ...over }), { page: 'https://teams.microsoft.com/l/entity/app/home?x', now: new Date('2027-02-01T13:30:00Z'), as });
const LATE = aView({}, 'after');
const DONE = aView({ state: 'done', closedAt: new Date('2027-02-01T12:00:00Z') }, 'after');
const CLIMBED = aView({ id: 'A-2027-009' as never }, 'chair');
const HIDDEN = aView({ inCamera: true, blocked: 'secret', state: 'blocked' }, 'after');
const BOSS = { person: personId('per-portefeuille-msss'), title: { fr: 'Responsable [du portefeuille]', en: 'Portfolio lead' } };
const DRAFT: DraftView = { title: 'Réviser le plan', committee: 'bdp', owner: BOSS.person, due: '2027-02-12', priority: 'medium', wanting: [], committees: [{ id: committeeId('bdp'), acronym: 'BP' }], owners: [BOSS], today: '2027-01-20' };
const EMPTY: DraftView = { title: '', committee: null, owner: null, due: null, priority: 'medium', wanting: [{ fr: 'Dites ce qui est à faire.', en: 'Say what is to be done.' }], committees: [], owners: [], today: '2027-01-20' };
const WEEK = { acronym: 'BP', late: 2, blocked: 0, due: 1, awaiting: 3, lines: [LATE], page: 'https://teams.microsoft.com/l/entity/app/actions' };
const why = { fr: 'Dites pourquoi.', en: 'Say why.' };
const M = 'actions:2027-02-01';

const CARDS: Record<string, (language: Language) => CardMessage> = {
  'reminder of one': (language) => toldCard({ own: [aView({ due: '2027-02-02' })], climbed: [] }, M, LINKS.actions, language),
  'late one': (language) => toldCard({ own: [LATE], climbed: [] }, M, LINKS.actions, language),
  'digest': (language) => toldCard({ own: [LATE, DONE], climbed: [CLIMBED] }, M, LINKS.actions, language),
  'digest, long': (language) => toldCard({ own: Array.from({ length: 9 }, () => LATE), climbed: [CLIMBED, CLIMBED] }, M, LINKS.actions, language),
  'climbed, one': (language) => toldCard({ own: [], climbed: [CLIMBED] }, M, LINKS.actions, language),
  'climbed, two': (language) => toldCard({ own: [], climbed: [CLIMBED, aView({}, 'above')] }, M, LINKS.actions, language),
  'given': (language) => toldCard({ own: [aView({}, 'given'), aView({}, 'given')], climbed: [] }, 'actions-given:x', LINKS.actions, language),
  'vacant': (language) => toldCard({ own: [aView({ owner: null }, 'vacant')], climbed: [] }, 'actions-vacant:x', LINKS.actions, language),
  'postponed again': (language) => toldCard({ own: [aView({}, 'postponed-again')], climbed: [] }, 'action-postponed:2:x', LINKS.actions, language),
  'restricted': (language) => actionCard(HIDDEN, language),
  'one': (language) => actionCard(aView({}, null), language),
  'done': (language) => actionCard(DONE, language, { message: M }),
  'mine': (language) => myActionsCard({ actions: [LATE, HIDDEN], count: 9, more: false }, LINKS.actions, language),
  'mine, none': (language) => myActionsCard({ actions: [], count: 0, more: false }, LINKS.actions, language),
  'late, in a channel': (language) => lateActionsCard({ actions: [LATE], count: 1, more: false }, true, LINKS.actions, language),
  'late, none': (language) => lateActionsCard({ actions: [], count: 0, more: false }, false, LINKS.actions, language),
  'gone': goneActionCard,
  'in chat': (language) => actionsInChatCard(LINKS.chat, 'Ouvrir', language),
  'no committee': (language) => noCommitteeForActionsCard(LINKS.chat, 'Ouvrir', language),
  'responded': (language) => respondedCard(LATE, 'postpone', M, language),
  'noted': (language) => actionNotedCard(LATE, language),
  'form': (language) => otherAnswerCard(LATE, [BOSS], { message: M }, language),
  'form, refused': (language) => otherAnswerCard(LATE, [BOSS], { message: M, why, typed: { due: '2027-02-12', reason: 'Données *reçues*', to: BOSS.person } }, language),
  'form, closed': (language) => otherAnswerCard(DONE, [], { why }, language),
  'draft': (language) => draftCard(DRAFT, 'r-1', { unknownDay: null }, language),
  'draft, wanting': (language) => draftCard(EMPTY, 'r-1', { unknownDay: 'la Saint-Jean' }, language),
  'made': (language) => madeCard(aView({}, null), language),
  'made in a dialog': (language) => madeInDialogCard(aView({}, null), language),
  'draft, restricted': (language) => restrictedDraftCard('CDM', LINKS.home, 'Ouvrir', language),
  'draft, not allowed': (language) => notAllowedDraftCard(why, language),
  'dialog': (language) => dialogCard(DRAFT, 'r-1', language, { quoted: true, wanting: [why] }),
  'week': (language) => weekCard(WEEK, language),
  'week of a coordinator': (language) => weekCard({ ...WEEK, acronym: null, awaiting: null, lines: [] }, language),
};
const LANGUAGES: readonly Language[] = ['fr-CA', 'en-CA'];
const EVERY = Object.entries(CARDS).flatMap(([name, make]) => LANGUAGES.map((language) => [name, language, make(language)] as const));

interface Node { readonly type?: string; readonly [key: string]: unknown }
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.flatMap(nodes) : typeof value === 'object' && value !== null ? [value as Node, ...Object.entries(value).filter(([key]) => key !== 'data').flatMap(([, part]) => nodes(part))] : []);
const titles = ({ card }: CardMessage): unknown[] => (card.actions ?? []).map((action) => (action as { title?: string }).title);

describe.each(EVERY)('%s in %s', (_name, language, { card, summary }) => {
  it('is accepted by every judge, says all of itself, and has buttons that work', () => {
    expect(objections(card)).toEqual([]);
    expect(JSON.stringify(card).length * 2).toBeLessThan(28 * 1024);
    expect(card).toMatchObject({ lang: language.slice(0, 2), version: '1.5' });
    for (const { type, text, facts } of nodes(card.body)) {
      if (type === 'TextBlock') expect(escaped(card.fallbackText ?? '')).toContain(text);
      for (const part of textsOf(facts)) expect(escaped(card.fallbackText ?? '')).toContain(part);
    }
    expect((card.actions ?? []).length).toBeLessThanOrEqual(6);
    for (const action of nodes(card).filter((node) => node.type === 'Action.Execute')) expect(readCardAction({ action: { verb: action['verb'], data: action['data'] } })).not.toBeNull();
    const ids = nodes(card).flatMap(({ type, id }) => (type?.startsWith('Input.') === true ? [id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    const texts = [summary, ...textsOf(card.body), ...textsOf(card.actions)];
    if (language === 'fr-CA') for (const text of texts) expect([text, wordingProblems(text), /« | »| :/.test(text)]).toEqual([text, [], false]);
    expect(texts).toMatchSnapshot();
  });
});

describe('an action on a card', () => {
  it('has two buttons and a link at most, and none that answers once it is closed', () => {
    expect(titles(actionCard(LATE, 'fr-CA'))).toEqual(['Terminée', 'Autre réponse', 'Ouvrir l’action']);
    expect(titles(actionCard(CLIMBED, 'fr-CA'))).toEqual(['Autre réponse', 'Ouvrir l’action']);
    expect(titles(actionCard(DONE, 'fr-CA'))).toEqual(['Joindre un lien', 'Ouvrir l’action']);
  });
  it('in a dialog, which sends every button to its own command, has its page alone', async () => {
    const dialog = actionFromMessage({ actions: { make: async () => ({ is: 'made', action: aView({}, null) }) } as never, groupOf: async () => null, links: LINKS, newReference: () => 'r-2' });
    const answered = await dialog.submitted({ language: 'fr-CA' } as Speaker, { commandId: CREATE_ACTION, data: { reference: 'r-1', title: 'Réviser' } });
    expect(textsOf((answered as { body: { task: { value: { card: { content: CardMessage['card'] } } } } }).body.task.value.card.content.actions)).toEqual(['Ouvrir l’action']);
    expect([aView({}, null), LATE, DONE].map((view) => titles(madeInDialogCard(view, 'fr-CA')))).toEqual([['Ouvrir l’action'], ['Ouvrir l’action'], ['Ouvrir l’action']]);
    expect(titles(madeCard(aView({}, null), 'fr-CA'))).toEqual(['Terminée', 'Autre réponse', 'Ouvrir l’action']);
  });
  it('says on its buttons which version it showed, and on which card', () => {
    const [done] = actionCard(LATE, 'fr-CA', { message: M }).card.actions ?? [];
    expect(readCardAction((done as unknown as { data: unknown }).data)).toEqual({ verb: 'action-done', action: 'A-2027-003', version: 1, message: M });
  });
  it('of a restricted committee, or of what was said in camera, has no title, no owner and no reason', () => {
    const restricted = withCommittee(network, 'bdp', (committee) => ({ ...committee, confidentiality: 'restreinte' }));
    for (const view of [HIDDEN, aView({ blocked: 'secret', state: 'blocked' }, 'after', restricted)]) {
      const told = JSON.stringify(LANGUAGES.map((language) => [actionCard(view, language), toldCard({ own: [view, view], climbed: [view] }, M, LINKS.actions, language)]));
      expect(told).not.toMatch(/Revoir|secret|portefeuille/i);
      expect(told).toContain('A-2027-003');
    }
  });
});
