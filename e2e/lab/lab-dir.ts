import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where `.ci/install` put the engines and CLI plugins that are not installed as packages. */
export function labDir(): string {
  return process.env['LAB_DIR'] ?? join(homedir(), '.cache', 'homelab-lab');
}

/** `docker compose` and `docker buildx`, the same for every engine. */
export function cliPluginsDir(): string {
  return join(labDir(), 'cli-plugins');
}
