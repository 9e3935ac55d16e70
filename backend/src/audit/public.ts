import { AuditCheckpointEntity } from './audit-checkpoint.entity.ts';
import { AuditLogEntity } from './audit-log.entity.ts';

export { AuditModule } from './audit.module.ts';
export { AuditReadingModule } from './audit-reading.module.ts';
export { verifyFile } from './chain/verify-file.ts';
export { readCheckpointKey } from './retention/checkpoint-key.ts';
export { AuditTrail } from './audit-trail.ts';
export { AuditTrailModule } from './audit-trail.module.ts';
export { AuditUnavailable } from './audit-errors.ts';
export { AuditExport } from './export/audit-export.ts';
export { type DownloadChunk, RecordedDownload } from './export/recorded-download.ts';
export { type EntryReference, OperationEntries } from './reading/operation-entries.ts';
export { RecordedEvents } from './recipes/recorded-events.ts';

/** What this module stores. */
export const AUDIT_ENTITIES = [AuditLogEntity, AuditCheckpointEntity] as const;
