// Graph down for a while, as /_control asks: every request answers 503, and no notification leaves until it is over.

import type { TenantContext } from '../context.ts';
import { GraphError } from './errors.ts';

interface Outage { readonly until: number; /** Seconds; null where the service says nothing of when. */ readonly retryAfterS: number | null }

export function outageOf(ctx: Pick<TenantContext, 'state' | 'clock'>): Outage | undefined {
  const outage = ctx.state.settings.get('outage') as Outage | undefined;
  return outage !== undefined && outage.until > ctx.clock.now() ? outage : undefined;
}

/** `ms` of the tenant's own clock; 0 ends it. */
export function startOutage(ctx: Pick<TenantContext, 'state' | 'clock'>, ms: number, retryAfterS: number | null): Outage {
  return ctx.state.settings.put('outage', { until: ctx.clock.now() + ms, retryAfterS } satisfies Outage) as Outage;
}

export function refuseDuringOutage(ctx: TenantContext): void {
  const outage = outageOf(ctx);
  if (outage !== undefined) throw new GraphError(503, 'ServiceUnavailable', 'The service is temporarily unavailable. Please try again later.', outage.retryAfterS === null ? {} : { headers: { 'Retry-After': String(outage.retryAfterS) } });
}
