import { readFileSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The environment variable that every process started for a lab folder carries, with the folder as its value.
 * dockerd hands it on to containerd, the shims and docker-proxy, so a kill never depends on who is whose child.
 */
export const MARK_VARIABLE = 'LAB_MARK';

/** What `killMarkedProcesses` found, so that the caller can repeat until nothing is left and then clean up. */
export interface Killed {
  readonly pids: readonly number[];
  /** Control group paths of killed containers; nobody else removes them once shim and engine are gone. */
  readonly cgroupPaths: readonly string[];
}

interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly program: string;
  readonly marked: boolean;
  readonly containerCgroups: readonly string[];
}

/**
 * Pids of everything that belongs to a lab folder: marked processes, its containers, and all their descendants;
 * only those of one program, if its name is given.
 */
export function findMarkedProcesses(folder: string, program?: string): readonly number[] {
  return belonging(folder)
    .filter((row) => program === undefined || row.program === program)
    .map((row) => row.pid);
}

/** Sends SIGKILL once to everything that belongs to a lab folder. Repeat until `pids` is empty. */
export function killMarkedProcesses(folder: string): Killed {
  const rows = belonging(folder);
  for (const { pid } of rows) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      const hasJustEnded = error instanceof Error && 'code' in error && error.code === 'ESRCH';
      if (!hasJustEnded) throw error;
    }
  }
  return { pids: rows.map((row) => row.pid), cgroupPaths: rows.flatMap((row) => row.containerCgroups) };
}

/** Removes the control groups of killed containers from every hierarchy. Returns those that are still busy. */
export function removeCgroups(paths: readonly string[]): readonly string[] {
  const mountPoints = cgroupMountPoints();
  return [...new Set(paths)].filter((path) =>
    mountPoints.map((mountPoint) => removeCgroup(join(mountPoint, path))).includes('busy'),
  );
}

function belonging(folder: string): readonly ProcessRow[] {
  const containerIds = new Set(namesIn(join(folder, 'data', 'containers')));
  const rows = readProcesses(`${MARK_VARIABLE}=${folder}\0`, containerIds);
  const chosen = new Set(
    rows.filter((row) => row.marked || row.containerCgroups.length > 0).map((row) => row.pid),
  );
  let before = -1;
  while (before !== chosen.size) {
    before = chosen.size;
    for (const row of rows) if (chosen.has(row.parent)) chosen.add(row.pid);
  }
  chosen.delete(process.pid);
  return rows.filter((row) => chosen.has(row.pid));
}

function readProcesses(mark: string, containerIds: ReadonlySet<string>): readonly ProcessRow[] {
  const rows: ProcessRow[] = [];
  for (const name of namesIn('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (state === 'Z' || parent === undefined) continue; // a zombie is gone, only not yet reaped
      rows.push({
        pid: Number(name),
        parent: Number(parent),
        program: stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')),
        marked: `${readFileSync(`/proc/${name}/environ`, 'latin1')}\0`.includes(mark),
        containerCgroups: containerCgroupsOf(name, containerIds),
      });
    } catch {
      // It ended while it was being read.
    }
  }
  return rows;
}

function containerCgroupsOf(pid: string, containerIds: ReadonlySet<string>): readonly string[] {
  const paths = readFileSync(`/proc/${pid}/cgroup`, 'latin1')
    .split('\n')
    .map((line) => line.split(':').slice(2).join(':'));
  return [...new Set(paths)].filter((path) => {
    const id = /[0-9a-f]{64}/.exec(path)?.[0];
    return id !== undefined && containerIds.has(id);
  });
}

function cgroupMountPoints(): readonly string[] {
  return readFileSync('/proc/self/mounts', 'latin1')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, , type]) => type === 'cgroup' || type === 'cgroup2')
    .flatMap(([, mountPoint]) => (mountPoint === undefined ? [] : [mountPoint]));
}

function removeCgroup(path: string): 'gone' | 'busy' {
  try {
    rmdirSync(path);
    return 'gone';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EBUSY' ? 'busy' : 'gone';
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
