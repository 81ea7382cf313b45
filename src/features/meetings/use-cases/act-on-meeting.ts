// Every act on a meeting that stands: read, decided by a rule, saved with its journal entries, with the notice that the change calls for
// and with the work that follows. Of two people who act at once, one is told that the meeting is no longer what they saw.

import { addDays } from '../../../shared/dates.ts';
import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { Actor, JournalEntry } from '../../journal/domain/entry.ts';
import { actsOf, cancelMeeting, changeMeeting, closedTo, restoreMeeting, type ChangeRefusal, type MeetingChange } from '../domain/change-meeting.ts';
import { convenedTo } from '../domain/convened.ts';
import type { Meeting, MeetingId, Notice } from '../domain/meeting.ts';
import { concernedBy, noticeOf, type Concerned } from '../domain/notice.ts';
import { dayOf, instantOf } from '../domain/when.ts';
import { conveneLater, noticeDue, type ActDeps } from './announce.ts';

export type ActRefusal =
  | ChangeRefusal
  | { readonly why: 'no-meeting' }
  /** Somebody changed it since it was seen; `meeting` is what it is now. */
  | { readonly why: 'stale'; readonly meeting: Meeting }
  /** Everybody convened was told, and nothing changed since. */
  | { readonly why: 'all-told' }
  | { readonly why: 'nobody-to-convene' };

/** Who acts, where, and on which version: null for whatever stands, when no person looked at it (a change that came from Outlook). */
export interface Acting { readonly by: Actor; readonly where: 'gouverne' | 'outlook'; readonly seen: number | null }

type Rule = (meeting: Meeting, now: Date) => Decision<Meeting, ActRefusal>;
type Acts<Args extends readonly unknown[]> = (charter: Charter, id: MeetingId, ...rest: [...Args, Acting]) => Promise<Decision<Meeting, ActRefusal>>;

/** Moves, renames, invites: what is absent from the change stays as it is. */
export const changeMeetingAs = (deps: ActDeps): Acts<[MeetingChange]> => (charter, id, change, acting) =>
  act(deps, charter, id, acting, (meeting, now) => changeMeeting(charter, meeting, change, now));

export const cancelMeetingAs = (deps: ActDeps): Acts<[string | null]> => (charter, id, reason, acting) =>
  act(deps, charter, id, acting, (meeting, now) => cancelMeeting(meeting, reason, now));

export const restoreMeetingAs = (deps: ActDeps): Acts<[]> => (charter, id, acting) =>
  act(deps, charter, id, acting, (meeting, now) => restoreMeeting(meeting, now));

/** Sends the notice of meeting; of a meeting already convened, tells those who joined since. */
export const conveneMeetingAs = (deps: ActDeps): Acts<[]> => (charter, id, acting) =>
  act(deps, charter, id, acting, (meeting, now) => {
    const closed = closedTo(meeting, now);
    if (closed !== null) return refuse(closed);
    const convened = convenedTo(charter, meeting, dayOf(meeting.start));
    if (convened.length + meeting.guests.length === 0) return refuse({ why: 'nobody-to-convene' });
    if (meeting.notice !== null && concernedBy(meeting.notice, meeting, convened).why.length === 0) return refuse({ why: 'all-told' });
    return accept({ ...meeting, state: 'convened' });
  });

/** The job that convenes at the committee's delay. It may come early (the meeting was put off since): then it comes again. */
export const conveneWhenDue = (deps: ActDeps) => {
  const convene = conveneMeetingAs(deps);
  return async (charter: Charter, id: MeetingId): Promise<{ readonly again: { readonly afterMs: number } } | void> => {
    const meeting = await deps.meetings.find(id);
    const now = deps.clock.now();
    // A notice of what has begun helps nobody; whoever keeps the committee may still send it.
    if (meeting?.state !== 'planned' || instantOf(meeting) <= now) return undefined;
    const left = noticeDue(charter, meeting).getTime() - now.getTime();
    if (left > 0) return { again: { afterMs: left } };
    await convene(charter, id, { by: { kind: 'gouverne' }, where: 'gouverne', seen: null });
    return undefined;
  };
};

/** How far ahead a notice can be due: the longest delay that anybody asks for. */
const FURTHEST_DAYS = 90;

/** Looks for notices that are due and did not leave: the delay was lengthened in the charter, or a job was lost. */
export const convenePastDue = (deps: ActDeps) => {
  const convene = conveneWhenDue(deps);
  return async (charter: Charter): Promise<void> => {
    const now = deps.clock.now();
    const today = now.toISOString().slice(0, 10);
    const ahead = await deps.meetings.between(null, today, addDays(today, FURTHEST_DAYS));
    for (const meeting of ahead) if (meeting.state === 'planned' && noticeDue(charter, meeting) <= now) await convene(charter, meeting.id);
  };
};

async function act(deps: ActDeps, charter: Charter, id: MeetingId, acting: Acting, rule: Rule): Promise<Decision<Meeting, ActRefusal>> {
  for (;;) {
    const before = await deps.meetings.find(id);
    if (before === null) return refuse({ why: 'no-meeting' });
    if (acting.seen !== null && acting.seen !== before.version) return refuse({ why: 'stale', meeting: before });
    const now = deps.clock.now();
    const decision = rule(before, now);
    if (!decision.ok) return decision;
    const { meeting: after, told } = notified(charter, decision.value, now);
    const acts = [...actsOf(before, after, acting.where), ...(told === null ? [] : [{ act: 'meeting-convened', meeting: id, start: after.start, revision: told.revision, told: told.people } as const])];
    if (acts.length === 0 && after.reason === before.reason) return accept(before);
    const saved = await deps.meetings.change(after, before.version, {
      journal: acts.map((did): JournalEntry => ({ chain: after.committee, at: now, by: acting.by, did })),
      next: [
        ...deps.announce(after, 'changed'),
        ...(told === null ? [] : deps.announce(after, 'noticed')),
        ...(before.state === after.state && before.start === after.start ? [] : conveneLater(charter, after)),
      ],
    });
    // Overtaken: whoever saw a version is told on the next look, what came from elsewhere is decided anew.
    if (saved !== null) return accept(saved);
  }
}

interface Told { readonly revision: number; readonly people: number }

/** With the notice that those concerned are now to have, and how many they are; null when nobody is to be told. */
function notified(charter: Charter, meeting: Meeting, now: Date): { readonly meeting: Meeting; readonly told: Told | null } {
  if (meeting.notice === null && meeting.state !== 'convened') return { meeting, told: null };
  const convened = convenedTo(charter, meeting, dayOf(meeting.start));
  const concerned = meeting.notice === null ? null : concernedBy(meeting.notice, meeting, convened);
  if (concerned?.why.length === 0) return { meeting, told: null };
  const notice = noticeOf(meeting, convened, now);
  return { meeting: { ...meeting, notice }, told: { revision: notice.revision, people: concerned === null ? peopleOf(notice) : toldOf(concerned, notice) } };
}

const byAddress = (guests: Notice['guests']): number => guests.filter((guest) => guest.is === 'address').length;
const peopleOf = ({ convened, guests }: Notice): number => convened.length + byAddress(guests);

function toldOf({ told, newly, dropped, newGuests, droppedGuests, why }: Concerned, { guests }: Notice): number {
  const forAll = why.some((change) => change !== 'people');
  return told.length + newly.length + dropped.length + droppedGuests.length + (forAll ? byAddress(guests) : newGuests.length);
}
