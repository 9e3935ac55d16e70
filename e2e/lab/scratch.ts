import { chmodSync, mkdtempSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { postCaretaker } from './caretaker.ts';
import { releaseHostNetwork } from './host-network.ts';
import { killMarkedProcesses, removeCgroups } from './marked-processes.ts';
import { isAlive, readOwner, thisProcess } from './owner.ts';

/** A temporary folder that owns everything started for it: processes, control groups, host network settings. */
export interface Scratch {
  readonly path: string;
  /** Names the process that the folder belongs to. */
  readonly ownerFile: string;
  /** Kills what was started for this folder, undoes what it changed on the machine, deletes it. May be repeated. */
  remove(): Promise<void>;
}

const PREFIX = 'homelab-lab-';
const OWNER_FILE = 'owner.json';
/** A folder without an owner file is one that is being made or swept; after this time, whoever did so has died. */
const UNCLAIMED_MS = 60_000;
const PAUSE_MS = 10;
/** SIGKILL takes effect within milliseconds, but the last process of 300 containers may need a while on two cores. */
const KILL_TIMEOUT_MS = 30_000;

/** Makes a folder and, first, removes those that crashed processes left behind. */
export async function makeScratch(kind: string): Promise<Scratch> {
  await sweepAbandoned();
  postCaretaker();
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${kind}-`));
  chmodSync(path, 0o711); // who may use the engine is decided by its socket (root and the docker group), as on a machine
  const ownerFile = join(path, OWNER_FILE);
  writeFileSync(ownerFile, JSON.stringify(thisProcess()));
  return { path, ownerFile, remove: () => removeScratch(path) };
}

/** Kills and deletes what lab processes left behind that no longer exist. Returns the folders. */
export async function sweepAbandoned(): Promise<readonly string[]> {
  const abandoned = readdirSync(tmpdir())
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => join(tmpdir(), name))
    .filter((path) => isAbandoned(path) && claim(path));
  for (const path of abandoned) await removeScratch(path);
  return abandoned;
}

function isAbandoned(path: string): boolean {
  const owner = readOwner(join(path, OWNER_FILE));
  if (owner !== null) return !isAlive(owner);
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  return age > UNCLAIMED_MS;
}

/** Of two processes that sweep at once, only one can rename the file. */
function claim(path: string): boolean {
  try {
    renameSync(join(path, OWNER_FILE), join(path, 'former-owner.json'));
  } catch {
    if (readOwner(join(path, OWNER_FILE)) !== null || !isAbandoned(path)) return false;
  }
  writeFileSync(join(path, OWNER_FILE), JSON.stringify(thisProcess()));
  return true;
}

async function removeScratch(path: string): Promise<void> {
  const deadline = Date.now() + KILL_TIMEOUT_MS;
  let cgroups: readonly string[] = [];
  for (;;) {
    const killed = killMarkedProcesses(path);
    cgroups = removeCgroups([...cgroups, ...killed.cgroupPaths]);
    if (killed.pids.length === 0 && cgroups.length === 0) break;
    if (Date.now() > deadline) {
      throw new Error(
        `could not end what was started for ${path}: pids ${killed.pids.join(' ')} ${cgroups.join(' ')}`,
      );
    }
    await sleep(PAUSE_MS);
  }
  releaseHostNetwork(path);
  await rm(path, { recursive: true, force: true });
}
