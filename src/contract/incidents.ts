// The register of confidentiality incidents over HTTP, for the privacy officer and the audit. Nothing here repeats the information itself.
import { z } from 'zod';
import { May, PersonRef } from './common.ts';

const id = z.string().min(1).max(40);
const day = z.string().max(40);
const text = z.string().max(20_000).nullable();

export const IncidentNature = z.enum(['health-number', 'health-information', 'access', 'use', 'disclosure', 'loss', 'other']);
export type IncidentNature = z.infer<typeof IncidentNature>;
export const IncidentPlace = z.enum(['channel', 'chat', 'tab', 'document', 'elsewhere']);
export type IncidentPlace = z.infer<typeof IncidentPlace>;

/** POST /api/incidents. Days and lengths are judged by the rules, which say what to do. */
export const IncidentFacts = z.object({
  nature: IncidentNature,
  occurredOn: day,
  learnedOn: day,
  place: IncidentPlace,
  where: text.default(null).describe('Which channel, which document'),
  concerns: text.default(null).describe('The kinds of information, never what it said'),
  circumstances: text.default(null),
  people: z.number().nullable().default(null).describe('How many people it concerns; null while unknown'),
  risk: z.enum(['serious', 'not-serious']).nullable().default(null).describe('Of serious injury; null while it is being assessed'),
  riskReason: text.default(null),
  measures: text.default(null),
  authorityToldOn: day.nullable().default(null).describe('Notice to the Commission d’accès à l’information'),
  peopleToldOn: day.nullable().default(null).describe('Notice to the people concerned'),
});
export type IncidentFacts = z.infer<typeof IncidentFacts>;

export const Incident = IncidentFacts.extend({
  id,
  state: z.enum(['open', 'closed']),
  /** « Numéro d’assurance maladie saisi », « Canal ». */
  natureName: z.string(),
  placeName: z.string(),
  origin: z.string(),
  opened: z.object({ at: z.string(), by: PersonRef.nullable() }),
  closedAt: z.string().nullable(),
  version: z.number().int(),
  may: z.object({ change: May, close: May, reopen: May }),
});
export type Incident = z.infer<typeof Incident>;

/** GET /api/incidents: the latest first. */
export const IncidentList = z.object({ today: day, incidents: z.array(Incident), mayOpen: May });
export type IncidentList = z.infer<typeof IncidentList>;

/** POST /api/incidents/{id}/change: all the facts, with the version that was seen. */
export const IncidentChange = IncidentFacts.extend({ version: z.number().int() });
export type IncidentChange = z.infer<typeof IncidentChange>;

/** POST /api/incidents/{id}/close and /reopen */
export const IncidentAct = z.object({ version: z.number().int() });
export type IncidentAct = z.infer<typeof IncidentAct>;

/** POST /api/incidents/export: CSV as Excel reads it in French; what it says is a line in the journal. */
export const IncidentFile = z.object({ name: z.string(), text: z.string() });
export type IncidentFile = z.infer<typeof IncidentFile>;
