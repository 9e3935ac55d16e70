import type { OperationMetricsAnswer } from '#shared/operation-metrics';

type Series = OperationMetricsAnswer['series'];

const DAY = { weekday: 'long', day: 'numeric', month: 'long' } as const;
const HOUR = { ...DAY, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DATE = { day: 'numeric', month: 'long', year: 'numeric' } as const;

/** What one bar stands for: `per day`. */
export const PER_BAR: Readonly<Record<Series['unit'], string>> = {
  hour: 'per hour',
  day: 'per day',
  week: 'per week',
  'four-weeks': 'per four weeks',
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
