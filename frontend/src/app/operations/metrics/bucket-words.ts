import type { OperationMetricsAnswer } from '#shared/operation-metrics';

type Series = OperationMetricsAnswer['series'];

const DAY = { weekday: 'long', day: 'numeric', month: 'long' } as const;
const HOUR = { ...DAY, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DATE = { day: 'numeric', month: 'long', year: 'numeric' } as const;

/** What the number above the bars is, and what one bar stands for. */
export const PER_BAR: Readonly<Record<Series['unit'], string>> = {
  hour: 'in all, a bar an hour',
  day: 'in all, a bar a day',
  week: 'in all, a bar a week',
  'four-weeks': 'in all, a bar four weeks',
};

/** When a bar is: `Thursday 18 June at 14:00`, `week from 16 June 2026`. */
export function bucketWordsOf({ unit, zone }: Pick<Series, 'unit' | 'zone'>, from: string): string {
  const at = Date.parse(from);
  switch (unit) {
    case 'hour':
      return new Intl.DateTimeFormat('en-GB', HOUR).format(at);
    case 'day':
      return new Intl.DateTimeFormat('en-GB', { ...DAY, timeZone: zone }).format(at);
    case 'week':
      return `week from ${new Intl.DateTimeFormat('en-GB', { ...DATE, timeZone: zone }).format(at)}`;
    case 'four-weeks':
      return `four weeks from ${new Intl.DateTimeFormat('en-GB', { ...DATE, timeZone: zone }).format(at)}`;
  }
}
