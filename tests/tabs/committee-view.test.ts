// The committee tab: who is shown where, what needs attention, and where a committee's name leads.
import { concerns, countSeats, filterSeats, groupSeats, linkOf, sayProvenance, withoutShownAlternates } from '../../tabs/committee/view-model.ts';
import { committeeWords } from '../../tabs/committee/words.ts';
import { chosenIn, byLevel, entityOf, tabSettings } from '../../tabs/config/view-model.ts';
import { committeeRoute } from '../../tabs/route.ts';
import { aCommittee, aDetail, aSeat, person } from './support/builders.ts';

it('says where a fact comes from in words, and leaves what the charter wrote beside it', () => {
  const french = (text: string) => sayProvenance(text, committeeWords['fr-CA'].provenanceTerms);
  expect(french('doc:000 (nom, CCT); suppose (quorum, nom anglais)')).toBe('document 000 (nom, CCT); supposé (quorum, nom anglais)');
  expect(french('doc:000+002; verifie:apts+ruisss-mcgill; fictif')).toBe('document 000, 002; vérifié auprès de apts, ruisss-mcgill; fictif');
  expect(french('on suppose que oui')).toBe('on supposé que oui');
});

describe('composition', () => {
  const titular = aSeat('clin', { alternates: [person('tech')] });
  const alternate = aSeat('tech', { votes: false });
  const chair = aSeat('chair', { role: 'presidence' });
  const guest = aSeat('guest', { role: 'invite_permanent', votes: false });
  const vacant = aSeat('empty', { holder: null, vacant: true, represents: 'Usagers et proches' });

  it('shows an alternate beside the titular, not a second time as a member', () => {
    expect(withoutShownAlternates([titular, alternate, chair]).map((seat) => seat.id)).toEqual(['clin', 'chair']);
  });

  it('keeps somebody who stands in for another and also has a seat that votes', () => {
    expect(withoutShownAlternates([titular, aSeat('tech')]).map((seat) => seat.id)).toEqual(['clin', 'tech']);
  });

  it('puts seats under the heading of their role, chair first, empty headings left out', () => {
    expect(groupSeats([guest, titular, chair, alternate]).map((one) => [one.group, one.seats.map((seat) => seat.id)])).toEqual([['chair', ['chair']], ['voting', ['clin']], ['members', ['tech']], ['guests', ['guest']]]);
  });

  it('filters by state and by any word of the seat', () => {
    const ending = aSeat('user', { term: { from: null, until: '2027-05-31', state: 'ends-soon', label: '' } });
    const seats = [titular, chair, guest, vacant, ending];
    expect(countSeats(seats)).toEqual({ all: 5, vacant: 1, ending: 1, voting: 4 });
    expect(filterSeats(seats, 'vacant', '').map((seat) => seat.id)).toEqual(['empty']);
    expect(filterSeats(seats, 'all', 'usagers').map((seat) => seat.id)).toEqual(['empty']);
    expect(filterSeats(seats, 'all', 'tech').map((seat) => seat.id)).toEqual(['clin']);
  });
});

describe('health', () => {
  it('counts lead to the rows that they count', () => {
    const committee = aDetail('cnccs', {
      seats: { total: 3, vacant: 1, underRepresented: 1 }, seatList: [aSeat('a', { term: { from: null, until: '2026-01-01', state: 'ended', label: '' } })],
      representation: [{ group: 'g', name: 'Usagers', seats: 2, filled: 1, state: 'under-represented', detail: '' }], workspace: { state: 'partial', team: 't', channel: 'c', link: null },
    });
    expect(concerns(committee)).toEqual([
      { kind: 'vacant', count: 1, to: committeeRoute('cnccs', 'composition', 'vacant') },
      { kind: 'under-represented', count: 1, to: committeeRoute('cnccs', 'composition', 'all', 'representation') },
      { kind: 'ending', count: 1, to: committeeRoute('cnccs', 'composition', 'ending') },
      { kind: 'workspace', count: 1, to: null },
    ]);
  });

  it('has nothing to say when every seat is filled and the workspace stands', () => {
    expect(concerns(aDetail('cncot'))).toEqual([]);
  });

  it('still counts for a reader who may not see the composition', () => {
    expect(concerns(aDetail('cdm', { seats: { total: 5, vacant: 0, underRepresented: 2 } })).map((one) => [one.kind, one.count])).toEqual([['under-represented', 2]]);
  });
});

it('leads members to the channel in Teams, and everybody else to the page, for Teams would refuse them the channel', () => {
  const known = new Map([aCommittee('cncot', { mine: 'Membre' }), aCommittee('cemt')].map((one) => [one.id, one]));
  expect(linkOf({ id: 'cncot' }, known)).toEqual({ to: committeeRoute('cncot'), teams: 'https://teams.microsoft.com/l/channel/cncot' });
  expect(linkOf({ id: 'cemt' }, known).teams).toBeNull();
  expect(linkOf({ id: 'unknown' }, known).teams).toBeNull();
});

describe('configuring a tab', () => {
  it('names the tab by committee and view, and reads that back', () => {
    expect(tabSettings(aCommittee('cncot'), 'composition', 'Composition', 'https://g.example')).toEqual({
      entityId: 'committee/cncot/composition', contentUrl: 'https://g.example/tabs/committee/cncot?view=composition', websiteUrl: 'https://g.example/tabs/committee/cncot?view=composition', suggestedDisplayName: 'CNCOT · Composition',
    });
    expect(chosenIn(entityOf('cncot', 'overview'))).toEqual({ committee: 'cncot', view: 'overview' });
    expect(chosenIn('something')).toBeNull();
    expect(chosenIn(null)).toBeNull();
  });

  it('offers committees by level, those that match what is typed', () => {
    const committees = [aCommittee('cdm', { level: 'ministeriel_strategique', levelName: 'Ministériel' }), aCommittee('loc-chum', { level: 'local', levelName: 'Local', institution: 'Centre hospitalier de l’Université de Montréal' })];
    expect(byLevel(committees, '').map((group) => group.name)).toEqual(['Ministériel', 'Local']);
    expect(byLevel(committees, 'montreal').map((group) => group.committees.map((one) => one.id))).toEqual([['loc-chum']]);
  });
});
