import { Injectable } from '@nestjs/common';
import type { LedgerTransaction } from '../../platform/database/ledger.ts';
import type { SealedOutput } from './output-store.ts';

@Injectable()
export class OutputRepository {
  insert(tx: LedgerTransaction, id: string, sealed: SealedOutput): void {
    tx.run(
      'INSERT INTO operation_outputs (operation_id, encoding, total_bytes, head_bytes, tail_bytes, data) VALUES (?, ?, ?, ?, ?, ?)',
      id,
      sealed.encoding,
      sealed.totalBytes,
      sealed.headBytes,
      sealed.tailBytes,
      sealed.data,
    );
  }
}
