import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { releaseHostNetwork } from './host-network.ts';
import { killMarkedProcesses, removeCgroups } from './marked-processes.ts';
import { isAlive, readOwner, thisProcess } from './owner.ts';

/** A temporary folder that owns everything started for it: processes, control groups, host network settings. */
export interface Scratch {
  readonly path: string;
  /** Kills what was started for this folder, undoes what it changed on the machine, deletes it. May be repeated. */
  remove(): Promise<void>;
}

const PREFIX = 'homelab-lab-';
const OWNER_FILE = 'owner.json';
/** A folder without an owner file is one that is being made; after this time it is one whose maker died. */
const UNCLAIMED_MS = 60_000;
const PAUSE_MS = 10;
/** SIGKILL takes effect within milliseconds, but the last process of 300 containers may need a while on two cores. */
const KILL_TIMEOUT_MS = 30_000;

const open = new Set<string>();

/** Makes a folder and, first, removes those that crashed processes left behind. */
export async function makeScratch(kind: string): Promise<Scratch> {
  await sweepAbandoned();
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${kind}-`));
  writeFileSync(join(path, OWNER_FILE), JSON.stringify(thisProcess()));
  if (open.size === 0) process.on('exit', removeAllAtExit);
  open.add(path);
  return { path, remove: () => removeScratch(path) };
}

/** Kills and deletes what lab processes left behind that no longer exist. Returns the folders. */
export async function sweepAbandoned(): Promise<readonly string[]> {
  const abandoned = readdirSync(tmpdir())
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => join(tmpdir(), name))
    .filter(isAbandoned);
  for (const path of abandoned) await removeScratch(path);
  return abandoned;
}

function isAbandoned(path: string): boolean {
  const owner = readOwner(join(path, OWNER_FILE));
  if (owner !== null) return !isAlive(owner);
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  return age > UNCLAIMED_MS;
}

async function removeScratch(path: string): Promise<void> {
  const deadline = Date.now() + KILL_TIMEOUT_MS;
  let cgroups: readonly string[] = [];
  for (;;) {
    const killed = killMarkedProcesses(path);
    cgroups = removeCgroups([...cgroups, ...killed.cgroupPaths]);
    if (killed.pids.length === 0 && cgroups.length === 0) break;
    if (Date.now() > deadline) {
      throw new Error(`could not end what was started for ${path}: pids ${killed.pids.join(' ')} ${cgroups.join(' ')}`);
    }
    await sleep(PAUSE_MS);
  }
  releaseHostNetwork(path);
  await rm(path, { recursive: true, force: true });
  forget(path);
}

/** The last resort when a test process ends without its clean-up: the exit event leaves no time for promises. */
function removeAllAtExit(): void {
  for (const path of [...open]) {
    const deadline = Date.now() + KILL_TIMEOUT_MS;
    let cgroups: readonly string[] = [];
    while (Date.now() < deadline) {
      const killed = killMarkedProcesses(path);
      cgroups = removeCgroups([...cgroups, ...killed.cgroupPaths]);
      if (killed.pids.length === 0 && cgroups.length === 0) break;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
    releaseHostNetwork(path);
    rmSync(path, { recursive: true, force: true });
  }
}

function forget(path: string): void {
  open.delete(path);
  if (open.size === 0) process.off('exit', removeAllAtExit);
}
