// How the tabs are built: one page, hashed files under /tabs/, React in a chunk of its own, every page lazy, and a
// budget: the JavaScript of the first load (the entry and all it imports statically, gzipped) stays under 100 kB.
import { readdir, rm, stat } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const FIRST_LOAD_KB = 100;

/** The part of a built chunk that the budget reads. */
export interface BuiltChunk { readonly type: 'chunk'; readonly fileName: string; readonly name: string; readonly isEntry: boolean; readonly isDynamicEntry: boolean; readonly facadeModuleId?: string | null; readonly imports: readonly string[]; readonly code: string }
export type Built = Readonly<Record<string, BuiltChunk | { readonly type: 'asset' }>>;

/** A chunk and all that it imports statically: what the browser must have before the chunk runs. */
function withImports(built: Built, fileName: string, seen = new Set<string>()): Set<string> {
  const chunk = built[fileName];
  if (chunk?.type !== 'chunk' || seen.has(fileName)) return seen;
  seen.add(fileName);
  for (const imported of chunk.imports) withImports(built, imported, seen);
  return seen;
}

const gzipKb = (built: Built, files: Iterable<string>): number => {
  let bytes = 0;
  for (const file of files) {
    const chunk = built[file];
    if (chunk?.type === 'chunk') bytes += gzipSync(chunk.code, { level: 9 }).length;
  }
  return bytes / 1000;
};

/** kB (1000 bytes) of gzipped JavaScript: before the shell runs, and what each lazy page then adds. */
export function weigh(built: Built): { readonly firstLoad: number; readonly pages: ReadonlyMap<string, number> } {
  const chunks = Object.values(built).filter((file): file is BuiltChunk => file.type === 'chunk');
  const first = new Set<string>();
  for (const chunk of chunks) if (chunk.isEntry) withImports(built, chunk.fileName, first);
  const pages = new Map<string, number>();
  for (const chunk of chunks) {
    if (!chunk.isDynamicEntry || first.has(chunk.fileName)) continue;
    const added = [...withImports(built, chunk.fileName)].filter((file) => !first.has(file));
    pages.set(/tabs\/(.+)\.tsx?$/.exec(chunk.facadeModuleId ?? '')?.[1] ?? chunk.name, gzipKb(built, added));
  }
  return { firstLoad: gzipKb(built, first), pages };
}

export function firstLoadBudget(mostKb: number, print: (line: string) => void = console.log): Plugin {
  return {
    name: 'first-load-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const { firstLoad, pages } = weigh(bundle);
      const heaviest = [...pages].sort((a, b) => b[1] - a[1]).map(([name, kb]) => `${name} +${kb.toFixed(0)}`).join(', ');
      print(`tabs: first load ${firstLoad.toFixed(1)} kB gzip of ${mostKb}; then, shared parts counted each time: ${heaviest}`);
      if (firstLoad > mostKb) this.error(`the first load weighs ${firstLoad.toFixed(1)} kB gzip, more than the ${mostKb} kB allowed: make an import lazy`);
    },
  };
}

const KEEP_DAYS = 7;

/** Files of former builds stay for a week, so that a page opened before an upgrade finds its parts; then they go. */
function keepFormerBuild(): Plugin {
  let assets = '';
  return {
    name: 'keep-former-build',
    apply: 'build',
    configResolved(config) { assets = `${config.build.outDir}/${config.build.assetsDir}`; },
    async writeBundle(_options, bundle) {
      const ours = new Set(Object.keys(bundle).map((file) => file.split('/').at(-1)));
      for (const file of await readdir(assets).catch(() => [])) {
        const path = `${assets}/${file}`;
        const old = await stat(path).then(({ mtimeMs }) => Date.now() - mtimeMs > KEEP_DAYS * 86_400_000, () => false);
        if (old && !ours.has(file)) await rm(path, { force: true });
      }
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('tabs', import.meta.url)),
  base: '/tabs/',
  publicDir: false,
  plugins: [react(), firstLoadBudget(FIRST_LOAD_KB), keepFormerBuild()],
  build: {
    outDir: fileURLToPath(new URL('dist/tabs', import.meta.url)),
    // Pages opened before an upgrade still ask for the former files: see keepFormerBuild.
    emptyOutDir: false,
    target: 'es2022',
    // Inlined files would be data: URLs, which the server's content security policy refuses.
    assetsInlineLimit: 0,
    // Every browser that Teams supports preloads modules; the polyfill would be one more script.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // React alone, and the icons of all pages in one file instead of sixty of a few hundred bytes. A group that takes along what it
        // imports would drag Fluent into the first load.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'icons', test: /react-icons[\\/].*[\\/](atoms|sizedIcons|icons)[\\/]/, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
});
