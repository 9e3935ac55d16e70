import type { OperationStatus } from '#shared/operation';
import type { RunFigures } from '#shared/operation-metrics';
import { toIso } from '../../platform/time/clock.ts';
import { QuantileSketch } from './quantile-sketch.ts';

/** How an operation ends. Figures have one count for each. */
export const TERMINAL_STATUSES = [
  'succeeded',
  'failed',
  'timed_out',
  'cancelled',
  'interrupted',
  'refused',
] as const satisfies readonly OperationStatus[];
export type TerminalStatus = (typeof TERMINAL_STATUSES)[number];

/** What the figures need to know of an operation that has ended. */
export interface FinishedOperation {
  readonly command: string;
  readonly actor: string;
  readonly target: string | null;
  readonly status: TerminalStatus;
  /** Wall-clock milliseconds: it counts in the hour it was asked for in. */
  readonly requestedAt: number;
  /** Null if it never started. */
  readonly durationMs: number | null;
}

/** The figures of a row of `operation_rollups`. */
export interface StoredFigures {
  readonly succeeded: number;
  readonly failed: number;
  readonly timed_out: number;
  readonly cancelled: number;
  readonly interrupted: number;
  readonly refused: number;
  /** How many of them have a duration. */
  readonly timed: number;
  readonly duration_sum: number;
  readonly duration_min: number | null;
  readonly duration_max: number | null;
  readonly last_run_at: number | null;
  readonly sketch: Buffer;
}

/** What operations amount to: one at a time, or what was stored of many before. */
export class RollupCell {
  private readonly counts: Record<TerminalStatus, number> = {
    succeeded: 0,
    failed: 0,
    timed_out: 0,
    cancelled: 0,
    interrupted: 0,
    refused: 0,
  };
  private timed = 0;
  private sum = 0;
  private min = Infinity;
  private max = -Infinity;
  private lastRunAt = -Infinity;
  private readonly sketch = new QuantileSketch();

  /** Whether anything ended here, refusals included. */
  get isEmpty(): boolean {
    return TERMINAL_STATUSES.every((status) => this.counts[status] === 0);
  }

  add({
    status,
    requestedAt,
    durationMs,
  }: Pick<FinishedOperation, 'status' | 'requestedAt' | 'durationMs'>): void {
    this.counts[status] += 1;
    if (status === 'refused') return;
    this.lastRunAt = Math.max(this.lastRunAt, requestedAt);
    if (durationMs === null) return;
    this.timed += 1;
    this.sum += durationMs;
    this.min = Math.min(this.min, durationMs);
    this.max = Math.max(this.max, durationMs);
    this.sketch.add(durationMs);
  }

  addStored(stored: StoredFigures): void {
    this.addFigures(stored);
    this.sketch.addEncoded(stored.sketch);
  }

  /** Adds another, which stays as it is. */
  addCell(other: RollupCell): void {
    this.addFigures(other.numbers());
    this.sketch.addSketch(other.sketch);
  }

  stored(): StoredFigures {
    return { ...this.numbers(), sketch: this.sketch.encode() };
  }

  figures(): RunFigures {
    const { succeeded, failed, timed_out, cancelled, interrupted, refused } = this.counts;
    const runs = succeeded + failed + timed_out + cancelled + interrupted;
    const hasDurations = this.timed > 0;
    return {
      runs,
      succeeded,
      failed: failed + timed_out,
      cancelled,
      interrupted,
      refused,
      successRate: runs === 0 ? null : succeeded / runs,
      totalMs: hasDurations ? this.sum : null,
      meanMs: hasDurations ? this.sum / this.timed : null,
      minMs: finiteOrNull(this.min),
      maxMs: finiteOrNull(this.max),
      p50Ms: this.quantile(0.5),
      p95Ms: this.quantile(0.95),
      lastRunAt: Number.isFinite(this.lastRunAt) ? toIso(this.lastRunAt) : null,
    };
  }

  private numbers(): Omit<StoredFigures, 'sketch'> {
    return {
      ...this.counts,
      timed: this.timed,
      duration_sum: this.sum,
      duration_min: finiteOrNull(this.min),
      duration_max: finiteOrNull(this.max),
      last_run_at: finiteOrNull(this.lastRunAt),
    };
  }

  private addFigures(figures: Omit<StoredFigures, 'sketch'>): void {
    // Not in a loop over the statuses: this runs a thousand times for a page.
    this.counts.succeeded += figures.succeeded;
    this.counts.failed += figures.failed;
    this.counts.timed_out += figures.timed_out;
    this.counts.cancelled += figures.cancelled;
    this.counts.interrupted += figures.interrupted;
    this.counts.refused += figures.refused;
    this.timed += figures.timed;
    this.sum += figures.duration_sum;
    this.min = Math.min(this.min, figures.duration_min ?? Infinity);
    this.max = Math.max(this.max, figures.duration_max ?? -Infinity);
    this.lastRunAt = Math.max(this.lastRunAt, figures.last_run_at ?? -Infinity);
  }

  /** The first and the last are known exactly, and no estimate lies outside of them. */
  private quantile(share: number): number | null {
    const rank = Math.ceil(share * this.timed);
    if (rank >= this.timed) return finiteOrNull(this.max);
    if (rank <= 1) return this.min;
    const estimate = this.sketch.quantile(share);
    return estimate === null ? null : Math.min(this.max, Math.max(this.min, estimate));
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
