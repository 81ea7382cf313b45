// What a person chose for their own screens; the same for tabs, bot and mails.

import type { EntraId, PersonId } from '../../shared/ids.ts';
import type { Language } from '../../shared/language.ts';

export interface Preferences {
  /** Null until the person has chosen: French is then the language, whatever Teams or the browser say. */
  languageOf(person: EntraId | PersonId): Promise<Language | null>;
  /** Saved with its journal entry; the same choice again is no act. */
  chooseLanguage(person: EntraId | PersonId, language: Language, by: PersonId | null, at: Date): Promise<void>;
}
