// What a meeting is in a calendar: who organizes it, what the event says, and whom it invites. Nobody is invited before the notice
// of meeting: the year that is adopted stands in the organizer's calendar without a single mail to anybody.

import type { PersonId } from '../../../shared/ids.ts';
import { say } from '../../../shared/language.ts';
import { HARD_SPACE } from '../../../shared/words.ts';
import { keepsSecretariat } from '../../committees/domain/permissions.ts';
import { isFilled } from '../../committees/domain/term.ts';
import type { Charter, Committee, Person, Seat } from '../../committees/domain/charter.ts';
import { convenedTo } from './convened.ts';
import type { Meeting, Slot } from './meeting.ts';
import { dayOf } from './when.ts';

export interface Invited { readonly email: string; readonly name: string; readonly needed: boolean }

/** An event as a calendar is to hold it. */
export interface CalendarEvent extends Slot {
  readonly subject: string;
  /** HTML. Written once: a later change would take the link of the Teams meeting away with it. */
  readonly body: string;
  readonly attendees: readonly Invited[];
  /** A Teams link is wanted. */
  readonly online: boolean;
  /** Who may open the organizer's calendar sees that the time is taken, and no more. */
  readonly private: boolean;
}

/** Where the event leads: the meeting's page in Gouverne, and the committee's channel where there is one. */
export interface EventLinks { readonly page: string; readonly channel: string | null }

/** Null: there is to be no event (cancelled, or its committee is gone). */
export function eventOf(charter: Charter, meeting: Meeting, organizerEmail: string, links: EventLinks): CalendarEvent | null {
  const committee = charter.committees.find(({ id }) => id === meeting.committee);
  if (committee === undefined || meeting.state === 'cancelled') return null;
  const { start, minutes, zone } = meeting;
  const convened = meeting.state === 'convened';
  return {
    start, minutes, zone,
    subject: subjectOf(charter, committee, meeting),
    body: bodyOf(charter, committee, meeting, links),
    attendees: convened ? invitedTo(charter, meeting).filter(({ email }) => email.toLowerCase() !== organizerEmail.toLowerCase()) : [],
    online: convened,
    private: committee.confidentiality === 'restreinte',
  };
}

/** « CNCOT — Séance ordinaire », « CNCOT et CEMT — Budget » */
function subjectOf(charter: Charter, committee: Committee, meeting: Meeting): string {
  const fr = charter.language === 'fr-CA';
  const who = acronyms(charter, committee, meeting);
  if (meeting.title !== null) return meeting.title.startsWith(who) ? meeting.title : `${who} — ${meeting.title}`;
  const kind = meeting.kind === 'special' ? (fr ? 'Séance extraordinaire' : 'Special meeting') : fr ? 'Séance ordinaire' : 'Regular meeting';
  return `${who} — ${kind}`;
}

/** The title that a subject written by people gives; null when it is the usual one. */
export function titleFrom(charter: Charter, meeting: Meeting, subject: string): string | null {
  const committee = charter.committees.find(({ id }) => id === meeting.committee);
  const text = subject.trim();
  if (committee === undefined || text === '' || text === subjectOf(charter, committee, { ...meeting, title: null })) return null;
  const who = `${acronyms(charter, committee, meeting)} — `;
  return (text.startsWith(who) ? text.slice(who.length) : text).slice(0, LONGEST_TITLE);
}
const LONGEST_TITLE = 200;

function acronyms(charter: Charter, committee: Committee, meeting: Meeting): string {
  const others = meeting.jointly.flatMap((id) => charter.committees.find((c) => c.id === id)?.acronym ?? []);
  const last = charter.language === 'fr-CA' ? 'et' : 'and';
  return others.length === 0 ? committee.acronym : `${[committee.acronym, ...others.slice(0, -1)].join(', ')} ${last} ${others.at(-1) ?? ''}`;
}

/** The standing items of the charter, in their order: the draft with which a meeting is convened. */
export const agendaOf = (charter: Pick<Charter, 'agenda'>): Charter['agenda'] => charter.agenda.toSorted((a, b) => a.order - b.order);

function bodyOf(charter: Charter, committee: Committee, meeting: Meeting, links: EventLinks): string {
  const fr = charter.language === 'fr-CA';
  const name = say(committee.name, charter.language);
  const link = (url: string, text: string): string => `<p><a href="${escaped(url)}">${escaped(text)}</a></p>`;
  return [
    `<p>${escaped(fr ? `Séance${HARD_SPACE}: ${name}` : `Meeting: ${name}`)}</p>`,
    ...(charter.agenda.length === 0 ? [] : [`<p>${escaped(fr ? `Projet d’ordre du jour${HARD_SPACE}:` : 'Draft agenda:')}</p><ol>${agendaOf(charter).map(({ title }) => `<li>${escaped(say(title, charter.language))}</li>`).join('')}</ol>`]),
    link(links.page, fr ? 'Présences et ordre du jour dans Gouverne' : 'Attendance and agenda in Gouverne'),
    ...(links.channel === null ? [] : [link(links.channel, fr ? `Canal de l’instance (${committee.acronym})` : `The committee’s channel (${committee.acronym})`)]),
    ...(meeting.jointly.length === 0 ? [] : [`<p>${escaped(fr ? 'Séance conjointe.' : 'Joint meeting.')}</p>`]),
  ].join('');
}
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);

/** Those whom the notice told, and the guests. Who holds a member's seat is needed; alternates, observers and guests may come. */
function invitedTo(charter: Charter, meeting: Meeting): Invited[] {
  const lines = new Map(convenedTo(charter, meeting, dayOf(meeting.start)).map((line) => [line.person, line]));
  const people = new Map<string, Invited>();
  const invite = (email: string, name: string, needed: boolean): void => {
    const key = email.toLowerCase();
    if (!people.has(key)) people.set(key, { email, name, needed });
  };
  const invitePerson = (id: PersonId): void => {
    const person = personOf(charter, id);
    const line = lines.get(id);
    if (person !== null) invite(person.email, say(person.title, charter.language), line !== undefined && line.standsInFor === null && NEEDED.has(line.seat.role));
  };
  for (const id of meeting.notice?.convened ?? []) invitePerson(id);
  for (const guest of meeting.guests) {
    if (guest.is === 'address') invite(guest.email, guest.label, false);
    else invitePerson(guest.person);
  }
  return [...people.values()];
}
const NEEDED: ReadonlySet<Seat['role']> = new Set(['presidence', 'copresidence', 'secretariat', 'membre']);
const personOf = (charter: Charter, id: PersonId): Person | null => charter.persons.find((person) => person.id === id) ?? null;

/** Who keeps the committee's secretariat that day; the chair where nobody does. */
export function secretariatOf(charter: Charter, meeting: Pick<Meeting, 'committee'>, today: string): readonly Person[] {
  const seats = charter.committees.find(({ id }) => id === meeting.committee)?.seats.filter((seat) => isFilled(seat, today)) ?? [];
  const secretaries = seats.filter(keepsSecretariat);
  const holders = (secretaries.length > 0 ? secretaries : seats.filter(({ role }) => role === 'presidence' || role === 'copresidence')).map(({ holder }) => holder);
  return [...new Set(holders)].flatMap((holder) => (holder === null ? [] : (personOf(charter, holder) ?? [])));
}

/** In whose mailbox the event stands when no mailbox was named for all of them: the secretariat's, else the chair's. */
export const organizerOf = (charter: Charter, meeting: Pick<Meeting, 'committee'>, today: string): Person | null => secretariatOf(charter, meeting, today)[0] ?? null;

/** Whose answer an address gives; null for somebody whom the notice did not tell. */
export function personAt(charter: Charter, meeting: Meeting, email: string): PersonId | null {
  const person = charter.persons.find((p) => p.email.toLowerCase() === email.toLowerCase());
  if (person === undefined) return null;
  const told = meeting.notice?.convened.includes(person.id) ?? false;
  return told || meeting.guests.some((guest) => guest.is === 'person' && guest.person === person.id) ? person.id : null;
}
