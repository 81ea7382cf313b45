// An activity comes in; its meaning is read, the product is asked, a card goes back. Nothing is decided here about committees.
import { conversationKey } from '../src/features/conversations/domain/reference.ts';
import type { AppOwners, Clock, Conversations, MessageLedger } from '../src/features/conversations/ports.ts';
import { committeeId, entraId, type EntraId } from '../src/shared/ids.ts';
import { DEFAULT_LANGUAGE, type Language } from '../src/shared/language.ts';
import type { Log } from '../src/shared/log.ts';
import { actionFromMessage } from './action-from-message.ts';
import { actionAnswers } from './actions.ts';
import { kindOf, textOf, type Activity } from './activity.ts';
import type { CardMessage } from './cards/card.ts';
import { answerInChatCard, channelWithoutCommitteeCard, failedCard, helpCard, notUnderstoodCard, outdatedCard, refusedCard } from './cards/answers.ts';
import { committeeCard, committeesCard } from './cards/committee.ts';
import type { InvokeAnswer, Turn } from './channel.ts';
import { stoppedIn } from './entries.ts';
import { decisionAnswers } from './decisions.ts';
import { CHAT_WELCOME } from './greeter.ts';
import { incidentAnswers } from './incidents.ts';
import { readCardAction, type CardAction } from './intents/card-action.ts';
import { bareName, readMessage, type MessageIntent } from './intents/message.ts';
import { meetingAnswers, type Speaker } from './meetings.ts';
import type { Notifier } from './notifier.ts';
import type { BotUseCases } from './use-cases.ts';
import { botWords } from './words.ts';

export type { BotUseCases, CommitteeView } from './use-cases.ts';

export interface BotLinks {
  /** Personal tab « Accueil ». */
  readonly home: string;
  /** Personal tab « Mes actions ». */
  readonly actions: string;
  /** The chat with the bot. */
  readonly chat: string;
  /** The page on the protection of personal information. */
  readonly privacy: string;
}

export interface BotParts {
  readonly useCases: BotUseCases;
  readonly conversations: Conversations;
  readonly ledger: Pick<MessageLedger, 'forget'>;
  readonly owners: Pick<AppOwners, 'note'>;
  readonly notifier: Pick<Notifier, 'answer' | 'observed'>;
  readonly clock: Clock;
  readonly links: BotLinks;
  readonly log: Log;
  /** A short id that ties a failure's card to its line in the log. */
  readonly newReference: () => string;
}

/** Where somebody speaks: who else reads decides what may be answered, and in which language. */
interface Scene {
  readonly activity: Activity;
  readonly person: EntraId;
  readonly kind: 'personal' | 'channel' | 'groupChat';
  readonly language: Language;
}

const CARD = 'application/vnd.microsoft.card.adaptive';
const ERROR = 'application/vnd.microsoft.error';

export function createBot({ useCases, conversations, ledger, owners, notifier, clock, links, log, newReference }: BotParts): (turn: Turn) => Promise<InvokeAnswer> {
  const seen = recentlySeen(clock);
  const decisions = decisionAnswers({ decisions: useCases.decisions, groupOf, chatUrl: links.chat });
  const meetings = meetingAnswers({ meetings: useCases.meetings, groupOf, chatUrl: links.chat });
  const aboutActions = { actions: useCases.actions, groupOf, links, newReference };
  const incidents = incidentAnswers({ useCases, groupOf, privacyUrl: links.privacy, newReference, log });
  const [actions, fromMessage] = [actionAnswers(aboutActions), actionFromMessage(aboutActions)];

  return async (turn) => {
    const { activity } = turn;
    // The service delivers again what it believes lost; an answer given twice would be read twice.
    if (activity.type !== 'invoke' && seen(activity)) return undefined;
    try {
      return await receive(turn);
    } catch (cause) {
      const reference = newReference();
      log.error('bot-turn-failed', { reference, type: activity.type, error: cause });
      return apologise(turn, reference);
    }
  };

  async function receive(turn: Turn): Promise<InvokeAnswer> {
    const { activity } = turn;
    const stopped = stoppedIn(activity);
    if (stopped !== null) return stop(turn, stopped);
    switch (activity.type) {
      case 'installationUpdate':
        await (activity.action?.startsWith('remove') === true ? leave(activity) : enter(activity));
        return undefined;
      case 'conversationUpdate':
        await conversationChanged(activity);
        return undefined;
      case 'message':
        await answerMessage(turn);
        return undefined;
      case 'invoke':
        if (activity.name === 'composeExtension/query') return searchMeetings(activity);
        if (activity.name === 'composeExtension/fetchTask' || activity.name === 'composeExtension/submitAction') return actionDialog(activity);
        return activity.name === 'adaptiveCard/action' ? answerInvoke(activity) : { status: 501, body: undefined };
      default:
        return undefined;
    }
  }

  // ---- coming and going

  /** Both events of an installation arrive, in either order, and either may be lost: each does the whole work, which is done once. */
  async function enter(activity: Activity): Promise<void> {
    await remember(activity);
    const { team, channel } = activity.channelData ?? {};
    if (team !== undefined) {
      await useCases.appEntered({ is: 'team', teamId: team.id, groupId: team.aadGroupId ?? null, channelId: channel !== undefined && channel.id !== team.id ? channel.id : null });
    } else if (kindOf(activity) === 'personal' && activity.from.aadObjectId !== undefined) {
      const person = entraId(activity.from.aadObjectId);
      await owners.note(person, 'installed', clock.now());
      await useCases.appEntered({ is: 'chat', person });
    }
  }

  async function leave(activity: Activity): Promise<void> {
    const { team, channel } = activity.channelData ?? {};
    if (team !== undefined && (channel === undefined || channel.id === team.id)) return conversations.forgetTeam(team.id);
    await conversations.forget(conversationKey(activity.conversation.id));
    if (activity.from.aadObjectId === undefined || kindOf(activity) !== 'personal') return;
    const person = entraId(activity.from.aadObjectId);
    // Their word: it is not given back to them. Should they take it again themselves, they are greeted again.
    await owners.note(person, 'left', clock.now());
    await ledger.forget({ message: CHAT_WELCOME, recipient: person });
  }

  async function conversationChanged(activity: Activity): Promise<void> {
    const bot = activity.recipient.id;
    const { eventType, team, channel } = activity.channelData ?? {};
    if (activity.membersAdded?.some((member) => member.id === bot) === true) return enter(activity);
    if (activity.membersRemoved?.some((member) => member.id === bot) === true) return leave(activity);
    if (team !== undefined && (eventType === 'teamDeleted' || eventType === 'teamHardDeleted')) return conversations.forgetTeam(team.id);
    if (channel !== undefined && eventType === 'channelDeleted') return conversations.forget(channel.id);
    await remember(activity);
  }

  async function remember(activity: Activity): Promise<void> {
    const kind = kindOf(activity);
    const { team, channel } = activity.channelData ?? {};
    const key = conversationKey(activity.conversation.id);
    const person = kind === 'personal' ? activity.from.aadObjectId : undefined;
    await conversations.remember({
      key,
      kind,
      serviceUrl: activity.serviceUrl,
      teamId: team?.id ?? null,
      groupId: team?.aadGroupId ?? null,
      channelId: kind === 'channel' ? (channel?.id ?? key) : null,
      person: person === undefined ? null : entraId(person),
      seenAt: clock.now(),
    });
  }

  // ---- answers

  async function reply(turn: Turn, card: CardMessage): Promise<void> {
    const { activity } = turn;
    const person = kindOf(activity) === 'personal' ? activity.from.aadObjectId : undefined;
    // A chat has several names, its person has one: what is answered and what is sent of our own accord count together.
    await notifier.answer(person === undefined ? conversationKey(activity.conversation.id) : entraId(person), () => turn.reply(card));
  }

  async function sceneOf(activity: Activity, alone: boolean): Promise<Scene | null> {
    if (activity.from.aadObjectId === undefined) return null;
    const person = entraId(activity.from.aadObjectId);
    const kind = kindOf(activity);
    const reader = await useCases.helpFor(person);
    // What only this person sees is in their language; what a group sees is in French (S11).
    return { activity, person, kind, language: alone || kind === 'personal' ? reader.language : DEFAULT_LANGUAGE };
  }

  async function answerMessage(turn: Turn): Promise<void> {
    const { activity } = turn;
    await remember(activity);
    const scene = await sceneOf(activity, false);
    // Workflows and connectors post without being anybody: there is nobody to answer.
    if (scene === null) return;
    const pressed = activity.value !== undefined && (activity.text ?? '') === '';
    await reply(turn, pressed ? await toAction(scene, activity.value) : await toMessage(scene, readMessage(textOf(activity))));
  }

  async function answerInvoke(activity: Activity): Promise<InvokeAnswer> {
    const scene = await sceneOf(activity, true);
    if (scene === null) return { status: 200, body: { statusCode: 403, type: ERROR, value: { code: 'unknown-person', message: botWords(DEFAULT_LANGUAGE).failed.title } } };
    await remember(activity);
    const { card } = await toAction(scene, activity.value);
    return { status: 200, body: { statusCode: 200, type: CARD, value: card } };
  }

  /** Nothing of it goes any further than here. */
  async function stop(turn: Turn, where: 'card' | 'extension'): Promise<InvokeAnswer> {
    const { activity } = turn;
    const scene = await sceneOf(activity, activity.type === 'invoke');
    if (scene === null) return activity.type === 'invoke' ? { status: 403, body: undefined } : undefined;
    if (where === 'extension') return incidents.stoppedInExtension(speaker(scene));
    const answer = await incidents.stopped(speaker(scene), where);
    if (activity.type === 'invoke') return { status: 200, body: { statusCode: 200, type: CARD, value: answer.card } };
    await reply(turn, answer);
    return undefined;
  }

  async function searchMeetings(activity: Activity): Promise<InvokeAnswer> {
    const scene = await sceneOf(activity, true);
    return scene === null ? { status: 403, body: undefined } : meetings.search({ ...scene, heard: true }, activity.value);
  }

  async function actionDialog(activity: Activity): Promise<InvokeAnswer> {
    const scene = await sceneOf(activity, true);
    if (scene === null) return { status: 403, body: undefined };
    const by: Speaker = { ...scene, heard: false };
    return activity.name === 'composeExtension/fetchTask' ? fromMessage.opened(by, activity.value) : fromMessage.submitted(by, activity.value);
  }

  async function toMessage(scene: Scene, intent: MessageIntent): Promise<CardMessage> {
    switch (intent.is) {
      case 'help':
        return help(scene);
      case 'my-committee':
        return myCommittee(scene);
      case 'my-committees':
        // Somebody's seats, restricted ones among them, are not for the whole channel.
        return scene.kind === 'personal' ? committees(scene) : answerInChatCard(links.chat, scene.language);
      case 'next-meeting':
        return meetings.next(speaker(scene));
      case 'my-week':
        return meetings.week(speaker(scene));
      case 'my-actions':
        return actions.mine(speaker(scene));
      case 'late-actions':
        return actions.late(speaker(scene));
      case 'action':
        return actions.one(speaker(scene), intent.action);
      case 'new-action':
        return actions.dictated(speaker(scene), intent.said);
      case 'decision':
        return decisions.one(speaker(scene), intent.number);
      case 'decisions':
        return decisions.latest(speaker(scene), intent.of);
      case 'health-number':
        return incidents.stopped(speaker(scene), 'message');
      case 'unknown':
        return named(scene, intent.named);
      default:
        return intent satisfies never;
    }
  }

  /** From a card: by an invoke only this person sees the answer, by the older way everybody there does. */
  async function toAction(scene: Scene, value: unknown): Promise<CardMessage> {
    const action = readCardAction(value);
    if (action === null) return outdatedCard(scene.language);
    await noticeArrival(scene, action);
    const { heard: others } = speaker(scene);
    switch (action.verb) {
      case 'next-meeting':
        return meetings.next(speaker(scene));
      case 'my-week':
        return meetings.week(speaker(scene));
      case 'meeting-answer':
      case 'meeting-convene':
        return meetings.pressed(speaker(scene), action);
      case 'reach-answer':
        return decisions.pressed(speaker(scene), action);
      case 'my-actions':
        return actions.mine(speaker(scene));
      case 'late-actions':
        return actions.late(speaker(scene));
      case 'action-done':
      case 'action-other':
      case 'action-back':
      case 'action-answer':
      case 'action-make':
        return actions.pressed(speaker(scene), action);
      case 'report-incident':
        return incidents.report(speaker(scene), action.reference);
      case 'help':
        return help(scene);
      case 'my-committees':
        return others ? answerInChatCard(links.chat, scene.language) : committees(scene);
      case 'committee': {
        const found = await useCases.committee(committeeId(action.committeeId), scene.person);
        return found.ok ? committeeCard(others ? forEverybody(found.value) : found.value, scene.language) : refusedCard(scene.language);
      }
      default:
        return action satisfies never;
    }
  }

  function help(scene: Scene): CardMessage {
    return helpCard(scene.kind === 'personal' ? 'chat' : 'channel', scene.language);
  }

  async function committees(scene: Scene): Promise<CardMessage> {
    return committeesCard(await useCases.myCommittees(scene.person), links.home, scene.language);
  }

  /** Somebody may just write « CNCOT ». Only where nobody else learns from the answer where they have a seat. */
  async function named(scene: Scene, name: string): Promise<CardMessage> {
    const mine = scene.kind === 'personal' && name !== '' ? await useCases.myCommittees(scene.person) : [];
    const found = mine.find((committee) => [committee.acronym, committee.name.fr, committee.name.en ?? ''].some((text) => bareName(text) === name));
    return found === undefined ? notUnderstoodCard(scene.language) : committeeCard(found, scene.language);
  }

  async function myCommittee(scene: Scene): Promise<CardMessage> {
    if (scene.kind === 'groupChat') return answerInChatCard(links.chat, scene.language);
    if (scene.kind === 'personal') {
      const mine = await useCases.myCommittees(scene.person);
      const [only] = mine;
      return only !== undefined && mine.length === 1 ? committeeCard(only, scene.language) : committeesCard(mine, links.home, scene.language);
    }
    const { team, channel } = scene.activity.channelData ?? {};
    const channelId = channel?.id ?? conversationKey(scene.activity.conversation.id);
    const groupId = await groupOf(scene.activity);
    const committee = team === undefined ? null : await useCases.committeeOfChannel(groupId, channelId, scene.person);
    return committee === null ? channelWithoutCommitteeCard(links.chat, scene.language) : committeeCard(forEverybody(committee), scene.language);
  }

  /** Messages often name the team by its conversation only; the installation named it in full. */
  async function groupOf({ channelData }: Activity): Promise<string | null> {
    const team = channelData?.team;
    return team === undefined ? null : (team.aadGroupId ?? (await conversations.ofChannel(team.id))?.groupId ?? null);
  }

  /** A button was pressed: whatever became of the answer to its sending, the card is there. */
  async function noticeArrival(scene: Scene, action: CardAction): Promise<void> {
    const { activity } = scene;
    if (action.message === undefined || activity.replyToId === undefined) return;
    const recipient = scene.kind === 'personal' ? scene.person : conversationKey(activity.conversation.id);
    try {
      await notifier.observed({ message: action.message, recipient }, { conversationId: activity.conversation.id, activityId: activity.replyToId });
    } catch (cause) {
      // Tidying up is no reason not to answer.
      log.warn('bot-tidying-failed', { message: action.message, error: cause });
    }
  }

  async function apologise(turn: Turn, reference: string): Promise<InvokeAnswer> {
    const { activity } = turn;
    if (activity.type === 'invoke') {
      // An error leaves the card as it is, so that the button can be pressed again; a card would take its place.
      const { failed } = botWords(DEFAULT_LANGUAGE);
      return { status: 200, body: { statusCode: 500, type: ERROR, value: { code: reference, message: `${failed.title}. ${failed.detail}` } } };
    }
    if (activity.type !== 'message') return undefined;
    try {
      await reply(turn, failedCard(reference, DEFAULT_LANGUAGE));
    } catch (cause) {
      log.error('bot-apology-failed', { reference, error: cause });
    }
    return undefined;
  }
}

/** A button of the older way, or a message, is answered before everybody there; an invoke only to whoever pressed. */
const speaker = (scene: Scene): Speaker => ({ ...scene, heard: scene.activity.type === 'message' && scene.kind !== 'personal' });

/** What a whole channel reads says nothing of the role of the one who asked. */
const forEverybody = <View extends { role: unknown }>(view: View): View => ({ ...view, role: null });

const REMEMBERED_MS = 10 * 60_000;
const MOST_REMEMBERED = 5_000;

/** Whether this activity came before. Within one process: a repetition that reaches another replica is answered again. */
function recentlySeen(clock: Clock): (activity: Activity) => boolean {
  const at = new Map<string, number>();
  return ({ id, type, conversation }) => {
    if (id === undefined) return false;
    const now = clock.now().getTime();
    for (const [key, when] of at) {
      if (now - when < REMEMBERED_MS && at.size < MOST_REMEMBERED) break;
      at.delete(key);
    }
    const key = `${type} ${conversation.id} ${id}`;
    if (at.has(key)) return true;
    at.set(key, now);
    return false;
  };
}
