import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/app-config.ts';
import { Ledger } from '../../platform/database/ledger.ts';
import { Clock } from '../../platform/time/clock.ts';
import { AuditTrail } from '../audit-trail.ts';
import { type AgedEntry, AuditRetentionRepository } from './audit-retention.repository.ts';
import { type Checkpoint, signCheckpoint } from './checkpoint.ts';
import { ensureCheckpointKey } from './checkpoint-key.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Entries looked at in one piece: about 2 ms. */
const LOOKED_AT = 2_000;

/** Entries removed in one transaction: seven indexes each, about 5 ms. */
const REMOVED_AT_ONCE = 250;

/** Removes what is older than the configuration keeps, and leaves the rest verifiable. */
@Injectable()
export class Retention {
  constructor(
    private readonly entries: AuditRetentionRepository,
    private readonly trail: AuditTrail,
    private readonly ledger: Ledger,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Sets a checkpoint after the last of the entries that are too old, then removes them. A removal that was
   * interrupted is finished first. Where the clock was set back, nothing goes that stands after a younger entry.
   *
   * @returns how many entries the new checkpoint stands in for; 0 where none was set
   */
  async apply(): Promise<number> {
    await this.removeCheckpointed();
    const { auditKeepDays } = this.config;
    if (auditKeepDays === null) return 0;
    const last = await this.lastOlderThan(this.clock.now() - auditKeepDays * DAY_MS);
    if (last === null) return 0;
    const removed = await this.setCheckpoint(last, auditKeepDays);
    await this.removeCheckpointed();
    return removed;
  }

  private async lastOlderThan(cutoff: number): Promise<AgedEntry | null> {
    let last: AgedEntry | null = null;
    let seq = this.entries.checkpointedThrough();
    for (;;) {
      const entries = this.entries.entriesAfter(seq, LOOKED_AT);
      const young = entries.findIndex(({ at }) => at >= cutoff);
      const old = young === -1 ? entries : entries.slice(0, young);
      last = old.at(-1) ?? last;
      if (old.length < LOOKED_AT) return last;
      seq = last?.seq ?? seq;
      await nextTurn();
    }
  }

  private async setCheckpoint(last: AgedEntry, keepDays: number): Promise<number> {
    const removed = last.seq - this.entries.checkpointedThrough();
    const checkpoint: Checkpoint = {
      ...{ throughSeq: last.seq, throughHash: last.hash, removed },
      at: this.clock.now(),
    };
    const signature = signCheckpoint(ensureCheckpointKey(this.config.dataDirectory), checkpoint);
    await this.ledger.write((tx) => {
      this.entries.insertCheckpoint(tx, checkpoint, signature);
      this.trail.append(tx, {
        ...{ actor: 'schedule', actorId: null, address: null, operationId: null },
        ...{ action: 'audit.checkpointed', target: 'audit', outcome: 'succeeded' },
        details: { keepDays, ...checkpoint, signature },
      });
    });
    return removed;
  }

  private async removeCheckpointed(): Promise<void> {
    for (;;) {
      const removed = await this.ledger.write((tx) => this.entries.removeCheckpointed(tx, REMOVED_AT_ONCE));
      if (removed < REMOVED_AT_ONCE) return;
      await nextTurn();
    }
  }
}
