// The Bot Connector, region path included: /ca/v3/conversations and what hangs from it, as botbuilder and others call it.

import type { TenantContext } from '../context.ts';
import type { Fault } from '../faults.ts';
import { BadBody, decodeSegment, json, RESET, router, under, type Handler, type Reply, type Route } from '../http.ts';
import { batchRoutes } from './batch.ts';
import { Desk, type Work } from './desk.ts';
import { badSyntax, FAULT_WORDS, Refusal } from './errors.ts';
import type { Scenario } from './limits.ts';

export function connectorRoutes(ctx: TenantContext): Handler {
  const desk = new Desk(ctx);
  const serve = (scenario: Scenario, work: Work): Handler => (request) => desk.serve(request, scenario, work);
  const routes: Route[] = [
    ['POST', '/v3/conversations', serve('create', desk.create)],
    ['POST', '/v3/conversations/:conversation/activities', serve('send', desk.send)],
    ['POST', '/v3/conversations/:conversation/activities/:activity', serve('send', desk.reply)],
    ['PUT', '/v3/conversations/:conversation/activities/:activity', serve('send', desk.update)],
    ['DELETE', '/v3/conversations/:conversation/activities/:activity', serve('send', desk.remove)],
    ['GET', '/v3/conversations/:conversation/activities/:activity/members', serve('members', desk.members)],
    ['GET', '/v3/conversations/:conversation/pagedmembers', serve('members', desk.pagedMembers)],
    ['GET', '/v3/conversations/:conversation/members', serve('getMembers (deprecated)', desk.members)],
    ['GET', '/v3/conversations/:conversation/members/:member', serve('members', desk.member)],
    ['GET', '/v3/teams/:team', serve('conversations', desk.team)],
    ['GET', '/v3/teams/:team/conversations', serve('conversations', desk.channels)],
    ...batchRoutes(ctx, desk, (work) => serve('batch', work)),
  ];
  const route = router(routes, () => json(404, { message: 'No HTTP resource was found that matches the request URI.' }));
  return async (request) => {
    // The region is any one segment before /v3 (`/ca/`, `/amer/`, `/emea/`), or none.
    const path = request.path.replace(/^\/[^/]+(?=\/v3(\/|$))/, '');
    const fault = ctx.faults.draw('connector', request.method, decodeSegment(path));
    if (fault !== undefined && !fault.afterEffect) return faulty(fault);
    let reply: Reply;
    try {
      reply = await route(under(request, path));
    } catch (error) {
      if (error instanceof Refusal) reply = error.reply();
      else if (error instanceof BadBody) reply = badSyntax('The request body is not valid JSON.').reply();
      else throw error;
    }
    ctx.counters.request(`${request.method} connector${pattern(path)}`, fault?.status ?? reply.status, false);
    // The effect stands, the answer is lost: a client that sends again makes a second copy.
    return fault === undefined ? reply : faulty(fault);
  };
}

const pattern = (path: string): string => path.replace(/(conversations|teams|activities|members|failedentries)\/(?!users|team\b|tenant|channels|failedentries)[^/]+/g, '$1/{id}').replace(/(batch\/conversation)\/(?!users|team|tenant|channels|failedentries)[^/]+/, '$1/{id}');

function faulty(fault: Fault): Reply {
  if (fault.status === 0) return RESET;
  const words = FAULT_WORDS[fault.status] ?? ['ServiceError', 'The request failed.'];
  return new Refusal(fault.status, fault.code ?? words[0], fault.message ?? words[1]).reply(fault.retryAfterS === undefined ? {} : { 'retry-after': String(fault.retryAfterS) });
}
