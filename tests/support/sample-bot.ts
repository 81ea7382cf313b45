// A bot of a stranger, unmodified botbuilder with authentication on, so that the Connector is judged by a client that was not written for it.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, TeamsActivityHandler, type Activity, type ConversationReference, type InvokeResponse, type TurnContext } from 'botbuilder';
import { AppCredentials, MsalServiceClientCredentialsFactory } from 'botframework-connector';
import express from 'express';
import { BOT_ID, BOT_SECRET, TENANT_ID } from './teams-scene.ts';

export interface SampleBot {
  readonly endpoint: string;
  readonly adapter: CloudAdapter;
  /** What arrived and was accepted, oldest first. */
  readonly received: Activity[];
  /** Waits until an activity passes the test. */
  next(test: (activity: Activity) => boolean, within?: number): Promise<Activity>;
  /** What the bot does with a message, once it is received. */
  onMessage: (turn: TurnContext) => Promise<void>;
  onInvoke: (turn: TurnContext) => Promise<InvokeResponse>;
  /** Answers every request with this status instead of reading it. */
  failWith: number | null;
  /** Points authentication at the tenant; to be called before the first activity. */
  trust(tenantUrl: string): void;
  resume(reference: Partial<ConversationReference>, logic: (turn: TurnContext) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** The bot listens first, because the tenant must know its address; it learns whom to trust afterwards. */
export async function startSampleBot(): Promise<SampleBot> {
  const received: Activity[] = [];
  const waiting = new Set<{ test: (activity: Activity) => boolean; done: (activity: Activity) => void }>();
  let adapter: CloudAdapter | undefined;
  const app = express();
  app.use(express.json());
  const bot: SampleBot = {
    endpoint: '',
    get adapter() { if (adapter === undefined) throw new Error('trust() first'); return adapter; },
    received,
    failWith: null,
    onMessage: async (turn) => { await turn.sendActivity(`Bonjour ${turn.activity.from.name}`); },
    onInvoke: async () => ({ status: 501 }),
    next: (test, within = 5_000) => {
      const already = received.find(test);
      if (already !== undefined) return Promise.resolve(already);
      return new Promise((resolve, reject) => {
        const entry = { test, done: (activity: Activity) => { clearTimeout(timer); waiting.delete(entry); resolve(activity); } };
        const timer = setTimeout(() => { waiting.delete(entry); reject(new Error(`no such activity; received: ${received.map((a) => `${a.type}${a.name === undefined ? '' : ` ${a.name}`}`).join(', ') || 'nothing'}`)); }, within);
        waiting.add(entry);
      });
    },
    trust: (tenantUrl) => {
      // botbuilder keeps tokens for the whole process by app id: that of the test before is of a tenant that is gone.
      (AppCredentials as unknown as { cache: Map<string, unknown> }).cache.clear();
      adapter = new CloudAdapter(localAuthentication(tenantUrl));
      adapter.onTurnError = async (_turn, error) => { throw error; };
    },
    resume: (reference, logic) => bot.adapter.continueConversationAsync(BOT_ID, reference, logic),
    close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
  class Handler extends TeamsActivityHandler {
    constructor() {
      super();
      this.onMessage(async (turn, next) => { await bot.onMessage(turn); await next(); });
    }
    protected override async onInvokeActivity(turn: TurnContext): Promise<InvokeResponse> { return bot.onInvoke(turn); }
  }
  const handler = new Handler();
  const hear = async (request: express.Request, response: express.Response): Promise<void> => {
    if (bot.failWith !== null) { response.status(bot.failWith).end(); return; }
    await bot.adapter.process(request, response, async (turn) => {
      received.push(turn.activity);
      for (const entry of waiting) if (entry.test(turn.activity)) entry.done(turn.activity);
      await handler.run(turn);
    });
  };
  app.post('/api/messages', (request, response, next) => { void hear(request, response).then(undefined, next); });
  const server: Server = createServer(app);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return Object.assign(bot, { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages` });
}

/** Everything that botbuilder would ask of Microsoft, asked of the tenant. */
function localAuthentication(tenantUrl: string): ConfigurationBotFrameworkAuthentication {
  const authority = `${tenantUrl}/${TENANT_ID}`;
  const cca = new ConfidentialClientApplication({
    auth: {
      // msal wants an authority that begins with https; the endpoints it really calls are those of the metadata.
      clientId: BOT_ID, clientSecret: BOT_SECRET, authority: authority.replace('http:', 'https:'),
      authorityMetadata: JSON.stringify({ issuer: `${authority}/v2.0`, authorization_endpoint: `${authority}/oauth2/v2.0/authorize`, token_endpoint: `${authority}/oauth2/v2.0/token`, jwks_uri: `${authority}/discovery/v2.0/keys` }),
      knownAuthorities: [new URL(tenantUrl).host],
    },
  });
  const openId = `${tenantUrl}/botframework/v1/.well-known/openidconfiguration`;
  return new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: BOT_ID, MicrosoftAppType: 'SingleTenant', MicrosoftAppTenantId: TENANT_ID,
      ToBotFromChannelOpenIdMetadataUrl: openId, ToBotFromChannelTokenIssuer: 'https://api.botframework.com', ToBotFromEmulatorOpenIdMetadataUrl: openId,
      ToChannelFromBotLoginUrl: authority, ToChannelFromBotOAuthScope: 'https://api.botframework.com', OAuthUrl: tenantUrl, CallerId: 'urn:botframework:azure', ValidateAuthority: true,
    },
    // msal-node 7 runs where botbuilder declares msal-node 2, but its type lacks one method that is never called.
    new MsalServiceClientCredentialsFactory(BOT_ID, cca as unknown as ConstructorParameters<typeof MsalServiceClientCredentialsFactory>[1]),
  );
}
