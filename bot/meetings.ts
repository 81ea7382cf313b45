// The bot's part in meetings: what is to come, what a card's buttons ask, and the search that puts a meeting into a message.
import { z } from 'zod';
import { conversationKey } from '../src/features/conversations/domain/reference.ts';
import type { EntraId } from '../src/shared/ids.ts';
import { say, type Language } from '../src/shared/language.ts';
import type { Activity } from './activity.ts';
import type { CardMessage } from './cards/card.ts';
import { answerRefusedCard, convenedCard, goneMeetingCard, movedMeetingCard, nextMeetingCard, noCommitteeHereCard, notConvenedCard, notedCard, noticeCard, reminderCard, weekCard, weekInChatCard } from './cards/meeting.ts';
import type { InvokeAnswer } from './channel.ts';
import type { CardAction } from './intents/card-action.ts';
import type { MeetingUseCases } from './use-cases-meetings.ts';
import { botWords } from './words.ts';
import { meetingWords } from './words-meetings.ts';

/** Where somebody speaks of a meeting. */
export interface Speaker { readonly activity: Activity; readonly person: EntraId; readonly kind: 'personal' | 'channel' | 'groupChat'; readonly language: Language; /** Others read the answer. */ readonly heard: boolean }

export interface MeetingAnswersParts {
  readonly meetings: MeetingUseCases;
  /** The team's id in Graph, where Teams says only the conversation's. */
  readonly groupOf: (activity: Activity) => Promise<string | null>;
  readonly chatUrl: string;
}

export interface MeetingAnswers {
  next(by: Speaker): Promise<CardMessage>;
  week(by: Speaker): Promise<CardMessage>;
  pressed(by: Speaker, action: Extract<CardAction, { readonly verb: 'meeting-answer' | 'meeting-convene' }>): Promise<CardMessage>;
  /** Of the message extension. */
  search(by: Speaker, value: unknown): Promise<InvokeAnswer>;
}

const MOST_FOUND = 10;
const Query = z.object({ parameters: z.array(z.object({ name: z.string(), value: z.unknown() })).default([]) });

export function meetingAnswers({ meetings, groupOf, chatUrl }: MeetingAnswersParts): MeetingAnswers {
  return {
    async next({ activity, person, kind, language }) {
      const { openChat } = botWords(language).buttons;
      if (kind === 'personal') return nextMeetingCard(await meetings.next(person), language);
      if (kind === 'groupChat') return weekInChatCard(chatUrl, openChat, language);
      const channelId = activity.channelData?.channel?.id ?? conversationKey(activity.conversation.id);
      const found = await meetings.nextOfChannel(await groupOf(activity), channelId, person);
      return found === 'nobody' ? noCommitteeHereCard(chatUrl, openChat, language) : nextMeetingCard(found, language);
    },
    // Somebody's week, restricted committees among it, is not for the whole channel.
    async week({ person, language, heard }) {
      return heard ? weekInChatCard(chatUrl, botWords(language).buttons.openChat, language) : weekCard(await meetings.week(person), language);
    },
    async pressed(by, action) {
      const { person, language, heard } = by;
      const asked = { meeting: action.meeting, start: action.start };
      if (action.verb === 'meeting-convene') {
        const done = await meetings.convene(person, { ...asked, alternate: action.alternate });
        switch (done.is) {
          case 'convened': return convenedCard(done.meeting, done.who, language);
          case 'refused': return notConvenedCard(done.meeting, done.why, language);
          case 'moved': return movedMeetingCard(done.meeting, language);
          case 'gone': return goneMeetingCard(language);
          default: return done satisfies never;
        }
      }
      const message = action.message ?? null;
      const done = await meetings.answer(person, { ...asked, answer: action.answer, alternate: action.alternate ?? null }, by.kind === 'personal' ? message : null);
      switch (done.is) {
        case 'answered': {
          if (heard) return notedCard(done.meeting, language);
          const reminded = by.kind === 'personal' && message !== null ? await meetings.ofReminder(person, message) : null;
          const [first, ...rest] = reminded ?? [];
          return first === undefined ? noticeCard(done.meeting, message ?? '', language) : reminderCard([first, ...rest], message ?? '', language);
        }
        case 'refused': return answerRefusedCard(done.meeting, done.why, heard ? [] : done.alternates, language);
        case 'moved': return movedMeetingCard(heard ? { ...done.meeting, own: null } : done.meeting, language);
        case 'gone': return goneMeetingCard(language);
        default: return done satisfies never;
      }
    },
    async search({ person, language }, value) {
      const { parameters } = Query.parse(value);
      // The first look, before anything is typed, comes as `initialRun`.
      const asked = parameters.find(({ name }) => name !== 'initialRun')?.value;
      const found = await meetings.search(person, typeof asked === 'string' ? asked.slice(0, 100) : '', MOST_FOUND);
      const composeExtension = found.length === 0
        ? { type: 'message', text: meetingWords(language).search.none }
        : {
            type: 'result', attachmentLayout: 'list',
            attachments: found.map((view) => ({
              contentType: 'application/vnd.microsoft.card.adaptive', content: nextMeetingCard({ ...view, own: null }, language).card,
              preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title: say(view.title, language), text: `${say(view.day, language)}, ${say(view.hours, language)}` } },
            })),
          };
      return { status: 200, body: { composeExtension } };
    },
  };
}
