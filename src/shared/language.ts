// The two languages of the product. French of Québec is the default; English is a personal choice, never guessed.

export type Language = 'fr-CA' | 'en-CA';
export const DEFAULT_LANGUAGE: Language = 'fr-CA';

/** A sentence in both languages. `en` is absent where no official English form is known: the French is then shown. */
export interface Text {
  readonly fr: string;
  readonly en?: string | undefined;
}

export const say = (text: Text, language: Language): string => (language === 'en-CA' ? (text.en ?? text.fr) : text.fr);

/** The language a tag asks for: `fr`, `fr-FR`, `fr-CA` are French; `en…` is English; anything else is undefined. */
export function languageOf(tag: string | null | undefined): Language | undefined {
  const lower = tag?.toLowerCase() ?? '';
  if (lower === 'fr' || lower.startsWith('fr-')) return 'fr-CA';
  if (lower === 'en' || lower.startsWith('en-')) return 'en-CA';
  return undefined;
}
