import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { AuditState, AuditVerification, AuditVerifying } from '#shared/audit';
import { AppConfig } from '../../platform/config/app-config.ts';
import { Database } from '../../platform/database/database.ts';
import { Log } from '../../platform/logging/logger.ts';
import { RealtimeServer } from '../../platform/realtime/realtime-server.ts';
import { Clock, toIso } from '../../platform/time/clock.ts';
import { AuditLogRepository } from '../audit-log.repository.ts';
import { AUDIT_ROOM } from '../audit-room.ts';
import { readCheckpointKey } from '../retention/checkpoint-key.ts';
import { type ChainFinding } from './chain-check.ts';
import { verifyAside } from './verify-aside.ts';

/** Checks the chain on demand, and knows what was found last. */
@Injectable()
export class Verification implements OnModuleDestroy {
  private readonly stopping = new AbortController();
  private running: Promise<ChainFinding> | null = null;
  private progress: AuditVerifying | null = null;
  private last: AuditState['lastVerified'] = null;

  constructor(
    private readonly trail: AuditLogRepository,
    private readonly database: Database,
    private readonly config: AppConfig,
    private readonly realtime: RealtimeServer,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  state(): AuditState {
    const { seq: headSeq, hash: headHash } = this.trail.head();
    return {
      ...{ entries: this.trail.count(), headSeq, headHash },
      ...{ lastVerified: this.last, verifying: this.progress },
    };
  }

  /** Checks the whole chain. Who asks while a check runs gets its result. */
  async verify(): Promise<AuditVerification> {
    this.running ??= this.check().finally(() => {
      this.running = null;
      this.progress = null;
    });
    const { ok, entries, headHash, firstBadSeq } = await this.running;
    return { ok, entries, headHash, firstBadSeq };
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  private async check(): Promise<ChainFinding> {
    const request = {
      file: this.database.file,
      checkpointKey: readCheckpointKey(this.config.dataDirectory)?.toString('hex') ?? null,
      known: null,
    };
    const tell = (progress: AuditVerifying): void => {
      this.tell(progress);
    };
    tell({ checked: 0, total: this.trail.count() });
    const finding = await verifyAside(request, tell, this.stopping.signal);
    const { ok, entries, firstBadSeq, problem } = finding;
    tell({ checked: entries, total: entries });
    this.last = { at: toIso(this.clock.now()), ok, entries, firstBadSeq, problem };
    if (!ok) {
      this.log.error({ firstBadSeq, problem }, 'The trail is broken: somebody has changed the database');
    }
    return finding;
  }

  private tell(progress: AuditVerifying): void {
    this.progress = progress;
    this.realtime.emitTo(AUDIT_ROOM, 'audit.verifying', progress);
  }
}
