// What a written message asks for, in French or English, however hastily it was typed.

import { looksLikeHealthNumber } from '../../src/shared/health-number.ts';
import { plain } from '../../src/shared/plain.ts';
import { newActionWords } from './new-action.ts';

export type MessageIntent =
  | { readonly is: 'help' }
  | { readonly is: 'my-committee' }
  | { readonly is: 'my-committees' }
  | { readonly is: 'next-meeting' }
  | { readonly is: 'my-week' }
  | { readonly is: 'my-actions' }
  | { readonly is: 'late-actions' }
  | { readonly is: 'action'; readonly action: string }
  /** « nouvelle action », and what follows. */
  | { readonly is: 'new-action'; readonly said: string }
  /** By either number, as it was typed: `D-2027-001`, `CNCOT-2027-001`. */
  | { readonly is: 'decision'; readonly number: string }
  /** « décisions du CNCOT »: the committee bare as `bareName` makes it; null when none was said. */
  | { readonly is: 'decisions'; readonly of: string | null }
  /** Says nothing of the number, so that nobody downstream can repeat it. */
  | { readonly is: 'health-number' }
  /** Perhaps the name of a committee, bare as `bareName` makes it. */
  | { readonly is: 'unknown'; readonly named: string };

type Command = Exclude<MessageIntent['is'], 'unknown' | 'action' | 'new-action' | 'decision' | 'decisions'>;
const PHRASES: readonly (readonly [string, Command])[] = [
  ...['aide', 'aidez-moi', 'à l’aide', 'help', 'help me', '?', 'bonjour', 'bonsoir', 'allô', 'salut', 'hello', 'hi', 'good morning', 'menu', 'commandes', 'commands'].map((p) => [p, 'help'] as const),
  ...['mon comité', 'comité', 'ce comité', 'le comité', 'mon instance', 'my committee', 'committee', 'this committee', 'the committee'].map((p) => [p, 'my-committee'] as const),
  ...['mes comités', 'comités', 'mes instances', 'instances', 'liste des comités', 'my committees', 'committees', 'list committees', 'list my committees'].map((p) => [p, 'my-committees'] as const),
  ...['prochaine séance', 'ma prochaine séance', 'la prochaine séance', 'prochaine réunion', 'ma prochaine réunion', 'séance', 'next meeting', 'my next meeting', 'the next meeting'].map((p) => [p, 'next-meeting'] as const),
  ...['mes séances cette semaine', 'mes séances de la semaine', 'mes séances', 'séances', 'séances cette semaine', 'mes réunions cette semaine', 'my meetings this week', 'my meetings', 'meetings', 'meetings this week', 'this week'].map((p) => [p, 'my-week'] as const),
  ...['mes actions', 'mon suivi', 'actions', 'mes actions ouvertes', 'my actions', 'my action items', 'action items', 'my open actions'].map((p) => [p, 'my-actions'] as const),
  ...['actions en retard', 'mes actions en retard', 'les actions en retard', 'en retard', 'retards', 'late actions', 'my late actions', 'overdue actions', 'overdue'].map((p) => [p, 'late-actions'] as const),
];

/** Accents, case, punctuation, doubled letters and what is left of a mention do not count. */
function bare(text: string): string {
  return plain(text.replace(/<at[^>]*>.*?<\/at>/gisu, ' ').replace(/<[^>]*>/gu, ' ').replace(/&nbsp;/giu, ' '))
    .replace(/[^a-z0-9?]+/gu, ' ')
    .trim()
    .replace(/(?<=\S)\s*\?+$/u, '')
    .replace(/^(?:gouverne\s+|bot\s+)+/u, '')
    .replace(/^(?:s il (?:te|vous) plait|svp|stp|please)\s+|\s+(?:s il (?:te|vous) plait|svp|stp|please)$/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/([a-z])\1+/gu, '$1');
}

/** A command is short; whatever is longer is none, and is not worth reading to its end. */
const LONGEST = 300;

/** A committee's acronym or name, to be compared with what an unknown message may name. */
export const bareName = (name: string): string => withoutKind(bare(name));
const withoutKind = (said: string): string => said.replace(/^(?:(?:mon|le|la|my|the) )?(?:comite|instance) (?:d[eu] |of )?/u, '');

const KNOWN = PHRASES.map(([phrase, is]) => ({ phrase: bare(phrase), is }));

/** « action A-2027-003 », or the number alone. */
const NUMBERED = /^(?:action )?(a 2\d{3} \d{3,6})$/u;
const numberIn = (text: string): string | null => NUMBERED.exec(text.replace(/<at[^>]*>.*?<\/at>/gisu, ' ').toLowerCase().replace(/[^a-z0-9]+/gu, ' ').trim().replace(/^gouverne /u, ''))?.[1]?.toUpperCase().replaceAll(' ', '-') ?? null;

/** « décision D-2027-001 », « décision CNCOT-2027-001 », or a number of the network alone. */
const DECISION = /(?:^|\s)(?:d[eé]cision\s+([\p{L}\p{N}-]{1,40}-2\d{3}-\d{3,6})|(D-2\d{3}-\d{3,6}))\s*[?.!]*$/iu;
const decisionIn = (text: string): string | null => { const found = DECISION.exec(text.replace(/<at[^>]*>.*?<\/at>/gisu, ' ').normalize('NFC').trim()); return (found?.[1] ?? found?.[2])?.toUpperCase() ?? null; };

/** « décisions », « les dernières décisions du CNCOT », “decisions of the CNCOT”. */
const DECISIONS = /^(?:(?:les |la |the |latest |dernieres? )*decisions?)(?: (?:d[eu] (?:l |la )?|d |of (?:the )?|for (?:the )?)(.+))?$/u;

export function readMessage(text: string): MessageIntent {
  if (looksLikeHealthNumber(text)) return { is: 'health-number' };
  const dictated = newActionWords(text);
  if (dictated !== null) return { is: 'new-action', said: dictated };
  const numbered = numberIn(text.slice(0, LONGEST));
  if (numbered !== null) return { is: 'action', action: numbered };
  const decision = decisionIn(text.slice(0, LONGEST));
  if (decision !== null) return { is: 'decision', number: decision };
  const said = bare(text.slice(0, LONGEST));
  const decisions = DECISIONS.exec(said);
  if (decisions !== null) return { is: 'decisions', of: decisions[1] === undefined ? null : withoutKind(decisions[1]) };
  const exact = KNOWN.find(({ phrase }) => phrase === said);
  if (exact !== undefined) return { is: exact.is };
  // One letter wrong, missing, extra or swapped; in a very short word that would be another word.
  const near = said.length < 3 ? undefined : KNOWN.find(({ phrase }) => phrase.length >= 4 && oneLetterApart(said, phrase));
  return near === undefined ? { is: 'unknown', named: withoutKind(said) } : { is: near.is };
}

function oneLetterApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let from = 0;
  while (from < short.length && short[from] === long[from]) from += 1;
  let tail = 0;
  while (tail < short.length - from && short[short.length - 1 - tail] === long[long.length - 1 - tail]) tail += 1;
  const left = short.slice(from, short.length - tail);
  const right = long.slice(from, long.length - tail);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
