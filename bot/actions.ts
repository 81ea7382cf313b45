// The bot's part in actions: one's own, the late ones, one by its number, what a card's buttons and forms do, and a new one that is first
// shown as it was understood.
import { conversationKey } from '../src/features/conversations/domain/reference.ts';
import { looksLikeHealthNumber } from '../src/shared/health-number.ts';
import type { Text } from '../src/shared/language.ts';
import type { Activity } from './activity.ts';
import { actionCard, actionNotedCard, actionsInChatCard, goneActionCard, lateActionsCard, myActionsCard, noCommitteeForActionsCard, otherAnswerCard, respondedCard, toldCard, type Typed } from './cards/action.ts';
import type { CardMessage } from './cards/card.ts';
import { draftCard, madeCard, NOBODY, notAllowedDraftCard, restrictedDraftCard } from './cards/new-action.ts';
import type { CardAction } from './intents/card-action.ts';
import { readNewAction } from './intents/new-action.ts';
import type { Speaker } from './meetings.ts';
import type { ActionUseCases, CardAnswer, DraftFields, Made, Where } from './use-cases-actions.ts';
import { botWords } from './words.ts';
import { actionWords } from './words-actions.ts';

export interface ActionAnswersParts {
  readonly actions: ActionUseCases;
  /** The team's id in Graph, where Teams says only the conversation's. */
  readonly groupOf: (activity: Activity) => Promise<string | null>;
  readonly links: { readonly home: string; readonly chat: string; /** Personal tab « Mes actions ». */ readonly actions: string };
  readonly newReference: () => string;
}

type Of<Verb extends CardAction['verb']> = Extract<CardAction, { readonly verb: Verb }>;
export type ActionButton = Of<'action-done' | 'action-other' | 'action-back' | 'action-answer' | 'action-make'>;

export interface ActionAnswers {
  mine(by: Speaker): Promise<CardMessage>;
  late(by: Speaker): Promise<CardMessage>;
  one(by: Speaker, action: string): Promise<CardMessage>;
  dictated(by: Speaker, said: string): Promise<CardMessage>;
  pressed(by: Speaker, button: ActionButton): Promise<CardMessage>;
}

export function actionAnswers({ actions, groupOf, links, newReference }: ActionAnswersParts): ActionAnswers {
  /** The card as it stands there, when it is one of those that left of their own accord. */
  const standing = async (by: Speaker, message: string | undefined): Promise<CardMessage | null> => {
    if (by.kind !== 'personal' || message === undefined) return null;
    const shown = await actions.onCard(message, { is: 'person', person: by.person }, { day: null, past: true });
    return shown === null || shown.own.length + shown.climbed.length < 2 ? null : toldCard(shown, message, links.actions, by.language);
  };

  async function answered(by: Speaker, button: Of<'action-done' | 'action-answer'>): Promise<CardMessage> {
    const { language, person } = by;
    const { message } = button;
    const answer = answerOf(button);
    if (typeof answer === 'string') return formAgain(by, button, wordsOf(answer));
    const done = await actions.respond(person, { action: button.action, version: button.version }, answer);
    if (done.is === 'gone') return goneActionCard(language);
    if (by.heard) return done.is === 'changed' ? actionNotedCard(done.action, language) : otherAnswerCard(done.action, [], { why: done.why }, language);
    if (done.is === 'changed') return (await standing(by, message)) ?? respondedCard(done.action, answer.do, message, language);
    return otherAnswerCard(done.action, done.candidates, { message, why: done.why, typed: typedIn(button) }, language);
  }

  async function formAgain(by: Speaker, button: Of<'action-other' | 'action-answer' | 'action-done'>, why?: Text): Promise<CardMessage> {
    const form = await actions.form(by.person, button.action);
    if (form === null) return goneActionCard(by.language);
    return otherAnswerCard(form.action, by.heard ? [] : form.candidates, { message: button.message, typed: typedIn(button), ...(why === undefined ? {} : { why }) }, by.language);
  }

  function drawn(by: Speaker, made: Made, reference: string, unknownDay: string | null): CardMessage {
    switch (made.is) {
      case 'made': return madeCard(made.action, by.language);
      case 'draft': return draftCard(made.draft, reference, { unknownDay }, by.language);
      case 'restricted': return restrictedDraftCard(made.acronym, links.home, botWords(by.language).buttons.openHome, by.language);
      case 'not-allowed': return notAllowedDraftCard(made.why, by.language);
      default: return made satisfies never;
    }
  }

  return {
    // Somebody's own actions are not for the whole channel.
    async mine({ person, language, heard }) {
      return heard ? actionsInChatCard(links.chat, botWords(language).buttons.openChat, language) : myActionsCard(await actions.mine(person), links.actions, language);
    },
    async late({ activity, person, kind, language, heard }) {
      if (kind === 'personal' || !heard) return lateActionsCard(await actions.late(person), false, links.actions, language);
      const { openChat } = botWords(language).buttons;
      const here = await whereOf(activity, groupOf);
      const found = here === null ? 'nobody' : await actions.lateOfChannel(here.groupId, here.channelId, person);
      return found === 'nobody' ? noCommitteeForActionsCard(links.chat, openChat, language) : lateActionsCard(found, true, links.actions, language);
    },
    async one({ person, language }, action) {
      const found = await actions.find(person, action);
      return found === null ? goneActionCard(language) : actionCard(found, language);
    },
    async dictated(by, said) {
      const { titles, due } = readNewAction(said, actions.today());
      const day = due === null || due.is === 'unknown' ? null : due.is === 'day' ? due.day : { workingDays: due.days };
      const drafted = await actions.draft(by.person, await whereOf(by.activity, groupOf), { titles, due: day });
      return drawn(by, drafted, newReference(), due?.is === 'unknown' ? due.words : null);
    },
    async pressed(by, button) {
      switch (button.verb) {
        case 'action-done':
        case 'action-answer':
          return answered(by, button);
        case 'action-other':
          return formAgain(by, button);
        case 'action-back': {
          const found = await actions.find(by.person, button.action);
          return (await standing(by, button.message)) ?? (found === null ? goneActionCard(by.language) : actionCard(found, by.language, { message: button.message }));
        }
        case 'action-make': {
          const made = await actions.make(by.person, fieldsOf(button), { message: null, reference: button.reference });
          return drawn(by, made, button.reference, null);
        }
        default:
          return button satisfies never;
      }
    },
  };
}

/** What was typed, to be given back; not what looks like a health insurance number. */
function typedIn(button: Of<'action-done' | 'action-answer' | 'action-other'>): Typed {
  if (button.verb !== 'action-answer') return {};
  const again = (text: string | undefined): string | undefined => (text !== undefined && looksLikeHealthNumber(text) ? undefined : text);
  return { due: button.due, reason: again(button.reason), blockedReason: again(button.blockedReason), to: button.to };
}

/** The channel in which somebody speaks; null in a chat. */
export async function whereOf(activity: Activity, groupOf: (activity: Activity) => Promise<string | null>): Promise<Where | null> {
  const { team, channel } = activity.channelData ?? {};
  return team === undefined && channel === undefined ? null : { groupId: await groupOf(activity), channelId: channel?.id ?? conversationKey(activity.conversation.id) };
}

type Missing = 'dueMissing' | 'whyMissing' | 'toMissing' | 'outcomeMissing';
const wordsOf = (missing: Missing): Text => ({ fr: actionWords('fr-CA').form[missing], en: actionWords('en-CA').form[missing] });

/** What the form asks, or what is missing in it: clients from before universal actions check nothing. */
function answerOf(button: Of<'action-done' | 'action-answer'>): CardAnswer | Missing {
  if (button.verb === 'action-done') return { do: 'done' };
  const { due = '', reason = '', blockedReason = '', to = '', outcome = '' } = button;
  switch (button.do) {
    case 'delivered': return outcome.trim() === '' ? 'outcomeMissing' : { do: 'delivered', outcome };
    case 'postpone': return due === '' ? 'dueMissing' : reason.trim() === '' ? 'whyMissing' : { do: 'postpone', due, reason };
    case 'block': return blockedReason.trim() === '' ? 'whyMissing' : { do: 'block', reason: blockedReason };
    case 'hand-over': return to === '' ? 'toMissing' : { do: 'hand-over', to };
    default: return button.do satisfies never;
  }
}

export const fieldsOf = ({ title = '', committee, owner, due, priority = 'medium' }: Pick<Of<'action-make'>, 'title' | 'committee' | 'owner' | 'due' | 'priority'>): DraftFields =>
  ({ title, committee: given(committee), owner: owner === NOBODY ? null : given(owner), due: given(due), priority });
const given = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);
