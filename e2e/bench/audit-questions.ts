import type { Database } from 'better-sqlite3';
import type { AuditFilter } from '#shared/audit';
import type { Question } from './question.ts';

const PAGE_SIZE = 50;
const PAGE_GOAL_MS = 10;
const DAY_MS = 86_400_000;

/**
 * What the trail's page asks.
 *
 * @param raw the trail, to look up where its last page begins
 * @param end when the last entry was made
 */
export function auditQuestionsAt(raw: Database, end: number): Question[] {
  const window = {
    from: new Date(end - 200 * DAY_MS).toISOString(),
    to: new Date(end - 170 * DAY_MS).toISOString(),
  };
  return [
    page('newest page', {}),
    page('deepest page', {}, lastPage(raw)),
    page('by action', { action: 'auth.login-failed' }),
    page('by person', { actor: 'marta' }),
    page('by outcome', { outcome: 'failed' }),
    page('by target', { target: 'media/service-31' }),
    page('by operation', { operation: 'op-1200' }),
    page('by window', window),
    page('by action and person', { action: 'command.requested', actor: 'marta' }),
    page('by two that never meet', { action: 'command.requested', actor: 'paul' }),
    page('everything at once', {
      ...{ action: 'command.requested', actor: 'marta', outcome: 'succeeded', target: 'media/service-31' },
      ...window,
    }),
  ];
}

interface End {
  readonly at: number;
  readonly seq: number;
}

/** Behind which entry the oldest page stands. */
function lastPage(raw: Database): End {
  const end = raw
    .prepare<[number], End>('SELECT at, seq FROM audit_logs ORDER BY at, seq LIMIT 1 OFFSET ?')
    .get(PAGE_SIZE);
  if (end === undefined) throw new Error('there is but one page');
  return end;
}

function page(name: string, filter: AuditFilter, after: End | null = null): Question {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value);
  if (after !== null) query.set('cursor', `${after.at}.${after.seq}`);
  return {
    name,
    path: `/api/audit?${query.toString()}`,
    bare: bareQuery(filter, after),
    bareName: 'bare SQLite',
    goalMs: PAGE_GOAL_MS,
  };
}

/** The columns of the filters that have to be equal. */
const COLUMNS = {
  action: 'action',
  actor: 'actor',
  outcome: 'outcome',
  target: 'target',
  operation: 'operation_id',
} as const;

/** What anybody would write first, with SQLite's own choice of an index. */
function bareQuery({ from, to, ...equal }: AuditFilter, after: End | null): Question['bare'] {
  const conditions: [sql: string, ...values: (string | number)[]][] = [];
  for (const name of Object.keys(COLUMNS) as (keyof typeof COLUMNS)[])
    if (equal[name] !== undefined) conditions.push([`${COLUMNS[name]} = ?`, equal[name]]);
  if (from !== undefined) conditions.push(['at >= ?', Date.parse(from)]);
  if (to !== undefined) conditions.push(['at <= ?', Date.parse(to)]);
  if (after !== null) conditions.push(['(at, seq) < (?, ?)', after.at, after.seq]);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`;
  return {
    sql: `SELECT * FROM audit_logs ${where} ORDER BY at DESC, seq DESC LIMIT ${PAGE_SIZE + 1}`,
    values: conditions.flatMap(([, ...values]) => values),
  };
}
