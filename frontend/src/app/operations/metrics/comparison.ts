import type { OperationMetricsAnswer } from '#shared/operation-metrics';
import { duration } from '../../ui/time/format-time';

const DAY_MS = 24 * 60 * 60 * 1_000;
const POINTS = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const WHOLE = new Intl.NumberFormat('en-GB', { signDisplay: 'exceptZero' });

/** What is different from the window of the same length right before. */
export interface Comparison {
  /** `the 7 days before` */
  readonly than: string;
  /** `+12` */
  readonly runs: string;
  /** In percentage points; null where nothing ran in one of the two. */
  readonly success: string | null;
  /** What the median was then. */
  readonly p50: string | null;
}

/** Null where nothing ran before: there is nothing to compare with. */
export function comparisonOf({
  from,
  to,
  totals,
  previous,
}: Pick<OperationMetricsAnswer, 'from' | 'to' | 'totals' | 'previous'>): Comparison | null {
  if (previous.runs === 0) return null;
  return {
    than: `the ${lengthOf(Date.parse(to) - Date.parse(from))} before`,
    runs: WHOLE.format(totals.runs - previous.runs),
    success:
      totals.successRate === null || previous.successRate === null
        ? null
        : POINTS.format((totals.successRate - previous.successRate) * 100),
    p50: previous.p50Ms === null ? null : duration(previous.p50Ms),
  };
}

function lengthOf(ms: number): string {
  const days = Math.round(ms / DAY_MS);
  return days > 1 && Math.abs(ms - days * DAY_MS) < DAY_MS / 24 ? `${days} days` : duration(ms);
}
