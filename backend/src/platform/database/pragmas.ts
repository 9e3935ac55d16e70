import type { Database as SqliteConnection } from 'better-sqlite3';
import { DatabaseUnusable } from './database-errors.ts';

/** How long a statement waits for another process (the command line beside the server) to finish its write. */
const BUSY_TIMEOUT_MS = 2_000;

/** 2: each commit reaches the disk before it is acknowledged. An answered request is never lost to a power cut. */
const SYNCHRONOUS_FULL = 2;

/** Negative: KiB. The default is 2 MiB a connection; ours are two and the tables are small. */
const CACHE_KIB = 1_024;

/**
 * Sets what every connection relies on, and reads it back: SQLite ignores what it cannot do (WAL on a network
 * file system, for one) without an error.
 *
 * @throws DatabaseUnusable if a setting did not take
 */
export function applyPragmas(connection: SqliteConnection, mode: 'write' | 'read'): void {
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  connection.pragma('foreign_keys = ON');
  connection.pragma(`cache_size = -${CACHE_KIB}`);
  if (mode === 'write') {
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
  }
  const expected: Readonly<Record<string, unknown>> = {
    busy_timeout: BUSY_TIMEOUT_MS,
    foreign_keys: 1,
    journal_mode: 'wal',
    ...(mode === 'write' ? { synchronous: SYNCHRONOUS_FULL } : {}),
  };
  for (const [pragma, value] of Object.entries(expected)) {
    const actual: unknown = connection.pragma(pragma, { simple: true });
    if (actual !== value)
      throw new DatabaseUnusable(
        `SQLite answers ${pragma} = ${String(actual)} where ${String(value)} is needed`,
      );
  }
}
