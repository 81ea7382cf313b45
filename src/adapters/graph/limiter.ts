// Keeps our requests under Microsoft's documented limits before they are sent, so that a 429 is the exception. Sliding windows,
// a little longer than documented, because requests do not arrive as evenly as they leave.

/** At most `most` requests in any `windowMs` under one key. */
export interface Limit { readonly key: string; readonly most: number; readonly windowMs: number }

export class Limiter {
  readonly #sent = new Map<string, number[]>();
  readonly #limitsOf: (method: string, path: string) => readonly Limit[];
  constructor(limitsOf: (method: string, path: string) => readonly Limit[]) { this.#limitsOf = limitsOf; }

  /**
   * 0 when the request may go now, and then it is counted; else the milliseconds until it is worth asking again. Places that become
   * free within `togetherMs` of the first one are waited for, so that a burst that was spread out closes up again.
   */
  admit(method: string, path: string, now: number, togetherMs = 0): number {
    const limits = this.#limitsOf(method, path);
    let wait = 0;
    for (const limit of limits) {
      const recent = (this.#sent.get(limit.key) ?? []).filter((at) => now - at < limit.windowMs);
      if (recent.length === 0) this.#sent.delete(limit.key);
      else this.#sent.set(limit.key, recent);
      const oldestInTheWay = recent[recent.length - limit.most];
      if (oldestInTheWay === undefined) continue;
      const closing = recent.findLast((at) => at <= oldestInTheWay + togetherMs) ?? oldestInTheWay;
      wait = Math.max(wait, closing + limit.windowMs - now);
    }
    if (wait === 0) for (const { key } of limits) this.#sent.set(key, [...(this.#sent.get(key) ?? []), now]);
    return wait;
  }
}

/** A second, and a tenth for what the network and a busy machine do to the spacing. */
const SECOND = 1_100;
const MINUTE = 66_000;

/**
 * Teams limits per app and tenant. Source: "Microsoft Graph service-specific throttling limits" > Microsoft Teams: 30 reads a
 * second of teams, channels, tabs and installed apps, 60 of lists of members and channels, 30 writes, 10 new teams; 4 requests a
 * second on one team, 1 on one channel; 4 additions of members a minute on one team.
 */
export function teamsLimits(method: string, path: string): readonly Limit[] {
  if (/^\/users\/[^/]+\/teamwork\//.test(path)) return [{ key: method === 'GET' ? 'teams:read' : 'teams:write', most: 30, windowMs: SECOND }];
  const match = /^\/teams(?:[/(]'?([^/?')]+)'?\)?(?:\/channels\/([^/?]+))?)?/.exec(path);
  if (match === null) return [];
  const [, team, channel] = match;
  if (team === undefined) return method === 'POST' ? [{ key: 'teams:create', most: 10, windowMs: SECOND }] : [];
  const list = method === 'GET' && /\/(members|channels)$/.test(path);
  const limits: Limit[] = [
    list ? { key: 'teams:lists', most: 60, windowMs: SECOND } : { key: method === 'GET' ? 'teams:read' : 'teams:write', most: 30, windowMs: SECOND },
    { key: `team:${team}`, most: 4, windowMs: SECOND },
  ];
  if (channel !== undefined) limits.push({ key: `channel:${channel}`, most: 1, windowMs: SECOND });
  if (method === 'POST' && /^\/teams\/[^/]+\/members(\/add)?$/.test(path)) limits.push({ key: `members:${team}`, most: 4, windowMs: MINUTE });
  return limits;
}

/** Whose mailbox a request works on; undefined for everything else. */
export const mailboxIn = (path: string): string | undefined => /^\/users\/([^/?]+)\/(?:events|calendar|calendarView)(?=[/?]|$)/.exec(path)?.[1];

/** Planner: its limits are not published ("not available"), so we go no faster than beside it, with Teams. */
export function plannerLimits(method: string, path: string): readonly Limit[] {
  return /^\/planner\/|^\/groups\/[^/]+\/planner\//.test(path) ? [{ key: method === 'GET' ? 'planner:read' : 'planner:write', most: 40, windowMs: SECOND }] : [];
}

/** Outlook: 10,000 requests in ten minutes on one mailbox. Source: "Microsoft Graph service-specific throttling limits" > Outlook service. */
export function outlookLimits(_method: string, path: string): readonly Limit[] {
  const mailbox = mailboxIn(path);
  return mailbox === undefined ? [] : [{ key: `mailbox:${mailbox}`, most: 10_000, windowMs: 601_000 }];
}
