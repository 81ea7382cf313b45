// Actions as the bot speaks of them: what a card shows now, what a button or a form does, one's own actions and the late ones. Every right
// is checked here, for a card shows the same buttons to whoever reads it.

import type { ActionId, CommitteeId, EntraId, PersonId } from '../../../shared/ids.ts';
import { actionId, personId } from '../../../shared/ids.ts';
import { localTime } from '../../../shared/zones.ts';
import type { Text } from '../../../shared/language.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { maySeeCommittee, rolesOf, type PermissionRefusal, type Roles } from '../../committees/domain/permissions.ts';
import { isFilled } from '../../committees/domain/term.ts';
import type { Recipient } from '../../conversations/domain/outgoing.ts';
import { digestOf } from '../domain/action-reminders.ts';
import { ownerToday, timesPostponed, type Action } from '../domain/action.ts';
import type { ActionChange } from '../domain/change-action.ts';
import { mayKeepActions, mayProgress, maySeeAction, type ActionRightRefusal } from '../domain/permissions.ts';
import type { ActionTelling } from '../ports-reminders.ts';
import { actionRightRefusal, actOnActionRefusal, isActionRight } from '../words.ts';
import { changeActionAs } from './act-on-action.ts';
import type { ActionDeps } from './announce.ts';
import type { ActionFilter } from '../ports.ts';
import { filterFor } from './read-actions.ts';
import { timesToldIn } from './remind-owners.ts';
import { showAction, type ShownAction } from './show-action.ts';

export interface ActionsOnCardsDeps extends ActionDeps {
  readonly charter: () => Promise<Charter | null>;
  readonly personOf: (account: EntraId) => Promise<PersonId | null>;
  /** Whose channel that is; null when it is nobody's. */
  readonly committeeAt: (charter: Charter, groupId: string | null, channelId: string) => Promise<CommitteeId | null>;
  readonly telling: ActionTelling;
  readonly pageOf: (action: ActionId) => string;
  /** The committees' own words of a refusal. */
  readonly permissionWords: (charter: Charter, refusal: PermissionRefusal) => Text;
  readonly today: () => string;
}

/** `version`: what the card showed. */
export interface AskedOnCard { readonly action: string; readonly version: number }
export type CardAnswer =
  | { readonly do: 'done' }
  /** What was delivered: a sentence or a link. */
  | { readonly do: 'delivered'; readonly outcome: string }
  | { readonly do: 'postpone'; readonly due: string; readonly reason: string }
  | { readonly do: 'block'; readonly reason: string }
  | { readonly do: 'hand-over'; readonly to: string };

/** Somebody who may answer for it instead: id and title of a person of the charter. */
export interface Candidate { readonly person: PersonId; readonly title: Text }

export type Responded =
  | { readonly is: 'changed'; readonly action: ShownAction }
  | { readonly is: 'refused'; readonly action: ShownAction; readonly why: Text; readonly candidates: readonly Candidate[] }
  /** Also of what the reader may not know to exist. */
  | { readonly is: 'gone' };

export interface ActionList { readonly actions: readonly ShownAction[]; readonly count: number; readonly more: boolean }
/** What is on a card: `own` concern the reader, `climbed` came up to them. */
export interface ShownCard { readonly own: readonly ShownAction[]; readonly climbed: readonly ShownAction[] }

/** Rows of a list on a card. */
const MOST = 6;
/** Hundreds of digests leave at the same minute: the network's open actions are read once for those of the same moment. */
const FRESH_MS = 1_000;
/** Of a committee, from the list of which a card shows the first. */
const COUNTED = 1_000;

export const actionsOnCards = (deps: ActionsOnCardsDeps) => {
  const { actions, clock, telling } = deps;
  const change = changeActionAs(deps);

  let read: { readonly since: number; readonly open: Promise<readonly Action[]> } | undefined;
  const open = (): Promise<readonly Action[]> => {
    const now = clock.now().getTime();
    if (read === undefined || now - read.since >= FRESH_MS) {
      read = { since: now, open: actions.open(null) };
      read.open.catch(() => { read = undefined; });
    }
    return read.open;
  };

  const reading = async (account: EntraId): Promise<{ readonly charter: Charter; readonly person: PersonId; readonly roles: Roles } | null> => {
    const [charter, person] = await Promise.all([deps.charter(), deps.personOf(account)]);
    return charter === null || person === null ? null : { charter, person, roles: rolesOf(charter, person, deps.today()) };
  };
  const shown = (charter: Charter, action: Action, as: ShownAction['as'] = null): ShownAction => showAction(charter, action, { page: deps.pageOf(action.id), now: clock.now(), as });

  const rightWords = (charter: Charter, refusal: ActionRightRefusal): Text => (isActionRight(refusal) ? actionRightRefusal(refusal) : deps.permissionWords(charter, refusal));
  const nameOf = (charter: Charter) => (id: string): Text | null => {
    const committee = charter.committees.find((c) => c.id === id);
    return committee === undefined ? (charter.persons.find((p) => p.id === id)?.title ?? null) : { fr: committee.acronym, en: committee.acronym };
  };
  const candidates = (charter: Charter, action: Action): Candidate[] => {
    const today = localTime(clock.now(), charter.committees.find(({ id }) => id === action.committee)?.zone ?? charter.zone).date;
    const seats = charter.committees.find(({ id }) => id === action.committee)?.seats ?? [];
    const [sits, owner] = [new Set(seats.flatMap((seat) => (isFilled(seat, today) ? [seat.holder] : []))), ownerToday(charter, action.owner, today)];
    return charter.persons.filter(({ id }) => sits.has(id) && id !== owner).map(({ id, title }) => ({ person: id, title }));
  };
  const asked = async (account: EntraId, id: string) => {
    const by = await reading(account);
    const action = by === null ? null : await actions.find(actionId(id));
    return by === null || action === null || !maySeeAction(by.roles, action).ok ? null : { by, action };
  };

  /** What any of these asks for, each once, by due day. */
  const list = async (charter: Charter, ...filters: readonly ActionFilter[]): Promise<ActionList> => {
    const pages = await Promise.all(filters.map((filter) => actions.list(filter, { cursor: null, limit: COUNTED })));
    const found = [...new Map(pages.flatMap((page) => page.actions).map((action) => [action.id, action])).values()].sort((a, b) => a.due.localeCompare(b.due) || a.id.localeCompare(b.id));
    return { actions: found.slice(0, MOST).map((action) => shown(charter, action)), count: found.length, more: pages.some(({ next }) => next !== null) };
  };

  return {
    /** What becomes of an action through a button or a form; nothing when the card showed an older one. */
    async respond(account: EntraId, { action: id, version }: AskedOnCard, answer: CardAnswer): Promise<Responded> {
      const about = await asked(account, id);
      if (about === null) return { is: 'gone' };
      const { by, action } = about;
      const refused = (why: Text, now: Action = action): Responded => ({ is: 'refused', action: shown(by.charter, now), why, candidates: candidates(by.charter, now) });
      const right = mayProgress(by.roles, action);
      if (!right.ok) return refused(rightWords(by.charter, right.refusal));
      const decision = await change(by.charter, action.id, changeOf(answer), { by: { kind: 'person', id: by.person }, seen: version });
      if (decision.ok) return { is: 'changed', action: shown(by.charter, decision.value) };
      return refused(actOnActionRefusal(decision.refusal, nameOf(by.charter)), decision.refusal.why === 'stale' ? decision.refusal.action : action);
    },

    /** What the form of another answer needs. */
    async form(account: EntraId, id: string): Promise<{ readonly action: ShownAction; readonly candidates: readonly Candidate[] } | null> {
      const about = await asked(account, id);
      return about === null ? null : { action: shown(about.by.charter, about.action), candidates: candidates(about.by.charter, about.action) };
    },

    async find(account: EntraId, id: string): Promise<ShownAction | null> {
      const about = await asked(account, id);
      return about === null ? null : shown(about.by.charter, about.action);
    },

    async mine(account: EntraId): Promise<ActionList> {
      const by = await reading(account);
      return by === null ? NONE : list(by.charter, filterFor(by.roles, { owner: by.person, rest: {} }, deps.today()));
    },

    /** One's own, and those of the committees that one keeps. */
    async late(account: EntraId): Promise<ActionList> {
      const by = await reading(account);
      if (by === null) return NONE;
      const keeps = new Set(by.roles.seats.map(({ committee }) => committee.id).filter((id) => mayKeepActions(by.roles, id).ok));
      const [all, own] = [filterFor(by.roles, { late: true, rest: {} }, deps.today()), filterFor(by.roles, { owner: by.person, late: true, rest: {} }, deps.today())];
      return list(by.charter, own, { ...all, committees: (all.committees ?? []).filter((id) => keeps.has(id)) });
    },

    /** Of the committee of a channel, as the channel may know them. `nobody`: it is no committee's, or not for this reader. */
    async lateOfChannel(groupId: string | null, channelId: string, account: EntraId): Promise<ActionList | 'nobody'> {
      const by = await reading(account);
      const committee = by === null ? null : await deps.committeeAt(by.charter, groupId, channelId);
      if (by === null || committee === null || !maySeeCommittee(by.roles, committee).ok) return 'nobody';
      const filter = filterFor(by.roles, { committee, late: true, rest: {} }, deps.today());
      return list(by.charter, { ...filter, inCamera: [] });
    },

    /** What a card shows when it leaves or is edited; null when there is nothing to say. `day`: of a digest, `past`: it left already. */
    async onCard(message: string, to: Recipient, { day, past }: { readonly day: string | null; readonly past: boolean }): Promise<ShownCard | null> {
      const by = to.is === 'person' ? await reading(to.person) : null;
      if (by === null) return null;
      if (day !== null && !past) await rememberDigest(by, message, to, day);
      const told = await telling.shown({ message, to });
      const found = await actions.findAll(told.map(({ action }) => action));
      const as = new Map(told.map((one) => [one.action, one.as]));
      // Left alone by what came in between: it says nothing, unless it stands there already.
      const times = timesToldIn(message);
      const still = past ? found : day !== null ? await stillDue(by, found, day) : times !== null ? found.filter((action) => timesPostponed(action) >= times) : found;
      const cards = [...still].sort((a, b) => a.due.localeCompare(b.due) || a.id.localeCompare(b.id)).map((action) => shown(by.charter, action, as.get(action.id) ?? null));
      const climbed = cards.filter((card) => card.as === 'chair' || card.as === 'above');
      return cards.length === 0 ? null : { own: cards.filter((card) => !climbed.includes(card)), climbed };
    },
  };

  async function rememberDigest({ charter, person }: { readonly charter: Charter; readonly person: PersonId }, message: string, to: Recipient, day: string): Promise<void> {
    const { own, climbed } = digestOf(charter, await open(), person, day);
    const lines = [...own, ...climbed];
    if (lines.length > 0) await telling.remember([{ message, to, actions: lines.map(({ action, step }) => ({ action: action.id, as: step })) }], { send: [], edit: [] }, clock.now());
  }

  async function stillDue(by: { readonly charter: Charter; readonly person: PersonId }, found: readonly Action[], day: string): Promise<readonly Action[]> {
    const { own, climbed } = digestOf(by.charter, found, by.person, day);
    const due = new Set([...own, ...climbed].map(({ action }) => action.id));
    return found.filter(({ id }) => due.has(id));
  }
};

const NONE: ActionList = { actions: [], count: 0, more: false };

function changeOf(answer: CardAnswer): ActionChange {
  switch (answer.do) {
    case 'done': return { state: 'done' };
    case 'delivered': return { outcome: answer.outcome };
    case 'postpone': return { state: 'in-progress', due: answer.due, reason: answer.reason };
    case 'block': return { state: 'blocked', reason: answer.reason };
    case 'hand-over': return { owner: { is: 'person', person: personId(answer.to) } };
    default: return answer satisfies never;
  }
}
