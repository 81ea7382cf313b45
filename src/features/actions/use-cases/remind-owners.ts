// Tells people of actions: the digests of the working days to come, put into the send queue under one name a person and day, and what a
// change calls for at once. What a card says is decided when it leaves; the cards that show an action are edited when it changes.

import { addDays, weekday } from '../../../shared/dates.ts';
import type { ActionId, CommitteeId, EntraId, PersonId } from '../../../shared/ids.ts';
import { localTime } from '../../../shared/zones.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { CardFacts, OutgoingEdit, OutgoingMessage, Recipient } from '../../conversations/domain/outgoing.ts';
import { putOff } from '../../meetings/domain/days-off.ts';
import { at, instantOf } from '../../meetings/domain/when.ts';
import { chairFrom, digestAt, digestsBetween, secretariatOf, type FutureDigest } from '../domain/action-reminders.ts';
import { isOpen, ownerToday, timesPostponed, type Action } from '../domain/action.ts';
import type { ActionStore, Clock } from '../ports.ts';
import type { ActionTelling, ToldAs, ToldCard } from '../ports-reminders.ts';
import type { ActionNews, AnnounceAction } from './announce.ts';

export const ACTION_NEWS = 'action-news';
/** Kinds of card. */
export const ACTION_CARD = 'action-card';
export const WEEK_CARD = 'action-week';

const DIGEST = 'actions:';
export const digestMessage = (day: string): string => DIGEST + day;
/** The day of a digest, of its message's name; null for another message. */
export const dayOfDigest = (message: string): string | null => (message.startsWith(DIGEST) ? message.slice(DIGEST.length) : null);
const POSTPONED = 'action-postponed:';
/** How often the action of that message had been put off then; null for another message. */
export const timesToldIn = (message: string): number | null => (message.startsWith(POSTPONED) ? Number.parseInt(message.slice(POSTPONED.length), 10) : null);
export const weekMessage = (monday: string): string => `actions-week:${monday}`;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From half past eight in the morning to eight in the evening: later, a reminder waits for its next day. */
const STILL_TODAY_MS = 11.5 * HOUR_MS;
/** A change plans its own reminders so far ahead; whatever lies further is planned by the sweep when it comes near. */
const AHEAD_OF_CHANGE_MS = 60 * DAY_MS;
/** Long enough for a server that stands still over a long week-end. */
const AHEAD_OF_SWEEP_MS = 5 * DAY_MS;
const EDITED_FOR_DAYS = 120;

export interface RemindOwnersDeps {
  readonly charter: () => Promise<Charter | null>;
  readonly actions: Pick<ActionStore, 'find' | 'open'>;
  readonly telling: ActionTelling;
  readonly accounts: (persons: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, EntraId>>;
  /** Where each committee meets in Teams; those whose workspace does not stand yet are not in it. */
  readonly channels: () => Promise<ReadonlyMap<CommitteeId, Extract<Recipient, { readonly is: 'channel' }>>>;
  readonly clock: Clock;
}

export interface ActionNewsPayload { readonly action: string; readonly news: readonly ActionNews[]; /** When it happened. */ readonly at: string }

/** Of every act on an action. */
export const actionNews: AnnounceAction = (action, news) => [{ job: ACTION_NEWS, payload: { action: action.id, news: [...news], at: action.changedAt.toISOString() } satisfies ActionNewsPayload }];

/** Edits the cards that show it, tells those whom the change concerns, and plans its reminders. Doing it twice changes nothing. */
export const tellAction = ({ charter, actions, telling, accounts, clock }: RemindOwnersDeps) =>
  async (id: ActionId, news: ReadonlySet<ActionNews>, when: Date): Promise<void> => {
    const [network, action, shown] = await Promise.all([charter(), actions.find(id), telling.showing(id)]);
    if (network === null || action === null) return;
    const now = clock.now();
    const notices = noticesOf(network, action, news, when);
    const planned = digestsBetween(network, [action], now, new Date(now.getTime() + AHEAD_OF_CHANGE_MS));
    const known = await accounts([...new Set([...notices, ...planned].map(({ person }) => person))]);
    const cards = notices.flatMap(({ person, as, message }) => {
      const account = known.get(person);
      return account === undefined ? [] : [{ message, to: { is: 'person', person: account } as const, actions: [{ action: id, as }] }];
    });
    const send = cards.map(({ message, to }): OutgoingMessage => ({ message, to, card: cardFacts(null, false), notBefore: endOfMinute(when), notAfter: new Date(when.getTime() + DAY_MS) }));
    // One that left before this action was added to it shows it from now on.
    const edit = [...shown, ...cards].map(editOf);
    await telling.remember(cards, { send: [...send, ...digestRows(planned, known)], edit }, now);
  };

/** `day`: of a digest. `past`: it left, and goes on showing what it showed. */
function cardFacts(day: string | null, past: boolean): CardFacts {
  const facts = { kind: ACTION_CARD, day, past };
  return facts;
}
const editOf = ({ message, to }: ToldCard): OutgoingEdit => ({ message, to, card: cardFacts(dayOfDigest(message), true) });

interface Notice { readonly person: PersonId; readonly as: ToldAs; readonly message: string }

/** What is given to one person within a minute is one card, however many actions a bulk change or an import hands over. */
function noticesOf(network: Charter, action: Action, news: ReadonlySet<ActionNews>, when: Date): readonly Notice[] {
  const committee = network.committees.find(({ id }) => id === action.committee);
  if (committee === undefined || !isOpen(action)) return [];
  const today = localTime(when, committee.zone).date;
  const owner = ownerToday(network, action.owner, today);
  const minute = endOfMinute(when).toISOString().slice(0, 16);
  const itself = news.has('created') && action.createdBy === owner;
  return [
    ...(news.has('given') && owner !== null && !itself ? [{ person: owner, as: 'given', message: `actions-given:${minute}` } as const] : []),
    ...(owner === null && (news.has('handed-back') || news.has('given')) ? secretariatOf(network, committee, today).map((person) => ({ person, as: 'vacant', message: `actions-vacant:${minute}` }) as const) : []),
    // Nobody hears of what was taken back by then.
    ...(news.has('postponed-again') && timesPostponed(action) >= 2 ? chairFrom(network, committee, owner, today).map((person) => ({ person, as: 'postponed-again', message: `${POSTPONED}${timesPostponed(action)}:${minute}:${action.id}` }) as const) : []),
  ];
}

const endOfMinute = (when: Date): Date => new Date((Math.floor(when.getTime() / MINUTE_MS) + 1) * MINUTE_MS);

const digestRows = (planned: readonly FutureDigest[], known: ReadonlyMap<PersonId, EntraId>): OutgoingMessage[] => planned.flatMap(({ person, day, at: moment }) => {
  const account = known.get(person);
  return account === undefined ? [] : [{ message: digestMessage(day), to: { is: 'person', person: account }, card: cardFacts(day, false), notBefore: moment, notAfter: new Date(moment.getTime() + STILL_TODAY_MS) }];
});

/**
 * Plans the days to come from what is true now: charter, seats and days off change without any action changing. The first of a process
 * also looks back to this morning, for the server may have stood still; what was said is not said again.
 */
export const sweepReminders = ({ charter, actions, telling, accounts, channels, clock }: RemindOwnersDeps) => {
  let backMs = STILL_TODAY_MS;
  return async (): Promise<void> => {
    const network = await charter();
    if (network === null) return;
    const now = clock.now();
    const [from, until] = [new Date(now.getTime() - backMs), new Date(now.getTime() + AHEAD_OF_SWEEP_MS)];
    const planned = digestsBetween(network, await actions.open(null), from, until);
    const weekly = weeksBetween(network, from, until, await channels());
    const known = await accounts([...new Set([...planned.map(({ person }) => person), ...coordinators(network)])]);
    const toPeople = weekly.people.flatMap(({ person, ...row }): OutgoingMessage[] => {
      const account = known.get(person);
      return account === undefined ? [] : [{ ...row, to: { is: 'person', person: account } }];
    });
    await telling.remember([], { send: [...digestRows(planned, known), ...weekly.channels, ...toPeople], edit: [] }, now);
    await telling.forget(new Date(now.getTime() - EDITED_FOR_DAYS * DAY_MS));
    backMs = 2 * HOUR_MS;
  };
};

const coordinators = (network: Charter): readonly PersonId[] => [...new Set(network.appRoles.flatMap(({ role, persons }) => (role === 'coordination' ? persons : [])))];

/** The week's card: Monday at the hour of reminders, or the first working day after; to each committee's channel and to the coordinators. */
function weeksBetween(network: Charter, from: Date, until: Date, channels: ReadonlyMap<CommitteeId, Extract<Recipient, { readonly is: 'channel' }>>) {
  const found: { readonly monday: string; readonly day: string }[] = [];
  const first = addDays(localTime(from, network.zone).date, -7);
  for (let day = first; day <= localTime(until, network.zone).date; day = addDays(day, 1)) if (weekday(day) === 1) found.push({ monday: day, day: putOff(network.calendar, day) });
  const within = (moment: Date): boolean => moment >= from && moment < until;
  const row = (monday: string, moment: Date, committee: CommitteeId | null) => ({ message: weekMessage(monday), card: { kind: WEEK_CARD, committee, monday }, notBefore: moment, notAfter: new Date(moment.getTime() + STILL_TODAY_MS) });
  return {
    channels: found.flatMap(({ monday, day }) => network.committees.flatMap(({ id, zone }): OutgoingMessage[] => {
      const [to, moment] = [channels.get(id), instantOf({ start: at(day, network.rules.reminderTime), zone })];
      // A channel that two committees share hears of each.
      return to === undefined || !within(moment) ? [] : [{ ...row(monday, moment, id), message: `${weekMessage(monday)}:${id}`, to }];
    })),
    people: found.flatMap(({ monday, day }) => coordinators(network).flatMap((person) => {
      const moment = digestAt(network, person, day);
      return within(moment) ? [{ person, ...row(monday, moment, null) }] : [];
    })),
  };
}
