// Bulk sending: one request names up to a hundred people or channels, or a whole team or tenant; the work goes on behind, its state is asked for.

import { randomUUID } from 'node:crypto';
import type { TenantContext } from '../context.ts';
import { empty, json, type Handler, type Reply, type Route, type TenantRequest } from '../http.ts';
import { membersOf } from './reach.ts';
import { badArgument, badSyntax, Refusal } from './errors.ts';
import { list, record, text } from './read.ts';
import type { Caller, Desk, Work } from './desk.ts';

/** "A list of 5 to 100": as remembered from the SDK's tests, not verified against the service. */
const LIST = { least: 5, most: 100 };
/** How long the service lets pass between two entries, so that a state in the middle can be seen. */
const STEP_MS = 5;

interface Operation {
  readonly botAppId: string;
  state: 'Ongoing' | 'Completed' | 'Failed' | 'Cancelled';
  readonly total: number;
  readonly statuses: Record<string, number>;
  readonly failures: { entryId: string; error: string }[];
}

export function batchRoutes(ctx: TenantContext, desk: Desk, serve: (work: Work) => Handler): Route[] {
  const operations = new Map<string, Operation>();

  const start = (caller: Caller, body: Record<string, unknown>, entries: readonly string[], kind: 'person' | 'channel'): Reply => {
    const activity = record(body['activity']);
    if (Object.keys(activity).length === 0) throw badSyntax('activity is missing.');
    if (text(body['tenantId']).toLowerCase() !== ctx.tenant().id) throw badArgument('tenantId is missing or unknown.');
    const id = randomUUID();
    const operation: Operation = { botAppId: caller.bot.appId, state: 'Ongoing', total: entries.length, statuses: {}, failures: [] };
    operations.set(id, operation);
    void run(operation, caller, entries, kind, activity);
    return json(201, { operationId: id });
  };

  const run = async (operation: Operation, caller: Caller, entries: readonly string[], kind: 'person' | 'channel', activity: Record<string, unknown>): Promise<void> => {
    for (const entry of entries) {
      await ctx.clock.wait(STEP_MS);
      if (operation.state !== 'Ongoing') return;
      let status = 201;
      try {
        const room = desk.room(caller, kind === 'person' ? desk.openChat(caller, entry).id : entry);
        desk.send_(caller, room, activity);
      } catch (error) {
        if (!(error instanceof Refusal)) { operation.state = 'Failed'; ctx.log('connector', `batch: ${String(error)}`); return; }
        status = error.status;
        operation.failures.push({ entryId: entry, error: `${error.code}: ${error.message}` });
      }
      operation.statuses[status] = (operation.statuses[status] ?? 0) + 1;
    }
    operation.state = operation.failures.length === operation.total && operation.total > 0 ? 'Failed' : 'Completed';
  };

  const listed = (body: Record<string, unknown>): string[] => {
    const members = list(body['members']).map((member) => text(record(member)['id']));
    if (members.length < LIST.least) throw badArgument(`At least ${LIST.least} entries are needed.`);
    if (members.length > LIST.most) throw new Refusal(413, 'PayloadTooLarge', `At most ${LIST.most} entries are taken.`);
    return members;
  };

  const found = (caller: Caller, request: TenantRequest): Operation => {
    const operation = operations.get(request.params['operation'] ?? '');
    if (operation === undefined || operation.botAppId !== caller.bot.appId) throw new Refusal(404, 'NotFound', 'The operation was not found.');
    return operation;
  };

  return [
    ['POST', '/v3/batch/conversation/users', serve(({ caller, body }) => start(caller, body, listed(body), 'person'))],
    ['POST', '/v3/batch/conversation/channels', serve(({ caller, body }) => start(caller, body, listed(body), 'channel'))],
    ['POST', '/v3/batch/conversation/team', serve(({ caller, body }) => {
      const team = desk.teamNamed(caller, text(body['teamId']));
      return start(caller, body, membersOf(ctx.state, team.id, null).map((user) => user.id), 'person');
    })],
    ['POST', '/v3/batch/conversation/tenant', serve(({ caller, body }) => start(caller, body, everyone(ctx), 'person'))],
    ['GET', '/v3/batch/conversation/failedentries/:operation', serve(({ caller, request }) => json(200, { failedEntryResponses: found(caller, request).failures }))],
    ['GET', '/v3/batch/conversation/:operation', serve(({ caller, request }) => {
      const operation = found(caller, request);
      return json(200, { state: operation.state, statusMap: operation.statuses, totalEntriesCount: operation.total });
    })],
    ['DELETE', '/v3/batch/conversation/:operation', serve(({ caller, request }) => {
      const operation = found(caller, request);
      if (operation.state === 'Ongoing') operation.state = 'Cancelled';
      return empty(200);
    })],
  ];
}

const everyone = (ctx: TenantContext): string[] => ctx.state.users.filter((user) => user.accountEnabled && user.userType === 'Member').map((user) => user.id);

