import { swcOptions } from './scripts/lib/swc-options.mjs';

/** @param {string} name @param {readonly string[]} testMatch @returns {import('jest').Config} */
const backend = (name, testMatch) => ({
  displayName: name,
  rootDir: '.',
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', swcOptions] },
  setupFiles: ['reflect-metadata'],
});

/** @type {import('jest').Config} */
export default {
  projects: [
    backend('unit', [
      '{backend,shared,migrations}/**/!(*.medium|*.contract|*.engines|*.migration|*.endurance).spec.ts',
    ]),
    backend('medium', ['backend/**/*.medium.spec.ts']),
    backend('contract', ['backend/**/*.contract.spec.ts']),
    backend('engines', ['backend/**/*.engines.spec.ts']),
    backend('endurance', ['backend/**/*.endurance.spec.ts']),
    backend('migrations', ['migrations/**/*.migration.spec.ts']),
    '<rootDir>/frontend/jest.config.mjs',
  ],
};
