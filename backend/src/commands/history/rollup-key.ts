import type { FinishedOperation } from './rollup-cell.ts';

export const HOUR_MS = 3_600_000;

const DAY_MS = 24 * HOUR_MS;

/** 1970 began on a Thursday; weeks begin on Mondays, the first on the fifth of January. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/**
 * How much time one row of `operation_rollups` covers, in hours (of UTC). Each is made of whole ones of the one
 * before, so a window is made of few long ones and short ones at its ends.
 */
export const HOURS = { hour: 1, day: 24, week: 168 } as const;
export type Hours = (typeof HOURS)[keyof typeof HOURS];

/** The begin of the hour, day or week a moment is in; of any number of weeks, counted from the first Monday. */
export function beginOf(hours: number, moment: number): number {
  const length = hours * HOUR_MS;
  const offset = hours % HOURS.week === 0 ? FIRST_MONDAY_MS : 0;
  return Math.floor((moment - offset) / length) * length + offset;
}

/** Stands for “any” in the key of a row. No command, person or target is called nothing. */
const ANY = '';

/** Which operations figures are about: those that have what is given. */
export interface Subject {
  readonly command?: string | undefined;
  readonly actor?: string | undefined;
  readonly target?: string | undefined;
}

/** The key of a row: an empty text stands for any. */
export interface RollupKey {
  readonly hours: Hours;
  readonly command: string;
  readonly actor: string;
  readonly target: string;
  /** When the time it covers begins, in wall-clock milliseconds. */
  readonly start: number;
}

/**
 * What there are rows for. Every combination of what is given has its own, so that no question adds up more rows
 * than its window has days; by the hour only where at most one thing is given, since an hour of one command of
 * one person on one target is hardly ever more than the operation itself.
 */
export function hoursKept(subject: Subject): readonly Hours[] {
  return givenIn(subject) <= 1 ? [HOURS.week, HOURS.day, HOURS.hour] : [HOURS.week, HOURS.day];
}

export function keyOf(subject: Subject, hours: Hours, at: number): RollupKey {
  const { command = ANY, actor = ANY, target = ANY } = subject;
  return { hours, command, actor, target, start: beginOf(hours, at) };
}

/** Every row an operation counts in. */
export function keysOf({ command, actor, target, requestedAt }: FinishedOperation): RollupKey[] {
  return combinations({ command, actor, ...(target === null ? {} : { target }) }).flatMap((subject) =>
    hoursKept(subject).map((hours) => keyOf(subject, hours, requestedAt)),
  );
}

/** One text for each key. */
export function keyText({ hours, command, actor, target, start }: RollupKey): string {
  return `${hours}\n${actor}\n${target}\n${command}\n${start}`;
}

function combinations({ command, actor, target }: Subject): Subject[] {
  const pick = [command, actor, target].map((value) =>
    value === undefined ? [undefined] : [undefined, value],
  );
  const [commands = [], actors = [], targets = []] = pick;
  return commands.flatMap((one) =>
    actors.flatMap((two) => targets.map((three) => ({ command: one, actor: two, target: three }))),
  );
}

function givenIn({ command, actor, target }: Subject): number {
  return [command, actor, target].filter((value) => value !== undefined).length;
}
