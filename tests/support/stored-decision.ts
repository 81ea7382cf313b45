// A decision as it stands in the register, with what a test does not care about.
import type { RegisteredDecision, UnnumberedDecision } from '../../src/features/decisions/domain/registered-decision.ts';
import { committeeId, decisionId, personId } from '../../src/shared/ids.ts';

/** Of the CNCOT, on Thursday 7 January 2027 at 9 h 40, unanimously. */
export const anUnnumberedDecision = (over: Partial<UnnumberedDecision> = {}): UnnumberedDecision => ({
  committee: committeeId('cncot'), kind: 'decision', title: 'Le calendrier 2027 du CNCOT est adopté', text: 'Le calendrier des séances de 2027 est adopté tel que présenté.', takenAt: '2027-01-07T09:40', zone: 'America/Toronto',
  meeting: null, item: null, vote: { mode: 'unanimous', for: 6, against: 0, abstained: 0 }, quorum: { state: 'met', present: 6, needed: 4, of: 6, counts: 'members' },
  present: [{ person: personId('per-coord-clin'), title: { fr: 'Coordination provinciale clinique', en: 'Provincial clinical coordination' }, role: 'presidence', votes: true, represents: 'org-msss', standsInFor: null }],
  supersededBy: null, reviewOn: null, inCamera: false, reach: { asked: 0, applied: 0, left: 0 }, amendments: [], recordedAt: new Date('2027-01-07T15:00:00.000Z'), recordedBy: personId('per-secretariat-msss'), version: 1, ...over,
});

export const aDecision = (over: Partial<RegisteredDecision> = {}): RegisteredDecision => ({ ...anUnnumberedDecision(), id: decisionId('D-2027-001'), number: 'CNCOT-2027-001', ...over });
