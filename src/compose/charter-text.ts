// A charter as text: read, judged, and joined with the committees that were created in Gouverne, which a file need not name.

import { createHash } from 'node:crypto';
import { parseYaml, writeCharter } from '../adapters/documents/charter-file.ts';
import type { ReadCharter } from '../adapters/http/provisioning-desk.ts';
import type { Charter } from '../features/committees/domain/charter.ts';
import { checkCharter, judgeCharter } from '../features/committees/domain/check-charter.ts';
import type { CharterFault } from '../features/committees/domain/fault.ts';
import type { NewCharter } from '../features/committees/use-cases/apply-plan.ts';
import { faultWords } from '../features/committees/words-faults.ts';
import { say, type Language } from '../shared/language.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

export const readCharterText: ReadCharter = (text, source, inForce) => {
  const { tree, faults } = parseYaml(text);
  if (tree === null || faults.length > 0) return { ok: false, faults };
  const judged = judgeCharter(tree);
  if (judged.charter === null) return { ok: false, faults: judged.faults };
  const kept = madeInGouverne(judged.charter, inForce);
  if (kept.length === 0) return { ok: true, charter: { charter: judged.charter, source, sha256: sha256(text), text } };
  // The file says nothing of them: they stay, unless it made the network a place where they cannot stand.
  const whole: Charter = { ...judged.charter, committees: [...judged.charter.committees, ...kept] };
  const wrong = checkCharter(whole);
  return wrong.length > 0 ? { ok: false, faults: wrong } : { ok: true, charter: { ...asFile(whole, text), source } };
};

const madeInGouverne = (file: Charter, inForce: Charter | null): Charter['committees'] => {
  const named = new Set(file.committees.map((c) => c.id));
  return (inForce?.committees ?? []).filter((c) => c.origin === 'form' && !named.has(c.id));
};

/** The charter as a file would hold it; over `base`, comments and order stay, and only what changed is written anew. */
export function asFile(charter: Charter, base?: string): NewCharter {
  const text = writeCharter(charter, base);
  return { charter, source: 'Gouverne', sha256: sha256(text), text };
}

export function faultMessage(fault: CharterFault, language: Language): { readonly message: string; readonly remedy: string } {
  const { message, remedy } = faultWords(fault.why);
  return { message: say(message, language), remedy: say(remedy, language) };
}
