import { Module } from '@nestjs/common';
import { AuditLogRepository } from './audit-log.repository.ts';
import { AuditTrail } from './audit-trail.ts';
import { ChainedTrail } from './chained-trail.ts';
import { RecordedEvents } from './recipes/recorded-events.ts';

/** Recording, without anything that reads: what every module that acts needs, on the command line too. */
@Module({
  providers: [AuditLogRepository, RecordedEvents, { provide: AuditTrail, useClass: ChainedTrail }],
  exports: [AuditLogRepository, RecordedEvents, AuditTrail],
})
export class AuditTrailModule {}
