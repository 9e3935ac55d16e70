/*
 * What has to be true before anything of ours can run: the dependencies are installed and the pinned Node
 * runs us. This file runs on whatever Node started npm (20.20 or newer), before anything is installed, so
 * it uses nothing but Node itself.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fingerprint, isFresh, writeStamp } from './fingerprint.mjs';
import { inRoot } from './root.mjs';
import { mustRun, run } from './run.mjs';

const PINNED = readFileSync(inRoot('.nvmrc'), 'utf8').trim();
const INSTALL_STAMP = 'node_modules/.homelab-install';

/** `node:crypto` has argon2 since 24.7; nothing older can hash a password here. */
const OLDEST_NODE = { major: 24, minor: 7 };

/** Installs the dependencies unless what is installed is what the lockfile says. */
async function ensureInstalled() {
  const wanted = fingerprint(['package.json', 'package-lock.json']);
  if (isFresh(INSTALL_STAMP, wanted)) return;
  const started = Date.now();
  console.error('Installing dependencies from package-lock.json (once; about a minute) …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--loglevel=error', '--no-audit', '--no-fund'];
  if (npm) await mustRun('npm ci', process.execPath, [npm, ...args]);
  else await mustRun('npm ci', process.platform === 'win32' ? 'npm.cmd' : 'npm', args);
  writeStamp(INSTALL_STAMP, wanted);
  console.error(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** @param {string} version such as `v24.21.0` */
function isRecentEnough(version) {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  return major > OLDEST_NODE.major || (major === OLDEST_NODE.major && minor >= OLDEST_NODE.minor);
}

/**
 * The Node that runs the project: the one the lockfile pins, or, on a platform npm has no such package
 * for (macOS), the Node at hand if it is recent enough.
 */
function pinnedNode() {
  const name = process.platform === 'win32' ? 'win' : process.platform;
  const binary = inRoot(
    'node_modules',
    `node-${name}-${process.arch}`,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(binary)) return binary;
  if (isRecentEnough(process.version)) return process.execPath;
  console.error(
    `This project runs on Node ${PINNED}. npm has no such package for ` +
      `${process.platform} on ${process.arch}, and the Node at hand is ${process.version}.\n` +
      'Install Node 24 from nodejs.org (or with nvm: "nvm install") and run the command again.',
  );
  process.exit(3);
}

/**
 * Makes sure that dependencies are installed and that the calling script runs on the pinned Node:
 * starts it again on that Node if it does not, and then never returns.
 *
 * @param {string} script absolute path of the calling script
 */
export async function setUp(script) {
  await ensureInstalled();
  const node = pinnedNode();
  if (node === process.execPath || process.version === `v${PINNED}`) return;
  process.exit(await run(node, [script, ...process.argv.slice(2)], { forwardSignals: true }));
}
