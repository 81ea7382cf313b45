// The decisions about a draft year, and what they amount to. A flagged slot waits for a human; the others go on their day.
import type { YearAdoption, YearDraft, YearRequest } from '../../src/contract/meetings.ts';
import { isLocal } from '../meeting/local-time.ts';
import { FREQUENCIES, ruleOf, type Frequency } from '../new-committee/cadence.ts';

export type DraftSlot = YearDraft['slots'][number];
export type Choice = { readonly do: 'keep' | 'skip' } | { readonly do: 'move'; readonly start: string | null; readonly said: string };
export type Choices = ReadonlyMap<string, Choice>;

export const isFlagged = (slot: DraftSlot): boolean => slot.status === 'new' && slot.obstacles.length > 0;
/** A move without a date is not decided yet. */
export const isDecided = (choice: Choice | undefined): boolean => choice !== undefined && (choice.do !== 'move' || choice.start !== null);

export interface Sorted { readonly flagged: readonly DraftSlot[]; readonly plain: readonly DraftSlot[]; readonly standing: readonly DraftSlot[] }
export function sortSlots(slots: readonly DraftSlot[]): Sorted {
  return { flagged: slots.filter(isFlagged), plain: slots.filter((slot) => slot.status === 'new' && slot.obstacles.length === 0), standing: slots.filter((slot) => slot.status !== 'new') };
}

export const undecided = (slots: readonly DraftSlot[], choices: Choices): number => slots.filter((slot) => isFlagged(slot) && !isDecided(choices.get(slot.slot))).length;
export const keepAll = (slots: readonly DraftSlot[], choices: Choices): Choices => new Map([...choices, ...slots.filter((slot) => isFlagged(slot) && !isDecided(choices.get(slot.slot))).map((slot) => [slot.slot, { do: 'keep' }] as const)]);

export interface Outcome {
  readonly planned: number;
  readonly asIs: number;
  readonly kept: readonly DraftSlot[];
  readonly moved: readonly { readonly slot: DraftSlot; readonly said: string }[];
  readonly skipped: readonly DraftSlot[];
}
/** What adopting will do, before it does. Only slots that are still flagged count: a fresh draft may have dropped some. */
export function outcomeOf(slots: readonly DraftSlot[], choices: Choices): Outcome {
  const { flagged, plain } = sortSlots(slots);
  const chosen = flagged.map((slot) => ({ slot, choice: choices.get(slot.slot) }));
  const kept = chosen.filter(({ choice }) => choice?.do === 'keep').map(({ slot }) => slot);
  const skipped = chosen.filter(({ choice }) => choice?.do === 'skip').map(({ slot }) => slot);
  const moved = chosen.flatMap(({ slot, choice }) => (choice?.do === 'move' && choice.start !== null ? [{ slot, said: choice.said }] : []));
  return { planned: plain.length + kept.length + moved.length, asIs: plain.length, kept, moved, skipped };
}

export function adoptionOf(request: YearRequest, slots: readonly DraftSlot[], choices: Choices): YearAdoption {
  return {
    ...request,
    choices: slots.filter(isFlagged).flatMap(({ slot }): YearAdoption['choices'] => {
      const choice = choices.get(slot);
      if (choice === undefined || !isDecided(choice)) return [];
      return choice.do === 'move' ? [{ slot, do: 'move', start: choice.start ?? slot }] : [{ slot, do: choice.do }];
    }),
  };
}

export const ADAPTED = FREQUENCIES.filter((one) => one !== 'asNeeded');
/** `on` null: nobody touched it, and the year stays as it was last adopted. */
export interface Adapted { readonly on: boolean | null; readonly frequency: Frequency; readonly date: string; readonly time: string; readonly minutes: string }
export const NOT_ADAPTED: Adapted = { on: null, frequency: 'monthly', date: '', time: '09:00', minutes: '90' };

/** What to ask for: undefined leaves the year as it was last adopted, null goes back to the committee's own rule. */
export const cadenceAsked = (adapted: Adapted): YearRequest['cadence'] => (adapted.on === false ? null : (cadenceOf(adapted) ?? undefined));

/** Null while it is not wanted, or not complete. */
export function cadenceOf(adapted: Adapted): NonNullable<YearRequest['cadence']> | null {
  const start = `${adapted.date}T${adapted.time}`;
  const minutes = Number(adapted.minutes);
  if (adapted.on !== true || !isLocal(start) || !Number.isInteger(minutes) || minutes < 5 || minutes > 1440) return null;
  const rule = ruleOf(adapted.frequency, { date: adapted.date, time: adapted.time, last: false });
  return rule === null ? null : { rule, start, minutes, from: adapted.date };
}
