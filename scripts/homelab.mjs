import { fileURLToPath } from 'node:url';
import { setUp } from './lib/setup.mjs';

await setUp(fileURLToPath(import.meta.url));
const { ensureBuilt } = await import('./lib/build.mjs');
await ensureBuilt();

const { execServer } = await import('./lib/exec-server.mjs');
const { inRoot } = await import('./lib/root.mjs');
await execServer(inRoot('dist/server/cli.mjs'), process.argv.slice(2), process.env);
