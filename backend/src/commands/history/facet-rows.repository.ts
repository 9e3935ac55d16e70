import { Injectable } from '@nestjs/common';
import type { OperationStatus } from '#shared/operation';
import { Ledger } from '../../platform/database/ledger.ts';
import { fixedOf, indexOf, type OperationFilter, searchCondition } from './list-statement.ts';
import { TERMINAL_STATUSES, type TerminalStatus } from './rollup-cell.ts';
import { HOURS, hoursKept, keyOf, type Subject } from './rollup-key.ts';
import { type Segment, segmentsOf } from './rollup-window.ts';

/** What operations can be counted by, apart from how they ended. */
type FacetColumn = 'command' | 'actor' | 'target';

export interface Counted<N extends string> {
  readonly name: N;
  readonly operations: number;
}

/** What a count looks at in one operation. */
export interface FacetRow {
  readonly command: string;
  readonly actor: string;
  readonly target: string | null;
  readonly status: OperationStatus;
}

const FACET_ROW = 'o.command, o.actor, o.target, o.status';

/** Counts within a window: of ended operations from the rollups, and from the books only what those leave out. */
@Injectable()
export class FacetRows {
  constructor(private readonly ledger: Ledger) {}

  /** How many have ended, by how; of a window however long. A status may come more than once. */
  ended(subject: Subject, from: number, to: number): Counted<TerminalStatus>[] {
    const { actor, target, command } = keyOf(subject, HOURS.week, from);
    const segments = segmentsOf(from, to, hoursKept(subject));
    const sums = this.ledger.get(
      `SELECT ${TERMINAL_STATUSES.map((status) => `sum(${status}) AS ${status}`).join(', ')}
       FROM ${SEGMENTS} CROSS JOIN operation_rollups r ON ${IN_SEGMENT}
         AND r.actor = ? AND r.target = ? AND r.command = ?`,
      rollupSegments(segments),
      actor,
      target,
      command,
    ) as Record<TerminalStatus, number | null>;
    return [
      ...TERMINAL_STATUSES.map((name) => ({ name, operations: sums[name] ?? 0 })),
      ...this.edges(subject, segments),
    ];
  }

  /** How many have ended of each name, in one of some ways. A name may come more than once. */
  endedByName(
    column: FacetColumn,
    names: readonly string[],
    rest: Subject,
    statuses: readonly TerminalStatus[],
    from: number,
    to: number,
  ): Counted<string>[] {
    if (statuses.length === 0) return [];
    const segments = segmentsOf(from, to, hoursKept({ ...rest, [column]: 'any' }));
    const key = keyOf(rest, HOURS.week, from);
    const others = (['actor', 'target', 'command'] as const).filter((each) => each !== column);
    const rows = this.ledger.all(
      `SELECT name.value AS name, sum(${statuses.map((status) => `r.${status}`).join(' + ')}) AS operations
       FROM json_each(?) name CROSS JOIN ${SEGMENTS} CROSS JOIN operation_rollups r ON ${IN_SEGMENT}
         AND r.${column} = name.value AND ${others.map((each) => `r.${each} = ?`).join(' AND ')}
       GROUP BY name.key`,
      JSON.stringify(names),
      rollupSegments(segments),
      ...others.map((each) => key[each]),
    ) as Counted<string>[];
    return [...rows, ...this.edgesByName(column, names, rest, statuses, segments)];
  }

  /** What has not ended yet: never many, since only so many may run and wait. */
  live(from: number, to: number): FacetRow[] {
    return this.ledger.all(
      `SELECT ${FACET_ROW} FROM operations o INDEXED BY IX_operations_live
       WHERE status IN ('queued', 'running') AND requested_at >= ? AND requested_at < ?`,
      from,
      to,
    ) as FacetRow[];
  }

  /** What a search finds in a window, whatever else is filtered by; `most` of them, the last recorded first. */
  found(words: readonly string[], window: Pick<OperationFilter, 'from' | 'to'>, most: number): FacetRow[] {
    const { where, values } = searchCondition(words, window, null);
    return this.ledger.all(
      `SELECT ${FACET_ROW} FROM operation_search CROSS JOIN operations o ON o.seq = operation_search.rowid
       WHERE ${where} ORDER BY operation_search.rowid DESC LIMIT ?`,
      ...values,
      most,
    ) as FacetRow[];
  }

  private edges(subject: Subject, segments: readonly Segment[]): Counted<TerminalStatus>[] {
    const fixed = fixedOf(subject);
    const where = [...fixed.map(([column]) => `${column} = ?`), 'status = ?', IN_EDGE].join(' AND ');
    const range = `SELECT ? AS name, count(*) AS operations FROM operations INDEXED BY ${indexOf(subject)} WHERE ${where}`;
    return segments
      .filter(isEdge)
      .flatMap(
        ({ from, to }) =>
          this.ledger.all(
            TERMINAL_STATUSES.map(() => range).join(' UNION ALL '),
            ...TERMINAL_STATUSES.flatMap((status) => [
              status,
              ...fixed.map(([, value]) => value),
              status,
              from,
              to,
            ]),
          ) as Counted<TerminalStatus>[],
      );
  }

  /** One range of the index for each name and status: nothing is read but what is counted. */
  private edgesByName(
    column: FacetColumn,
    names: readonly string[],
    rest: Subject,
    statuses: readonly TerminalStatus[],
    segments: readonly Segment[],
  ): Counted<string>[] {
    const fixed = fixedOf(rest);
    const index = indexOf({ ...rest, [column]: 'any' });
    const where = [`${column} = name.value`, ...fixed.map(([other]) => `${other} = ?`)].join(' AND ');
    return segments.filter(isEdge).flatMap(
      ({ from, to }) =>
        this.ledger.all(
          `SELECT name.value AS name, count(*) AS operations
           FROM json_each(?) name CROSS JOIN json_each(?) state CROSS JOIN operations INDEXED BY ${index}
           WHERE ${where} AND status = state.value AND ${IN_EDGE} GROUP BY name.key`,
          JSON.stringify(names),
          JSON.stringify(statuses),
          ...fixed.map(([, value]) => value),
          from,
          to,
        ) as Counted<string>[],
    );
  }
}

const IN_EDGE = 'requested_at >= ? AND requested_at < ?';

/** The parts of a window there are rollups for, one line each: how long a row is, from when, until when. */
const SEGMENTS = `(SELECT value ->> 0 AS hours, value ->> 1 AS begin, value ->> 2 AS until FROM json_each(?)) s`;
const IN_SEGMENT = 'r.hours = s.hours AND r.start >= s.begin AND r.start < s.until';

function rollupSegments(segments: readonly Segment[]): string {
  return JSON.stringify(
    segments.flatMap(({ kind, from, to }) => (isEdge({ kind }) ? [] : [[kind, from, to]])),
  );
}

function isEdge({ kind }: Pick<Segment, 'kind'>): boolean {
  return kind === 'operations';
}
