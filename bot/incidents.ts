// The bot's part in incidents: what is answered to something that was stopped, wherever it was typed, and the press that reports it.
import { conversationKey } from '../src/features/conversations/domain/reference.ts';
import type { Log } from '../src/shared/log.ts';
import type { Activity } from './activity.ts';
import type { CardMessage } from './cards/card.ts';
import { cannotReportCard, healthNumberCard, incidentReportedCard } from './cards/incident.ts';
import type { InvokeAnswer } from './channel.ts';
import type { Speaker } from './meetings.ts';
import type { BotUseCases } from './use-cases.ts';
import { botWords } from './words.ts';
import { incidentWords } from './words-incidents.ts';

export interface IncidentAnswersParts {
  readonly useCases: Pick<BotUseCases, 'incidents' | 'privacyOfficer' | 'committeeOfChannel'>;
  readonly groupOf: (activity: Activity) => Promise<string | null>;
  readonly privacyUrl: string;
  readonly newReference: () => string;
  readonly log: Log;
}

export interface IncidentAnswers {
  stopped(by: Speaker, where: 'message' | 'card'): Promise<CardMessage>;
  /** In a search or a dialog. */
  stoppedInExtension(by: Speaker): Promise<InvokeAnswer>;
  report(by: Speaker, reference: string): Promise<CardMessage>;
}

export function incidentAnswers({ useCases, groupOf, privacyUrl, newReference, log }: IncidentAnswersParts): IncidentAnswers {
  const { incidents } = useCases;
  const stop = async ({ person, kind }: Speaker, where: 'message' | 'card' | 'extension'): Promise<void> => {
    log.warn('health-number-refused', { where: kind });
    await incidents.stopped(person, where);
  };
  return {
    async stopped(by, where) {
      await stop(by, where);
      return healthNumberCard(await useCases.privacyOfficer(), { privacyUrl, reference: newReference() }, by.language);
    },
    async stoppedInExtension(by) {
      await stop(by, 'extension');
      if (by.activity.name === 'composeExtension/query') return { status: 200, body: { composeExtension: { type: 'message', text: incidentWords(by.language).stoppedSearch } } };
      const { card } = healthNumberCard(await useCases.privacyOfficer(), { privacyUrl, reference: null }, by.language);
      const value = { title: botWords(by.language).healthNumber.title, height: 'medium', width: 'medium', card: { contentType: 'application/vnd.microsoft.card.adaptive', content: card } };
      return { status: 200, body: { task: { type: 'continue', value } } };
    },
    async report(by, reference) {
      const { activity, person, kind, language } = by;
      const officer = await useCases.privacyOfficer();
      const place = kind === 'channel' ? 'channel' : 'chat';
      const channelId = activity.channelData?.channel?.id ?? conversationKey(activity.conversation.id);
      const committee = place === 'chat' ? null : await useCases.committeeOfChannel(await groupOf(activity), channelId, person);
      const reported = officer === null ? null : await incidents.report(person, { place, acronym: committee?.acronym ?? null, reference: `${conversationKey(activity.conversation.id)} ${reference}` });
      return reported === null || !reported.ok || officer === null ? cannotReportCard(officer, language) : incidentReportedCard(reported.value.id, officer, language);
    },
  };
}
