/** @jest-environment node */
// The build refuses a first load that grew too heavy, and says what each page then adds.
import { randomBytes } from 'node:crypto';
import { jest } from '@jest/globals';
import { firstLoadBudget, weigh, type Built, type BuiltChunk } from '../../vite.config.ts';

/** Random text hardly shrinks under gzip: 1 kB stays about 1 kB. */
const code = (kb: number): string => randomBytes(Math.ceil((kb * 1000) / 2)).toString('latin1') + ' '.repeat(10);
const chunk = (fileName: string, kb: number, over: Partial<BuiltChunk> = {}): BuiltChunk => ({ type: 'chunk', fileName, name: fileName, isEntry: false, isDynamicEntry: false, imports: [], code: code(kb), ...over });
const built = (...chunks: BuiltChunk[]): Built => ({ 'style.css': { type: 'asset' }, ...Object.fromEntries(chunks.map((one) => [one.fileName, one])) });

const ENTRY = chunk('main.js', 10, { isEntry: true, imports: ['react.js'] });
const REACT = chunk('react.js', 60, { imports: ['main.js'] });
const SHARED = chunk('shared.js', 30);
const PAGE = chunk('page.js', 5, { isDynamicEntry: true, imports: ['shared.js', 'react.js'], facadeModuleId: '/somewhere/tabs/home/page.tsx' });

it('weighs the entry with all that it imports, and of a page only what it adds', () => {
  const { firstLoad, pages } = weigh(built(ENTRY, REACT, SHARED, PAGE));
  const alone = (one: BuiltChunk) => weigh(built({ ...one, isEntry: true, imports: [] })).firstLoad;
  expect(firstLoad).toBeCloseTo(alone(ENTRY) + alone(REACT), 3);
  expect(pages.get('home/page')).toBeCloseTo(alone(SHARED) + alone(PAGE), 3);
});

it('fails the build beyond the budget, and prints the figure either way', () => {
  const run = (mostKb: number) => {
    const print = jest.fn<(line: string) => void>();
    const error = jest.fn((message: string) => { throw new Error(message); });
    const plugin = firstLoadBudget(mostKb, print);
    (plugin.generateBundle as unknown as (this: { error: typeof error }, options: unknown, bundle: Built) => void).call({ error }, {}, built(ENTRY, REACT, PAGE, SHARED));
    return print.mock.calls[0]?.[0];
  };
  expect(run(1000)).toMatch(/^tabs: first load [\d.]+ kB gzip of 1000; then.*home\/page \+\d+/);
  expect(() => run(20)).toThrow(/more than the 20 kB allowed/);
});
