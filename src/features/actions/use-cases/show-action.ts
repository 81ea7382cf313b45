// An action as a card shows it: number, title, due day, what has become of it, the way to its page. The Bot Service keeps what passes
// through it outside Canada: of a restricted committee and of what was said in camera there is no title and no owner, and never free text.

import { formatDate } from '../../../shared/format.ts';
import type { ActionId } from '../../../shared/ids.ts';
import type { Language, Text } from '../../../shared/language.ts';
import { localTime } from '../../../shared/zones.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { isOpen, lateDays, ownerToday, type Action, type ActionState } from '../domain/action.ts';
import type { ToldAs } from '../ports-reminders.ts';
import { lateWords, ownerWords, stateWords } from '../words.ts';

export interface ShownAction {
  readonly id: ActionId;
  /** An answer given on an old card is known by it. */
  readonly version: number;
  readonly acronym: string;
  /** Null: not for a card. */
  readonly title: string | null;
  readonly due: string;
  readonly dueDay: Text;
  readonly state: ActionState;
  readonly stateWords: Text;
  readonly open: boolean;
  readonly late: Text | null;
  /** By function; null while nobody answers for it, and where it is not for a card. */
  readonly owner: Text | null;
  /** Day on which it was done or cancelled. */
  readonly closedDay: Text | null;
  readonly page: string;
  readonly as: ToldAs | null;
}

const both = (make: (language: Language) => string): Text => ({ fr: make('fr-CA'), en: make('en-CA') });

export function showAction(charter: Charter, action: Action, { page, now, as = null }: { readonly page: string; readonly now: Date; readonly as?: ToldAs | null }): ShownAction {
  const committee = charter.committees.find(({ id }) => id === action.committee);
  const zone = committee?.zone ?? charter.zone;
  const today = localTime(now, zone).date;
  const hidden = action.inCamera || committee?.confidentiality === 'restreinte';
  const { closedAt, owner } = action;
  return {
    id: action.id, version: action.version, acronym: committee?.acronym ?? action.committee, title: hidden ? null : action.title,
    due: action.due, dueDay: both((language) => formatDate(action.due, language)),
    state: action.state, stateWords: stateWords[action.state], open: isOpen(action), late: lateWords(lateDays(action, today)),
    owner: hidden || owner === null ? null : ownerWords(charter, owner, ownerToday(charter, owner, today)),
    closedDay: closedAt === null ? null : both((language) => formatDate(localTime(closedAt, zone).date, language, { weekday: false })),
    page, as,
  };
}
