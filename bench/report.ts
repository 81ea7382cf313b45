// Prints measured figures beside what they are held against; the exit code says whether all held.

export interface Line {
  readonly name: string;
  readonly value: number | string;
  /** The least possible, and how many times that is allowed. */
  readonly least?: number;
  readonly limit?: number;
  readonly most?: number;
  readonly atLeast?: number;
}

const shown = (n: number): string => (Number.isInteger(n) ? String(n) : n.toFixed(2));

export function report(title: string, lines: readonly Line[]): number {
  console.log(`\n${title}`);
  let failed = 0;
  for (const line of lines) {
    if (typeof line.value === 'string') { console.log(`  ${line.name.padEnd(32)} ${line.value}`); continue; }
    const allowed = line.least !== undefined && line.limit !== undefined ? line.least * line.limit : line.most;
    const holds = (allowed === undefined || line.value <= allowed) && (line.atLeast === undefined || line.value >= line.atLeast);
    if (!holds) failed += 1;
    const beside = line.least !== undefined && line.limit !== undefined ? `least ${shown(line.least)}, ratio ${(line.value / line.least).toFixed(2)}, allowed ${line.limit}` : line.atLeast !== undefined ? `at least ${line.atLeast}` : line.most === undefined ? '' : `allowed ${line.most}`;
    console.log(`  ${line.name.padEnd(32)} ${shown(line.value).padStart(8)}  ${beside}${allowed === undefined && line.atLeast === undefined ? '' : holds ? '  ok' : '  MISSED'}`);
  }
  return failed > 0 ? 1 : 0;
}
