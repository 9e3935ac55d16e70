import { Module } from '@nestjs/common';
import { AuditReadingModule } from './audit-reading.module.ts';
import { AuditController } from './audit.controller.ts';
import { AuditGateway } from './audit.gateway.ts';
import { Verification } from './chain/verification.ts';
import { DailyCare } from './daily-care.ts';
import { AuditPages } from './reading/audit-pages.ts';
import { TrailStorage } from './reading/audit-storage.ts';
import { AuditRetentionRepository } from './retention/audit-retention.repository.ts';
import { Retention } from './retention/retention.ts';

/** The trail as the server offers it. */
@Module({
  imports: [AuditReadingModule],
  controllers: [AuditController],
  providers: [
    ...[AuditGateway, AuditPages, AuditRetentionRepository, DailyCare],
    ...[Retention, TrailStorage, Verification],
  ],
})
export class AuditModule {}
