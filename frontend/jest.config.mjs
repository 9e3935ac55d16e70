/** @type {import('jest').Config} */
export default { displayName: 'frontend', rootDir: '.', testMatch: ['<rootDir>/src/**/*.spec.ts'] };
