// Who is at the door: the signed token that the Bot Connector puts on every request to the bot.
//
// jose checks it rather than botbuilder, which prints every refused token with its stack, answers 500 to a wrong signature,
// looks for a rotated key once an hour only, and checks nothing at all when the app id is missing. The rules are those of
// "Authenticate requests from the Bot Connector service to your bot" (Bot Framework documentation).
import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';

export interface InboundTokens {
  /** The document that names the issuer and where its keys are. */
  readonly metadataUrl: string;
  readonly issuer: string;
  /** The bot's application id: a token made for another bot is not for us. */
  readonly appId: string;
}

/** Said in the body, and worth nothing unless the token says the same. Null: the body is no activity and will be refused as such. */
interface Claimed {
  readonly serviceUrl: string;
  readonly channelId: string;
}

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly status: 401 | 403 | 503; readonly why: string };

const Metadata = z.object({ issuer: z.string(), jwks_uri: z.url() });
const CLOCK_TOLERANCE_S = 300;
const METADATA_TIMEOUT_MS = 5_000;
/** A key that is not known is looked up again at most so often: a new key is soon believed, and a forged one costs little. */
const KEY_LOOKUP_MS = 5_000;
const refuse = (status: 401 | 403 | 503, why: string): Verdict => ({ ok: false, status, why });

type KeySet = ReturnType<typeof createRemoteJWKSet>;

export function inboundTokens({ metadataUrl, issuer, appId }: InboundTokens): (authorization: string | undefined, claimed: Claimed | null) => Promise<Verdict> {
  let keys: Promise<KeySet> | undefined;

  // Kept once known; a failed attempt is forgotten so that the next request tries again.
  const keySet = (): Promise<KeySet> => {
    keys ??= discover(metadataUrl, issuer).catch((cause: unknown) => {
      keys = undefined;
      throw cause;
    });
    return keys;
  };

  return async (authorization, claimed) => {
    const token = /^Bearer ([^\s]+)$/.exec(authorization ?? '')?.[1];
    if (token === undefined) return refuse(401, 'no-token');

    let kid: string | undefined;
    try {
      ({ kid } = decodeProtectedHeader(token));
    } catch {
      return refuse(401, 'malformed');
    }

    let signed: KeySet;
    let claims: JWTPayload;
    try {
      signed = await keySet();
      ({ payload: claims } = await jwtVerify(token, signed, { issuer, audience: appId, algorithms: ['RS256'], clockTolerance: CLOCK_TOLERANCE_S, requiredClaims: ['exp'] }));
    } catch (cause) {
      // "No matching key" comes after looking again; only a failure to look at all is ours to be sorry for.
      return isVerdict(cause) ? refuse(401, cause.code) : refuse(503, 'keys-unreachable');
    }

    if (claimed === null) return { ok: true };
    if (!sameAddress(claims['serviceurl'] ?? claims['serviceUrl'], claimed.serviceUrl)) return refuse(401, 'service-url-not-signed');
    // Not a standard member of a key: the channels that this key may speak for.
    const key: object | undefined = signed.jwks()?.keys.find((one) => one.kid === kid);
    const endorsements = key !== undefined && 'endorsements' in key ? key.endorsements : undefined;
    if (Array.isArray(endorsements) && !endorsements.includes(claimed.channelId)) return refuse(403, 'key-not-endorsed');
    return { ok: true };
  };
}

async function discover(metadataUrl: string, issuer: string): Promise<KeySet> {
  const reply = await fetch(metadataUrl, { signal: AbortSignal.timeout(METADATA_TIMEOUT_MS) });
  if (!reply.ok) throw new Error(`OpenID metadata: ${reply.status}`);
  const metadata = Metadata.parse(await reply.json());
  if (metadata.issuer !== issuer) throw new Error('OpenID metadata of another issuer');
  return createRemoteJWKSet(new URL(metadata.jwks_uri), { timeoutDuration: METADATA_TIMEOUT_MS, cooldownDuration: KEY_LOOKUP_MS });
}

/** jose says what is wrong with a token by errors of its own; its general one, its timeout and what fetch threw are about the keys. */
const isVerdict = (cause: unknown): cause is errors.JOSEError => cause instanceof errors.JOSEError && !(cause instanceof errors.JWKSTimeout) && !(cause instanceof errors.JWKSInvalid) && cause.code !== 'ERR_JOSE_GENERIC';

const sameAddress = (signed: unknown, said: string): boolean => typeof signed === 'string' && signed.replace(/\/+$/, '') === said.replace(/\/+$/, '');
