// What may be done with a decision once it is recorded: a dated amendment, another day of review, sending it to more institutions.

import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import type { DecisionId } from '../../../shared/ids.ts';
import type { Roles } from '../../committees/domain/permissions.ts';
import type { Actor, JournalEntry } from '../../journal/domain/entry.ts';
import { mayRecord, maySeeDecision } from '../domain/permissions.ts';
import { institutionsToAsk, type AskRefusal } from '../domain/reach.ts';
import { amendDecision, reviewDecision, type AmendRefusal, type ReviewRefusal } from '../domain/record-decision.ts';
import type { RegisteredDecision } from '../domain/registered-decision.ts';
import { sealedAmendment } from '../domain/seal.ts';
import { hearable } from './known-next.ts';
import { dayIn, personOf, reachNotice, type NotAllowed, type RegisterDeps } from './record-decision.ts';

export type ChangeRefusal = AmendRefusal | ReviewRefusal | AskRefusal | NotAllowed | { readonly why: 'no-decision' } | { readonly why: 'stale' } | { readonly why: 'sent-superseded'; readonly by: DecisionId | null };

/** Who changes it, and which version they saw. */
export interface Changing { readonly roles: Roles; readonly by: Actor; readonly seen: number }
type Changed = Promise<Decision<RegisteredDecision, ChangeRefusal>>;

export const amendDecisionAs = (deps: RegisterDeps) => (id: DecisionId, asked: { readonly text: string; readonly reason: string }, changing: Changing): Changed =>
  change(deps, id, changing, async (decision, now) => {
    const judged = amendDecision(decision, asked, personOf(changing.by), now);
    if (!judged.ok) return judged;
    const amendment = decision.amendments.length + 1;
    return accept(await deps.decisions.amend(decision, judged.value, { journal: [entry(decision, changing.by, now, { act: 'decision-amended', decision: id, amendment, sha256: deps.digest(sealedAmendment(judged.value)) })], next: [] }));
  });

/** The same day again is no act. */
export const reviewDecisionAs = (deps: RegisterDeps) => (id: DecisionId, reviewOn: string | null, changing: Changing): Changed =>
  change(deps, id, changing, async (decision, now) => {
    if (reviewOn === decision.reviewOn) return accept(decision);
    const judged = reviewDecision(decision, reviewOn, dayIn(decision.zone, now));
    if (!judged.ok) return judged;
    return accept(await deps.decisions.review(decision, judged.value, { journal: [entry(decision, changing.by, now, { act: 'decision-review-set', decision: id, before: decision.reviewOn, after: judged.value })], next: [] }));
  });

export const sendDecisionAs = (deps: RegisterDeps) => (id: DecisionId, wanted: 'all' | readonly string[], changing: Changing): Changed =>
  change(deps, id, changing, async (decision, now) => {
    if (decision.supersededBy !== null) return refuse({ why: 'sent-superseded', by: decision.supersededBy });
    const asked = (await deps.decisions.reach(id)).map(({ institution }) => institution);
    const judged = institutionsToAsk(changing.roles.charter, decision.inCamera, wanted, asked);
    if (!judged.ok) return judged;
    return accept(await deps.decisions.ask(decision, judged.value, now, { journal: [entry(decision, changing.by, now, { act: 'decision-sent', decision: id, institutions: judged.value.length })], next: reachNotice(id, judged.value, false) }));
  });

const entry = ({ committee }: RegisteredDecision, by: Actor, at: Date, did: JournalEntry['did']): JournalEntry => ({ chain: committee, at, by, did });

/** `act` gives null when somebody else changed the decision meanwhile. */
async function change({ decisions, clock }: RegisterDeps, id: DecisionId, { roles, seen }: Changing, act: (decision: RegisteredDecision, now: Date) => Promise<Decision<RegisteredDecision | null, ChangeRefusal>>): Changed {
  const decision = await decisions.find(id);
  if (decision === null || !maySeeDecision(roles, decision).ok) return refuse({ why: 'no-decision' });
  const right = mayRecord(roles, decision.committee, decision.inCamera);
  if (!right.ok) return refuse({ why: 'not-allowed', right: right.refusal });
  if (decision.version !== seen) return refuse({ why: 'stale' });
  const done = await act(decision, clock.now());
  if (!done.ok) return refuse(await hearable(decisions, roles, done.refusal));
  return done.value === null ? refuse({ why: 'stale' }) : accept(done.value);
}
