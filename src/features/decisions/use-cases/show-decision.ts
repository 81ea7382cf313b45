// A decision as a card shows it: number, title, day, standing, the way to its page. The Bot Service keeps what passes through it outside
// Canada: of a restricted committee, or of what was decided in camera, there is the number, the day and the page, and nothing that people wrote.

import { formatDate } from '../../../shared/format.ts';
import type { DecisionId } from '../../../shared/ids.ts';
import type { Language, Text } from '../../../shared/language.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { Reached, ReachState } from '../domain/reach.ts';
import { standingOf, takenOn, type RegisterLine, type Standing } from '../domain/registered-decision.ts';
import { kindWords, reachWords, standingWords } from '../words.ts';

export interface ShownDecision {
  readonly id: DecisionId;
  readonly number: string;
  readonly acronym: string;
  readonly kind: Text;
  /** Null where it is not to leave Canada, nor to be read by whoever is there. */
  readonly title: string | null;
  readonly day: Text;
  readonly standing: Standing;
  readonly standingText: Text;
  /** Null also where it is not for the reader to know: the standing tells of it all the same. */
  readonly supersededBy: DecisionId | null;
  readonly page: string;
}

export interface ShownReach {
  readonly decision: ShownDecision;
  readonly institution: { readonly id: string; readonly name: Text };
  readonly state: ReachState;
  /** « Planifiée, le 1er mars 2027 » */
  readonly stateText: Text;
  readonly plannedOn: string | null;
}

const both = (make: (language: Language) => string): Text => ({ fr: make('fr-CA'), en: make('en-CA') });

export const isRestricted = (charter: Pick<Charter, 'committees'>, { committee, inCamera }: Pick<RegisterLine, 'committee' | 'inCamera'>): boolean =>
  inCamera || charter.committees.find(({ id }) => id === committee)?.confidentiality !== 'interne';

export function showDecision(charter: Charter, line: RegisterLine, { today, page, next }: { readonly today: string; readonly page: string; /** What superseded it, where whoever reads the card may know of it. */ readonly next: DecisionId | null }): ShownDecision {
  const standing = standingOf(line, today);
  return {
    id: line.id, number: line.number, acronym: charter.committees.find(({ id }) => id === line.committee)?.acronym ?? line.committee, kind: kindWords[line.kind],
    title: isRestricted(charter, line) ? null : line.title, day: both((language) => formatDate(takenOn(line), language)), standing, standingText: standingWords[standing],
    supersededBy: next, page,
  };
}

export function showReach(charter: Charter, decision: ShownDecision, { institution, state, plannedOn }: Reached): ShownReach {
  const words = reachWords[state];
  const planned = both((language) => (plannedOn === null ? '' : language === 'fr-CA' ? `, le ${formatDate(plannedOn, language, { weekday: false })}` : `, ${formatDate(plannedOn, language, { weekday: false })}`));
  return {
    decision, state, plannedOn, institution: { id: institution, name: charter.institutions.find(({ id }) => id === institution)?.name ?? { fr: institution } },
    stateText: { fr: `${words.fr}${planned.fr}`, en: `${words.en ?? words.fr}${planned.en ?? ''}` },
  };
}
