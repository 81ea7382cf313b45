// The coordinator's home: what needs the reader now, what is coming, and the state of what they look after.

import { addDays, endOfWeek } from '../../../shared/dates.ts';
import type { CommitteeId } from '../../../shared/ids.ts';
import { isLate, type Action } from '../../actions/domain/action.ts';
import type { Roles } from '../../committees/domain/permissions.ts';
import { sightOf } from '../../committees/domain/sight.ts';
import { pressing, soon, vacantSeats, type Pressing, type VacantSeat } from '../domain/pressing.ts';
import { committeesOf, hasDesk, keptAmong, territoriesOf } from '../domain/scope.ts';
import { sharesOf, type Shares } from '../domain/shares.ts';
import type { AskedScope, DeskSources, DriftSeen, SeenLine, SeenMeeting } from '../ports.ts';

export interface Desk {
  readonly scope: { readonly committees: readonly CommitteeId[]; readonly territories: readonly string[]; readonly whole: boolean };
  readonly now: readonly Pressing[];
  readonly meetings: readonly SeenMeeting[];
  readonly tally: { readonly open: number; readonly late: number; readonly blocked: number; readonly dueThisWeek: number };
  readonly late: readonly Action[];
  readonly blocked: readonly Action[];
  readonly shares: Shares;
  readonly decisions: readonly SeenLine[];
  readonly vacant: readonly VacantSeat[];
  readonly drift: DriftSeen | null;
}

/** Rows behind the counts; the rest is a link away. */
const SHOWN = 10;

export const gatherDesk = (sources: DeskSources) =>
  async (roles: Roles, asked: AskedScope, today: string): Promise<Desk> => {
    const committees = committeesOf(roles, asked);
    const kept = keptAmong(roles, committees);
    const sight = sightOf(roles);
    const [open, own, mine, around, awaiting, toReview, toAnswer] = await Promise.all([
      sources.openActions(committees), sources.ownActions(roles, today),
      sources.meetings(roles, { of: 'mine', from: today, until: soon(today) }), sources.meetings(roles, { of: 'all', from: today, until: addDays(today, 14) }),
      sources.decisions(roles, 'awaiting', asked, today), sources.decisions(roles, 'to-review', asked, today), sources.toAnswer(roles, SHOWN),
    ]);
    const ofScope = open.filter(({ committee, inCamera }) => !inCamera || sight.inCamera.includes(committee));
    const [late, blocked] = [ofScope.filter((action) => isLate(action, today)), ofScope.filter(({ state }) => state === 'blocked')];
    const drift = kept.length > 0 && (roles.coordination === 'network' || roles.administrator || roles.auditor) ? sources.lastDrift() : null;
    const weekEnd = endOfWeek(today);
    return {
      scope: { committees, territories: territoriesOf(roles, committeesOf(roles, { committee: null, territory: null })), whole: hasDesk(roles) },
      now: pressing(roles, {
        actions: distinct([...own, ...ofScope]), unanswered: mine.filter(({ meeting, answered }) => meeting.state === 'convened' && !answered).map(({ meeting }) => meeting),
        toAnswer, toReview: toReview.filter(({ line }) => kept.includes(line.committee)).map(({ line }) => line), kept, drift: drift?.count ?? 0, today, weekEnd,
      }),
      meetings: around.filter(({ meeting }) => meeting.state !== 'cancelled' && [meeting.committee, ...meeting.jointly].some((id) => committees.includes(id))).slice(0, SHOWN),
      tally: { open: ofScope.length, late: late.length, blocked: blocked.length, dueThisWeek: ofScope.filter(({ due }) => due >= today && due <= weekEnd).length },
      late: late.slice(0, SHOWN), blocked: blocked.slice(0, SHOWN), shares: sharesOf(roles.charter, ofScope, today),
      decisions: awaiting.filter(({ line }) => committees.includes(line.committee)).slice(0, SHOWN), vacant: vacantSeats(roles, kept, today), drift,
    };
  };

const distinct = (actions: readonly Action[]): readonly Action[] => [...new Map(actions.map((action) => [action.id, action])).values()];
