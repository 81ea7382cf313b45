// Every act has its sentence in both languages, without an id where a title is known and without a forbidden form.
import { describe, expect, it } from '@jest/globals';
import type { Act, ActName } from '../../../src/features/journal/domain/acts.ts';
import { recordedParts } from '../../../src/features/journal/domain/entry.ts';
import type { Names } from '../../../src/features/journal/words.ts';
import { actor, brokenLink, chainName, sentence } from '../../../src/features/journal/words.ts';
import { actionId, channelKey, committeeId, decisionId, entraId, incidentId, personId, teamKey } from '../../../src/shared/ids.ts';

const team = teamKey('rqt-cncot');
const channel = channelKey('cncot');
const person = personId('per-coord');
const names: Names = {
  person: (id) => ({ 'per-coord': 'Coordination MSSS', 'per-2': 'Secrétariat MSSS' })[id as string] ?? null,
  committee: (id) => (id === 'cncot' ? 'CNCOT' : null),
  team: (key) => (key === team ? 'RQT - CNCOT' : null),
  channel: (key) => (key === channel ? 'Général' : null),
  institution: (id) => ({ chum: 'CHUM' })[id] ?? null,
  field: (name) => ({ mandate: 'mandat', cadence: 'fréquence' })[name] ?? null,
};

const ACTS: { readonly [Name in ActName]: Act<Name> } = {
  'charter-loaded': { act: 'charter-loaded', version: 2, source: 'rqt.yaml', sha256: 'a'.repeat(64), committees: 46, before: 1, after: 2 },
  'plan-applied': { act: 'plan-applied', run: 'r1', charterVersion: 2, create: 112, change: 1, archive: 0, cannot: 2 },
  'run-resumed': { act: 'run-resumed', run: 'r1' },
  'run-finished': { act: 'run-finished', run: 'r1', state: 'partial', done: 110, failed: 2 },
  'committee-created': { act: 'committee-created', committee: committeeId('cncot'), acronym: 'CNCOT' },
  'committee-changed': { act: 'committee-changed', committee: committeeId('cncot'), acronym: 'CNCOT', fields: ['mandate', 'cadence'], before: {}, after: {} },
  'committee-removed': { act: 'committee-removed', committee: committeeId('cncot'), acronym: 'CNCOT' },
  'team-created': { act: 'team-created', team, name: 'RQT - CNCOT', graphId: 'g1' },
  'team-renamed': { act: 'team-renamed', team, before: 'RQT', after: 'RQT - CNCOT' },
  'team-archived': { act: 'team-archived', team, name: 'RQT - CNCOT' },
  'team-reopened': { act: 'team-reopened', team, name: 'RQT - CNCOT' },
  'channel-created': { act: 'channel-created', team, channel, name: 'Local', kind: 'private', graphId: 'c1' },
  'channel-renamed': { act: 'channel-renamed', team, channel, before: 'Local', after: 'Locaux' },
  'channel-archived': { act: 'channel-archived', team, channel, name: 'Local' },
  'channel-reopened': { act: 'channel-reopened', team, channel, name: 'Local' },
  'members-added': { act: 'members-added', team, channel: null, persons: [person, personId('per-2')], role: 'member' },
  'member-removed': { act: 'member-removed', team, channel, person: entraId('00000000-0000-4000-8000-000000000001') },
  'role-changed': { act: 'role-changed', team, channel: null, person, before: 'member', after: 'owner' },
  'tab-added': { act: 'tab-added', team, channel },
  'tab-changed': { act: 'tab-changed', team, channel, before: 'CNCO', after: 'CNCOT' },
  'app-installed': { act: 'app-installed', team },
  'welcome-posted': { act: 'welcome-posted', channel },
  'drift-adopted': { act: 'drift-adopted', change: 'name', place: channel, person: null, before: 'Local', after: 'Locaux' },
  'drift-restored': { act: 'drift-restored', change: 'role', place: team, person, before: 'owner', after: 'member' },
  'year-adopted': { act: 'year-adopted', year: 2027, planned: 26, flagged: 1 },
  'meeting-planned': { act: 'meeting-planned', meeting: 'cncot/x-1', start: '2027-03-04T09:00', zone: 'America/Toronto', kind: 'special', jointly: [] },
  'meeting-moved': { act: 'meeting-moved', meeting: 'cncot/2027-06-24T09:00', zone: 'America/Toronto', minutes: 120, where: 'outlook', before: '2027-06-24T09:00', after: '2027-06-23T09:00' },
  'meeting-renamed': { act: 'meeting-renamed', meeting: 'cncot/2027-06-24T09:00', start: '2027-06-24T09:00', where: 'gouverne', before: null, after: 'Bilan' },
  'meeting-cancelled': { act: 'meeting-cancelled', meeting: 'cncot/2027-06-24T09:00', start: '2027-06-24T09:00', where: 'gouverne' },
  'meeting-restored': { act: 'meeting-restored', meeting: 'cncot/2027-06-24T09:00', start: '2027-06-24T09:00' },
  'guests-changed': { act: 'guests-changed', meeting: 'cncot/2027-06-24T09:00', start: '2027-06-24T09:00', before: 0, after: 2 },
  'meeting-convened': { act: 'meeting-convened', meeting: 'cncot/2027-06-24T09:00', start: '2027-06-24T09:00', revision: 2, told: 12 },
  'attendance-answered': { act: 'attendance-answered', meeting: 'cncot/2027-06-24T09:00', start: '2027-06-24T09:00', person, alternate: personId('per-2'), where: 'outlook', before: null, after: 'alternate' },
  'action-created': { act: 'action-created', action: actionId('A-2027-003'), due: '2027-01-25', owner: 'person:per-1', origin: 'tab' },
  'action-handed-over': { act: 'action-handed-over', action: actionId('A-2027-003'), before: 'person:per-1', after: 'seat:cncot:membre:cct-chum' },
  'action-due-changed': { act: 'action-due-changed', action: actionId('A-2027-003'), times: 2, before: '2027-01-25', after: '2027-02-12' },
  'action-state-changed': { act: 'action-state-changed', action: actionId('A-2027-003'), before: 'todo', after: 'blocked' },
  'handed-over': { act: 'handed-over', person, seats: 2, roles: 1, actions: 3, interim: true },
  'action-changed': { act: 'action-changed', action: actionId('A-2027-003'), fields: ['title', 'links'] },
  'decision-recorded': { act: 'decision-recorded', decision: decisionId('D-2027-001'), number: 'CNCOT-2027-001', kind: 'ruling', inCamera: false, present: 8, votes: { for: 5, against: 1, abstained: 0 }, meeting: null, sha256: 'a'.repeat(64) },
  'decision-superseded': { act: 'decision-superseded', decision: decisionId('D-2027-001'), by: decisionId('D-2027-002') },
  'decision-amended': { act: 'decision-amended', decision: decisionId('D-2027-001'), amendment: 1, sha256: 'a'.repeat(64) },
  'decision-review-set': { act: 'decision-review-set', decision: decisionId('D-2027-001'), before: null, after: '2028-01-07' },
  'decision-sent': { act: 'decision-sent', decision: decisionId('D-2027-001'), institutions: 34 },
  'reach-answered': { act: 'reach-answered', decision: decisionId('D-2027-001'), institution: 'chum', where: 'card', plannedOn: '2027-03-01', before: 'asked', after: 'planned' },
  'entry-refused': { act: 'entry-refused', where: 'api/actions', field: 'title' },
  'incident-opened': { act: 'incident-opened', incident: incidentId('I-2027-001'), nature: 'health-number', origin: 'bot' },
  'incident-changed': { act: 'incident-changed', incident: incidentId('I-2027-001'), fields: ['measures', 'risk'] },
  'incident-state-changed': { act: 'incident-state-changed', incident: incidentId('I-2027-001'), before: 'open', after: 'closed' },
  'incidents-exported': { act: 'incidents-exported', count: 2 },
  'preference-changed': { act: 'preference-changed', before: null, after: 'en-CA' },
  'reminders-chosen': { act: 'reminders-chosen', before: null, after: ['P1D', 'PT30M'], quiet: true },
  'feed-made': { act: 'feed-made' },
  'feed-revoked': { act: 'feed-revoked' },
};
const said = (act: Act, language: 'fr-CA' | 'en-CA') => sentence(recordedParts(act), language, names);

describe('the sentence of an act', () => {
  it.each(Object.values(ACTS).map((act): [string, Act] => [act.act, act]))('%s is said in both languages', (_, act) => {
    const [fr, en] = [said(act, 'fr-CA'), said(act, 'en-CA')];
    for (const text of [fr, en]) {
      expect(text).toMatch(/^[\p{Lu}].*\.$/u);
      expect(text).not.toMatch(/undefined|null|\[object|per-|rqt-cncot|Acte :|Act:|'/);
    }
    expect(fr).not.toBe(en);
    // French typography: hard space before « : » and inside « », none before « ; ! ? ».
    expect(fr).not.toMatch(/ :|« | »|\s[;!?]/);
  });
  it('reads as expected for a meeting', () => {
    expect(said(ACTS['meeting-moved'], 'fr-CA')).toBe('La séance du jeudi 24 juin 2027 à 9\u{A0}h a été reportée dans Outlook au mercredi 23 juin 2027 à 9\u{A0}h.');
    expect(said(ACTS['attendance-answered'], 'en-CA')).toBe('Answer in Outlook for the meeting of Thursday, June 24, 2027 at 9:00\u{A0}a.m., Coordination MSSS: alternate (Secrétariat MSSS).');
  });
  it('reads as expected where it counts, names and adds', () => {
    expect(said(ACTS['plan-applied'], 'fr-CA').replaceAll('\u00A0', ' ')).toBe('L’application de la version 2 de la charte a été demandée : 112 créations, 1 modification, 0 archivage et 2 impossibles.');
    expect(said(ACTS['channel-created'], 'fr-CA').replaceAll('\u00A0', ' ')).toBe('Le canal privé « Local » a été créé dans l’équipe « RQT - CNCOT ».');
    expect(said(ACTS['members-added'], 'fr-CA').replaceAll('\u00A0', ' ')).toBe('Ajout dans l’équipe « RQT - CNCOT » comme membre : Coordination MSSS et Secrétariat MSSS.');
    expect(said(ACTS['role-changed'], 'en-CA')).toBe('Role changed in the team “RQT - CNCOT”, from member to owner: Coordination MSSS.');
  });
  it('reads as expected for a text that was stopped, whose words it does not have', () => {
    expect(said(ACTS['entry-refused'], 'fr-CA').replaceAll('\u00A0', ' ')).toBe('Saisie refusée : motif NAM (interface de programmation, « api/actions », champ « title »).');
    expect(said({ act: 'entry-refused', where: 'bot/card', field: null }, 'en-CA')).toBe('Entry refused: health insurance number pattern (card of the bot).');
  });
  it('counts people rather than naming more than three', () => {
    const persons = Array.from({ length: 34 }, (_, n) => personId(`per-${n}`));
    expect(said({ ...ACTS['members-added'], persons }, 'fr-CA').replaceAll('\u00A0', ' ')).toContain(' : 34 personnes.');
  });
  it('never shows the id of an account that the charter does not know', () => {
    expect(said(ACTS['member-removed'], 'fr-CA')).toContain('une personne hors charte');
  });
  it('of an act that this version does not know names it, and does not fail', () => {
    expect(sentence({ act: 'seal-broken', facts: {}, before: null, after: null }, 'fr-CA', names)).toBe('Acte\u00A0: seal-broken.');
    expect(sentence({ act: 'members-added', facts: null, before: null, after: null }, 'en-CA', names)).toBe('Act: members-added.');
    expect(sentence({ act: 'constructor', facts: {}, before: null, after: null }, 'en-CA', names)).toBe('Act: constructor.');
  });
});

describe('who and where', () => {
  it('names the person by today’s title, and says when the charter no longer has them', () => {
    expect(actor({ kind: 'person', id: person }, 'fr-CA', names)).toBe('Coordination MSSS');
    expect(actor({ kind: 'person', id: personId('per-gone') }, 'fr-CA', names)).toBe('Une personne qui n’est plus dans la charte');
    expect(actor({ kind: 'gouverne' }, 'en-CA', names)).toBe('Gouverne');
    expect(chainName('reseau', 'fr-CA', names)).toBe('Tout le réseau');
  });
  it('tells the vote of a decision, and nothing of it when it was taken in camera', () => {
    expect(said(ACTS['decision-recorded'], 'fr-CA').replaceAll('\u00A0', ' ')).toBe('Inscription au registre : arbitrage D-2027-001 (CNCOT-2027-001); 5 pour, 1 contre, 0 abstention.');
    expect(said({ ...ACTS['decision-recorded'], inCamera: true, votes: null }, 'en-CA')).toBe('Recorded in the register, in camera: ruling D-2027-001 (CNCOT-2027-001).');
  });
  it('says where the journal is broken', () => {
    expect(brokenLink({ chain: committeeId('cncot'), seq: 12, why: 'altered' }, 'fr-CA', names).replaceAll('\u00A0', ' ')).toBe('« CNCOT », nº 12 : l’inscription a été modifiée après coup.');
    expect(brokenLink({ chain: 'reseau', seq: 3, why: 'missing' }, 'en-CA', names)).toBe('“The whole network”, no. 3: entries are missing from this number on.');
  });
});
