// Faults on demand: plans (a share of the requests that match) and single shots, drawn from a seed so that a failing run can be repeated.

export type Service = 'graph' | 'login' | 'connector' | 'botframework' | 'teams';

/**
 * `504`: the request is not carried out. `504-after-effect`: it is carried out and the answer lost. `reset`: the connection drops
 * before the effect, `reset-after-effect` after it. `207`: a bulk addition succeeds only in part (elsewhere: no fault).
 * `429-without-retry-after`: some services leave the header out.
 */
export type FaultKind = `${number}` | `${number}-after-effect` | 'reset' | 'reset-after-effect' | '429-without-retry-after' | '207';

export interface FaultPlan {
  readonly id: string;
  readonly match: { readonly service?: Service; readonly method?: string; /** Regular expression on the path inside the service. */ readonly path?: string };
  /** 0…1 of the requests that match. */
  readonly share: number;
  readonly kinds: readonly FaultKind[];
  /** How many requests it may still hit; undefined: without end. */
  times: number | undefined;
  readonly retryAfterS: number;
  /** Code and message of the error body, when the case needs particular ones. */
  readonly code?: string;
  readonly message?: string;
  hits: number;
}

export interface Fault {
  readonly kind: FaultKind;
  /** Status to answer; 0 for a dropped connection. */
  readonly status: number;
  readonly afterEffect: boolean;
  /** Seconds; undefined where no Retry-After is sent. */
  readonly retryAfterS: number | undefined;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly plan: string;
}

export interface FaultControl {
  add(plan: unknown): FaultPlan;
  plans(): FaultPlan[];
  clear(): void;
  /** To be asked once for each request, before it is carried out. The path is percent-decoded. */
  draw(service: Service, method: string, path: string): Fault | undefined;
}

export class BadPlan extends Error {}

const KIND = /^(?:[45]\d\d(?:-after-effect)?|reset(?:-after-effect)?|429-without-retry-after|207)$/;

/** mulberry32: small, even enough, the same everywhere. */
export function randomFrom(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A number in [0, 1) that belongs to a text: the same team always takes the same time. */
export function drawFor(text: string, seed: number): number {
  let h = 2166136261 ^ seed;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return randomFrom(h)();
}

export function openFaults(seed: number): FaultControl {
  let plans: { plan: FaultPlan; path: RegExp | undefined; random: () => number }[] = [];
  let made = 0;
  return {
    add: (raw) => {
      const { plan, path, seed: own } = read(raw, `plan-${(made += 1)}`);
      plans.push({ plan, path, random: randomFrom(own ?? seed + made) });
      return plan;
    },
    plans: () => plans.map((p) => p.plan),
    clear: () => { plans = []; },
    draw: (service, method, path) => {
      for (const entry of plans) {
        const { plan } = entry;
        if (plan.times === 0) continue;
        if (plan.match.service !== undefined && plan.match.service !== service) continue;
        if (plan.match.method !== undefined && plan.match.method.toUpperCase() !== method) continue;
        if (entry.path !== undefined && !entry.path.test(path)) continue;
        if (entry.random() >= plan.share) continue;
        const kind = plan.kinds[Math.floor(entry.random() * plan.kinds.length)];
        if (kind === undefined) continue;
        plan.hits += 1;
        if (plan.times !== undefined) plan.times -= 1;
        return fault(kind, plan);
      }
      return undefined;
    },
  };
}

function fault(kind: FaultKind, plan: FaultPlan): Fault {
  const status = kind.startsWith('reset') ? 0 : Number(/^\d+/.exec(kind)?.[0]);
  const retries = status === 429 || status === 503;
  return {
    kind,
    status,
    afterEffect: kind.endsWith('-after-effect'),
    retryAfterS: retries && kind !== '429-without-retry-after' ? plan.retryAfterS : undefined,
    code: plan.code,
    message: plan.message,
    plan: plan.id,
  };
}

function read(raw: unknown, id: string): { plan: FaultPlan; path: RegExp | undefined; seed: number | undefined } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw new BadPlan('a fault plan is an object {match, share, kinds, times, seed, retryAfterS}');
  const plan = raw as Record<string, unknown>;
  for (const key of Object.keys(plan)) if (!['id', 'match', 'share', 'kinds', 'kind', 'times', 'seed', 'retryAfterS', 'code', 'message'].includes(key)) throw new BadPlan(`unknown property "${key}" in a fault plan`);
  const match = (plan['match'] ?? {}) as Record<string, unknown>;
  if (typeof match !== 'object') throw new BadPlan('match is an object {service, method, path}');
  for (const key of Object.keys(match)) if (!['service', 'method', 'path'].includes(key)) throw new BadPlan(`unknown property "match.${key}"`);
  const kinds = (Array.isArray(plan['kinds']) ? plan['kinds'] : [plan['kind']]).map(String);
  if (kinds.length === 0) throw new BadPlan('kinds must name at least one fault');
  for (const kind of kinds) if (!KIND.test(kind)) throw new BadPlan(`"${kind}" is no fault: 4xx, 5xx, 5xx-after-effect, 207, reset, reset-after-effect, 429-without-retry-after`);
  const share = plan['share'] === undefined ? 1 : Number(plan['share']);
  if (!(share >= 0 && share <= 1)) throw new BadPlan('share must be between 0 and 1');
  const text = (from: Record<string, unknown>, name: string): string | undefined => {
    const value = from[name];
    if (value === undefined || typeof value === 'string') return value;
    throw new BadPlan(`${name} must be a text`);
  };
  const [service, method, pattern, code, message] = [text(match, 'service'), text(match, 'method'), text(match, 'path'), text(plan, 'code'), text(plan, 'message')];
  let path: RegExp | undefined;
  try { path = pattern === undefined ? undefined : new RegExp(pattern); } catch { throw new BadPlan(`match.path is not a regular expression: ${pattern}`); }
  const times = plan['times'] === undefined ? undefined : Number(plan['times']);
  if (times !== undefined && !(Number.isInteger(times) && times > 0)) throw new BadPlan('times must be a positive integer');
  const retryAfterS = plan['retryAfterS'] === undefined ? 1 : Number(plan['retryAfterS']);
  if (!(Number.isInteger(retryAfterS) && retryAfterS >= 0)) throw new BadPlan('retryAfterS must be a whole number of seconds');
  return {
    plan: {
      id: typeof plan['id'] === 'string' ? plan['id'] : id,
      match: { ...(service === undefined ? {} : { service: service as Service }), ...(method === undefined ? {} : { method }), ...(pattern === undefined ? {} : { path: pattern }) },
      share,
      kinds: kinds as FaultKind[],
      times,
      retryAfterS,
      ...(code === undefined ? {} : { code }),
      ...(message === undefined ? {} : { message }),
      hits: 0,
    },
    path,
    seed: plan['seed'] === undefined ? undefined : Number(plan['seed']),
  };
}
