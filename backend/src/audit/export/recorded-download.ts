import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { AuditFormat, AuditOutcome } from '#shared/audit';
import type { AccountActor } from '#shared/events/auth-events';
import { Log } from '../../platform/logging/logger.ts';
import { AuditTrail } from '../audit-trail.ts';

/** What is taken away, by whom. */
export interface DownloadRequest {
  /** The area of the actions it is recorded as: `audit.export-requested`, `operations.exported`. */
  readonly area: 'audit' | 'operations';
  readonly format: AuditFormat;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly by: AccountActor;
  /** What else is known of it before it begins. */
  readonly details: Readonly<Record<string, number>>;
}

export interface ExportResult {
  readonly entries: number;
  /** Whether all of it was taken; not where the other side has stopped reading. */
  readonly complete: boolean;
}

/** A piece of the download, and how many entries are in it. */
export interface DownloadChunk {
  readonly text: string;
  readonly entries: number;
}

/** What it looks like when the other side has gone away. */
const GONE: ReadonlySet<unknown> = new Set([
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'ECONNRESET',
  'EPIPE',
]);

/** Data leaves only with an entry of the trail that says so. */
@Injectable()
export class RecordedDownload {
  constructor(
    private readonly trail: AuditTrail,
    private readonly log: Log,
  ) {}

  /**
   * Records that it begins, writes the chunks as they are read, and records how much it was before the destination
   * is ended: what did not come to its end is cut off where it stopped.
   *
   * @param end whether the destination is ended with the last chunk
   * @throws AuditUnavailable before anything is written; whatever broke it off after
   */
  async write(
    request: DownloadRequest,
    chunks: AsyncIterable<DownloadChunk>,
    destination: Writable,
    end = true,
  ): Promise<ExportResult> {
    await this.record(request, 'export-requested', 'accepted', request.details);
    const progress = { entries: 0 };
    try {
      await pipeline(Readable.from(this.counted(request, chunks, progress)), destination, { end });
    } catch (error) {
      const gone = typeof error === 'object' && error !== null && 'code' in error && GONE.has(error.code);
      await this.recordBroken(request, gone ? 'interrupted' : 'failed', progress.entries);
      if (!gone) throw error;
      return { ...progress, complete: false };
    }
    return { ...progress, complete: true };
  }

  private async *counted(
    request: DownloadRequest,
    chunks: AsyncIterable<DownloadChunk>,
    progress: { entries: number },
  ): AsyncGenerator<string> {
    for await (const { text, entries } of chunks) {
      if (text !== '') yield text;
      progress.entries += entries;
    }
    await this.record(request, 'exported', 'succeeded', { entries: progress.entries });
  }

  private async recordBroken(
    request: DownloadRequest,
    outcome: 'interrupted' | 'failed',
    entries: number,
  ): Promise<void> {
    try {
      await this.record(request, 'exported', outcome, { entries });
    } catch (error) {
      this.log.error({ err: error, entries }, 'How an export ended could not be recorded; its beginning is');
    }
  }

  private async record(
    { area, by, format, filter }: DownloadRequest,
    what: 'export-requested' | 'exported',
    outcome: AuditOutcome,
    more: Readonly<Record<string, number>>,
  ): Promise<void> {
    const osUser = by.osUser === null ? {} : { osUser: by.osUser };
    await this.trail.record({
      ...{ actor: by.actor, actorId: by.actorId, address: by.address, operationId: null },
      ...{ action: `${area}.${what}`, outcome, target: area },
      details: { format, filter, ...more, ...osUser },
    });
  }
}
