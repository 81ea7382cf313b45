// What the committee tab shows, worked out from the contract: seats in their groups, what needs attention, where links lead.
import type { CommitteeDetail, CommitteeSummary, SeatView } from '../../src/contract/committees.ts';
import { committeeRoute, type Route, type SeatFilter } from '../route.ts';
import { matches } from '../ui/format.ts';
import type { Tone } from '../ui/parts.tsx';

export const SEAT_GROUPS = ['chair', 'secretariat', 'voting', 'members', 'alternates', 'guests', 'observers'] as const;
export type SeatGroup = (typeof SEAT_GROUPS)[number];

/** Somebody who stands in for a titular is shown beside that person, not a second time as a member. */
export function withoutShownAlternates(seats: readonly SeatView[]): readonly SeatView[] {
  const beside = new Set(seats.flatMap((seat) => seat.alternates.map((person) => person.id)));
  return seats.filter((seat) => seat.votes || seat.holder === null || !beside.has(seat.holder.id) || !(seat.role === 'substitut' || seat.role === 'membre'));
}

function groupOf(seat: SeatView): SeatGroup {
  switch (seat.role) {
    case 'presidence': case 'copresidence': return 'chair';
    case 'secretariat': return 'secretariat';
    case 'membre': return seat.votes ? 'voting' : 'members';
    case 'substitut': return 'alternates';
    case 'invite_permanent': case 'invite': return 'guests';
    case 'observateur': return 'observers';
    default: return seat.role satisfies never;
  }
}

export function groupSeats(seats: readonly SeatView[]): readonly { readonly group: SeatGroup; readonly seats: readonly SeatView[] }[] {
  return SEAT_GROUPS.map((group) => ({ group, seats: seats.filter((seat) => groupOf(seat) === group) })).filter((one) => one.seats.length > 0);
}

/** A term that is over, or soon will be, is for somebody to look after. */
export const isEnding = (seat: SeatView): boolean => !seat.vacant && (seat.term.state === 'ends-soon' || seat.term.state === 'ended');

const PASSES: Record<SeatFilter, (seat: SeatView) => boolean> = { all: () => true, vacant: (seat) => seat.vacant, ending: isEnding, voting: (seat) => seat.votes };

export const filterSeats = (seats: readonly SeatView[], only: SeatFilter, typed: string): readonly SeatView[] =>
  seats.filter((seat) => PASSES[only](seat) && matches(typed, seat.roleName, seat.holder?.title, seat.holder?.email, seat.represents, ...seat.alternates.map((person) => person.title)));

export const countSeats = (seats: readonly SeatView[]): Record<SeatFilter, number> => ({
  all: seats.length, vacant: seats.filter(PASSES.vacant).length, ending: seats.filter(PASSES.ending).length, voting: seats.filter(PASSES.voting).length,
});

/** The charter's marks of where a fact comes from (`doc:000`, `verifie:…`, `suppose`), as words; what stands in brackets is left as written. */
export const sayProvenance = (text: string, terms: Readonly<Record<'doc' | 'verifie' | 'deduit' | 'suppose' | 'fictif', string>>): string =>
  text.replace(/(?<![\p{L}(])(doc|verifie):(\S+?)(?=[\s;,)]|$)/gu, (_all, mark: 'doc' | 'verifie', what: string) => `${terms[mark]} ${what.replaceAll('+', ', ')}`)
    .replace(/(?<![\p{L}:-])(deduit|suppose|fictif)(?![\p{L}:-])/gu, (_all, mark: 'deduit' | 'suppose' | 'fictif') => terms[mark]);

export type HealthKind = 'vacant' | 'under-represented' | 'ending' | 'workspace';
/** What somebody should look after, worst first; empty when all is well. */
export function concerns(committee: CommitteeDetail): readonly { readonly kind: HealthKind; readonly count: number; readonly to: Route | null }[] {
  // A reader who may not see the composition still gets its counts.
  const missing = Math.max(committee.seats.underRepresented, committee.representation.filter((group) => group.state !== 'represented').length);
  const ending = committee.seatList.filter(isEnding).length;
  const all: { kind: HealthKind; count: number; to: Route | null }[] = [
    { kind: 'vacant', count: committee.seats.vacant, to: committeeRoute(committee.id, 'composition', 'vacant') },
    { kind: 'under-represented', count: missing, to: committeeRoute(committee.id, 'composition', 'all', 'representation') },
    { kind: 'ending', count: ending, to: committeeRoute(committee.id, 'composition', 'ending') },
    { kind: 'workspace', count: committee.workspace.state === 'ready' || committee.workspace.state === 'archived' ? 0 : 1, to: null },
  ];
  return all.filter((one) => one.count > 0);
}

export const workspaceTone = (state: CommitteeSummary['workspace']['state']): Tone => ({ ready: 'good', 'in-progress': 'info', partial: 'warn', absent: 'calm', archived: 'calm' } as const)[state];

/**
 * Where a committee's name leads: to its own channel in Teams for those who sit there, else to its page here, for Teams
 * would refuse the channel to somebody who is not in it.
 */
export function linkOf(ref: { readonly id: string }, known: ReadonlyMap<string, CommitteeSummary>): { readonly to: Route; readonly teams: string | null } {
  const committee = known.get(ref.id);
  return { to: committeeRoute(ref.id), teams: committee !== undefined && committee.mine !== null ? committee.workspace.link : null };
}

/** « Heure de Québec (America/Toronto) »: the places that people of the network name for a zone. */
const PLACES: Readonly<Record<string, { readonly 'fr-CA': string; readonly 'en-CA': string }>> = {
  'America/Toronto': { 'fr-CA': 'Heure de Québec', 'en-CA': 'Québec time' },
  'America/Halifax': { 'fr-CA': 'Heure des Îles-de-la-Madeleine', 'en-CA': 'Magdalen Islands time' },
  'America/Blanc-Sablon': { 'fr-CA': 'Heure de la Basse-Côte-Nord', 'en-CA': 'Lower North Shore time' },
};
/** The place alone, where the zone's own name would only be noise. */
export const zonePlace = (zone: string, language: 'fr-CA' | 'en-CA'): string => PLACES[zone]?.[language] ?? zone;
export const zoneName = (zone: string, language: 'fr-CA' | 'en-CA'): string => (PLACES[zone] ? `${PLACES[zone][language]} (${zone})` : zone);
