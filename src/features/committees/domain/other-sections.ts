// Sections of the charter file that no feature of its own holds: entries kept as people wrote them, read by whoever knows what they mean.

import type { Charter } from './charter.ts';

/** One entry; what is missing or is no text reads as ''. */
export interface Entry { readonly of: (name: string) => string }

/** The entries of a section, in the order of the file; what is no entry is passed over. */
export function entriesOf({ otherSections }: Pick<Charter, 'otherSections'>, section: string): readonly Entry[] {
  const lines = otherSections[section];
  if (!Array.isArray(lines)) return [];
  return lines.flatMap((line) => {
    if (typeof line !== 'object' || line === null || Array.isArray(line)) return [];
    return { of: (name: string): string => { const value = line[name]; return typeof value === 'string' ? value : ''; } };
  });
}
