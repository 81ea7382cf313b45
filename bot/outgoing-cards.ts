// The cards of what is sent of our own accord: a row for each kind, which reads the facts that the queue kept and says what is
// true when the card leaves.
import type { z } from 'zod';
import type { CardFacts, Recipient } from '../src/features/conversations/domain/outgoing.ts';
import { marked } from '../src/features/conversations/domain/mark.ts';
import type { EntraId } from '../src/shared/ids.ts';
import { DEFAULT_LANGUAGE, type Language } from '../src/shared/language.ts';
import type { CardMessage } from './cards/card.ts';

/** To whom a card speaks. What a channel reads is said in French. */
export interface Reader { readonly to: Recipient; readonly language: Language; /** Goes on the buttons, so that pressing one proves the arrival. */ readonly message: string }

// A method rather than a function property: the table holds kinds of every sort of facts.
export interface CardKind<Facts extends object = object> {
  readonly facts: z.ZodType<Facts>;
  /** Null: there is nothing left to say (the session was cancelled meanwhile). */
  make(facts: Facts, reader: Reader): Promise<CardMessage | null>;
}
export type CardKinds = Readonly<Record<string, CardKind>>;

/** The queue holds a card that this version of the program does not know, or not with these facts. */
export class UnknownCard extends Error { override readonly name = 'UnknownCard' }

export interface OutgoingCards { make(message: string, to: Recipient, facts: CardFacts): Promise<CardMessage | null> }

export function outgoingCards(kinds: CardKinds, languageOf: (person: EntraId) => Promise<Language>): OutgoingCards {
  return {
    async make(message, to, { kind, ...given }) {
      const row = kinds[kind];
      const facts = row?.facts.safeParse(given);
      if (row === undefined || facts?.success !== true) throw new UnknownCard(`no card ${kind} for these facts: ${(facts?.error?.issues ?? []).map(({ path, code }) => `${path.join('.')} ${code}`).join(', ')}`);
      const made = await row.make(facts.data, { to, message, language: to.is === 'person' ? await languageOf(to.person) : DEFAULT_LANGUAGE });
      return made === null ? null : { ...made, card: marked(made.card, message) };
    },
  };
}
