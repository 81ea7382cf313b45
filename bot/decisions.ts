// The bot's part in decisions: one by its number, a committee's latest, and what an institution's people answer on their card.
import { conversationKey } from '../src/features/conversations/domain/reference.ts';
import type { Activity } from './activity.ts';
import type { CardMessage } from './cards/card.ts';
import { decisionCard, decisionsInChatCard, goneDecisionCard, latestDecisionsCard, noDecisionCard, noSuchCommitteeCard, reachCard, reachRefusedCard } from './cards/decision.ts';
import type { CardAction } from './intents/card-action.ts';
import { bareName } from './intents/message.ts';
import type { Speaker } from './meetings.ts';
import type { AskedWhere, DecisionUseCases } from './use-cases-decisions.ts';

export interface DecisionAnswersParts {
  readonly decisions: DecisionUseCases;
  /** The team's id in Graph, where Teams says only the conversation's. */
  readonly groupOf: (activity: Activity) => Promise<string | null>;
  readonly chatUrl: string;
}

export interface DecisionAnswers {
  one(by: Speaker, number: string): Promise<CardMessage>;
  /** `named`: a committee's name, bare as `bareName` makes it; null when nothing was said. */
  latest(by: Speaker, named: string | null): Promise<CardMessage>;
  pressed(by: Speaker, action: Extract<CardAction, { readonly verb: 'reach-answer' }>): Promise<CardMessage>;
}

export function decisionAnswers({ decisions, groupOf, chatUrl }: DecisionAnswersParts): DecisionAnswers {
  const where = async ({ activity, kind, heard }: Speaker): Promise<AskedWhere> => ({
    heard, channel: kind === 'channel' ? { groupId: await groupOf(activity), channelId: activity.channelData?.channel?.id ?? conversationKey(activity.conversation.id) } : null,
  });
  return {
    async one(by, number) {
      const found = await decisions.one(by.person, number, await where(by));
      switch (found.is) {
        case 'found': return decisionCard(found.decision, by.language);
        case 'restricted': return decisionsInChatCard(chatUrl, by.language);
        case 'none': return noDecisionCard(by.language);
        default: return found satisfies never;
      }
    },
    async latest(by, named) {
      const found = await decisions.latest(by.person, named, (name) => bareName(name) === named, await where(by));
      if (found === null) return noSuchCommitteeCard(by.language);
      return found.restricted ? decisionsInChatCard(chatUrl, by.language) : latestDecisionsCard(found, by.language);
    },
    async pressed({ person, language, heard }, { decision, institution, state, plannedOn, reason, message = '' }) {
      const done = await decisions.answer(person, { decision, institution }, { state, plannedOn: plannedOn ?? null, reason: reason ?? null });
      switch (done.is) {
        case 'answered': return reachCard(done.reach, { message }, language);
        case 'refused': return reachRefusedCard(heard ? null : done.reach, done.why, message, language);
        case 'gone': return goneDecisionCard(language);
        default: return done satisfies never;
      }
    },
  };
}
