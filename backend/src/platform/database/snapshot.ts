import { existsSync } from 'node:fs';
import SqliteConnection from 'better-sqlite3';
import { DatabaseMissing, namedDatabaseError } from './database-errors.ts';
import { applyPragmas } from './pragmas.ts';

type SqlValue = string | number | null;

/** The database as it was at one moment, whatever is written meanwhile. For long reads off the main thread. */
export interface Snapshot {
  /** Rows as arrays, in the order of the columns; one at a time, so that the memory stays the same. */
  rows(sql: string, ...values: readonly SqlValue[]): IterableIterator<readonly unknown[]>;
  close(): void;
}

/**
 * Opens a snapshot on a read-only connection of its own. While it is open, the write-ahead log cannot be folded
 * back into the file: for seconds, not for hours.
 *
 * Written without what only a compiler understands: worker threads load it from the sources as it stands.
 *
 * @throws DatabaseMissing, DatabaseUnusable
 */
export function openSnapshot(file: string): Snapshot {
  if (!existsSync(file)) throw new DatabaseMissing(file);
  try {
    const connection = new SqliteConnection(file, { readonly: true });
    applyPragmas(connection, 'read');
    connection.exec('BEGIN');
    return {
      rows: (sql, ...values) =>
        connection
          .prepare<unknown[], readonly unknown[]>(sql)
          .raw()
          .iterate(...values),
      close: () => connection.close(),
    };
  } catch (error) {
    throw namedDatabaseError(error);
  }
}
