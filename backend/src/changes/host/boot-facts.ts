import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Which run of the machine this is. */
export interface BootFacts {
  /** Another one after each start of the machine. */
  readonly bootId: string;
  /** Wall-clock milliseconds. */
  readonly bootedAt: number;
}

/**
 * Reads it from the kernel (`proc(5)`: `sys/kernel/random/boot_id`, `btime` in `stat`). Inside a container it is
 * the machine's, too.
 *
 * @returns null where there is no such thing to read: not on Linux
 */
export function readBootFacts(proc = '/proc'): BootFacts | null {
  try {
    const bootId = readFileSync(join(proc, 'sys/kernel/random/boot_id'), 'utf8').trim();
    const bootTime = /^btime (\d+)$/m.exec(readFileSync(join(proc, 'stat'), 'utf8'))?.[1];
    return bootTime === undefined ? null : { bootId, bootedAt: Number(bootTime) * 1_000 };
  } catch {
    return null;
  }
}
