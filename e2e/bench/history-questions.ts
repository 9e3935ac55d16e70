import type { OperationStatus } from '#shared/operation';
import { wordsOf } from '#shared/search-words';
import {
  listStatement,
  type OperationFilter,
  searchStatement,
} from '../../backend/src/commands/history/list-statement.ts';
import type { Question } from './question.ts';

const PAGE_SIZE = 50;
const PAGE_GOAL_MS = 10;
const METRICS_GOAL_MS = 20;
const DAY_MS = 86_400_000;

/**
 * What is measured.
 *
 * @param end when the last operation was asked for
 * @param deepCursor where the deepest page begins
 */
export function questionsAt(end: number, deepCursor: string): Question[] {
  const lastMonth = { from: end - 200 * DAY_MS, to: end - 170 * DAY_MS };
  const rare: readonly OperationStatus[] = ['interrupted'];
  return [
    page('newest page', {}),
    {
      ...page('page 1,000 deep', {}, '', deepPosition(deepCursor)),
      path: `/api/operations?cursor=${deepCursor}`,
    },
    page('by command', { command: 'service.restart' }),
    page('by person', { actor: 'guest' }),
    page('by target', { target: 'media/server' }),
    page('by status', { statuses: ['failed'] }),
    page('by three statuses', { statuses: ['failed', 'timed_out', 'interrupted'] }),
    page('by window', lastMonth),
    page('rare status of a frequent command', { command: 'service.restart', statuses: rare }),
    page('everything at once', {
      command: 'service.restart',
      actor: 'schedule',
      target: 'media/server',
      statuses: rare,
      ...lastMonth,
    }),
    page('a frequent word', {}, 'media'),
    page('two words', {}, 'health paper'),
    page('a long word', {}, 'maintenance'),
    page('a frequent word, rare status', { statuses: rare, actor: 'schedule' }, 'media'),
    page('a word in a window', lastMonth, 'media'),
    choices('choices', {}),
    choices('choices of a window and a person', {
      ...lastMonth,
      from: lastMonth.from + 1_234_567,
      actor: 'schedule',
    }),
    choices('choices of a frequent word', lastMonth, 'health paper'),
    ...[30, 365].flatMap((days) => [
      metrics(`metrics of ${days} days`, end, days, {}),
      metrics(`metrics of ${days} days of a person`, end, days, { actor: 'schedule' }),
    ]),
  ];
}

/** What the filters offer, with the number of operations of each; beside it, counting one list of them anew. */
function choices(name: string, filter: OperationFilter, q = ''): Question {
  const { from = 0, to = Date.UTC(9999, 0), actor } = filter;
  return {
    name,
    path: `/api/operations/facets?${queryOf(filter, q).toString()}`,
    bare: {
      sql: `SELECT target, count(*) FROM operations
        WHERE requested_at >= ? AND requested_at < ?${actor === undefined ? '' : ' AND actor = ?'} GROUP BY 1`,
      values: [from, to, ...(actor === undefined ? [] : [actor])],
    },
    bareName: 'SQLite counting the targets anew',
    goalMs: PAGE_GOAL_MS,
  };
}

function page(
  name: string,
  filter: OperationFilter,
  q = '',
  after: { readonly requestedAt: number; readonly seq: number } | null = null,
): Question {
  const bare =
    q === ''
      ? listStatement(filter, after, PAGE_SIZE + 1)
      : searchStatement(wordsOf(q), filter, after, PAGE_SIZE + 1);
  return {
    name,
    path: `/api/operations?${queryOf(filter, q).toString()}`,
    bare,
    bareName: 'bare SQLite',
    goalMs: PAGE_GOAL_MS,
  };
}

function queryOf(filter: OperationFilter, q: string): URLSearchParams {
  const { statuses = [], from, to, ...names } = filter;
  const query = new URLSearchParams(q === '' ? {} : { q });
  for (const [key, name] of Object.entries(names)) if (name !== undefined) query.set(key, name);
  for (const status of statuses) query.append('status', status);
  if (from !== undefined) query.set('from', new Date(from).toISOString());
  if (to !== undefined) query.set('to', new Date(to).toISOString());
  return query;
}

/** Beside it, what the same costs when the operations are counted anew. */
function metrics(name: string, end: number, days: number, names: { readonly actor?: string }): Question {
  const [from, to] = [end - days * DAY_MS, end];
  const query = new URLSearchParams({
    ...names,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    zone: 'Europe/Berlin',
  });
  return {
    name,
    path: `/api/operations/metrics?${query.toString()}`,
    bare: {
      sql: `SELECT command, status, count(*), sum(duration_ms), max(duration_ms) FROM operations
        WHERE requested_at >= ? AND requested_at < ?${names.actor === undefined ? '' : ' AND actor = ?'} GROUP BY 1, 2`,
      values: [from, to, ...(names.actor === undefined ? [] : [names.actor])],
    },
    bareName: 'SQLite counting anew, without percentiles,',
    goalMs: METRICS_GOAL_MS,
  };
}

/** The cursor is opaque to clients; a benchmark of the query behind it may look. */
function deepPosition(cursor: string): { requestedAt: number; seq: number } {
  const [, requestedAt, seq] = Buffer.from(cursor, 'base64url').toString().split('.');
  return { requestedAt: Number(requestedAt), seq: Number(seq) };
}
