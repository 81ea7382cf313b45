// Puts back into package-lock.json the builds for other platforms that npm leaves out when a registry does not have them (a mirror, say):
// npm ci refuses a lock file without them, on every platform. Run after npm i: `node scripts/complete-lockfile.mjs`.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SYSTEMS = new Set(['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']);
const PROCESSORS = new Set(['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']);

/** The optional dependencies that no entry of the lock file answers for. */
export function missingFrom(packages) {
  const resolved = (parent, name) => {
    for (let at = parent; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/'))).replace(/\/$/, '')) {
      if (Object.hasOwn(packages, `${at === '' ? '' : `${at}/`}node_modules/${name}`)) return true;
      if (at === '') return false;
    }
  };
  return Object.entries(packages).flatMap(([path, entry]) => Object.entries(entry.optionalDependencies ?? {}).filter(([name]) => !resolved(path, name)).map(([name, version]) => ({ name, version, of: entry })));
}

/** What npm itself writes for a build that is not for this machine: it is passed over, so that neither address nor checksum is needed. */
export function entryFor({ name, version, of }) {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => SYSTEMS.has(word));
  const cpu = words.filter((word) => PROCESSORS.has(word));
  if (os.length !== 1 || cpu.length !== 1 || !/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name}@${version}: neither a platform nor an exact version can be read from its name`);
  const libc = os[0] !== 'linux' ? [] : words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : [];
  return { version, cpu, ...(of.dev === true ? { dev: true } : {}), ...(libc.length === 0 ? {} : { libc }), ...(of.license === undefined ? {} : { license: of.license }), optional: true, os };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = fileURLToPath(new URL('../package-lock.json', import.meta.url));
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const missing = missingFrom(lock.packages);
  for (const one of missing) lock.packages[`node_modules/${one.name}`] = entryFor(one);
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${missing.length} builds for other platforms added`);
}
