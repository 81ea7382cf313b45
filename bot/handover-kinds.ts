// The row of the card table that tells of a departure: what is true when the card leaves.
import { z } from 'zod';
import type { BriefFacts, BriefView } from '../src/features/actions/use-cases/brief-successor.ts';
import { HAND_OVER_CARD } from '../src/features/actions/use-cases/hand-over.ts';
import { actionId, personId, seatId } from '../src/shared/ids.ts';
import { handOverCard } from './cards/handover.ts';
import type { CardKind, CardKinds } from './outgoing-cards.ts';

const Facts = z.object({ from: z.string(), to: z.enum(['successor', 'chair']), interim: z.boolean(), seats: z.array(z.string()), actions: z.array(z.string()), count: z.number() });

export function handOverKinds(brief: (facts: BriefFacts) => Promise<BriefView | null>): CardKinds {
  const told: CardKind<z.infer<typeof Facts>> = {
    facts: Facts,
    async make(facts, { language }) {
      const view = await brief({ ...facts, from: personId(facts.from), seats: facts.seats.map(seatId), actions: facts.actions.map(actionId) });
      return view === null ? null : handOverCard(view, language);
    },
  };
  return { [HAND_OVER_CARD]: told };
}
