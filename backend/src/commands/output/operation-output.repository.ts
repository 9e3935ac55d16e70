import { Injectable } from '@nestjs/common';
import { Ledger, type LedgerTransaction } from '../../platform/database/ledger.ts';
import type { SealedOutput } from './sealed-output.ts';

/** Where the output of operations that have ended is kept. */
@Injectable()
export class OutputRepository {
  constructor(private readonly ledger: Ledger) {}

  /** Keeps the first there is: after a crash between storing and removing the files, the same comes again. */
  insert(tx: LedgerTransaction, operationId: string, output: SealedOutput): void {
    tx.run(
      `INSERT INTO "operation_outputs" ("operation_id", "encoding", "total_bytes", "head_bytes", "tail_bytes", "data")
       VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT ("operation_id") DO NOTHING`,
      operationId,
      output.encoding,
      output.totalBytes,
      output.headBytes,
      output.tailBytes,
      output.data,
    );
  }

  /** Null if the operation has written nothing, has not ended, or is not known. */
  read(operationId: string): SealedOutput | null {
    const row = this.ledger.get(
      `SELECT "encoding", "total_bytes" AS "totalBytes", "head_bytes" AS "headBytes", "tail_bytes" AS "tailBytes", "data"
       FROM "operation_outputs" WHERE "operation_id" = ?`,
      operationId,
    );
    return (row as SealedOutput | undefined) ?? null; // the table has these columns, and only `insert` fills them
  }
}
