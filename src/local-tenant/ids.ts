// Identifiers in the shapes that the service gives them.

import { createHash, randomBytes, randomUUID } from 'node:crypto';

export const guid = (): string => randomUUID();

/** `19:…@thread.tacv2`: channels and teams. */
export const threadId = (): string => `19:${randomBytes(24).toString('base64url').replaceAll(/[-_]/g, 'x')}1@thread.tacv2`;

/** Memberships, installations: base64 of what the service knows, opaque to clients. */
export const opaqueId = (...parts: string[]): string => Buffer.from(parts.join('##')).toString('base64');

/** A guid that belongs to a text, always the same: a person who is seeded again keeps their id. */
export function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const isGuid = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
