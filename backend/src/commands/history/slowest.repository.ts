import { Injectable } from '@nestjs/common';
import type { Operation } from '#shared/operation';
import { Ledger } from '../../platform/database/ledger.ts';
import { type OperationRow, toOperation } from '../operations/operation-row.ts';
import { fixedOf, indexOf, OPERATION_COLUMNS } from './list-statement.ts';
import { TERMINAL_STATUSES } from './rollup-cell.ts';
import { HOUR_MS, type Hours, hoursKept, type Subject } from './rollup-key.ts';
import { type LongestOf, Rollups } from './rollup.repository.ts';
import { type Segment, segmentsOf } from './rollup-window.ts';

const RUN_STATUSES = TERMINAL_STATUSES.filter((status) => status !== 'refused');

type Found = Pick<OperationRow, 'seq' | 'duration_ms'>;

/** The longest runs of a window, without reading all of them. */
@Injectable()
export class SlowestOperations {
  constructor(
    private readonly ledger: Ledger,
    private readonly rollups: Rollups,
  ) {}

  /**
   * Every row of the rollups knows its longest run. The five longest of all lie in the five rows whose longest
   * are longest: a run in any other row is outdone by one in each of those. So too within each of them, by days
   * and then by hours, until what is left is a handful of hours to look through.
   *
   * @returns longest first; of equals, the latest first
   */
  of(subject: Subject, from: number, to: number, count: number): Operation[] {
    const lengths = hoursKept(subject);
    const segments = segmentsOf(from, to, lengths);
    const windows = [
      ...segments.filter(({ kind }) => kind === 'operations'),
      ...this.narrow(subject, segments, lengths, count),
    ];
    const found = windows
      .flatMap((window) => this.longestRuns(subject, window, count))
      .sort((a, b) => b.seq - a.seq)
      .sort((a, b) => (b.duration_ms ?? 0) - (a.duration_ms ?? 0))
      .slice(0, count);
    return found.map(({ seq }) => this.get(seq));
  }

  private narrow(
    subject: Subject,
    segments: readonly Segment[],
    lengths: readonly Hours[],
    count: number,
  ): Pick<Segment, 'from' | 'to'>[] {
    const longestFirst = (rows: readonly LongestOf[]) =>
      rows
        .toSorted((a, b) => b.start - a.start)
        .sort((a, b) => b.longest - a.longest)
        .slice(0, count);
    const finest = lengths.at(-1);
    let rows = longestFirst(
      segments.flatMap((segment) =>
        segment.kind === 'operations'
          ? []
          : this.rollups.longest(subject, segment.kind, segment.from, segment.to, count),
      ),
    );
    while (rows.some(({ hours }) => hours !== finest))
      rows = longestFirst(
        rows.flatMap((row) => {
          const shorter = lengths[lengths.indexOf(row.hours) + 1];
          return shorter === undefined
            ? [row]
            : this.rollups.longest(subject, shorter, row.start, row.start + row.hours * HOUR_MS, count);
        }),
      );
    return rows.map(({ start, hours }) => ({ from: start, to: start + hours * HOUR_MS }));
  }

  private longestRuns(subject: Subject, { from, to }: Pick<Segment, 'from' | 'to'>, count: number): Found[] {
    const fixed = fixedOf(subject);
    const range = `SELECT seq, duration_ms FROM operations INDEXED BY ${indexOf(subject)} WHERE ${[
      ...fixed.map(([column]) => `${column} = ?`),
      'status = ?',
      'requested_at >= ? AND requested_at < ? AND duration_ms IS NOT NULL',
    ].join(' AND ')}`;
    return this.ledger.all(
      `SELECT seq, duration_ms FROM (${RUN_STATUSES.map(() => range).join(' UNION ALL ')})
       ORDER BY duration_ms DESC, seq DESC LIMIT ?`,
      ...RUN_STATUSES.flatMap((status) => [...fixed.map(([, value]) => value), status, from, to]),
      count,
    ) as Found[];
  }

  private get(seq: number): Operation {
    const row = this.ledger.get(`SELECT ${OPERATION_COLUMNS.join(', ')} FROM operations WHERE seq = ?`, seq);
    return toOperation(row as OperationRow);
  }
}
