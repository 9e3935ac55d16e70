import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { type EntityManager } from 'typeorm';
import { Database } from './database.ts';
import { DatabaseOverloaded, namedDatabaseError } from './database-errors.ts';

/** What a transaction under way is written through; modules pass it on to their repositories. */
export type Transaction = EntityManager;

/** A commit takes about 0.2 ms on an SSD and 20 ms on a slow disk: more waiting than this is no queue but a fault. */
const WAITING_MAX = 500;

/** A statement that writes nothing but takes SQLite's write lock, waiting for it if another process holds it. */
const TAKE_WRITE_LOCK = 'UPDATE "migrations" SET "name" = "name" WHERE 0';

/**
 * The one writer. Everything that is written runs here, one transaction after the other in the order asked
 * for: TypeORM has a single connection for SQLite, and a row saved by one request inside another's
 * transaction would vanish with that transaction's rollback.
 */
@Injectable()
export class UnitOfWork {
  private readonly line = pLimit(1);
  private readonly afterwards = new WeakMap<Transaction, (() => void)[]>();

  constructor(private readonly database: Database) {}

  /**
   * Runs `work` in a transaction of its own and commits it; rolls back if it throws.
   *
   * @throws DatabaseOverloaded, DatabaseBusy, DatabaseUnusable; nothing was written then
   */
  async write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.alone(() => this.commit(work));
  }

  /**
   * Runs `work` while nobody else in this process writes.
   *
   * @throws DatabaseOverloaded if too many are waiting
   */
  async alone<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.line.pendingCount >= WAITING_MAX) throw new DatabaseOverloaded(this.line.pendingCount);
    return this.line(work);
  }

  /** Runs `task` once everything the transaction writes is committed; never if it is not. */
  afterCommit(tx: Transaction, task: () => void): void {
    const tasks = this.afterwards.get(tx);
    if (tasks === undefined) throw new Error('The transaction is over');
    tasks.push(task);
  }

  private async commit<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const tasks: (() => void)[] = [];
    const result = await this.transaction(work, tasks);
    for (const task of tasks) task();
    return result;
  }

  private async transaction<T>(work: (tx: Transaction) => Promise<T>, tasks: (() => void)[]): Promise<T> {
    try {
      return await this.database.writer.source.transaction(async (tx) => {
        // Before any read: a transaction that reads first and finds the lock taken later fails at once, without waiting.
        await tx.query(TAKE_WRITE_LOCK);
        this.afterwards.set(tx, tasks);
        try {
          return await work(tx);
        } finally {
          this.afterwards.delete(tx);
        }
      });
    } catch (error) {
      throw namedDatabaseError(error);
    }
  }
}
