// Colour and columns. Colour never carries meaning alone: each state also has a sign and a word.
import { stripVTControlCharacters, styleText } from 'node:util';
import type { Terminal, World } from './world.ts';

type Format = Parameters<typeof styleText>[0];
export interface Style {
  readonly on: boolean;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly link: (text: string) => string;
}

export function style(on: boolean): Style {
  const paint = (format: Format) => (text: string): string => (on && text !== '' ? styleText(format, text, { validateStream: false }) : text);
  return { on, bold: paint('bold'), dim: paint('dim'), good: paint('green'), warn: paint('yellow'), bad: paint('red'), link: paint('cyan') };
}

/** https://no-color.org and https://force-color.org: NO_COLOR wins, an empty value counts as unset. */
export function wantsColour(env: World['env'], terminal: Terminal, noColour: boolean): boolean {
  const set = (name: string): boolean => env[name] !== undefined && env[name] !== '';
  if (noColour || set('NO_COLOR')) return false;
  if (set('FORCE_COLOR')) return env['FORCE_COLOR'] !== '0';
  return terminal.isTTY && env['TERM'] !== 'dumb';
}

/** Characters on screen; escape sequences take none. */
export const width = (text: string): number => Array.from(stripVTControlCharacters(text)).length;
export const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)));
export const padStart = (text: string, columns: number): string => ' '.repeat(Math.max(0, columns - width(text))) + text;

/** Shortens a plain text to a number of characters. */
export const clip = (text: string, columns: number): string => (width(text) <= columns ? text : `${Array.from(text).slice(0, Math.max(0, columns - 1)).join('')}…`);

/** Breaks a plain text at blanks (never at a non-breaking one) and indents each line. */
export function wrap(text: string, columns: number, indent: string): string[] {
  const room = Math.max(20, columns - width(indent));
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n\t]+/).filter((piece) => piece !== '')) {
    if (line !== '' && width(line) + 1 + width(word) > room) { lines.push(indent + line); line = word; }
    else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(indent + line);
  return lines;
}

/** Of a line, what an act may take before its target is no longer aligned with the others'. */
export const actRoom = (columns: number): number => Math.max(24, Math.floor(columns * 0.55));

/** What to do about something: an arrow, and lines that stand under each other. */
export function remedy(text: string, columns: number, indent: string): string[] {
  const [first = '', ...others] = wrap(text, columns - 2, indent).map((line) => line.slice(indent.length));
  return [`${indent}→ ${first}`, ...others.map((line) => `${indent}  ${line}`)];
}
