// Who may import whom. Arrows point inward; what a row does not name, it may not import. See docs/adr/0002-layout.md.
const PURE = '^src/(shared|features/[^/]+/domain)/';
const FEATURES = '^src/features/';
const WIRE = '^src/contract/';
const PACKAGES = 'node_modules/|^[^.]+$'; // npm's, and node's own (no dot in the path)
const TIME = '/temporal-polyfill/'; // the one package that the pure domain may import
const layers = [
  ['domain', PURE, [PURE, TIME], 'Rules take facts and return facts: no clock, no store, no package but the calendar’s.'],
  ['feature', '^src/features/([^/]+)/(use-cases/|ports|words)', ['^src/features/$1/', PURE], 'The rest comes in by ports.ts.'],
  ['adapter', '^src/adapters/([^/]+)/', ['^src/adapters/$1/', FEATURES, PURE, WIRE, PACKAGES], 'Adapters do not meet.'],
  ['bot', '^bot/', ['^bot/', FEATURES, PURE, PACKAGES], 'The bot speaks to people and calls use cases.'],
  ['cli', '^src/cli', ['^src/cli', WIRE, PURE, PACKAGES], 'The command line knows the server by its contract only.'],
  ['tabs', '^tabs/', ['^tabs/', WIRE, PACKAGES], 'Tabs know the server by its contract only.'],
  ['contract', '^src/contract/', ['^src/contract/', '/zod/'], 'Shapes only: tabs carry them.'],
  ['config', '^src/config/', ['^src/config/', PURE, '/zod/'], 'The environment, checked; what it names is opened by others.'],
  ['tenant', '^src/local-tenant/', ['^src/local-tenant/', PACKAGES], 'The stand-in knows the product only as a stranger would.'],
  ['product', '^(src/(?!main|compose|local-tenant)|bot|tabs)', ['^(src/(?!main|compose|local-tenant)|bot|tabs)', PACKAGES], 'Only main.ts and tests compose.'],
];
const row = ([name, path, may, comment]) => ({ name, comment, severity: 'error', from: { path }, to: { pathNot: may } });
export default {
  forbidden: [
    ...layers.map(row),
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, doNotFollow: { path: 'node_modules' }, parser: 'swc', exclude: { path: '^(dist|coverage|data)/' } },
};
