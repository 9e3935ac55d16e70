import type { GivenRange } from './local-moment';

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const DAY_OF_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const CLOCK_EXACT = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/**
 * A window as its control shows it: `26 Nov 14:00 – 15:00`, `since 26 Nov`, `24 – 26 Nov` for whole days.
 *
 * @param now in milliseconds since 1970; another year than its own is named
 */
export function rangeWords({ from, to }: GivenRange, now: number): string {
  const day = (at: Date): string =>
    (at.getFullYear() === new Date(now).getFullYear() ? DAY : DAY_OF_YEAR).format(at);
  const one = (at: Date): string => (isMidnight(at) ? day(at) : `${day(at)} ${clock(at)}`);
  if (from === null) return to === null ? 'Range' : `until ${one(new Date(to))}`;
  if (to === null) return `since ${one(new Date(from))}`;
  const [start, end] = [new Date(from), new Date(to)];
  if (isMidnight(start) && isMidnight(end)) {
    const last = new Date(end);
    last.setDate(last.getDate() - 1);
    return isSameDay(start, last) ? day(start) : `${day(start)} – ${day(last)}`;
  }
  const beginning = `${day(start)} ${clock(start)}`;
  return isSameDay(start, end) ? `${beginning} – ${clock(end)}` : `${beginning} – ${day(end)} ${clock(end)}`;
}

function clock(at: Date): string {
  return (at.getSeconds() === 0 ? CLOCK : CLOCK_EXACT).format(at);
}

function isMidnight(at: Date): boolean {
  return at.getHours() === 0 && at.getMinutes() === 0 && at.getSeconds() === 0;
}

function isSameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}
