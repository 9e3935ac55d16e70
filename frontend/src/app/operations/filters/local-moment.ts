/*
 * Moments as the fields of a range have them: a day and a time of 24 hours, in the zone of whoever looks. Pure but
 * for the zone.
 */

/** Both ends of a window; null where that side is open. */
export interface GivenRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** What two fields hold: `2026-11-26`, as a field for dates has it, and `14:00`. */
export interface LocalMoment {
  readonly day: string;
  readonly time: string;
}

/** A moment that cannot be read, and what to do. */
export interface Unreadable {
  readonly problem: string;
  readonly part: keyof LocalMoment;
}

/** A field of four digits; the server reads no longer years. */
const LATEST = Date.UTC(9999, 0);

/** `14:00`, `14:00:31`, and as quickly typed `1400`, `9` or `9:30`. */
const TIME = /^(?<hours>[01]?\d|2[0-3])(?::?(?<minutes>[0-5]\d)(?::?(?<seconds>[0-5]\d))?)?$/;

/** @param iso ISO 8601; seconds only where it has any */
export function toLocal(iso: string | null): LocalMoment {
  if (iso === null) return { day: '', time: '' };
  const at = new Date(iso);
  const seconds = at.getSeconds() === 0 ? '' : `:${digits(at.getSeconds(), 2)}`;
  return {
    day: `${digits(at.getFullYear(), 4)}-${digits(at.getMonth() + 1, 2)}-${digits(at.getDate(), 2)}`,
    time: `${digits(at.getHours(), 2)}:${digits(at.getMinutes(), 2)}${seconds}`,
  };
}

/**
 * The moment that is given as ISO 8601. What was not changed keeps its fractions of a second.
 *
 * @param side a day without a time begins a window where it begins, and ends it where it ends
 * @param before what the fields began with
 * @returns null where nothing is given
 */
export function fromLocal(
  { day, time }: LocalMoment,
  side: 'from' | 'to',
  before: string | null,
): string | null | Unreadable {
  if (day === '') return time.trim() === '' ? null : { problem: 'Give a day with the time.', part: 'day' };
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const at = new Date(2000, 0);
  at.setFullYear(year, month - 1, date);
  if (time.trim() === '') {
    if (side === 'to') at.setDate(at.getDate() + 1);
  } else {
    const given = TIME.exec(time.trim())?.groups;
    if (given === undefined) return { problem: 'Give times as 14:00.', part: 'time' };
    at.setHours(Number(given['hours']), Number(given['minutes'] ?? 0), Number(given['seconds'] ?? 0));
  }
  if (!(at.getTime() < LATEST)) return { problem: 'Give years of four digits.', part: 'day' };
  return before !== null && isSameSecond(at, new Date(before)) ? before : at.toISOString();
}

/** What is wrong with a window, and what to do; null where nothing is. */
export function problemOf({ from, to }: GivenRange): string | null {
  if (from === null && to === null) return 'Give a beginning, an end, or both.';
  if (from !== null && to !== null && Date.parse(from) >= Date.parse(to))
    return 'The end has to be after the beginning.';
  return null;
}

function isSameSecond(a: Date, b: Date): boolean {
  return Math.floor(a.getTime() / 1_000) === Math.floor(b.getTime() / 1_000);
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0');
}
