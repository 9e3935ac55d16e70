import { AuditLogEntity } from './audit-log.entity.ts';

export { AuditTrail, type AuditFact } from './audit-trail.ts';

/** What this module stores. */
export const AUDIT_ENTITIES = [AuditLogEntity] as const;
