import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Role } from '#shared/role';
import type { App } from './app.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'server', 'cli.mjs');

/** The command line beside a running server, as its admin uses it. */
export function homelab(app: App, args: readonly string[], input = ''): void {
  const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    env: { ...process.env, HOMELAB_DATA_DIR: app.dataDirectory },
    input,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`homelab ${args.join(' ')}: ${stderr}`);
}

/** Makes an account. @returns what it signs in with */
export function addAccount(
  app: App,
  username: string,
  role: Role,
): { readonly username: string; readonly password: string } {
  const password = 'another password';
  homelab(app, ['user', 'add', username, '--role', role, '--password-stdin'], `${password}\n`);
  return { username, password };
}
