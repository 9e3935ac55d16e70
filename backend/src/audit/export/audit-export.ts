import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { AuditFilter, AuditFormat, AuditOutcome } from '#shared/audit';
import type { AccountActor } from '#shared/events/auth-events';
import { Log } from '../../platform/logging/logger.ts';
import { AuditLogRepository } from '../audit-log.repository.ts';
import { AuditTrail } from '../audit-trail.ts';
import { AuditQueryRepository } from '../reading/audit-query.repository.ts';
import { LINE_FORMATS } from './export-lines.ts';

export interface ExportRequest {
  readonly format: AuditFormat;
  readonly filter: AuditFilter;
  readonly by: AccountActor;
}

export interface ExportResult {
  readonly entries: number;
  /** Whether all of it was taken; not where the other side has stopped reading. */
  readonly complete: boolean;
}

/** What it looks like when the other side has gone away. */
const GONE: ReadonlySet<unknown> = new Set([
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'ECONNRESET',
  'EPIPE',
]);

/** Entries looked at in one piece; then others have their turn. About 5 ms, about 500 KiB. */
const STRETCH = 1_000;

/** Takes part of the trail away, a stretch at a time: the memory it needs does not grow with what is taken. */
@Injectable()
export class AuditExport {
  constructor(
    private readonly trail: AuditTrail,
    private readonly entries: AuditLogRepository,
    private readonly queries: AuditQueryRepository,
    private readonly log: Log,
  ) {}

  /**
   * Records that it begins, writes what fits the filter in the order of the chain, and records how much it was
   * before the destination is ended: what did not come to its end is cut off where it stopped.
   *
   * @param end whether the destination is ended with the last entry
   * @throws AuditUnavailable before anything is written; whatever broke it off after
   */
  async write(request: ExportRequest, destination: Writable, end = true): Promise<ExportResult> {
    const through = this.entries.head().seq;
    await this.record(request, 'audit.export-requested', 'accepted', { throughSeq: through });
    const progress = { entries: 0 };
    try {
      await pipeline(Readable.from(this.chunks(request, through, progress)), destination, { end });
    } catch (error) {
      const gone = typeof error === 'object' && error !== null && 'code' in error && GONE.has(error.code);
      await this.recordBroken(request, gone ? 'interrupted' : 'failed', progress.entries);
      if (!gone) throw error;
      return { ...progress, complete: false };
    }
    return { ...progress, complete: true };
  }

  private async *chunks(
    request: ExportRequest,
    through: number,
    progress: { entries: number },
  ): AsyncGenerator<string> {
    const format = LINE_FORMATS[request.format];
    if (format.header !== '') yield format.header;
    let seq = this.entries.head().seq - this.entries.count();
    while (seq < through) {
      const upTo = Math.min(seq + STRETCH, through);
      const rows = this.queries.stretch(request.filter, seq, upTo);
      if (rows.length > 0) yield rows.map((row) => format.line(row)).join('');
      progress.entries += rows.length;
      seq = upTo;
      await nextTurn();
    }
    await this.record(request, 'audit.exported', 'succeeded', { entries: progress.entries });
  }

  private async recordBroken(
    request: ExportRequest,
    outcome: 'interrupted' | 'failed',
    entries: number,
  ): Promise<void> {
    try {
      await this.record(request, 'audit.exported', outcome, { entries });
    } catch (error) {
      this.log.error({ err: error, entries }, 'How an export ended could not be recorded; its beginning is');
    }
  }

  private async record(
    { by, format, filter }: ExportRequest,
    action: string,
    outcome: AuditOutcome,
    more: Readonly<Record<string, number>>,
  ): Promise<void> {
    const osUser = by.osUser === null ? {} : { osUser: by.osUser };
    await this.trail.record({
      ...{ actor: by.actor, actorId: by.actorId, address: by.address, operationId: null },
      ...{ action, outcome, target: 'audit', details: { format, filter, ...more, ...osUser } },
    });
  }
}
