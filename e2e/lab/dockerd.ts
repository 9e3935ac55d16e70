import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { callEngine } from './engine-api.ts';
import type { EngineInstallation } from './installations.ts';
import { MARK_VARIABLE } from './marked-processes.ts';
import type { Namespaces } from './namespaces.ts';

/** One running dockerd. A restart makes a new one. */
export interface Dockerd {
  readonly pid: number;
  /** Whether the process has ended, however it did. */
  hasEnded(): boolean;
  /** Waits for the end, and keeps this process alive meanwhile. False if it did not come in time. */
  endsWithin(timeoutMs: number): Promise<boolean>;
}

/** Where an engine keeps what it writes, all inside its lab folder. */
export interface EngineFiles {
  readonly folder: string;
  readonly socketPath: string;
  readonly logFile: string;
}

/** About 0.4 s on an idle machine; several engines starting at once on two cores need more. */
const READY_TIMEOUT_MS = 60_000;
const PING_TIMEOUT_MS = 2_000;
const PING_PAUSE_MS = 20;
const LOG_TAIL_LINES = 30;

/** Starts dockerd inside the namespaces and resolves once it answers `/_ping`. */
export async function launchDockerd(
  installation: EngineInstallation,
  namespaces: Namespaces,
  files: EngineFiles,
  extraArguments: readonly string[],
): Promise<Dockerd> {
  const pidFile = join(files.folder, 'dockerd.pid');
  removeStalePids(files.folder, pidFile);
  const [file, ...args] = namespaces.command(installation.dockerd, [
    ...['--data-root', join(files.folder, 'data')],
    ...['--exec-root', join(files.folder, 'exec')],
    ...['--pidfile', pidFile],
    ...['--host', `unix://${files.socketPath}`],
    ...extraArguments,
  ]);
  const log = openSync(files.logFile, 'a');
  const child = spawn(file, args, {
    env: { PATH: installation.path, HOME: homedir(), LANG: 'C.UTF-8', [MARK_VARIABLE]: files.folder },
    stdio: ['ignore', log, log],
    detached: true, // Ctrl-C in a terminal goes to the whole process group; the engine is stopped by its owner
  });
  closeSync(log);
  child.unref(); // a forgotten engine must not keep a test process alive
  const dockerd = watch(child);
  await untilReady(dockerd, files);
  requireSamePid(dockerd.pid, pidFile);
  return dockerd;
}

/** The last lines of the engine's own log. */
export function logTail(logFile: string): string {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
}

/**
 * After a SIGKILL these files name processes that are gone. dockerd refuses to start if the number is in use again;
 * and where PID 1 is slow to reap, it takes a zombie containerd for a running one and waits for it until it gives up.
 */
function removeStalePids(folder: string, pidFile: string): void {
  rmSync(pidFile, { force: true });
  rmSync(join(folder, 'exec', 'containerd', 'containerd.pid'), { force: true });
}

function watch(child: ChildProcess): Dockerd {
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    hasEnded,
    async endsWithin(timeoutMs) {
      if (hasEnded()) return true;
      child.ref();
      try {
        await once(child, 'exit', { signal: AbortSignal.timeout(timeoutMs) });
      } catch {
        return false;
      } finally {
        child.unref();
      }
      return true;
    },
  };
}

async function untilReady(dockerd: Dockerd, files: EngineFiles): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await answersPing(files.socketPath))) {
    if (dockerd.hasEnded()) throw new Error(`dockerd ended before it was ready:\n${logTail(files.logFile)}`);
    if (Date.now() > deadline) {
      throw new Error(`dockerd was not ready after ${READY_TIMEOUT_MS} ms:\n${logTail(files.logFile)}`);
    }
    await sleep(PING_PAUSE_MS);
  }
}

async function answersPing(socketPath: string): Promise<boolean> {
  try {
    return (
      (await callEngine(socketPath, { method: 'GET', path: '/_ping', timeoutMs: PING_TIMEOUT_MS })).status ===
      200
    );
  } catch {
    return false; // not listening yet
  }
}

/** Signals go to this pid. If a wrapper were in between, they would reach the wrapper and not the engine. */
function requireSamePid(pid: number, pidFile: string): void {
  const stated = Number(readFileSync(pidFile, 'utf8').trim());
  if (stated !== pid) throw new Error(`dockerd runs as ${stated}, but ${pid} was started`);
}
