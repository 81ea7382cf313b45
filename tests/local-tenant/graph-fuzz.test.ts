// Nonsense in, a refusal out: whatever a client sends, Graph answers it in its own words and never falls over.

import * as fc from 'fast-check';
import { OPERATIONS } from '../../src/local-tenant/graph/routes.ts';
import { aMember, aTenant, upn, V1, type Tenant } from '../support/tenant.ts';

let tenant: Tenant;
let known: Record<string, string[]>;

describe('nonsense', () => {
  beforeAll(async () => {
    tenant = await aTenant({ manners: 'fast', limits: false });
    const team = await tenant.aTeam('Cible', { installedApps: [{ 'teamsApp@odata.bind': `${V1}/appCatalogs/teamsApps/${tenant.catalogId()}` }] });
    const channel = tenant.local.context.state.channels.find((c) => c.teamId === team)?.id ?? '';
    const at = (day: string) => ({ dateTime: `2027-02-${day}T10:00:00`, timeZone: 'UTC' });
    const event = String((await tenant.graph('POST', `/users/${upn('ana')}/events`, { subject: 'Cible', start: at('02'), end: at('02'), attendees: [{ emailAddress: { address: upn('ben') } }], recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: '2027-02-02' } } })).body['id']);
    known = { event: [event], team: [team], group: [team], channel: [channel], user: [tenant.id('ana'), upn('ben')], app: [tenant.catalogId()], member: [tenant.local.context.state.memberships.values()[0]?.id ?? ''], installation: [tenant.local.context.state.installations.values()[0]?.id ?? ''] };
  }, 30_000);
  afterAll(async () => { await tenant.local.close(); });

  const scalar = fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.string({ maxLength: 20, unit: 'binary' }));
  const properties = ['displayName', 'members', 'values', 'roles', 'channels', 'installedApps', 'template@odata.bind', 'user@odata.bind', 'teamsApp@odata.bind', '@odata.type', '@odata.id', 'configuration', 'membershipType', 'description', 'memberSettings', 'consentedPermissionSet', 'resource', 'changeType', 'expirationDateTime', 'notificationUrl', 'groupTypes', 'owners@odata.bind', 'folder', 'name', 'requests', 'dependsOn', 'subject', 'start', 'end', 'body', 'attendees', 'recurrence', 'pattern', 'range', 'type', 'interval', 'daysOfWeek', 'startDate', 'endDate', 'isAllDay', 'emailAddress', 'address', 'dateTime', 'timeZone', 'singleValueExtendedProperties', 'id', 'value', 'locations', 'schedules', 'startTime', 'endTime', 'availabilityViewInterval', 'proposedNewTime', 'sendResponse'];
  const bodies = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, scalar, fc.constant("https://graph.microsoft.com/v1.0/users('x')"), fc.constant('#microsoft.graph.aadUserConversationMember'), fc.constant(["owner"]), fc.constantFrom<unknown>({ dateTime: '2027-02-02T10:00:00', timeZone: 'UTC' }, { dateTime: '2027-02-03T10:00:00', timeZone: 'Eastern Standard Time' }, '2027-02-02', 'weekly', 'numbered', ['tuesday'], [{ emailAddress: { address: 'ben@rqt.example' } }]), tie('object'), fc.array(tie('value'), { maxLength: 3 })),
    object: fc.dictionary(fc.oneof(fc.constantFrom(...properties), fc.string({ maxLength: 6 })), tie('value'), { maxKeys: 5 }),
  })).value;
  const key = fc.oneof(fc.constant(undefined), fc.string({ minLength: 1, maxLength: 12 }), fc.uuid(), fc.constantFrom('19:x@thread.tacv2', "a'b", '../..', '%', 'appId=1'));
  const query = fc.oneof(fc.constant(''), fc.constantFrom('$filter', '$select', '$expand', '$top', '$orderby', '$count', '$search', '$skiptoken', '$deltatoken').chain((name) => fc.string({ maxLength: 25 }).map((value) => `?${name}=${encodeURIComponent(value)}`)), fc.constantFrom("?$filter=a eq 'b", '?$filter=((', '?$filter=x/any(y:y eq 1)', '?$filter=not not not a', '?$skiptoken=a.b', '?$expand=a($b', '?$select=,,', '?&&&', '?startDateTime=2027-01-01&endDateTime=2027-03-01', '?startDateTime=x&endDateTime=y', '?$skip=-1', '?startDateTime=2027-01-01&endDateTime=2027-03-01&$orderby=start/dateTime desc&$filter=subject eq null'));

  it('is never answered with a 500', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...OPERATIONS), fc.array(key, { minLength: 4, maxLength: 4 }), query, bodies, async (operation, keys, search, body) => {
        let i = 0;
        // Deleting is only tried on what is not there: it would pull the ground from under the other runs.
        const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => { const given = keys[i++ % 4]; return encodeURIComponent(given ?? (operation.method === 'DELETE' ? 'x' : known[name]?.[0]) ?? 'x'); });
        const write = operation.method !== 'GET' && operation.method !== 'DELETE';
        const reply = await tenant.graph(operation.method, `${path}${search}`, write ? body ?? null : undefined);
        if (reply.status >= 500) throw new Error(`${operation.method} ${path}${search} ${JSON.stringify(body)} → ${reply.status} ${reply.text}`);
      }),
      { numRuns: 1500 },
    );
    expect(tenant.local.context.counters.logs().filter((l) => l.source === 'http')).toEqual([]);
  }, 60_000);

  it('inside a batch neither', async () => {
    const request = fc.record({ id: fc.constantFrom('1', '2', '3'), method: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'HEAD'), url: fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('/users', '/teams/%zz', '/me', '//x', '/users?$filter=(')), body: bodies, headers: fc.constantFrom({ 'Content-Type': 'application/json' }, {}), dependsOn: fc.constantFrom(undefined, ['1'], ['9'], []) }, { requiredKeys: [] });
    await fc.assert(fc.asyncProperty(fc.array(request, { maxLength: 4 }), async (requests) => {
      const reply = await tenant.graph('POST', '/$batch', { requests });
      if (reply.status >= 500) throw new Error(reply.text);
      for (const inner of (reply.body['responses'] ?? []) as { status: number }[]) expect(inner.status).toBeLessThan(500);
    }), { numRuns: 400 });
  }, 60_000);

  it('at the token endpoint gets an AADSTS code', async () => {
    const names = ['grant_type', 'client_id', 'client_secret', 'scope', 'assertion', 'client_assertion', 'client_assertion_type', 'requested_token_use', 'code', 'code_verifier', 'redirect_uri', 'refresh_token', 'device_code', 'resource'];
    const values = ['client_credentials', 'authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:jwt-bearer', 'urn:ietf:params:oauth:grant-type:device_code', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', '22222222-2222-4222-8222-222222222222', 's3cret-of-the-app', 'on_behalf_of', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.', 'https://graph.microsoft.com/.default', '1.x.y'];
    await fc.assert(fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.constantFrom(...values), fc.string({ maxLength: 10 })), { maxKeys: 7 }), async (form) => {
      const reply = await tenant.token(form);
      if (reply.status !== 200) expect(reply.body).toMatchObject({ error: expect.any(String) as string, error_description: expect.stringMatching(/^AADSTS\d+: /) as string });
    }), { numRuns: 500 });
  }, 60_000);
  it('as a member list is refused whole when its shape is wrong', async () => {
    const team = known['team']?.[0] ?? '';
    expect((await tenant.graph('POST', `/teams/${team}/members/add`, { values: [aMember(tenant.id('ben')), 3] })).status).toBe(400);
    expect(tenant.local.context.state.memberships.find((m) => m.userId === tenant.id('ben'))).toBeUndefined();
  });
});
