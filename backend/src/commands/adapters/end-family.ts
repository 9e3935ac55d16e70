import { setTimeout as delay } from 'node:timers/promises';
import { ProcessesNotEnded } from '../process-errors.ts';
import type { ProcessFamily } from './process-family.ts';
import { isSame, type ProcessStat } from './process-stat.ts';
import type { ProcessTable } from './process-table.ts';

/** Nobody there, seen so many times in a row, means nobody is left: one look can miss a process that just forks. */
const EMPTY_LOOKS = 2;

/** So many looks may be spoiled by processes that end meanwhile; on a busy machine others come and go all the time. */
const UNCERTAIN_LOOKS_MAX = 5;

/** How long a killed process may take to be gone. */
const ENDING_PAUSE_MS = 5;

/** Who is still there so long after the last new one was found cannot be ended. */
const ENDING_PATIENCE_MS = 10_000;

/** However many new ones there are. */
const ENDING_MAX_MS = 60_000;

/**
 * Kills a whole family, and whoever joins it meanwhile.
 *
 * @returns how many processes that were
 * @throws ProcessesNotEnded
 */
export async function endFamily(family: ProcessFamily, table: ProcessTable): Promise<number> {
  const killed = new Set<string>();
  const end = performance.now() + ENDING_MAX_MS;
  let patience = performance.now() + ENDING_PATIENCE_MS;
  let uncertain = 0;
  for (let empty = 0; empty < EMPTY_LOOKS;) {
    const { living, certain } = await family.look();
    if (living.length > 0) {
      const now = performance.now();
      if (now > patience || now > end) throw new ProcessesNotEnded(living.map(({ pid }) => pid));
      killAll(living, table);
      const known = killed.size;
      for (const { pid, startTime } of living) killed.add(`${pid}:${startTime}`);
      if (killed.size > known) patience = performance.now() + ENDING_PATIENCE_MS;
      else await delay(ENDING_PAUSE_MS); // nobody new: wait for those to go
      empty = 0;
    } else if (certain || (uncertain += 1) > UNCERTAIN_LOOKS_MAX) empty += 1;
  }
  return killed.size;
}

/** Stops all of them before it kills the first: one that stands still does not fork while the others go. */
function killAll(processes: readonly ProcessStat[], table: ProcessTable): void {
  const still = processes.filter((process) => {
    const now = table.stat(process.pid);
    return now !== null && isSame(now, process);
  });
  for (const { pid } of still) sendSignal(pid, 'SIGSTOP');
  for (const { pid } of still) sendSignal(pid, 'SIGKILL');
}

/**
 * Sends a signal to a process, or to a group by its negative id.
 *
 * @returns false if nobody is there who could get it
 */
export function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // gone, or somebody else's: whether it ends is looked at, not believed
  }
}
