import { Injectable } from '@nestjs/common';
import { Ledger, type LedgerTransaction } from '../../platform/database/ledger.ts';
import { fixedOf, indexOf } from './list-statement.ts';
import { type FinishedOperation, RollupCell, type StoredFigures, TERMINAL_STATUSES } from './rollup-cell.ts';
import { type Hours, HOURS, keyOf, keysOf, type RollupKey, type Subject } from './rollup-key.ts';
import type { Segment } from './rollup-window.ts';

const FIGURES = `succeeded, failed, timed_out, cancelled, interrupted, refused, timed, duration_sum, duration_min,
  duration_max, last_run_at, sketch`;

const OF_SUBJECT = 'hours = ? AND actor = ? AND target = ? AND command = ?';

/** What figures need of finished operations as they stand in the books: at the ends of a window it can be thousands. */
const FINISHED = 'SELECT command, status, requested_at AS requestedAt, duration_ms AS durationMs';
type FinishedRow = Omit<FinishedOperation, 'actor' | 'target'>;

/** A stored row with the moment it begins at. */
export type StoredRow = StoredFigures & { readonly start: number };

/** When the longest run of a row was: how long, and in which row. */
export interface LongestOf {
  readonly hours: Hours;
  readonly start: number;
  readonly longest: number;
}

/**
 * Counts an operation in every row it belongs to. Called in the transaction that writes how it ended, once for
 * each operation, refusals included: the figures are there if and only if the outcome is.
 */
export function recordFinished(tx: LedgerTransaction, finished: FinishedOperation): void {
  for (const key of keysOf(finished)) {
    const cell = new RollupCell();
    const { hours, actor, target, command, start } = key;
    const stored = tx.get(
      `SELECT ${FIGURES} FROM operation_rollups WHERE ${OF_SUBJECT} AND start = ?`,
      hours,
      actor,
      target,
      command,
      start,
    ) as StoredFigures | undefined;
    if (stored !== undefined) cell.addStored(stored);
    cell.add(finished);
    writeRollup(tx, key, cell);
  }
}

/** Writes a row in place of the one that was there. */
export function writeRollup(tx: LedgerTransaction, key: RollupKey, cell: RollupCell): void {
  const figures = cell.stored();
  tx.run(
    `INSERT OR REPLACE INTO operation_rollups (hours, actor, target, command, start, ${FIGURES})
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    key.hours,
    key.actor,
    key.target,
    key.command,
    key.start,
    ...TERMINAL_STATUSES.map((status) => figures[status]),
    figures.timed,
    figures.duration_sum,
    figures.duration_min,
    figures.duration_max,
    figures.last_run_at,
    figures.sketch,
  );
}

/** Reads the rollups, and the few operations at the ends of a window that no row covers. */
@Injectable()
export class Rollups {
  constructor(private readonly ledger: Ledger) {}

  /** The rows of a subject that begin within a window. */
  rows(subject: Subject, hours: Hours, from: number, to: number): StoredRow[] {
    const { actor, target, command } = keyOf(subject, hours, from);
    return this.ledger.all(
      `SELECT start, ${FIGURES} FROM operation_rollups WHERE ${OF_SUBJECT} AND start >= ? AND start < ?`,
      hours,
      actor,
      target,
      command,
      from,
      to,
    ) as StoredRow[];
  }

  /** The rows of a subject with the longest runs, longest first. */
  longest(subject: Subject, hours: Hours, from: number, to: number, count: number): LongestOf[] {
    const { actor, target, command } = keyOf(subject, hours, from);
    return this.ledger.all(
      `SELECT hours, start, duration_max AS longest FROM operation_rollups
       WHERE ${OF_SUBJECT} AND start >= ? AND start < ? AND timed > 0 ORDER BY duration_max DESC LIMIT ?`,
      hours,
      actor,
      target,
      command,
      from,
      to,
      count,
    ) as LongestOf[];
  }

  /** What has ended of what was asked for within a window: all of it, so the window has to be short. */
  finished(subject: Subject, { from, to }: Pick<Segment, 'from' | 'to'>): FinishedRow[] {
    const fixed = fixedOf(subject);
    const range = `${FINISHED} FROM operations INDEXED BY ${indexOf(subject)} WHERE ${[
      ...fixed.map(([column]) => `${column} = ?`),
      'status = ?',
      'requested_at >= ? AND requested_at < ?',
    ].join(' AND ')}`;
    return this.ledger.all(
      TERMINAL_STATUSES.map(() => range).join(' UNION ALL '),
      ...TERMINAL_STATUSES.flatMap((status) => [...fixed.map(([, value]) => value), status, from, to]),
    ) as FinishedRow[];
  }

  /** The commands there are rows of for a person and a target, or any. */
  commands(subject: Omit<Subject, 'command'>): string[] {
    const { actor, target } = keyOf(subject, HOURS.week, 0);
    const next = `SELECT min(command) FROM operation_rollups WHERE hours = ${HOURS.week} AND actor = ? AND target = ?`;
    const rows = this.ledger.all(
      `WITH RECURSIVE names (name) AS (
         ${next} AND command > '' UNION ALL
         SELECT (${next} AND command > name) FROM names WHERE name IS NOT NULL)
       SELECT name FROM names WHERE name IS NOT NULL`,
      actor,
      target,
      actor,
      target,
    );
    return (rows as { readonly name: string }[]).map(({ name }) => name);
  }
}
