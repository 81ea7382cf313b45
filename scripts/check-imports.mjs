// Checks who imports whom, and first proves that the check can fail: under TypeScript 7 dependency-cruiser reads
// nothing, and is green, unless @swc/core is there. One forbidden import is planted and must be refused.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import swc from '@swc/core';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import rules from '../.dependency-cruiser.mjs';

// dependency-cruiser says nothing to swc about JSX, which then stops at the first .tsx.
const parse = swc.parseFileSync.bind(swc);
swc.parseFileSync = (path, options) => parse(path, { ...options, tsx: path.endsWith('.tsx') });

const check = async (paths) => {
  const { output } = await cruise(paths, { ruleSet: { forbidden: rules.forbidden }, ...rules.options, validate: true }, undefined, { tsConfig: extractTSConfig('./tsconfig.json') });
  return output.summary;
};

const planted = 'src/shared/__planted__';
mkdirSync(planted, { recursive: true });
try {
  writeFileSync(`${planted}/violation.ts`, "import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;\n");
  const seen = (await check(['src/shared'])).violations.filter((v) => v.from.includes('__planted__'));
  if (seen.length === 0) {
    console.error('imports: the planted violation was NOT refused; the check is blind');
    process.exit(1);
  }
} finally {
  rmSync(planted, { recursive: true, force: true });
}

const summary = await check(['src', 'bot', 'tabs']);
for (const v of summary.violations) console.error(`${v.rule.severity} ${v.rule.name}: ${v.from} → ${v.to}`);
const errors = summary.violations.filter((v) => v.rule.severity === 'error').length;
console.log(`imports: ${summary.totalCruised} modules, ${errors} violations, planted violation refused`);
process.exit(errors > 0 || summary.totalCruised < 20 ? 1 : 0);
