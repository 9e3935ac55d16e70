import type { Operation, OperationStatus } from '#shared/operation';
import { toIso } from '../../platform/time/clock.ts';

/** A row of `operations` as SQLite gives it. Times are wall-clock milliseconds. */
export interface OperationRow {
  readonly seq: number;
  readonly id: string;
  readonly command: string;
  readonly title: string;
  readonly risk: 'read' | 'safe' | 'disruptive' | 'destructive';
  readonly target: string | null;
  readonly params: string;
  readonly services: string;
  readonly actor: string;
  readonly actor_id: string | null;
  readonly address: string | null;
  readonly reason: string | null;
  readonly status: OperationStatus;
  readonly lock_key: string | null;
  readonly idempotency_key: string | null;
  readonly timeout_ms: number;
  readonly requested_at: number;
  readonly started_at: number | null;
  readonly finished_at: number | null;
  readonly duration_ms: number | null;
  readonly exit_code: number | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly output_bytes: number;
  readonly output_truncated: number;
  readonly cancel_requested_at: number | null;
  readonly cancel_requested_by: string | null;
  readonly runner: string | null;
  readonly correlation_id: string | null;
  readonly containers_before: string | null;
  readonly containers_after: string | null;
}

/** The operation as everybody sees it. */
export function toOperation(row: OperationRow): Operation {
  return {
    id: row.id,
    command: row.command,
    target: row.target,
    params: JSON.parse(row.params) as Record<string, unknown>,
    actor: row.actor,
    reason: row.reason,
    status: row.status,
    requestedAt: toIso(row.requested_at),
    startedAt: isoOrNull(row.started_at),
    finishedAt: isoOrNull(row.finished_at),
    durationMs: row.duration_ms,
    exitCode: row.exit_code,
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
    output: { bytes: row.output_bytes, truncated: row.output_truncated === 1 },
  };
}

function isoOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : toIso(milliseconds);
}
