// « nouvelle action : réviser le plan pour la présidence avant le 12 février »: what is to be done, for whom and by when, in French or in
// English. Nothing is looked up here: whom the words name is asked of the product.

import { addDays, isDate, weekday } from '../../src/shared/dates.ts';

/** A day; so many working days from today; or words that were meant as a day and are none. */
export type SpokenDue = { readonly is: 'day'; readonly day: string } | { readonly is: 'working-days'; readonly days: number } | { readonly is: 'unknown'; readonly words: string };

/** What may be meant: « pour » also stands in a title. The likeliest first; the last takes every word for the title. */
export interface SpokenTitle { readonly title: string; readonly owner: string | null }

export interface SpokenAction { readonly titles: readonly SpokenTitle[]; readonly due: SpokenDue | null }

const BEGINS = /^(?:(?:nouvelle|cr[ée]er? (?:une )?(?:nouvelle )?|ajouter? (?:une )?(?:nouvelle )?|new|create (?:an? )?(?:new )?|add (?:an? )?(?:new )?) ?action(?: item)?)(?:\s*[:\-–—,]\s*|\s+|$)/iu;

/** Beyond, the title is too long whatever follows. */
const LONGEST = 1_000;

/** What follows « nouvelle action »; null for a message that asks for something else. */
export function newActionWords(text: string): string | null {
  const said = tidy(text);
  return BEGINS.test(said) ? said.replace(BEGINS, '').trim() : null;
}

/** `today`: an ISO day, where the person is. */
export function readNewAction(said: string, today: string): SpokenAction {
  const words = tidy(said.slice(0, LONGEST));
  const found = dueIn(words, today);
  const rest = found === null ? words : `${words.slice(0, found.from)} ${words.slice(found.until)}`;
  return { titles: titlesIn(trimmed(rest)), due: found?.due ?? null };
}

const tidy = (text: string): string => text.normalize('NFC').replace(/<at[^>]*>.*?<\/at>/giu, ' ').replace(/<[^>]*>/gu, ' ').replace(/&nbsp;/giu, ' ').replace(/'/g, '’').replace(/\s+/gu, ' ').trim().replace(/^@?gouverne[\s,:]+/iu, '');
const trimmed = (text: string): string => text.replace(/\s+/gu, ' ').replace(/\s+([,.;])/gu, '$1').replace(/^[\s,;:–—-]+|[\s,;:–—-]+$/gu, '');

// ---- for whom

const FOR = /(?:^|[\s,;])(?:pour|à confier à|confi[ée]e à|responsable\s*:?|for|assigned to|owner\s*:?)\s+/giu;
/** A person or a seat has a short name. */
const LONGEST_OWNER = 80;

function titlesIn(text: string): readonly SpokenTitle[] {
  const titles: SpokenTitle[] = [];
  for (const found of [...text.matchAll(FOR)].reverse()) {
    const [title, owner] = [trimmed(text.slice(0, found.index)), trimmed(text.slice(found.index + found[0].length)).replace(/\.$/, '')];
    if (title !== '' && owner !== '' && owner.length <= LONGEST_OWNER) titles.push({ title, owner });
  }
  return [...titles, { title: text, owner: null }];
}

// ---- by when

const MONTHS = [/^janv|^jan/u, /^f[ée]v|^feb/u, /^mars|^mar/u, /^avr|^apr/u, /^mai|^may/u, /^juin|^jun/u, /^juil|^jul/u, /^ao[uû]|^aug/u, /^sep/u, /^oct/u, /^nov/u, /^d[ée]c/u];
const MONTH = String.raw`(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre|january|february|march|april|may|june|july|august|september|october|november|december|janv|f[ée]vr?|avr|juil|sept|oct|nov|d[ée]c|jan|feb|mar|apr|jun|jul|aug|sep|dec)\.?`;
const WEEKDAYS = ['lundi|monday', 'mardi|tuesday', 'mercredi|wednesday', 'jeudi|thursday', 'vendredi|friday', 'samedi|saturday', 'dimanche|sunday'];
const WEEKDAY = `(?:${WEEKDAYS.join('|')})`;
const NUMBER = String.raw`(?:\d{1,3}|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|one|two|three|four|five|six|seven|eight|nine|ten)`;
const NUMBERS: Readonly<Record<string, number>> = { un: 1, une: 1, one: 1, deux: 2, two: 2, trois: 3, three: 3, quatre: 4, four: 4, cinq: 5, five: 5, six: 6, sept: 7, seven: 7, huit: 8, eight: 8, neuf: 9, nine: 9, dix: 10, ten: 10 };

type Read = (groups: readonly (string | undefined)[], today: string) => SpokenDue | null;
const day = (text: string | null): SpokenDue | null => (text === null ? null : { is: 'day', day: text });

// Each begins where its words do; the first that fits at the furthest place is the one.
const FORMS: readonly (readonly [pattern: string, read: Read])[] = [
  [String.raw`(\d{4}-\d{2}-\d{2})`, ([iso = '']) => (isDate(iso) ? day(iso) : null)],
  [String.raw`(?:${WEEKDAY},? )?(?:le )?(\d{1,2})(?:er|e|st|nd|rd|th)?(?: of)? (${MONTH})(?:,? (\d{4}))?`, ([d = '', month = '', year], today) => day(dayOfMonth(d, month, year, today))],
  [String.raw`(?:${WEEKDAY},? )?(${MONTH}) (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?`, ([month = '', d = '', year], today) => day(dayOfMonth(d, month, year, today))],
  [String.raw`(?:dans|d’ici|in|within) (${NUMBER}) (?:jours? ouvrables?|jours? ouvr[ée]s?|(?:business|working) days?)`, ([n = '']) => ({ is: 'working-days', days: numberOf(n) })],
  [String.raw`(?:dans|d’ici|in|within) (${NUMBER}) (?:jours?|days?)`, ([n = ''], today) => day(addDays(today, numberOf(n)))],
  [String.raw`(?:dans|d’ici|in|within) (${NUMBER}) (?:semaines?|weeks?)`, ([n = ''], today) => day(addDays(today, 7 * numberOf(n)))],
  [String.raw`(?:la |the )?(?:fin (?:de (?:la|cette) )?semaine|end of (?:the |this )?week)`, (_none, today) => day(addDays(today, (5 - weekday(today) + 7) % 7))],
  [String.raw`(?:la |the )?(?:fin (?:du|de ce) mois|end of (?:the |this )?month)`, (_none, today) => day(addDays(`${nextMonth(today)}-01`, -1))],
  [String.raw`(?:après-demain|the day after tomorrow)`, (_none, today) => day(addDays(today, 2))],
  [String.raw`(?:demain|tomorrow)`, (_none, today) => day(addDays(today, 1))],
  [String.raw`(?:aujourd’hui|today)`, (_none, today) => day(today)],
  // A day of the week is the next one to come; said on that very day, it is a week away.
  [String.raw`(?:next )?(${WEEKDAY})(?: prochain)?`, ([name = ''], today) => day(addDays(today, ((WEEKDAYS.findIndex((names) => names.split('|').includes(name.toLowerCase())) + 1 - weekday(today) + 6) % 7) + 1))],
];

/** « avant le », “by”: what follows is meant as a day. */
const MARK = String.raw`(?:avant(?: la)?|d’ici(?: à| au)?|au plus tard|pour|[ée]ch[ée]ance\s*:?|due(?: on| by)?\s*:?|before|by|until|on)`;
const ALONE = String.raw`(?:dans|d’ici|in|within) ${NUMBER} (?:jours?|semaines?|business|working|days?|weeks?)`;

const DUES = FORMS.map(([form, read]) => ({ read, pattern: new RegExp(String.raw`(?<=^|[\s,;(])(?:(?:${MARK})\s+(?:le |la |the |ce )?|le |(?=${ALONE}))${form}(?=$|[\s,.;:!?)])`, 'gi') }));

interface Found { readonly from: number; readonly until: number; readonly due: SpokenDue }

function dueIn(text: string, today: string): Found | null {
  let last: Found | null = null;
  for (const { pattern, read } of DUES) {
    for (const found of text.matchAll(pattern)) {
      const [whole, ...groups] = found;
      const [from, until] = [found.index, found.index + whole.length];
      // « avant vendredi 12 février » also reads as « vendredi », and as less.
      if (last !== null && (from > last.from ? from < last.until : until <= last.until || from < last.from)) continue;
      last = { from, until, due: read(groups, today) ?? { is: 'unknown', words: whole } };
    }
  }
  return last ?? meant(text);
}

/** « avant la Saint-Jean »: a day was meant, at the end, and nobody knows which. */
function meant(text: string): Found | null {
  const found = /(?<=^|[\s,;(])(?:avant|d’ici|au plus tard|[ée]ch[ée]ance\s*:?|before|by|due)\s+((?:le |la |les |the )?[^\s]+(?: [^\s]+){0,3})$/i.exec(text);
  return found === null ? null : { from: found.index, until: text.length, due: { is: 'unknown', words: found[1] ?? '' } };
}

const numberOf = (word: string): number => NUMBERS[word.toLowerCase()] ?? Number(word);
const nextMonth = (today: string): string => addDays(`${today.slice(0, 7)}-28`, 4).slice(0, 7);

/** Without a year it is the next one to come. */
function dayOfMonth(d: string, month: string, year: string | undefined, today: string): string | null {
  const number = MONTHS.findIndex((name) => name.test(month.toLowerCase())) + 1;
  const of = (y: string): string => `${y}-${String(number).padStart(2, '0')}-${d.padStart(2, '0')}`;
  const wanted = of(year ?? today.slice(0, 4));
  const found = year === undefined && wanted < today ? of(String(Number(today.slice(0, 4)) + 1)) : wanted;
  return isDate(found) ? found : null;
}
