import type { HostFacts } from '../host-probe.ts';

/** File systems that hold what people keep. Everything else is the kernel's own, or a view of one of these. */
const KEPT_ON = new Set([
  'ext2',
  'ext3',
  'ext4',
  'xfs',
  'btrfs',
  'zfs',
  'f2fs',
  'bcachefs',
  'jfs',
  'vfat',
  'exfat',
]);
const KIB = 1024;

/** Seconds since boot, from `/proc/uptime`. */
export function parseUptime(text: string): number {
  return numberAt(text.trim().split(/\s+/), 0, '/proc/uptime');
}

/** Over 1, 5 and 15 minutes, from `/proc/loadavg`. */
export function parseLoad(text: string): HostFacts['load'] {
  const words = text.trim().split(/\s+/);
  const average = (index: number): number => numberAt(words, index, '/proc/loadavg');
  return [average(0), average(1), average(2)];
}

/** In bytes, from `/proc/meminfo`. Kernels before 3.14 do not say what is available. */
export function parseMemory(text: string): HostFacts['memory'] {
  const kib = (name: string): number | null => {
    const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1];
    return found === undefined ? null : Number(found) * KIB;
  };
  const total = kib('MemTotal');
  const available = kib('MemAvailable') ?? kib('MemFree');
  if (total === null || available === null)
    throw new Error('/proc/meminfo does not say how much memory there is');
  return { total, available };
}

/** Where real file systems are mounted, each once (the shortest path), from `/proc/self/mounts`. */
export function parseMounts(text: string): readonly string[] {
  const byDevice = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [device, mount, type] = line.split(' ');
    if (device === undefined || mount === undefined || type === undefined || !KEPT_ON.has(type)) continue;
    const path = unescaped(mount);
    const known = byDevice.get(device);
    if (known === undefined || path.length < known.length) byDevice.set(device, path);
  }
  return [...byDevice.values()].sort();
}

/** The kernel writes blanks and the like as `\040`. */
function unescaped(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_all, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}

function numberAt(words: readonly string[], index: number, file: string): number {
  const value = Number(words[index] ?? '');
  if (words[index] === undefined || words[index] === '' || Number.isNaN(value))
    throw new Error(`${file} does not say what it should`);
  return value;
}
