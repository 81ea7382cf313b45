// What Entra ID can answer other than a token, sorted by who must do what. AADSTS codes: "Microsoft Entra authentication and
// authorization error codes" in Microsoft's documentation.

export type EntraFaultWhy =
  | 'consent-missing' | 'interaction-required' | 'wrong-secret' | 'expired-secret' | 'wrong-certificate' | 'expired-certificate'
  | 'wrong-identity' | 'clock-skew' | 'unknown-application' | 'disabled-application' | 'unknown-tenant' | 'unknown-resource'
  | 'session-expired' | 'session-refused' | 'throttled' | 'unavailable' | 'network' | 'refused';

/** `kind` is the remedy in the words of whoever called Graph (see TenantFault); `why` is the reason in Entra's. */
export type EntraFaultKind = 'throttled' | 'unavailable' | 'unauthenticated' | 'forbidden';

interface About {
  /** AADSTS number, OAuth error or network code. */
  readonly code: string;
  readonly retryAfterMs?: number | null;
  readonly correlationId?: string;
  /** Entra's claims challenge: what the person must be asked for (conditional access). */
  readonly claims?: string | null;
  readonly cause?: unknown;
}

export class EntraFault extends Error {
  override readonly name = 'EntraFault';
  readonly kind: EntraFaultKind;
  readonly why: EntraFaultWhy;
  readonly code: string;
  readonly retryAfterMs: number | null;
  readonly correlationId: string | null;
  readonly claims: string | null;
  constructor(why: EntraFaultWhy, { code, retryAfterMs = null, correlationId, claims = null, cause }: About) {
    super(`Entra ID: ${why} (${code})`, cause === undefined ? undefined : { cause });
    this.kind = KINDS[why];
    this.why = why;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.correlationId = correlationId === undefined || correlationId === '' ? null : correlationId;
    this.claims = claims;
  }
}

const KINDS: Readonly<Record<EntraFaultWhy, EntraFaultKind>> = {
  'consent-missing': 'forbidden', 'interaction-required': 'forbidden', 'unknown-resource': 'forbidden',
  'wrong-secret': 'unauthenticated', 'expired-secret': 'unauthenticated', 'wrong-certificate': 'unauthenticated', 'expired-certificate': 'unauthenticated',
  'wrong-identity': 'unauthenticated', 'clock-skew': 'unauthenticated', 'unknown-application': 'unauthenticated', 'disabled-application': 'unauthenticated',
  'unknown-tenant': 'unauthenticated', 'session-expired': 'unauthenticated', 'session-refused': 'unauthenticated', refused: 'unauthenticated',
  throttled: 'throttled', unavailable: 'unavailable', network: 'unavailable',
};

const WHY: Readonly<Record<string, EntraFaultWhy>> = {
  65001: 'consent-missing', 650056: 'consent-missing', 90094: 'consent-missing', 500201: 'consent-missing',
  50076: 'interaction-required', 50079: 'interaction-required', 50158: 'interaction-required', 53000: 'interaction-required', 53001: 'interaction-required', 53003: 'interaction-required', 50058: 'interaction-required', 50055: 'interaction-required', 700082: 'interaction-required',
  7000215: 'wrong-secret', 7000218: 'wrong-secret', 7000222: 'expired-secret',
  700027: 'wrong-certificate', 7000216: 'wrong-certificate', 700023: 'wrong-certificate', 700021: 'wrong-certificate', 50027: 'wrong-certificate',
  700213: 'wrong-identity', 700211: 'wrong-identity', 700212: 'wrong-identity', 70021: 'wrong-identity',
  700024: 'clock-skew',
  700016: 'unknown-application', 7000112: 'disabled-application', 7000114: 'disabled-application',
  90002: 'unknown-tenant', 900023: 'unknown-tenant', 90072: 'unknown-tenant',
  500011: 'unknown-resource', 650057: 'unknown-resource', 650053: 'unknown-resource', 70011: 'unknown-resource',
  500133: 'session-expired', 50013: 'session-refused', 500131: 'session-refused', 50131: 'interaction-required', 50173: 'session-expired',
  90055: 'throttled', 90006: 'unavailable', 90033: 'unavailable', 50196: 'throttled',
};

/** Sorts what msal threw, which it tells by an OAuth error, a description that begins with AADSTS and a number, or a code of its own. */
export function entraFault(thrown: unknown): EntraFault {
  if (thrown instanceof EntraFault) return thrown;
  const { errorCode = '', errorMessage = '', subError = '', correlationId, claims, message = '' } = thrown as Partial<Record<'errorCode' | 'errorMessage' | 'subError' | 'correlationId' | 'claims' | 'message', string>>;
  const number = /AADSTS(\d+)/.exec(`${errorMessage} ${message}`)?.[1];
  const about = { code: number === undefined ? errorCode || 'unknown' : `AADSTS${number}`, claims: claims ?? null, cause: thrown, ...(correlationId === undefined ? {} : { correlationId }) };
  const known = number === undefined ? undefined : WHY[number];
  if (known !== undefined) return new EntraFault(known, about);
  if (subError === 'consent_required' || errorCode === 'consent_required') return new EntraFault('consent-missing', about);
  if (['interaction_required', 'login_required', 'basic_action', 'additional_action', 'message_only', 'user_password_expired'].some((code) => code === errorCode || code === subError)) return new EntraFault('interaction-required', about);
  if (errorCode === 'temporarily_unavailable' || errorCode === 'server_error') return new EntraFault('unavailable', about);
  if (['network_error', 'endpoints_resolution_error', 'openid_config_error', 'token_parsing_error'].includes(errorCode)) return new EntraFault('network', about);
  return new EntraFault('refused', about);
}
