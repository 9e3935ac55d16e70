import type { OperationMetricsAnswer } from '#shared/operation-metrics';
import { duration } from '../../ui/time/format-time';

const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;
const POINTS = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const WHOLE = new Intl.NumberFormat('en-GB', { signDisplay: 'exceptZero' });

/** What is different from the window of the same length right before; each is empty where it cannot be told. */
export interface Comparison {
  /** `+12 against the 7 days before` */
  readonly runs: string;
  /** `-2.4 points against the 7 days before` */
  readonly success: string;
  /** `p50 was 8.4 s in the 7 days before` */
  readonly p50: string;
}

/** Nothing can be told where nothing ran before. */
export function comparisonOf({
  from,
  to,
  totals,
  previous,
}: Pick<OperationMetricsAnswer, 'from' | 'to' | 'totals' | 'previous'>): Comparison {
  if (previous.runs === 0) return { runs: '', success: '', p50: '' };
  const then = `the ${lengthOf(Date.parse(to) - Date.parse(from))} before`;
  return {
    runs: `${WHOLE.format(totals.runs - previous.runs)} against ${then}`,
    success:
      totals.successRate === null || previous.successRate === null
        ? ''
        : `${POINTS.format((totals.successRate - previous.successRate) * 100)} points against ${then}`,
    p50: previous.p50Ms === null ? '' : `p50 was ${duration(previous.p50Ms)} in ${then}`,
  };
}

/** `7 days`, also where the clocks were changed within them; what is not whole days as a duration. */
export function lengthOf(ms: number): string {
  const days = Math.round(ms / DAY_MS);
  return days > 1 && Math.abs(ms - days * DAY_MS) <= HOUR_MS ? `${days} days` : duration(ms);
}
