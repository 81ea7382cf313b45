// What telling people of actions needs from outside: which cards show which action, and what is to be said. Adapters implement it; tests
// fake it.

import type { ActionId } from '../../shared/ids.ts';
import type { OutgoingEdit, OutgoingMessage, Recipient } from '../conversations/domain/outgoing.ts';
import type { Step } from './domain/action-reminders.ts';

/** Why an action stands on a card. */
export type ToldAs = Step | 'given' | 'vacant' | 'postponed-again';
export interface ToldAction { readonly action: ActionId; readonly as: ToldAs }

/** A card, by its message and to whom it went. */
export interface ToldCard { readonly message: string; readonly to: Recipient }

export interface Saying { readonly send: readonly OutgoingMessage[]; readonly edit: readonly OutgoingEdit[] }

export interface ActionTelling {
  /** The cards that show it. */
  showing(action: ActionId): Promise<readonly ToldCard[]>;
  /** What a card shows, in the order of their numbers; none when it is not known. */
  shown(card: ToldCard): Promise<readonly ToldAction[]>;
  /** From now on the card shows these too; with what is to be said, in one transaction. A card shows an action once, as first told. */
  remember(cards: readonly (ToldCard & { readonly actions: readonly ToldAction[] })[], saying: Saying, at: Date): Promise<void>;
  /** Cards told before that moment are edited no more. */
  forget(before: Date): Promise<void>;
}
