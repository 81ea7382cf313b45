// The rows of the card table that speak of meetings: each reads what is true when its card leaves.
import { z } from 'zod';
import type { Recipient } from '../src/features/conversations/domain/outgoing.ts';
import { FORECAST_CARD, REMINDER_CARD } from '../src/features/meetings/use-cases/remind-people.ts';
import { CHANNEL_CARD, PERSONAL_NOTICE } from '../src/features/meetings/use-cases/tell-meeting.ts';
import { forecastCard, noticeCard, personalNoticeCard, reminderCard, type ForecastView } from './cards/meeting.ts';
import type { CardKind, CardKinds } from './outgoing-cards.ts';
import type { MeetingView } from './use-cases-meetings.ts';

export interface MeetingFacts {
  inChannel(meeting: string): Promise<MeetingView | null>;
  forPerson(meeting: string, to: Recipient): Promise<MeetingView | null>;
  reminded(at: string, to: Recipient, past: boolean): Promise<readonly MeetingView[]>;
  forecast(of: { readonly meeting: string; readonly start: string }, to: Recipient): Promise<{ readonly view: MeetingView; readonly forecast: ForecastView } | null>;
}

const kind = <Facts extends object>(row: CardKind<Facts>): CardKind<Facts> => row;
const meeting = z.string();

/** `facts`: known once the meetings are open. */
export const meetingKinds = (facts: () => MeetingFacts): CardKinds => ({
  [CHANNEL_CARD]: kind({
    facts: z.object({ meeting }),
    async make(of, { message, language }) {
      const view = await facts().inChannel(of.meeting);
      return view === null ? null : noticeCard(view, message, language);
    },
  }),
  [PERSONAL_NOTICE]: kind({
    facts: z.object({ meeting, as: z.enum(['changed', 'convened', 'called', 'dropped']) }),
    async make({ as, ...of }, { to, message, language }) {
      const view = await facts().forPerson(of.meeting, to);
      return view === null ? null : personalNoticeCard(view, as, message, language);
    },
  }),
  [REMINDER_CARD]: kind({
    facts: z.object({ at: z.string(), past: z.boolean().default(false) }),
    async make({ at, past }, { to, message, language }) {
      const [first, ...more] = await facts().reminded(at, to, past);
      return first === undefined ? null : reminderCard([first, ...more], message, language);
    },
  }),
  [FORECAST_CARD]: kind({
    facts: z.object({ meeting, start: z.string() }),
    async make(of, { to, message, language }) {
      const found = await facts().forecast(of, to);
      return found === null ? null : forecastCard(found.view, found.forecast, message, language);
    },
  }),
});
