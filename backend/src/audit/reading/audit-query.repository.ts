import { Injectable } from '@nestjs/common';
import type { AuditFilter } from '#shared/audit';
import { Ledger } from '../../platform/database/ledger.ts';
import { type AuditRow } from './to-entry.ts';

/** Where a page ends. */
export interface PageEnd {
  readonly at: number;
  readonly seq: number;
}

/** The filters that have to be equal, by their column. Which of several is the narrowest is looked up. */
const COLUMNS = {
  operation: 'operation_id',
  target: 'target',
  actor: 'actor',
  action: 'action',
  outcome: 'outcome',
} as const;
type EqualityName = keyof typeof COLUMNS;

/** Counting stops here: a filter that fits more entries than this is not narrow. */
const NARROW_MAX = 2_000;

interface Condition {
  readonly sql: string;
  readonly value: string | number;
}

/** The reading side of the trail. */
@Injectable()
export class AuditQueryRepository {
  constructor(private readonly ledger: Ledger) {}

  /**
   * Entries that fit, newest first: by time, and among those of one millisecond by number.
   *
   * @param after where the page before ended; null for the first
   */
  page(filter: AuditFilter, after: PageEnd | null, limit: number): AuditRow[] {
    const narrowest = this.narrowest(filter);
    const conditions = [
      ...equalities(filter).map(([name, condition]) =>
        name === narrowest ? condition : { ...condition, sql: `+${condition.sql}` },
      ),
      ...window(filter),
    ];
    const where = conditions.map(({ sql }) => sql);
    const values = conditions.map(({ value }) => value);
    if (after !== null) where.push('("at", "seq") < (?, ?)');
    return this.ledger.all(
      `SELECT * FROM "audit_logs" ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} ORDER BY "at" DESC, "seq" DESC LIMIT ?`,
      ...values,
      ...(after === null ? [] : [after.at, after.seq]),
      limit,
    ) as AuditRow[];
  }

  /**
   * Those of a stretch of the chain that fit, in the order of the chain. However few fit, it costs no more than
   * the stretch is long.
   */
  stretch(filter: AuditFilter, afterSeq: number, throughSeq: number): AuditRow[] {
    const conditions = [...equalities(filter).map(([, condition]) => condition), ...window(filter)];
    const where = conditions.map(({ sql }) => ` AND +${sql}`).join('');
    return this.ledger.all(
      `SELECT * FROM "audit_logs" WHERE "seq" > ? AND "seq" <= ?${where} ORDER BY "seq"`,
      afterSeq,
      throughSeq,
      ...conditions.map(({ value }) => value),
    ) as AuditRow[];
  }

  /** The entries of operations, in the order of the chain. */
  ofOperations(ids: readonly string[]): AuditRow[] {
    return this.ledger.all(
      `SELECT * FROM "audit_logs" WHERE "operation_id" IN (SELECT "value" FROM json_each(?)) ORDER BY "seq"`,
      JSON.stringify(ids),
    ) as AuditRow[];
  }

  /** When the oldest entry was made; null where there is none. */
  oldestAt(): number | null {
    const row = this.ledger.get('SELECT "at" FROM "audit_logs" ORDER BY "at" LIMIT 1');
    return (row as { readonly at: number } | undefined)?.at ?? null;
  }

  /** The number of the first entry since a time; null where there is none. */
  firstSince(at: number): number | null {
    const row = this.ledger.get(
      'SELECT "seq" FROM "audit_logs" WHERE "at" >= ? ORDER BY "at", "seq" LIMIT 1',
      at,
    );
    return (row as { readonly seq: number } | undefined)?.seq ?? null;
  }

  /** Through which index to go: SQLite keeps no statistics here, and would take the first that fits. */
  private narrowest(filter: AuditFilter): EqualityName | null {
    const candidates = equalities(filter);
    if (candidates.length < 2) return candidates[0]?.[0] ?? null;
    const counted = candidates.map(([name, { sql, value }]) => {
      const row = this.ledger.get(
        `SELECT count(*) AS "count" FROM (SELECT 1 FROM "audit_logs" WHERE ${sql} LIMIT ${NARROW_MAX})`,
        value,
      );
      return { name, count: (row as { readonly count: number }).count };
    });
    return counted.reduce((a, b) => (b.count < a.count ? b : a)).name;
  }
}

function equalities(filter: AuditFilter): [EqualityName, Condition][] {
  return (Object.keys(COLUMNS) as EqualityName[]).flatMap((name) => {
    const value = filter[name];
    return value === undefined ? [] : [[name, { sql: `"${COLUMNS[name]}" = ?`, value }]];
  });
}

function window({ from, to }: AuditFilter): Condition[] {
  return [
    ...(from === undefined ? [] : [{ sql: '"at" >= ?', value: Date.parse(from) }]),
    ...(to === undefined ? [] : [{ sql: '"at" <= ?', value: Date.parse(to) }]),
  ];
}
