// The form of a new committee: what is typed becomes a request; faults find their field; cadences become rules and words.
import { NewCommittee } from '../../src/contract/committees.ts';
import { ApiError } from '../../tabs/api/problem.ts';
import { isAmbiguous, isDate, labelOf, placeInMonth, ruleOf } from '../../tabs/new-committee/cadence.ts';
import { createOnce } from '../../tabs/new-committee/create.ts';
import { aSeat, canDraft, EMPTY_FORM, fieldOf, inPageOrder, ownFaults, parentsFor, toNewCommittee, withInstitution, withLevel, type Form } from '../../tabs/new-committee/form-model.ts';
import { newWords } from '../../tabs/new-committee/words.ts';
import { aRun } from './support/builders.ts';

const words = newWords['fr-CA'];
const form = (over: Partial<Form> = {}): Form => ({ ...EMPTY_FORM, level: 'conseil', parentId: 'cnccs', nameFr: 'Comité conseil — Soins à domicile', acronym: 'CC-SAD', mandateFr: 'Conseille.', ...over });

describe('a cadence', () => {
  const first = (date: string, last = false) => ({ date, time: '09:00', last });

  it.each([
    ['weekly', '2027-01-07', false, 'FREQ=WEEKLY;BYDAY=TH', 'Chaque semaine, le jeudi à 9 h'],
    ['fortnightly', '2027-01-07', false, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', 'Toutes les deux semaines, le jeudi à 9 h'],
    ['monthly', '2027-01-08', false, 'FREQ=MONTHLY;BYDAY=2FR', 'Mensuelle, le 2e vendredi à 9 h'],
    ['monthly', '2027-01-29', false, 'FREQ=MONTHLY;BYDAY=-1FR', 'Mensuelle, le dernier vendredi à 9 h'],
    ['twoMonthly', '2027-02-12', false, 'FREQ=MONTHLY;INTERVAL=2;BYDAY=2FR', 'Tous les deux mois, le 2e vendredi à 9 h'],
    ['quarterly', '2027-03-17', false, 'FREQ=MONTHLY;INTERVAL=3;BYDAY=3WE', 'Quatre fois l’an, le 3e mercredi à 9 h'],
    ['monthly', '2027-01-25', true, 'FREQ=MONTHLY;BYDAY=-1MO', 'Mensuelle, le dernier lundi à 9 h'],
    ['monthly', '2027-01-25', false, 'FREQ=MONTHLY;BYDAY=4MO', 'Mensuelle, le 4e lundi à 9 h'],
  ] as const)('%s from %s (last: %s) is %s', (frequency, date, last, rule, label) => {
    expect(ruleOf(frequency, first(date, last))).toBe(rule);
    expect(labelOf(frequency, first(date, last), 'fr-CA').replaceAll('\u00a0', ' ')).toBe(label);
  });

  it('asks « 4th or last » only when the first meeting is both', () => {
    expect([isAmbiguous('2027-01-25'), isAmbiguous('2027-01-29'), isAmbiguous('2027-01-07'), isAmbiguous('')]).toEqual([true, false, false, false]);
    expect(placeInMonth('2027-01-29')).toEqual({ weekday: 5, nth: 5, isLast: true });
  });

  it('has no rule without a real date, nor when meetings are called as needed', () => {
    expect([isDate('2027-02-30'), isDate('2027-02-28'), isDate('')]).toEqual([false, true, false]);
    expect(ruleOf('weekly', first('2027-02-30'))).toBeNull();
    expect(ruleOf('asNeeded', first('2027-01-07'))).toBeNull();
    expect(labelOf('asNeeded', first(''), 'en-CA')).toBe('As needed');
  });
});

describe('the request', () => {
  it('fits the contract whatever is typed, so that only the server’s rules judge it', () => {
    for (const one of [form(), form({ minutes: 'beaucoup', quorum: 'nombre', minimum: '-3', frequency: 'weekly', firstDate: '2027-02-30' }), form({ nameFr: '', acronym: '', parentId: null, seats: [] }), form({ ownNames: true, team: "RQT - L'équipe", channel: '' })]) {
      expect(NewCommittee.safeParse(toNewCommittee(one)).error).toBeUndefined();
    }
    expect(toNewCommittee({ ...EMPTY_FORM })).toBeNull();
  });

  it('sends names only when somebody chose to type them, exactly as typed', () => {
    expect(toNewCommittee(form())).not.toHaveProperty('team');
    expect(toNewCommittee(form({ ownNames: true, team: 'RQT - Essai', channel: " L'été " }))).toMatchObject({ team: 'RQT - Essai', channel: " L'été " });
  });

  it('sends a vacant seat without its person, a term only when stated, an alternate only for an alternate', () => {
    const seats = [{ ...aSeat('1', 'membre'), personId: 'p', vacant: true, withTerm: false, from: '2027-01-01', alternateOf: 'q' }, { ...aSeat('2', 'substitut'), personId: 'r', alternateOf: 'q', withTerm: true, from: '2027-01-01', until: '' }];
    expect(toNewCommittee(form({ seats }))?.seats).toMatchObject([{ personId: null, from: null, alternateOf: null }, { personId: 'r', from: '2027-01-01', until: null, alternateOf: 'q' }]);
  });

  it('records the frequency in French, the language of the documents, with the local start', () => {
    expect(toNewCommittee(form({ frequency: 'fortnightly', firstDate: '2027-01-07', firstTime: '13:30' }))?.cadence).toEqual({ label: 'Toutes les deux semaines, le jeudi à 13\u00a0h\u00a030', rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', start: '2027-01-07T13:30', zone: 'America/Toronto', minutes: 60 });
  });

  it('is refused here only for what it could not carry', () => {
    expect(ownFaults(form(), words)).toEqual([]);
    expect(ownFaults(form({ level: null, frequency: 'weekly', firstTime: '9', minutes: '5', quorum: 'nombre', minimum: '' }), words).map((fault) => fault.field)).toEqual(['level', 'seats', 'firstDate', 'firstTime', 'minutes', 'minimum']);
    // Without a level nothing reaches the server, so what is empty is told at once.
    expect(ownFaults(EMPTY_FORM, words).map((fault) => fault.field)).toEqual(['level', 'parentId', 'nameFr', 'acronym', 'mandateFr', 'seats']);
    expect([canDraft(form()), canDraft(form({ acronym: ' ' })), canDraft(form({ parentId: null }))]).toEqual([true, false, false]);
  });
});

describe('choosing', () => {
  it('a local body meets in a private channel and takes its institution’s name, unless another was typed', () => {
    const local = withInstitution(withLevel(EMPTY_FORM, 'local'), { id: 'i', name: 'CIUSSS de l’Estrie-CHUS', acronym: 'CIUSSSE-CHUS', hasCommittee: false, parentId: 'ctcot-estrie' });
    expect(local).toMatchObject({ channelKind: 'private', nameFr: 'Gouvernance locale en télésanté — CIUSSS de l’Estrie-CHUS', acronym: 'GLT-CIUSSSE-CHUS', institution: 'i', parentId: 'ctcot-estrie' });
    expect(withInstitution({ ...local, nameFr: 'Comité maison', acronym: 'CM' }, { id: 'j', name: 'Autre', acronym: 'A', hasCommittee: false, parentId: null })).toMatchObject({ nameFr: 'Comité maison', acronym: 'CM', institution: 'j', parentId: 'ctcot-estrie' });
    expect(withLevel(local, 'conseil')).toMatchObject({ channelKind: 'standard', institution: null });
    expect(withLevel(EMPTY_FORM, 'ministeriel_strategique')).toMatchObject({ channelKind: 'private', confidential: true });
  });

  it('proposes first the parents that the level usually has', () => {
    const committees = [{ id: 'cdm', acronym: 'CDM', name: '', level: 'ministeriel_strategique' as const }, { id: 'ctcot', acronym: 'CTCOT', name: '', level: 'territorial' as const }];
    expect(parentsFor('local', committees).map((one) => one.id)).toEqual(['ctcot', 'cdm']);
    expect(parentsFor(null, committees).map((one) => one.id)).toEqual(['cdm', 'ctcot']);
  });
});

describe('a fault of the server', () => {
  it.each([
    ['nameFr', 'nameFr'], ['parent', 'parentId'], ['parentId', 'parentId'], ['seats', 'seats'], ['seats[1].personId', 'seat-1-person'], ['seats.0.role', 'seat-0-role'], ['seats[2].until', 'seat-2-until'], ['members[0]', 'seat-0-person'],
    ['cadence.start', 'firstDate'], ['cadence', 'frequency'], ['quorum.minimum', 'minimum'], ['quorum', 'quorum'], ['channel', 'channel'], ['what.is.this', null],
  ])('on %s stands at the field %s', (path, field) => {
    expect(fieldOf(path)).toBe(field);
  });

  it('is listed in the order of the page, those of no field first', () => {
    const fault = (field: string) => ({ field, message: field, remedy: '' });
    expect(inPageOrder([fault('channel'), fault('seats[1].personId'), fault('acronym'), fault('seats[0].personId'), fault('elsewhere'), fault('level')]).map((one) => one.field)).toEqual(['elsewhere', 'level', 'acronym', 'seats[0].personId', 'seats[1].personId', 'channel']);
  });
});

it('creates once: when the answer is lost, looks whether the committee is there', async () => {
  const committee = toNewCommittee(form());
  if (committee === null) throw new Error('the form is complete');
  const lost = new ApiError('network');
  const found = { id: 'cc-sad', acronym: 'CC-SAD', name: 'n' };
  let asked = 0;
  const acts = { create: async () => { asked += 1; throw lost; }, committeeByAcronym: async () => found, latestRun: async () => aRun([]) };
  await expect(createOnce(acts, committee, 'p')).resolves.toMatchObject({ committee: found, run: { id: 'run-1' } });
  expect(asked).toBe(1);
  await expect(createOnce({ ...acts, committeeByAcronym: async () => null }, committee, 'p')).rejects.toBe(lost);
});
