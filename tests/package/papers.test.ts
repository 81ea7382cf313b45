// The papers say what is: every variable, every exit code, every script and path that they name exists, in both languages.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { COMMAND_NAMES } from '../../src/cli/commands.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { VARIABLES } from '../../src/config/variables.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts);
const adrs = readdirSync(join(root, 'docs/adr')).map((name) => `docs/adr/${name}`);
const PAPERS = ['README.md', 'LISEZMOI.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/operations.md', 'docs/glossary.md', 'docs/efvp.md', ...adrs];
const READMES = ['README.md', 'LISEZMOI.md'];

describe.each(READMES)('%s', (paper) => {
  it('lists every variable of the configuration, and no other', () => {
    const rows = read(paper).split('\n').filter((line) => /^\| `[A-Z]/.test(line));
    const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name));
    expect(named.filter((name) => name !== undefined).sort()).toEqual(Object.keys(VARIABLES).sort());
  });

  it('gives the defaults that the configuration has', () => {
    for (const [name, variable] of Object.entries(VARIABLES)) {
      if (!('fallback' in variable) || name === 'HOST') continue;
      const row = read(paper).split('\n').find((line) => line.startsWith('| ') && line.split('|')[1]?.includes(`\`${name}\``));
      expect(`${name}: ${row?.split('|')[2] ?? ''}`).toContain(`\`${variable.fallback}\``);
    }
  });

  it('lists every exit code of the command line', () => {
    const codes = [...read(paper).matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    expect(codes).toEqual(Object.values(EXIT));
  });

  it('shows every command of the command line', () => {
    for (const name of COMMAND_NAMES.filter((command) => !['login', 'logout'].includes(command))) expect(read(paper)).toContain(`./gouverne ${name}`);
  });
});

describe.each(PAPERS)('%s', (paper) => {
  it('names only scripts that exist', () => {
    const named = [...read(paper).matchAll(/npm run (?:-s |--silent )?([a-z][\w:]*)/g)].map(([, name]) => name);
    expect(named.filter((name) => name !== undefined && !scripts.includes(name))).toEqual([]);
  });

  it('links only to what is there', () => {
    const links = [...read(paper).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
    expect(links.filter((target) => !existsSync(join(root, dirname(paper), target)))).toEqual([]);
  });

  it('names only files and folders that are there', () => {
    const paths = [...read(paper).matchAll(/`((?:src|bot|tabs|tests|scripts|docs|charters|infra|appPackage|bench|bin)\/[\w./-]*)`/g)].map(([, path = '']) => path);
    const made = /^(appPackage\/build|tests\/bot\/$)/;
    expect(paths.filter((path) => !made.test(path) && !existsSync(join(root, path)))).toEqual([]);
  });
});
