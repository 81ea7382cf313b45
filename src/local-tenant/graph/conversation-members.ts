// Members as they come in a request: `{ "@odata.type": "#microsoft.graph.aadUserConversationMember", "roles": [], "user@odata.bind": "…/users('…')" }`.

import type { User } from '../state.ts';
import { isGuid } from '../ids.ts';
import { boundKey, READ_ONLY, readObject, STRING, type Fields, type Json } from './body.ts';
import { badRequest, GraphError, notFound } from './errors.ts';
import type { Call } from './operation.ts';

export const MEMBER_FIELDS: Fields = { roles: { is: 'list', of: STRING, nullable: true }, 'user@odata.bind': { is: 'bind' }, visibleHistoryStartDateTime: { is: 'dateTime' }, id: READ_ONLY, displayName: READ_ONLY, email: READ_ONLY, userId: READ_ONLY, tenantId: { is: 'string', nullable: true } };
export const MEMBER_LIST = { is: 'list', of: { is: 'object', fields: MEMBER_FIELDS, type: 'conversationMember' } } as const;

export interface NewMember { user: User; roles: string[] }

export function readMember(call: Call, raw: unknown): NewMember {
  const body = readObject(raw, 'conversationMember', MEMBER_FIELDS);
  checkType(body);
  const roles = readRoles(body);
  if (body['user@odata.bind'] === undefined) throw badRequest("Bad Request: 'user@odata.bind' must be given for a member.");
  return { user: boundUser(call, body['user@odata.bind']), roles };
}

/** conversationMember is abstract: the service cannot read one without its type. */
export function checkType(body: Json): void {
  if (body['@odata.type'] === undefined) throw badRequest("Invalid request body: the type 'microsoft.graph.conversationMember' is abstract; '@odata.type' must be given, for example '#microsoft.graph.aadUserConversationMember'.");
}

export function readRoles(body: Json): string[] {
  const roles = body['roles'];
  if (!Array.isArray(roles)) throw badRequest("Bad Request: 'roles' must be given: [] for a member, [\"owner\"] for an owner.");
  const lower = roles.map((r) => String(r).toLowerCase());
  const unknown = lower.find((r) => r !== 'owner' && r !== 'guest');
  if (unknown !== undefined) throw badRequest(`Bad Request: Invalid role specified for member: '${unknown}'.`);
  return [...new Set(lower)];
}

export function boundUser(call: Call, url: unknown): User {
  const key = boundKey(url, 'users', call.origin);
  if (key === undefined) throw badRequest('Bad Request: Invalid bind property name user in request.');
  const { state } = call.ctx;
  const user = isGuid(key) ? state.users.get(key.toLowerCase()) : state.users.find((u) => u.userPrincipalName.toLowerCase() === key.toLowerCase());
  // "The response code 404 Not Found is returned when you attempt to add a disabled/blocked user" ("Add member to team").
  if (user === undefined || !user.accountEnabled) throw notFound(`Failed to find the user '${key}' in the tenant.`, 'NotFound', 'UserNotFound');
  return user;
}

/** "Using application permissions to add guest members to a team is not supported." */
export function refuseGuest(call: Call, user: User): void {
  if (call.caller.kind === 'app' && user.userType === 'Guest') throw new GraphError(403, 'Forbidden', 'Adding guest members with application permissions is not supported.');
}
