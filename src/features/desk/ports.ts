// What the desk needs of the other features, in its own words: each is read as its own rules show it to the reader.

import type { CommitteeId } from '../../shared/ids.ts';
import type { Action } from '../actions/domain/action.ts';
import type { Roles } from '../committees/domain/permissions.ts';
import type { RegisterLine } from '../decisions/domain/registered-decision.ts';
import type { Forecast } from '../meetings/domain/forecast.ts';
import type { Meeting } from '../meetings/domain/meeting.ts';

/** Of a committee or a territory, or of all that the reader may see. */
export interface AskedScope { readonly committee: CommitteeId | null; readonly territory: string | null }

export interface SeenMeeting { readonly meeting: Meeting; readonly answered: boolean; /** Null for readers to whom it is not shown. */ readonly forecast: Forecast | null }
export interface SeenLine { readonly line: RegisterLine; readonly execution: { readonly open: number; readonly late: number; readonly done: number }; readonly seesNext: boolean }
export interface DriftSeen { readonly count: number; readonly at: Date }

export interface DeskSources {
  /** Open ones of these committees, by due day. */
  openActions(committees: readonly CommitteeId[]): Promise<readonly Action[]>;
  /** Open ones that the reader answers for, in person or by a seat. */
  ownActions(roles: Roles, today: string): Promise<readonly Action[]>;
  /** Between two local days: those to which the reader is convened, or all that the reader may know. */
  meetings(roles: Roles, window: { readonly of: 'mine' | 'all'; readonly from: string; readonly until: string }): Promise<readonly SeenMeeting[]>;
  /** Decisions that await execution, or whose day of review has come; the newest first. */
  decisions(roles: Roles, which: 'awaiting' | 'to-review', asked: AskedScope, today: string): Promise<readonly SeenLine[]>;
  /** What the institutions for which the reader answers have not answered, the oldest first. */
  toAnswer(roles: Roles, most: number): Promise<readonly RegisterLine[]>;
  /** What the last look at the tenant found; null before the first. */
  lastDrift(): DriftSeen | null;
}
