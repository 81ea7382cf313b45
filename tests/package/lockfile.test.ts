// npm ci refuses a lock file that leaves out a build for another platform, and npm i leaves it out where the registry lacks it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { entryFor, missingFrom } from '../../scripts/complete-lockfile.mjs';

const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
const lock = JSON.parse(text) as { readonly packages: Parameters<typeof missingFrom>[0] };

describe('package-lock.json', () => {
  it('answers for every platform (if not: node scripts/complete-lockfile.mjs)', () => {
    expect(missingFrom(lock.packages).map(({ name }) => name)).toEqual([]);
  });

  it('names no registry', () => {
    expect(text).not.toMatch(/"resolved"/);
  });

  it('is told what is missing, and how to say it', () => {
    const packages = { 'node_modules/tool': { dev: true, license: 'MIT', optionalDependencies: { '@tool/linux-x64-musl': '1.2.3', '@tool/linux-x64-gnu': '1.2.3' } }, 'node_modules/tool/node_modules/@tool/linux-x64-gnu': {} };
    const missing = missingFrom(packages);
    expect(missing.map(({ name }) => name)).toEqual(['@tool/linux-x64-musl']);
    expect(missing.map(entryFor)).toEqual([{ version: '1.2.3', cpu: ['x64'], dev: true, libc: ['musl'], license: 'MIT', optional: true, os: ['linux'] }]);
  });
});
