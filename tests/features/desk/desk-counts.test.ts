// A count of the desk leads to its rows: the list keeps to the committees for which the reader answers, as the desk does.
import { describe, expect, it } from '@jest/globals';
import { endOfWeek } from '../../../src/shared/dates.ts';
import { isLate, isOpen, ownerToday, type Action } from '../../../src/features/actions/domain/action.ts';
import type { ActionFilter, ActionStore, Tally } from '../../../src/features/actions/ports.ts';
import { readActions, type AskedActions } from '../../../src/features/actions/use-cases/read-actions.ts';
import { rolesOf, type Roles } from '../../../src/features/committees/domain/permissions.ts';
import { filterFor } from '../../../src/features/decisions/use-cases/read-decisions.ts';
import type { DeskSources } from '../../../src/features/desk/ports.ts';
import { gatherDesk } from '../../../src/features/desk/use-cases/gather-desk.ts';
import { actionId, committeeId, personId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';
import { storedAction } from '../../support/stored-action.ts';

const charter = theNetwork();
const TODAY = '2027-02-08';
const ALL = { committee: null, territory: null };
const CHAIR = personId('per-chum-gest');
const COORDINATION = charter.appRoles.find(({ role, scope }) => role === 'coordination' && scope !== null && scope !== 'reseau')!.persons[0]!;
const rolesOn = (person: string): Roles => rolesOf(charter, personId(person), TODAY);

/** In each committee: one that is late, one that is blocked, one for this week that was spoken of in camera. */
const ACTIONS = charter.committees.flatMap(({ id }, place) => {
  const one = (n: number, over: Partial<Action>): Action => storedAction({ id: actionId(`A-2027-${String(place * 10 + n).padStart(4, '0')}`), committee: committeeId(id), owner: { is: 'person', person: CHAIR }, due: '2027-03-01', ...over });
  return [one(1, { due: '2027-01-25' }), one(2, { state: 'blocked', blocked: 'Sans réponse' }), one(3, { due: '2027-02-10', inCamera: true }), one(4, { state: 'done' })];
});

const seenBy = ({ committees, inCamera, states, dueFrom, dueBefore, owner }: ActionFilter) => (action: Action): boolean =>
  (committees === null || committees.includes(action.committee)) && (!action.inCamera || inCamera === null || inCamera.includes(action.committee)) && (states === undefined || states.includes(action.state))
  && (dueFrom === undefined || action.due >= dueFrom) && (dueBefore === undefined || action.due < dueBefore) && (owner === undefined || (owner !== 'nobody' && ownerToday(charter, action.owner, TODAY) === owner.person));
const tally = (of: readonly Action[]): Tally => ({ open: of.length, late: of.filter((one) => isLate(one, TODAY)).length, blocked: of.filter(({ state }) => state === 'blocked').length, dueThisWeek: of.filter(({ due }) => due >= TODAY && due <= endOfWeek(TODAY)).length });
const actions: Pick<ActionStore, 'list' | 'tally'> = {
  list: async (filter) => ({ actions: ACTIONS.filter(seenBy(filter)), next: null }),
  tally: async ({ states: _states, dueFrom: _from, dueBefore: _before, ...filter }) => tally(ACTIONS.filter(isOpen).filter(seenBy(filter))),
};
const sources: DeskSources = {
  openActions: async (committees) => ACTIONS.filter((one) => isOpen(one) && committees.includes(one.committee)),
  ownActions: async () => [], meetings: async () => [], decisions: async () => [], toAnswer: async () => [], lastDrift: () => null,
};

const listed = async (roles: Roles, asked: Partial<AskedActions>) => readActions({ actions })(roles, { rest: {}, ...asked }, { cursor: null, limit: 1000 }, TODAY);

describe.each([['the chair of one local committee', CHAIR], ['a territory’s coordination', COORDINATION], ['the network’s coordination', personId('per-secretariat-msss')], ['the audit', personId('per-verif-interne')]])('of %s', (_who, person) => {
  const roles = rolesOn(person);

  it('the counts of the desk are the rows of the list', async () => {
    const { tally: counts, shares } = await gatherDesk(sources)(roles, ALL, TODAY);
    const rows = async (asked: Partial<AskedActions>): Promise<number> => (await listed(roles, { ...asked, answered: true })).actions.length;
    expect(counts.open).toBeGreaterThan(0);
    expect([await rows({}), await rows({ late: true }), await rows({ state: 'blocked' }), await rows({ week: true })]).toEqual([counts.open, counts.late, counts.blocked, counts.dueThisWeek]);
    expect((await listed(roles, { answered: true })).counts).toEqual(counts);
    for (const { id, open } of shares.territories) expect(await rows({ territory: id })).toBe(open);
    for (const { id, open } of shares.people) expect(await rows({ owner: id })).toBe(open);
    for (const { id, open } of shares.committees) expect((await listed(roles, { committee: id })).actions).toHaveLength(open);
  });

  it('so are those of a territory', async () => {
    const { tally: counts } = await gatherDesk(sources)(roles, { committee: null, territory: 'ter-udem' }, TODAY);
    expect((await listed(roles, { territory: 'ter-udem', answered: true })).counts).toEqual(counts);
  });

  it('the register keeps to the same committees', async () => {
    const { scope } = await gatherDesk(sources)(roles, ALL, TODAY);
    expect(filterFor(roles, { answered: true }, TODAY).sight.committees).toEqual(scope.committees);
  });
});

it('a chair sees far more than what they answer for', async () => {
  const roles = rolesOn(CHAIR);
  expect((await gatherDesk(sources)(roles, ALL, TODAY)).scope.committees).toEqual(['loc-chum']);
  expect((await listed(roles, {})).actions.length).toBeGreaterThan(50);
});
