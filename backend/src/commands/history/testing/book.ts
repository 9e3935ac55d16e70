import type { OperationError, OperationStatus } from '#shared/operation';
import type { Ledger } from '../../../platform/database/ledger.ts';
import { type FinishedOperation, TERMINAL_STATUSES } from '../rollup-cell.ts';
import { recordFinished } from '../rollup.repository.ts';

/** An operation as a test wants it; what is left out has a plain value. */
export interface Asked {
  readonly id?: string;
  readonly command?: string;
  readonly target?: string | null;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly actor?: string;
  readonly reason?: string | null;
  readonly status?: OperationStatus;
  readonly requestedAt?: number;
  readonly durationMs?: number | null;
  readonly error?: OperationError | null;
}

/** Writes operations as the runtime does: the row and, if it has ended, its figures in one transaction. */
export class Book {
  private written = 0;

  constructor(private readonly ledger: Ledger) {}

  async record(asked: Asked): Promise<void> {
    await this.recordAll([asked]);
  }

  /** All in one transaction, which is quicker. `counted: false` leaves the figures out. */
  async recordAll(all: readonly Asked[], { counted = true } = {}): Promise<void> {
    await this.ledger.write((tx) => {
      for (const asked of all) {
        const { status = 'succeeded', requestedAt = 0, command = 'service.restart', actor = 'marta' } = asked;
        const { target = null, reason = null, params = {}, error = null } = asked;
        this.written += 1;
        const hasStarted = status !== 'queued' && status !== 'refused';
        const durationMs = hasStarted && status !== 'running' ? (asked.durationMs ?? 2_000) : null;
        const startedAt = hasStarted ? requestedAt + 1_000 : null;
        tx.run(
          `INSERT INTO operations (id, command, title, risk, target, params, services, actor, reason, status, timeout_ms,
             requested_at, started_at, finished_at, duration_ms, error_code, error_message, output_bytes, output_truncated)
           VALUES (?, ?, '', 'safe', ?, ?, '[]', ?, ?, ?, 1000, ?, ?, ?, ?, ?, ?, 0, 0)`,
          asked.id ?? `made-${this.written}`,
          command,
          target,
          JSON.stringify(params),
          actor,
          reason,
          status,
          requestedAt,
          startedAt,
          startedAt === null || durationMs === null ? null : startedAt + durationMs,
          durationMs,
          error?.code ?? null,
          error?.message ?? null,
        );
        if (counted && isTerminal(status))
          recordFinished(tx, { command, actor, target, status, requestedAt, durationMs });
      }
    });
  }

  async change(id: string, values: Readonly<Record<string, string>>): Promise<void> {
    const columns = Object.keys(values).map((column) => `${column} = ?`);
    await this.ledger.write((tx) =>
      tx.run(`UPDATE operations SET ${columns.join(', ')} WHERE id = ?`, ...Object.values(values), id),
    );
  }

  async remove(id: string): Promise<void> {
    await this.ledger.write((tx) => tx.run('DELETE FROM operations WHERE id = ?', id));
  }

  /** Throws if the full-text index does not say what the rows do. */
  async checkSearchIndex(): Promise<void> {
    await this.ledger.write((tx) =>
      tx.run(`INSERT INTO operation_search (operation_search, rank) VALUES ('integrity-check', 1)`),
    );
  }
}

function isTerminal(status: OperationStatus): status is FinishedOperation['status'] {
  return (TERMINAL_STATUSES as readonly OperationStatus[]).includes(status);
}
