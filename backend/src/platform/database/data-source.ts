import SqliteConnection, { type Database } from 'better-sqlite3';
import { AbstractLogger, DataSource, type MigrationInterface } from 'typeorm';
import { MIGRATIONS } from '#migrations';
import { applyPragmas } from './pragmas.ts';

/** An entity class. */
export type EntityClass = new () => object;

/** A migration class. */
export type MigrationClass = new () => MigrationInterface;

/** A connection, with the raw handle for what TypeORM has no word for (backup, `data_version`). */
export interface OpenConnection {
  readonly source: DataSource;
  readonly raw: Database;
}

/** TypeORM tells the console of failed migrations even where logging is off. What fails reaches us as an error. */
class SilentLogger extends AbstractLogger {
  protected override writeLog(): void {
    // nothing: see above
  }
}

/**
 * Opens one connection. TypeORM shares a single one per data source, so what one request writes inside a
 * transaction another would read before it is committed: hence one connection to write and one to read.
 *
 * @param file absolute path; created by the writing connection if missing
 * @param migrations for tests; those of this release if absent
 */
export async function openConnection(
  file: string,
  mode: 'write' | 'read',
  entities: readonly EntityClass[],
  migrations: readonly MigrationClass[] = MIGRATIONS,
): Promise<OpenConnection> {
  let raw: Database | undefined;
  const source = new DataSource({
    type: 'better-sqlite3',
    driver: SqliteConnection,
    database: file,
    readonly: mode === 'read',
    entities: [...entities],
    migrations: [...migrations],
    synchronize: false,
    migrationsRun: false,
    logger: new SilentLogger(),
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
