import { statSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import type { AuditStorage } from '#shared/audit';
import { AppConfig } from '../../platform/config/app-config.ts';
import { Database } from '../../platform/database/database.ts';
import { Clock, toIso } from '../../platform/time/clock.ts';
import { AuditLogRepository } from '../audit-log.repository.ts';
import { AuditRetentionRepository } from '../retention/audit-retention.repository.ts';
import { AuditQueryRepository } from './audit-query.repository.ts';

const HOUR_MS = 60 * 60_000;
const MONTH_MS = 30 * 24 * HOUR_MS;

/** What the trail takes on the disk, and how fast that grows. */
@Injectable()
export class TrailStorage {
  constructor(
    private readonly trail: AuditLogRepository,
    private readonly entries: AuditQueryRepository,
    private readonly retained: AuditRetentionRepository,
    private readonly database: Database,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  measure(): AuditStorage {
    const databaseBytes = sizeOf(this.database.file) + sizeOf(`${this.database.file}-wal`);
    const oldestAt = this.entries.oldestAt();
    const entries = this.trail.count();
    return {
      databaseBytes,
      entries,
      oldestAt: oldestAt === null ? null : toIso(oldestAt),
      growthPerMonth: oldestAt === null ? null : this.growth(oldestAt, entries, databaseBytes),
      keepDays: this.config.auditKeepDays,
      lastCheckpoint: this.lastCheckpoint(),
    };
  }

  private lastCheckpoint(): AuditStorage['lastCheckpoint'] {
    const checkpoint = this.retained.lastCheckpoint();
    return checkpoint && { ...checkpoint, at: toIso(checkpoint.at) };
  }

  /** Nearly all that is stored comes with entries of the trail, so each stands for an equal share of the file. */
  private growth(oldestAt: number, entries: number, bytes: number): AuditStorage['growthPerMonth'] {
    const measuredMs = Math.min(this.clock.now() - oldestAt, MONTH_MS);
    const first = this.entries.firstSince(this.clock.now() - measuredMs);
    if (measuredMs < HOUR_MS || first === null) return null;
    const inTime = this.trail.head().seq - first + 1; // their numbers have no gaps
    const perMonth = inTime * (MONTH_MS / measuredMs);
    return { entries: Math.round(perMonth), bytes: Math.round((bytes / entries) * perMonth) };
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
