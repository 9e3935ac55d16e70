import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import SqliteConnection, { type Database as Connection, type Statement } from 'better-sqlite3';
import { Database } from './database.ts';
import { namedDatabaseError } from './database-errors.ts';
import { applyPragmas } from './pragmas.ts';
import { type Transaction, UnitOfWork } from './unit-of-work.ts';

type SqlValue = string | number | null | Buffer;

/** What a transaction of the ledger may do. Valid only while its work runs. */
export interface LedgerTransaction {
  /** @returns how many rows were changed */
  run(sql: string, ...values: readonly SqlValue[]): number;
  get(sql: string, ...values: readonly SqlValue[]): unknown;
  all(sql: string, ...values: readonly SqlValue[]): unknown[];
  /** Runs once everything is committed; never if it is not. */
  afterCommit(task: () => void): void;
}

/**
 * Where operations and the trail are written: a connection of its own, so that no transaction of somebody else
 * can take a recorded fact with it when it rolls back. A transaction here is one uninterrupted piece of
 * synchronous work: it reads, decides and writes while nobody else, in this process or another, can.
 *
 * It waits its turn in the line of {@link UnitOfWork}: SQLite has one write lock, and waiting for it here would
 * hold up the very event loop that has to release it there.
 */
@Injectable()
export class Ledger implements OnApplicationShutdown {
  private readonly writing: Connection;
  private readonly reading: Connection;
  private readonly prepared = new Map<Connection, Map<string, Statement>>();

  constructor(
    private readonly database: Database,
    private readonly line: UnitOfWork,
  ) {
    this.writing = new SqliteConnection(database.file);
    applyPragmas(this.writing, 'write');
    this.reading = new SqliteConnection(database.file, { readonly: true });
    applyPragmas(this.reading, 'read');
  }

  /**
   * Runs `work` in a transaction and commits it, durably; rolls back if it throws.
   *
   * @param work synchronous: what it returns is there once it is on the disk
   * @throws DatabaseOverloaded, DatabaseBusy, DatabaseUnusable; nothing was written then
   */
  async write<T>(work: (tx: LedgerTransaction) => T): Promise<T> {
    return this.line.alone(() => {
      const tasks: (() => void)[] = [];
      const result = this.commit(work, tasks);
      for (const task of tasks) task();
      return result;
    });
  }

  /**
   * Writes within a transaction of {@link UnitOfWork}: for what has to be recorded if and only if the rest of it
   * is stored. Valid only while that transaction's work runs.
   */
  within(tx: Transaction): LedgerTransaction {
    return this.through(this.database.writer.raw, (task) => {
      this.line.afterCommit(tx, task);
    });
  }

  /** One row of what is committed; undefined if there is none. */
  get(sql: string, ...values: readonly SqlValue[]): unknown {
    return this.named(() => this.statement(this.reading, sql).get(...values));
  }

  /** All rows of what is committed. The caller bounds how many there can be. */
  all(sql: string, ...values: readonly SqlValue[]): unknown[] {
    return this.named(() => this.statement(this.reading, sql).all(...values));
  }

  onApplicationShutdown(): void {
    this.writing.close();
    this.reading.close();
  }

  private commit<T>(work: (tx: LedgerTransaction) => T, tasks: (() => void)[]): T {
    return this.named(() => {
      this.writing.exec('BEGIN IMMEDIATE');
      try {
        const result = work(this.through(this.writing, (task) => void tasks.push(task)));
        this.writing.exec('COMMIT');
        return result;
      } catch (error) {
        if (this.writing.inTransaction) this.writing.exec('ROLLBACK');
        throw error;
      }
    });
  }

  private through(connection: Connection, afterCommit: (task: () => void) => void): LedgerTransaction {
    return {
      run: (sql, ...values) => this.statement(connection, sql).run(...values).changes,
      get: (sql, ...values) => this.statement(connection, sql).get(...values),
      all: (sql, ...values) => this.statement(connection, sql).all(...values),
      afterCommit,
    };
  }

  private statement(connection: Connection, sql: string): Statement {
    const known = this.prepared.get(connection) ?? new Map<string, Statement>();
    this.prepared.set(connection, known);
    const statement = known.get(sql) ?? connection.prepare(sql);
    known.set(sql, statement);
    return statement;
  }

  private named<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw namedDatabaseError(error);
    }
  }
}
