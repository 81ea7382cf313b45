// The names of teams and channels: what Teams refuses, and what a derived name becomes.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { NamingRules } from '../../../src/features/committees/domain/charter.ts';
import { cleanName, dedupe, derivedNames, judgeName } from '../../../src/features/committees/domain/naming.ts';

const RULES: NamingRules = { prefix: 'RQT', teamTemplate: '{prefixe} - {acronyme}', maxChannelLength: 50, forbidden: Array.from('~#%&*{}+/\\:<>?|\'".') };

describe('a name that Teams refuses', () => {
  it.each([
    ['', { is: 'empty' }],
    ['   ', { is: 'empty' }],
    ["CIUSSS de l'Estrie", { is: 'forbidden-characters', characters: ["'"] }],
    ['Budget 50 % : qui?', { is: 'forbidden-characters', characters: ['%', ':', '?'] }],
    ['Suivi\u0007', { is: 'forbidden-characters', characters: ['U+0007'] }],
    ['Suivi\u200Bs', { is: 'forbidden-characters', characters: ['U+200B'] }],
    ['_Suivi', { is: 'starts-with', character: '_' }],
    ['.Suivi', { is: 'starts-with', character: '.' }],
    [' Suivi', { is: 'starts-with', character: ' ' }],
    ['Suivi.', { is: 'ends-with', character: '.' }],
    ['Suivi ', { is: 'ends-with', character: ' ' }],
    ['Suivi..2', { is: 'double-dot' }],
    ['con', { is: 'reserved', word: 'con' }],
    ['LPT9', { is: 'reserved', word: 'LPT9' }],
    ['a_vti_b', { is: 'reserved', word: '_vti_' }],
    ['Général', { is: 'reserved', word: 'Général' }],
    ['x'.repeat(51), { is: 'too-long', length: 51, most: 50 }],
  ])('%j', (name, problem) => {
    expect(judgeName(name, 'channel')).toEqual(problem);
  });

  it('takes fifty characters for a channel and 256 for a team', () => {
    expect(judgeName('x'.repeat(50), 'channel')).toBeNull();
    expect(judgeName('x'.repeat(256), 'team')).toBeNull();
    expect(judgeName('x'.repeat(257), 'team')).toEqual({ is: 'too-long', length: 257, most: 256 });
  });

  it('takes the accents, dashes and typographic apostrophes of the network', () => {
    for (const name of ['CTCOT CHUQ-UL', 'Suivis et décisions', 'CIUSSS de l’Estrie — volet 2', 'Saguenay–Lac-Saint-Jean', 'v1.2']) expect(judgeName(name, 'channel')).toBeNull();
  });

  it('follows the network’s own convention when it is stricter', () => {
    expect(judgeName('v1.2', 'channel', RULES)).toEqual({ is: 'forbidden-characters', characters: ['.'] });
    expect(judgeName('x'.repeat(31), 'channel', { ...RULES, maxChannelLength: 30 })).toEqual({ is: 'too-long', length: 31, most: 30 });
  });
});

describe('a derived name is cleaned readably', () => {
  it.each([
    ["CIUSSS de l'Estrie-CHUS", 'CIUSSS de l’Estrie-CHUS', ["'"]],
    ['Suivis & décisions', 'Suivis et décisions', ['&']],
    ['Projet : suivi', 'Projet - suivi', [':']],
    ['CISSS/CIUSSS', 'CISSS-CIUSSS', ['/']],
    ['Qui décide?', 'Qui décide', ['?']],
    ['Dossier #3', 'Dossier nº 3', ['#']],
    ['<brouillon> {2}', '(brouillon) (2)', ['<', '>', '{', '}']],
    ['"Veille" M365', 'Veille M365', ['"']],
    ['  Suivi \t régional ', 'Suivi régional', ['U+0009']],
    ['_Suivi.', 'Suivi', ['_']],
    ['CON', 'CON (canal)', ['CON']],
    ['???', 'Canal', ['?']],
    ['', 'Canal', ['']],
  ])('%j becomes %j', (from, to, replaced) => {
    expect(cleanName(from, 'channel')).toEqual({ name: to, replaced });
  });

  it('drops the dots of initials and of ends when the convention forbids them', () => {
    expect(cleanName('M.S.S.S. volet 1.2', 'channel', RULES).name).toBe('MSSS volet 1-2');
  });

  it('is cut at a word, with no small word left hanging, and says what went', () => {
    const cut = cleanName('Institut universitaire de cardiologie et de pneumologie de Québec', 'channel');
    expect(cut).toEqual({ name: 'Institut universitaire de cardiologie', replaced: ['et de pneumologie de Québec'] });
  });

  it('is always taken by Teams, and cleaning it again changes nothing', () => {
    const wild = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.string({ unit: fc.constantFrom(...Array.from('aÉ.\'_ -/:&#(1)…’'), 'con', '_vti_', '..', '\u200B', '😀', '\uD800'), maxLength: 90 }),
      fc.constantFrom('CON', 'forms', 'desktop.ini', 'Général', 'GENERAL', '_vti_', '._vti_.', 'lpt0'),
    );
    fc.assert(
      fc.property(wild, fc.constantFrom('team' as const, 'channel' as const), fc.constantFrom(undefined, RULES, { maxChannelLength: 12, forbidden: ['(', ')', '-', '’', '$'] }), (name, kind, convention) => {
        const once = cleanName(name, kind, convention);
        expect(judgeName(once.name, kind, convention)).toBeNull();
        expect(cleanName(once.name, kind, convention)).toEqual({ name: once.name, replaced: [] });
        expect(once.replaced.length > 0).toBe(once.name !== name);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the names that the convention gives', () => {
  it('are a team of the committee’s own and its channel of meetings', () => {
    const { team, channel } = derivedNames(RULES, { acronym: 'CC-SAD' });
    expect([team.name, channel.name]).toEqual(['RQT - CC-SAD', 'Séances']);
  });

  it('are a channel by the acronym in a team that stands already', () => {
    const { team, channel } = derivedNames(RULES, { acronym: "GLT-CIUSSS de l'Estrie" }, { team: 'RQT - Territoire Estrie-CHUS', taken: ['CTCOT'] });
    expect([team.name, channel]).toEqual(['RQT - Territoire Estrie-CHUS', { name: 'GLT-CIUSSS de l’Estrie', replaced: ["'"] }]);
  });

  it('are told apart from those taken, whatever their case', () => {
    expect(dedupe('CTCOT', ['ctcot', 'CTCOT 2'])).toBe('CTCOT 3');
    expect(dedupe('x'.repeat(50), ['x'.repeat(50)])).toHaveLength(50);
    expect(dedupe('Suivi', ['CTCOT'])).toBe('Suivi');
  });

  it('do not read a « $ » of an acronym as part of the template', () => {
    expect(derivedNames(RULES, { acronym: 'A$&B' }).team.name).toBe('RQT - A$ et B');
  });
});
