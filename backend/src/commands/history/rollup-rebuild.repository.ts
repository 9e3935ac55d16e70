import { Injectable } from '@nestjs/common';
import { Ledger, type LedgerTransaction } from '../../platform/database/ledger.ts';
import { type FinishedOperation, RollupCell, TERMINAL_STATUSES } from './rollup-cell.ts';
import { beginOf, HOUR_MS, HOURS, keysOf, keyText, type RollupKey } from './rollup-key.ts';
import { Rollups, writeRollup } from './rollup.repository.ts';

const DAY_MS = HOURS.day * HOUR_MS;
const WEEK_MS = HOURS.week * HOUR_MS;

/** Rows written in one transaction: about 5 ms. */
const ROWS_A_TRANSACTION = 500;

/** What finishes while its week is made anew makes it wrong again. Not often. */
const ATTEMPTS = 5;

type Cells = Map<string, { readonly key: RollupKey; readonly cell: RollupCell }>;

/** Makes rollups anew from the operations, a day at a time, so that nobody waits long for their turn. */
@Injectable()
export class RollupRebuild {
  constructor(
    private readonly ledger: Ledger,
    private readonly rollups: Rollups,
  ) {}

  /** Every week in which anything was asked for, by its begin. */
  weeks(): number[] {
    const { first, last } = this.ledger.get(
      'SELECT min(hour) AS first, max(hour) AS last FROM operation_hours',
    ) as { readonly first: number | null; readonly last: number | null };
    if (first === null || last === null) return [];
    const begin = beginOf(HOURS.week, first * HOUR_MS);
    const count = Math.floor((last * HOUR_MS - begin) / WEEK_MS) + 1;
    return Array.from({ length: count }, (_, index) => begin + index * WEEK_MS);
  }

  /** Whether more has ended in a week than the rollups know of. */
  lags(start: number): boolean {
    // The books first: what ends in between is then in the rollups too.
    const ended = this.ledger.get(
      `SELECT count(*) AS n FROM operations INDEXED BY IX_operations_list
       WHERE status IN (${TERMINAL_STATUSES.map((status) => `'${status}'`).join(', ')})
         AND requested_at >= ? AND requested_at < ?`,
      start,
      start + WEEK_MS,
    ) as { readonly n: number };
    const [row] = this.rollups.rows({}, HOURS.week, start, start + WEEK_MS);
    const counted = TERMINAL_STATUSES.reduce((sum, status) => sum + (row?.[status] ?? 0), 0);
    return ended.n > counted;
  }

  /**
   * Makes the rollups of a week anew until they agree with its operations.
   *
   * @param goOn asked between transactions; answers false to stop
   */
  async remake(start: number, goOn: () => Promise<boolean>): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS && this.lags(start); attempt += 1) await this.once(start, goOn);
  }

  private async once(start: number, goOn: () => Promise<boolean>): Promise<void> {
    const long: Cells = new Map();
    for (let day = start; day < start + WEEK_MS; day += DAY_MS) {
      if (!(await goOn())) return;
      await this.ledger.write((tx) => {
        this.day(tx, day, long);
      });
    }
    // The one that is compared last: whatever ends in between is missing in it, and so is found to be missing.
    const rows = [...long.values()].sort((a, b) => Number(isTotal(a.key)) - Number(isTotal(b.key)));
    for (let from = 0; from < rows.length; from += ROWS_A_TRANSACTION) {
      if (!(await goOn())) return;
      await this.ledger.write((tx) => {
        for (const { key, cell } of rows.slice(from, from + ROWS_A_TRANSACTION)) writeRollup(tx, key, cell);
      });
    }
  }

  /** Writes the rows of a day and its hours, and collects what belongs into the longer ones. */
  private day(tx: LedgerTransaction, day: number, long: Cells): void {
    const short: Cells = new Map();
    for (const finished of this.finished(tx, day))
      for (const key of keysOf(finished)) cellOf(key.hours === HOURS.week ? long : short, key).add(finished);
    for (const { key, cell } of short.values()) writeRollup(tx, key, cell);
  }

  private finished(tx: LedgerTransaction, day: number): FinishedOperation[] {
    return tx.all(
      `SELECT command, actor, target, status, requested_at AS requestedAt, duration_ms AS durationMs
       FROM operations INDEXED BY IX_operations_list
       WHERE status IN (${TERMINAL_STATUSES.map((status) => `'${status}'`).join(', ')})
         AND requested_at >= ? AND requested_at < ?`,
      day,
      day + DAY_MS,
    ) as FinishedOperation[];
  }
}

function cellOf(cells: Cells, key: RollupKey): RollupCell {
  const text = keyText(key);
  const known = cells.get(text);
  if (known !== undefined) return known.cell;
  const cell = new RollupCell();
  cells.set(text, { key, cell });
  return cell;
}

function isTotal({ command, actor, target }: RollupKey): boolean {
  return command === '' && actor === '' && target === '';
}
