import type { AuditEntry, AuditState } from '#shared/audit';
import { NOON } from './services';

export function stateWith(change: Partial<AuditState> = {}): AuditState {
  return {
    entries: 1_200,
    headSeq: 1_200,
    headHash: 'a'.repeat(64),
    lastVerified: null,
    verifying: null,
    ...change,
  };
}

export function entryWith(change: Partial<AuditEntry> = {}): AuditEntry {
  return {
    seq: 12,
    at: NOON,
    actor: 'marta',
    action: 'command.requested',
    target: 'media/jellyfin',
    outcome: 'accepted',
    operationId: 'op-1',
    address: '192.168.1.20',
    details: { command: 'service.restart', params: {}, reason: null },
    prevHash: '0'.repeat(64),
    hash: `7b1e90${'a'.repeat(54)}44d2`,
    ...change,
  };
}
