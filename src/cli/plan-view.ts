// A plan as people review it: by team, sign and words, final names, before → after, then permissions, counts and time.
import type { Plan, PlanLine, PlanTeam, Sign } from '../contract/provisioning.ts';
import { actRoom, pad, remedy, width, wrap, type Style } from './style.ts';
import { duration, type Words } from './words.ts';

/** A real minus sign: the contract's hyphen reads like a list bullet. */
export const shownSign = (sign: Sign): string => (sign === '-' ? '−' : sign);

export function signPaint(sign: Sign, paint: Style): (text: string) => string {
  switch (sign) {
    case '+': return paint.good;
    case '~': return paint.warn;
    case '-': case '!': return paint.bad;
    case '=': return paint.dim;
    default: return sign satisfies never;
  }
}

export interface PlanView {
  readonly words: Words;
  readonly paint: Style;
  readonly columns: number;
  /** Also what stays as it is. */
  readonly all: boolean;
  /** Path of the charter file; null: the charter in force. */
  readonly source: string | null;
  /** Where an administrator grants consent; null on the local tenant. */
  readonly consentUrl: string | null;
}

export const changesIn = (plan: Plan): number => plan.counts.create + plan.counts.change + plan.counts.archive;

export function planLines(plan: Plan, view: PlanView): string[] {
  const { words, paint } = view;
  return [
    paint.bold(words.plan.title(view.source ?? words.plan.charterInForce)),
    [plan.charter.isNew ? words.plan.versionNew(plan.charter.version) : words.plan.versionInForce(plan.charter.version), words.plan.network(plan.charter.committees, plan.charter.teams, plan.charter.persons)].join(' · '),
    paint.dim(words.plan.identity(plan.id, plan.charter.sha256.slice(0, 12))),
    '',
    ...(plan.empty ? [plan.charter.isNew ? words.plan.emptyButNew : words.plan.empty, ''] : []),
    ...teamBlocks(plan.teams, view),
    ...permissionLines(plan, view),
    paint.bold(countsLine(plan, words)),
    ...(plan.empty ? [] : [words.plan.estimate(plan.requests.operations, duration(plan.requests.seconds * 1000, words))]),
    ...(plan.may.apply.ok || (plan.empty && !plan.charter.isNew) ? [] : ['', ...wrap(words.plan.mayNot(plan.may.apply.why ?? ''), view.columns, '')]),
  ];
}

export const countsLine = (plan: Plan, words: Words): string => words.plan.counts(plan.counts);

function teamBlocks(teams: readonly PlanTeam[], view: PlanView): string[] {
  const { words, paint } = view;
  const quiet = view.all ? [] : teams.filter((team) => team.sign === '=' && team.lines.every((line) => line.sign === '='));
  const shown = teams.filter((team) => !quiet.includes(team));
  const blocks = shown.flatMap((team) => [...teamLines(team, view), '']);
  const legend = shown.length === 0 ? [] : [paint.dim((['+', '~', '=', '-', '!'] as const).map((sign) => `${shownSign(sign)} ${words.plan.legend[sign]}`).join('   ')), ''];
  const rest = quiet.length === 0 ? [] : [...wrap(`= ${words.plan.unchangedTeams(quiet.length)} ${quiet.map((team) => team.name.replaceAll(' ', '\u00a0')).join(', ')}`, view.columns, '').map(paint.dim), ''];
  return [...legend, ...blocks, ...rest];
}

function teamLines(team: PlanTeam, view: PlanView): string[] {
  const { words, paint } = view;
  const colour = signPaint(team.sign, paint);
  const shown = view.all ? team.lines : team.lines.filter((line) => line.sign !== '=');
  const hidden = team.lines.length - shown.length;
  const column = Math.min(actRoom(view.columns), Math.max(0, ...shown.map((line) => width(line.act))));
  return [
    `${colour(shownSign(team.sign))} ${paint.bold(team.name)}  ${paint.dim(`${words.plan.team[team.sign]} · ${words.plan.people(team.owners, team.members)}`)}`,
    ...shown.flatMap((line) => lineLines(line, column, view)),
    ...(hidden > 0 ? [paint.dim(`    = ${words.plan.unchangedLines(hidden)}`)] : []),
  ];
}

function lineLines(line: PlanLine, column: number, view: PlanView): string[] {
  const { words, paint } = view;
  const colour = signPaint(line.sign, paint);
  const marks = [...(line.committee === null || line.target.includes(line.committee.acronym) ? [] : [line.committee.acronym]), ...(line.drift ? [words.plan.byHand] : [])];
  const head = `    ${colour(`${shownSign(line.sign)} ${pad(line.act, column)}`)}  ${line.target}${change(line, view)}${marks.length === 0 ? '' : paint.dim(`  (${marks.join(', ')})`)}`;
  return [head, ...(line.note === null ? [] : wrap(line.note, view.columns, '        ').map(line.sign === '!' ? paint.bad : paint.dim))];
}

function change(line: PlanLine, { words, paint }: PlanView): string {
  if (line.before !== null && line.after !== null) return paint.dim(line.after === line.target ? `  ${words.plan.was(line.before)}` : `  ${line.before} → ${line.after}`);
  if (line.after !== null && line.after !== line.target) return paint.dim(`  → ${line.after}`);
  if (line.before !== null && line.before !== line.target) return paint.dim(`  ${words.plan.was(line.before)}`);
  return '';
}

function permissionLines(plan: Plan, { words, paint, columns, consentUrl }: PlanView): string[] {
  if (plan.permissions.length === 0) return [];
  const name = Math.max(...plan.permissions.map((need) => width(need.permission)));
  const state = Math.max(width(words.plan.granted), width(words.plan.missing), width(words.plan.unknown));
  const rows = plan.permissions.map((need) => {
    const [mark, word, colour] = need.granted === true ? ['✓', words.plan.granted, paint.good] as const : need.granted === false ? ['✗', words.plan.missing, paint.bad] as const : ['?', words.plan.unknown, paint.warn] as const;
    return `  ${colour(`${mark} ${pad(word, state)}`)}  ${pad(need.permission, name)}  ${need.why}${paint.dim(need.steps === 0 ? '' : ` · ${words.plan.steps(need.steps)}`)}`;
  });
  const missing = plan.permissions.some((need) => need.granted === false);
  const consent = missing ? [
    ...remedy(words.plan.consentWho, columns, '    '),
    ...(consentUrl === null ? [] : [`    ${words.plan.consentLink(consentUrl)}`]),
    ...wrap(words.plan.consentEffect, columns, '    '),
  ] : [];
  return [paint.bold(words.plan.permissions), ...rows, ...consent, ''];
}
