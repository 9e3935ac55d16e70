import presets from 'jest-preset-angular/presets/index.js';

const { transform, ...preset } = presets.createEsmPreset({ tsconfig: '<rootDir>/tsconfig.spec.json' });

/** @type {import('jest').Config} */
export default {
  ...preset,
  displayName: 'frontend',
  rootDir: import.meta.dirname,
  // What crosses the wire lives beside the frontend, and is transformed like it.
  roots: ['<rootDir>/src', '<rootDir>/../shared'],
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  transform,
  setupFilesAfterEnv: ['<rootDir>/src/testing/setup.ts'],
};
