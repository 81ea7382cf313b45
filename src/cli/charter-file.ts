// A charter file on its way to the server, and its faults on their way back: file, line, column, sentence, remedy, and the line itself.
import { basename } from 'node:path';
import type { Problem } from '../contract/common.ts';
import type { PlanRequest } from '../contract/provisioning.ts';
import { Usage } from './failures.ts';
import { remedy, type Style } from './style.ts';
import type { Words } from './words.ts';
import type { World } from './world.ts';

export interface CharterText { readonly path: string; readonly text: string }

const LONGEST = 4_000_000; // what PlanRequest takes

export function readCharter(world: World, path: string, words: Words): CharterText {
  let text: string;
  try {
    text = world.readText(path);
  } catch {
    throw new Usage(words.failure.noFile(path), words.failure.noFileRemedy);
  }
  if (text.length > LONGEST) throw new Usage(words.failure.tooLarge(path), words.failure.tooLargeRemedy);
  return { path, text };
}

/** The server is told the file's name only: where somebody keeps it is nobody's business. */
export function planRequest(charter: CharterText | null, committees: readonly string[]): PlanRequest {
  return {
    ...(charter === null ? {} : { charter: { source: basename(charter.path), text: charter.text } }),
    ...(committees.length === 0 ? {} : { committees: [...committees] }),
  };
}

/** A refusal that points into the file that was sent, rather than one of the command. */
export const hasFaults = (problem: Problem): boolean => (problem.errors ?? []).some((error) => problem.code === 'charter-faults' || error.line !== null);

export function faultLines(problem: Problem, charter: CharterText, words: Words, paint: Style, columns: number): string[] {
  const errors = [...(problem.errors ?? [])].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  const source = charter.text.split(/\r?\n/);
  const lines: string[] = [];
  for (const error of errors) {
    const place = [charter.path, ...(error.line === null ? [] : [error.line, ...(error.column === null ? [] : [error.column])])].join(':');
    lines.push(`${paint.bold(place)}  ${paint.bad(error.message)}`);
    if (error.line === null && error.field !== '') lines.push(paint.dim(`    ${error.field}`));
    if (error.remedy !== '') lines.push(...remedy(error.remedy, columns, '    '));
    const text = error.line === null ? undefined : source[error.line - 1];
    if (text !== undefined && error.line !== null) lines.push(...excerpt(text, error.line, error.column, paint, columns));
    lines.push('');
  }
  lines.push(words.faults.total(errors.length));
  return lines;
}

/** The line with a caret under the place; a long line is cut around it. */
function excerpt(text: string, line: number, column: number | null, paint: Style, columns: number): string[] {
  const gutter = `  ${line} │ `;
  const room = Math.max(20, columns - gutter.length);
  const at = column === null ? 0 : Math.min(Math.max(0, column - 1), text.length);
  const from = text.length <= room ? 0 : Math.min(Math.max(0, at - Math.floor(room / 2)), text.length - room + 1);
  const cutLeft = from > 0;
  const shown = `${cutLeft ? '…' : ''}${text.slice(cutLeft ? from + 1 : 0, from + room - (from + room < text.length ? 1 : 0))}${from + room < text.length ? '…' : ''}`;
  // Tabs stay tabs under the line, so that the caret stands where the eye looks.
  const before = shown.slice(0, at - from).replaceAll(/[^\t]/g, ' ');
  return [`${paint.dim(gutter)}${shown}`, ...(column === null ? [] : [`${paint.dim(`${' '.repeat(gutter.length - 2)}│ `)}${before}${paint.bad('^')}`])];
}
