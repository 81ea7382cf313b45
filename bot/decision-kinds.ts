// The row of the card table that speaks of decisions: what is true when the card leaves, and each time that it is edited.
import { z } from 'zod';
import { REACH_CARD } from '../src/features/decisions/use-cases/tell-reach.ts';
import { reachCard } from './cards/decision.ts';
import type { CardKind, CardKinds } from './outgoing-cards.ts';
import type { DecisionFacts } from './use-cases-decisions.ts';

const Facts = z.object({ decision: z.string(), institution: z.string(), reminder: z.boolean().default(false) });

/** `facts`: known once the register is open. */
export function decisionKinds(facts: () => DecisionFacts): CardKinds {
  const reach: CardKind<z.infer<typeof Facts>> = {
    facts: Facts,
    async make(of, { to, message, language }) {
      const shown = await facts().told(of, to);
      return shown === null ? null : reachCard(shown, { message, reminder: of.reminder }, language);
    },
  };
  return { [REACH_CARD]: reach };
}
