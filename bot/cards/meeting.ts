// One meeting, or several: the notice in a committee's channel, personal notices and reminders with the buttons that answer, what is to
// come, and what a button did. The same card is edited as things change.
import { ActionSet, Container, Fact, FactSet, OpenUrlAction, TextBlock } from '@microsoft/teams.cards';
import { say, type Language, type Text } from '../../src/shared/language.ts';
import { typeset } from '../../src/shared/words.ts';
import type { MeetingView, Substitute } from '../use-cases-meetings.ts';
import { meetingWords } from '../words-meetings.ts';
import { ask, card, open, paragraph, plain, type Button, type CardMessage, type Element } from './card.ts';

/** With the answer buttons of each: as many as a phone shows without end. */
const MOST_LISTED = 6;
const MOST_CONVENED = 4;

interface Drawn { readonly body: readonly Element[]; readonly lines: readonly string[] }
const text = (line: string, subtle = false): Drawn => ({ body: [paragraph(line, { subtle })], lines: [line] });
const colon = (language: Language): string => (language === 'fr-CA' ? '\u00A0: ' : ': ');

function together(...parts: readonly Drawn[]): Drawn {
  return { body: parts.flatMap(({ body }) => body), lines: parts.flatMap(({ lines }) => lines) };
}

function factsOf(view: MeetingView, language: Language): Drawn {
  const words = meetingWords(language);
  const facts: (readonly [string, string])[] = [
    [words.when, say(view.day, language)],
    [words.hours, say(view.hours, language)],
    ...(view.joinUrl === null ? [] : [[words.place, words.teams] as const]),
    ...(view.counts === null || view.state === 'cancelled' ? [] : [[words.answers, words.counts(view.counts)] as const]),
  ];
  return { body: [new FactSet(...facts.map(([title, value]) => new Fact(title, plain(value))))], lines: facts.map(([title, value]) => `${title}${colon(language)}${value}`) };
}

/** What is to be known of it beside when it is: that it is cancelled, over, moved, restricted, and how to join it. */
function stateOf(view: MeetingView, language: Language): Drawn {
  const words = meetingWords(language);
  const join = view.joinUrl;
  return together(
    ...(view.state === 'cancelled' ? [text(typeset(words.isCancelled))] : []),
    ...(view.over ? [text(words.isOver)] : []),
    ...(view.movedFrom === null || view.state === 'cancelled' ? [] : [text(words.movedFrom(say(view.movedFrom, language)))]),
    ...(view.confidential ? [text(typeset(words.restricted), true)] : []),
    ...(join === null || view.over ? [] : [{
      body: [new Container(new TextBlock(words.join, { wrap: true, color: 'Accent' })).withSelectAction(new OpenUrlAction(join, { title: words.join }))],
      lines: [`${words.join}${colon(language)}${join}`],
    }]),
  );
}

function ownOf({ own }: MeetingView, language: Language): Drawn {
  if (own === null) return { body: [], lines: [] };
  const words = meetingWords(language);
  if (own.answer === null) return text(words.none, true);
  return text(typeset(own.answer === 'alternate' && own.alternate !== null ? words.yoursAlternate(say(own.alternate, language)) : words.yours[own.answer]));
}

/** Same for everybody who reads the card; whether they may is checked when they press. None on a meeting that takes no answer. */
function answerButtons(view: MeetingView, language: Language, message?: string): Button[] {
  if (view.state === 'cancelled' || view.over) return [];
  const { buttons } = meetingWords(language);
  const answer = (answered: 'present' | 'alternate' | 'absent') => ask(buttons[answered], { verb: 'meeting-answer', meeting: view.id, start: view.start, answer: answered, ...(message === undefined ? {} : { message }) });
  return [answer('present'), answer('alternate'), answer('absent')];
}

const pageButton = (view: MeetingView, language: Language): Button => open(meetingWords(language).buttons.open, view.page);

function meetingCard(view: MeetingView, title: string, language: Language, { message, before = [], answers = true }: { readonly message?: string | undefined; readonly before?: readonly Drawn[]; readonly answers?: boolean } = {}): CardMessage {
  const { body, lines } = together(...before, factsOf(view, language), stateOf(view, language), ownOf(view, language));
  return card(language, title, body, [...(answers ? answerButtons(view, language, message) : []), pageButton(view, language)], lines);
}

const titleOf = (view: MeetingView, language: Language, usual: (title: string) => string): string =>
  (view.state === 'cancelled' ? meetingWords(language).cancelled : usual)(say(view.title, language));

/** In a committee's channel, and what only the person who answered there then sees. */
export const noticeCard = (view: MeetingView, message: string, language: Language): CardMessage => meetingCard(view, titleOf(view, language, meetingWords(language).notice), language, { message });

/** To one person, of a change that concerns them. */
export function personalNoticeCard(view: MeetingView, as: 'changed' | 'convened' | 'called' | 'dropped', message: string, language: Language): CardMessage {
  const words = meetingWords(language);
  if (as === 'dropped') return meetingCard(view, words.dropped(say(view.title, language)), language, { before: [text(words.droppedDetail)], answers: false });
  const usual = { changed: words.revised, convened: words.notice, called: words.called }[as];
  return meetingCard(view, titleOf(view, language, usual), language, { message, before: as === 'called' && view.state !== 'cancelled' ? [text(words.calledDetail)] : [] });
}

/** One meeting, or a digest of those that fall on the same minute. */
export function reminderCard(views: readonly [MeetingView, ...MeetingView[]], message: string, language: Language): CardMessage {
  const words = meetingWords(language);
  const [only] = views;
  if (views.length === 1) return meetingCard(only, titleOf(only, language, words.reminder), language, { message });
  return listCard(words.digest(views.length), views, language, { message, answers: true });
}

/** Several meetings under one title, each with its way in. */
function listCard(title: string, views: readonly MeetingView[], language: Language, { message, answers }: { readonly message?: string; readonly answers: boolean }, buttons: readonly Button[] = []): CardMessage {
  const words = meetingWords(language);
  const listed = views.slice(0, MOST_LISTED).map((view) => rowOf(view, language, answers ? answerButtons(view, language, message) : []));
  const rest = views.length - listed.length;
  const { body, lines } = together(...listed, ...(rest > 0 ? [text(typeset(words.more(rest)), true)] : []));
  return card(language, title, body, buttons, lines);
}

function rowOf(view: MeetingView, language: Language, buttons: readonly Button[]): Drawn {
  const title = titleOf(view, language, (usual) => usual);
  const when = `${say(view.day, language)}, ${say(view.hours, language)}`;
  const own = ownOf(view, language);
  const head = new Container(new TextBlock(plain(title), { wrap: true, weight: 'Bolder', color: 'Accent' }), new TextBlock(plain(when), { wrap: true, spacing: 'None' }))
    .withSelectAction(new OpenUrlAction(view.page, { title: `${title}, ${when}` }));
  head.separator = true;
  return { body: [head, ...own.body, ...(buttons.length > 0 ? [new ActionSet(...buttons)] : [])], lines: [title, when, ...own.lines, view.page] };
}

// ---- what somebody asked

export function nextMeetingCard(view: MeetingView | null, language: Language): CardMessage {
  const words = meetingWords(language);
  if (view === null) return card(language, words.noNext.title, [paragraph(words.noNext.detail)], [], [words.noNext.detail]);
  return meetingCard(view, titleOf(view, language, words.next), language, { answers: view.own !== null && view.state === 'convened' });
}

export function weekCard(views: readonly MeetingView[], language: Language): CardMessage {
  const words = meetingWords(language);
  if (views.length === 0) return card(language, words.week(0), [paragraph(words.weekNone)], [ask(words.buttons.next, { verb: 'next-meeting' })], [words.weekNone]);
  return listCard(words.week(views.length), views, language, { answers: false });
}

const said = (language: Language, { title, detail }: { readonly title: string; readonly detail: string }, buttons: readonly Button[] = []): CardMessage => card(language, title, [paragraph(typeset(detail))], buttons, [typeset(detail)]);

export const noCommitteeHereCard = (chatUrl: string, openChat: string, language: Language): CardMessage => said(language, meetingWords(language).nobody, [open(openChat, chatUrl)]);
export const weekInChatCard = (chatUrl: string, openChat: string, language: Language): CardMessage => said(language, meetingWords(language).weekInChat, [open(openChat, chatUrl)]);

// ---- what a button did

/** Where others read what the bot answers: that it is noted, and not what. */
export const notedCard = (view: MeetingView, language: Language): CardMessage => said(language, meetingWords(language).noted, [pageButton(view, language)]);
export const goneMeetingCard = (language: Language): CardMessage => said(language, meetingWords(language).gone);

/** An old card: it is now on another day, and the buttons are those of that day. */
export const movedMeetingCard = (view: MeetingView, language: Language): CardMessage => meetingCard(view, meetingWords(language).moved.title, language, { before: [text(meetingWords(language).moved.detail)] });

/** Why not; with one button for each alternate who may be chosen. */
export function answerRefusedCard(view: MeetingView, why: Text, alternates: readonly Substitute[], language: Language): CardMessage {
  const words = meetingWords(language);
  const choices = alternates.slice(0, MOST_CONVENED).map(({ person, title }) => ask(say(title, language), { verb: 'meeting-answer', meeting: view.id, start: view.start, answer: 'alternate', alternate: person }));
  return card(language, words.refused, [paragraph(say(why, language)), ...factsOf(view, language).body], [...choices, pageButton(view, language)], [say(why, language), ...factsOf(view, language).lines]);
}

// ---- chair and secretariat

export interface ForecastView { readonly sentence: Text; readonly free: readonly { readonly alternate: Substitute; readonly titular: Text }[]; readonly wanting: boolean }

/** « Quorum possible : … », with one button for each alternate who is free. */
export function forecastCard(view: MeetingView, { sentence, free, wanting }: ForecastView, message: string, language: Language): CardMessage {
  const words = meetingWords(language);
  const listed = free.slice(0, MOST_CONVENED);
  const { body, lines } = together(
    text(say(sentence, language)), factsOf(view, language),
    ...(listed.length > 0 ? [text(words.missing(listed.length)), ...listed.map(({ alternate, titular }) => text(typeset(words.substitute(say(alternate.title, language), say(titular, language)))))] : wanting ? [text(words.nobodyFree, true)] : []),
  );
  const buttons = listed.map(({ alternate }) => ask(words.buttons.convene(say(alternate.title, language)), { verb: 'meeting-convene', meeting: view.id, start: view.start, alternate: alternate.person, message }));
  return card(language, words.forecast(say(view.title, language)), body, [...buttons, pageButton(view, language)], lines);
}

export const convenedCard = (view: MeetingView, who: Text, language: Language): CardMessage =>
  said(language, { title: meetingWords(language).convened.title, detail: meetingWords(language).convened.detail(say(who, language)) }, [pageButton(view, language)]);
export const notConvenedCard = (view: MeetingView, why: Text, language: Language): CardMessage => said(language, { title: meetingWords(language).notConvened, detail: say(why, language) }, [pageButton(view, language)]);
