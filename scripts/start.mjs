import { fileURLToPath } from 'node:url';
import { setUp } from './lib/setup.mjs';

await setUp(fileURLToPath(import.meta.url));
const { ensureBuilt } = await import('./lib/build.mjs');
await ensureBuilt();

const { execServer } = await import('./lib/exec-server.mjs');
const { inRoot } = await import('./lib/root.mjs');
const demo = process.argv.includes('--demo');
// npm passes SIGTERM on to the shell it starts scripts with, and dash (/bin/sh of Debian) dies of it without a word
// to us: the server has to notice by itself that nobody waits for it any more.
const byNpm = process.env.npm_lifecycle_event !== undefined && process.platform !== 'win32';
await execServer(inRoot('dist/server/main.mjs'), byNpm ? [`--parent=${process.ppid}`] : [], {
  ...process.env,
  HOMELAB_ENGINE: demo ? 'demo' : (process.env.HOMELAB_ENGINE ?? 'auto'),
});
