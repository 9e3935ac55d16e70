import { readdir, readFile, statfs } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type HostFacts, HostProbe, type RebootNeed } from '../host-probe.ts';
import { parseLoad, parseMemory, parseMounts, parseUptime } from './parse-proc.ts';
import { rebootNeed } from './reboot-need.ts';

const PACKAGES_MAX = 200;

/** Where the machine is looked at. */
export interface HostPlaces {
  /** The machine's root folder as seen from here: `/`, or where it is mounted. */
  readonly root: string;
  /** Whether this program runs in a container. */
  readonly inContainer: boolean;
}

/** Looks at a Linux machine through its files. */
export class ProcHostProbe extends HostProbe {
  constructor(private readonly places: HostPlaces) {
    super();
  }

  override async facts(): Promise<HostFacts> {
    const [kernel, uptime, load, memory, mounts] = await Promise.all([
      this.runningKernel(),
      readFile('/proc/uptime', 'utf8'),
      readFile('/proc/loadavg', 'utf8'),
      readFile('/proc/meminfo', 'utf8'),
      this.mounts(),
    ]);
    const disks = await Promise.all(mounts.map((mount) => this.disk(mount)));
    return {
      kernel,
      uptimeSeconds: parseUptime(uptime),
      load: parseLoad(load),
      memory: parseMemory(memory),
      disks: disks.filter((disk) => disk !== null),
    };
  }

  override async rebootNeed(): Promise<RebootNeed> {
    const [runningKernel, installedKernels, packages] = await Promise.all([
      this.runningKernel(),
      this.installedKernels(),
      this.waitingPackages(),
    ]);
    const sawTheMachine = this.places.root !== '/' || !this.places.inContainer;
    return rebootNeed({ runningKernel, installedKernels, packages, sawTheMachine });
  }

  /** A container shares the machine's kernel, so our own `/proc` is right in either case. */
  private async runningKernel(): Promise<string> {
    return (await readFile('/proc/sys/kernel/osrelease', 'utf8')).trim();
  }

  /** The machine's mounts where its `/proc` is at hand, and those we see otherwise. */
  private async mounts(): Promise<readonly string[]> {
    const machine = join(this.places.root, 'proc/1/mounts');
    const text = await readFile(machine, 'utf8').catch(async () => readFile('/proc/self/mounts', 'utf8'));
    return parseMounts(text);
  }

  private async disk(mount: string): Promise<HostFacts['disks'][number] | null> {
    try {
      const { blocks, bavail, bsize } = await statfs(join(this.places.root, mount));
      return blocks === 0 ? null : { mount, total: blocks * bsize, free: bavail * bsize };
    } catch {
      return null; // not ours to look into, or not mounted where we see it
    }
  }

  private async installedKernels(): Promise<readonly string[]> {
    const modules = join(this.places.root, 'lib/modules');
    const withModules = (await namesIn(modules)).filter(
      (version) => existsSync(join(modules, version, 'modules.dep')), // a removed kernel leaves its folder behind
    );
    const images = (await namesIn(join(this.places.root, 'boot')))
      .filter((name) => name.startsWith('vmlinuz-'))
      .map((name) => name.slice('vmlinuz-'.length));
    return [...new Set([...withModules, ...images])];
  }

  /** Debian and Ubuntu note there what an update asks for. */
  private async waitingPackages(): Promise<readonly string[] | null> {
    for (const folder of ['run', 'var/run']) {
      const note = join(this.places.root, folder, 'reboot-required');
      if (!existsSync(note)) continue;
      const list = await readFile(`${note}.pkgs`, 'utf8').catch(() => '');
      return [...new Set(list.split('\n').filter((name) => name !== ''))].slice(0, PACKAGES_MAX);
    }
    return null;
  }
}

/** Empty where there is no such folder. */
async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
