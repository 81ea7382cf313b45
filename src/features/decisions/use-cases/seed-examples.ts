// The decisions of the charter file's demonstration (`decisions:`), loaded once: of a network that begins, so that its register can be read.

import { isDate } from '../../../shared/dates.ts';
import { looksLikeHealthNumber } from '../../../shared/health-number.ts';
import { committeeId, decisionId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { isVotingSeat } from '../../committees/domain/check-committee.ts';
import { entriesOf, type Entry } from '../../committees/domain/other-sections.ts';
import { isFilled, seatsToday } from '../../committees/domain/term.ts';
import { seriesOf, type DecisionKind, type RegisteredDecision, type VoteMode } from '../domain/registered-decision.ts';
import { countedVote, tableOf, voteFault } from '../domain/vote.ts';
import { recordedAct, type RegisterDeps } from './record-decision.ts';

const KINDS: Readonly<Record<string, DecisionKind>> = { decision: 'decision', arbitrage: 'ruling', orientation: 'direction', recommandation: 'recommendation' };
const MODES: Readonly<Record<string, VoteMode>> = { unanimite: 'unanimous', consensus: 'consensus' };

export const seedDecisions = ({ decisions, clock, digest }: Pick<RegisterDeps, 'decisions' | 'clock' | 'digest'>) =>
  async (charter: Charter): Promise<number> => {
    const now = clock.now();
    const examples = entriesOf(charter, 'decisions').flatMap((entry) => exampleOf(charter, entry, now) ?? []);
    const added = await decisions.addExamples(examples, (loaded) => ({ journal: loaded.map((each) => ({ chain: each.committee, at: now, by: { kind: 'gouverne' }, did: recordedAct(each, digest) })), next: [] }));
    return added.length;
  };

/** Null for a line that is no decision: the file's sections are kept as people wrote them. */
function exampleOf(charter: Charter, { of }: Entry, now: Date): RegisteredDecision | null {
  const committee = charter.committees.find(({ id }) => id === of('instance'));
  const [id, title, day, kind, mode] = [of('id'), of('titre_fr'), of('seance'), KINDS[of('type')], MODES[of('mode')]];
  if (committee === undefined || kind === undefined || mode === undefined || !/^D-\d{4}-\d{3,}$/.test(id) || title === '' || looksLikeHealthNumber(title) || !isDate(day)) return null;
  const hour = committee.cadence.start?.slice(11, 16) ?? '09:00';
  const takenAt = `${day}T${hour}`;
  // Everybody who sits there: the example says nothing of an absence.
  const there = seatsToday(committee, day).flatMap((seat) => (seat.holder !== null && isFilled(seat, day) && (isVotingSeat(seat) || seat.role === 'secretariat') ? [seat.holder] : []));
  const table = tableOf(charter, committee, day, there, new Map());
  const vote = { mode, for: 0, against: 0, abstained: 0 };
  if (voteFault(vote, table) !== null) return null;
  return {
    id: decisionId(id), number: `${seriesOf({ takenAt }, committee).committee}-${id.slice(7)}`, committee: committeeId(committee.id), kind, title, text: `${title}.`, takenAt, zone: committee.zone, meeting: null, item: null,
    vote: countedVote(vote, table.voters), quorum: table.quorum, present: table.present, supersededBy: null, reviewOn: null, inCamera: false, reach: { asked: 0, applied: 0, left: 0 }, amendments: [], recordedAt: now, recordedBy: null, version: 1,
  };
}
