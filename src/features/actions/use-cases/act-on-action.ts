// Making action items and changing them: judged by the rules, saved with the journal and the work that follows. Of two people who change
// the same action at once, one is told what it has become.

import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import type { ActionId, PersonId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { Actor, JournalEntry } from '../../journal/domain/entry.ts';
import type { Action } from '../domain/action.ts';
import { actsOf, changeAction, newAction, ownerWord, type ActionChange, type ActionRefusal, type AskedAction, type UnnumberedAction } from '../domain/change-action.ts';
import { newsOf, whenThere, type ActionDeps, type ActionNews } from './announce.ts';
import type { Saving } from '../ports.ts';

export type ActOnActionRefusal =
  | ActionRefusal
  | { readonly why: 'no-action'; readonly action: string }
  /** Somebody changed it since it was seen; `action` is what it is now. */
  | { readonly why: 'stale'; readonly action: Action };

/** Who acts, and on which version: null for whatever stands, when the change came from elsewhere. */
export interface ActingOn { readonly by: Actor; readonly seen: number | null; /** It came from Planner, which need not be told. */ readonly heard?: boolean }

export const personBehind = (by: Actor): PersonId | null => (by.kind === 'person' ? by.id : null);

export const createAction = (deps: ActionDeps) => {
  const create = createActions(deps);
  return async (charter: Charter, asked: AskedAction, by: Actor, once?: string): Promise<Decision<Action, ActionRefusal>> => {
    const decision = newAction(charter, asked, personBehind(by), whenThere(charter, asked.committee, deps.clock.now()));
    if (!decision.ok) return decision;
    const [created] = await create([decision.value], by, { once });
    return accept(created!);
  };
};

/** Several that were judged before, all of them or none. */
export const createActions = ({ actions, announce }: ActionDeps) => (given: readonly UnnumberedAction[], by: Actor, { heard = false, once }: { readonly heard?: boolean | undefined; readonly once?: string | undefined } = {}): Promise<readonly Action[]> =>
  actions.create(given, (created): Saving => ({
    journal: created.map((action): JournalEntry => ({ chain: action.committee, at: action.createdAt, by, did: { act: 'action-created', action: action.id, due: action.due, owner: ownerWord(action.owner), origin: action.origin } })),
    next: created.flatMap((action) => announce(action, newsOf(null, action, heard))),
  }), once);

/** What a change would make of it; nothing is saved. */
export const judgeChange = ({ clock }: Pick<ActionDeps, 'clock'>) =>
  (charter: Charter, action: Action, change: ActionChange, { by, seen }: ActingOn): Decision<Action, ActOnActionRefusal> =>
    (seen !== null && seen !== action.version ? refuse({ why: 'stale', action }) : changeAction(charter, action, change, personBehind(by), whenThere(charter, action.committee, clock.now())));

export const changeActionAs = ({ actions, clock, announce }: ActionDeps) =>
  async (charter: Charter, id: ActionId, change: ActionChange, { by, seen, heard = false }: ActingOn): Promise<Decision<Action, ActOnActionRefusal>> => {
    for (;;) {
      const before = await actions.find(id);
      if (before === null) return refuse({ why: 'no-action', action: id });
      if (seen !== null && seen !== before.version) return refuse({ why: 'stale', action: before });
      const when = whenThere(charter, before.committee, clock.now());
      const decision = changeAction(charter, before, change, personBehind(by), when);
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
