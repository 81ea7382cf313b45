// A tour of every Graph route, recorded and then judged by graph-contract: a check that the stand-in's answers have the shapes of the service.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import JSZip from 'jszip';
import { OPERATIONS } from '../../src/local-tenant/graph/routes.ts';
import { aFolder, aManifest, aMember, APP_ID, aTenant, teamIdOf, upn, V1, valueOf, type Answer, type Tenant } from '../support/tenant.ts';

const folder = aFolder();
const recording = folder.path('exchanges.ndjson');
const notificationsFile = folder.path('notifications.ndjson');
/** Beside the repository, or wherever GRAPH_CONTRACT says. */
const contract = [process.env['GRAPH_CONTRACT'], resolve('../shared/graph-contract')].find((path) => path !== undefined && existsSync(`${path}/cli.mjs`));

const visited = new Set<string>();
let tenant: Tenant;


async function go(method: string, path: string, status: number, body?: unknown, more?: Parameters<Tenant['graph']>[3]): Promise<Answer> {
  const reply = await tenant.graph(method, path, body, more);
  if (reply.status !== status) throw new Error(`${method} ${path}: ${reply.status} instead of ${status}: ${reply.text}`);
  return reply;
}

describe('the recorded tour', () => {
  afterAll(async () => { await tenant.local.close(); folder.remove(); });

  it('answers every route, and the judge finds nothing to say', async () => {
    tenant = await aTenant({ manners: 'fast', recordFile: recording, recordNotificationsFile: notificationsFile, limits: true });
    // Planner takes no permission on groups from an application.
    await tenant.control('PATCH', `/registrations/${APP_ID}`, { grant: ['Tasks.ReadWrite.All'] });
    const received: unknown[] = [];
    const listener = createServer((request, response) => {
      const token = new URL(request.url ?? '/', 'http://x').searchParams.get('validationToken');
      let text = '';
      request.on('data', (chunk: Buffer) => { text += chunk.toString(); });
      request.on('end', () => { if (token === null) received.push(JSON.parse(text)); response.writeHead(token === null ? 202 : 200, { 'content-type': 'text/plain' }); response.end(token ?? ''); });
    });
    await new Promise<void>((done) => { listener.listen(0, '127.0.0.1', done); });
    const hook = `http://127.0.0.1:${(listener.address() as { port: number }).port}/hook`;
    try {
      await tour(hook);
    } finally {
      await new Promise((done) => { listener.close(done); listener.closeAllConnections(); });
    }
    const counters = (await tenant.control('GET', '/counters')).body as { operations: Record<string, unknown> };
    for (const operation of Object.keys(counters.operations)) visited.add(operation);
    expect(OPERATIONS.map((o) => `${o.method} ${o.path}`).filter((o) => !visited.has(o))).toEqual([]);
    expect(received.length).toBeGreaterThan(0);

    if (contract === undefined) { console.warn('graph-contract is not here: the recorded tour was NOT judged. Set GRAPH_CONTRACT to its folder.'); return; }
    const findings = judge(contract);
    expect(findings).toEqual([]);
    const { checkNotification } = (await import(`${contract}/index.mjs`)) as { checkNotification: (body: unknown) => unknown[] };
    const delivered = readFileSync(notificationsFile, 'utf8').trim().split('\n').map((line) => (JSON.parse(line) as { body: unknown }).body);
    expect(delivered.flatMap((body) => checkNotification(body))).toEqual([]);
  }, 60_000);
});

/** What the judge cannot tell (areas outside its model) is set aside here, and only that. */
function judge(path: string): string[] {
  const run = spawnSync(process.execPath, [`${path}/cli.mjs`, '--json', '--allow-http-notification', recording], { encoding: 'utf8' });
  const judged = Number(/^(\d+) exchanges judged/m.exec(run.stderr)?.[1] ?? 0);
  if (judged < OPERATIONS.length) throw new Error(`the judge saw ${judged} exchanges: ${run.stderr}`);
  return run.stdout.split('\n').filter((line) => line !== '' && !isOutside(JSON.parse(line) as Finding));
}
interface Finding { severity: string; code: string; message: string; url: string }
function isOutside({ severity, code, message, url }: Finding): boolean {
  if (severity === 'info' || (severity === 'warn' && /notificationUrl must be https/i.test(message))) return true;
  // Null right after the creation is documented, and what clients must bear; the judge only reminds of it.
  if (severity === 'warn' && message.includes('can lag right after creation')) return true;
  // "Create single-value extended property": id is what names the property, and must be sent; the judge takes it for an entity's key.
  if (code === 'read-only' && message.includes('singleValueLegacyExtendedProperty.id')) return true;
  // Missing in the metadata, but in the documentation's own answers.
  if (code === 'undeclared-documented') return true;
  if (severity !== 'unjudged') return false;
  // Domains and the directory's bin are pruned from the judge's model: it says so of the request and again of the answer.
  return code === 'out-of-scope' || code === 'method-unverified' || (code === 'impossible-success' && /\/v1\.0\/(?:domains|directory\/)/.test(url));
}

async function zip(version: string): Promise<Buffer> {
  const pack = new JSZip();
  pack.file('manifest.json', JSON.stringify(aManifest({ id: '55555555-5555-4555-8555-555555555555', version, name: { short: 'Autre' } })));
  pack.file('color.png', 'x');
  pack.file('outline.png', 'x');
  return pack.generateAsync({ type: 'nodebuffer' });
}

/** Calendars: everything that a mailbox offers, by each way to it. */
async function calendars(hook: string): Promise<void> {
  await tenant.control('PATCH', `/registrations/${APP_ID}`, { scopes: { grant: ['Calendars.ReadWrite', 'Group.ReadWrite.All', 'MailboxSettings.Read'] } });
  tenant.local.context.state.settings.put('meeting-policies', [`${APP_ID}|*`]);
  const [ana, ben] = [upn('ana'), upn('ben')];
  const zone = 'Eastern Standard Time';
  const times = (day: string, hour = 10) => ({ start: { dateTime: `${day}T${hour}:00:00`, timeZone: zone }, end: { dateTime: `${day}T${hour + 1}:00:00`, timeZone: zone } });
  const window = 'startDateTime=2027-02-01T00:00:00Z&endDateTime=2027-03-31T00:00:00Z';
  const extended = 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Gouverne';
  const attendees = [{ emailAddress: { address: ben, name: 'Ben' }, type: 'required' }];
  const inZone = { headers: { Prefer: `outlook.timezone="${zone}", outlook.body-content-type="text"` } };
  const recurrence = { pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'], firstDayOfWeek: 'sunday' }, range: { type: 'endDate', startDate: '2027-02-02', endDate: '2027-03-02' } };
  const pages = async (first: string, more?: Parameters<Tenant['graph']>[3]): Promise<Answer> => { let reply = await go('GET', first, 200, undefined, more); while (typeof reply.body['@odata.nextLink'] === 'string') reply = await go('GET', reply.body['@odata.nextLink'], 200, undefined, more); return reply; };

  const soon = new Date(tenant.local.context.clock.now() + 50 * 60_000).toISOString();
  await go('POST', '/subscriptions', 201, { changeType: 'created,updated,deleted', notificationUrl: hook, lifecycleNotificationUrl: hook, resource: `/users/${tenant.id('ben')}/events`, expirationDateTime: soon, clientState: 'séances' });
  const id = String(valueOf(await go('GET', `/users/${ana}/calendars`, 200))[0]?.['id']);
  await go('GET', `/users/${ana}/calendars/${id}`, 200);
  await go('GET', `/users/${ana}/calendar?$select=name,owner`, 200);
  await go('GET', `/users/${ana}/mailboxSettings`, 200);
  await go('GET', `/users/${ana}/mailboxSettings/timeZone`, 200);
  await go('GET', `/users/${ana}/outlook/supportedTimeZones`, 200);
  await go('GET', `/users/${ana}/outlook/supportedTimeZones(TimeZoneStandard=microsoft.graph.timeZoneStandard'Iana')`, 200);
  const delta = (await pages(`/users/${ben}/calendarView/delta?${window}`)).body['@odata.deltaLink'] as string;
  await pages(`/users/${ben}/calendar/calendarView/delta?${window}`);

  for (const base of [`/users/${ana}`, `/users/${ana}/calendar`, `/users/${ana}/calendars/${id}`]) {
    const transactionId = `${base}-1`;
    const single = String((await go('POST', `${base}/events`, 201, { subject: 'CNCOT', ...times('2027-02-02'), attendees, transactionId, location: { displayName: 'Salle 1' }, body: { contentType: 'html', content: '<p>Avis</p>' }, singleValueExtendedProperties: [{ id: extended, value: base }] })).body['id']);
    const online = String((await go('POST', `${base}/events`, 201, { subject: 'CTCOT', ...times('2027-02-04', 14), attendees, isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' })).body['id']);
    const series = String((await go('POST', `${base}/events`, 201, { subject: 'Série', ...times('2027-02-02', 16), attendees, recurrence })).body['id']);
    await tenant.advance(1000);
    await go('GET', `${base}/events/${online}`, 200, undefined, inZone);
    await go('GET', `${base}/events/${single}?$select=subject,start,end&$expand=${encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${extended}')`)}`, 200);
    await go('PATCH', `${base}/events/${single}`, 200, { ...times('2027-02-03'), subject: 'CNCOT, déplacé' });
    await pages(`${base}/events?$select=id,subject,start&$top=2`);
    await pages(`${base}/events?$filter=${encodeURIComponent(`singleValueExtendedProperties/Any(ep: ep/id eq '${extended}' and ep/value eq '${base}')`)}`);
    await pages(`${base}/calendarView?${window}&$orderby=start/dateTime`, inZone);
    const occurrences = valueOf(await pages(`${base}/events/${series}/instances?${window}`));
    await go('PATCH', `${base}/events/${String(occurrences[1]?.['id'])}`, 200, times('2027-02-10', 11));
    await go('GET', `${base}/events/${String(occurrences[1]?.['id'])}`, 200);
    await go('POST', `${base}/events/${String(occurrences[2]?.['id'])}/cancel`, 202, { Comment: 'Relâche' });
    const mine = base.replace(ana, ben).replace(id, String(valueOf(await go('GET', `/users/${ben}/calendars`, 200))[0]?.['id']));
    const copy = async (subject: string) => String(valueOf(await pages(`${mine}/events?$top=100&$filter=${encodeURIComponent(`subject eq '${subject}' and isCancelled eq false`)}`)).at(-1)?.['id']);
    await go('POST', `${mine}/events/${await copy('CNCOT, déplacé')}/accept`, 202, { sendResponse: true });
    await go('POST', `${mine}/events/${await copy('CTCOT')}/tentativelyAccept`, 202, { comment: 'Peut-être', sendResponse: true });
    await go('POST', `${mine}/events/${await copy('Série')}/decline`, 202, { comment: 'Non', sendResponse: true });
    await go('DELETE', `${base}/events/${single}`, 204);
    await go('POST', `${base}/events/${series}/cancel`, 202, {});
  }
  await pages(delta);
  const { onlineMeeting } = valueOf(await go('GET', `/users/${ana}/events?$filter=${encodeURIComponent("subject eq 'CTCOT'")}&$top=500`, 200))[0] as { onlineMeeting: { joinUrl: string } };
  await go('GET', `/users/${tenant.id('ana')}/onlineMeetings?$filter=JoinWebUrl%20eq%20'${encodeURIComponent(onlineMeeting.joinUrl)}'`, 200);
  await go('POST', `/users/${ana}/calendar/getSchedule`, 200, { schedules: [ben, 'x@ailleurs.example'], startTime: times('2027-02-03').start, endTime: times('2027-02-03', 17).end, availabilityViewInterval: 60 }, inZone);
  await go('GET', `/users/${ana}/events/AAMkAGQxxxxxxxxxxxxxxxxxxxxx`, 404);

  // a group's calendar, which only its members see
  const team = String((await go('POST', '/groups', 201, { displayName: 'Groupe', groupTypes: ['Unified'], mailEnabled: true, mailNickname: 'groupe', securityEnabled: false, visibility: 'Private', 'owners@odata.bind': [`${V1}/users/${tenant.id('ana')}`] })).body['id']);
  const token = await tenant.userToken('ana', 'openid Group.ReadWrite.All');
  for (const base of [`/groups/${team}`, `/groups/${team}/calendar`]) {
    const event = String((await go('POST', `${base}/events`, 201, { subject: 'Groupe', ...times('2027-02-02'), isReminderOn: false, recurrence }, { token })).body['id']);
    await pages(`${base}/events`, { token });
    await go('GET', `${base}/events/${event}`, 200, undefined, { token });
    await go('PATCH', `${base}/events/${event}`, 200, { subject: 'Groupe 2' }, { token });
    await pages(`${base}/calendarView?${window}`, { token });
    const occurrences = valueOf(await pages(`${base}/events/${event}/instances?${window}`, { token }));
    await go('POST', `${base}/events/${String(occurrences[0]?.['id'])}/cancel`, 202, {}, { token });
    await go('DELETE', `${base}/events/${event}`, 204, undefined, { token });
  }
}

async function planner(groupId: string, ana: string): Promise<void> {
  const etag = ({ body }: Answer): Record<string, string> => ({ 'If-Match': String(body['@odata.etag']) });
  const whole = { Prefer: 'return=representation' };
  const plan = await go('POST', '/planner/plans', 201, { container: { url: `${V1}/groups/${groupId}` }, title: 'Actions' });
  const planId = String(plan.body['id']);
  const bucket = await go('POST', '/planner/buckets', 201, { name: 'À faire', planId, orderHint: ' !' });
  const bucketId = String(bucket.body['id']);
  const assignments = { [ana]: { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' } };
  const task = await go('POST', '/planner/tasks', 201, { planId, bucketId, title: 'Bilan', assignments, dueDateTime: '2027-02-12T10:00:00Z', priority: 3 });
  const taskPath = `/planner/tasks/${String(task.body['id'])}`;
  for (const path of [`/groups/${groupId}/planner/plans`, `/planner/plans/${planId}/buckets`, `/planner/plans/${planId}/tasks`, `/planner/buckets/${bucketId}/tasks`, `/users/${ana}/planner/tasks`]) await go('GET', path, 200);
  await go('GET', `/planner/plans/${planId}`, 200);
  await go('GET', `/planner/buckets/${bucketId}`, 200);
  await go('GET', taskPath, 200);
  await go('PATCH', `/planner/plans/${planId}/details`, 204, { categoryDescriptions: { category1: 'Prioritaire' } }, { headers: etag(await go('GET', `/planner/plans/${planId}/details`, 200)) });
  await go('PATCH', `/planner/plans/${planId}`, 200, { title: 'Actions du CNCOT' }, { headers: { ...etag(plan), ...whole } });
  await go('PATCH', `/planner/buckets/${bucketId}`, 204, { name: 'En cours' }, { headers: etag(bucket) });
  const details = await go('GET', `${taskPath}/details`, 200);
  const references = { 'https%3A//gouverne%2Eexample/action': { '@odata.type': '#microsoft.graph.plannerExternalReference', alias: 'Action', type: 'Other' } };
  const checklist = { '95e27074-6c4a-447a-aa24-9d718a0b86fa': { '@odata.type': '#microsoft.graph.plannerChecklistItem', title: 'Relire', isChecked: false } };
  await go('PATCH', `${taskPath}/details`, 200, { description: 'Voir', references, checklist }, { headers: { ...etag(details), ...whole } });
  const done = await go('PATCH', taskPath, 200, { percentComplete: 100, assignments: { [ana]: null } }, { headers: { ...etag(task), ...whole } });
  await go('DELETE', taskPath, 204, undefined, { headers: etag(done) });
  await go('DELETE', `/planner/buckets/${bucketId}`, 204, undefined, { headers: etag(await go('GET', `/planner/buckets/${bucketId}`, 200)) });
  await go('DELETE', `/planner/plans/${planId}`, 204, undefined, { headers: etag(await go('GET', `/planner/plans/${planId}`, 200)) });
}

async function tour(hook: string): Promise<void> {
  const [ana, ben, cleo] = [tenant.id('ana'), tenant.id('ben'), tenant.id('cleo')];
  const eventual = { headers: { ConsistencyLevel: 'eventual' } };
  const quiet = () => tenant.advance(61_000);

  // people
  await go('GET', '/users', 200);
  await go('GET', `/users?$filter=startswith(displayName,'A')%20or%20userPrincipalName%20eq%20'${upn('ben')}'&$select=id,displayName,mail`, 200);
  await go('GET', `/users?$filter=mail%20in%20('${upn('ana')}','${upn('ben')}')&$select=id,mail`, 200);
  await go('GET', "/users?$filter=endswith(mail,'rqt.example')&$count=true&$orderby=displayName&$select=id,displayName,mail", 200, undefined, eventual);
  await go('GET', '/users?$search=%22displayName:cl%22&$select=id,displayName', 200, undefined, eventual);
  await go('GET', '/users/$count', 200, undefined, eventual);
  let next: string | undefined = '/users?$top=2&$select=id';
  while (next !== undefined) next = (await go('GET', next, 200)).body['@odata.nextLink'] as string | undefined;
  await go('GET', `/users/${upn('ana')}`, 200);
  await go('GET', `/users('${ana}')?$select=id,displayName,accountEnabled,businessPhones`, 200);
  await go('GET', '/me', 200, undefined, { token: await tenant.userToken('ben') });
  const delta = await go('GET', '/users/delta?$select=displayName', 200);
  let link = delta.body['@odata.nextLink'] as string | undefined;
  let deltaLink = delta.body['@odata.deltaLink'] as string | undefined;
  while (link !== undefined) { const page = await go('GET', link, 200); link = page.body['@odata.nextLink'] as string | undefined; deltaLink = page.body['@odata.deltaLink'] as string | undefined; }
  await go('GET', deltaLink ?? '', 200);
  await go('GET', `/directoryObjects/${ana}`, 200);

  // the organisation
  await go('GET', '/organization', 200);
  await go('GET', `/organization/${tenant.local.context.tenant().id}`, 200);
  await go('GET', '/domains', 200);
  await go('GET', `/servicePrincipals?$filter=appId%20eq%20'${tenant.local.context.state.registrations.values()[0]?.appId ?? ''}'&$select=id,appId,displayName`, 200);
  await go('GET', "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')", 200);
  await go('GET', "/servicePrincipals(appId='22222222-2222-4222-8222-222222222222')/appRoleAssignments", 200);
  await go('GET', "/servicePrincipals(appId='22222222-2222-4222-8222-222222222222')/oauth2PermissionGrants", 200);

  // subscriptions
  const soon = new Date(tenant.local.context.clock.now() + 50 * 60_000).toISOString();
  const subscription = (await go('POST', '/subscriptions', 201, { changeType: 'updated', notificationUrl: hook, resource: '/groups', expirationDateTime: soon, clientState: 'état' })).body['id'] as string;
  await go('GET', '/subscriptions', 200);
  await go('GET', `/subscriptions/${subscription}`, 200);
  await go('PATCH', `/subscriptions/${subscription}`, 200, { expirationDateTime: new Date(tenant.local.context.clock.now() + 55 * 60_000).toISOString() });
  await go('POST', `/subscriptions/${subscription}/reauthorize`, 204);

  await calendars(hook);

  // groups
  const group = (await go('POST', '/groups', 201, { displayName: 'Comité', description: 'd', groupTypes: ['Unified'], mailEnabled: true, mailNickname: 'comite', securityEnabled: false, visibility: 'Private', 'owners@odata.bind': [`${V1}/users/${ana}`] })).body['id'] as string;
  await go('GET', `/groups/${group}`, 200);
  await go('GET', `/groups/${group}?$expand=members`, 200);
  await go('PATCH', `/groups/${group}`, 204, { description: 'autre' });
  await go('POST', `/groups/${group}/members/$ref`, 204, { '@odata.id': `${V1}/directoryObjects/${ben}` });
  await go('POST', `/groups/${group}/owners/$ref`, 204, { '@odata.id': `${V1}/users/${ben}` });
  for (const path of ['members', 'members/microsoft.graph.user', 'owners', 'owners/microsoft.graph.user', 'transitiveMembers', 'transitiveMembers/microsoft.graph.user']) await go('GET', `/groups/${group}/${path}?$select=id,displayName`, 200);
  await go('DELETE', `/groups/${group}/owners/${ben}/$ref`, 204);
  await go('DELETE', `/groups/${group}/members/${ben}/$ref`, 204);
  await go('GET', "/groups?$filter=resourceProvisioningOptions/Any(x:x%20eq%20'Team')&$select=id,displayName", 200);
  await go('GET', "/groups?$filter=startswith(displayName,'Com')", 200);
  await go('GET', '/groups/$count', 200, undefined, eventual);
  await tenant.advance(1000);
  await go('PUT', `/groups/${group}/team`, 201, { memberSettings: { allowCreateUpdateChannels: false } });
  await go('GET', `/groups/${group}/team`, 200);
  for (const path of ['memberOf', 'memberOf/microsoft.graph.group', 'transitiveMemberOf', 'transitiveMemberOf/microsoft.graph.group']) await go('GET', `/users/${ana}/${path}?$select=id,displayName`, 200);
  await go('GET', `/users/${ana}/joinedTeams`, 200);
  const groups = await go('GET', '/groups/delta', 200);
  await go('GET', (groups.body['@odata.nextLink'] ?? groups.body['@odata.deltaLink']) as string, 200);

  // a team
  const app = tenant.catalogId();
  const bind = { 'teamsApp@odata.bind': `${V1}/appCatalogs/teamsApps/${app}` };
  const made = await go('POST', '/teams', 202, {
    'template@odata.bind': `${V1}/teamsTemplates('standard')`, displayName: 'CNCOT', description: 'Coordination', visibility: 'private', members: [aMember(ana, ['owner'])], memberSettings: { allowDeleteChannels: false }, funSettings: { allowGiphy: false, giphyContentRating: 'strict' },
    installedApps: [bind], channels: [{ displayName: 'Annonces', description: 'Pour tous', isFavoriteByDefault: true, tabs: [{ ...bind, displayName: 'Comité', configuration: { entityId: 'cncot', contentUrl: 'https://gouverne.example/tab' } }] }],
  });
  const team = teamIdOf(made);
  await tenant.advance(31_000);
  await go('GET', made.headers.get('location') ?? '', 200);
  await go('GET', '/teams?$filter=displayName%20eq%20\'CNCOT\'&$top=20', 200);
  await go('GET', `/teams/${team}`, 200);
  await go('GET', `/teams('${team}')?$select=displayName,summary`, 200);
  await go('PATCH', `/teams/${team}`, 204, { description: 'Coordination nationale', messagingSettings: { allowUserDeleteMessages: false } });
  await quiet();
  await go('GET', `/teams/${team}/permissionGrants`, 200);
  await go('GET', `/teams/${team}/primaryChannel`, 200);
  await go('GET', `/teams/${team}/allChannels`, 200);
  await planner(team, ana);

  // members
  await quiet();
  await go('POST', `/teams/${team}/members/add`, 200, { values: [aMember(ben), aMember(upn('cleo'))] });
  const member = (await go('POST', `/teams/${team}/members`, 201, aMember(ben, ['owner']))).body['id'] as string;
  await go('GET', `/teams/${team}/members?$filter=microsoft.graph.aadUserConversationMember/userId%20eq%20'${ben}'`, 200);
  await go('GET', `/teams/${team}/members/${encodeURIComponent(member)}`, 200);
  await quiet();
  await go('PATCH', `/teams/${team}/members/${encodeURIComponent(member)}`, 200, { '@odata.type': '#microsoft.graph.aadUserConversationMember', roles: [] });

  // channels
  const standard = (await go('POST', `/teams/${team}/channels`, 201, { displayName: 'Procès-verbaux', description: 'PV', membershipType: 'standard' })).body['id'] as string;
  const closed = (await go('POST', `/teams/${team}/channels`, 201, { displayName: 'Huis clos', membershipType: 'private', members: [aMember(ana, ['owner']), aMember(cleo)] })).body['id'] as string;
  await quiet();
  const shared = await go('POST', `/teams/${team}/channels`, 202, { displayName: 'Partagé', membershipType: 'shared', members: [aMember(ana, ['owner'])] });
  await tenant.advance(31_000);
  await go('GET', shared.headers.get('location') ?? '', 200);
  await go('GET', `/teams/${team}/channels`, 200);
  await go('GET', `/teams/${team}/channels?$filter=membershipType%20eq%20'private'&$select=id,displayName`, 200, undefined, { headers: { Prefer: 'include-unknown-enum-members' } });
  await quiet();
  const at = (channel: string) => `/teams/${team}/channels/${encodeURIComponent(channel)}`;
  await go('GET', at(standard), 200);
  await go('PATCH', at(closed), 204, { description: 'Réservé' });
  await quiet();
  await go('GET', `${at(closed)}/members`, 200);
  await quiet();
  const closedMember = (await go('POST', `${at(closed)}/members`, 201, aMember(ben))).body['id'] as string;
  await quiet();
  await go('GET', `${at(closed)}/members/${encodeURIComponent(closedMember)}`, 200);
  await quiet();
  await go('PATCH', `${at(closed)}/members/${encodeURIComponent(closedMember)}`, 200, { '@odata.type': '#microsoft.graph.aadUserConversationMember', roles: ['owner'] });
  await quiet();
  await go('DELETE', `${at(closed)}/members/${encodeURIComponent(closedMember)}`, 204);
  await go('GET', `${at(standard)}/allMembers`, 200);

  // apps and tabs
  const admin = { token: await tenant.userToken('ana', 'openid AppCatalog.ReadWrite.All') };
  await go('GET', `/appCatalogs/teamsApps?$filter=externalId%20eq%20'44444444-4444-4444-8444-444444444444'&$expand=appDefinitions($select=id,version)`, 200);
  await go('GET', "/appCatalogs/teamsApps?$filter=distributionMethod%20eq%20'organization'", 200);
  const published = (await go('POST', '/appCatalogs/teamsApps', 201, await zip('1.0.0'), { ...admin, headers: { 'content-type': 'application/zip' } })).body['id'] as string;
  await go('GET', `/appCatalogs/teamsApps/${published}`, 200);
  await quiet();
  await go('POST', `/teams/${team}/installedApps`, 201, { 'teamsApp@odata.bind': `${V1}/appCatalogs/teamsApps/${published}` });
  await go('POST', `/appCatalogs/teamsApps/${published}/appDefinitions`, 201, await zip('1.1.0'), { ...admin, headers: { 'content-type': 'application/zip' } });
  await go('GET', `/appCatalogs/teamsApps/${published}/appDefinitions`, 200);
  const installed = valueOf(await go('GET', `/teams/${team}/installedApps?$expand=teamsApp,teamsAppDefinition&$filter=teamsApp/externalId%20eq%20'55555555-5555-4555-8555-555555555555'`, 200));
  const installation = encodeURIComponent(String(installed[0]?.['id']));
  await quiet();
  await go('GET', `/teams/${team}/installedApps/${installation}?$expand=teamsAppDefinition`, 200);
  await go('POST', `/teams/${team}/installedApps/${installation}/upgrade`, 204);
  await go('DELETE', `/teams/${team}/installedApps/${installation}`, 204);
  await go('DELETE', `/appCatalogs/teamsApps/${published}`, 204, undefined, admin);
  await quiet();
  const tab = (await go('POST', `${at(standard)}/tabs`, 201, { ...bind, displayName: 'Séances', configuration: { entityId: 'x', contentUrl: 'https://gouverne.example/tab', websiteUrl: 'https://gouverne.example', removeUrl: null } })).body['id'] as string;
  await quiet();
  await go('GET', `${at(standard)}/tabs?$expand=teamsApp&$filter=teamsApp/id%20eq%20'${app}'`, 200);
  await quiet();
  await go('GET', `${at(standard)}/tabs/${tab}?$expand=teamsApp`, 200);
  await quiet();
  await go('PATCH', `${at(standard)}/tabs/${tab}`, 200, { displayName: 'Réunions' });
  await quiet();
  await go('DELETE', `${at(standard)}/tabs/${tab}`, 204);
  const mine = `/users/${ben}/teamwork/installedApps`;
  await go('POST', mine, 201, bind);
  const personal = encodeURIComponent(String(valueOf(await go('GET', `${mine}?$expand=teamsApp&$filter=teamsApp/externalId%20eq%20'44444444-4444-4444-8444-444444444444'`, 200))[0]?.['id']));
  await go('GET', `${mine}/${personal}?$expand=teamsApp`, 200);
  const chat = String((await go('GET', `${mine}/${personal}/chat`, 200)).body['id']);
  await tenant.control('PATCH', `/registrations/${APP_ID}`, { grant: ['Chat.Read.WhereInstalled'] });
  const reader = { token: await tenant.appToken() };
  const said = await fetch(`${tenant.url}/teams/api/chats/${APP_ID}/messages?as=${upn('ben')}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: 'Bonjour', mentions: [] }) });
  expect(said.status).toBe(200);
  const [first] = valueOf(await go('GET', `/chats/${chat}/messages`, 200, undefined, reader));
  await go('GET', `/chats/${chat}/messages/${String(first?.['id'])}`, 200, undefined, reader);
  await go('DELETE', `${mine}/${personal}`, 204);

  // files
  await quiet();
  const folderItem = (await go('GET', `${at(standard)}/filesFolder`, 200)).body as { id: string; parentReference: { driveId: string } };
  const drive = `/drives/${folderItem.parentReference.driveId}`;
  const base = `${drive}/items/${folderItem.id}`;
  await go('GET', `/groups/${team}/drive`, 200);
  await go('GET', drive, 200);
  await go('GET', `${drive}/root`, 200);
  await go('GET', `${drive}/root/children`, 200);
  await go('GET', base, 200);
  await go('POST', `${base}/children`, 201, { name: '2026', folder: {}, '@microsoft.graph.conflictBehavior': 'fail' });
  const file = (await go('PUT', `${base}:/PV%202026.txt:/content`, 201, Buffer.from('Procès-verbal'), { headers: { 'content-type': 'text/plain' } })).body['id'] as string;
  await go('PUT', `${drive}/items/${file}/content`, 200, Buffer.from('Corrigé'), { headers: { 'content-type': 'text/plain' } });
  await go('GET', `${base}/children?$select=id,name&$top=50`, 200);
  await go('GET', `${base}:/PV%202026.txt`, 200);
  await go('GET', `${drive}/items/${file}/content`, 200);
  await go('GET', `${base}:/PV%202026.txt:/content`, 200);
  await go('POST', `${base}:/2026:/children`, 201, { name: 'Janvier', folder: {} });
  await go('GET', `${base}:/2026:/children`, 200);
  await go('DELETE', `${base}:/2026/Janvier`, 204);
  const rootFolder = encodeURIComponent('Procès-verbaux');
  await go('GET', `${drive}/root:/${rootFolder}`, 200);
  await go('GET', `${drive}/root:/${rootFolder}:/children`, 200);
  await go('POST', `${drive}/root/children`, 201, { name: 'Gabarits', folder: {} });
  await go('POST', `${drive}/root:/Gabarits:/children`, 201, { name: 'Modèles', folder: {} });
  await go('PUT', `${drive}/root:/Gabarits/a.txt:/content`, 201, Buffer.from('a'), { headers: { 'content-type': 'text/plain' } });
  await go('GET', `${drive}/root:/Gabarits/a.txt:/content`, 200);
  await go('DELETE', `${drive}/root:/Gabarits`, 204);
  await go('DELETE', `${drive}/items/${file}`, 204);

  // in one go
  const batch = await go('POST', '/$batch', 200, {
    requests: [
      { id: '1', method: 'GET', url: `/teams/${team}` },
      { id: '2', method: 'GET', url: `/users/${ana}?$select=id` },
      { id: '3', method: 'PATCH', url: `/teams/${team}`, headers: { 'Content-Type': 'application/json' }, body: { description: 'Par lot' }, dependsOn: ['1'] },
      { id: '4', method: 'GET', url: '/teams/00000000-0000-4000-8000-000000000000' },
    ],
  });
  expect((batch.body['responses'] as { status: number }[]).map((r) => r.status).toSorted((a, b) => a - b)).toEqual([200, 200, 204, 404]);

  // refusals, whose bodies the judge reads too
  await go('GET', '/users/personne@rqt.example', 404);
  await go('GET', `/teams/${team}`, 401, undefined, { token: 'no.jwt.here' });
  await go('DELETE', `/teams/${team}/members/${encodeURIComponent(member)}`, 204);

  // the end of it
  await quiet();
  await go('POST', `${at(standard)}/archive`, 202, {});
  await quiet();
  await go('POST', `${at(standard)}/unarchive`, 202);
  await quiet();
  await go('DELETE', at(standard), 204);
  await quiet();
  await go('POST', `/teams/${team}/archive`, 202, { shouldSetSpoSiteReadOnlyForMembers: true });
  await go('POST', `/teams/${team}/unarchive`, 202);
  await go('DELETE', `/groups/${group}`, 204);
  await go('GET', '/directory/deletedItems/microsoft.graph.group', 200);
  await go('GET', `/directory/deletedItems/${group}`, 200);
  await go('POST', `/directory/deletedItems/${group}/restore`, 200);
  await go('DELETE', `/groups/${group}`, 204);
  await go('DELETE', `/directory/deletedItems/${group}`, 204);
  await go('DELETE', `/subscriptions/${subscription}`, 204);
}
