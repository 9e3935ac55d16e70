import { OPERATION_STATUSES, type OperationStatus } from '#shared/operation';
import { searchExpression } from './search-expression.ts';

/** What `toOperation` reads: the rest of a row (what the containers were) is large, and for its own page. */
export const OPERATION_COLUMNS = [
  'seq',
  'id',
  'command',
  'target',
  'params',
  'actor',
  'reason',
  'status',
  'requested_at',
  'started_at',
  'finished_at',
  'duration_ms',
  'exit_code',
  'error_code',
  'error_message',
  'output_bytes',
  'output_truncated',
];

const HOUR_MS = 3_600_000;

/** What the list is narrowed to. Moments are wall-clock milliseconds; `from` is in the window, `to` is not. */
export interface OperationFilter {
  readonly command?: string | undefined;
  readonly actor?: string | undefined;
  readonly target?: string | undefined;
  /** Any of them; every one if absent. */
  readonly statuses?: readonly OperationStatus[] | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Where a page ended: the next one begins with what comes after this operation. */
export interface Position {
  /** Wall-clock milliseconds. */
  readonly requestedAt: number;
  readonly seq: number;
}

export interface Statement {
  /** The same text for every question of the same shape, so that it is prepared once. */
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/**
 * The newest operations of a filter.
 *
 * Every index of the list is (what is fixed, status, moment, seq). Within one status its order is the order of
 * the list, so there is one range for each status asked for, and SQLite merges them as they are read: a page
 * costs its own rows and one more of each status, whatever the filter and however many there are.
 */
export function listStatement(filter: OperationFilter, after: Position | null, limit: number): Statement {
  const fixed = fixedOf(filter);
  const end = endOf(filter, after);
  const where = [
    ...fixed.map(([column]) => `${column} = ?`),
    'status = ?',
    ...(filter.from === undefined ? [] : ['requested_at >= ?']),
    ...end.map(([condition]) => condition),
  ].join(' AND ');
  const bounds = [
    ...(filter.from === undefined ? [] : [filter.from]),
    ...end.flatMap(([, values]) => values),
  ];
  const statuses = filter.statuses ?? OPERATION_STATUSES;
  const range = `SELECT ${OPERATION_COLUMNS.join(', ')} FROM operations INDEXED BY ${indexOf(filter)} WHERE ${where}`;
  return {
    sql: `${statuses.map(() => range).join(' UNION ALL ')} ORDER BY requested_at DESC, seq DESC LIMIT ?`,
    values: [...statuses.flatMap((status) => [...fixed.map(([, value]) => value), status, ...bounds]), limit],
  };
}

/**
 * The newest operations of a filter in which every word occurs, in the order they were recorded in: that is the
 * order of the full-text index, and differs from the order of their moments only where the clock was set back.
 *
 * @param words at least one, from `wordsOf`
 */
export function searchStatement(
  words: readonly string[],
  filter: OperationFilter,
  after: Position | null,
  limit: number,
): Statement {
  const { where, values } = searchCondition(words, filter, after);
  return {
    sql: `SELECT ${OPERATION_COLUMNS.map((column) => `o.${column}`).join(', ')} FROM operation_search CROSS JOIN operations o ON o.seq = operation_search.rowid
      WHERE ${where} ORDER BY operation_search.rowid DESC LIMIT ?`,
    values: [...values, limit],
  };
}

/** What narrows a search, of `operation_search` together with `operations`. */
export function searchCondition(
  words: readonly string[],
  filter: OperationFilter,
  after: Position | null,
): { readonly where: string; readonly values: readonly (string | number)[] } {
  const { statuses, from, to } = filter;
  const where = [
    'operation_search MATCH ?',
    ...(after === null ? [] : ['operation_search.rowid < ?']),
    // What narrows the window: which numbers its hours have. Whether each one is in it is decided by its moment.
    ...(from === undefined
      ? []
      : [
          'operation_search.rowid >= (SELECT min(min_seq) FROM operation_hours WHERE hour >= ?)',
          'requested_at >= ?',
        ]),
    ...(to === undefined
      ? []
      : [
          'operation_search.rowid <= (SELECT max(max_seq) FROM operation_hours WHERE hour <= ?)',
          'requested_at < ?',
        ]),
    // Queued and running are one word in the index.
    ...(statuses === undefined ? [] : [`status IN (${statuses.map(() => '?').join(', ')})`]),
  ].join(' AND ');
  return {
    where,
    values: [
      searchExpression(words, filter),
      ...(after === null ? [] : [after.seq]),
      ...(from === undefined ? [] : [Math.floor(from / HOUR_MS), from]),
      ...(to === undefined ? [] : [Math.floor(to / HOUR_MS), to]),
      ...(statuses ?? []),
    ],
  };
}

/** When the first of a filter was asked for: the first of each status, which are ends of ranges. */
export function oldestStatement(filter: Pick<OperationFilter, 'command' | 'actor' | 'target'>): Statement {
  const fixed = fixedOf(filter);
  const where = [...fixed.map(([column]) => `${column} = ?`), 'status = ?'].join(' AND ');
  const first = `SELECT min(requested_at) AS first FROM operations INDEXED BY ${indexOf(filter)} WHERE ${where}`;
  return {
    sql: `SELECT min(first) AS oldest FROM (${OPERATION_STATUSES.map(() => first).join(' UNION ALL ')})`,
    values: OPERATION_STATUSES.flatMap((status) => [...fixed.map(([, value]) => value), status]),
  };
}

/** Where the ranges end. One bound, the nearer one: given two, SQLite walks to one of them and tests the other. */
function endOf(
  { to }: OperationFilter,
  after: Position | null,
): readonly (readonly [condition: string, values: readonly number[]])[] {
  if (after !== null && (to === undefined || after.requestedAt < to))
    return [['(requested_at, seq) < (?, ?)', [after.requestedAt, after.seq]]];
  return to === undefined ? [] : [['requested_at < ?', [to]]];
}

/** The index whose first columns are just what the filter fixes. */
export function indexOf({ command, actor, target }: OperationFilter): string {
  const columns = [
    ...(command === undefined ? [] : ['command']),
    ...(actor === undefined ? [] : ['actor']),
    ...(target === undefined ? [] : ['target']),
  ];
  return ['IX_operations', ...columns, 'list'].join('_');
}

/** The columns the filter fixes, in the order of the index. */
export function fixedOf({ command, actor, target }: OperationFilter): readonly (readonly [string, string])[] {
  return [
    ...(command === undefined ? [] : [['command', command] as const]),
    ...(actor === undefined ? [] : [['actor', actor] as const]),
    ...(target === undefined ? [] : [['target', target] as const]),
  ];
}
