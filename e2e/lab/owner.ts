import { readFileSync } from 'node:fs';

/** The process that a lab folder or lock belongs to. The start time tells it from a later process with the same pid. */
export interface Owner {
  readonly pid: number;
  /** Clock ticks since boot, field 22 of `/proc/PID/stat`. */
  readonly startedAtTicks: string;
}

/** This process. */
export function thisProcess(): Owner {
  const owner = findOwner(process.pid);
  if (owner === null) throw new Error('/proc does not show this process: is /proc mounted?');
  return owner;
}

/** The process that has this pid now; null when there is none. */
export function findOwner(pid: number): Owner | null {
  const startedAtTicks = startTicksOf(pid);
  return startedAtTicks === null ? null : { pid, startedAtTicks };
}

export function isAlive(owner: Owner): boolean {
  return startTicksOf(owner.pid) === owner.startedAtTicks;
}

/** Reads what `JSON.stringify(thisProcess())` wrote; null when the file is missing or half written. */
export function readOwner(file: string): Owner | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isOwner(value) ? value : null;
  } catch {
    return null;
  }
}

function isOwner(value: unknown): value is Owner {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'startedAtTicks' in value &&
    typeof value.startedAtTicks === 'string'
  );
}

function startTicksOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in parentheses and may itself contain spaces and parentheses.
    const fieldsFromState = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isZombie = fieldsFromState[0] === 'Z'; // ended, and not yet reaped by its parent
    return isZombie ? null : (fieldsFromState[19] ?? null);
  } catch {
    return null;
  }
}
