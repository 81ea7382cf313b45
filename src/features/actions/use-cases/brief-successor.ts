// The brief of a departure as its card shows it when it leaves: what one takes over, what is open and why; of a restricted committee, and
// of what was said in camera, the number and the link only.

import type { ActionId, PersonId, SeatId } from '../../../shared/ids.ts';
import type { Language, Text } from '../../../shared/language.ts';
import { localTime } from '../../../shared/zones.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { isFilled } from '../../committees/domain/term.ts';
import { ownerToday, type Action } from '../domain/action.ts';
import type { ActionStore, Clock } from '../ports.ts';
import { dueWords, whyOpen } from '../words-hand-over.ts';

export interface BriefFacts {
  readonly from: PersonId;
  readonly to: 'successor' | 'chair';
  readonly interim: boolean;
  readonly seats: readonly SeatId[];
  readonly actions: readonly ActionId[];
  readonly count: number;
}

export interface BriefView {
  readonly from: Text;
  readonly to: 'successor' | 'chair';
  readonly interim: boolean;
  /** `who`: null while the seat is to be filled. */
  readonly seats: readonly { readonly acronym: string; readonly role: Text; readonly who: Text | null }[];
  readonly count: number;
  readonly actions: readonly { readonly line: Text; readonly page: string }[];
  readonly page: string;
}

export interface BriefDeps {
  readonly charter: () => Promise<Charter | null>;
  readonly actions: Pick<ActionStore, 'findAll'>;
  readonly clock: Clock;
  readonly seatName: (charter: Charter, seat: Charter['committees'][number]['seats'][number]) => Text;
  readonly pageOf: (action: ActionId) => string;
  /** « Mes actions ». */
  readonly page: string;
}

export const briefSuccessor = ({ charter, actions, clock, seatName, pageOf, page }: BriefDeps) => async (facts: BriefFacts): Promise<BriefView | null> => {
  const network = await charter();
  if (network === null) return null;
  const today = localTime(clock.now(), network.zone).date;
  const titleOf = (id: PersonId | null): Text | null => network.persons.find((p) => p.id === id)?.title ?? null;
  const restricted = new Set(network.committees.filter(({ confidentiality }) => confidentiality === 'restreinte').map(({ id }) => id));
  const line = (action: Action): Text => {
    const titled = !action.inCamera && !restricted.has(action.committee);
    const said = (language: Language): string => whyOpen(action, today, language, titled) ?? dueWords(action, language, titled);
    return { fr: said('fr-CA'), en: said('en-CA') };
  };
  return {
    from: titleOf(facts.from) ?? { fr: facts.from }, to: facts.to, interim: facts.interim, count: facts.count, page,
    seats: facts.seats.flatMap((id) => network.committees.flatMap((committee) => {
      const lines = committee.seats.filter((seat) => seat.id === id);
      const now = lines.find((seat) => isFilled(seat, today)) ?? lines.at(-1);
      return now === undefined ? [] : [{ acronym: committee.acronym, role: seatName(network, now), who: titleOf(ownerToday(network, { is: 'seat', seat: id }, today)) }];
    })),
    actions: (await actions.findAll(facts.actions)).map((action) => ({ line: line(action), page: pageOf(action.id) })),
  };
};
