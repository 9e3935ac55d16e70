import { AUDIT_OUTCOMES, type AuditFilter } from '#shared/audit';

/** Where a page ends. */
export interface PageEnd {
  readonly at: number;
  readonly seq: number;
}

export interface Statement {
  /** The same text for every question of the same shape, so that it is prepared once. */
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/**
 * Entries that fit, newest first: by time, and among those of one millisecond by number.
 *
 * Every index of the list is (what is fixed, outcome, at, seq). Within one outcome its order is the order of the
 * list, so there is one range for each outcome, and SQLite merges them as they are read: a page costs its own rows
 * and one more of each outcome, however rarely what is asked for meets. An entry that somebody has given an outcome
 * there is not stands in the unfiltered list alone.
 *
 * @param after where the page before ended; null for the first
 */
export function pageStatement(filter: AuditFilter, after: PageEnd | null, limit: number): Statement {
  const ranges = rangesOf(filter).map(({ index, conditions }) => {
    const all = [...conditions, ...windowOf(filter, after)];
    const where = all.length === 0 ? '' : ` WHERE ${all.map(({ sql }) => sql).join(' AND ')}`;
    return {
      sql: `SELECT * FROM "audit_logs" INDEXED BY "${index}"${where}`,
      values: all.flatMap(({ values }) => values),
    };
  });
  return {
    sql: `${ranges.map(({ sql }) => sql).join(' UNION ALL ')} ORDER BY "at" DESC, "seq" DESC LIMIT ?`,
    values: [...ranges.flatMap(({ values }) => values), limit],
  };
}

interface Range {
  readonly index: string;
  readonly conditions: readonly Condition[];
}

function rangesOf(filter: AuditFilter): readonly Range[] {
  const { operation, outcome } = filter;
  const fixed = fixedOf(filter);
  if (operation !== undefined)
    return [
      {
        index: 'IX_audit_logs_operation_id', // a handful of entries each
        conditions: [
          equal('operation_id', operation),
          ...fixed.map(([column, value]) => equal(column, value)),
          ...(outcome === undefined ? [] : [equal('outcome', outcome)]),
        ],
      },
    ];
  if (fixed.length === 0 && outcome === undefined) return [{ index: 'IX_audit_logs_at', conditions: [] }];
  const index = ['IX_audit_logs', ...fixed.map(([column]) => column), 'list'].join('_');
  const outcomes = outcome === undefined ? AUDIT_OUTCOMES : [outcome];
  return outcomes.map((one) => ({
    index,
    conditions: [...fixed.map(([column, value]) => equal(column, value)), equal('outcome', one)],
  }));
}

/** What the filter fixes, in the order of the indexes. */
function fixedOf(filter: AuditFilter): (readonly [column: string, value: string])[] {
  return (['action', 'actor', 'target'] as const).flatMap((column) => {
    const value = filter[column];
    return value === undefined ? [] : [[column, value] as const];
  });
}

function equal(column: string, value: string): Condition {
  return { sql: `"${column}" = ?`, values: [value] };
}

/** At most one bound at each end, the nearer one: given two, SQLite walks to one of them and tests the other. */
function windowOf({ from, to }: AuditFilter, after: PageEnd | null): readonly Condition[] {
  const end = to === undefined ? null : Date.parse(to);
  const begin = from === undefined ? [] : [{ sql: '"at" >= ?', values: [Date.parse(from)] }];
  if (after !== null && (end === null || after.at <= end))
    return [...begin, { sql: '("at", "seq") < (?, ?)', values: [after.at, after.seq] }];
  return end === null ? begin : [...begin, { sql: '"at" <= ?', values: [end] }];
}
