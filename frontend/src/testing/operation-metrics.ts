import type { MetricsBucket, OperationMetricsAnswer, RunFigures } from '#shared/operation-metrics';

export function figuresWith(change: Partial<RunFigures> = {}): RunFigures {
  const none = { failed: 0, cancelled: 0, interrupted: 0, refused: 0 };
  const times = { totalMs: null, meanMs: null, minMs: null, maxMs: null, p50Ms: null, p95Ms: null };
  return { runs: 0, succeeded: 0, ...none, successRate: null, ...times, lastRunAt: null, ...change };
}

/** Days from the tenth of June on, one for each pair of runs and successes. */
export function daysWith(...days: readonly (readonly [runs: number, succeeded: number])[]): MetricsBucket[] {
  return days.map(([runs, succeeded], index) => ({
    from: `2026-06-${10 + index}T00:00:00.000Z`,
    to: `2026-06-${11 + index}T00:00:00.000Z`,
    ...{ runs, succeeded, failed: runs - succeeded },
    ...(runs === 0 ? { p50Ms: null, p95Ms: null } : { p50Ms: 8_400, p95Ms: 72_000 }),
  }));
}

export function metricsWith(change: Partial<OperationMetricsAnswer> = {}): OperationMetricsAnswer {
  const buckets = daysWith();
  return {
    ...{ from: '2026-06-10T00:00:00.000Z', to: '2026-06-17T00:00:00.000Z' },
    ...{ totals: figuresWith(), previous: figuresWith() },
    ...{ commands: [], slowest: [], flakiest: { minRuns: 5, commands: [] } },
    series: { unit: 'day', zone: 'UTC', buckets },
    ...change,
  };
}
