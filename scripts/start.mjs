import { fileURLToPath } from 'node:url';
import { setUp } from './lib/setup.mjs';

await setUp(fileURLToPath(import.meta.url));
const { ensureBuilt } = await import('./lib/build.mjs');
await ensureBuilt();

const { execServer } = await import('./lib/exec-server.mjs');
const { inRoot } = await import('./lib/root.mjs');
const demo = process.argv.includes('--demo');
await execServer(inRoot('dist/server/main.mjs'), [], {
  ...process.env,
  HOMELAB_ENGINE: demo ? 'demo' : (process.env.HOMELAB_ENGINE ?? 'auto'),
});
