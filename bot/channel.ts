// Teams as the bot sees it: a handful of functions. The only file that imports botbuilder, which is out of support since
// December 2025; moving to its successor is rewriting this file (docs/adr says how, tests/bot follow every path to its end).
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type TurnContext } from 'botbuilder';
import type { Request, Response } from 'express';
import { Activity, tenantOf } from './activity.ts';
import type { CardMessage } from './cards/card.ts';
import { ConnectorFault } from './connector-fault.ts';
import { connectorHttp } from './connector-http.ts';
import { inboundTokens } from './inbound-token.ts';
import { rootMessage } from '../src/features/conversations/domain/reference.ts';
import type { Log } from '../src/shared/log.ts';

/** The service's own addresses; another Bot Connector is given by its own. */
export const PUBLIC_ENDPOINTS = {
  metadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  issuer: 'https://api.botframework.com',
} as const;
/** Scope of the token that `token` must give. */
export const CONNECTOR_SCOPE = 'https://api.botframework.com/.default';

export interface ChannelSettings {
  /** The bot's application id. There is no way to leave it out and so no way to run without authentication. */
  readonly appId: string;
  /** The only tenant whose people and teams may speak: a SingleTenant bot still hears from the others. */
  readonly tenantId: string;
  /**
   * An app-only token for CONNECTOR_SCOPE, from the same keeper of tokens as Microsoft Graph's: secret, certificate or
   * managed identity are settled there once. botbuilder's own ways ask Entra anew for each caller and read
   * environment variables that win over a managed identity.
   */
  readonly token: () => Promise<string>;
  readonly endpoints?: { readonly metadataUrl: string; readonly issuer: string };
  readonly timeoutMs?: number;
  readonly log: Log;
}

/** Where something was put, so that it can be edited later. */
export interface Posted {
  readonly conversationId: string;
  readonly activityId: string;
}

/** One activity, and the way to answer it. */
export interface Turn {
  readonly activity: Activity;
  reply(message: CardMessage): Promise<Posted>;
}

/** Answer to an invoke; undefined for what needs none. */
export type InvokeAnswer = { readonly status: number; readonly body: unknown } | undefined;

export interface Channel {
  /** For `POST /api/messages`, behind a JSON body parser. */
  handle(request: Request, response: Response, run: (turn: Turn) => Promise<InvokeAnswer>): Promise<void>;
  /** A new thread in a channel. */
  postToChannel(place: { serviceUrl: string; channelId: string }, message: CardMessage): Promise<Posted>;
  postToConversation(place: { serviceUrl: string; conversationId: string }, message: CardMessage): Promise<Posted>;
  /** The chat with one person, made if need be. Asking twice gives the same chat. `member`: Entra id or Teams id (`29:…`). */
  openChat(place: { serviceUrl: string; member: string }): Promise<string>;
  updateCard(place: { serviceUrl: string } & Posted, message: CardMessage): Promise<void>;
  deleteMessage(place: { serviceUrl: string } & Posted): Promise<void>;
}

const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const CARD = 'application/vnd.microsoft.card.adaptive';

export function openChannel(settings: ChannelSettings): Channel {
  const { appId, tenantId, log } = settings;
  // botbuilder runs without any authentication when the application id is missing, and says nothing.
  if (!GUID.test(appId)) throw new Error('bot: the application id is not a GUID; without it the bot would let anybody in');
  if (!GUID.test(tenantId)) throw new Error('bot: the tenant id is not a GUID');
  const endpoints = settings.endpoints ?? PUBLIC_ENDPOINTS;
  requireSafe(endpoints.metadataUrl, 'the address of the OpenID metadata');

  const verify = inboundTokens({ ...endpoints, appId });
  const adapter = new TeamsAdapter(appId, endpoints.issuer, settings.token, settings.timeoutMs);
  const bot = { id: `28:${appId}`, name: 'Gouverne' };
  const reference = (serviceUrl: string, conversationId: string) => ({ channelId: 'msteams', serviceUrl, bot, conversation: { id: conversationId, isGroup: !conversationId.startsWith('a:'), conversationType: '', name: '', tenantId } });

  const inConversation = async (serviceUrl: string, conversationId: string, act: (context: TurnContext) => Promise<void>): Promise<void> => {
    requireSafe(serviceUrl, 'the service address');
    await understood(adapter.continueConversationAsync(appId, reference(serviceUrl, conversationId), async (context) => {
      // botbuilder makes up an id for the activity that it pretends to continue, and would send everything as a reply to it.
      context.activity.id = '';
      await act(context);
    }));
  };
  const create = async (serviceUrl: string, parameters: Record<string, unknown>): Promise<string> => {
    requireSafe(serviceUrl, 'the service address');
    let id = '';
    await understood(adapter.createConversationAsync(appId, 'msteams', serviceUrl, endpoints.issuer, { bot, tenantId, ...parameters } as Parameters<CloudAdapter['createConversationAsync']>[4], async (context) => {
      id = context.activity.conversation.id;
    }));
    return id;
  };
  const turnAway = (response: Response, status: number, why: string): void => {
    // Anybody may knock without a token, as often as they like: that is not worth a line of everyday's log.
    log[status === 401 ? 'debug' : 'warn']('bot-request-refused', { status, why });
    response.status(status).json({ error: { code: why } });
  };

  return {
    async handle(request, response, run) {
      const parsed = Activity.safeParse(request.body);
      const verdict = await verify(request.headers.authorization, parsed.success ? parsed.data : null);
      if (!verdict.ok) return turnAway(response, verdict.status, verdict.why);
      if (!parsed.success) return turnAway(response, 400, 'not-an-activity');
      const activity = parsed.data;
      if (tenantOf(activity)?.toLowerCase() !== tenantId.toLowerCase()) return turnAway(response, 403, 'another-tenant');

      let invoked: Awaited<ReturnType<TeamsAdapter['run']>>;
      try {
        invoked = await adapter.run(activity, request.body, async (context) => {
          const given = await run({ activity, reply: async (message) => posted(activity.conversation.id, await context.sendActivity(outgoing(message))) });
          if (given !== undefined) await context.sendActivity({ type: 'invokeResponse', value: given });
        });
      } catch (cause) {
        // The bot answers for its own failures; what reaches this point is ours, and worth another delivery.
        log.error('bot-adapter-failed', { type: activity.type, error: cause });
        response.status(500).json({ error: { code: 'bot-adapter-failed' } });
        return;
      }
      response.status(invoked?.status ?? 200);
      if (invoked?.body === undefined) response.end();
      else response.json(invoked.body);
    },

    async postToChannel({ serviceUrl, channelId }, message) {
      const conversationId = await create(serviceUrl, { isGroup: true, channelData: { channel: { id: channelId }, tenant: { id: tenantId } }, activity: outgoing(message) });
      // The SDK gives the conversation's id where the message's should be: what was posted is the root of its thread.
      const activityId = rootMessage(conversationId);
      if (activityId === null) throw new ConnectorFault('uncertain', 'POST /v3/conversations', { code: 'no-message-id' });
      return { conversationId, activityId };
    },

    async postToConversation({ serviceUrl, conversationId }, message) {
      let sent: Posted | undefined;
      await inConversation(serviceUrl, conversationId, async (context) => { sent = posted(conversationId, await context.sendActivity(outgoing(message))); });
      if (sent === undefined) throw new Error('bot: the conversation was not continued');
      return sent;
    },

    openChat: async ({ serviceUrl, member }) => create(serviceUrl, { isGroup: false, members: [{ id: member }], channelData: { tenant: { id: tenantId } } }),

    updateCard: async ({ serviceUrl, conversationId, activityId }, message) =>
      inConversation(serviceUrl, conversationId, async (context) => { await context.updateActivity({ ...outgoing(message), id: activityId }); }),

    deleteMessage: async ({ serviceUrl, conversationId, activityId }) =>
      inConversation(serviceUrl, conversationId, async (context) => { await context.deleteActivity(activityId); }),
  };
}

/** An answer that is a success and not the one that the SDK expects: whatever was asked may have been done. */
async function understood<T>(act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (cause) {
    if (typeof cause === 'object' && cause !== null && 'name' in cause && cause.name === 'RestError') throw new ConnectorFault('uncertain', 'Bot Connector', { code: 'unexpected-answer', cause });
    throw cause;
  }
}

/** A service address comes from an authenticated activity, and still the bot's token goes nowhere in clear but to this machine. */
function requireSafe(address: string, what: string): void {
  const url = new URL(address);
  const loopback = url.hostname === 'localhost' || url.hostname === '[::1]' || url.hostname.startsWith('127.');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) throw new Error(`bot: ${what} must be https: ${url.origin}`);
}

/** `summary` is what a phone's notification shows; without it Teams writes « a envoyé une carte ». */
const outgoing = (message: CardMessage) => ({ type: 'message', summary: message.summary, attachments: [{ contentType: CARD, content: message.card }] });

function posted(conversationId: string, receipt: { id: string } | undefined): Posted {
  if (receipt === undefined || receipt.id === '') throw new ConnectorFault('uncertain', 'POST /v3/conversations/activities', { code: 'no-message-id' });
  return { conversationId, activityId: receipt.id };
}

/** CloudAdapter without its front door: the token was checked, the body parsed and the tenant recognised before it runs. */
class TeamsAdapter extends CloudAdapter {
  readonly #appId: string;
  readonly #audience: string;

  constructor(appId: string, audience: string, token: () => Promise<string>, timeoutMs: number | undefined) {
    super(
      new ConfigurationBotFrameworkAuthentication(
        { MicrosoftAppType: 'SingleTenant', MicrosoftAppId: appId },
        {
          isValidAppId: async (id: string) => id === appId,
          isAuthenticationDisabled: async () => false,
          createCredentials: async () => ({
            async signRequest(request) {
              let bearer: string;
              try {
                bearer = await token();
              } catch (cause) {
                // Nothing was sent: the message may be tried again, once the token can be had.
                throw new ConnectorFault('later', 'bot token', { code: 'no-token', cause });
              }
              request.headers.set('authorization', `Bearer ${bearer}`);
              return request;
            },
          }),
        },
        undefined,
        undefined,
        { httpClient: connectorHttp(timeoutMs === undefined ? {} : { timeoutMs }) },
      ),
    );
    this.#appId = appId;
    this.#audience = audience;
  }

  async run(activity: Activity, body: unknown, logic: (context: TurnContext) => Promise<void>): Promise<{ status: number; body?: unknown } | undefined> {
    const claimsIdentity = this.createClaimsIdentity(this.#appId);
    const connectorFactory = this.botFrameworkAuthentication.createConnectorFactory(claimsIdentity);
    const identity = { audience: this.#audience, claimsIdentity, connectorFactory };
    return this.processActivity(identity, { ...(body as object), serviceUrl: activity.serviceUrl } as Parameters<CloudAdapter['processActivity']>[1], logic);
  }
}
