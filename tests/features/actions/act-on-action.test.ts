// Actions that are linked to a decision: in camera where it was, and to one that its author may know of.
import { describe, expect, it } from '@jest/globals';
import { rolesOf } from '../../../src/features/committees/domain/permissions.ts';
import { NO_LINKS, type Action } from '../../../src/features/actions/domain/action.ts';
import { numbered, type ActionChange, type AskedAction, type UnnumberedAction } from '../../../src/features/actions/domain/change-action.ts';
import type { ActionDeps } from '../../../src/features/actions/use-cases/announce.ts';
import { changeActionAs, createAction, judgeChange } from '../../../src/features/actions/use-cases/act-on-action.ts';
import type { Saving } from '../../../src/features/actions/ports.ts';
import { committeeId, decisionId, personId, type DecisionId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';
import { storedAction } from '../../support/stored-action.ts';

const charter = theNetwork();
const CHAIR = personId('per-portefeuille-msss');
const [SECRET, OPEN, UNKNOWN] = ['D-2027-001', 'D-2027-002', 'D-2027-003'].map(decisionId) as [DecisionId, DecisionId, DecisionId];
const roles = rolesOf(charter, CHAIR, '2027-01-20');
const by = { kind: 'person', id: CHAIR } as const;

function scene(standing: Action = storedAction()) {
  const acts: unknown[] = [];
  const deps = {
    clock: { now: () => new Date('2027-01-20T15:00:00Z') }, announce: () => [],
    decisionBehind: async (id: DecisionId) => (id === UNKNOWN ? null : { inCamera: id === SECRET }),
    actions: {
      find: async () => standing,
      create: async (given: readonly UnnumberedAction[]) => given.map((one) => numbered(one, standing.id)),
      change: async (action: Action, _seen: number, { journal }: Saving) => { acts.push(...journal.map(({ did }) => did)); return action; },
    },
  } as unknown as ActionDeps;
  const asked = (decision: DecisionId | null): AskedAction => ({ committee: committeeId('bdp'), title: 'Suivre', detail: null, owner: null, due: '2027-02-12', priority: 'medium', links: { ...NO_LINKS, decision }, message: null, inCamera: false, origin: 'decision' });
  const told = (decision: { readonly ok: boolean; readonly value?: Action; readonly refusal?: { readonly why: string } }): boolean | string | undefined => (decision.ok ? decision.value?.inCamera : decision.refusal?.why);
  return {
    acts,
    make: async (decision: DecisionId | null, who: typeof roles | undefined = roles) => told(await createAction(deps)(charter, asked(decision), by, { roles: who })),
    change: async (change: ActionChange) => {
      const acting = { by, seen: null, roles };
      const [judged, changed] = [told(await judgeChange(deps)(charter, standing, change, acting)), told(await changeActionAs(deps)(charter, standing.id, change, acting))];
      expect(judged).toBe(changed);
      return changed;
    },
  };
}

describe('an action', () => {
  it('that follows from a decision taken in camera is in camera, whatever was asked', async () => {
    expect([await scene().make(null), await scene().make(OPEN), await scene().make(SECRET), await scene().make(UNKNOWN)]).toEqual([false, false, true, 'no-decision']);
    const s = scene();
    expect(await s.change({ links: { decision: SECRET } })).toBe(true);
    expect(s.acts).toEqual([{ act: 'action-changed', action: 'A-2027-003', fields: ['inCamera', 'links'] }]);
    expect([await scene().change({ links: { decision: OPEN } }), await scene().change({ links: { decision: UNKNOWN } }), await scene().change({ links: { project: 'RCG-1' } })]).toEqual([false, 'no-decision', false]);
  });

  it('stays in camera once its link is gone, and keeps a link that went out of sight', async () => {
    const linked = (decision: DecisionId, inCamera: boolean): Action => storedAction({ inCamera, links: { ...NO_LINKS, decision } });
    expect([await scene(linked(SECRET, true)).change({ links: { decision: null } }), await scene(linked(UNKNOWN, true)).change({ links: { decision: UNKNOWN, project: 'RCG-1' } })]).toEqual([true, true]);
  });

  it('is linked by nobody of whom nothing is known', async () => {
    const deps = { decisionBehind: async () => ({ inCamera: false }), clock: { now: () => new Date('2027-01-20T15:00:00Z') } };
    expect(await judgeChange(deps)(charter, storedAction(), { links: { decision: OPEN } }, { by: { kind: 'gouverne' }, seen: null })).toMatchObject({ ok: false, refusal: { why: 'no-decision' } });
  });
});
