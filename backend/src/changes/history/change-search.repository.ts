import { Injectable } from '@nestjs/common';
import { filterWord } from '../../commands/public.ts';
import { Ledger } from '../../platform/database/ledger.ts';
import type { ChangePlace } from './change-cursor.ts';
import type { ChangeSearch, PlacedChange } from './change-history.repository.ts';
import { CHANGING_STATUSES, OPERATION, targetsOf } from './changing-operations.ts';
import { type ChangeRow, type OperationRow, operationToChange, toChange } from './to-change.ts';

type Value = string | number;

/** A place as the index numbers it: `seq` is the last twenty bits of the row's own number. */
interface FoundPlace {
  readonly at: number;
  readonly isOperation: number;
  readonly seq: number;
}

/** Takes the last twenty bits of a number, as the migration's `placeOf` does. */
const SEQ_BITS = 1_048_575;

/**
 * Finds changes and operations by the words in them. The full-text index numbers them by where they stand among
 * all changes: a page is the end of a range of it, in order, whatever the words and the filter are.
 */
@Injectable()
export class ChangeSearchRepository {
  constructor(private readonly ledger: Ledger) {}

  /**
   * In no order; the newest that have all of the words.
   *
   * @param words at least one, from `wordsOf`
   */
  find(search: ChangeSearch, words: readonly string[]): PlacedChange[] {
    const places = this.places(search, words);
    return [
      ...this.changes(places.filter(({ isOperation }) => isOperation === 0)),
      ...this.operations(places.filter(({ isOperation }) => isOperation === 1)),
    ];
  }

  private places(search: ChangeSearch, words: readonly string[]): FoundPlace[] {
    const { from, to, after, limit } = search;
    const where = ['"change_search" MATCH ?'];
    const values: Value[] = [expressionOf(search, words)];
    if (from !== undefined) {
      where.push('"rowid" >= (? << 21)');
      values.push(from);
    }
    if (to !== undefined && (after === undefined || to <= after.at)) {
      where.push('"rowid" < (? << 21)');
      values.push(to);
    } else if (after !== undefined) {
      where.push('"rowid" < ((? << 21) | (? << 20) | ?)');
      values.push(...numbersOf(after));
    }
    return this.ledger.all(
      `SELECT "rowid" >> 21 AS "at", ("rowid" >> 20) & 1 AS "isOperation", "rowid" & ${SEQ_BITS} AS "seq"
       FROM "change_search" WHERE ${where.join(' AND ')} ORDER BY "rowid" DESC LIMIT ?`,
      ...values,
      limit,
    ) as FoundPlace[];
  }

  private changes(places: readonly FoundPlace[]): PlacedChange[] {
    const rows = this.ledger.all(
      `SELECT c.* FROM json_each(?) p CROSS JOIN "changes" c INDEXED BY "IX_changes_at"
         ON c."at" = p.value ->> 'at' AND (c."seq" & ${SEQ_BITS}) = p.value ->> 'seq'`,
      JSON.stringify(places),
    ) as ChangeRow[];
    return rows.map((row) => ({ place: { at: row.at, source: 'c', seq: row.seq }, change: toChange(row) }));
  }

  private operations(places: readonly FoundPlace[]): PlacedChange[] {
    const rows = this.ledger.all(
      `${OPERATION} INDEXED BY "IX_operations_list"
       WHERE "status" IN (${CHANGING_STATUSES.map(() => '?').join(', ')})
         AND ("requested_at", "seq" & ${SEQ_BITS}) IN (SELECT value ->> 'at', value ->> 'seq' FROM json_each(?))`,
      ...CHANGING_STATUSES,
      JSON.stringify(places),
    ) as OperationRow[];
    return rows.map((row) => ({
      place: { at: row.requested_at, source: 'o', seq: row.seq },
      change: operationToChange(row),
    }));
  }
}

function numbersOf({ at, source, seq }: ChangePlace): readonly number[] {
  return [at, source === 'o' ? 1 : 0, seq & SEQ_BITS];
}

/** Every word is the beginning of one in the row, and every filter holds. */
function expressionOf({ service, kind, actor, lane }: ChangeSearch, words: readonly string[]): string {
  return [
    ...words.map((word) => `"${word}" *`),
    ...(service === undefined
      ? []
      : [
          `(${targetsOf(service)
            .map((target) => filterWord('s', target))
            .join(' OR ')})`,
        ]),
    ...(kind === undefined ? [] : [filterWord('k', kind)]),
    ...(actor === undefined ? [] : [filterWord('a', actor)]),
    ...(lane === undefined ? [] : [filterWord('l', lane)]),
  ].join(' AND ');
}
