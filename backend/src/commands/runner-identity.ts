import { readFileSync } from 'node:fs';
import { errorCode } from './adapters/error-code.ts';
import { isLiving } from './adapters/process-stat.ts';
import { ProcessTable } from './adapters/process-table.ts';

/** Where there is no /proc (macOS, Windows): the process id has to do. */
const UNKNOWN = 'unknown';

/**
 * Who runs an operation, as `bootId:pid:startTime`: nobody else has ever been that, whatever was restarted since.
 *
 * @param root where /proc is mounted; another folder in tests
 */
export function runnerIdentity(pid: number = process.pid, root = '/proc'): string {
  return [bootId(root), pid, new ProcessTable(root).stat(pid)?.startTime ?? UNKNOWN].join(':');
}

/** Whether that process is still there. False for what is no identity. */
export function isRunnerAlive(identity: string, root = '/proc'): boolean {
  const [boot, pidText = '', startTime] = identity.split(':');
  if (!/^[1-9]\d*$/.test(pidText) || boot !== bootId(root)) return false;
  const pid = Number(pidText);
  if (startTime === UNKNOWN) return answers(pid);
  const stat = new ProcessTable(root).stat(pid);
  return stat !== null && isLiving(stat) && stat.startTime === startTime;
}

function bootId(root: string): string {
  try {
    return readFileSync(`${root}/sys/kernel/random/boot_id`, 'latin1').trim();
  } catch {
    return UNKNOWN;
  }
}

function answers(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM'; // there, but somebody else's
  }
}
