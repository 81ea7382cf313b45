// The desk's sources: each feature read by its own use cases.

import type { DeskSources } from '../features/desk/ports.ts';
import { ownedBy } from '../features/actions/domain/permissions.ts';
import { readDecisions, readUnanswered } from '../features/decisions/use-cases/read-decisions.ts';
import { maySeeForecast } from '../features/meetings/domain/permissions.ts';
import { forecastOf, readMeetings } from '../features/meetings/use-cases/read-meetings.ts';
import type { ActionsDesk } from './actions.ts';
import type { DecisionsDesk } from './decisions.ts';
import type { MeetingsDesk } from './meetings.ts';

const OWN = 200;
const LINES = 200;

export function deskSources({ meetings, decisions, actions: { actions }, lastDrift }: { readonly meetings: MeetingsDesk; readonly decisions: DecisionsDesk; readonly actions: ActionsDesk; readonly lastDrift: DeskSources['lastDrift'] }): DeskSources {
  const [held, register, unanswered] = [readMeetings(meetings), readDecisions(decisions), readUnanswered(decisions)];
  return {
    lastDrift,
    openActions: (committees) => actions.open(committees),
    async ownActions(roles, today) {
      return (await actions.list({ committees: null, inCamera: null, owner: ownedBy(roles, roles.person, today), states: ['todo', 'in-progress', 'blocked'] }, { cursor: null, limit: OWN })).actions;
    },
    async meetings(roles, window) {
      const seen = await held(roles, window);
      const answers = window.of === 'mine' ? [] : await meetings.meetings.attendance(seen.map(({ meeting }) => meeting.id));
      return seen.map(({ meeting, answer }) => ({ meeting, answered: answer !== null, forecast: window.of === 'all' && maySeeForecast(roles, meeting).ok ? forecastOf(roles.charter, meeting, answers.filter((each) => each.meeting === meeting.id)) : null }));
    },
    async decisions(roles, which, { committee, territory }, today) {
      const of = { answered: committee === null, ...(committee === null ? {} : { committee }), ...(territory === null ? {} : { territory }) };
      return (await register(roles, { ...of, ...(which === 'awaiting' ? { awaiting: true } : { standing: 'to-review' as const }) }, { cursor: null, limit: LINES }, today)).lines;
    },
    toAnswer: unanswered,
  };
}
