// What people type to the bot outside of a plain message: in the fields of a card, in a search, in a dialog, and in the message on which
// a command was chosen. Looked through before anything is done with it.
import { findHealthNumber, looksLikeHealthNumber } from '../src/shared/health-number.ts';
import type { Activity } from './activity.ts';

/** Where something with what looks like a health insurance number was typed; null when nothing was. A message is read by its intent. */
export function stoppedIn({ type, name, value, text }: Activity): 'card' | 'extension' | null {
  if (value === undefined || value === null) return null;
  if (type === 'message') return (text ?? '') === '' && findHealthNumber(value) !== null ? 'card' : null;
  if (type !== 'invoke') return null;
  if (name === 'adaptiveCard/action') return findHealthNumber(value) === null ? null : 'card';
  const { messagePayload, ...typed } = value as { readonly messagePayload?: { readonly body?: { readonly content?: unknown } | null } | null };
  return findHealthNumber(typed) !== null || inHtml(messagePayload?.body?.content) ? 'extension' : null;
}

/** Teams gives HTML, in which a number may be half bold or held together by hard spaces. */
function inHtml(content: unknown): boolean {
  if (typeof content !== 'string') return false;
  return looksLikeHealthNumber(content) || looksLikeHealthNumber(content.replace(/<(?:br|\/p|\/div|\/li|\/td)\b[^>]*>/giu, '\n').replace(/<[^>]*>/gu, '').replace(/&(?:nbsp|#160|#xa0);/giu, ' '));
}
