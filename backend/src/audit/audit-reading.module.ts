import { Module } from '@nestjs/common';
import { AuditTrailModule } from './audit-trail.module.ts';
import { AuditExport } from './export/audit-export.ts';
import { AuditQueryRepository } from './reading/audit-query.repository.ts';

/** Taking the trail away, on the command line too. */
@Module({
  imports: [AuditTrailModule],
  providers: [AuditExport, AuditQueryRepository],
  exports: [AuditTrailModule, AuditExport, AuditQueryRepository],
})
export class AuditReadingModule {}
