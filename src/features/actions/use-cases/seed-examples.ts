// The actions of the charter file's demonstration (`actions:`), loaded once: of a network that begins, so that its lists can be read.

import { isDate } from '../../../shared/dates.ts';
import { looksLikeHealthNumber } from '../../../shared/health-number.ts';
import { actionId, personId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { entriesOf, type Entry } from '../../committees/domain/other-sections.ts';
import { NO_LINKS, type Action, type ActionState } from '../domain/action.ts';
import { ownerWord } from '../domain/change-action.ts';
import { newsOf, type ActionDeps } from './announce.ts';

/** What the file calls them; those that are closed, or blocked without a reason, are no examples of anything. */
const STATES: Readonly<Record<string, ActionState>> = { a_faire: 'todo', en_cours: 'in-progress' };

export const seedActions = ({ actions, clock, announce }: ActionDeps) =>
  async (charter: Charter): Promise<number> => {
    const now = clock.now();
    const examples = entriesOf(charter, 'actions').flatMap((entry) => exampleOf(charter, entry, now) ?? []);
    const added = await actions.addExamples(examples, (loaded) => ({
      journal: loaded.map((each) => ({ chain: each.committee, at: now, by: { kind: 'gouverne' }, did: { act: 'action-created', action: each.id, due: each.due, owner: ownerWord(each.owner), origin: each.origin } })),
      next: loaded.flatMap((each) => announce(each, newsOf(null, each, false))),
    }));
    return added.length;
  };

/** Null for a line that is no action: the file's sections are kept as people wrote them. */
function exampleOf(charter: Charter, { of }: Entry, now: Date): Action | null {
  const committee = charter.committees.find(({ id }) => id === of('instance'));
  const owner = charter.persons.find(({ id }) => id === of('responsable'));
  const [id, title, due, state] = [of('id'), of('titre_fr'), of('echeance'), STATES[of('etat')]];
  if (committee === undefined || state === undefined || !/^A-\d{4}-\d{3,}$/.test(id) || title === '' || looksLikeHealthNumber(title) || !isDate(due)) return null;
  const text = (name: string): string | null => (of(name) === '' ? null : of(name));
  return {
    id: actionId(id), committee: committee.id, title, detail: null, owner: owner === undefined ? null : { is: 'person', person: personId(owner.id) }, due, state, blocked: null, outcome: null, priority: 'medium',
    links: { ...NO_LINKS, risk: text('risque'), project: text('projet') }, message: null, inCamera: false, origin: 'example', postponements: [], createdAt: now, createdBy: null, closedAt: null, changedAt: now, version: 1,
  };
}
