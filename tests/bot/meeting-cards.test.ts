// Every card about meetings, in both languages, before the judges; and what pressing their buttons asks.
import { describe, expect, it } from '@jest/globals';
import { plain as escaped, type CardMessage } from '../../bot/cards/card.ts';
import { answerRefusedCard, convenedCard, forecastCard, goneMeetingCard, movedMeetingCard, nextMeetingCard, noCommitteeHereCard, notConvenedCard, notedCard, noticeCard, personalNoticeCard, reminderCard, weekCard, weekInChatCard } from '../../bot/cards/meeting.ts';
import { readCardAction } from '../../bot/intents/card-action.ts';
import type { MeetingView } from '../../bot/use-cases-meetings.ts';
import { withCommittee, theNetwork } from '../support/charter-builder.ts';
import { anAnswer, storedMeeting } from '../support/stored-meeting.ts';
import { showMeeting } from '../../src/features/meetings/use-cases/show-meeting.ts';
import type { Language } from '../../src/shared/language.ts';
import { committeeId, personId } from '../../src/shared/ids.ts';
import { objections } from '../support/card-check.ts';
import { LINKS, textsOf } from '../support/gouverne-bot.ts';

const aView = (more: Partial<MeetingView> = {}): MeetingView => ({
  id: storedMeeting().id, start: '2027-06-24T09:00', acronym: 'CNCOT', title: { fr: 'CNCOT, séance du 24 juin 2027', en: 'CNCOT, meeting of June 24, 2027' }, confidential: false, state: 'convened', over: false,
  day: { fr: 'jeudi 24 juin 2027', en: 'Thursday, June 24, 2027' }, hours: { fr: '9\u00A0h à Québec; 10\u00A0h, heure des Îles', en: '9:00\u00A0a.m. in Québec; 10:00\u00A0a.m., Îles time' }, movedFrom: null,
  joinUrl: 'https://teams.microsoft.com/l/meetup-join/x', page: 'https://teams.microsoft.com/l/entity/app/home?x', counts: { present: 4, alternate: 1, absent: 0, silent: 7 }, own: null, ...more,
});
const MINE = aView({ counts: null, own: { answer: null, alternate: null } });
const MOVED = aView({ start: '2027-06-23T09:00', movedFrom: { fr: 'jeudi 24 juin 2027 à 9\u00A0h', en: 'Thursday, June 24, 2027 at 9:00\u00A0a.m.' } });
const CANCELLED = aView({ state: 'cancelled', joinUrl: null });
const ANA = { person: 'per-ana', title: { fr: 'Répondante technologique [CHUQ]', en: 'Technology lead [CHUQ]' } };
const FORECAST = { sentence: { fr: 'Quorum possible\u00A0: 4\u00A0voix annoncées sur 12, il en faut 7.', en: 'Quorum possible: 4\u00A0voices announced out of 12, 7 needed.' }, wanting: true };

const CARDS: Record<string, (language: Language) => CardMessage> = {
  notice: (language) => noticeCard(aView(), 'meeting:x', language),
  'notice-moved': (language) => noticeCard(MOVED, 'meeting:x', language),
  'notice-cancelled': (language) => noticeCard(CANCELLED, 'meeting:x', language),
  'notice-restricted': (language) => noticeCard(aView({ confidential: true, counts: null, joinUrl: null, title: { fr: 'CDM, séance du 24 juin 2027', en: 'CDM, meeting of June 24, 2027' } }), 'meeting:x', language),
  'told-changed': (language) => personalNoticeCard({ ...MOVED, counts: null, own: { answer: 'present', alternate: null } }, 'changed', 'notice:2:x', language),
  'told-convened': (language) => personalNoticeCard(MINE, 'convened', 'notice:2:x', language),
  'told-called': (language) => personalNoticeCard(MINE, 'called', 'called:x', language),
  'told-dropped': (language) => personalNoticeCard({ ...MINE, own: null }, 'dropped', 'notice:2:x', language),
  reminder: (language) => reminderCard([MINE], 'reminders:x', language),
  'reminder-answered': (language) => reminderCard([{ ...MINE, own: { answer: 'alternate', alternate: ANA.title } }], 'reminders:x', language),
  digest: (language) => reminderCard([MINE, { ...MINE, own: { answer: 'absent', alternate: null } }], 'reminders:x', language),
  'digest-long': (language) => reminderCard([MINE, ...Array.from({ length: 8 }, () => MINE)], 'reminders:x', language),
  next: (language) => nextMeetingCard(MINE, language),
  'next-none': (language) => nextMeetingCard(null, language),
  week: (language) => weekCard([MINE, { ...MINE, ...CANCELLED, counts: null }], language),
  'week-none': (language) => weekCard([], language),
  'week-in-chat': (language) => weekInChatCard(LINKS.chat, 'Ouvrir', language),
  'nobody-here': (language) => noCommitteeHereCard(LINKS.chat, 'Ouvrir', language),
  noted: (language) => notedCard(MINE, language),
  gone: goneMeetingCard,
  'moved-since': (language) => movedMeetingCard({ ...MOVED, counts: null, own: { answer: null, alternate: null } }, language),
  refused: (language) => answerRefusedCard(MINE, { fr: 'Dites qui vient à votre place.', en: 'Say who comes instead of you.' }, [ANA], language),
  forecast: (language) => forecastCard(aView(), { ...FORECAST, free: [{ alternate: ANA, titular: { fr: 'Répondant clinique', en: 'Clinical lead' } }] }, 'forecast:x', language),
  'forecast-nobody': (language) => forecastCard(aView(), { ...FORECAST, free: [] }, 'forecast:x', language),
  convened: (language) => convenedCard(aView(), ANA.title, language),
  'not-convened': (language) => notConvenedCard(aView(), { fr: 'Réservé à la présidence.', en: 'Reserved for the chair.' }, language),
};
const LANGUAGES: readonly Language[] = ['fr-CA', 'en-CA'];
const EVERY = Object.entries(CARDS).flatMap(([name, make]) => LANGUAGES.map((language) => [name, language, make(language)] as const));

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
  it('has buttons that work, six at most, with a fallback for older clients', () => {
    expect((card.actions ?? []).length).toBeLessThanOrEqual(6);
    for (const action of nodes(card).filter((node) => node.type === 'Action.Execute')) {
      expect(readCardAction({ action: { verb: action['verb'], data: action['data'] } })).not.toBeNull();
      expect(action['fallback']).toMatchObject({ type: 'Action.Submit', title: action['title'], data: action['data'] as object });
    }
    for (const node of nodes(card)) if (node.type === 'TextBlock') expect(node['wrap']).toBe(true);
  });
  it('reads the same as yesterday', () => {
    expect([summary, ...textsOf(card.body), ...textsOf(card.actions)]).toMatchSnapshot();
  });
});

describe('the answer buttons', () => {
  const ANSWERS = ['Présent', 'Mon substitut', 'Absent'];
  it('stand on what can be answered, and on nothing that cannot', () => {
    expect(titles(noticeCard(aView(), 'm', 'fr-CA'))).toEqual([...ANSWERS, 'Ouvrir la séance']);
    for (const view of [CANCELLED, aView({ over: true })]) expect(titles(noticeCard(view, 'm', 'fr-CA'))).toEqual(['Ouvrir la séance']);
    expect(titles(personalNoticeCard(MINE, 'dropped', 'm', 'fr-CA'))).toEqual(['Ouvrir la séance']);
  });
  it('say when the meeting was on the card, so that an old one is known', () => {
    const [present] = noticeCard(MOVED, 'meeting:x', 'fr-CA').card.actions ?? [];
    expect(readCardAction((present as unknown as { data: unknown }).data)).toEqual({ verb: 'meeting-answer', meeting: 'cncot/2027-06-24T09:00', start: '2027-06-23T09:00', answer: 'present', message: 'meeting:x' });
  });
});

describe('a meeting as a card shows it', () => {
  const network = theNetwork();
  const now = new Date('2027-06-14T12:00:00Z');
  const shown = (of = network, more = {}, reader: string | null = null) => showMeeting(of, storedMeeting({ title: 'Budget secret', state: 'convened', ...more }), { answers: [anAnswer({ person: personId('per-cncot') })], joinUrl: 'https://teams.example/x', reader: reader === null ? null : personId(reader), page: 'p', now });
  it('has one hour in a channel whose people share a clock, and each clock’s where they do not', () => {
    const chuq = showMeeting(network, storedMeeting({ committee: committeeId('ctcot-chuq'), slot: '2027-02-22T10:00' }), { answers: [], joinUrl: null, reader: null, page: 'p', now });
    expect(chuq.hours.fr.replaceAll('\u00A0', ' ')).toMatch(/^10 h à Québec; 11 h, heure d/);
    const [islander] = network.persons.filter((p) => p.zone === 'America/Halifax');
    expect(shown(network, {}, islander?.id).hours.fr.replaceAll('\u00A0', ' ')).toBe('10 h, heure des Îles — 9 h à Québec');
  });
  it('of a restricted committee shows neither what people wrote, nor who answers, nor the way in', () => {
    const restricted = withCommittee(network, 'cncot', (committee) => ({ ...committee, confidentiality: 'restreinte' }));
    expect(shown()).toMatchObject({ title: { fr: 'Budget secret' }, joinUrl: 'https://teams.example/x' });
    expect(shown().counts).not.toBeNull();
    expect(shown(restricted)).toMatchObject({ confidential: true, title: { fr: 'CNCOT, séance du 24 juin 2027' }, joinUrl: null, counts: null });
    expect(JSON.stringify(LANGUAGES.map((language) => noticeCard(shown(restricted), 'm', language)))).not.toContain('secret');
  });
});
