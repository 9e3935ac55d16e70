import { Injectable } from '@nestjs/common';
import type { OperationsPage } from '#shared/operation';
import { Ledger } from '../../platform/database/ledger.ts';
import { type OperationRow, toOperation } from '../operations/operation-row.ts';
import { toCursor } from './cursor.ts';
import {
  listStatement,
  oldestStatement,
  type OperationFilter,
  type Position,
  searchStatement,
} from './list-statement.ts';

/** The list of operations, newest first, page by page. */
@Injectable()
export class OperationList {
  constructor(private readonly ledger: Ledger) {}

  /**
   * One page. What arrives meanwhile is newer than any page after the first: nothing repeats, nothing is hidden.
   *
   * @param words that have to occur; none to list everything
   * @param after where the page before ended; null for the newest
   */
  page(
    filter: OperationFilter,
    words: readonly string[],
    after: Position | null,
    size: number,
  ): OperationsPage {
    const { sql, values } =
      words.length === 0
        ? listStatement(filter, after, size + 1)
        : searchStatement(words, filter, after, size + 1);
    const rows = this.ledger.all(sql, ...values) as OperationRow[];
    const last = rows.length > size ? rows[size - 1] : undefined;
    return {
      items: rows.slice(0, size).map(toOperation),
      nextCursor: last === undefined ? null : toCursor({ requestedAt: last.requested_at, seq: last.seq }),
    };
  }

  /** When the first of a filter was asked for; null where there is none. */
  oldest(filter: OperationFilter): number | null {
    const { sql, values } = oldestStatement(filter);
    return (this.ledger.get(sql, ...values) as { readonly oldest: number | null }).oldest;
  }
}
