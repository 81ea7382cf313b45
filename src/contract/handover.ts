// Somebody leaves: what would pass on and to whom it may, who gets what, and what was done.
import { z } from 'zod';
import { ActionRow } from './actions.ts';
import { CommitteeRef, PersonRef } from './common.ts';

const id = z.string().min(1).max(200);

const SeatToPass = z.object({ committee: CommitteeRef, seat: id, role: z.string(), represents: z.string().nullable() });

/** GET /api/handover/{person} */
export const HandOverPreview = z.object({
  person: PersonRef,
  /** Of the charter that was read. */
  version: z.number().int(),
  seats: z.array(SeatToPass.extend({
    /** Why it cannot be left vacant; null when it can. */
    required: z.string().nullable(),
    /** Alternates first, then the people of the committee and of the same organisation. */
    successors: z.array(PersonRef),
    proposed: id.nullable(),
  })),
  /** Rights that come from no seat. */
  roles: z.array(z.object({ name: z.string(), /** Nobody else has it. */ required: z.boolean() })),
  /** For the rights, and for the actions that no seat carries. */
  successors: z.array(PersonRef),
  proposed: id.nullable(),
  /** Open ones, in person and by a seat, by due day. */
  actions: z.array(ActionRow),
  /** Open ones of which the reader may not know; they pass on like the others. */
  hidden: z.number().int(),
  /** Teams whose access ends, with the private channels. */
  access: z.array(z.object({ team: z.string(), channels: z.array(z.string()) })),
  /** What is open and why, in sentences, for those who follow. */
  brief: z.array(z.string()),
});
export type HandOverPreview = z.infer<typeof HandOverPreview>;

/** POST /api/handover */
export const HandOver = z.object({
  person: id,
  /** Version of the charter that was seen. */
  version: z.number().int(),
  /** By seat; null leaves it to be filled. */
  seats: z.record(z.string().max(200), id.nullable()),
  /** Who takes the rights that come from no seat; null: nobody. */
  roles: id.nullable(),
  /** Who takes the actions that no seat carries; null: whoever takes the seat in the same committee. */
  actions: id.nullable(),
  interim: z.boolean().default(false),
  /** Only says who would get what. */
  dryRun: z.boolean().default(false),
});
export type HandOver = z.infer<typeof HandOver>;

export const HandedOver = z.object({
  dryRun: z.boolean(),
  /** In force now. */
  version: z.number().int(),
  seats: z.array(SeatToPass.extend({ to: PersonRef.nullable() })),
  roles: z.array(z.object({ name: z.string(), to: PersonRef.nullable() })),
  /** Those that were theirs in person. `title`: null where the reader may not know it. */
  actions: z.array(z.object({ id, title: z.string().nullable(), committee: z.string(), to: PersonRef.nullable() })),
  access: z.array(z.object({ team: z.string(), channels: z.array(z.string()) })),
  /** The run that changes access in Teams; null when there is nothing to change, or another run is under way. */
  run: id.nullable(),
  /** Another run was under way: access is to be applied from the plan. */
  waiting: z.boolean(),
});
export type HandedOver = z.infer<typeof HandedOver>;
