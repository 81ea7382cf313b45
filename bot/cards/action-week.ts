// The week of a committee's actions, in its channel, and of what they look after, for its coordinators: counts, and five lines at most.
import { Container, Fact, FactSet, OpenUrlAction, TextBlock } from '@microsoft/teams.cards';
import type { WeekOfActions } from '../../src/features/actions/use-cases/week-of-actions.ts';
import { say, type Language } from '../../src/shared/language.ts';
import { actionWords } from '../words-actions.ts';
import { card, open, plain, type CardMessage } from './card.ts';

export function weekCard({ acronym, late, blocked, due, awaiting, lines, page }: WeekOfActions, language: Language): CardMessage {
  const { week } = actionWords(language);
  const colon = language === 'fr-CA' ? '\u00A0: ' : ': ';
  const counts: (readonly [string, number])[] = [[week.late, late], [week.blocked, blocked], [week.due, due], ...(awaiting === null ? [] : [[week.awaiting, awaiting] as const])];
  const rows = lines.map((view) => ({ view, text: `${view.id}${view.title === null ? '' : `, ${view.title}`}`, standing: `${say(view.dueDay, language)}, ${say(view.late ?? view.stateWords, language)}` }));
  return card(
    language, acronym === null ? week.network : week.title(acronym),
    [
      new FactSet(...counts.map(([title, value]) => new Fact(title, String(value)))),
      ...rows.map(({ view, text, standing }) => new Container(new TextBlock(plain(text), { wrap: true, color: 'Accent' }), new TextBlock(plain(standing), { wrap: true, spacing: 'None', isSubtle: true })).withSelectAction(new OpenUrlAction(view.page, { title: `${text}, ${standing}` }))),
    ],
    [open(week.open, page)],
    [...counts.map(([title, value]) => `${title}${colon}${value}`), ...rows.flatMap(({ text, standing }) => [text, standing])],
  );
}
