// Making action items and changing them: judged by the rules, saved with the journal and the work that follows. Of two people who change
// the same action at once, one is told what it has become. What follows from a decision taken in camera is in camera, whatever was asked.

import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import type { ActionId, DecisionId, PersonId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { Roles } from '../../committees/domain/permissions.ts';
import type { Actor, JournalEntry } from '../../journal/domain/entry.ts';
import type { Action } from '../domain/action.ts';
import { actsOf, changeAction, newAction, ownerWord, type ActionChange, type ActionRefusal, type AskedAction, type UnnumberedAction } from '../domain/change-action.ts';
import { newsOf, whenThere, type ActionDeps, type ActionNews } from './announce.ts';
import type { Saving } from '../ports.ts';

/** Of a decision that is not there, or not for whoever links an action to it. */
export interface LinkRefusal { readonly why: 'no-decision'; readonly decision: DecisionId }

export type ActOnActionRefusal =
  | ActionRefusal
  | LinkRefusal
  | { readonly why: 'no-action'; readonly action: string }
  /** Somebody changed it since it was seen; `action` is what it is now. */
  | { readonly why: 'stale'; readonly action: Action };

/** Who acts, and on which version: null for whatever stands, when the change came from elsewhere. */
export interface ActingOn { readonly by: Actor; readonly seen: number | null; /** What they may know; without it no decision is linked. */ readonly roles?: Roles; /** It came from Planner, which need not be told. */ readonly heard?: boolean }

export const personBehind = (by: Actor): PersonId | null => (by.kind === 'person' ? by.id : null);

export const createAction = (deps: ActionDeps) => {
  const create = createActions(deps);
  return async (charter: Charter, asked: AskedAction, by: Actor, { roles, once }: { readonly roles?: Roles | undefined; readonly once?: string | undefined } = {}): Promise<Decision<Action, ActionRefusal | LinkRefusal>> => {
    const link = await linked(deps, asked, null, roles);
    if (!link.ok) return link;
    const decision = newAction(charter, link.value, personBehind(by), whenThere(charter, asked.committee, deps.clock.now()));
    if (!decision.ok) return decision;
    const [created] = await create([decision.value], by, { once });
    return accept(created!);
  };
};

/** With what follows from the decision that is linked. One that was linked before is not asked about again, should it have gone out of sight. */
async function linked<Asked extends AskedAction | ActionChange>({ decisionBehind }: Pick<ActionDeps, 'decisionBehind'>, asked: Asked, before: Action | null, roles: Roles | undefined): Promise<Decision<Asked, LinkRefusal>> {
  const id = asked.links?.decision ?? null;
  if (id === null) return accept(asked);
  const found = roles === undefined ? null : await decisionBehind(id, roles);
  if (found === null) return id === before?.links.decision ? accept(asked) : refuse({ why: 'no-decision', decision: id });
  return accept(found.inCamera ? { ...asked, inCamera: true } : asked);
}

/** Several that were judged before, all of them or none. */
export const createActions = ({ actions, announce }: Pick<ActionDeps, 'actions' | 'announce'>) => (given: readonly UnnumberedAction[], by: Actor, { heard = false, once }: { readonly heard?: boolean | undefined; readonly once?: string | undefined } = {}): Promise<readonly Action[]> =>
  actions.create(given, (created): Saving => ({
    journal: created.map((action): JournalEntry => ({ chain: action.committee, at: action.createdAt, by, did: { act: 'action-created', action: action.id, due: action.due, owner: ownerWord(action.owner), origin: action.origin } })),
    next: created.flatMap((action) => announce(action, newsOf(null, action, heard))),
  }), once);

/** What a change would make of it; nothing is saved. */
export const judgeChange = (deps: Pick<ActionDeps, 'clock' | 'decisionBehind'>) =>
  async (charter: Charter, action: Action, change: ActionChange, { by, seen, roles }: ActingOn): Promise<Decision<Action, ActOnActionRefusal>> => {
    if (seen !== null && seen !== action.version) return refuse({ why: 'stale', action });
    const link = await linked(deps, change, action, roles);
    return link.ok ? changeAction(charter, action, link.value, personBehind(by), whenThere(charter, action.committee, deps.clock.now())) : link;
  };

export const changeActionAs = ({ actions, clock, announce, decisionBehind }: ActionDeps) =>
  async (charter: Charter, id: ActionId, change: ActionChange, { by, seen, roles, heard = false }: ActingOn): Promise<Decision<Action, ActOnActionRefusal>> => {
    for (;;) {
      const before = await actions.find(id);
      if (before === null) return refuse({ why: 'no-action', action: id });
      if (seen !== null && seen !== before.version) return refuse({ why: 'stale', action: before });
      const when = whenThere(charter, before.committee, clock.now());
      const link = await linked({ decisionBehind }, change, before, roles);
      if (!link.ok) return link;
      const decision = changeAction(charter, before, link.value, personBehind(by), when);
      if (!decision.ok) return decision;
      const after = decision.value;
      const acts = actsOf(before, after);
      if (acts.length === 0) return accept(before);
      const news: ReadonlySet<ActionNews> = newsOf(before, after, heard);
      const saved = await actions.change(after, before.version, {
        journal: acts.map((did): JournalEntry => ({ chain: after.committee, at: when.now, by, did })),
        next: announce(after, news),
      });
      // Overtaken: whoever saw a version is told on the next look, what came from elsewhere is decided anew.
      if (saved !== null) return accept(saved);
    }
  };
