import { spawnSync } from 'node:child_process';
import { inRoot } from './lib/root.mjs';

/** The only project this script knows. It is given with every call, so that nothing else can be meant. */
const PROJECT = 'homelab-dev';

/** @type {Record<string, readonly string[]>} */
const VERBS = {
  up: ['up', '--detach', '--remove-orphans'],
  down: ['down', '--volumes', '--remove-orphans', '--timeout', '2'],
  status: ['ps', '--all'],
};

const [verb = '', ...rest] = process.argv.slice(2);
const args = VERBS[verb];
if (args === undefined || rest.length > 0) {
  console.error('Usage: npm run dev:stack -- up|down|status');
  process.exit(2);
}

// Settings of the shell could point compose to another project, file or engine than the one that is meant.
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('COMPOSE_') && name !== 'DOCKER_CONTEXT'),
);
const context = process.env.DOCKER_HOST ? [] : ['--context', 'default'];
const { status, error } = spawnSync(
  'docker',
  [...context, 'compose', '--project-name', PROJECT, '--file', inRoot('docker/compose.dev.yaml'), ...args],
  { stdio: 'inherit', env },
);
if (error) {
  console.error(
    `The docker command could not be started (${error.message}). Install Docker with its compose plugin.`,
  );
  process.exit(3);
}
process.exit(status ?? 1);
