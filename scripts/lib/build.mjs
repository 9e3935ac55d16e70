import { fingerprint, isFresh, writeStamp } from './fingerprint.mjs';
import { inRoot } from './root.mjs';
import { mustRun } from './run.mjs';

/** What each part is built from. Named here, so that a fresh build needs no compiler in memory to be recognised. */
const SERVER_INPUTS = ['backend/src', 'shared', 'migrations', 'scripts/lib', 'package-lock.json'];
const BROWSER_INPUTS = [
  'frontend',
  'shared',
  'angular.json',
  'tsconfig.base.json',
  '.postcssrc.json',
  'package-lock.json',
];

/** Builds what is not fresh: the server's bundle and the browser's files, each by itself. */
export async function ensureBuilt() {
  await buildUnlessFresh('server', SERVER_INPUTS, async () => {
    const { buildServer } = await import('./build-server.mjs');
    await buildServer();
  });
  await buildUnlessFresh('browser', BROWSER_INPUTS, () =>
    mustRun('The browser build', process.execPath, [inRoot('node_modules/@angular/cli/bin/ng.js'), 'build'], {
      quiet: true,
      env: { ...process.env, NG_CLI_ANALYTICS: 'false' },
    }),
  );
}

/**
 * @param {'server' | 'browser'} part
 * @param {readonly string[]} inputs
 * @param {() => Promise<void>} build
 */
async function buildUnlessFresh(part, inputs, build) {
  const stamp = `dist/.${part}-inputs`;
  const wanted = fingerprint(inputs);
  if (isFresh(stamp, wanted)) return;
  const started = Date.now();
  console.error(`Building the ${part} …`);
  await build();
  writeStamp(stamp, wanted);
  console.error(`Built the ${part} in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}
