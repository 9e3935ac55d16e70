import type { HostFacts, RebootNeed } from '../host-probe.ts';

const GIB = 1024 ** 3;
const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];

/** The facts as lines of output. */
export function factLines({ kernel, uptimeSeconds, load, memory, disks }: HostFacts): readonly string[] {
  return [
    `Kernel   ${kernel}`,
    `Up for   ${uptimeText(uptimeSeconds)}`,
    `Load     ${load.map((value) => value.toFixed(2)).join(' ')} (1, 5, 15 min)`,
    `Memory   ${gib(memory.available)} of ${gib(memory.total)} available`,
    ...disks.map(({ mount, total, free }) => `Disk     ${mount}: ${gib(free)} of ${gib(total)} free`),
    ...(disks.length === 0 ? ['Disk     none can be seen from here'] : []),
  ];
}

/** The answer first, then what it rests on. */
export function rebootLines({
  required,
  because,
  runningKernel,
  newestKernel,
}: RebootNeed): readonly string[] {
  return [
    required === null
      ? 'It cannot be told whether a reboot is due.'
      : required
        ? 'Yes, a reboot is due.'
        : 'No reboot is due.',
    ...because,
    `Running kernel: ${runningKernel}`,
    `Newest installed kernel: ${newestKernel ?? 'unknown'}`,
  ];
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}

function uptimeText(seconds: number): string {
  const [days, hours, minutes] = [
    Math.floor(seconds / DAY),
    Math.floor((seconds % DAY) / HOUR),
    Math.floor((seconds % HOUR) / MINUTE),
  ];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min`;
}
