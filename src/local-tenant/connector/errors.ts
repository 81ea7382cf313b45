// Refusals of the Bot Connector, in its own words ("Messages in bot conversations", table of status codes).

import { json, type Reply } from '../http.ts';

export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
  reply(headers: Record<string, string> = {}): Reply { return json(this.status, { error: { code: this.code, message: this.message } }, headers); }
}

export const badSyntax = (message: string): Refusal => new Refusal(400, 'BadSyntax', message);
export const badArgument = (message: string): Refusal => new Refusal(400, 'BadArgument', message);
export const notRegistered = (): Refusal => new Refusal(401, 'BotNotRegistered', 'No registration found for this bot.');
export const notInRoster = (): Refusal => new Refusal(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
export const writesBlocked = (): Refusal => new Refusal(403, 'MessageWritesBlocked', 'Thread is blocked from message writes.');
export const notYours = (): Refusal => new Refusal(403, 'ForbiddenOperationException', 'A bot may only change the messages that it sent itself.');
export const conversationNotFound = (): Refusal => new Refusal(404, 'ConversationNotFound', 'Conversation not found.');
export const activityNotFound = (): Refusal => new Refusal(404, 'ActivityNotFoundInConversation', 'The message was not found in the conversation.');
export const memberNotFound = (): Refusal => new Refusal(404, 'MemberNotFoundInConversation', 'The member was not found in the conversation.');
export const tooBig = (): Refusal => new Refusal(413, 'MessageSizeTooBig', 'Message size too large.');

/** What a fault plan makes the service say; a plan may bring its own code and message. */
export const FAULT_WORDS: Readonly<Record<number, readonly [code: string, message: string]>> = {
  403: ['MessageWritesBlocked', 'Thread is blocked from message writes.'],
  412: ['PreconditionFailed', 'Precondition failed, please try again.'],
  429: ['Throttled', 'Too many requests.'],
  500: ['ServiceError', 'An internal error occurred.'],
  502: ['ServiceError', 'Bad gateway.'],
  503: ['ServiceUnavailable', 'The service is unavailable.'],
  504: ['GatewayTimeout', 'The gateway did not answer in time.'],
};
