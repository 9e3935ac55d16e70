import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { errorCode } from './error-code.ts';
import { isLiving, parseStat, type ProcessStat } from './process-stat.ts';

/** Read in one go before others get their turn: about a millisecond's worth. */
const STATS_AT_ONCE = 100;

/** The name of the variable every process of an operation carries. */
export const MARKER_VARIABLE = 'HOMELAB_OPERATION';

/** The processes of this machine, or of this container: `/proc`. */
export class ProcessTable {
  /** @param root where it is mounted; another folder in tests */
  constructor(private readonly root = '/proc') {}

  /** False where there is no such thing: macOS, Windows. */
  isAvailable(): boolean {
    return existsSync(`${this.root}/self/stat`);
  }

  /** Null if there is no such process. */
  stat(pid: number): ProcessStat | null {
    try {
      // Synchronous on purpose: `stat` takes no lock that a process could hold, and comes without waiting.
      return parseStat(readFileSync(`${this.root}/${pid}/stat`, 'latin1'));
    } catch {
      return null;
    }
  }

  /**
   * Everybody who is alive, the newest first: those are the ones about to fork and be gone.
   *
   * @param since only this process and those that came after it; right as long as the ids have not gone round once
   */
  async living(since: number | null = null): Promise<ProcessStat[]> {
    const found: ProcessStat[] = [];
    for (const [index, pid] of this.newestFirst(since).entries()) {
      if (index > 0 && index % STATS_AT_ONCE === 0) await turn();
      const stat = this.stat(pid);
      if (stat !== null && isLiving(stat)) found.push(stat);
    }
    return found;
  }

  /**
   * Whether a process was started with this marker. `gone`: it ended before it could be asked. One that may not
   * be asked, because it runs as somebody else, counts as `no`.
   */
  async carries(pid: number, marker: string): Promise<'yes' | 'no' | 'gone'> {
    try {
      // Never synchronous: reading the environment waits for a lock that a stuck process may hold for ever.
      const environment = await readFile(`${this.root}/${pid}/environ`, 'latin1');
      const isCarried = `\0${environment}\0`.includes(`\0${MARKER_VARIABLE}=${marker}\0`);
      return isCarried ? 'yes' : environment === '' ? this.stillThere(pid) : 'no';
    } catch (error) {
      return errorCode(error) === 'EACCES' ? 'no' : 'gone';
    }
  }

  /** Nothing comes of a kernel thread and of a process that is ending; only the second is news. */
  private stillThere(pid: number): 'no' | 'gone' {
    const stat = this.stat(pid);
    return stat !== null && isLiving(stat) ? 'no' : 'gone';
  }

  /** Ids are handed out in a circle: counted backwards from the last one. */
  private newestFirst(since: number | null): number[] {
    const names = readdirSync(this.root).filter((name) => /^\d+$/.test(name));
    const last = this.lastPid(); // after the list, or those who came in between would seem the oldest
    const descending = names.map(Number).sort((one, other) => other - one);
    const upToLast = descending.filter((pid) => pid <= last);
    const beforeTheTurn = descending.filter((pid) => pid > last);
    if (since === null) return [...upToLast, ...beforeTheTurn];
    return since <= last
      ? upToLast.filter((pid) => pid >= since)
      : [...upToLast, ...beforeTheTurn.filter((pid) => pid >= since)];
  }

  private lastPid(): number {
    try {
      return Number(readFileSync(`${this.root}/loadavg`, 'latin1').trim().split(' ').at(-1));
    } catch {
      return Number.MAX_SAFE_INTEGER;
    }
  }
}
