import { Injectable } from '@nestjs/common';
import type { OperationEvent, OperationEventBody, OperationStatus } from '#shared/operation';
import type { LedgerTransaction } from '../../platform/database/ledger.ts';
import { toIso } from '../../platform/time/clock.ts';
import type { LockHolder } from '../locks/lock-conflict.ts';
import type { Outcome } from '../runtime/outcome.ts';
import type { OperationRow } from './operation-row.ts';

/** Whoever can be asked: a transaction under way, or the ledger for what is committed. */
export type Reading = Pick<LedgerTransaction, 'get' | 'all'>;

/** What is known of an operation when it is recorded. */
export type NewOperation = Omit<
  OperationRow,
  | 'seq'
  | 'started_at'
  | 'duration_ms'
  | 'exit_code'
  | 'output_bytes'
  | 'output_truncated'
  | 'cancel_requested_at'
  | 'cancel_requested_by'
  | 'containers_before'
  | 'containers_after'
>;

const INSERT = `INSERT INTO operations
  (id, command, title, risk, target, params, services, actor, actor_id, address, reason, status, lock_key,
   idempotency_key, timeout_ms, requested_at, finished_at, error_code, error_message, output_bytes,
   output_truncated, runner, correlation_id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)`;

/** Names what SQLite's partial indexes are made for, word for word: it uses them for nothing less. */
const LIVE = `status IN ('queued', 'running')`;

/** The books: operations and what happened in them, as far as running them needs it. */
@Injectable()
export class OperationBook {
  insert(tx: LedgerTransaction, row: NewOperation): void {
    tx.run(
      INSERT,
      row.id,
      row.command,
      row.title,
      row.risk,
      row.target,
      row.params,
      row.services,
      row.actor,
      row.actor_id,
      row.address,
      row.reason,
      row.status,
      row.lock_key,
      row.idempotency_key,
      row.timeout_ms,
      row.requested_at,
      row.finished_at,
      row.error_code,
      row.error_message,
      row.runner,
      row.correlation_id,
    );
  }

  /** @returns whether it was queued until now */
  start(tx: LedgerTransaction, id: string, at: number, containersBefore: string | null): boolean {
    return (
      tx.run(
        `UPDATE operations SET status = 'running', started_at = ?, containers_before = ? WHERE id = ? AND status = 'queued'`,
        at,
        containersBefore,
        id,
      ) === 1
    );
  }

  /** Writes how it ended, once. @returns false if it had ended before */
  finish(
    tx: LedgerTransaction,
    id: string,
    outcome: Outcome,
    more: {
      readonly at: number;
      readonly durationMs: number | null;
      readonly outputBytes: number;
      readonly outputTruncated: boolean;
      readonly containersAfter: string | null;
    },
  ): boolean {
    return (
      tx.run(
        `UPDATE operations SET status = ?, finished_at = ?, duration_ms = ?, exit_code = ?, error_code = ?,
           error_message = ?, output_bytes = ?, output_truncated = ?, containers_after = ?
         WHERE id = ? AND ${LIVE}`,
        outcome.status,
        more.at,
        more.durationMs,
        outcome.exitCode,
        outcome.error?.code ?? null,
        outcome.error?.message ?? null,
        more.outputBytes,
        more.outputTruncated ? 1 : 0,
        more.containersAfter,
        id,
      ) === 1
    );
  }

  /** Notes who wants it stopped; the first one counts. */
  requestCancel(tx: LedgerTransaction, id: string, by: string, at: number): void {
    tx.run(
      `UPDATE operations SET cancel_requested_at = ?, cancel_requested_by = ?
       WHERE id = ? AND ${LIVE} AND cancel_requested_at IS NULL`,
      at,
      by,
      id,
    );
  }

  addEvent(
    tx: LedgerTransaction,
    id: string,
    seq: number,
    at: number,
    { kind, data }: OperationEventBody,
  ): void {
    tx.run(
      'INSERT INTO operation_events (operation_id, seq, at, kind, data) VALUES (?, ?, ?, ?, ?)',
      id,
      seq,
      at,
      kind,
      JSON.stringify(data),
    );
  }

  find(from: Reading, id: string): OperationRow | null {
    return (from.get('SELECT * FROM operations WHERE id = ?', id) as OperationRow | undefined) ?? null;
  }

  /** @throws Error if there is no such row: it was there in this transaction a moment ago */
  get(from: Reading, id: string): OperationRow {
    const row = this.find(from, id);
    if (row === null) throw new Error(`operation ${id} is not in the books`);
    return row;
  }

  /** Queued and running, in the order they were asked for. */
  live(from: Reading): OperationRow[] {
    return from.all(`SELECT * FROM operations WHERE ${LIVE} ORDER BY seq`) as OperationRow[];
  }

  /** The newest first. */
  latest(from: Reading, limit: number): OperationRow[] {
    return from.all('SELECT * FROM operations ORDER BY seq DESC LIMIT ?', limit) as OperationRow[];
  }

  byIdempotencyKey(from: Reading, actor: string, key: string): OperationRow | null {
    const row = from.get('SELECT * FROM operations WHERE actor = ? AND idempotency_key = ?', actor, key);
    return (row as OperationRow | undefined) ?? null;
  }

  locksHeld(from: Reading): LockHolder[] {
    return from.all(
      `SELECT id, lock_key AS lockKey FROM operations WHERE ${LIVE} AND lock_key IS NOT NULL ORDER BY seq`,
    ) as LockHolder[];
  }

  countLive(from: Reading): number {
    return countOf(from.get(`SELECT count(*) AS n FROM operations WHERE ${LIVE}`));
  }

  countLiveOf(from: Reading, actor: string): number {
    return countOf(from.get(`SELECT count(*) AS n FROM operations WHERE ${LIVE} AND actor = ?`, actor));
  }

  /** How many run or were asked for earlier: each of them has a place before this one. */
  countAhead(from: Reading, id: string): number {
    return countOf(
      from.get(
        `SELECT count(*) AS n FROM operations
         WHERE ${LIVE} AND id <> ? AND (status = 'running' OR seq < (SELECT seq FROM operations WHERE id = ?))`,
        id,
        id,
      ),
    );
  }

  /** What has to end, or begin, before a queued one begins. */
  idsAhead(from: Reading, seq: number): string[] {
    const rows = from.all(
      `SELECT id FROM operations WHERE ${LIVE} AND (status = 'running' OR seq < ?) AND seq <> ? ORDER BY seq`,
      seq,
      seq,
    );
    return (rows as { readonly id: string }[]).map(({ id }) => id);
  }

  /** What a runner still has to stop because somebody asked for it. */
  cancelRequested(from: Reading, runner: string): string[] {
    const rows = from.all(
      `SELECT id FROM operations WHERE ${LIVE} AND cancel_requested_at IS NOT NULL AND runner = ?`,
      runner,
    );
    return (rows as { readonly id: string }[]).map(({ id }) => id);
  }

  eventsAfter(from: Reading, id: string, seq: number): OperationEvent[] {
    const rows = from.all(
      'SELECT seq, at, kind, data FROM operation_events WHERE operation_id = ? AND seq > ? ORDER BY seq',
      id,
      seq,
    ) as {
      readonly seq: number;
      readonly at: number;
      readonly kind: OperationEventBody['kind'];
      readonly data: string;
    }[];
    return rows.map(
      (row) =>
        ({
          seq: row.seq,
          at: toIso(row.at),
          kind: row.kind,
          data: JSON.parse(row.data) as unknown,
        }) as OperationEvent,
    );
  }

  lastEventSeq(from: Reading, id: string): number {
    return countOf(
      from.get('SELECT coalesce(max(seq), 0) AS n FROM operation_events WHERE operation_id = ?', id),
    );
  }

  statusOf(from: Reading, id: string): OperationStatus | null {
    const row = from.get('SELECT status FROM operations WHERE id = ?', id);
    return (row as { readonly status: OperationStatus } | undefined)?.status ?? null;
  }
}

function countOf(row: unknown): number {
  return (row as { readonly n: number }).n;
}
