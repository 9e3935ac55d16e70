import { Injectable } from '@nestjs/common';
import type { ExpectedDuration } from '#shared/operation-metrics';
import { Ledger } from '../../platform/database/ledger.ts';
import { fixedOf, indexOf } from './list-statement.ts';
import type { Subject } from './rollup-key.ts';

/** What a command took lately says more than what it ever took. */
const RUNS_MAX = 20;

/** How long a run is going to take, going by those that succeeded last. */
@Injectable()
export class ExpectedDurations {
  constructor(private readonly ledger: Ledger) {}

  /** Of the runs on that target; of all runs of the command where there are none. */
  of(command: string, target: string | null): ExpectedDuration {
    const onTarget = target === null ? [] : this.lastDurations({ command, target });
    const durations = onTarget.length > 0 ? onTarget : this.lastDurations({ command });
    return {
      expectedMs: medianOf(durations),
      runs: durations.length,
      basis: durations.length === 0 ? null : onTarget.length > 0 ? 'target' : 'command',
    };
  }

  private lastDurations(subject: Subject): number[] {
    const fixed = fixedOf(subject);
    const rows = this.ledger.all(
      `SELECT duration_ms AS durationMs FROM operations INDEXED BY ${indexOf(subject)}
       WHERE ${fixed.map(([column]) => `${column} = ?`).join(' AND ')} AND status = 'succeeded'
         AND duration_ms IS NOT NULL
       ORDER BY requested_at DESC, seq DESC LIMIT ${RUNS_MAX}`,
      ...fixed.map(([, value]) => value),
    );
    return (rows as { readonly durationMs: number }[]).map(({ durationMs }) => durationMs);
  }
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  const lower = sorted.length % 2 === 1 ? upper : (sorted[middle - 1] ?? upper);
  return (lower + upper) / 2;
}
