// TypeScript 7 has no JavaScript API, so ts-jest cannot run on it: swc strips the types. See docs/adr/0003-toolchain.md.
const swc = ['@swc/jest', { jsc: { parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } }, target: 'es2024' }, module: { type: 'es6' }, sourceMaps: 'inline' }];
const common = { extensionsToTreatAsEsm: ['.ts', '.tsx'], transform: { '^.+\\.tsx?$': swc }, setupFilesAfterEnv: ['<rootDir>/tests/support/patience.ts', '<rootDir>/tests/support/leaks.ts'] };

/** @type {import('jest').Config} */
export default {
  // Journeys wait for the service's pace most of their time: three share two cores well. A worker that has grown past this is begun anew.
  maxWorkers: 3,
  workerIdleMemoryLimit: '1GB',
  projects: [
    { ...common, displayName: 'unit', testEnvironment: 'node', testMatch: ['<rootDir>/tests/{features,shared,adapters,bot,local-tenant,ports,contract,package}/**/*.test.ts'] },
    { ...common, displayName: 'tabs', testEnvironment: 'jsdom', setupFiles: ['<rootDir>/tests/tabs/support/browser-like.ts'], moduleNameMapper: { '\\.css$': '<rootDir>/tests/support/no-style.ts' }, testMatch: ['<rootDir>/tests/tabs/**/*.test.{ts,tsx}'] },
    { ...common, displayName: 'journeys', testEnvironment: 'node', testMatch: ['<rootDir>/tests/journeys/**/*.test.ts'] },
  ],
};
