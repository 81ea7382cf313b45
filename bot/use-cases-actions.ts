// What the bot asks of the actions. compose gives it; tests give fakes.
import type { Recipient } from '../src/features/conversations/domain/outgoing.ts';
import type { QuotedMessage } from '../src/features/actions/domain/action.ts';
import type { actionsOnCards, ActionList, Candidate, CardAnswer, ShownCard } from '../src/features/actions/use-cases/actions-on-cards.ts';
import type { Drafted, DraftFields, DraftView, Made, Spoken, Where } from '../src/features/actions/use-cases/draft-action.ts';
import type { ShownAction } from '../src/features/actions/use-cases/show-action.ts';
import type { EntraId } from '../src/shared/ids.ts';

export type ActionView = ShownAction;
export type { ActionList, Candidate, CardAnswer, DraftFields, DraftView, Made, QuotedMessage, ShownCard, Where };

export interface ActionUseCases extends ReturnType<typeof actionsOnCards> {
  /** The network's day, for « vendredi ». */
  today(): string;
  /** What was understood; nothing is made. `where`: the channel in which it was said. */
  draft(account: EntraId, where: Where | null, spoken: Spoken): Promise<Drafted>;
  make(account: EntraId, fields: DraftFields, from: { readonly message: QuotedMessage | null; readonly reference: string | null }): Promise<Made>;
  onCard(message: string, to: Recipient, of: { readonly day: string | null; readonly past: boolean }): Promise<ShownCard | null>;
}
