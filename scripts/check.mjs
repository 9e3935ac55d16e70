import { fileURLToPath } from 'node:url';
import { inRoot } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';

await setUp(fileURLToPath(import.meta.url));

const fix = process.argv.includes('--fix');
const unit = process.argv.includes('--unit');
const bin = (/** @type {string} */ path) => inRoot('node_modules', path);

/** Everything that can be said of the code without running it, cheapest first. */
const STEPS = [
  ['format', bin('prettier/bin/prettier.cjs'), fix ? '--write' : '--check', '--log-level=warn', '.'],
  ...['shared', 'backend', 'e2e', 'frontend', 'scripts'].map((part) => [
    `types of ${part}`,
    bin('typescript/bin/tsc'),
    '-p',
    part,
    '--incremental',
    '--tsBuildInfoFile',
    bin(`.cache/tsc-${part}.json`),
  ]),
  [
    'lint and boundaries',
    bin('eslint/bin/eslint.js'),
    '--max-warnings=0',
    '--cache',
    '--cache-location',
    bin('.cache/eslint'),
    ...(fix ? ['--fix'] : []),
    '.',
  ],
  [
    'dead code and cycles',
    bin('knip/bin/knip.js'),
    '--include',
    'files,dependencies,unlisted,unresolved,exports,types,enumMembers,duplicates,cycles',
  ],
];
if (unit) STEPS.push(['unit tests', bin('jest/bin/jest.js'), '--selectProjects', 'unit', '--silent']);

let failed = 0;
for (const [name = '', ...args] of STEPS) {
  const started = Date.now();
  const code = await run(process.execPath, args, {
    quiet: true,
    env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
  });
  if (code !== 0) failed += 1;
  console.error(
    `${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
}
process.exit(failed === 0 ? 0 : 1);
