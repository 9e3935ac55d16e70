import SqliteConnection, { type Database as RawDatabase } from 'better-sqlite3';

/** Runs `work` on a file past all of ours, as another program would. */
export async function withRawDatabase<T>(
  file: string,
  work: (raw: RawDatabase) => T | Promise<T>,
): Promise<T> {
  const raw = new SqliteConnection(file);
  try {
    return await work(raw);
  } finally {
    raw.close();
  }
}
