// The messages of a bot's chat through Graph, against "List messages in a chat": who may read, in which order, and what a card looks like there.
import { teamsService } from '../../src/local-tenant/connector/service.ts';
import { aTenant, APP_ID, errorOf, SECRET, valueOf, type Tenant } from '../support/tenant.ts';

let tenant: Tenant;
let chat: string;
let token: string;

const CARD = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', id: 'gouverne:notice:1', text: 'Avis' }] };
const say = (fromBot: boolean, activity: Record<string, unknown>) => {
  const service = teamsService(tenant.local.context);
  return service.post(service.mailroom.personal(APP_ID, tenant.id('ana')), { from: fromBot ? APP_ID : tenant.id('ana'), fromBot, activity: { type: 'message', ...activity } });
};
const grant = async (permission: string) => { await tenant.control('PATCH', `/registrations/${APP_ID}`, { grant: [permission] }); token = await tenant.appToken(APP_ID, SECRET); };
const read = (query = '') => tenant.graph('GET', `/chats/${encodeURIComponent(chat)}/messages${query}`, undefined, { token });

describe('the messages of a chat', () => {
  beforeAll(async () => {
    tenant = await aTenant({ manners: 'fast' });
    chat = `19:${tenant.id('ana')}_${APP_ID}@unq.gbl.spaces`;
    token = await tenant.appToken();
  });
  afterAll(async () => { await tenant.local.close(); });

  it('are not read without a permission for it', async () => {
    expect((await read()).status).toBe(403);
  });

  it('are not read with …WhereInstalled where the app is not installed', async () => {
    await grant('Chat.Read.WhereInstalled');
    const reply = await read();
    expect([reply.status, errorOf(reply).code]).toEqual([403, 'Forbidden']);
    tenant.local.context.world.installApp({ scope: 'user', scopeId: tenant.id('ana'), catalogAppId: tenant.catalogId(), by: null });
    expect((await read()).status).toBe(200);
  });

  it('come newest first, with the card as it was sent and who wrote', async () => {
    say(true, { attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: CARD }], summary: 'Avis' });
    say(false, { text: 'merci & <bien>' });
    const [answer, notice] = valueOf(await read());
    expect(answer).toMatchObject({ body: { contentType: 'text', content: 'merci &amp; &lt;bien&gt;' }, from: { user: { id: tenant.id('ana') }, application: null } });
    const [attachment] = (notice?.['attachments'] ?? []) as { id: string; content: string }[];
    expect(JSON.parse(attachment?.content ?? '')).toEqual(CARD);
    expect(notice).toMatchObject({ chatId: chat, from: { application: { id: APP_ID, applicationIdentityType: 'bot' } }, body: { contentType: 'html', content: `<attachment id="${attachment?.id ?? ''}"></attachment>` } });
  });

  it('that were deleted stay as a mark without content', async () => {
    const message = say(true, { text: 'en trop' });
    teamsService(tenant.local.context).remove(message);
    const shown = valueOf(await read()).find((one) => one['id'] === message.id);
    expect(shown).toMatchObject({ body: { content: '' }, attachments: [] });
    expect(shown?.['deletedDateTime']).not.toBeNull();
  });

  it('come in pages of at most fifty, and in no ascending order', async () => {
    for (let n = 0; n < 5; n += 1) say(true, { text: `${n}` });
    const first = await read('?$top=3');
    expect(valueOf(first)).toHaveLength(3);
    const next = await tenant.graph('GET', String(first.body['@odata.nextLink']), undefined, { token });
    const ids = [...valueOf(first), ...valueOf(next)].map((one) => Number(one['id']));
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect((await read('?$top=51')).status).toBe(400);
    expect((await read('?$orderby=createdDateTime asc')).status).toBe(400);
    expect((await read('?$select=id')).status).toBe(400);
  });

  it('of a chat that is not are not found', async () => {
    chat = '19:00000000-0000-4000-8000-000000000000_00000000-0000-4000-8000-000000000001@unq.gbl.spaces';
    expect((await read()).status).toBe(404);
  });
});
