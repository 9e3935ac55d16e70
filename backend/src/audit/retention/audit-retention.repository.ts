import { Injectable } from '@nestjs/common';
import { Ledger, type LedgerTransaction } from '../../platform/database/ledger.ts';
import { type ChainHead } from '../audit-log.repository.ts';
import { type Checkpoint } from './checkpoint.ts';

/** An entry as retention looks at it. */
export interface AgedEntry extends ChainHead {
  readonly at: number;
}

/** Checkpoints, and the removal of what they stand in for. */
@Injectable()
export class AuditRetentionRepository {
  constructor(private readonly ledger: Ledger) {}

  /** Entries after one, in the order of the chain. */
  entriesAfter(seq: number, limit: number): AgedEntry[] {
    return this.ledger.all(
      'SELECT "seq", "at", "hash" FROM "audit_logs" WHERE "seq" > ? ORDER BY "seq" LIMIT ?',
      seq,
      limit,
    ) as AgedEntry[];
  }

  /** The last entry a checkpoint stands in for; 0 without one. */
  checkpointedThrough(): number {
    const row = this.ledger.get('SELECT coalesce(max("through_seq"), 0) AS "seq" FROM "audit_checkpoints"');
    return (row as { readonly seq: number }).seq;
  }

  /** The last of all; null without one. */
  lastCheckpoint(): Pick<Checkpoint, 'at' | 'throughSeq' | 'removed'> | null {
    const row = this.ledger.get(
      `SELECT "at", "through_seq" AS "throughSeq", "removed" FROM "audit_checkpoints"
       ORDER BY "through_seq" DESC LIMIT 1`,
    );
    return (row as Pick<Checkpoint, 'at' | 'throughSeq' | 'removed'> | undefined) ?? null;
  }

  insertCheckpoint(tx: LedgerTransaction, checkpoint: Checkpoint, signature: string): void {
    const { throughSeq, throughHash, removed, at } = checkpoint;
    tx.run(
      'INSERT INTO "audit_checkpoints" ("through_seq", "through_hash", "removed", "at", "signature") VALUES (?, ?, ?, ?, ?)',
      ...[throughSeq, throughHash, removed, at, signature],
    );
  }

  /**
   * Removes the oldest entries that a checkpoint stands in for.
   *
   * @returns how many were left to remove, up to `limit`
   */
  removeCheckpointed(tx: LedgerTransaction, limit: number): number {
    return tx.run(
      `DELETE FROM "audit_logs" WHERE "seq" IN (
         SELECT "seq" FROM "audit_logs"
         WHERE "seq" <= (SELECT coalesce(max("through_seq"), 0) FROM "audit_checkpoints")
         ORDER BY "seq" LIMIT ?)`,
      limit,
    );
  }
}
