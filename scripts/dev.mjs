import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setUp } from './lib/setup.mjs';

await setUp(fileURLToPath(import.meta.url));
const { watchServer } = await import('./lib/build-server.mjs');
const { SERVER_ENVIRONMENT, SERVER_FLAGS } = await import('./lib/exec-server.mjs');
const { inRoot } = await import('./lib/root.mjs');

/** @type {import('node:child_process').ChildProcess | undefined} */
let server;
let stopping = false;

/** The old server ends before the new one starts: both want the port and the database. */
async function restart() {
  const old = server;
  if (old && old.exitCode === null) {
    await new Promise((resolve) => {
      old.once('exit', resolve);
      old.kill('SIGTERM');
    });
  }
  if (stopping) return;
  server = spawn(process.execPath, [...SERVER_FLAGS, inRoot('dist/server/main.mjs')], {
    cwd: inRoot(),
    stdio: 'inherit',
    env: {
      ...SERVER_ENVIRONMENT,
      ...process.env,
      HOMELAB_ENGINE: process.env.HOMELAB_ENGINE ?? 'auto',
      HOMELAB_LOG_LEVEL: process.env.HOMELAB_LOG_LEVEL ?? 'debug',
    },
  });
}

// The browser part is written to dist/browser and served by the server itself: one origin and the same
// Content Security Policy as in production, so that nothing works here that would not work there.
const browser = spawn(
  process.execPath,
  [inRoot('node_modules/@angular/cli/bin/ng.js'), 'build', '--watch', '--configuration', 'development'],
  { cwd: inRoot(), stdio: 'inherit', env: { ...process.env, NG_CLI_ANALYTICS: 'false' } },
);

let queue = Promise.resolve();
const watcher = await watchServer(() => {
  queue = queue.then(restart);
});
if (!existsSync(inRoot('dist/browser/index.html')))
  console.error('The page is there once the browser part is built; reload then.');

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    browser.kill('SIGTERM');
    server?.kill('SIGTERM');
    void watcher.dispose().then(() => server?.once('exit', () => process.exit(0)));
    setTimeout(() => process.exit(0), 5_000).unref();
  });
}
