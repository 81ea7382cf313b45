// What the bot asks of the meetings. compose gives it; tests give fakes.
import type { Answer } from '../src/features/meetings/domain/meeting.ts';
import type { ShownMeeting } from '../src/features/meetings/use-cases/show-meeting.ts';
import type { EntraId } from '../src/shared/ids.ts';
import type { Text } from '../src/shared/language.ts';

/** A meeting as one reader, or a channel, may know it. */
export type MeetingView = ShownMeeting;

/** Somebody who may come instead: id and title of a person of the charter. */
export interface Substitute { readonly person: string; readonly title: Text }

/** `start`: what the card showed. */
export interface AskedOnCard { readonly meeting: string; readonly start: string }

export type Answered =
  | { readonly is: 'answered'; readonly meeting: MeetingView }
  | { readonly is: 'refused'; readonly meeting: MeetingView; readonly why: Text; readonly alternates: readonly Substitute[] }
  /** It is no longer when the card said; nothing was noted. */
  | { readonly is: 'moved'; readonly meeting: MeetingView }
  /** Also of what the reader may not know to exist. */
  | { readonly is: 'gone' };

export type ConvenedOnCard = { readonly is: 'convened'; readonly meeting: MeetingView; readonly who: Text } | Exclude<Answered, { readonly is: 'answered' }>;

export interface MeetingUseCases {
  /** Somebody's own next meeting; null when there is none. */
  next(person: EntraId): Promise<MeetingView | null>;
  /** That of the committee of a channel, as the channel may know it. `nobody`: it is no committee's, or not for this reader. */
  nextOfChannel(groupId: string | null, channelId: string, person: EntraId): Promise<MeetingView | null | 'nobody'>;
  /** Those of the next seven days to which the person is convened. */
  week(person: EntraId): Promise<readonly MeetingView[]>;
  /** To come, that somebody may show to others: of the committees they know, nothing restricted. */
  search(person: EntraId, text: string, most: number): Promise<readonly MeetingView[]>;
  /** `message`: the card that was pressed; in the person's own chat it is edited. */
  answer(person: EntraId, asked: AskedOnCard & { readonly answer: Answer; readonly alternate: string | null }, message: string | null): Promise<Answered>;
  /** The other meetings of the reminder that was pressed, with this one; null when it was no reminder. */
  ofReminder(person: EntraId, message: string): Promise<readonly MeetingView[] | null>;
  /** Asks a named alternate to come; a second time has no effect. */
  convene(person: EntraId, asked: AskedOnCard & { readonly alternate: string }): Promise<ConvenedOnCard>;
}
