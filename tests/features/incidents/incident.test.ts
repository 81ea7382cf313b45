// What the register of incidents takes, and what it must say before an incident is closed.
import { describe, expect, it } from '@jest/globals';
import { change, close, judgeFacts, missingToClose, reopen, reportedToBot, type Incident, type IncidentFacts } from '../../../src/features/incidents/domain/incident.ts';
import { mayKeepIncidents, mayReadIncidents } from '../../../src/features/incidents/domain/permissions.ts';
import { registerRefusal, rightRefusal } from '../../../src/features/incidents/words.ts';
import { rolesOf } from '../../../src/features/committees/domain/permissions.ts';
import { incidentId, personId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';

const TODAY = '2027-03-18';
const facts = (over: Partial<IncidentFacts> = {}): IncidentFacts => ({
  nature: 'health-number', occurredOn: '2027-03-16', learnedOn: '2027-03-17', place: 'channel', where: 'Canal Séances', concerns: 'Un numéro d’assurance maladie', circumstances: null,
  people: 1, risk: 'not-serious', riskReason: null, measures: 'Message supprimé', authorityToldOn: null, peopleToldOn: null, ...over,
});
const incident = (over: Partial<Incident> = {}): Incident => ({
  ...facts(), id: incidentId('I-2027-001'), origin: 'register', openedAt: new Date('2027-03-17T15:00:00Z'), openedBy: personId('per-rprp'), state: 'open', closedAt: null, version: 1, ...over,
});
const why = (decision: { ok: true } | { ok: false; refusal: { why: string } }): string => (decision.ok ? 'yes' : decision.refusal.why);

describe('the register takes', () => {
  it('facts as they are, with blanks as nothing', () => {
    expect(judgeFacts(facts({ circumstances: '   ', measures: ' Message supprimé ' }), TODAY)).toEqual({ ok: true, value: facts() });
  });
  it.each([
    ['the information itself', { circumstances: 'Il a écrit trem-7503-1512.' }, 'health-number'],
    ['a text without end', { measures: 'x'.repeat(4001) }, 'too-long'],
    ['a day that is none', { occurredOn: '2027-02-30' }, 'not-a-day'],
    ['a day to come', { learnedOn: '2027-03-19' }, 'to-come'],
    ['somebody who learnt of it before', { learnedOn: '2027-03-15' }, 'before-it-happened'],
    ['a notice given before', { authorityToldOn: '2027-03-15' }, 'before-it-happened'],
    ['half a person', { people: 1.5 }, 'not-a-number'],
    ['fewer than nobody', { people: -1 }, 'not-a-number'],
  ])('not %s', (_case, over, refused) => {
    expect(why(judgeFacts(facts(over), TODAY))).toBe(refused);
  });
  it('an unknown number of people, and a report that says only where and when', () => {
    expect(judgeFacts(facts({ people: null }), TODAY).ok).toBe(true);
    const reported = reportedToBot({ place: 'chat', where: null, day: TODAY, at: new Date('2027-03-18T12:00:00Z'), by: personId('per-1') });
    expect(reported).toMatchObject({ nature: 'health-number', occurredOn: TODAY, place: 'chat', measures: null, origin: 'bot' });
    expect(missingToClose(reported)).toEqual(['concerns', 'risk', 'measures']);
  });
});

describe('an incident', () => {
  it('says which of its facts changed, and none when none did', () => {
    const changed = change(incident(), facts({ measures: 'Message supprimé, canal vérifié', people: 2 }), TODAY);
    expect(changed.ok && changed.value.fields).toEqual(['people', 'measures']);
    expect(change(incident(), facts(), TODAY)).toMatchObject({ ok: true, value: { fields: [] } });
  });
  it('is closed once it says what was done, and the Commission knows when somebody could be harmed', () => {
    const at = new Date('2027-03-18T12:00:00Z');
    expect(close(incident(), at)).toEqual({ ok: true, value: incident({ state: 'closed', closedAt: at }) });
    expect(close(incident({ measures: null, risk: null }), at)).toEqual({ ok: false, refusal: { why: 'incomplete', missing: ['risk', 'measures'] } });
    expect(close(incident({ risk: 'serious' }), at)).toEqual({ ok: false, refusal: { why: 'incomplete', missing: ['authorityToldOn'] } });
    expect(close(incident({ risk: 'serious', authorityToldOn: '2027-03-17' }), at).ok).toBe(true);
  });
  it('that is closed changes only after it was opened again', () => {
    const closed = incident({ state: 'closed', closedAt: new Date('2027-03-18T12:00:00Z') });
    expect(why(change(closed, facts({ people: 2 }), TODAY))).toBe('is-closed');
    expect(why(close(closed, new Date()))).toBe('is-closed');
    expect(reopen(closed)).toEqual({ ok: true, value: incident() });
    expect(why(reopen(incident()))).toBe('is-open');
  });
});

it('is for the privacy officer to keep, and for the audit to read', () => {
  const may = (person: string): string[] => [mayReadIncidents, mayKeepIncidents].map((rule) => why(rule(rolesOf(theNetwork(), personId(person), TODAY))));
  expect(may('per-rprp')).toEqual(['yes', 'yes']);
  expect(may('per-verif-interne')).toEqual(['yes', 'privacy-only']);
  for (const person of ['per-admin-gouverne', 'per-secretariat-msss', 'per-nobody']) expect(may(person)).toEqual(['register-closed-to-you', 'register-closed-to-you']);
});

it.each([
  ...(['no-incident', 'changed-meanwhile', 'is-closed', 'is-open', 'not-a-number'] as const).map((each) => [each, registerRefusal({ why: each })] as const),
  ['incomplete', registerRefusal({ why: 'incomplete', missing: ['risk', 'measures'] })] as const,
  ['health-number', registerRefusal({ why: 'health-number', field: 'measures' })] as const,
  ['too-long', registerRefusal({ why: 'too-long', field: 'concerns', most: 1000 })] as const,
  ...(['not-a-day', 'to-come', 'before-it-happened'] as const).map((each) => [each, registerRefusal({ why: each, field: 'learnedOn' })] as const),
  ...(['register-closed-to-you', 'privacy-only'] as const).map((each) => [each, rightRefusal({ why: each })] as const),
])('says %s in both languages', (_why, { fr, en }) => {
  for (const text of [fr, en ?? '']) expect(text).toMatch(/^[\p{Lu}«“].*\.$/u);
  expect(fr).not.toMatch(/ :|« | »|'|statut|item/);
  expect(fr).not.toBe(en);
});
