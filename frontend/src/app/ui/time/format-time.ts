/*
 * How times and durations are written, everywhere. Pure: whoever calls says what time it is. Values and units
 * are held together by a no-break space.
 */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const CLOCK_SHORT = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const DAY_OF_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const EXACT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' });

/** `14:32:08` */
export function clockTime(at: number): string {
  return CLOCK.format(at);
}

/** `9 June, 18:02`, with the year if it is another one. */
export function dayAndTime(at: number, now: number): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return `${(sameYear ? DAY : DAY_OF_YEAR).format(at)}, ${CLOCK_SHORT.format(at)}`;
}

/** `14:32:08` today, `9 June, 14:32` on any other day. */
export function moment(at: number, now: number): string {
  return new Date(at).toDateString() === new Date(now).toDateString() ? clockTime(at) : dayAndTime(at, now);
}

/** `Thursday, 18 June 2026 at 14:32:08 CEST`, for tooltips. */
export function exactTime(at: number): string {
  return EXACT.format(at);
}

/** One unit, as long as a table cell has room for: `6 min`, `15 h`, `31 d`. */
export function age(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < MINUTE_MS) return unit(Math.floor(ms / SECOND_MS), 's');
  if (ms < HOUR_MS) return unit(Math.floor(ms / MINUTE_MS), 'min');
  if (ms < DAY_MS) return unit(Math.floor(ms / HOUR_MS), 'h');
  return unit(Math.floor(ms / DAY_MS), 'd');
}

/** Two units where the second says something: `8.4 s`, `1 min 12 s`, `43 d 6 h`. */
export function duration(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < SECOND_MS) return unit(Math.round(ms), 'ms');
  if (ms < 10 * SECOND_MS) return unit(Number((ms / SECOND_MS).toFixed(1)), 's');
  if (ms < MINUTE_MS) return unit(Math.round(ms / SECOND_MS), 's');
  if (ms < HOUR_MS) return units(ms, MINUTE_MS, 'min', SECOND_MS, 's');
  if (ms < DAY_MS) return units(ms, HOUR_MS, 'h', MINUTE_MS, 'min');
  return units(ms, DAY_MS, 'd', HOUR_MS, 'h');
}

/** Until something happens, in whole seconds and never “0 s” too early: `8 s`, `4 min 32 s`. */
export function countdown(untilMs: number): string {
  return duration(Math.max(1, Math.ceil(untilMs / SECOND_MS)) * SECOND_MS);
}

function units(ms: number, largeMs: number, large: string, smallMs: number, small: string): string {
  const rest = Math.floor((ms % largeMs) / smallMs);
  const first = unit(Math.floor(ms / largeMs), large);
  return rest === 0 ? first : `${first} ${unit(rest, small)}`;
}

function unit(value: number, name: string): string {
  return `${value}\u00A0${name}`;
}
