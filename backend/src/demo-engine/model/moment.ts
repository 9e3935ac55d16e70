/** A moment as whole microseconds since 1970: nanoseconds would not fit into a number. */
export type Moment = number;

/** A length of time in microseconds. */
export type Micros = number;

export const MILLISECOND: Micros = 1_000;
export const SECOND: Micros = 1_000 * MILLISECOND;
export const MINUTE: Micros = 60 * SECOND;
export const HOUR: Micros = 60 * MINUTE;
export const DAY: Micros = 24 * HOUR;

/** What the engine writes for a start or an end that never was. */
export const NEVER_TEXT = '0001-01-01T00:00:00Z';

/** Nanoseconds since 1970. The last three digits are invented, always the same ones for the same moment. */
export function toNanos(moment: Moment): bigint {
  return BigInt(moment) * 1_000n + BigInt(inventedNanos(moment));
}

export function toUnixSeconds(moment: Moment): number {
  return Math.floor(moment / SECOND);
}

/** `2026-11-22T22:18:10.857765791Z`, trailing zeros cut, as in inspect; `0001-01-01T00:00:00Z` for null. */
export function toRfc3339(moment: Moment | null): string {
  if (moment === null) return NEVER_TEXT;
  const fraction = fractionDigits(moment).replace(/0+$/, '');
  return `${wholeSeconds(moment)}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** The same with nine digits always, as in log lines. */
export function toFixedRfc3339(moment: Moment): string {
  return `${wholeSeconds(moment)}.${fractionDigits(moment)}Z`;
}

/** Seconds since 1970 with up to nine decimals, as `since` and `until` carry them, in nanoseconds; null if malformed. */
export function parseUnixTime(text: string): bigint | null {
  const match = /^(-?\d{1,18})(?:\.(\d{1,9}))?$/.exec(text);
  if (match === null) return null;
  const [, seconds = '0', fraction = ''] = match;
  return BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
}

function wholeSeconds(moment: Moment): string {
  return new Date(Math.floor(moment / SECOND) * 1_000).toISOString().slice(0, 19);
}

function fractionDigits(moment: Moment): string {
  return String((moment % SECOND) * 1_000 + inventedNanos(moment)).padStart(9, '0');
}

function inventedNanos(moment: Moment): number {
  return ((moment % 1_000) * 7_919 + 131) % 1_000;
}
