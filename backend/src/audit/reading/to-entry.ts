import type { AuditEntry, AuditOutcome } from '#shared/audit';
import { toIso } from '../../platform/time/clock.ts';

/** A row of the trail as it is stored. */
export interface AuditRow {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly actor_id: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly outcome: string;
  readonly operation_id: string | null;
  readonly address: string | null;
  readonly details: string;
  readonly prev_hash: string;
  readonly hash: string;
}

/** A row as it goes over the wire. One that somebody has damaged is shown as it is: it is what people look for. */
export function toEntry(row: AuditRow): AuditEntry {
  return {
    seq: row.seq,
    at: timeOf(row.at),
    actor: row.actor,
    action: row.action,
    target: row.target,
    outcome: row.outcome as AuditOutcome,
    operationId: row.operation_id,
    address: row.address,
    details: detailsOf(row.details),
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}

/** Beyond these, there is no ISO 8601. */
const TIME_MAX_MS = 8.64e15;

function timeOf(at: number): string {
  return toIso(Number.isFinite(at) ? Math.max(-TIME_MAX_MS, Math.min(at, TIME_MAX_MS)) : 0);
}

function detailsOf(json: string): Record<string, unknown> {
  try {
    const details: unknown = JSON.parse(json);
    if (typeof details === 'object' && details !== null) return details as Record<string, unknown>;
  } catch {
    // shown as it stands
  }
  return { unreadable: json };
}
