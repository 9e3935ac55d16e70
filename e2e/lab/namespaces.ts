import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { RUN_FOLDERS } from './host-network.ts';
import { MARK_VARIABLE } from './marked-processes.ts';
import { runOrThrow } from './run-process.ts';
import { unrefPipe } from './unref-pipe.ts';

/** `private`: a network of its own, not reachable from the machine. `host`: the machine's network. */
export type NetworkMode = 'private' | 'host';

/**
 * A mount namespace and, in private mode, a network namespace, kept open by a process that does nothing else.
 * They outlive the engine inside, as a machine outlives its engine: after a SIGKILL the containers run on.
 */
export interface Namespaces {
  /** The argument list that runs a program inside. The program keeps the pid of the process that was started. */
  command(program: string, args: readonly string[]): readonly [string, ...string[]];
}

/** How long the two programs `unshare` and `cat` may take to answer on a busy machine. */
const HOLDER_TIMEOUT_MS = 20_000;

/** Opens the namespaces for a lab folder. They end when the folder is removed. */
export async function openNamespaces(folder: string, network: NetworkMode): Promise<Namespaces> {
  const holder = spawn(
    '/usr/bin/unshare',
    ['--mount', ...(network === 'private' ? ['--net'] : []), '--', 'cat'],
    {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', [MARK_VARIABLE]: folder },
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: true, // Ctrl-C in a terminal goes to the whole process group
    },
  );
  await untilInside(holder);
  letGo(holder);
  const prefix = [
    '--target',
    String(holder.pid),
    '--mount',
    ...(network === 'private' ? ['--net'] : []),
    '--',
  ];
  const namespaces: Namespaces = {
    command: (program, args) => ['/usr/bin/nsenter', ...prefix, program, ...args],
  };
  mkdirSync('/etc/docker', { recursive: true }); // Debian's package brings it
  for (const [program, ...rest] of network === 'private' ? PRIVATE_STEPS : HOST_STEPS) {
    await runInside(namespaces, program, rest);
  }
  return namespaces;
}

/**
 * `cat` echoes a line only once it runs, and it runs only inside. Entering earlier would start the engine
 * in the machine's own namespaces.
 */
async function untilInside(holder: ChildProcessByStdio<Writable, Readable, null>): Promise<void> {
  holder.stdin.write('inside\n');
  const failure = once(holder, 'close').then(() => {
    throw new Error(
      'could not open namespaces: `unshare` ended at once (root in an unprivileged container?)',
    );
  });
  await Promise.race([
    once(holder.stdout, 'data', { signal: AbortSignal.timeout(HOLDER_TIMEOUT_MS) }),
    failure,
  ]);
  failure.catch(() => {
    // Ending later is how the namespaces are closed.
  });
}

/** The holder must not keep a test process alive; when this process dies, its end of the pipe closes and `cat` ends. */
function letGo(holder: ChildProcessByStdio<Writable, Readable, null>): void {
  holder.stdout.destroy();
  holder.stdin.on('error', () => {
    // EPIPE once the holder was killed.
  });
  unrefPipe(holder.stdin);
  holder.unref();
}

type Step = readonly [program: string, ...args: string[]];

/**
 * No `daemon.json` or registry certificates of this machine, and an identity of its own: 20.10 keeps the key that its
 * engine id comes from in `/etc/docker`, so two engines would share it.
 */
const OWN_CONFIGURATION: Step = ['mount', '-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', '/etc/docker'];

/**
 * A `/run` of its own (shim sockets, the iptables lock, plugin sockets) and a `/sys` that shows the private network:
 * engines from 28 on read bridge ports there.
 */
const PRIVATE_STEPS: readonly Step[] = [
  OWN_CONFIGURATION,
  ['mount', '-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', '/run'],
  ['mkdir', '/run/cgroup'],
  ['mount', '--rbind', '/sys/fs/cgroup', '/run/cgroup'],
  ['mount', '-t', 'sysfs', 'sysfs', '/sys'],
  ['mount', '--rbind', '/run/cgroup', '/sys/fs/cgroup'],
  ['umount', '--recursive', '--lazy', '/run/cgroup'],
  ['ip', 'link', 'set', 'lo', 'up'],
];

/** Shim and plugin sockets stay private; the iptables lock in `/run` is shared, because the rules are. */
const HOST_STEPS: readonly Step[] = [
  OWN_CONFIGURATION,
  ...RUN_FOLDERS.map((folder): Step => ['mount', '-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', folder]),
];

async function runInside(namespaces: Namespaces, program: string, args: readonly string[]): Promise<void> {
  const [file, ...rest] = namespaces.command(program, args);
  await runOrThrow(file, rest);
}
