import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { labDir } from './lab-dir.ts';
import { runOrThrow } from './run-process.ts';

/** One Docker engine on this machine that can be started. Nothing of it runs yet. */
export interface EngineInstallation {
  /** Major and minor version, such as `28.5`: how tests and the command line name it. */
  readonly name: string;
  /** The full version as the binary states it, such as `28.5.2`. */
  readonly version: string;
  readonly dockerd: string;
  /** The client of the same version. */
  readonly docker: string;
  /** The PATH that makes `dockerd` find its own containerd before the machine's. */
  readonly path: string;
}

const SYSTEM_PATH = '/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin';
const INSTALL_HINT = 'run .ci/install as root on a Debian 12 machine';

/** Every engine on this machine, oldest first: Debian's installed one and those unpacked into LAB_DIR. */
export async function findEngines(): Promise<readonly EngineInstallation[]> {
  const found = await Promise.all(candidateRoots().map(describeInstallation));
  const byName = new Map<string, EngineInstallation>();
  for (const installation of found) {
    if (!byName.has(installation.name)) byName.set(installation.name, installation); // the installed one wins
  }
  return [...byName.values()].toSorted((a, b) => compareVersions(a.version, b.version));
}

/** The engine of this name, or an error that lists the names there are. */
export async function findEngine(name: string): Promise<EngineInstallation> {
  const engines = await findEngines();
  const found = engines.find((engine) => engine.name === name);
  if (found !== undefined) return found;
  const names = engines.map((engine) => engine.name).join(', ');
  throw new Error(
    `no Docker engine ${name} on this machine (found: ${names === '' ? 'none' : names}); ${INSTALL_HINT}`,
  );
}

/** Why no engine can be started here, as one sentence for a suite that skips; null when the lab works. */
export function whyUnavailable(): string | null {
  if (process.platform !== 'linux') return `The lab needs Linux (this is ${process.platform}).`;
  if (process.getuid?.() !== 0)
    return 'The lab needs root: it starts Docker engines in namespaces of their own.';
  if (candidateRoots().length === 0) return `No Docker engine is installed: ${INSTALL_HINT}.`;
  if (!existsSync('/bin/busybox')) return `busybox-static is not installed: ${INSTALL_HINT}.`;
  if (!canUnshare()) return 'This machine does not let root create namespaces (an unprivileged container?).';
  return null;
}

/** Folders laid out like `/`, each with a `usr/sbin/dockerd`. */
function candidateRoots(): readonly string[] {
  const engines = join(labDir(), 'engines');
  const unpacked = existsSync(engines) ? readdirSync(engines).map((name) => join(engines, name)) : [];
  return ['/', ...unpacked].filter((root) => existsSync(join(root, 'usr/sbin/dockerd')));
}

async function describeInstallation(root: string): Promise<EngineInstallation> {
  const dockerd = join(root, 'usr/sbin/dockerd');
  const version = /version (\d+\.\d+\.\d+)/.exec(await runOrThrow(dockerd, ['--version']))?.[1];
  if (version === undefined) throw new Error(`${dockerd} --version does not state a version`);
  return {
    name: version.split('.').slice(0, 2).join('.'),
    version,
    dockerd,
    docker: join(root, 'usr/bin/docker'),
    path: root === '/' ? SYSTEM_PATH : `${join(root, 'usr/bin')}:${join(root, 'usr/sbin')}:${SYSTEM_PATH}`,
  };
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function canUnshare(): boolean {
  return spawnSync('/usr/bin/unshare', ['--mount', '--net', '--', 'true'], { stdio: 'ignore' }).status === 0;
}
