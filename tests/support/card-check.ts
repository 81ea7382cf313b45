// Judges an Adaptive Card as its hosts would: the renderer's own parser, a schema made from the builders' types, and, where
// it is at hand, the official schema of version 1.5. Each finds what the others miss.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

interface ParsedCard { validateProperties(): { validationEvents: { message: string }[] } }
interface Renderer {
  AdaptiveCard: { new (): ParsedCard & { parse(card: unknown, context: { eventCount: number; getEventAt(at: number): { message: string } }): void } };
  SerializationContext: { new (): { eventCount: number; getEventAt(at: number): { message: string } } };
}
// Its main entry is an ES module without extensions, which Node does not load.
const renderer = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Renderer;

const schemaFile = (path: string): object => JSON.parse(readFileSync(path, 'utf8')) as object;
const generated = new Ajv({ allErrors: true, strict: false }).compile(schemaFile(new URL('./teams-cards.schema.json', import.meta.url).pathname));

const OFFICIAL = process.env['CARD_SCHEMA'] ?? resolve('../shared/adaptive-card-schema/adaptive-card-1.5.json');
export const hasOfficialSchema = existsSync(OFFICIAL);
const official = hasOfficialSchema ? compileOfficial() : undefined;

function compileOfficial() {
  // draft-06, with `id` where `$id` is meant; ajv 8 speaks draft-07, a superset.
  const { $schema: _draft, id: _id, ...schema } = schemaFile(OFFICIAL) as Record<string, unknown>;
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

/** Every objection, in words; empty when the card is good. */
export function objections(card: unknown): string[] {
  // The renderer tests `lang` with a regular expression that remembers where it stopped: every other card is wrongly refused.
  const again = parse(card);
  const found = parse(card).filter((objection) => again.includes(objection));
  for (const [name, validate] of [['builders', generated], ['official 1.5', official]] as const) {
    if (validate === undefined || validate(card)) continue;
    for (const error of validate.errors ?? []) found.push(`${name}: ${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`);
  }
  return found;
}

function parse(card: unknown): string[] {
  const context = new renderer.SerializationContext();
  const parsed = new renderer.AdaptiveCard();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
  return [...events, ...parsed.validateProperties().validationEvents].map((event) => `renderer: ${event.message}`);
}
