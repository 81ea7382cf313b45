// An address of this machine: a product under test has no certificate, so http is let through there and nowhere else. And its public
// name, which no DNS knows.

import type { TenantContext } from '../context.ts';

export const isLoopback = (url: string): boolean => URL.canParse(url) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

/** The host of an application ID URI (`api://gouverne.example/…`) is the product's public name: on this machine it is found where its bot is. */
export function reachable(ctx: Pick<TenantContext, 'state'>, url: string): string {
  const { host, pathname, search } = new URL(url);
  const registration = ctx.state.registrations.find((r) => r.identifierUris.some((uri) => uri.toLowerCase().startsWith(`api://${host}/`)));
  const endpoint = registration === undefined ? undefined : ctx.state.bots.get(registration.appId)?.endpoint;
  return endpoint !== undefined && isLoopback(endpoint) ? new URL(`${pathname}${search}`, endpoint).href : url;
}
