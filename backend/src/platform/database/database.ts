import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type OnApplicationShutdown } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type EntityClass, type OpenConnection, openConnection } from './data-source.ts';
import { DatabaseUnusable, messageOf } from './database-errors.ts';
import { migrate, type MigrationReport } from './migrate.ts';

export const DATABASE_FILE = 'homelab.db';

/** The SQLite file: one connection that writes, one that reads. */
export class Database implements OnApplicationShutdown {
  private constructor(
    readonly file: string,
    private readonly writing: OpenConnection,
    private readonly reading: OpenConnection,
    readonly migration: MigrationReport,
  ) {}

  /**
   * Opens the file in the data directory, creating both if need be, and migrates it.
   *
   * @throws DatabaseUnusable, DatabaseTooNew
   */
  static async open(dataDirectory: string, entities: readonly EntityClass[], now: number): Promise<Database> {
    const file = join(dataDirectory, DATABASE_FILE);
    const writing = await openWriting(dataDirectory, file, entities);
    try {
      const migration = await migrate(writing, file, now);
      return new Database(file, writing, await openConnection(file, 'read', entities), migration);
    } catch (error) {
      await writing.source.destroy();
      throw error;
    }
  }

  /** For reading: sees what is committed, never what a transaction has under way. Refuses to write. */
  get reader(): EntityManager {
    return this.reading.source.manager;
  }

  /** The connection that writes, for {@link UnitOfWork} alone. */
  get writer(): OpenConnection {
    return this.writing;
  }

  /** Changes whenever any other connection, of this process or another, has committed something. */
  dataVersion(): number {
    return Number(this.reading.raw.pragma('data_version', { simple: true }));
  }

  /** Whether a simple question is answered. */
  answers(): boolean {
    try {
      return this.reading.raw.prepare('SELECT 1').pluck().get() === 1;
    } catch {
      return false;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    if (this.reading.source.isInitialized) await this.reading.source.destroy();
    if (this.writing.source.isInitialized) await this.writing.source.destroy();
  }
}

async function openWriting(
  dataDirectory: string,
  file: string,
  entities: readonly EntityClass[],
): Promise<OpenConnection> {
  try {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    const connection = await openConnection(file, 'write', entities);
    chmodSync(file, 0o600); // sessions and password hashes: for this user only
    return connection;
  } catch (error) {
    if (error instanceof DatabaseUnusable) throw error;
    throw new DatabaseUnusable(`${file}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
