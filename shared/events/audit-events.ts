import type { AuditEntry } from '#shared/audit';

export interface AuditEvents {
  /** An entry was added to the trail. Published after the commit. */
  'audit.appended': { readonly entry: AuditEntry };
}
