import type { ProcessIdentity } from '../process-runner.ts';

/** What `/proc/PID/stat` says of one process. */
export interface ProcessStat extends ProcessIdentity {
  /** One letter; `Z` and `X` are dead and only wait for their parent. */
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
}

/** Places after the name, the state being the first: fields 4, 5, 6 and 22 of proc_pid_stat(5). */
const PARENT = 1;
const GROUP = 2;
const SESSION = 3;
const START_TIME = 19;

/** @returns null if the text is none of a process */
export function parseStat(text: string): ProcessStat | null {
  // The name stands between brackets and may contain brackets, blanks and line breaks itself: the last one counts.
  const nameBegin = text.indexOf(' (');
  const nameEnd = text.lastIndexOf(') ');
  if (nameBegin < 1 || nameEnd < nameBegin) return null;
  const pid = Number(text.slice(0, nameBegin));
  const fields = text.slice(nameEnd + 2).split(' ');
  const [parent, group, session] = [PARENT, GROUP, SESSION].map((place) => Number(fields[place]));
  const [state, startTime] = [fields[0], fields[START_TIME]];
  if (state === undefined || startTime === undefined || !/^\d+$/.test(startTime)) return null;
  if (parent === undefined || group === undefined || session === undefined) return null;
  if (![pid, parent, group, session].every(Number.isInteger)) return null;
  return { pid, startTime, state, parent, group, session };
}

/** Whether it can still do anything. */
export function isLiving({ state }: ProcessStat): boolean {
  return state !== 'Z' && state !== 'X';
}

export function isSame(one: ProcessIdentity, other: ProcessIdentity): boolean {
  return one.pid === other.pid && one.startTime === other.startTime;
}
