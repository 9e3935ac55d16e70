import { describe, expect, it } from '@jest/globals';
import { factLines, rebootLines } from './fact-lines.ts';
import { parseLoad, parseMemory, parseMounts, parseUptime } from './parse-proc.ts';

// From a Debian 12 machine, shortened.
const MEMINFO = `MemTotal:       16298276 kB
MemFree:         1203412 kB
MemAvailable:   11870304 kB
Buffers:          512000 kB
`;
const MOUNTS = `sysfs /sys sysfs rw,nosuid,nodev,noexec,relatime 0 0
proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0
/dev/nvme0n1p2 / ext4 rw,relatime,errors=remount-ro 0 0
tmpfs /run tmpfs rw,nosuid,nodev,noexec 0 0
/dev/nvme0n1p2 /var/lib/docker/volumes/x/_data ext4 rw,relatime 0 0
/dev/sda1 /mnt/My\\040Films xfs rw,relatime 0 0
overlay /var/lib/docker/overlay2/abc/merged overlay rw,relatime 0 0
tank/data /tank zfs rw,xattr,noacl 0 0
/dev/nvme0n1p1 /boot/efi vfat rw,relatime 0 0
broken line
`;

describe('what the kernel says', () => {
  it('of time and load', () => {
    expect(parseUptime('350735.47 234388.90\n')).toBe(350735.47);
    expect(parseLoad('0.20 0.18 1.12 1/80 11206\n')).toEqual([0.2, 0.18, 1.12]);
  });

  it('of memory, also before there was MemAvailable', () => {
    expect(parseMemory(MEMINFO)).toEqual({ total: 16298276 * 1024, available: 11870304 * 1024 });
    expect(parseMemory(MEMINFO.replace(/MemAvailable.*\n/, '')).available).toBe(1203412 * 1024);
  });

  it('of disks: each once, where it is mounted first, none of its own', () => {
    expect(parseMounts(MOUNTS)).toEqual(['/', '/boot/efi', '/mnt/My Films', '/tank']);
  });

  it.each([
    [() => parseUptime(''), /proc\/uptime/],
    [() => parseLoad('0.1 x 3'), /proc\/loadavg/],
    [() => parseMemory('MemTotal: lots'), /proc\/meminfo/],
  ])('is not made up where it makes no sense', (parse, message) => {
    expect(parse).toThrow(message);
  });
});

describe('the facts of a machine', () => {
  const GIB = 1024 ** 3;

  it('read as lines', () => {
    expect(
      factLines({
        kernel: '6.1.0-18-amd64',
        uptimeSeconds: 4 * 86_400 + 3 * 3_600,
        load: [0.2, 0.18, 1.1],
        memory: { total: 16 * GIB, available: 11.5 * GIB },
        disks: [{ mount: '/', total: 100 * GIB, free: 40.25 * GIB }],
      }),
    ).toEqual([
      'Kernel   6.1.0-18-amd64',
      'Up for   4 d 3 h',
      'Load     0.20 0.18 1.10 (1, 5, 15 min)',
      'Memory   11.5 GiB of 16.0 GiB available',
      'Disk     /: 40.3 GiB of 100.0 GiB free',
    ]);
  });

  it.each([
    [true, 'Yes, a reboot is due.'],
    [false, 'No reboot is due.'],
    [null, 'It cannot be told whether a reboot is due.'],
  ])('say first whether a reboot is due: %s', (required, line) => {
    expect(rebootLines({ required, because: ['why'], runningKernel: '6.1', newestKernel: null })).toEqual([
      line,
      'why',
      'Running kernel: 6.1',
      'Newest installed kernel: unknown',
    ]);
  });
});
