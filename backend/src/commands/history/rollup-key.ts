import type { FinishedOperation } from './rollup-cell.ts';

export const HOUR_MS = 3_600_000;

/**
 * How much time one row of `operation_rollups` covers, in hours since 1970 (UTC). Each is a whole number of the
 * one before, so a window is made of few long ones and short ones at its ends.
 */
export const HOURS = { hour: 1, day: 24, fourWeeks: 672 } as const;
export type Hours = (typeof HOURS)[keyof typeof HOURS];

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
  return givenIn(subject) <= 1 ? [HOURS.fourWeeks, HOURS.day, HOURS.hour] : [HOURS.fourWeeks, HOURS.day];
}

export function keyOf(subject: Subject, hours: Hours, at: number): RollupKey {
  const { command = ANY, actor = ANY, target = ANY } = subject;
  const length = hours * HOUR_MS;
  return { hours, command, actor, target, start: Math.floor(at / length) * length };
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
