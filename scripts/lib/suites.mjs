import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { inRoot } from './root.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} what one line for the person who watches
 * @property {() => Promise<string | null>} unavailable why it cannot run here and how to enable it; null if it can
 * @property {(report: string) => Promise<number>} run writes a JSON report; its exit code
 * @property {(report: any) => Counts} count
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

const always = async () => null;

const jest =
  (/** @type {string} */ project, /** @type {string[]} */ ...args) =>
  (/** @type {string} */ report) =>
    run(
      process.execPath,
      [
        inRoot('node_modules/jest/bin/jest.js'),
        '--selectProjects',
        project,
        '--json',
        '--outputFile',
        report,
        '--silent',
        // Some tests start whole programs; on a machine that does other things that takes more than Jest's five seconds.
        '--testTimeout=30000',
        '--passWithNoTests=false',
        ...args,
      ],
      { env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' } },
    );

/** @param {any} report @returns {Counts} A file that did not even load counts as one failure. */
const countJest = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
  skipped: report.numPendingTests + report.numTodoTests,
});

async function noEngines() {
  const { whyUnavailable } = await import('../../e2e/lab/installations.ts');
  return whyUnavailable();
}

async function noBrowser() {
  return existsSync('/usr/bin/chromium')
    ? null
    : 'there is no /usr/bin/chromium. Install Debian’s chromium package (.ci/install does)';
}

const playwright = (/** @type {string} */ project) => async (/** @type {string} */ report) => {
  await ensureBuilt();
  return run(
    process.execPath,
    [
      inRoot('node_modules/@playwright/test/cli.js'),
      'test',
      '--config',
      'e2e/playwright.config.ts',
      '--project',
      project,
      '--reporter',
      'list,json',
    ],
    { env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report } },
  );
};

/** @param {any} report @returns {Counts} */
const countPlaywright = ({ stats, errors }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + errors.length,
  skipped: stats.skipped,
});

/** @type {readonly Suite[]} */
export const SUITES = [
  {
    name: 'unit',
    what: 'the backend’s pure parts',
    unavailable: always,
    run: jest('unit'),
    count: countJest,
  },
  {
    name: 'frontend',
    what: 'the browser application’s pure parts',
    unavailable: always,
    run: jest('frontend'),
    count: countJest,
  },
  {
    name: 'migrations',
    what: 'migrations and entities agree, data is kept',
    unavailable: always,
    run: jest('migrations'),
    count: countJest,
  },
  {
    name: 'medium',
    what: 'modules with a real SQLite file, HTTP and sockets',
    unavailable: always,
    run: jest('medium'),
    count: countJest,
  },
  {
    name: 'contract',
    what: 'the engine contract on the fake and the demo engine',
    unavailable: always,
    run: jest('contract'),
    count: countJest,
  },
  {
    name: 'endurance',
    what: 'the program killed in every phase of an operation, and started again',
    unavailable: async () =>
      existsSync('/proc/self/environ') ? null : 'it looks for processes in /proc. Run it on Linux',
    run: jest('endurance', '--runInBand'),
    count: countJest,
  },
  {
    name: 'engines',
    what: 'the same, and faults, on real Docker Engines',
    unavailable: noEngines,
    run: jest('engines', '--runInBand'),
    count: countJest,
  },
  {
    name: 'browser-demo',
    what: 'a real browser on the demo engine',
    unavailable: noBrowser,
    run: playwright('demo'),
    count: countPlaywright,
  },
  {
    name: 'browser',
    what: 'a real browser on a real engine',
    unavailable: async () => (await noBrowser()) ?? noEngines(),
    run: playwright('real'),
    count: countPlaywright,
  },
];

/** @param {Suite} suite @returns {Promise<Counts>} */
export async function runSuite(suite) {
  const folder = mkdtempSync(join(tmpdir(), 'homelab-test-'));
  const report = join(folder, 'report.json');
  try {
    const code = await suite.run(report);
    const counts = existsSync(report)
      ? suite.count(JSON.parse(readFileSync(report, 'utf8')))
      : { passed: 0, failed: 1, skipped: 0 };
    // A runner that fails although every test passed (a handle left open, a crash at the end) has failed.
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
