// The year 2027 of the whole network, computed from its charter and held against the lists that the charter carries.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { collisionsOf, obstaclesOf, ownObstacles } from '../../../src/features/meetings/domain/collisions.ts';
import { dayOff } from '../../../src/features/meetings/domain/days-off.ts';
import type { Meeting } from '../../../src/features/meetings/domain/meeting.ts';
import { dayOf } from '../../../src/features/meetings/domain/when.ts';
import { theNetwork } from '../../support/charter-builder.ts';
import { meetingOn, networkOf2027 } from '../../support/network-year.ts';

interface Listed { readonly instance: string; readonly date: string; readonly ferie?: string }
const file = parse(readFileSync(new URL('../../../charters/rqt.yaml', import.meta.url), 'utf8')) as {
  readonly collisions_2027: Listed[]; readonly collisions_pause_2027: Listed[]; readonly non_collisions_2027: Listed[];
  readonly conflit_apres_report: { readonly instance: string; readonly du: string; readonly vers: string; readonly heurte: string; readonly proposition_libre: string };
};
const places = (list: readonly { readonly instance: string; readonly date: string }[]): string[] => list.map((l) => `${l.instance} ${l.date}`).sort();
const flagged = (is: string): { instance: string; date: string; name: string }[] => networkOf2027().flatMap((m) => ownObstacles(theNetwork(), m).flatMap((o) => (o.is === is ? [{ instance: m.committee, date: dayOf(m.start), name: 'name' in o ? o.name.fr : '' }] : [])));
const of = (committee: string): Meeting[] => networkOf2027().filter((m) => m.committee === committee);

describe('the network’s year', () => {
  it('falls on exactly the holidays that the charter lists', () => {
    expect(places(flagged('holiday'))).toEqual(places(file.collisions_2027));
    for (const { instance, date, ferie } of file.collisions_2027) expect(flagged('holiday')).toContainEqual({ instance, date, name: ferie });
  });

  it('falls in the Holidays pause exactly where the charter lists it', () => {
    expect(places(flagged('closure'))).toEqual(places(file.collisions_pause_2027));
  });

  it('falls on no week-end, and on no hour that does not exist', () => {
    expect([flagged('weekend'), flagged('no-such-hour')]).toEqual([[], []]);
  });

  it('stays where it is on days that are holidays elsewhere in Canada only', () => {
    for (const { instance, date } of file.non_collisions_2027) {
      expect(ownObstacles(theNetwork(), meetingOn(instance, date))).toEqual([]);
      expect(dayOff(theNetwork().calendar, undefined, date)).toBeNull();
    }
  });

  it('has no meeting of a committee that meets as needed', () => {
    const withRule = theNetwork().committees.filter((c) => c.cadence.rule !== null).map((c) => c.id);
    expect([...new Set(networkOf2027().map((m) => m.committee))].sort()).toEqual([...withRule].sort());
    expect(theNetwork().committees.filter((c) => c.level === 'local' && c.cadence.rule === null)).toHaveLength(34);
  });
});

describe('the national coordination’s year', () => {
  it('has 26 meetings, of which that of 24 June only is flagged, collisions with the whole network included', () => {
    const collisions = collisionsOf(theNetwork(), networkOf2027());
    const warned = of('cncot').filter((m) => ownObstacles(theNetwork(), m).length + (collisions.get(m.id) ?? []).length > 0);
    expect([of('cncot').length, warned.map((m) => m.start)]).toEqual([26, ['2027-06-24T09:00']]);
  });

  it('collides with the ministry’s executive committee once moved to the next working day, and is free the day before', () => {
    const { instance, du, vers, heurte, proposition_libre: free } = file.conflit_apres_report;
    const meeting = meetingOn(instance, du);
    const on = (day: string) => obstaclesOf(theNetwork(), { ...meeting, start: `${day}T09:00` }, networkOf2027());
    expect(on(vers)).toEqual([{
      is: 'collision', meeting: `${heurte}/2027-06-25T09:00`, committee: heurte, start: '2027-06-25T09:00', zone: 'America/Toronto',
      persons: ['per-coord-clin', 'per-coord-tech', 'per-secretariat-msss', 'per-portefeuille-msss'], voting: ['per-coord-clin', 'per-coord-tech'],
    }]);
    expect(on(free)).toEqual([]);
  });
});
