import type { RunFigures } from '#shared/operation-metrics';
import type { FinishedOperation } from '../rollup-cell.ts';

export type Recount = RunFigures;

/** What operations amount to, counted one by one: what the rollups have to agree with. */
export function recount(operations: readonly FinishedOperation[]): Recount {
  const runs = operations.filter(({ status }) => status !== 'refused');
  const durations = runs
    .flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]))
    .sort((a, b) => a - b);
  const count = (...statuses: readonly FinishedOperation['status'][]): number =>
    operations.filter(({ status }) => statuses.includes(status)).length;
  const rank = (share: number): number | null => durations[Math.ceil(share * durations.length) - 1] ?? null;
  const sum = durations.reduce((total, duration) => total + duration, 0);
  const last = runs.reduce((latest, { requestedAt }) => Math.max(latest, requestedAt), -Infinity);
  return {
    runs: runs.length,
    succeeded: count('succeeded'),
    failed: count('failed', 'timed_out'),
    cancelled: count('cancelled'),
    interrupted: count('interrupted'),
    refused: count('refused'),
    successRate: runs.length === 0 ? null : count('succeeded') / runs.length,
    totalMs: durations.length === 0 ? null : sum,
    meanMs: durations.length === 0 ? null : sum / durations.length,
    minMs: durations[0] ?? null,
    maxMs: durations.at(-1) ?? null,
    p50Ms: rank(0.5),
    p95Ms: rank(0.95),
    lastRunAt: runs.length === 0 ? null : new Date(last).toISOString(),
  };
}
