// Words as they are compared when what is typed by people is looked for: case and accents do not count.

/** « Téléconsultation » and « TELECONSULTATION » are the same: `teleconsultation`. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Letters and figures only, one space between words: « La fiche, l’IPAM » is `la fiche l ipam`. */
export const plainWords = (text: string): string => plain(text).replace(/[^a-z0-9]+/gu, ' ').trim();
