import { fileURLToPath } from 'node:url';
import { setUp } from './lib/setup.mjs';

await setUp(fileURLToPath(import.meta.url));
const { runSuite, SUITES } = await import('./lib/suites.mjs');

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !SUITES.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no suite ${unknown.join(', ')}. There are: ${SUITES.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

const isCi = (process.env.CI ?? '') !== '';
const total = { passed: 0, failed: 0, skipped: 0 };
for (const suite of SUITES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const reason = await suite.unavailable();
  if (reason !== null) {
    console.log(`\n── ${suite.name}: ${isCi ? 'FAILED, nothing is skipped in CI' : 'skipped'}: ${reason}`);
    total[isCi ? 'failed' : 'skipped'] += 1;
    continue;
  }
  console.log(`\n── ${suite.name}: ${suite.what}`);
  const started = Date.now();
  const counts = await runSuite(suite);
  for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[key] += counts[key];
  console.log(
    `── ${suite.name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${((Date.now() - started) / 1000).toFixed(0)} s`,
  );
}
if (isCi && total.skipped > 0) {
  console.log(`\n${total.skipped} tests were skipped. In CI nothing may be.`);
  total.failed += total.skipped;
}
console.log(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exit(total.failed === 0 ? 0 : 1);
