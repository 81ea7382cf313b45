// The Bot Framework's side of trust: the OpenID document and the keys with which a bot checks that an activity comes from the connector.

import type { TenantContext } from '../context.ts';
import { json, router, type Handler } from '../http.ts';
import { BOT_FRAMEWORK_AUDIENCE } from './tokens.ts';

/** Channels for which a key vouches: a bot refuses an activity whose channel the key does not endorse. */
const ENDORSEMENTS = ['msteams', 'skype', 'webchat', 'directline', 'emulator'];

export function botFrameworkRoutes(ctx: TenantContext): Handler {
  return router([
    ['GET', '/v1/.well-known/openidconfiguration', (request) => {
      const base = `${request.url.origin}${request.url.pathname.replace(/\/v1\/.*$/, '')}`;
      return json(200, {
        issuer: BOT_FRAMEWORK_AUDIENCE, authorization_endpoint: 'https://invalid.botframework.com', jwks_uri: `${base}/v1/.well-known/keys`,
        id_token_signing_alg_values_supported: ['RS256'], token_endpoint_auth_methods_supported: ['private_key_jwt'],
      });
    }],
    ['GET', '/v1/.well-known/keys', () => json(200, { keys: ctx.botKeys.published().map((key) => ({ ...key, endorsements: ENDORSEMENTS })) })],
  ]);
}
