import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ContainerFacts } from '../container-facts.ts';
import type { ContainerId } from '../container-id.ts';

/** What a process can see of the container around it. Outside a container they say nothing. */
export interface OwnTraces {
  /** `/proc/self/cgroup`; empty where there is none. */
  readonly cgroup: string;
  /** `/proc/self/mountinfo`; empty where there is none. */
  readonly mountinfo: string;
  readonly hostname: string;
}

export function readOwnTraces(): OwnTraces {
  return {
    cgroup: readIfThere('/proc/self/cgroup'),
    mountinfo: readIfThere('/proc/self/mountinfo'),
    hostname: hostname(),
  };
}

type Known = Pick<ContainerFacts, 'id' | 'name' | 'networkOf' | 'mounts'>;

/**
 * Finds the container this process runs in among those of the engine.
 *
 * The control group (where the engine does not hide it) names it for certain. The files the engine mounts over
 * `/etc/hostname` and its like, and the host name, belong to the network: of containers that share one, all see
 * those of the owner. Among these, the mounts decide.
 *
 * @returns null outside a container, and in a container of another engine
 */
export function findOwnContainer(traces: OwnTraces, known: readonly Known[]): ContainerId | null {
  const fromCgroup = idFromCgroup(traces.cgroup);
  const certain = known.find(({ id }) => id === fromCgroup);
  if (certain !== undefined) return certain.id;
  const fromMounts = idFromMounts(traces.mountinfo);
  const owner =
    known.find(({ id }) => id === fromMounts) ??
    known.find(({ id }) => SHORT_ID.test(traces.hostname) && id.startsWith(traces.hostname));
  return owner === undefined ? null : amongSharers(owner, known, mountPoints(traces.mountinfo)).id;
}

const SHORT_ID = /^[0-9a-f]{12}$/;

/** `/docker/ID`, `/system.slice/docker-ID.scope`, and whatever surrounds these; the innermost counts. */
const ID_IN_CGROUP = /[/-]([0-9a-f]{64})(?:\.scope)?$/;

function idFromCgroup(cgroup: string): string | null {
  for (const line of cgroup.split('\n')) {
    const id = ID_IN_CGROUP.exec(line)?.[1];
    if (id !== undefined) return id;
  }
  return null;
}

/** Fields of a line of mountinfo: the path within the file system, and where it is mounted. */
const ROOT = 3;
const MOUNT_POINT = 4;

/** What the engine mounts into each container, from a folder named after the container's id. */
const NETWORK_FILES = new Set(['/etc/hostname', '/etc/hosts', '/etc/resolv.conf']);
const ID_IN_ROOT = /\/([0-9a-f]{64})\/(?:userdata\/)?[\w.-]+$/;

function idFromMounts(mountinfo: string): string | null {
  for (const line of mountinfo.split('\n')) {
    const fields = line.split(' ');
    if (!NETWORK_FILES.has(fields[MOUNT_POINT] ?? '')) continue; // on a host, mounts of all containers are listed
    const id = ID_IN_ROOT.exec(fields[ROOT] ?? '')?.[1];
    if (id !== undefined) return id;
  }
  return null;
}

function mountPoints(mountinfo: string): ReadonlySet<string> {
  return new Set(mountinfo.split('\n').map((line) => line.split(' ')[MOUNT_POINT] ?? ''));
}

/** Of the containers with one network, the one whose mounts are all here, and most of them. */
function amongSharers(owner: Known, known: readonly Known[], mounted: ReadonlySet<string>): Known {
  const sharers = known.filter(({ networkOf }) => networkOf === owner.id || networkOf === owner.name);
  const fitting = [owner, ...sharers].filter(({ mounts }) =>
    mounts.every(({ target }) => mounted.has(target)),
  );
  return fitting.reduce(
    (best, candidate) => (candidate.mounts.length > best.mounts.length ? candidate : best),
    fitting[0] ?? owner,
  );
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // not Linux
  }
}
