// Two letters for a role-person: the first letters of its two first words that carry meaning. A title written for both
// genders, « Agent ou agente de liaison », counts as one word.

const LINKING = new Set(['ou', 'de', 'du', 'des', 'd', 'la', 'le', 'les', 'l', 'et', 'en', 'of', 'the', 'and', 'or', 'for', 'in']);

export function initials(title: string): string {
  const words = title.replace(/(\p{L}+) ou \p{L}+/gu, '$1').split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !LINKING.has(word.toLowerCase()));
  const letters = words.slice(0, 2).map((word) => word.charAt(0).toUpperCase());
  return letters.join('') || '?';
}
