// « nouvelle action : … pour … avant le 12 février »: what is understood of it, in both languages.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { newActionWords, readNewAction, type SpokenDue } from '../../bot/intents/new-action.ts';

/** A Wednesday. */
const TODAY = '2027-01-20';
const read = (text: string, today = TODAY) => readNewAction(newActionWords(text) ?? '', today);
const due = (text: string, today = TODAY): SpokenDue | null => read(`nouvelle action : x ${text}`, today).due;
const whole = (text: string) => read(text).titles.at(-1);

describe('a new action', () => {
  it.each([
    ['nouvelle action : réviser le plan', 'réviser le plan'], ['Nouvelle action: réviser le plan', 'réviser le plan'], ['nouvelle action réviser le plan', 'réviser le plan'], ['Créer une action : réviser', 'réviser'], ['ajouter une action - réviser', 'réviser'],
    ['new action: review the plan', 'review the plan'], ['Create an action: review', 'review'], ['add action item: review', 'review'], ['<at>Gouverne</at> nouvelle action : réviser', 'réviser'], ['@Gouverne nouvelle action : réviser', 'réviser'], ['nouvelle action', ''],
  ])('begins with its words: « %s »', (text, words) => {
    expect(newActionWords(text)).toBe(words);
  });

  it.each(['action A-2027-003', 'mes actions', 'la nouvelle action est faite', 'nouvelles actions', ''])('is not what « %s » asks for', (text) => {
    expect(newActionWords(text)).toBeNull();
  });

  it.each<[string, string, string | null, SpokenDue | null]>([
    ['nouvelle action : réviser le plan pour la présidence avant le 12 février', 'réviser le plan', 'la présidence', { is: 'day', day: '2027-02-12' }],
    ['nouvelle action : réviser le plan avant le 12 février pour moi', 'réviser le plan', 'moi', { is: 'day', day: '2027-02-12' }],
    ['nouvelle action : écrire à l’équipe, pour per-coord, dans 5 jours ouvrables', 'écrire à l’équipe', 'per-coord', { is: 'working-days', days: 5 }],
    ['new action: review the plan for the chair by February 12', 'review the plan', 'the chair', { is: 'day', day: '2027-02-12' }],
    ['new action: call the team for me within two weeks', 'call the team', 'me', { is: 'day', day: '2027-02-03' }],
    ['nouvelle action : préparer la séance du 4 mars', 'préparer la séance du 4 mars', null, null],
    ['nouvelle action : réviser le plan', 'réviser le plan', null, null],
    ['nouvelle action : réviser le plan avant la Saint-Glinglin', 'réviser le plan', null, { is: 'unknown', words: 'la Saint-Glinglin' }],
  ])('« %s »', (text, title, owner, day) => {
    const { titles, due: understood } = read(text);
    expect([titles[0], understood]).toEqual([{ title, owner }, day]);
  });

  it('keeps every way to read « pour », the last words first, and the whole as a title', () => {
    expect(read('nouvelle action : préparer la fiche pour le CNCOT pour la présidence avant vendredi').titles).toEqual([
      { title: 'préparer la fiche pour le CNCOT', owner: 'la présidence' }, { title: 'préparer la fiche', owner: 'le CNCOT pour la présidence' }, { title: 'préparer la fiche pour le CNCOT pour la présidence', owner: null },
    ]);
    expect(whole('nouvelle action : pour moi')).toEqual({ title: 'pour moi', owner: null });
  });

  it('without a word has no title', () => {
    expect(read('nouvelle action')).toEqual({ titles: [{ title: '', owner: null }], due: null });
  });
});

describe('a due day', () => {
  it.each<[string, string]>([
    ['avant le 12 février', '2027-02-12'], ['avant le 12 fevrier', '2027-02-12'], ['pour le 1er mars', '2027-03-01'], ['d’ici le 15 janvier', '2028-01-15'], ['avant le 20 janvier', '2027-01-20'], ['avant le vendredi 12 février 2027', '2027-02-12'], ['le 12 août 2028', '2028-08-12'],
    ['au plus tard le 31 décembre', '2027-12-31'], ['échéance : 2027-02-12', '2027-02-12'], ['avant le 2027-02-12', '2027-02-12'], ["d'ici le 12 février", '2027-02-12'], ['avant le 12 févr.', '2027-02-12'],
    ['avant vendredi', '2027-01-22'], ['pour vendredi prochain', '2027-01-22'], ['avant mercredi', '2027-01-27'], ['avant lundi', '2027-01-25'], ['d’ici demain', '2027-01-21'], ['pour après-demain', '2027-01-22'], ['avant aujourd’hui', '2027-01-20'],
    ['dans 3 jours', '2027-01-23'], ['dans une semaine', '2027-01-27'], ['d’ici deux semaines', '2027-02-03'], ['avant la fin du mois', '2027-01-31'], ['d’ici la fin de la semaine', '2027-01-22'],
    ['by February 12', '2027-02-12'], ['before Feb 12, 2028', '2028-02-12'], ['by the 12th of February', '2027-02-12'], ['due on March 1st', '2027-03-01'], ['by Friday', '2027-01-22'], ['by next Monday', '2027-01-25'], ['by tomorrow', '2027-01-21'], ['in 10 days', '2027-01-30'], ['by the end of the month', '2027-01-31'], ['on 2027-02-12', '2027-02-12'],
  ])('« %s »', (text, day) => {
    expect(due(text)).toEqual({ is: 'day', day });
  });

  it.each([['dans 5 jours ouvrables', 5], ['d’ici dix jours ouvrables', 10], ['in 3 business days', 3], ['within five working days', 5]] as const)('« %s » counts working days', (text, days) => {
    expect(due(text)).toEqual({ is: 'working-days', days });
  });

  it.each([['avant le 30 février', 'avant le 30 février'], ['avant le 2027-02-30', 'avant le 2027-02-30'], ['avant la Saint-Jean', 'la Saint-Jean']])('« %s » is none, and says so', (text, words) => {
    expect(due(text)).toEqual({ is: 'unknown', words });
  });

  it('is the last one said, when a title names another', () => {
    expect(read('nouvelle action : résumer la rencontre tenue le 12 janvier avant le 5 février')).toEqual({ titles: [{ title: 'résumer la rencontre tenue le 12 janvier', owner: null }], due: { is: 'day', day: '2027-02-05' } });
  });

  it('at the end of a week and of a year', () => {
    expect(due('avant vendredi', '2027-01-22')).toEqual({ is: 'day', day: '2027-01-29' });
    expect(due('avant la fin du mois', '2027-12-31')).toEqual({ is: 'day', day: '2027-12-31' });
    expect(due('dans 2 jours', '2027-12-31')).toEqual({ is: 'day', day: '2028-01-02' });
  });
});

it('whatever is written is read without a fault, and no word is lost', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary-ascii', maxLength: 60 }), (text) => { expect(readNewAction(text, TODAY).titles.length).toBeGreaterThan(0); }), { numRuns: 30 });
  const words = fc.array(fc.constantFrom('pour', 'avant', 'le', '12', 'février', 'moi', 'plan', 'vendredi', 'dans', '5', 'jours', 'by', 'for'), { maxLength: 12 });
  fc.assert(fc.property(words, (some) => {
    const { titles, due: day } = readNewAction(some.join(' '), TODAY);
    if (day === null) expect(titles.at(-1)?.title).toBe(some.join(' '));
  }), { numRuns: 150 });
  expect(readNewAction('pour avant le '.repeat(50_000), TODAY).titles[0]?.title.length).toBeLessThanOrEqual(1_000);
});
