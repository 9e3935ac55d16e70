import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from '../../scripts/lib/exec-server.mjs';

/** How to start the built program. */
export interface AppOptions {
  /** `unix://…`, or nothing for the demo engine. */
  readonly dockerHost?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** A data directory to start with again; a new temporary one if absent. */
  readonly dataDirectory?: string;
  readonly port?: number;
  /** A module to load into its process first, as Node's `--import` takes it: for what only that process can measure. */
  readonly preload?: string;
}

/** The built program, running as a process of its own. */
export interface App extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDirectory: string;
  /** From the start of the process until `/readyz` answered. */
  readonly readyAfterMs: number;
  /** What it has written so far, log and all. */
  output(): string;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code once the process has ended. */
  ended(): Promise<number | null>;
  /** Ends it and deletes the data directory if it was made for it. */
  close(): Promise<void>;
}

export const ADMIN = { username: 'admin', password: 'correct horse battery' } as const;

const ENTRY = join(import.meta.dirname, '..', '..', 'dist', 'server', 'main.mjs');

const READY_TIMEOUT_MS = 20_000;
const POLL_MS = 5;

/** Starts the built program and resolves when it is ready. */
export async function startApp(options: AppOptions = {}): Promise<App> {
  const dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), 'homelab-app-'));
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const preload = options.preload === undefined ? [] : ['--import', options.preload];
  const started = performance.now();
  const child = spawn(process.execPath, [...SERVER_FLAGS, ...preload, ENTRY], {
    env: {
      ...SERVER_ENVIRONMENT,
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '/root',
      HOMELAB_PORT: String(port),
      HOMELAB_DATA_DIR: dataDirectory,
      HOMELAB_ADMIN_PASSWORD: ADMIN.password,
      ...(options.dockerHost === undefined
        ? { HOMELAB_ENGINE: 'demo' }
        : { HOMELAB_ENGINE: 'docker', DOCKER_HOST: options.dockerHost }),
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const text = () => Buffer.concat(output).toString();
  await ready(child, url, text);
  const readyAfterMs = performance.now() - started;
  const close = async () => {
    await end(child);
    if (options.dataDirectory === undefined) rmSync(dataDirectory, { recursive: true, force: true });
  };
  return {
    url,
    port,
    pid: child.pid ?? 0,
    dataDirectory,
    readyAfterMs,
    output: text,
    kill: (signal) => child.kill(signal),
    ended: async () => {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      return child.exitCode;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function ready(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}:\n${output()}`);
    try {
      const answer = await fetch(`${url}/readyz`);
      if (answer.ok) return;
    } catch {
      // not listening yet
    }
    await sleep(POLL_MS);
  }
  child.kill('SIGKILL');
  throw new Error(`the program was not ready within ${READY_TIMEOUT_MS} ms:\n${output()}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
