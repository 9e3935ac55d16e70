import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PROGRAM } from './program.ts';

export const SERVER_PASSWORD = 'correct horse';

/** Starts the server from its sources, or what else is said, with a data directory, any port, and no engine. */
export function startProcess(
  dataDirectory: string,
  environment: Readonly<Record<string, string>> = {},
  file = process.execPath,
  args: readonly string[] = [...PROGRAM.flags, PROGRAM.main],
): ChildProcess {
  return spawn(file, args, {
    cwd: PROGRAM.root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...PROGRAM.environment,
      HOMELAB_DATA_DIR: dataDirectory,
      HOMELAB_PORT: '0',
      HOMELAB_ADMIN_PASSWORD: SERVER_PASSWORD,
      DOCKER_HOST: `unix://${join(dataDirectory, 'no-engine.sock')}`,
      ...environment,
    },
  });
}

/** Where it answers, once it says so in its log; what it says after that is read and let go. */
export async function urlOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('no output');
  for await (const line of createInterface({ input: stdout })) {
    const url = (JSON.parse(line) as { readonly url?: string }).url;
    if (url === undefined) continue;
    stdout.resume();
    return url;
  }
  throw new Error('the server ended before it listened');
}

/** What a process has in memory now, in bytes. */
export function residentBytes({ pid }: ChildProcess): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kibibytes === undefined) throw new Error('the process has ended');
  return Number(kibibytes) * 1_024;
}
