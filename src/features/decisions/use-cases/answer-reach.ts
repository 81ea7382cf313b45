// An institution says how far a decision has gone there: its own people, or whoever coordinates its territory, on the page or the card.

import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import type { DecisionId } from '../../../shared/ids.ts';
import type { Roles } from '../../committees/domain/permissions.ts';
import type { Actor } from '../../journal/domain/entry.ts';
import { mayAnswerReach, maySeeDecision } from '../domain/permissions.ts';
import { answerReach, type AskedAnswer, type Reached, type ReachRefusal } from '../domain/reach.ts';
import type { RegisteredDecision } from '../domain/registered-decision.ts';
import { hearable } from './known-next.ts';
import { dayIn, personOf, reachNotice, type NotAllowed, type RegisterDeps } from './record-decision.ts';

export type AnsweringRefusal = ReachRefusal | NotAllowed | { readonly why: 'no-decision' };
export interface Answering { readonly roles: Roles; readonly by: Actor; readonly where: 'card' | 'tab' }
export interface Answered { readonly decision: RegisteredDecision; readonly row: Reached }

export const answerReachAs = ({ decisions, clock }: RegisterDeps) =>
  async (id: DecisionId, institution: string, asked: AskedAnswer, { roles, by, where }: Answering): Promise<Decision<Answered, AnsweringRefusal>> => {
    for (;;) {
      const [decision, rows] = await Promise.all([decisions.find(id), decisions.reach(id)]);
      if (decision === null || !maySeeDecision(roles, decision, rows.map((row) => row.institution)).ok) return refuse({ why: 'no-decision' });
      const right = mayAnswerReach(roles, institution);
      if (!right.ok) return refuse({ why: 'not-allowed', right: right.refusal });
      const before = rows.find((row) => row.institution === institution);
      if (before === undefined) return refuse({ why: 'not-asked', institution });
      const now = clock.now();
      const judged = answerReach(before, decision.supersededBy, asked, personOf(by), { now, today: dayIn(decision.zone, now) });
      if (!judged.ok) return refuse(await hearable(decisions, roles, judged.refusal));
      const row = judged.value;
      if (row === before) return accept({ decision, row });
      const saved = await decisions.answer(row, before, {
        journal: [{ chain: decision.committee, at: now, by, did: { act: 'reach-answered', decision: id, institution, where, plannedOn: row.plannedOn, before: before.state, after: row.state } }],
        next: reachNotice(id, [institution], true),
      });
      // Somebody else of the institution answered meanwhile: the later answer counts, judged on what stands.
      if (saved) return accept({ decision, row });
    }
  };
