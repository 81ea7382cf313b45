// Tells an institution's people of a decision that was sent to it: a card to each, answerable, reminded of twice while nobody has answered,
// and edited in place for all of them once somebody has.

import { addDays } from '../../../shared/dates.ts';
import { decisionId, type EntraId, type PersonId } from '../../../shared/ids.ts';
import { localTime } from '../../../shared/zones.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { OutgoingMessage, Recipient } from '../../conversations/domain/outgoing.ts';
import { isBusinessDay, nextBusinessDay } from '../../meetings/domain/days-off.ts';
import { instantOf } from '../../meetings/domain/when.ts';
import { answerers } from '../domain/permissions.ts';
import type { Clock, DecisionsTelling, DecisionStore } from '../ports.ts';
import type { ReachNotice } from './record-decision.ts';

export const REACH_CARD = 'decision-reach';
/** Days after which whoever has not answered is reminded. */
const REMINDED_AFTER = [7, 21] as const;
/** A card that could not be delivered for so long is of no use any more: the page has it. */
const KEPT_DAYS = 7;
const DAY_MS = 24 * 3_600_000;

/** `reminder`: after how many days; none for the first card. */
export const reachMessage = (decision: string, institution: string, reminder?: number): string => `reach${reminder === undefined ? '' : String(reminder)}:${decision}:${institution}`;

export interface TellReachDeps {
  readonly charter: () => Promise<Charter | null>;
  readonly decisions: Pick<DecisionStore, 'reach'>;
  readonly telling: DecisionsTelling;
  readonly accounts: (persons: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, EntraId>>;
  readonly clock: Clock;
}

export const tellReach = ({ charter, decisions, telling, accounts, clock }: TellReachDeps) =>
  async ({ decision, institutions, answered }: ReachNotice): Promise<void> => {
    const network = await charter();
    if (network === null) return;
    const now = clock.now();
    const people = institutions.map((institution) => ({ institution, persons: answerers(network, institution, localTime(now, network.zone).date) }));
    const known = await accounts([...new Set(people.flatMap(({ persons }) => persons))]);
    const cards = people.flatMap(({ institution, persons }) => persons.flatMap((person) => {
      const account = known.get(person);
      return account === undefined ? [] : [{ institution, person, to: { is: 'person', person: account } satisfies Recipient }];
    }));
    const facts = (institution: string, reminder: boolean) => ({ kind: REACH_CARD, decision, institution, reminder });
    if (answered) {
      const asked = new Map((await decisions.reach(decisionId(decision))).map((row) => [row.institution, row.askedAt]));
      await telling.say({ send: [], edit: cards.flatMap(({ institution, person, to }) => {
        const askedAt = asked.get(institution);
        // A reminder that is still to leave finds by itself that there is nothing left to say.
        const left = askedAt === undefined ? [] : REMINDED_AFTER.filter((after) => reminderMoment(network, person, askedAt, after) <= now);
        return [undefined, ...left].map((after) => ({ message: reachMessage(decision, institution, after), to, card: facts(institution, false) }));
      }) });
      return;
    }
    const send = cards.flatMap(({ institution, person, to }): OutgoingMessage[] => [
      { message: reachMessage(decision, institution), to, card: facts(institution, false), notAfter: new Date(now.getTime() + KEPT_DAYS * DAY_MS), urgency: institutions.length > 1 ? 'bulk' : 'normal' },
      ...REMINDED_AFTER.map((after): OutgoingMessage => {
        const at = reminderMoment(network, person, now, after);
        return { message: reachMessage(decision, institution, after), to, card: facts(institution, true), notBefore: at, notAfter: new Date(at.getTime() + KEPT_DAYS * DAY_MS) };
      }),
    ]);
    await telling.say({ send, edit: [] });
  };

/** At the network's hour of reminders where the person is, on that day or the first business day after it. */
function reminderMoment(charter: Charter, person: PersonId, asked: Date, after: number): Date {
  const zone = charter.persons.find(({ id }) => id === person)?.zone ?? charter.zone;
  const day = addDays(localTime(asked, zone).date, after);
  return instantOf({ start: `${isBusinessDay(charter.calendar, day) ? day : nextBusinessDay(charter.calendar, day)}T${charter.rules.reminderTime}`, zone });
}
