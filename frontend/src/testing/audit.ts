import type { AuditState } from '#shared/audit';

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
