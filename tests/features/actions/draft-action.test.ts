// What is dictated to the bot or made of a message: where, for whom, by when, what is missing, and what is never dictated.
import { describe, expect, it } from '@jest/globals';
import type { Action } from '../../../src/features/actions/domain/action.ts';
import type { UnnumberedAction } from '../../../src/features/actions/domain/change-action.ts';
import { draftAction, type DraftFields, type Spoken, type Where } from '../../../src/features/actions/use-cases/draft-action.ts';
import type { ToldAction } from '../../../src/features/actions/ports-reminders.ts';
import { actionId, committeeId, entraId, personId } from '../../../src/shared/ids.ts';
import { theNetwork, withCommittee } from '../../support/charter-builder.ts';

const HERE: Where = { groupId: 'g', channelId: '19:bdp' };
const MEMBER = 'per-cct-cusm-portefeuille';
const spoken = (over: Partial<Spoken> = {}): Spoken => ({ titles: [{ title: 'réviser le plan', owner: 'la présidence' }, { title: 'réviser le plan pour la présidence', owner: null }], due: '2027-02-12', ...over });
const fields = (over: Partial<DraftFields> = {}): DraftFields => ({ title: 'Réviser le plan', committee: 'bdp', owner: MEMBER, due: '2027-02-12', priority: 'medium', ...over });

function scene({ charter = theNetwork(), here = 'bdp' }: { charter?: ReturnType<typeof theNetwork>; here?: string | null } = {}) {
  const made: Action[] = [];
  const cards = new Map<string, readonly ToldAction[]>();
  const bot = draftAction({
    charter: async () => charter, personOf: async (account) => (account === 'stranger' ? null : personId(account)), committeeAt: async () => (here === null ? null : committeeId(here)),
    telling: { shown: async ({ message }) => cards.get(message) ?? [], remember: async ([card]) => { if (card !== undefined) cards.set(card.message, card.actions); }, showing: async () => [], forget: async () => undefined },
    pageOf: (id) => id, permissionWords: (_of, { why }) => ({ fr: why }), today: () => '2027-01-20', clock: { now: () => new Date('2027-01-20T15:00:00Z') }, announce: () => [], decisionBehind: async () => null,
    actions: {
      create: async (given: readonly UnnumberedAction[]) => { const numbered = given.map((action, n): Action => ({ ...action, id: actionId(`A-2027-00${made.length + n + 1}`) })); made.push(...numbered); return numbered; },
      findAll: async (ids: readonly string[]) => made.filter(({ id }) => ids.includes(id)),
    } as never,
  });
  const draft = (by: string, where: Where | null, said: Spoken) => bot.draft(entraId(by), where, said);
  const make = (by: string, asked: DraftFields, reference: string | null = null) => bot.make(entraId(by), asked, { message: null, reference });
  return { made, draft, make };
}

describe('a dictated action', () => {
  it('is for the committee of the channel, with the owner and the day that were meant', async () => {
    expect(await scene().draft(MEMBER, HERE, spoken())).toMatchObject({ is: 'draft', draft: { title: 'réviser le plan', committee: 'bdp', owner: 'per-portefeuille-msss', due: '2027-02-12', wanting: [] } });
  });
  it('keeps the whole as its title where « pour » names nobody', async () => {
    const said = spoken({ titles: [{ title: 'préparer', owner: 'l’hiver' }, { title: 'préparer pour l’hiver', owner: null }] });
    expect(await scene().draft(MEMBER, HERE, said)).toMatchObject({ draft: { title: 'préparer pour l’hiver', owner: null } });
  });
  it('in a chat is for one’s only committee, or asks for which', async () => {
    expect(await scene({ here: null }).draft(MEMBER, null, spoken())).toMatchObject({ draft: { committee: 'bdp' } });
    expect(await scene({ here: null }).draft('per-coord-clin', null, spoken())).toMatchObject({ is: 'draft', draft: { committee: null, owner: null, wanting: [{ fr: 'Dites pour quelle instance.' }] } });
  });
  it('says what is missing, and why a day is none', async () => {
    const without = await scene().draft(MEMBER, HERE, spoken({ titles: [{ title: '', owner: null }], due: null }));
    expect(without).toMatchObject({ draft: { wanting: [{ fr: 'Dites ce qui est à faire.' }, { fr: 'Dites pour quand : une échéance est nécessaire.' }] } });
    const past = await scene().draft(MEMBER, HERE, spoken({ due: '2027-01-02' }));
    expect(past).toMatchObject({ draft: { due: null, wanting: [{ fr: expect.stringContaining('déjà passé') as unknown }] } });
    expect(await scene().draft(MEMBER, HERE, spoken({ due: { workingDays: 5 } }))).toMatchObject({ draft: { due: '2027-01-27' } });
  });
  it('is for those who take part, and for nobody in a restricted committee', async () => {
    expect((await scene().draft('stranger', HERE, spoken())).is).toBe('not-allowed');
    expect(await scene().draft('per-cusm-clin', HERE, spoken())).toEqual({ is: 'not-allowed', why: { fr: 'no-seat' } });
    const restricted = withCommittee(theNetwork(), 'bdp', (committee) => ({ ...committee, confidentiality: 'restreinte' }));
    for (const done of [await scene({ charter: restricted }).draft(MEMBER, HERE, spoken()), await scene({ charter: restricted }).make(MEMBER, fields())]) expect(done).toEqual({ is: 'restricted', acronym: 'BP' });
  });
});

describe('once it was seen', () => {
  it('is made, once for each card however often it is pressed', async () => {
    const s = scene();
    for (const _press of [1, 2]) expect(await s.make(MEMBER, fields(), 'r-1')).toMatchObject({ is: 'made', action: { id: 'A-2027-001' } });
    await s.make(MEMBER, fields(), 'r-2');
    expect(s.made.map(({ id, origin, createdBy }) => [id, origin, createdBy])).toEqual([['A-2027-001', 'bot', MEMBER], ['A-2027-002', 'bot', MEMBER]]);
  });
  it('comes back with what was typed and what is wrong, less a health insurance number', async () => {
    const s = scene();
    expect(await s.make(MEMBER, fields({ owner: 'per-cusm-clin' }))).toMatchObject({ is: 'draft', draft: { title: 'Réviser le plan', owner: 'per-cusm-clin', wanting: [{ fr: expect.stringContaining('n’a pas de siège') as unknown }] } });
    const numbered = await s.make(MEMBER, fields({ title: 'Rappeler TREM 7503 1512' }));
    expect(JSON.stringify(numbered)).not.toContain('7503');
    expect(numbered.is).toBe('draft');
    expect(await s.make(MEMBER, fields({ due: null }))).toMatchObject({ draft: { wanting: [{ en: 'Say by when: a due date is needed.' }] } });
    expect(s.made).toEqual([]);
  });
});
