import { Module } from '@nestjs/common';
import { AuditTrailModule } from './audit-trail.module.ts';
import { AuditExport } from './export/audit-export.ts';
import { RecordedDownload } from './export/recorded-download.ts';
import { AuditQueryRepository } from './reading/audit-query.repository.ts';
import { OperationEntries } from './reading/operation-entries.ts';

/** Taking the trail away, on the command line too. */
@Module({
  imports: [AuditTrailModule],
  providers: [AuditExport, AuditQueryRepository, OperationEntries, RecordedDownload],
  exports: [AuditTrailModule, AuditExport, AuditQueryRepository, OperationEntries, RecordedDownload],
})
export class AuditReadingModule {}
