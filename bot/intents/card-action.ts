// What a card's buttons ask for. A card may be years old when somebody presses it: what no longer parses is answered as an old card.
import { z } from 'zod';

/** The ledger's name of the message that the button is on: pressing it proves that the message arrived. */
const on = { message: z.string().max(200).optional() };

/** `start`: the local date-time that the card showed. */
const ofMeeting = { meeting: z.string().max(200), start: z.string().max(40) };

/** `version`: what the card showed. */
const ofAction = { action: z.string().max(40), version: z.number().int() };
const typed = z.string().max(5_000).optional();

export const CardAction = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('help'), ...on }),
  z.object({ verb: z.literal('my-committees'), ...on }),
  z.object({ verb: z.literal('committee'), committeeId: z.string().max(100), ...on }),
  z.object({ verb: z.literal('next-meeting'), ...on }),
  z.object({ verb: z.literal('my-week'), ...on }),
  z.object({ verb: z.literal('meeting-answer'), ...ofMeeting, answer: z.enum(['present', 'alternate', 'absent']), alternate: z.string().max(100).optional(), ...on }),
  z.object({ verb: z.literal('meeting-convene'), ...ofMeeting, alternate: z.string().max(100), ...on }),
  z.object({ verb: z.literal('my-actions'), ...on }),
  z.object({ verb: z.literal('late-actions'), ...on }),
  z.object({ verb: z.literal('action-done'), ...ofAction, ...on }),
  z.object({ verb: z.literal('action-other'), ...ofAction, ...on }),
  z.object({ verb: z.literal('action-back'), ...ofAction, ...on }),
  // What somebody left empty is not in it: the answer says what is missing.
  z.object({ verb: z.literal('action-answer'), ...ofAction, do: z.enum(['delivered', 'postpone', 'block', 'hand-over']), due: typed, reason: typed, blockedReason: typed, to: typed, outcome: typed, ...on }),
  z.object({ verb: z.literal('action-make'), reference: z.string().max(40), title: typed, committee: typed, owner: typed, due: typed, priority: z.enum(['urgent', 'important', 'medium', 'low']).optional(), ...on }),
  // The day and the reason are typed into the card.
  z.object({ verb: z.literal('reach-answer'), decision: z.string().max(40), institution: z.string().max(100), state: z.enum(['received', 'planned', 'applied', 'not-applicable']), plannedOn: z.string().max(40).optional(), reason: z.string().max(5_000).optional(), ...on }),
  z.object({ verb: z.literal('report-incident'), reference: z.string().max(40), ...on }),
]);
export type CardAction = z.infer<typeof CardAction>;

const Executed = z.object({ action: z.object({ verb: z.string(), data: z.record(z.string(), z.unknown()).optional() }) });

/** An Action.Execute arrives as `{ action: { verb, data } }`, its Action.Submit fallback as the data alone. */
export function readCardAction(value: unknown): CardAction | null {
  const executed = Executed.safeParse(value);
  const said = executed.success ? { ...executed.data.action.data, verb: executed.data.action.verb } : value;
  const parsed = CardAction.safeParse(said);
  return parsed.success ? parsed.data : null;
}
