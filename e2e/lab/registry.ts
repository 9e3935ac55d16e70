import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MARK_VARIABLE } from './marked-processes.ts';
import { makeScratch } from './scratch.ts';

/** A real registry on this machine's loopback, empty at the start. */
export interface LabRegistry extends AsyncDisposable {
  readonly port: number;
  /** The first part of an image reference, such as `127.0.0.1:5000`. */
  readonly hostPort: string;
  readonly url: string;
  /** Ends it and deletes its content. */
  stop(): Promise<void>;
}

export interface RegistryOptions {
  /** Default: any free port. A private engine reaches it when started with this port as `registryPort`. */
  readonly port?: number;
}

const READY_TIMEOUT_MS = 20_000;
const PAUSE_MS = 20;

/** Starts Debian's docker-registry and resolves when it answers. Deleting manifests is allowed. */
export async function startRegistry(options: RegistryOptions = {}): Promise<LabRegistry> {
  const scratch = await makeScratch('registry');
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(scratch.path, 'registry.log');
  const log = openSync(logFile, 'a');
  const child = spawn('/usr/bin/docker-registry', ['serve', writeConfig(scratch.path, port)], {
    env: { PATH: '/usr/bin:/bin', [MARK_VARIABLE]: scratch.path },
    stdio: ['ignore', log, log],
    detached: true, // Ctrl-C in a terminal goes to the whole process group
  });
  closeSync(log);
  child.unref();
  const deadline = Date.now() + READY_TIMEOUT_MS;
  try {
    while (!(await answers(url)) || child.exitCode !== null) {
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`docker-registry did not start on port ${port}:\n${readFileSync(logFile, 'utf8')}`);
      }
      await sleep(PAUSE_MS);
    }
  } catch (error) {
    await scratch.remove();
    throw error;
  }
  const stop = () => scratch.remove();
  return { port, hostPort: `127.0.0.1:${port}`, url, stop, [Symbol.asyncDispose]: stop };
}

/** JSON is YAML too. */
function writeConfig(folder: string, port: number): string {
  const data = join(folder, 'data');
  mkdirSync(data);
  const file = join(folder, 'config.yml');
  const config = {
    version: '0.1',
    storage: { filesystem: { rootdirectory: data }, delete: { enabled: true } },
    http: { addr: `127.0.0.1:${port}` },
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/v2/`, { signal: AbortSignal.timeout(READY_TIMEOUT_MS) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false; // not listening yet
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no free TCP port on 127.0.0.1');
  return address.port;
}
