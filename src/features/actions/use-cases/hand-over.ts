// Somebody leaves: seats, rights and actions pass on in one save, and those who follow are told what is open. Judged first, so that
// people see who gets what before they act.

import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import type { FollowUp } from '../../../shared/follow-up.ts';
import type { CommitteeId, EntraId, PersonId, SeatId } from '../../../shared/ids.ts';
import { charterChanges } from '../../committees/domain/charter-changes.ts';
import type { AppRole, Charter, Committee, Seat } from '../../committees/domain/charter.ts';
import { handOver, heldBy, rolesHeldBy, type AskedHandOver, type HandOverRefusal } from '../../committees/domain/hand-over.ts';
import { isFilled } from '../../committees/domain/term.ts';
import type { OutgoingMessage } from '../../conversations/domain/outgoing.ts';
import type { Actor, JournalEntry } from '../../journal/domain/entry.ts';
import type { Action } from '../domain/action.ts';
import { actsOf } from '../domain/change-action.ts';
import { passOn } from '../domain/hand-over.ts';
import type { CharterText, HandOvers } from '../ports-hand-over.ts';
import { newsOf, whenThere, type ActionDeps } from './announce.ts';

/** A row of the card table. */
export const HAND_OVER_CARD = 'hand-over';
/** The brief is of use for a while: the page has what became of it. */
const TOLD_FOR_MS = 14 * 86_400_000;
const PAGE = 500;
/** More than that, the card counts. */
const MOST_ON_CARD = 40;

export interface AskedDeparture extends AskedHandOver {
  /** Who takes the actions that no seat carries; null: to be assigned, where no successor sits. */
  readonly actions: PersonId | null;
}

export interface Departure {
  readonly asked: AskedDeparture;
  readonly today: string;
  readonly before: Charter;
  readonly after: Charter;
  readonly seats: readonly { readonly committee: Committee; readonly seat: Seat; readonly to: PersonId | null }[];
  readonly roles: readonly AppRole[];
  readonly actions: readonly { readonly before: Action; readonly after: Action }[];
}

export interface HandOverDeps extends ActionDeps {
  readonly handOvers: HandOvers;
  readonly accounts: (persons: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, EntraId>>;
  readonly asFile: (charter: Charter) => Promise<CharterText>;
  /** What is still to be done once all is saved: access ends and begins, and those who follow are convened. */
  readonly afterwards: (passing: Passing) => FollowUp;
}
/** Whose access changes in the workspaces of which committees. */
export interface Passing { readonly version: number; readonly committees: readonly CommitteeId[]; readonly persons: readonly PersonId[]; readonly at: Date }

export const passingOf = ({ asked, seats }: Pick<Departure, 'asked' | 'seats'>): Pick<Passing, 'committees' | 'persons'> => ({
  committees: [...new Set(seats.map(({ committee }) => committee.id))],
  persons: [asked.person, ...asked.seats.values()].flatMap((one) => one ?? []),
});

/** Every open action of somebody, in person and by a seat, whoever may see it. */
export const openActionsOf = ({ actions }: Pick<ActionDeps, 'actions'>) => async (person: PersonId, seats: readonly SeatId[]): Promise<readonly Action[]> => {
  const found: Action[] = [];
  for (let cursor: string | null = null; ;) {
    const page = await actions.list({ committees: null, inCamera: null, owner: { person, seats }, states: ['todo', 'in-progress', 'blocked'] }, { cursor, limit: PAGE });
    found.push(...page.actions);
    if (page.next === null) return found;
    cursor = page.next;
  }
};

export const judgeDeparture = (deps: Pick<ActionDeps, 'actions' | 'clock'>) =>
  async (before: Charter, asked: AskedDeparture, today: string): Promise<Decision<Departure, HandOverRefusal>> => {
    const decision = handOver(before, asked, today);
    if (!decision.ok) return decision;
    if (asked.actions !== null && !before.persons.some(({ id }) => id === asked.actions)) return refuse({ why: 'unknown-person', person: asked.actions });
    if (asked.actions === asked.person) return refuse({ why: 'to-themselves', person: asked.person });
    const after = decision.value;
    const held = new Map(heldBy(before, asked.person, today).map((line) => [line.seat.id, line]));
    const seats = [...held.values()].map(({ committee, seat }) => ({ committee, seat, to: asked.seats.get(seat.id) ?? null }));
    const heirs = (committee: CommitteeId): readonly PersonId[] => [asked.actions, ...seats.map((line) => (line.committee.id === committee ? line.to : null))].flatMap((one) => one ?? []);
    const actions = (await openActionsOf(deps)(asked.person, [])).map((action) => ({ before: action, after: passOn(after, action, heirs, whenThere(after, action.committee, deps.clock.now())) }));
    const roles = rolesHeldBy(before, asked.person);
    return seats.length + roles.length + actions.length === 0 ? refuse({ why: 'nothing-to-hand-over', person: asked.person }) : accept({ asked, today, before, after, seats, roles, actions });
  };

/** The version of the charter in force then; null when the charter or an action changed since it was judged. */
export const carryOutDeparture = (deps: HandOverDeps) => async (departure: Departure, over: number, by: Actor): Promise<number | null> => {
  const { asked, before, after, seats, roles, actions } = departure;
  const at = deps.clock.now();
  const file = await deps.asFile(after);
  return deps.handOvers.save({
    file, over, changes: charterChanges(before, after), leaver: asked.person, by, at,
    actions: actions.map((one) => one.after),
    journal: [
      { chain: 'reseau', at, by, did: { act: 'handed-over', person: asked.person, seats: seats.length, roles: roles.length, actions: actions.length, interim: asked.interim } },
      ...actions.flatMap((one): JournalEntry[] => actsOf(one.before, one.after).map((did) => ({ chain: one.after.committee, at, by, did }))),
    ],
    next: [...actions.flatMap((one) => deps.announce(one.after, newsOf(one.before, one.after, false))), deps.afterwards({ ...passingOf(departure), version: over + 1, at })],
    tell: await briefs(deps, departure, over, at),
  });
};

/** To each successor what they take over, to each chair who sits there from now on. */
async function briefs({ accounts }: HandOverDeps, { asked, today, after, seats, actions }: Departure, over: number, at: Date): Promise<readonly OutgoingMessage[]> {
  const heirOf = ({ owner }: Action): PersonId | null => (owner?.is === 'person' ? owner.person : null);
  const successors = [...new Set([...seats.map(({ to }) => to), ...actions.map((one) => heirOf(one.after)), asked.roles].flatMap((one) => one ?? []))];
  const chairs = [...new Set(seats.flatMap(({ committee }) => after.committees.find(({ id }) => id === committee.id)?.seats ?? [])
    .flatMap((seat) => (seat.role === 'presidence' && seat.holder !== null && isFilled(seat, today) ? [seat.holder] : [])))].filter((chair) => !successors.includes(chair));
  const known = await accounts([...successors, ...chairs]);
  const message = (person: PersonId, about: object): OutgoingMessage[] => {
    const account = known.get(person);
    const card = { kind: HAND_OVER_CARD, from: asked.person, interim: asked.interim, ...about };
    return account === undefined ? [] : [{ message: `hand-over:${over}:${asked.person}:${person}`, to: { is: 'person', person: account }, card, notAfter: new Date(at.getTime() + TOLD_FOR_MS) }];
  };
  return [
    ...successors.flatMap((person) => {
      const mine = actions.filter((one) => heirOf(one.after) === person).map((one) => one.after.id);
      return message(person, { to: 'successor', seats: seats.filter(({ to }) => to === person).map(({ seat }) => seat.id), actions: mine.slice(0, MOST_ON_CARD), count: mine.length });
    }),
    ...chairs.flatMap((person) => message(person, { to: 'chair', seats: seats.filter(({ committee }) => after.committees.some(({ id, seats: there }) => id === committee.id && there.some((seat) => seat.holder === person && seat.role === 'presidence' && isFilled(seat, today)))).map(({ seat }) => seat.id), actions: [], count: 0 })),
  ];
}
