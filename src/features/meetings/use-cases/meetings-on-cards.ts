// Meetings as the bot speaks of them: what is to come, what a card shows now, and what becomes of a button. Every right is checked here,
// for a card shows the same buttons to whoever reads it.

import { addDays } from '../../../shared/dates.ts';
import type { CommitteeId, EntraId, PersonId } from '../../../shared/ids.ts';
import { personId } from '../../../shared/ids.ts';
import type { Text } from '../../../shared/language.ts';
import { plain } from '../../../shared/plain.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { maySeeCommittee, rolesOf, type PermissionRefusal, type Roles } from '../../committees/domain/permissions.ts';
import type { CardFacts, Recipient } from '../../conversations/domain/outgoing.ts';
import type { AnswerRefusal } from '../domain/attendance.ts';
import { convenedTo } from '../domain/convened.ts';
import type { Answer, Meeting } from '../domain/meeting.ts';
import { meetingId } from '../domain/meeting.ts';
import { mayPlan, maySeeMeeting, type MeetingRightRefusal } from '../domain/permissions.ts';
import { dayOf, endOf, instantOf } from '../domain/when.ts';
import type { CalendarView } from '../ports.ts';
import type { Telling } from '../ports-reminders.ts';
import { actRefusal, answerRefusal, forecastWords, rightRefusal } from '../words.ts';
import { changeMeetingAs, type ActRefusal } from './act-on-meeting.ts';
import type { ActDeps } from './announce.ts';
import { answerMeeting, type AnsweringRefusal } from './answer-meeting.ts';
import { whoIsFree, type AlternativesDeps } from './find-alternatives.ts';
import { forecastOf } from './read-meetings.ts';
import { keepersOf, minuteOf, REMINDER_CARD, type remindersDue } from './remind-people.ts';
import { showMeeting, type ShownMeeting } from './show-meeting.ts';
import { noticeOfMessage, PERSONAL_NOTICE, type ToldAs } from './tell-meeting.ts';

export interface OnCardsDeps extends ActDeps, AlternativesDeps {
  readonly charter: () => Promise<Charter | null>;
  readonly personOf: (account: EntraId) => Promise<PersonId | null>;
  readonly accounts: (persons: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, EntraId>>;
  /** Whose channel that is; null when it is nobody's. */
  readonly committeeAt: (charter: Charter, groupId: string | null, channelId: string) => Promise<CommitteeId | null>;
  readonly calendarView: CalendarView | null;
  readonly telling: Pick<Telling, 'say'>;
  readonly due: ReturnType<typeof remindersDue>;
  /** Address of the meeting's page in Teams. */
  readonly pageOf: (charter: Charter, meeting: Meeting) => string;
  /** The committees' own words of a refusal. */
  readonly permissionWords: (charter: Charter, refusal: PermissionRefusal) => Text;
  readonly today: () => string;
}

interface Asked { readonly meeting: string; readonly start: string }
interface Substitute { readonly person: PersonId; readonly title: Text }
const MONTHS_AHEAD = 400;
const WEEK_DAYS = 7;
const CALLED = 'called:';

export const meetingsOnCards = (deps: OnCardsDeps) => {
  const { meetings, clock } = deps;
  const answer = answerMeeting(deps);
  const change = changeMeetingAs(deps);

  const reading = async (account: EntraId): Promise<{ readonly charter: Charter; readonly person: PersonId; readonly roles: Roles } | null> => {
    const [charter, person] = await Promise.all([deps.charter(), deps.personOf(account)]);
    return charter === null || person === null ? null : { charter, person, roles: rolesOf(charter, person, deps.today()) };
  };

  const shown = async (charter: Charter, found: readonly Meeting[], reader: PersonId | null): Promise<ShownMeeting[]> => {
    const ids = found.map(({ id }) => id);
    const [answers, places] = await Promise.all([meetings.attendance(ids), deps.calendarView?.of(ids)]);
    return found.map((meeting) => showMeeting(charter, meeting, {
      answers: answers.filter((a) => a.meeting === meeting.id), joinUrl: places?.get(meeting.id)?.joinUrl ?? null, reader, page: deps.pageOf(charter, meeting), now: clock.now(),
    }));
  };
  const one = async (charter: Charter, meeting: Meeting, reader: PersonId | null): Promise<ShownMeeting> => (await shown(charter, [meeting], reader))[0]!;

  /** To come and held, the earliest first. */
  const ahead = async (committees: readonly CommitteeId[] | null, days: number): Promise<readonly Meeting[]> => {
    const now = clock.now();
    const found = await meetings.between(committees, addDays(deps.today(), -1), addDays(deps.today(), days));
    return found.filter((m) => m.state !== 'cancelled' && endOf(m) > now).sort((a, b) => instantOf(a).getTime() - instantOf(b).getTime());
  };
  const isOf = (charter: Charter, person: PersonId) => (meeting: Meeting): boolean => convenedTo(charter, meeting, dayOf(meeting.start)).some((c) => c.person === person && (c.standsInFor === null || meeting.guests.some((g) => g.is === 'person' && g.person === person)));

  /** What the card was about, if its reader may know of it and it is still when the card said. */
  const asked = async (account: EntraId, { meeting: id, start }: Asked) => {
    const by = await reading(account);
    const meeting = by === null ? null : await meetings.find(meetingId(id));
    if (by === null || meeting === null || !maySeeMeeting(by.roles, meeting).ok) return { is: 'gone' } as const;
    return { is: meeting.start === start || meeting.state === 'cancelled' ? 'there' : 'moved', by, meeting, shown: await one(by.charter, meeting, by.person) } as const;
  };

  const refusalWords = (charter: Charter, refusal: AnsweringRefusal): Text => {
    if (refusal.why === 'not-allowed') return rightWords(charter, refusal.right);
    return isOfAnswers(refusal) ? answerRefusal(refusal, (person) => charter.persons.find((p) => p.id === person)?.title ?? null) : actRefusal(refusal);
  };
  const rightWords = (charter: Charter, right: MeetingRightRefusal): Text =>
    (right.why === 'keepers-only' || right.why === 'secretariat-only' || right.why === 'not-convened' ? rightRefusal(right) : deps.permissionWords(charter, right));
  /** Those who are taken at that hour are left out; of whom nothing is known is not. */
  const freeOnes = async <One extends { readonly alternate: PersonId }>(charter: Charter, meeting: Meeting, ones: readonly One[]): Promise<readonly One[]> => {
    const free = await whoIsFree(deps)(charter, meeting, ones.map(({ alternate }) => alternate));
    return ones.filter(({ alternate }) => free.get(alternate) !== false);
  };
  const substitutes = (charter: Charter, persons: readonly PersonId[]): Substitute[] => charter.persons.flatMap(({ id, title }) => (persons.includes(id) ? [{ person: id, title }] : []));

  return {
    async next(account: EntraId): Promise<ShownMeeting | null> {
      const by = await reading(account);
      const mine = by === null ? undefined : (await ahead(null, MONTHS_AHEAD)).find(isOf(by.charter, by.person));
      return by === null || mine === undefined ? null : one(by.charter, mine, by.person);
    },

    async nextOfChannel(groupId: string | null, channelId: string, account: EntraId): Promise<ShownMeeting | null | 'nobody'> {
      const by = await reading(account);
      const committee = by === null ? null : await deps.committeeAt(by.charter, groupId, channelId);
      if (by === null || committee === null || !maySeeCommittee(by.roles, committee).ok) return 'nobody';
      const [next] = await ahead([committee], MONTHS_AHEAD);
      return next === undefined ? null : one(by.charter, next, null);
    },

    async week(account: EntraId): Promise<readonly ShownMeeting[]> {
      const by = await reading(account);
      if (by === null) return [];
      const until = new Date(clock.now().getTime() + WEEK_DAYS * 24 * 3_600_000);
      return shown(by.charter, (await ahead(null, WEEK_DAYS + 1)).filter((m) => instantOf(m) < until).filter(isOf(by.charter, by.person)), by.person);
    },

    /** A card that somebody puts into a message is read by whoever is there: nothing of a restricted committee is found. */
    async search(account: EntraId, text: string, most: number): Promise<readonly ShownMeeting[]> {
      const by = await reading(account);
      if (by === null) return [];
      const { charter, roles, person } = by;
      const words = plain(text).trim();
      const open = (meeting: Meeting): boolean => [meeting.committee, ...meeting.jointly].every((id) => charter.committees.find((c) => c.id === id)?.confidentiality !== 'restreinte');
      const named = (meeting: Meeting): boolean => [meeting.committee, ...meeting.jointly].some((id) => { const c = charter.committees.find((each) => each.id === id); return plain(`${c?.acronym ?? id} ${c?.name.fr ?? ''} ${c?.name.en ?? ''} ${meeting.title ?? ''} ${meeting.start}`).includes(words); });
      const mine = isOf(charter, person);
      const found = (await ahead(null, MONTHS_AHEAD)).filter((m) => open(m) && maySeeMeeting(roles, m).ok && (words === '' ? mine(m) : named(m)));
      return (await shown(charter, found.slice(0, most), person)).map((view) => ({ ...view, own: null, counts: null }));
    },

    async answer(account: EntraId, { answer: given, alternate, ...card }: Asked & { readonly answer: Answer; readonly alternate: string | null }, message: string | null) {
      const about = await asked(account, card);
      if (about.is === 'gone') return about;
      const { by, meeting } = about;
      if (about.is === 'moved') return { is: 'moved', meeting: about.shown } as const;
      const decision = await answer(by.charter, meeting.id, { person: by.person, answer: given, alternate: alternate === null ? null : personId(alternate), from: 'card' }, { roles: by.roles, by: { kind: 'person', id: by.person } });
      if (!decision.ok) {
        const { refusal } = decision;
        const among = refusal.why === 'which-alternate' || refusal.why === 'not-an-alternate' ? refusal.among : [];
        return { is: 'refused', meeting: about.shown, why: refusalWords(by.charter, refusal), alternates: substitutes(by.charter, among) } as const;
      }
      const facts = message === null ? null : factsOf(message);
      if (message !== null && facts !== null) await deps.telling.say({ send: [], edit: [{ message, to: { is: 'person', person: account }, card: facts }] });
      return { is: 'answered', meeting: await one(by.charter, decision.value.meeting, by.person) } as const;
    },

    async ofReminder(account: EntraId, message: string): Promise<readonly ShownMeeting[] | null> {
      const at = minuteOf(message);
      const by = at === null ? null : await reading(account);
      return at === null || by === null ? null : shown(by.charter, await deps.due(by.person, at, { past: true }), by.person);
    },

    async convene(account: EntraId, { alternate, ...card }: Asked & { readonly alternate: string }) {
      const about = await asked(account, card);
      if (about.is === 'gone') return about;
      const { by, meeting, shown: view } = about;
      if (about.is === 'moved') return { is: 'moved', meeting: view } as const;
      const refused = (why: Text) => ({ is: 'refused', meeting: view, why, alternates: [] }) as const;
      const right = mayPlan(by.roles, meeting.committee);
      if (!right.ok) return refused(rightWords(by.charter, right.refusal));
      if (view.state === 'cancelled') return refused(actRefusal({ why: 'is-cancelled' }));
      if (view.over) return refused(actRefusal({ why: 'is-over' }));
      const person = by.charter.persons.find(({ id }) => id === alternate);
      const known = person === undefined ? undefined : (await deps.accounts([person.id])).get(person.id);
      if (person === undefined || known === undefined) return refused(actRefusal({ why: 'unknown-guest', person: personId(alternate) }));
      if (!convenedTo(by.charter, meeting, dayOf(meeting.start)).some((c) => c.person === person.id)) {
        const invited = await change(by.charter, meeting.id, { guests: [...meeting.guests, { is: 'person', person: person.id }] }, { by: { kind: 'person', id: by.person }, where: 'gouverne', seen: null });
        if (!invited.ok) return refused(actRefusal(invited.refusal));
      }
      // The same name each time: whoever presses twice, or two who press, ask once.
      await deps.telling.say({ send: [{ message: `${CALLED}${meeting.start}:${meeting.id}`, to: { is: 'person', person: known }, card: noticeFacts(meeting.id, 'called'), notAfter: endOf(meeting) }], edit: [] });
      return { is: 'convened', meeting: view, who: person.title } as const;
    },

    // ---- what a card says when it leaves

    async inChannel(id: string): Promise<ShownMeeting | null> {
      const [charter, meeting] = await Promise.all([deps.charter(), meetings.find(meetingId(id))]);
      return charter === null || meeting === null ? null : one(charter, meeting, null);
    },

    async forPerson(id: string, to: Recipient): Promise<ShownMeeting | null> {
      const by = to.is === 'person' ? await reading(to.person) : null;
      const meeting = by === null ? null : await meetings.find(meetingId(id));
      return by === null || meeting === null ? null : one(by.charter, meeting, by.person);
    },

    /** None: nothing to remind of any more. `past`: the card is there already and shows what was answered. */
    async reminded(at: string, to: Recipient, past: boolean): Promise<readonly ShownMeeting[]> {
      const by = to.is === 'person' ? await reading(to.person) : null;
      return by === null ? [] : shown(by.charter, await deps.due(by.person, new Date(at), { past }), by.person);
    },

    /** Null when there is nothing to foresee: no quorum, cancelled, moved since, or the reader no longer keeps the committee. */
    async forecast({ meeting: id, start }: Asked, to: Recipient) {
      const by = to.is === 'person' ? await reading(to.person) : null;
      const meeting = by === null ? null : await meetings.find(meetingId(id));
      if (by === null || meeting?.state !== 'convened' || meeting.start !== start || !keepersOf(by.charter, meeting.committee, dayOf(start)).includes(by.person)) return null;
      const foreseen = forecastOf(by.charter, meeting, await meetings.attendance([meeting.id]));
      if (foreseen === null || foreseen.state === 'none') return null;
      const title = (person: PersonId): Text => by.charter.persons.find((p) => p.id === person)?.title ?? { fr: person };
      const view = await one(by.charter, meeting, by.person);
      // Who is away, and who could come instead, is composition: of a restricted committee it is read on the page only.
      const free = view.confidential ? [] : await freeOnes(by.charter, meeting, foreseen.toConvene);
      return {
        view: { ...view, own: null },
        forecast: { sentence: forecastWords(foreseen), wanting: foreseen.state !== 'likely' && !view.confidential, free: free.map(({ titular, alternate }) => ({ titular: title(titular), alternate: { person: alternate, title: title(alternate) } })) },
      };
    },
  };
};

const OF_ANSWERS: ReadonlySet<string> = new Set<AnswerRefusal['why']>(['not-convened', 'cancelled', 'over', 'no-alternate', 'which-alternate', 'not-an-alternate', 'alternate-absent']);
const isOfAnswers = (refusal: AnswerRefusal | ActRefusal): refusal is AnswerRefusal => OF_ANSWERS.has(refusal.why);

const noticeFacts = (meeting: string, as: ToldAs) => ({ kind: PERSONAL_NOTICE, meeting, as });

/** What the card of a message in somebody's chat shows once they answered on it; null for a message that is no card of ours. */
function factsOf(message: string): CardFacts | null {
  const at = minuteOf(message);
  const reminder = { kind: REMINDER_CARD, at: at?.toISOString(), past: true };
  if (at !== null) return reminder;
  if (message.startsWith(CALLED)) return noticeFacts(message.slice(CALLED.length + '2027-06-24T09:00:'.length), 'called');
  const meeting = noticeOfMessage(message);
  return meeting === null ? null : noticeFacts(meeting, 'changed');
}

