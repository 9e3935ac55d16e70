import SqliteConnection, { type Database } from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '#migrations';
import { applyPragmas } from './pragmas.ts';

/** An entity class. */
export type EntityClass = new () => object;

/** A connection, with the raw handle for what TypeORM has no word for (backup, `data_version`). */
export interface OpenConnection {
  readonly source: DataSource;
  readonly raw: Database;
}

/**
 * Opens one connection. TypeORM shares a single one per data source, so what one request writes inside a
 * transaction another would read before it is committed: hence one connection to write and one to read.
 *
 * @param file absolute path; created by the writing connection if missing
 */
export async function openConnection(
  file: string,
  mode: 'write' | 'read',
  entities: readonly EntityClass[],
): Promise<OpenConnection> {
  let raw: Database | undefined;
  const source = new DataSource({
    type: 'better-sqlite3',
    driver: SqliteConnection,
    database: file,
    readonly: mode === 'read',
    entities: [...entities],
    migrations: [...MIGRATIONS],
    migrationsTransactionMode: 'each',
    synchronize: false,
    migrationsRun: false,
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    prepareDatabase: (connection: Database) => {
      applyPragmas(connection, mode);
      raw = connection;
    },
  });
  await source.initialize();
  if (raw === undefined) throw new Error('TypeORM opened no connection');
  return { source, raw };
}
