// One search over actions, decisions and meetings, trimmed to what the reader may know.

import type { CommitteeId } from '../../../shared/ids.ts';
import type { Roles } from '../../committees/domain/permissions.ts';
import { sightOf } from '../../committees/domain/sight.ts';
import { meetingId } from '../../meetings/domain/meeting.ts';
import { maySeeMeeting } from '../../meetings/domain/permissions.ts';
import type { Found, MeetingFinder, SearchIndex, SearchKind } from '../ports.ts';

export interface AskedSearch { readonly words: string; readonly kind: SearchKind | null; readonly committee: CommitteeId | null; readonly limit: number }

export const searchNetwork = ({ index, meetings }: { readonly index: SearchIndex; readonly meetings: MeetingFinder }) =>
  async (roles: Roles, { words, kind, committee, limit }: AskedSearch): Promise<{ readonly found: readonly Found[]; readonly more: boolean }> => {
    const seen = sightOf(roles);
    const wanted = (id: CommitteeId): boolean => committee === null || id === committee;
    const found = await index.search({ words, kind, limit: limit + 1 }, { committees: seen.committees.filter(wanted), inCamera: seen.inCamera.filter(wanted) });
    // Of a joint meeting each committee must be open to the reader.
    const open = await Promise.all(found.map(async (each) => {
      if (each.kind !== 'meeting' || each.state !== 'joint') return true;
      const meeting = await meetings.find(meetingId(each.id));
      return meeting !== null && maySeeMeeting(roles, meeting).ok;
    }));
    return { found: found.filter((_, n) => open[n] === true).slice(0, limit), more: found.length > limit };
  };
