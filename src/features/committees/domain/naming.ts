// The names of teams and channels: which ones Teams refuses, and how a derived name is made fit for it.
// Source of the refusals: "Limits and specifications for Microsoft Teams" (channel names). The same characters are kept out
// of team names, which become SharePoint sites and folders; the network's own convention may forbid more.

import type { Committee, NamingRules } from './charter.ts';
import type { NameProblem } from './fault.ts';

export type NameKind = 'team' | 'channel';
export type Convention = Pick<NamingRules, 'maxChannelLength' | 'forbidden'>;

/** What Teams itself asks, when the charter has no convention of its own. */
export const TEAMS_CONVENTION: Convention = { maxChannelLength: 50, forbidden: Array.from('~#%&*{}+/\\:<>?|\'"') };

/** Display name of a group, and so of a team. Source: "Create group". */
export const TEAM_NAME_MOST = 256;

const RESERVED = new Set([
  'forms', 'con', 'conin$', 'conout$', 'prn', 'aux', 'nul', 'desktop.ini',
  ...Array.from({ length: 10 }, (_, n) => [`com${n}`, `lpt${n}`]).flat(),
  // Every team already has this channel, under one name or the other.
  'general', 'général',
]);
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const mostOf = (kind: NameKind, convention: Convention): number =>
  kind === 'team' ? TEAM_NAME_MOST : Math.min(convention.maxChannelLength, TEAMS_CONVENTION.maxChannelLength);
const forbiddenBy = (convention: Convention): ReadonlySet<string> => new Set([...TEAMS_CONVENTION.forbidden, ...convention.forbidden]);
/** An invisible character is shown by its number. */
const shown = (character: string): string => (INVISIBLE.test(character) ? `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}` : character);
const unique = (list: readonly string[]): string[] => [...new Set(list)];

/** Why a name would be refused; null when it would be taken. */
export function judgeName(name: string, kind: NameKind, convention: Convention = TEAMS_CONVENTION): NameProblem | null {
  const most = mostOf(kind, convention);
  if (name.trim() === '') return { is: 'empty' };
  const forbidden = forbiddenBy(convention);
  const characters = unique(Array.from(name).filter((c) => forbidden.has(c) || INVISIBLE.test(c)).map(shown));
  if (characters.length > 0) return { is: 'forbidden-characters', characters };
  const first = /^[_.\s]/u.exec(name)?.[0];
  if (first !== undefined) return { is: 'starts-with', character: first };
  const last = /[.\s]$/u.exec(name)?.[0];
  if (last !== undefined) return { is: 'ends-with', character: last };
  if (name.includes('..')) return { is: 'double-dot' };
  const reserved = reservedWord(name, kind);
  if (reserved !== null) return { is: 'reserved', word: reserved };
  if (name.length > most) return { is: 'too-long', length: name.length, most };
  return null;
}

function reservedWord(name: string, kind: NameKind): string | null {
  const lower = name.normalize('NFC').toLowerCase();
  if (lower.includes('_vti_')) return '_vti_';
  if (kind === 'team' && (lower === 'general' || lower === 'général')) return null;
  return RESERVED.has(lower) ? name : null;
}

export interface CleanName {
  readonly name: string;
  /** The pieces of the original that had to give way; empty when the name was taken as it is. */
  readonly replaced: readonly string[];
}

/** A name that Teams takes, as near to the given one as can be. A name that is fit already comes back untouched. */
export function cleanName(name: string, kind: NameKind, convention: Convention = TEAMS_CONVENTION): CleanName {
  if (judgeName(name, kind, convention) === null) return { name, replaced: [] };
  const most = mostOf(kind, convention);
  const forbidden = forbiddenBy(convention);
  const replaced = unique(Array.from(name).filter((c) => forbidden.has(c) || INVISIBLE.test(c)).map(shown));
  const sound = tidy(withoutForbidden(name.normalize('NFC'), forbidden));
  const nameless = kind === 'team' ? 'Équipe' : 'Canal';
  const spoken = sound === '' ? nameless : sound;
  const kept = shorten(spoken, most);
  const short = kept === '' ? nameless : kept;
  const word = reservedWord(short, kind);
  const cut = spoken.slice(short.length).trim();
  const all = unique([...replaced, ...(word === null ? [] : [word]), ...(cut === '' ? [] : [cut])]);
  const edges = all.length > 0 ? all : [name === name.trim() ? (/^[_.]+|\.+$|\.{2,}/u.exec(name)?.[0] ?? name) : ' '];
  return { name: word === null ? short : unreserved(short, forbidden, most), replaced: edges };
}

/** « CON » → « CON (canal) », « a_vti_b » → « avtib ». */
function unreserved(name: string, forbidden: ReadonlySet<string>, most: number): string {
  const plain = tidy(name.replace(/_+vti_+/gi, 'vti'));
  if (!RESERVED.has(plain.toLowerCase())) return plain;
  const suffix = forbidden.has('(') || forbidden.has(')') ? ' canal' : ' (canal)';
  return `${shorten(plain, most - suffix.length)}${suffix}`;
}

/** What a reader would write instead of a character; what is not listed leaves a space. */
const INSTEAD: Readonly<Record<string, string>> = {
  "'": '’', '"': '', '*': '', '?': '', '~': '', '&': ' et ', '+': ' plus ', '%': ' pour cent ',
  '/': '-', '\\': '-', '|': '-', '<': '(', '{': '(', '>': ')', '}': ')',
};

function withoutForbidden(name: string, forbidden: ReadonlySet<string>): string {
  let text = name.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').replace(/[\p{Cf}\p{Cs}]/gu, '');
  if (forbidden.has('#')) text = text.replace(/#\s*(?=\d)/g, 'nº ').replaceAll('#', '');
  // « Projet : suivi » → « Projet - suivi », « 10:30 » → « 10-30 ».
  if (forbidden.has(':')) text = text.replace(/\s*:(?=\s)/g, ' -').replaceAll(':', '-');
  if (forbidden.has('.')) {
    text = text.replace(/(?<!\p{L})(?:\p{L}\.){2,}/gu, (initials) => initials.replaceAll('.', '')); // « M.S.S.S. » → « MSSS »
    text = text.replace(/(?<=\d)\.(?=\d)/g, '-').replaceAll('.', ' ');
  }
  const swapped = Array.from(text).map((c) => (forbidden.has(c) ? (INSTEAD[c] ?? ' ') : c)).join('');
  // The convention may forbid the substitute too.
  return Array.from(swapped).map((c) => (forbidden.has(c) ? ' ' : c)).join('');
}

const tidy = (text: string): string =>
  text
    .replace(/\.{2,}/g, '.')
    .replace(/\s+/gu, ' ')
    .replace(/\( /g, '(').replace(/ \)/g, ')').replace(/\(\)/g, '')
    .replace(/ ([,;)])/g, '$1')
    .replace(/(?:\s*-){2,}/g, ' -')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s._-]+|[\s.,;-]+$/gu, '');

const DANGLING = /(?:^|[\s-])(?:de|du|des|d’|l’|la|le|les|et|ou|à|au|aux|en|pour|par|sur|of|the|and|for|in)$/iu;

/** Cut at a word, without a small word left hanging. No ellipsis: a name may not end in a dot, and some services write « … » as three. */
function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = text.slice(0, most);
  if (/[\uD800-\uDBFF]$/.test(kept)) kept = kept.slice(0, -1);
  const next = text.slice(kept.length, kept.length + 1);
  if (!/[\s-]/.test(next)) {
    const end = Math.max(kept.lastIndexOf(' '), kept.lastIndexOf('-'));
    if (end >= most * 0.5) kept = kept.slice(0, end);
  }
  for (;;) {
    const trimmed = kept.replace(/[\s.,;(–—-]+$/u, '');
    const shorter = trimmed.replace(DANGLING, '');
    if (shorter === trimmed || shorter === '') return trimmed;
    kept = shorter;
  }
}

/** Teams compares channel names without regard to case. */
const sameName = (a: string, b: string): boolean => a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase();

/** The name itself, or with the first number that makes it unique among the others of the team. */
export function dedupe(name: string, taken: readonly string[], kind: NameKind = 'channel', convention: Convention = TEAMS_CONVENTION): string {
  let free = name;
  for (let n = 2; taken.some((other) => sameName(other, free)); n += 1) free = `${shorten(name, mostOf(kind, convention) - String(n).length - 1)} ${n}`;
  return free;
}

/** The convention's team name for an acronym, before it is cleaned: « RQT - CC-SAD ». */
export const fillTeamTemplate = (rules: NamingRules, acronym: string): string => rules.teamTemplate.replace(/\{prefixe?\}/g, () => rules.prefix).replace(/\{acronyme?\}/g, () => acronym);

/** The channel of a committee that has a team of its own. */
export const MEETINGS_CHANNEL = 'Séances';

/**
 * The names that the convention gives to a committee: its own team with the channel « Séances », or, in a team that stands
 * already, a channel by its acronym.
 */
export function derivedNames(rules: NamingRules, committee: Pick<Committee, 'acronym'>, home: { readonly team: string; readonly taken: readonly string[] } | null = null): { readonly team: CleanName; readonly channel: CleanName } {
  if (home !== null) {
    const channel = cleanName(committee.acronym, 'channel', rules);
    return { team: { name: home.team, replaced: [] }, channel: { ...channel, name: dedupe(channel.name, home.taken, 'channel', rules) } };
  }
  return { team: cleanName(fillTeamTemplate(rules, committee.acronym), 'team', rules), channel: cleanName(MEETINGS_CHANNEL, 'channel', rules) };
}
