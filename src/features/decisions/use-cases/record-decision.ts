// Records a decision: judged by the rules, numbered and saved with its seal in the journal, with what it supersedes, and with the cards
// that tell the institutions to which it is sent.

import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import type { FollowUp } from '../../../shared/follow-up.ts';
import type { DecisionId } from '../../../shared/ids.ts';
import { localTime } from '../../../shared/zones.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { Roles } from '../../committees/domain/permissions.ts';
import type { Sha256 } from '../../journal/domain/chain.ts';
import type { Actor, JournalEntry } from '../../journal/domain/entry.ts';
import { maySeeMeeting } from '../../meetings/domain/permissions.ts';
import { mayRecord, maySeeDecision, type DecisionRightRefusal } from '../domain/permissions.ts';
import { recordDecision, type AskedDecision, type RecordRefusal } from '../domain/record-decision.ts';
import { seriesOf, type RegisteredDecision, type RegisterLine } from '../domain/registered-decision.ts';
import { sealed } from '../domain/seal.ts';
import type { Clock, DecisionStore, MeetingsHeld } from '../ports.ts';
import { hearable } from './known-next.ts';

export interface RegisterDeps {
  readonly decisions: DecisionStore;
  readonly meetingsHeld: MeetingsHeld;
  readonly clock: Clock;
  readonly digest: Sha256;
}

export interface NotAllowed { readonly why: 'not-allowed'; readonly right: DecisionRightRefusal }

/** The job that tells the people of institutions; `answered`: their cards are there already and are to show the answer. */
export const REACH_NOTICE = 'decision-reach';
export interface ReachNotice { readonly decision: DecisionId; readonly institutions: readonly string[]; readonly answered: boolean }
export const reachNotice = (decision: DecisionId, institutions: readonly string[], answered: boolean): FollowUp[] =>
  (institutions.length === 0 ? [] : [{ job: REACH_NOTICE, payload: { decision, institutions, answered } satisfies ReachNotice }]);

export const personOf = (by: Actor) => (by.kind === 'person' ? by.id : null);
export const dayIn = (zone: string, now: Date): string => localTime(now, zone).date;
export const zoneOf = (charter: Charter, committee: string): string => charter.committees.find(({ id }) => id === committee)?.zone ?? charter.zone;

export const recordDecisionAs = ({ decisions, meetingsHeld, clock, digest }: RegisterDeps) =>
  async (roles: Roles, asked: AskedDecision, by: Actor): Promise<Decision<RegisteredDecision, RecordRefusal | NotAllowed>> => {
    const { charter } = roles;
    const right = mayRecord(roles, asked.committee, asked.inCamera);
    if (!right.ok) return refuse({ why: 'not-allowed', right: right.refusal });
    const replaces = [...new Set(asked.replaces)];
    for (;;) {
      const now = clock.now();
      const [meeting, standIns, lines] = await Promise.all([
        asked.meeting === null ? null : meetingsHeld.find(asked.meeting), asked.meeting === null ? new Map() : meetingsHeld.standIns(asked.meeting), decisions.lines(replaces),
      ]);
      const judged = recordDecision(charter, { ...asked, replaces }, personOf(by), {
        meeting: meeting !== null && maySeeMeeting(roles, meeting).ok ? meeting : null, standIns,
        replaced: lines.filter((line) => maySeeDecision(roles, line).ok), now, today: dayIn(zoneOf(charter, asked.committee), now),
      });
      if (!judged.ok) return refuse(await hearable(decisions, roles, judged.refusal));
      const { decision, institutions } = judged.value;
      const committee = charter.committees.find(({ id }) => id === decision.committee)!;
      const recorded = await decisions.record(decision, { replaces, institutions, series: seriesOf(decision, committee) }, (numbered) => ({
        journal: journalOf(numbered, lines, institutions.length, by, now, digest), next: reachNotice(numbered.id, institutions, false),
      }));
      // One that it was to replace was superseded meanwhile: judged anew, it is refused with the number that replaced it.
      if (recorded !== null) return accept(recorded);
    }
  };

function journalOf(recorded: RegisteredDecision, replaced: readonly RegisterLine[], institutions: number, by: Actor, at: Date, digest: Sha256): JournalEntry[] {
  return [
    { chain: recorded.committee, at, by, did: recordedAct(recorded, digest) },
    ...replaced.map(({ id, committee }): JournalEntry => ({ chain: committee, at, by, did: { act: 'decision-superseded', decision: id, by: recorded.id } })),
    ...(institutions === 0 ? [] : [{ chain: recorded.committee, at, by, did: { act: 'decision-sent', decision: recorded.id, institutions } } as const]),
  ];
}

export function recordedAct({ vote, ...decision }: RegisteredDecision, digest: Sha256) {
  const { id, number, kind, inCamera, present, meeting } = decision;
  const votes = inCamera ? null : { for: vote.for, against: vote.against, abstained: vote.abstained };
  return { act: 'decision-recorded', decision: id, number, kind, inCamera, present: present.length, votes, meeting, sha256: digest(sealed({ ...decision, vote })) } as const;
}
