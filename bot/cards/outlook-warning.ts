// To the secretariat: somebody changed a meeting in Outlook, and something stands in the way, or it had to be put back.
import type { WarningWords } from '../../src/features/meetings/words-outlook.ts';
import { say, type Language } from '../../src/shared/language.ts';
import { typeset } from '../../src/shared/words.ts';
import { card, open, paragraph, type CardMessage } from './card.ts';

export function outlookWarningCard({ title, lines, button }: WarningWords, url: string, language: Language): CardMessage {
  const said = (text: WarningWords['title']): string => (language === 'fr-CA' ? typeset(say(text, language)) : say(text, language));
  const told = lines.map(said);
  return card(language, said(title), told.map((line) => paragraph(line)), [open(said(button), url)], told);
}
