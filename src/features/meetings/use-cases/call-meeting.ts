// Calls a special meeting, of one committee or of several jointly. Its notice leaves at the committee's delay, at once when that is past.

import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { Actor } from '../../journal/domain/entry.ts';
import { callSpecial, type ChangeRefusal, type SpecialMeeting } from '../domain/change-meeting.ts';
import { meetingId, type Meeting } from '../domain/meeting.ts';
import { conveneLater, type ActDeps } from './announce.ts';

export interface CallDeps extends ActDeps { readonly newId: () => string }

export const callMeeting = ({ meetings, clock, announce, newId }: CallDeps) =>
  async (charter: Charter, asked: SpecialMeeting, by: Actor): Promise<Decision<Meeting, ChangeRefusal>> => {
    const now = clock.now();
    const decision = callSpecial(charter, meetingId(`${asked.committee}/x-${newId()}`), asked, now);
    if (!decision.ok) return decision;
    const { id, committee, start, zone, kind, jointly } = decision.value;
    const [meeting] = await meetings.plan([decision.value], {
      journal: [{ chain: committee, at: now, by, did: { act: 'meeting-planned', meeting: id, start, zone, kind, jointly } }],
      next: [...announce(decision.value, 'planned'), ...conveneLater(charter, decision.value)],
    });
    return meeting === undefined ? refuse({ why: 'unknown-committee', committee }) : accept(meeting);
  };
