import { existsSync } from 'node:fs';
import { join } from 'node:path';
import SqliteConnection, { type Database } from 'better-sqlite3';
import { DATABASE_FILE } from './database.ts';
import { DatabaseMissing, messageOf, namedDatabaseError, sqliteCodeOf } from './database-errors.ts';
import { applyPragmas } from './pragmas.ts';

/** The file as it lies there, for looking at and copying: nothing is migrated, nothing written. */
export class StoredDatabase {
  private constructor(
    readonly file: string,
    private readonly connection: Database,
  ) {}

  /** @throws DatabaseMissing, DatabaseUnusable */
  static open(dataDirectory: string): StoredDatabase {
    const file = join(dataDirectory, DATABASE_FILE);
    if (!existsSync(file)) throw new DatabaseMissing(file);
    try {
      const connection = new SqliteConnection(file, { readonly: true });
      applyPragmas(connection, 'read');
      return new StoredDatabase(file, connection);
    } catch (error) {
      throw namedDatabaseError(error);
    }
  }

  /**
   * Writes a consistent copy, whether or not a server runs on the file meanwhile.
   *
   * @throws DatabaseUnusable
   */
  async copyTo(target: string): Promise<void> {
    try {
      await this.connection.backup(target);
    } catch (error) {
      throw namedDatabaseError(error);
    }
  }

  /** What SQLite's own examination finds; empty if the file is sound. */
  problems(): readonly string[] {
    try {
      return [...this.damage(), ...this.orphans()];
    } catch (error) {
      if (sqliteCodeOf(error) !== null) return [messageOf(error)]; // too damaged to be examined
      throw error;
    }
  }

  close(): void {
    this.connection.close();
  }

  private damage(): string[] {
    const found = this.connection.pragma('integrity_check') as readonly { integrity_check: string }[];
    return found.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  }

  private orphans(): string[] {
    const found = this.connection.pragma('foreign_key_check') as readonly { table: string; rowid: number }[];
    return found.map(({ table, rowid }) => `${table} row ${rowid} refers to something that does not exist`);
  }
}
