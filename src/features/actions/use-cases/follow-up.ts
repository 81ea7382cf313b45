// What a meeting goes through of its committees' actions: those closed since the meeting before, and those still open.

import type { Roles } from '../../committees/domain/permissions.ts';
import { sightOf } from '../../committees/domain/sight.ts';
import type { Meeting } from '../../meetings/domain/meeting.ts';
import { endOf, instantOf } from '../../meetings/domain/when.ts';
import type { Action } from '../domain/action.ts';
import type { ActionStore, Clock } from '../ports.ts';

export interface FollowedUp { readonly closed: readonly Action[]; readonly open: readonly Action[] }

/** Nobody goes through more at one meeting. */
const MOST = 500;

/** `before`: the committee's meeting before that one; null for the first. What is closed is spoken of once, at the next meeting. */
export const followUp = ({ actions, clock }: { readonly actions: Pick<ActionStore, 'list'>; readonly clock: Clock }) =>
  async (roles: Roles, meeting: Meeting, before: Meeting | null): Promise<FollowedUp> => {
    const now = clock.now();
    const over = endOf(meeting) <= now;
    const [from, until] = [before === null ? new Date(0) : instantOf(before), over ? instantOf(meeting) : now];
    const [wanted, sight] = [new Set([meeting.committee, ...meeting.jointly]), sightOf(roles)];
    const theirs = { committees: sight.committees.filter((id) => wanted.has(id)), inCamera: sight.inCamera };
    const [closed, open] = await Promise.all([
      actions.list({ ...theirs, states: ['done', 'cancelled'], closedSince: from, closedUntil: until }, { cursor: null, limit: MOST }),
      over ? null : actions.list({ ...theirs, states: ['todo', 'in-progress', 'blocked'] }, { cursor: null, limit: MOST }),
    ]);
    return { closed: closed.actions, open: open?.actions ?? [] };
  };
