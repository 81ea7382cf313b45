// A departure, told to those who follow and to the chairs of the committees: who takes which seat, what is open and why.
import { Container, OpenUrlAction, TextBlock } from '@microsoft/teams.cards';
import type { BriefView } from '../../src/features/actions/use-cases/brief-successor.ts';
import { say, type Language } from '../../src/shared/language.ts';
import { handOverCardWords } from '../words-handover.ts';
import { card, open, paragraph, plain, type CardMessage } from './card.ts';

/** A card that Teams takes holds some 28 kB; whoever has more opens the list. */
const MOST_LINES = 10;

export function handOverCard({ from, to, interim, seats, count, actions, page }: BriefView, language: Language): CardMessage {
  const words = handOverCardWords(language);
  const who = say(from, language);
  const successor = to === 'successor';
  const seatLines = seats.map(({ acronym, role, who: holder }) => {
    if (successor) return words.seat(acronym, say(role, language));
    return holder === null ? words.vacant(acronym, say(role, language)) : words.taken(acronym, say(role, language), say(holder, language), interim);
  });
  const shown = actions.slice(0, MOST_LINES).map((action) => ({ text: say(action.line, language), page: action.page }));
  const left = count - shown.length;
  const intro = successor ? words.toSuccessor : words.toChair;
  const after = count === 0 ? [] : [words.actions(count)];
  const more = left > 0 ? [words.more(left)] : [];
  return card(
    language, successor ? (interim ? words.interim(who) : words.successor(who)) : words.chair(who),
    [
      paragraph(intro, { subtle: true }),
      ...seatLines.map((line) => new TextBlock(plain(line), { wrap: true, weight: 'Bolder', spacing: 'Small' })),
      ...after.map((line) => paragraph(line)),
      ...shown.map(({ text, page: at }) => new Container(new TextBlock(plain(text), { wrap: true, color: 'Accent' })).withSelectAction(new OpenUrlAction(at, { title: text }))),
      ...more.map((line) => paragraph(line, { subtle: true })),
    ],
    count === 0 ? [] : [open(words.open, page)],
    [intro, ...seatLines, ...after, ...shown.map(({ text }) => text), ...more],
  );
}
