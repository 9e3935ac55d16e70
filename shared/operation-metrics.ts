import * as z from 'zod/mini';
import { Operation, OperationStatus } from '#shared/operation';

/**
 * What runs amount to. Every operation counts where it was asked for, not where it ended, so that the same window
 * covers the same operations in the list and here. Counts and times are exact; percentiles are within 1 % of the
 * true value (nearest rank).
 */
export const RunFigures = z.object({
  /** Runs that ended, refusals left out. */
  runs: z.number(),
  succeeded: z.number(),
  /** Failed or timed out. */
  failed: z.number(),
  cancelled: z.number(),
  /** Ended by a crash of the server. */
  interrupted: z.number(),
  /** Asked for and not let run; not among the runs. */
  refused: z.number(),
  /** From 0 to 1: of the runs, how many succeeded; null where nothing ran. */
  successRate: z.nullable(z.number()),
  /** The durations are those of the runs that started; null where none did. */
  totalMs: z.nullable(z.number()),
  meanMs: z.nullable(z.number()),
  minMs: z.nullable(z.number()),
  maxMs: z.nullable(z.number()),
  p50Ms: z.nullable(z.number()),
  p95Ms: z.nullable(z.number()),
  /** When the latest of the runs was asked for. */
  lastRunAt: z.nullable(z.string()),
});
export type RunFigures = z.infer<typeof RunFigures>;

/** One bar of the chart: from `from` until the next one begins. */
export const MetricsBucket = z.object({
  from: z.string(),
  to: z.string(),
  runs: z.number(),
  succeeded: z.number(),
  failed: z.number(),
  p50Ms: z.nullable(z.number()),
  p95Ms: z.nullable(z.number()),
});
export type MetricsBucket = z.infer<typeof MetricsBucket>;

/** `GET /api/operations/metrics`: figures for a window of the operations page. */
export const OperationMetricsAnswer = z.object({
  /** The window: `from` is in it, `to` is not. */
  from: z.string(),
  to: z.string(),
  totals: RunFigures,
  /** The window of the same length before this one. */
  previous: RunFigures,
  /** By number of runs, most first. */
  commands: z.array(z.extend(RunFigures, { command: z.string() })),
  series: z.object({
    unit: z.enum(['hour', 'day', 'week', 'four-weeks']),
    /** Where hours, days and weeks begin: the zone asked for, or UTC where figures are only kept by days of UTC. */
    zone: z.string(),
    /** Without gaps; the first and the last may reach beyond the window and count only what is in it. */
    buckets: z.array(MetricsBucket),
  }),
  /** The longest runs, longest first. */
  slowest: z.array(Operation),
  /** Commands with runs that failed, highest share first; those with fewer than `minRuns` runs are left out. */
  flakiest: z.object({
    minRuns: z.number(),
    commands: z.array(
      z.object({ command: z.string(), runs: z.number(), failed: z.number(), failureRate: z.number() }),
    ),
  }),
});
export type OperationMetricsAnswer = z.infer<typeof OperationMetricsAnswer>;

/** How many operations each name has; those that have none are missing. */
const CountByName = z.array(z.object({ name: z.string(), operations: z.number() }));

/**
 * Exact numbers of operations within the window. Each list goes by all the other filters and not by its own: the
 * number of a name is how many the list would hold if that name were chosen instead.
 */
export const FacetCounts = z.object({
  commands: CountByName,
  targets: CountByName,
  actors: CountByName,
  statuses: z.array(z.object({ name: OperationStatus, operations: z.number() })),
});
export type FacetCounts = z.infer<typeof FacetCounts>;

/** `GET /api/operations/facets`: what there is to filter by, each list in alphabetical order. */
export const OperationFacets = z.object({
  /** The names that occur in the window, whatever else is filtered by. */
  commands: z.array(z.string()),
  targets: z.array(z.string()),
  actors: z.array(z.string()),
  /** Whether there are more than are listed. */
  truncated: z.boolean(),
  /** Null where so many operations have the words searched for that they are not counted. */
  counts: z.nullable(FacetCounts),
});
export type OperationFacets = z.infer<typeof OperationFacets>;

/** `GET /api/operations/expected`: how long a run takes, going by those that succeeded last. */
export const ExpectedDuration = z.object({
  /** Their median; null where none has succeeded yet. */
  expectedMs: z.nullable(z.number()),
  /** How many it is the median of. */
  runs: z.number(),
  /** Whether they ran on the target asked for, or anywhere. */
  basis: z.nullable(z.enum(['target', 'command'])),
});
export type ExpectedDuration = z.infer<typeof ExpectedDuration>;
