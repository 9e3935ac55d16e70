import { Injectable } from '@nestjs/common';
import { Ledger, type LedgerTransaction } from '../../platform/database/ledger.ts';

/** What SQLite says when the disk is full, another process holds the lock, or the disk is broken. */
export const DISK_TROUBLES = ['SQLITE_FULL', 'SQLITE_BUSY', 'SQLITE_IOERR'] as const;

/**
 * A ledger on which something happens at the n-th statement from now on, commits counted too: whatever stands
 * there does not take place, and `strike` decides what does.
 */
@Injectable()
export class SabotagedLedger extends Ledger {
  private left = Number.POSITIVE_INFINITY;
  private strike: () => void = () => undefined;

  /** Strikes once, at the n-th statement. */
  armAt(statement: number, strike: () => void): void {
    this.left = statement;
    this.strike = strike;
  }

  /** Strikes at every statement. */
  armForAll(strike: () => void): void {
    this.left = 0;
    this.strike = () => {
      this.left = 0;
      strike();
    };
  }

  /** @returns whether it has struck since it was armed */
  disarm(): boolean {
    const hasStruck = this.left === Number.POSITIVE_INFINITY;
    this.left = Number.POSITIVE_INFINITY;
    return hasStruck;
  }

  override async write<T>(work: (tx: LedgerTransaction) => T): Promise<T> {
    return super.write((tx) => {
      const result = work({
        run: (...statement) => this.counted(() => tx.run(...statement)),
        get: (...statement) => this.counted(() => tx.get(...statement)),
        all: (...statement) => this.counted(() => tx.all(...statement)),
        afterCommit: (task) => {
          tx.afterCommit(task);
        },
      });
      return this.counted(() => result);
    });
  }

  override get(...statement: Parameters<Ledger['get']>): unknown {
    return this.counted(() => super.get(...statement));
  }

  override all(...statement: Parameters<Ledger['all']>): unknown[] {
    return this.counted(() => super.all(...statement));
  }

  private counted<T>(work: () => T): T {
    if (this.left <= 0) {
      this.left = Number.POSITIVE_INFINITY;
      this.strike();
    }
    this.left -= 1;
    return work();
  }
}

/** As the driver throws it. */
export function sqliteError(code: (typeof DISK_TROUBLES)[number]): Error {
  return Object.assign(new Error(`sabotage: ${code}`), { code });
}
