// Planner against what the documentation says: etags and conflicts by property, open types, order hints, limits, lag, and what is not there.

import { aTenant, ALL_ROLES, aSeed, APP_ID, errorOf, SECRET, valueOf, type Answer, type Rows, type Tenant } from '../support/tenant.ts';

type Body = Record<string, unknown>;
let tenant: Tenant;
let groupId: string;
let planId: string;
let bucketId: string;
let bucketElsewhere: string;

const container = (id: string) => ({ container: { url: `https://graph.microsoft.com/v1.0/groups/${id}` } });
const hint = { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' };
const etag = (body: Body): string => String(body['@odata.etag']);
const match = (body: Body, more: Record<string, string> = {}) => ({ headers: { 'If-Match': etag(body), ...more } });
const whole = { Prefer: 'return=representation' };
const task = (over: Body = {}) => tenant.graph('POST', '/planner/tasks', { planId, bucketId, title: 'Préparer le bilan', ...over });
const made = async (over: Body = {}): Promise<Body & { id: string }> => {
  const reply = await task(over);
  if (reply.status !== 201) throw new Error(`${reply.status} ${reply.text}`);
  return reply.body as Body & { id: string };
};
const patch = (of: Body, body: Body, more: { headers: Record<string, string> } = match(of)): Promise<Answer> => tenant.graph('PATCH', `/planner/tasks/${String(of['id'])}`, body, more);
const read = async (id: string): Promise<Body> => (await tenant.graph('GET', `/planner/tasks/${id}`)).body;

describe('Planner', () => {
  beforeAll(async () => {
    const [registration, ...others] = (aSeed() as { registrations: Body[] }).registrations;
    tenant = await aTenant({ manners: 'fast', seed: aSeed({ registrations: [{ ...registration, graphRoles: [...ALL_ROLES, 'Tasks.ReadWrite.All'], graphScopes: ['User.Read', 'Tasks.ReadWrite'] }, ...others] }) });
    groupId = await tenant.aTeam();
    const plan = await tenant.graph('POST', '/planner/plans', { ...container(groupId), title: 'Actions du CNCOT' });
    expect([plan.status, plan.body['title'], plan.body['owner']]).toEqual([201, 'Actions du CNCOT', groupId]);
    planId = String(plan.body['id']);
    const aBucket = async (of: string): Promise<string> => String((await tenant.graph('POST', '/planner/buckets', { name: 'À faire', planId: of, orderHint: ' !' })).body['id']);
    bucketId = await aBucket(planId);
    bucketElsewhere = await aBucket(String((await tenant.graph('POST', '/planner/plans', { ...container(await tenant.aTeam('CNCCS')), title: 'Actions du CNCCS' })).body['id']));
    expect((await tenant.graph('GET', `/planner/buckets/${bucketElsewhere}`)).status).toBe(200);
  });
  beforeEach(async () => { tenant.local.context.state.plannerTasks.clear(); await tenant.control('PATCH', '/options', { plannerLagMs: 0 }); });
  afterAll(async () => { await tenant.local.close(); });

  it('finds plans by their group, and has no list of them all', async () => {
    expect(valueOf(await tenant.graph('GET', `/groups/${groupId}/planner/plans`)).map((p) => p['id'])).toEqual([planId]);
    expect((await tenant.graph('GET', '/planner/plans')).status).toBe(405);
    expect((await tenant.graph('GET', `/planner/plans/${planId}/tasks/delta`)).status).toBe(400);
    expect(valueOf(await tenant.graph('GET', `/planner/plans/${planId}/buckets`))).toMatchObject([{ id: bucketId, name: 'À faire' }]);
  });
  it.each([
    ['a group that is not', { ...container('99999999-9999-4999-8999-999999999999'), title: 'x' }, 404],
    ['no container', { title: 'x' }, 400],
    ['another address', { container: { url: 'https://example.org/groups/1' }, title: 'x' }, 400],
    ['no title', container('99999999-9999-4999-8999-999999999999'), 400],
  ])('refuses a plan with %s', async (_what, body, status) => { expect((await tenant.graph('POST', '/planner/plans', body)).status).toBe(status); });

  it('asks for the permission to write tasks', async () => {
    await tenant.control('PATCH', `/registrations/${APP_ID}`, { revoke: ['Tasks.ReadWrite.All'] });
    const token = await tenant.appToken(APP_ID, SECRET);
    await tenant.control('PATCH', `/registrations/${APP_ID}`, { grant: ['Tasks.ReadWrite.All'] });
    const refused = await tenant.graph('POST', '/planner/tasks', { planId, title: 'x' }, { token });
    expect([refused.status, errorOf(refused).code]).toEqual([403, 'Authorization_RequestDenied']);
    // An application does not read it either, whatever it may do with groups.
    for (const path of [`/groups/${groupId}/planner/plans`, `/planner/plans/${planId}/tasks`, `/users/${tenant.id('ana')}/planner/tasks`]) expect((await tenant.graph('GET', path, undefined, { token })).status).toBe(403);
  });
  it('shows a person the plans of their groups, and the tasks that are theirs', async () => {
    const [member, stranger] = await Promise.all(['ana', 'ben'].map((name) => tenant.userToken(name, 'openid Tasks.ReadWrite')));
    const { id } = await made({ assignments: { [tenant.id('ana')]: hint } });
    const seenBy = async (token: string | undefined, path: string): Promise<number> => (await tenant.graph('GET', path, undefined, { token })).status;
    for (const path of [`/planner/plans/${planId}`, `/planner/plans/${planId}/tasks`, `/planner/tasks/${id}`, `/groups/${groupId}/planner/plans`]) expect([path, await seenBy(member, path), await seenBy(stranger, path)]).toEqual([path, 200, 403]);
    const own = await tenant.graph('GET', '/me/planner/tasks', undefined, { token: member });
    expect([own.status, valueOf(own).map((t) => t['id'])]).toEqual([200, [id]]);
    expect([await seenBy(member, `/users/${tenant.id('ana')}/planner/tasks`), await seenBy(stranger, `/users/${tenant.id('ana')}/planner/tasks`), await seenBy(stranger, '/me/planner/tasks')]).toEqual([200, 403, 200]);
    expect((await tenant.graph('POST', '/planner/tasks', { planId, title: 'x' }, { token: stranger })).status).toBe(403);
  });
  it('gives no task of a group that was deleted, until the group is there again', async () => {
    const team = await tenant.aTeam('Bureau de passage');
    const plan = (await tenant.graph('POST', '/planner/plans', { ...container(team), title: 'De passage' })).body;
    const { id } = await made({ planId: plan['id'], bucketId: undefined, assignments: { [tenant.id('ana')]: hint } });
    const seen = async (): Promise<unknown[]> => [(await tenant.graph('GET', `/planner/tasks/${id}`)).status, ...valueOf(await tenant.graph('GET', `/users/${tenant.id('ana')}/planner/tasks`)).map((t) => t['id'])];
    expect(await seen()).toEqual([200, id]);
    expect((await tenant.graph('DELETE', `/groups/${team}`)).status).toBe(204);
    expect(await seen()).toEqual([404]);
    expect((await tenant.graph('POST', `/directory/deletedItems/${team}/restore`)).status).toBe(200);
    expect(await seen()).toEqual([200, id]);
  });

  it('sets who completed it and when, and forgets it when the task is reopened', async () => {
    const first = await made({ assignments: { [tenant.id('ana')]: hint }, dueDateTime: '2027-02-12T10:00:00Z' });
    expect(first).toMatchObject({ percentComplete: 0, priority: 5, completedDateTime: null, dueDateTime: '2027-02-12T10:00:00Z', createdBy: { application: { id: APP_ID } } });
    const done = await patch(first, { percentComplete: 100 }, match(first, whole));
    expect([done.status, done.headers.get('preference-applied'), done.body['completedDateTime']]).toEqual([200, 'return=representation', expect.stringMatching(/^2\d{3}-/)]);
    const again = await patch(done.body, { percentComplete: 50 });
    expect([again.status, again.text]).toEqual([204, '']);
    expect((await read(first.id))['completedDateTime']).toBeNull();
  });
  it('takes an older etag unless the same property changed since, then 409; a wrong one is 412', async () => {
    const first = await made();
    expect((await patch(first, { title: 'Un' })).status).toBe(204);
    expect((await patch(first, { priority: 1 })).status).toBe(204);
    expect((await patch(first, { title: 'Deux' })).status).toBe(409);
    for (const headers of [{}, { 'If-Match': '*' }, { 'If-Match': etag(await made()) }, { 'If-Match': 'W/"x"' }] as Record<string, string>[]) expect((await patch(first, { title: 'x' }, { headers })).status).toBe(412);
    expect((await tenant.graph('DELETE', `/planner/tasks/${first.id}`, undefined, match(first))).status).toBe(409);
    const now = await read(first.id);
    expect([now['title'], now['priority'], etag(now) > etag(first)]).toEqual(['Un', 1, true]);
    expect((await tenant.graph('DELETE', `/planner/tasks/${first.id}`, undefined, match(now))).status).toBe(204);
    expect((await tenant.graph('GET', `/planner/tasks/${first.id}`)).status).toBe(404);
  });
  it('has another etag for the details, with references keyed by encoded address', async () => {
    const first = await made();
    const path = `/planner/tasks/${first.id}/details`;
    const details = (await tenant.graph('GET', path)).body;
    const key = 'https%3A//gouverne%2Eexample/action/1';
    const reference = { '@odata.type': '#microsoft.graph.plannerExternalReference', alias: 'Action', type: 'Other' };
    expect((await tenant.graph('PATCH', path, { description: 'x' }, match(first))).status).toBe(412);
    expect((await tenant.graph('PATCH', path, { references: { 'https://gouverne.example': reference } }, match(details))).status).toBe(400);
    const put = await tenant.graph('PATCH', path, { references: { [key]: reference }, description: 'Voir' }, match(details, whole));
    expect([put.status, Object.keys(put.body['references'] as Body)]).toEqual([200, [key]]);
    expect(await read(first.id)).toMatchObject({ referenceCount: 1, hasDescription: true });
  });
  it('keeps the kind of preview with the details, whether the task or its details were told', async () => {
    const first = await made({ previewType: 'description' });
    const path = `/planner/tasks/${first.id}/details`;
    const before = (await tenant.graph('GET', path)).body;
    expect([first['previewType'], before['previewType']]).toEqual(['description', 'description']);
    const changed = await patch(first, { previewType: 'NOPREVIEW' }, match(first, whole));
    expect([changed.body['previewType'], (await read(first.id))['previewType']]).toEqual(['noPreview', 'noPreview']);
    expect((await tenant.graph('PATCH', path, { previewType: 'checklist' }, match(before))).status).toBe(409);
    const details = (await tenant.graph('GET', path)).body;
    expect(details['previewType']).toBe('noPreview');
    expect((await tenant.graph('PATCH', path, { previewType: 'checklist' }, match(details))).status).toBe(204);
    expect((await read(first.id))['previewType']).toBe('checklist');
    expect((await patch(changed.body, { previewType: 'reference' })).status).toBe(409);
    expect((await patch(await read(first.id), { previewType: 'picture' })).status).toBe(400);
  });
  it('keeps what a plan calls its labels and with whom it is shared', async () => {
    const path = `/planner/plans/${planId}/details`;
    const [ana, ben] = [tenant.id('ana'), tenant.id('ben')];
    const change = async (body: Body): Promise<Answer> => tenant.graph('PATCH', path, body, match((await tenant.graph('GET', path)).body, whole));
    const put = await change({ categoryDescriptions: { category1: 'Prioritaire', category25: 'Budget' }, sharedWith: { [ana]: true, [ben.toUpperCase()]: true } });
    expect([put.status, put.body]).toMatchObject([200, { categoryDescriptions: { category1: 'Prioritaire', category2: null, category25: 'Budget' }, sharedWith: { [ana]: true, [ben]: true } }]);
    const again = await change({ categoryDescriptions: { category1: null }, sharedWith: { [ben]: false } });
    expect([again.body['categoryDescriptions'], again.body['sharedWith']]).toMatchObject([{ category1: null, category25: 'Budget' }, { [ana]: true }]);
    expect(Object.keys(again.body['sharedWith'] as Body)).toEqual([ana]);
  });
  it.each([
    ['a label 26', () => ({ categoryDescriptions: { category26: 'x' } })],
    ['a label of another name', () => ({ categoryDescriptions: { urgent: 'x' } })],
    ['a number for a label', () => ({ categoryDescriptions: { category1: 1 } })],
    ['a name to share with', () => ({ sharedWith: { ana: true } })],
    ['a text to share', () => ({ sharedWith: { [tenant.id('ana')]: 'true' } })],
    ['nothing to share', () => ({ sharedWith: { [tenant.id('ana')]: null } })],
  ])('refuses details of a plan with %s', async (_what, body) => {
    const path = `/planner/plans/${planId}/details`;
    const before = (await tenant.graph('GET', path)).body;
    expect((await tenant.graph('PATCH', path, body(), match(before))).status).toBe(400);
    expect((await tenant.graph('GET', path)).body).toEqual(before);
  });
  it.each([['plans', 'title', () => planId], ['buckets', 'name', () => bucketId]])('takes no empty name for one of its %s', async (kind, name, id) => {
    const path = `/planner/${kind}/${id()}`;
    const before = (await tenant.graph('GET', path)).body;
    expect((await tenant.graph('PATCH', path, { [name]: '' }, match(before))).status).toBe(400);
    expect((await tenant.graph('GET', path)).body).toEqual(before);
  });
  it.each([
    ['a hint of the service', () => ({ assignments: { [tenant.id('ana')]: { ...hint, orderHint: '8585P' } } }), 400],
    ['an untyped assignment', () => ({ assignments: { [tenant.id('ana')]: { orderHint: ' !' } } }), 400],
    ['an assignment without properties', () => ({ assignments: { [tenant.id('ana')]: { '@odata.type': hint['@odata.type'] } } }), 400],
    ['an assignee outside the group', () => ({ assignments: { [tenant.id('cleo')]: hint } }), 403],
    ['a name for an assignee', () => ({ assignments: { ana: hint } }), 400],
    ['a time of completion', () => ({ completedDateTime: '2027-02-12T10:00:00Z' }), 400],
    ['110 per cent', () => ({ percentComplete: 110 }), 400],
    ['priority 11', () => ({ priority: 11 }), 400],
    ['a bucket of another plan', () => ({ bucketId: bucketElsewhere }), 400],
    ['a bucket that is not', () => ({ bucketId: 'x'.repeat(28) }), 400],
    ['a start after its due time', () => ({ startDateTime: '2027-03-01T00:00:00Z', dueDateTime: '2027-02-01T00:00:00Z' }), 400],
    ['a title of 256', () => ({ title: 'x'.repeat(256) }), 400],
    ['no such property', () => ({ titre: 'x' }), 400],
  ])('refuses a task with %s', async (_what, over, status) => { expect((await task(over())).status).toBe(status); });

  it('says which limit was reached', async () => {
    const { board } = tenant.local.context;
    tenant.local.context.state.atomically(() => { for (let i = 0; i < 3000; i += 1) board.addTask({ planId, title: `t${i}`, by: { userId: null, appId: APP_ID }, change: {} }); });
    const refused = await task();
    expect([refused.status, errorOf(refused).code]).toEqual([403, 'MaximumActiveTasksInProject']);
    let next: string | undefined = `/planner/plans/${planId}/tasks?$select=id`;
    const seen: Rows = [];
    for (; next !== undefined;) { const page: Answer = await tenant.graph('GET', next); seen.push(...valueOf(page)); next = page.body['@odata.nextLink'] as string | undefined; }
    expect([seen.length, new Set(seen.map((t) => t['id'])).size]).toEqual([3000, 3000]);
  });
  it('does not find a task that was just made, until a moment later', async () => {
    await tenant.control('PATCH', '/options', { plannerLagMs: 60_000 });
    const { id } = await made();
    expect([(await tenant.graph('GET', `/planner/tasks/${id}`)).status, valueOf(await tenant.graph('GET', `/planner/plans/${planId}/tasks`)).length]).toEqual([404, 0]);
    await tenant.advance(60_001);
    expect((await read(id))['id']).toBe(id);
  });
  it('is worked in by people, whose edits make an older etag conflict', async () => {
    const first = await made({ assignments: { [tenant.id('ana')]: hint } });
    const act = (body: Body) => tenant.control('POST', '/person', { user: 'ana@rqt.example', plan: 'Actions du CNCOT', ...body });
    expect((await act({ act: 'edit-task', task: first.id, to: 'Bilan 2027', due: '2027-03-01', unassign: ['ana@rqt.example'] })).status).toBe(200);
    expect(await read(first.id)).toMatchObject({ title: 'Bilan 2027', dueDateTime: '2027-03-01T10:00:00Z', assignments: {} });
    expect((await patch(first, { dueDateTime: '2027-04-01T10:00:00Z' })).status).toBe(409);
    await act({ act: 'add-task', to: 'À la main', bucket: 'À faire' });
    await act({ act: 'complete-task', task: 'À la main' });
    const plans = (await tenant.control('GET', '/planner')).body['plans'] as Rows;
    expect(plans.find(({ id }) => id === planId)).toMatchObject({ title: 'Actions du CNCOT', tasks: [{ title: 'Bilan 2027' }, { title: 'À la main', percent: 100, bucket: 'À faire' }] });
    await act({ act: 'remove-task', task: 'À la main' });
    expect(valueOf(await tenant.graph('GET', `/planner/plans/${planId}/tasks`))).toHaveLength(1);
  });
});
