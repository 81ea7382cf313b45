// The rows of the card table that speak of actions: each reads what is true when its card leaves, or is edited.
import { z } from 'zod';
import type { Recipient } from '../src/features/conversations/domain/outgoing.ts';
import type { WeekOfActions } from '../src/features/actions/use-cases/week-of-actions.ts';
import { ACTION_CARD, WEEK_CARD } from '../src/features/actions/use-cases/remind-owners.ts';
import { toldCard } from './cards/action.ts';
import { weekCard } from './cards/action-week.ts';
import type { CardKind, CardKinds } from './outgoing-cards.ts';
import type { ActionUseCases } from './use-cases-actions.ts';

export interface ActionFacts extends Pick<ActionUseCases, 'onCard'> {
  week(of: { readonly committee: string | null; readonly monday: string }, to: Recipient): Promise<WeekOfActions | null>;
}

const kind = <Facts extends object>(row: CardKind<Facts>): CardKind<Facts> => row;

/** `facts`: known once the actions are open. */
export const actionKinds = (facts: () => ActionFacts, actionsPage: string): CardKinds => ({
  [ACTION_CARD]: kind({
    facts: z.object({ day: z.string().nullable(), past: z.boolean() }),
    async make(of, { to, message, language }) {
      const shown = await facts().onCard(message, to, of);
      return shown === null ? null : toldCard(shown, message, actionsPage, language);
    },
  }),
  [WEEK_CARD]: kind({
    facts: z.object({ committee: z.string().nullable(), monday: z.string() }),
    async make(of, { to, language }) {
      const week = await facts().week(of, to);
      return week === null ? null : weekCard(week, language);
    },
  }),
});
