// What may be recorded: a quorum at that minute, a vote that those present can have cast, what a decision may replace. On the whole network.
import { describe, expect, it } from '@jest/globals';
import { recordDecision, amendDecision, reviewDecision, textNow, type Around, type AskedDecision } from '../../../src/features/decisions/domain/record-decision.ts';
import { standingOf, type Vote, type VoteMode } from '../../../src/features/decisions/domain/registered-decision.ts';
import { tableOf } from '../../../src/features/decisions/domain/vote.ts';
import { committeeId, decisionId, personId, type PersonId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';
import { committeeOf, meetingOn } from '../../support/network-year.ts';
import { aDecision } from '../../support/stored-decision.ts';

const NOW = new Date('2027-03-18T20:00:00Z');
const people = (...names: string[]): PersonId[] => names.map((name) => personId(`per-${name}`));
/** Six voices: two of the ministry, four coordination centres. */
const ALL = people('coord-clin', 'coord-tech', 'cct-chum-coord', 'cct-estrie-coord', 'cct-cusm-coord', 'cct-chuq-coord', 'secretariat-msss');
const vote = (mode: VoteMode, counts: Partial<Vote> = {}): Vote => ({ mode, for: 0, against: 0, abstained: 0, ...counts });
const asked = (over: Partial<AskedDecision> = {}): AskedDecision => ({
  committee: committeeId('cncot'), kind: 'decision', title: 'Relève de niveau 2', text: 'Le CCT CUSM assure la relève de niveau 2 jusqu’au 30 juin.', meeting: null, item: null, takenAt: '2027-03-18T09:40',
  vote: vote('unanimous'), present: ALL, replaces: [], reviewOn: null, inCamera: false, reach: [], ...over,
});
const around = (over: Partial<Around> = {}): Around => ({ meeting: null, standIns: new Map(), replaced: [], now: NOW, today: '2027-03-18', ...over });
const record = (over: Partial<AskedDecision> = {}, more: Partial<Around> = {}) => recordDecision(theNetwork(), asked(over), personId('per-secretariat-msss'), around(more));
const why = (decision: ReturnType<typeof record>): string => (decision.ok ? 'recorded' : decision.refusal.why);
const recorded = (over: Partial<AskedDecision> = {}, more: Partial<Around> = {}) => { const decision = record(over, more); if (!decision.ok) throw new Error(decision.refusal.why); return decision.value; };

describe('a decision', () => {
  it('stands with its vote, its quorum at that minute and those who were there, in their role of that day', () => {
    const { decision } = recorded();
    expect(decision).toMatchObject({ vote: { mode: 'unanimous', for: 6, against: 0, abstained: 0 }, quorum: { state: 'met', present: 6, needed: 4, of: 6, counts: 'members' }, zone: 'America/Toronto', recordedBy: 'per-secretariat-msss', version: 1 });
    expect(decision.present.map(({ person, role, votes }) => [person, role, votes])).toEqual([
      ['per-coord-clin', 'presidence', true], ['per-coord-tech', 'copresidence', true], ['per-cct-chum-coord', 'membre', true], ['per-cct-estrie-coord', 'membre', true], ['per-cct-cusm-coord', 'membre', true], ['per-cct-chuq-coord', 'membre', true], ['per-secretariat-msss', 'secretariat', false],
    ]);
    expect(decision.present[2]).toMatchObject({ title: { fr: expect.stringContaining('CCT') }, represents: 'cct-chum', standsInFor: null });
  });

  it('counts an alternate while the titular is away, and says whose voice it was; never beside them', () => {
    const away = recorded({ present: people('coord-clin', 'coord-tech', 'cct-chum-conseil', 'cct-estrie-coord', 'cct-cusm-coord') }).decision;
    expect(away.quorum.present).toBe(5);
    expect(away.present.find(({ person }) => person === 'per-cct-chum-conseil')).toMatchObject({ role: 'substitut', votes: true, standsInFor: 'per-cct-chum-coord', represents: 'cct-chum' });
    const both = recorded({ present: [...ALL, ...people('cct-chum-conseil')] }).decision;
    expect(both.vote.for).toBe(6);
    expect(both.present.find(({ person }) => person === 'per-cct-chum-conseil')).toMatchObject({ votes: false, standsInFor: null });
  });

  it('counts whoever was sent for that meeting only', () => {
    const standIns = new Map([[personId('per-cct-chum-coord'), personId('per-chum-clin')]]);
    const { decision } = recorded({ present: people('coord-clin', 'chum-clin', 'cct-estrie-coord', 'cct-cusm-coord') }, { standIns });
    expect(decision.present.find(({ person }) => person === 'per-chum-clin')).toMatchObject({ role: 'invite', votes: true, standsInFor: 'per-cct-chum-coord' });
  });

  it('is recorded once it is taken, at an hour that exists, on the day of its meeting', () => {
    const meeting = meetingOn('cncot', '2027-03-18');
    expect([
      record({ takenAt: '2027-03-18T16:01' }), record({ takenAt: '2027-03-14T02:30' }), record({ takenAt: '2027-03-18' }), record({ takenAt: '2027-02-30T09:00' }),
      record({ meeting: meeting.id }), record({ meeting: meeting.id }, { meeting: meetingOn('cemt', '2027-02-26') }), record({ meeting: meeting.id }, { meeting: { ...meeting, state: 'cancelled' } }),
      record({ meeting: meeting.id, takenAt: '2027-03-17T09:40' }, { meeting }), record({ meeting: meeting.id }, { meeting }),
    ].map(why)).toEqual(['in-the-future', 'no-such-hour', 'not-a-date', 'not-a-date', 'no-meeting', 'meeting-of-others', 'meeting-cancelled', 'another-day', 'recorded']);
  });

  it('may be of each committee of a joint meeting', () => {
    const meeting = { ...meetingOn('cemt', '2027-02-26'), start: '2027-03-18T09:00', jointly: [committeeId('cncot')] };
    expect(why(record({ meeting: meeting.id }, { meeting }))).toBe('recorded');
  });

  it('needs a title and a text, of some length, without a health insurance number', () => {
    expect([record({ title: ' ' }), record({ text: '' }), record({ title: 'x'.repeat(201) }), record({ text: 'x'.repeat(20_001) }), record({ text: 'Pour TREM 7503 1512.' }), record({ item: 'trem-7503-1512' }), record({ text: 'Projet RCG-1021-075, 418 555-1234.' })].map(why))
      .toEqual(['empty', 'empty', 'too-long', 'too-long', 'health-number', 'health-number', 'recorded']);
  });

  it('needs people whom the charter knows', () => {
    expect([record({ present: [] }), record({ present: people('nobody') }), record({ committee: committeeId('nulle-part') })].map(why)).toEqual(['nobody-there', 'unknown-person-there', 'unknown-committee']);
  });
});

describe('without a quorum', () => {
  const three = people('coord-clin', 'coord-tech', 'cct-chum-coord');
  it('nothing is decided, and it is said what is missing', () => {
    const decision = record({ present: three });
    expect(decision).toMatchObject({ ok: false, refusal: { why: 'no-quorum', quorum: { state: 'not-met', present: 3, needed: 4, of: 6 }, missing: { voices: 1, groups: [{ group: 'gpp-cct', voices: 2 }] } } });
    expect(['decision', 'ruling', 'direction'].map((kind) => why(record({ kind: kind as 'ruling', present: three })))).toEqual(['no-quorum', 'no-quorum', 'no-quorum']);
  });
  it('a recommendation is recorded all the same, as such', () => {
    expect(recorded({ kind: 'recommendation', present: three }).decision).toMatchObject({ quorum: { state: 'not-met' }, vote: { for: 3 } });
  });
  it('S3: two persons of one institution are one voice, the respondent’s alternate counts, chair and secretariat do not', () => {
    const clin = (...of: string[]): PersonId[] => of.map((id) => personId(`per-${id}-clin`));
    const table = (present: PersonId[]) => tableOf(theNetwork(), committeeOf('ctcot-chuq'), '2027-02-22', present, new Map()).quorum;
    const four = [...people('cct-chuq-coord', 'cisss-bsl-tech', 'cisss-i-clin', 'cisss-i-tech'), ...clin('chuq-ul', 'ciusss-cn')];
    expect(table(four)).toMatchObject({ state: 'not-met', present: 4, needed: 5, of: 9, counts: 'institutions' });
    expect(table([...four, ...clin('cisss-g')])).toMatchObject({ state: 'met', present: 5 });
  });
});

describe('a vote', () => {
  const judged = (mode: VoteMode, counts: Partial<Vote> = {}, present = ALL): string => why(record({ vote: vote(mode, counts), present }));
  it.each([
    ['unanimous', {}, 'recorded'], ['unanimous', { for: 6 }, 'recorded'], ['unanimous', { for: 5 }, 'unanimity-of-some'], ['unanimous', { for: 5, against: 1 }, 'not-unanimous'], ['unanimous', { for: 5, abstained: 1 }, 'not-unanimous'],
    ['consensus', {}, 'recorded'], ['consensus', { abstained: 1 }, 'recorded'], ['consensus', { against: 1 }, 'against-consensus'],
    ['majority', { for: 4, against: 2 }, 'recorded'], ['majority', { for: 2, against: 1, abstained: 3 }, 'recorded'], ['majority', { for: 3, against: 3 }, 'no-majority'], ['majority', {}, 'no-majority'], ['majority', { for: 7 }, 'too-many-voices'], ['majority', { for: 5, against: 1, abstained: 1 }, 'too-many-voices'],
    ['casting', { for: 3, against: 3 }, 'recorded'], ['casting', { for: 4, against: 2 }, 'no-tie'], ['casting', {}, 'no-tie'],
  ] as const)('%s %j: %s', (mode, counts, expected) => { expect(judged(mode, counts)).toBe(expected); });

  it('is the chair’s to settle, or the co-chair’s, when they are there', () => {
    const centres = people('cct-chum-coord', 'cct-estrie-coord', 'cct-cusm-coord', 'cct-chuq-coord');
    expect(why(record({ kind: 'recommendation', vote: vote('casting', { for: 2, against: 2 }), present: centres }))).toBe('chair-away');
    expect(judged('casting', { for: 2, against: 2 }, [...centres, ...people('coord-tech')])).toBe('recorded');
  });
  it('by consensus without a count is that of all who did not abstain', () => {
    expect(recorded({ vote: vote('consensus', { abstained: 2 }) }).decision.vote).toEqual({ mode: 'consensus', for: 4, against: 0, abstained: 2 });
  });
  it('is nobody’s where nobody there has one', () => {
    expect(why(record({ kind: 'recommendation', present: people('secretariat-msss', 'liaison-sq') }))).toBe('no-voter');
  });
});

describe('what it replaces', () => {
  const old = (over = {}) => aDecision({ takenAt: '2027-01-07T09:40', ...over });
  const replacing = (line = old(), over: Partial<AskedDecision> = {}): string => why(record({ replaces: [line.id], ...over }, { replaced: [line] }));
  it('is in force, older, and of the committee or of one below it', () => {
    expect([
      replacing(), replacing(old({ committee: committeeId('ctcot-chuq') })), replacing(old({ committee: committeeId('loc-chum') })), replacing(old({ committee: committeeId('cemt') })), replacing(old({ committee: committeeId('cnccs') })),
      replacing(old({ supersededBy: decisionId('D-2027-004') })), replacing(old({ takenAt: '2027-03-18T09:41' })), why(record({ replaces: [old().id] })),
    ]).toEqual(['recorded', 'recorded', 'recorded', 'not-below', 'not-below', 'already-superseded', 'replaced-is-later', 'no-such-replaced']);
  });
  it('is a recommendation when it is replaced by one', () => {
    expect([replacing(old(), { kind: 'recommendation' }), replacing(old({ kind: 'recommendation' }), { kind: 'recommendation' })]).toEqual(['recommendation-replaces', 'recorded']);
  });
});

describe('institutions', () => {
  it('are those of the charter, all of them or some, once each', () => {
    expect(recorded({ reach: 'all' }).institutions).toHaveLength(34);
    expect(recorded({ reach: ['chum', 'icm', 'chum'] }).institutions).toEqual(['chum', 'icm']);
    expect(why(record({ reach: ['nulle-part'] }))).toBe('unknown-institution');
  });
  it('do not hear of what was decided in camera', () => {
    expect([record({ inCamera: true }), record({ inCamera: true, reach: ['chum'] }), record({ inCamera: true, reach: 'all' })].map(why)).toEqual(['recorded', 'in-camera-stays', 'in-camera-stays']);
  });
});

describe('afterwards', () => {
  const decision = aDecision();
  it('the text stays, and an amendment with its reason stands beside it', () => {
    const amended = amendDecision(decision, { text: ' Tel que modifié. ', reason: ' Coquille ' }, null, NOW);
    expect(amended).toEqual({ ok: true, value: { at: NOW, by: null, text: 'Tel que modifié.', reason: 'Coquille' } });
    const later = { ...decision, amendments: [amended.ok ? amended.value : null!] };
    expect([textNow(decision), textNow(later)]).toEqual([decision.text, 'Tel que modifié.']);
    const refusedFor = (of: typeof decision, text: string, reason: string): string => { const d = amendDecision(of, { text, reason }, null, NOW); return d.ok ? 'amended' : d.refusal.why; };
    expect([refusedFor(decision, decision.text, 'Coquille'), refusedFor(later, 'Tel que modifié.', 'Coquille'), refusedFor(later, decision.text, 'Retour'), refusedFor(decision, 'Autre', ' '), refusedFor(decision, 'TREM75031512', 'x')]).toEqual(['same-text', 'same-text', 'amended', 'empty', 'health-number']);
  });
  it('is to be reviewed from its day on, and not once it is superseded', () => {
    expect(['2027-06-30', '2027-07-01', '2027-07-02'].map((today) => standingOf({ supersededBy: null, reviewOn: '2027-07-01' }, today))).toEqual(['in-force', 'to-review', 'to-review']);
    expect(standingOf({ supersededBy: decisionId('D-2027-002'), reviewOn: '2027-07-01' }, '2028-01-01')).toBe('superseded');
    const judged = (reviewOn: string | null, by: string | null = null): string => { const d = reviewDecision({ supersededBy: by === null ? null : decisionId(by) }, reviewOn, '2027-03-18'); return d.ok ? 'set' : d.refusal.why; };
    expect([judged('2027-03-19'), judged(null), judged('2027-03-18'), judged('2027-02-30'), judged('2027-03-19', 'D-2027-002')]).toEqual(['set', 'set', 'review-in-the-past', 'not-a-day', 'is-superseded']);
    expect(why(record({ reviewOn: '2027-03-18' }))).toBe('review-in-the-past');
  });
});
