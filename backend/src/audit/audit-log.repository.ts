import { Injectable } from '@nestjs/common';
import { Ledger, type LedgerTransaction } from '../platform/database/ledger.ts';
import { ENTRY_COLUMNS, type HashedFields, NO_HASH } from './chain/encoding.ts';
import { type AuditRow } from './reading/to-entry.ts';

/** The end of the chain. */
export interface ChainHead {
  /** 0 where nothing was ever recorded. */
  readonly seq: number;
  readonly hash: string;
}

/** Where the trail is kept: the writing side, and what is known of it as a whole. */
@Injectable()
export class AuditLogRepository {
  constructor(private readonly ledger: Ledger) {}

  head(tx: Pick<LedgerTransaction, 'get'> = this.ledger): ChainHead {
    const row = tx.get('SELECT "seq", "hash" FROM "audit_logs" ORDER BY "seq" DESC LIMIT 1');
    return (row as ChainHead | undefined) ?? { seq: 0, hash: NO_HASH };
  }

  /** How many entries there are, from their numbers: they have no gaps, and counting would read them all. */
  count(): number {
    const row = this.ledger.get('SELECT min("seq") AS "first" FROM "audit_logs"');
    const { first } = row as { readonly first: number | null };
    return first === null ? 0 : this.head().seq - first + 1;
  }

  insert(tx: LedgerTransaction, fields: HashedFields, hash: string): void {
    tx.run(
      `INSERT INTO "audit_logs" (${ENTRY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...fields,
      hash,
    );
  }

  /** Entries after one, in the order in which they were made. */
  after(seq: number, limit: number): AuditRow[] {
    return this.ledger.all(
      'SELECT * FROM "audit_logs" WHERE "seq" > ? ORDER BY "seq" LIMIT ?',
      seq,
      limit,
    ) as AuditRow[];
  }
}
