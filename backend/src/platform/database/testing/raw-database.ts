import SqliteConnection, { type Database } from 'better-sqlite3';

export type RawDatabase = Database;

/** Opens a file past all of ours, as another program would. */
export function openRawDatabase(file: string): RawDatabase {
  return new SqliteConnection(file);
}

/** Runs `work` on a file past all of ours, and closes it again. */
export async function withRawDatabase<T>(
  file: string,
  work: (raw: RawDatabase) => T | Promise<T>,
): Promise<T> {
  const raw = openRawDatabase(file);
  try {
    return await work(raw);
  } finally {
    raw.close();
  }
}
