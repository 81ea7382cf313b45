// Actions as the contract shows them to one reader: facts from the feature, names and sentences in the reader's language.

import type { ActionDetail, ActionOwner, ActionRow } from '../../contract/actions.ts';
import type { May } from '../../contract/common.ts';
import { entriesOf } from '../../features/committees/domain/other-sections.ts';
import { isFilled } from '../../features/committees/domain/term.ts';
import { isLate, isOpen, lateDays, ownerToday, timesPostponed, type Action, type Owner } from '../../features/actions/domain/action.ts';
import { mayEdit, mayProgress } from '../../features/actions/domain/permissions.ts';
import { actionRefusal, actionRightRefusal, isActionRight, originWords, ownerWords } from '../../features/actions/words.ts';
import type { ActionPermission } from '../../features/actions/domain/permissions.ts';
import { dayOff } from '../../features/meetings/domain/days-off.ts';
import { obstacleWords } from '../../features/meetings/words.ts';
import type { CommitteeId } from '../../shared/ids.ts';
import { say } from '../../shared/language.ts';
import { typeset } from '../../shared/words.ts';
import { localTime } from '../../shared/zones.ts';
import { committeeRef } from './meeting-views.ts';
import type { Reading } from './network.ts';

/** Views of one reply: thousands of rows name the same few committees, people and seats. */
export function actionViews(reading: Reading, today: string) {
  const { charter, naming, roles } = reading;
  const acronyms = new Map(charter.committees.map(({ id, acronym }) => [id, acronym]));
  const owners = new Map<string, ActionOwner>();
  const ownerView = (owner: Owner): ActionOwner => {
    const id = owner.is === 'person' ? owner.person : owner.seat;
    const known = owners.get(id);
    if (known !== undefined) return known;
    const person = ownerToday(charter, owner, today);
    const view: ActionOwner = { kind: owner.is, id, person, label: naming.say(ownerWords(charter, owner, person)) };
    owners.set(id, view);
    return view;
  };
  const row = (action: Action): ActionRow => ({
    id: action.id, title: action.title, committee: { id: action.committee, acronym: acronyms.get(action.committee) ?? action.committee },
    owner: action.owner === null ? null : ownerView(action.owner), due: action.due, state: action.state, late: isLate(action, today), lateDays: lateDays(action, today),
    priority: action.priority, blocked: action.blocked, postponed: timesPostponed(action), decision: action.links.decision, project: action.links.project, risk: action.links.risk,
    inCamera: action.inCamera, closedOn: action.closedAt === null ? null : localTime(action.closedAt, charter.zone).date, version: action.version, mayChange: mayProgress(roles, action).ok, mayEdit: mayEdit(roles, action).ok,
  });
  return { row, ownerView };
}

/** The actions' own refusals in their words, the others in the committees'. */
export function mayOf(permission: ActionPermission, reading: Reading): May {
  if (permission.ok) return { ok: true };
  const { refusal } = permission;
  return isActionRight(refusal) ? { ok: false, why: say(actionRightRefusal(refusal), reading.language) } : reading.may({ ok: false, refusal });
}

export interface ActionAbout {
  readonly today: string;
  readonly url: string;
  readonly plannerUrl: string | null;
  /** Titles of what it is linked to, where the reader may know them. */
  readonly titles: { readonly meeting: string | null; readonly decision: string | null };
}

export function actionDetail(action: Action, reading: Reading, { today, url, plannerUrl, titles }: ActionAbout): ActionDetail {
  const { charter, naming, roles, language } = reading;
  const { row, ownerView } = actionViews(reading, today);
  const { links } = action;
  const closed: May | null = isOpen(action) ? null : { ok: false, why: say(actionRefusal({ why: 'closed', state: action.state as 'done' | 'cancelled' }, () => null), language) };
  const notClosed: May = { ok: false, why: naming.say({ fr: 'Cette action est ouverte.', en: 'This action is open.' }) };
  const [progress, edit] = [mayOf(mayProgress(roles, action), reading), mayOf(mayEdit(roles, action), reading)];
  const open = (may: May): May => (may.ok && closed !== null ? closed : may);
  const person = (id: string | null): string | null => { const found = charter.persons.find((p) => p.id === id); return found === undefined ? null : naming.say(found.title); };
  const on = (at: Date): string => localTime(at, charter.zone).date;
  return {
    ...row(action),
    committee: committeeRef(action.committee, reading),
    detail: action.detail, outcome: action.outcome, origin: naming.say(originWords[action.origin]), created: { on: on(action.createdAt), by: person(action.createdBy) },
    links: {
      meeting: links.meeting === null ? null : { id: links.meeting, title: titles.meeting ?? links.meeting, path: titles.meeting === null ? null : `meeting/${links.meeting}` },
      item: links.item,
      decision: links.decision === null ? null : { id: links.decision, title: titles.decision ?? links.decision, path: titles.decision === null ? null : `decision/${links.decision}` },
      project: links.project === null ? null : { id: links.project, title: sectionTitle(reading, 'projets', links.project), path: null },
      risk: links.risk === null ? null : { id: links.risk, title: sectionTitle(reading, 'risques', links.risk), path: null },
    },
    message: action.message,
    postponements: action.postponements.map(({ from, to, at, by, reason }) => ({ from, to, on: on(at), by: person(by), reason })),
    dueNote: dueNote(action, reading),
    owners: ownersOf(action.committee, reading, today).map(ownerView),
    plannerUrl, url,
    may: { edit: open(edit), progress: open(progress), postpone: open(progress), handOver: open(progress), cancel: open(edit), reopen: closed === null ? notClosed : action.state === 'cancelled' ? edit : progress },
  };
}

/** « samedi : les rappels partent les jours ouvrables. » */
function dueNote({ due, committee }: Action, { charter, language }: Reading): string | null {
  const easter = charter.committees.find((c) => c.id === committee)?.easter;
  const off = dayOff(charter.calendar, easter, due);
  if (off === null) return null;
  const why = say(obstacleWords(off, null), language);
  return language === 'fr-CA' ? typeset(`${why} : les rappels partent les jours ouvrables.`) : `${why}: reminders leave on working days.`;
}

/** Whoever may answer for an action of the committee: its people of the day, by name, then its seats. */
export function ownersOf(committee: CommitteeId, { charter }: Reading, today: string): Owner[] {
  const seats = charter.committees.find(({ id }) => id === committee)?.seats ?? [];
  const people = [...new Set(seats.flatMap((seat) => (seat.holder !== null && isFilled(seat, today) ? [seat.holder] : [])))];
  // A seat whose term passed from one to the next stands on several lines.
  return [...people.map((person): Owner => ({ is: 'person', person })), ...[...new Set(seats.map(({ id }) => id))].map((seat): Owner => ({ is: 'seat', seat }))];
}

/** Projects and risks stand in sections of the charter file that no feature holds yet. */
function sectionTitle({ charter, language }: Reading, section: string, id: string): string {
  const found = entriesOf(charter, section).find(({ of }) => of('id') === id);
  if (found === undefined) return id;
  const english = found.of('titre_en');
  return say({ fr: found.of('titre_fr') || found.of('titre') || id, ...(english !== '' && { en: english }) }, language);
}
