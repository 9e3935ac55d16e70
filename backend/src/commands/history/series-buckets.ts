import type { OperationMetricsAnswer } from '#shared/operation-metrics';
import { beginOf, HOUR_MS, HOURS, type Hours, hoursKept, type Subject } from './rollup-key.ts';

const DAY_MS = 24 * HOUR_MS;

/** Up to here a bar is an hour: 72 of them at most. */
const HOURS_UP_TO_MS = 3 * DAY_MS;

/** Up to here a bar is a day: about a hundred at most. */
const DAYS_UP_TO_MS = 100 * DAY_MS;

/** Up to here a bar is a week; from here on, four. */
const WEEKS_UP_TO_MS = 800 * DAY_MS;

/** How a window is cut into the bars of a chart. */
export interface SeriesPlan {
  readonly unit: OperationMetricsAnswer['series']['unit'];
  readonly zone: string;
  /** Where each bar begins, and after them where the last one ends: one more than there are bars. */
  readonly edges: readonly number[];
  /** The rows that fit into a bar, longest first. */
  readonly lengths: readonly Hours[];
}

/**
 * Cuts a window into bars. Days begin at midnight of the zone if there are rows by the hour and every midnight is
 * a full hour of UTC; otherwise they are days of UTC, and the plan says so. Weeks are always of UTC: against
 * seven days a few hours do not show.
 *
 * @param from before `to`
 */
export function seriesPlan(subject: Subject, from: number, to: number, zone: string): SeriesPlan {
  const span = to - from;
  const kept = hoursKept(subject);
  const finest = kept.at(-1) ?? HOURS.day;
  if (span <= HOURS_UP_TO_MS) {
    const lengths = finest === HOURS.hour ? [finest] : []; // else of the operations: of so few days, they are few
    return { unit: 'hour', zone: 'UTC', edges: even(from, to, HOURS.hour), lengths };
  }
  if (span <= DAYS_UP_TO_MS) {
    const midnights = finest === HOURS.hour ? midnightsOf(from, to, zone) : null;
    return midnights?.every((midnight) => midnight % HOUR_MS === 0) === true
      ? { unit: 'day', zone, edges: midnights, lengths: [HOURS.hour] }
      : {
          unit: 'day',
          zone: 'UTC',
          edges: even(from, to, HOURS.day),
          lengths: kept.filter((hours) => hours <= HOURS.day),
        };
  }
  return span <= WEEKS_UP_TO_MS
    ? { unit: 'week', zone: 'UTC', edges: even(from, to, HOURS.week), lengths: kept }
    : { unit: 'four-weeks', zone: 'UTC', edges: even(from, to, 4 * HOURS.week), lengths: kept };
}

/** @param hours a bar is long */
function even(from: number, to: number, hours: number): number[] {
  const first = beginOf(hours, from);
  const edges = [first];
  for (let edge = first; edge < to; edges.push(edge)) edge += hours * HOUR_MS;
  return edges;
}

/** Every midnight of a zone from the one at or before `from` to the one at or after `to`. */
function midnightsOf(from: number, to: number, zone: string): number[] {
  const offsetAt = offsetsOf(zone);
  const localDay = Math.floor((from + offsetAt(from)) / DAY_MS);
  const midnights: number[] = [];
  for (let day = localDay; (midnights.at(-1) ?? -Infinity) < to; day += 1) {
    const guess = day * DAY_MS - offsetAt(day * DAY_MS);
    midnights.push(day * DAY_MS - offsetAt(guess)); // the offset there, not the one at that time in UTC
  }
  return midnights;
}

/** How far a zone is ahead of UTC at a moment, in milliseconds. */
function offsetsOf(zone: string): (moment: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (moment) => {
    const whole = Math.floor(moment / 1_000) * 1_000;
    const parts = new Map(format.formatToParts(whole).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const local = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return local - whole;
  };
}
