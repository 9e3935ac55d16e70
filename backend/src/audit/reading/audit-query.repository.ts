import { Injectable } from '@nestjs/common';
import type { AuditFilter } from '#shared/audit';
import { Ledger } from '../../platform/database/ledger.ts';
import { type PageEnd, pageStatement } from './page-statement.ts';
import { type AuditRow } from './to-entry.ts';

/** The filters that have to be equal, by their column. */
const COLUMNS = {
  operation: 'operation_id',
  target: 'target',
  actor: 'actor',
  action: 'action',
  outcome: 'outcome',
} as const;

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
    const { sql, values } = pageStatement(filter, after, limit);
    return this.ledger.all(sql, ...values) as AuditRow[];
  }

  /**
   * Those of a stretch of the chain that fit, in the order of the chain. However few fit, it costs no more than
   * the stretch is long.
   */
  stretch(filter: AuditFilter, afterSeq: number, throughSeq: number): AuditRow[] {
    const conditions = [...equalities(filter), ...window(filter)];
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
}

function equalities(filter: AuditFilter): Condition[] {
  return (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).flatMap((name) => {
    const value = filter[name];
    return value === undefined ? [] : [{ sql: `"${COLUMNS[name]}" = ?`, value }];
  });
}

function window({ from, to }: AuditFilter): Condition[] {
  return [
    ...(from === undefined ? [] : [{ sql: '"at" >= ?', value: Date.parse(from) }]),
    ...(to === undefined ? [] : [{ sql: '"at" <= ?', value: Date.parse(to) }]),
  ];
}
