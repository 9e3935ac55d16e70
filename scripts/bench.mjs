import { fileURLToPath } from 'node:url';
import { setUp } from './lib/setup.mjs';

await setUp(fileURLToPath(import.meta.url));
const { ensureBuilt } = await import('./lib/build.mjs');
const { inRoot } = await import('./lib/root.mjs');
const { run } = await import('./lib/run.mjs');

await ensureBuilt();
process.exit(
  await run(process.execPath, ['--no-warnings', inRoot('e2e/bench/bench.ts'), ...process.argv.slice(2)]),
);
