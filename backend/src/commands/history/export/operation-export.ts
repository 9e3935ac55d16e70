import { type Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { AuditFormat } from '#shared/audit';
import type { AccountActor } from '#shared/events/auth-events';
import { wordsOf } from '#shared/search-words';
import { type DownloadChunk, OperationEntries, RecordedDownload } from '../../../audit/public.ts';
import { toIso } from '../../../platform/time/clock.ts';
import { fromCursor } from '../cursor.ts';
import { type OperationFilter, type Position } from '../list-statement.ts';
import { OperationList } from '../operation-list.repository.ts';
import { OPERATION_LINES } from './operation-lines.ts';

export interface OperationExportRequest {
  readonly format: AuditFormat;
  readonly filter: OperationFilter;
  /** What is searched for; nothing for everything. */
  readonly q: string;
  readonly by: AccountActor;
}

/** Read in one piece; then others have their turn. */
const PAGE = 500;

/** Takes away what the list shows, page by page: the memory it needs does not grow with what is taken. */
@Injectable()
export class OperationExport {
  constructor(
    private readonly downloads: RecordedDownload,
    private readonly operations: OperationList,
    private readonly entries: OperationEntries,
  ) {}

  /**
   * Writes the operations of a filter in the order of the list, recorded at its begin and its end.
   *
   * @throws AuditUnavailable before anything is written; whatever broke it off after
   */
  async write({ filter, q, ...request }: OperationExportRequest, destination: Writable): Promise<void> {
    await this.downloads.write(
      { ...request, area: 'operations', filter: askedFor(filter, q), details: {} },
      this.chunks({ filter, q, ...request }),
      destination,
    );
  }

  private async *chunks({ filter, q, format }: OperationExportRequest): AsyncGenerator<DownloadChunk> {
    const lines = OPERATION_LINES[format];
    yield { text: lines.header, entries: 0 };
    const words = wordsOf(q);
    for (let after: Position | null = null, isLast = false; !isLast;) {
      const { items, nextCursor } = this.operations.page(filter, words, after, PAGE);
      const references = this.entries.referencesOf(items.map(({ id }) => id));
      yield {
        text: items.map((operation) => lines.line(operation, references.get(operation.id) ?? [])).join(''),
        entries: items.length,
      };
      isLast = nextCursor === null;
      after = nextCursor === null ? null : fromCursor(nextCursor);
      await nextTurn();
    }
  }
}

/** The filter as an entry of the trail says it. */
function askedFor({ from, to, ...filter }: OperationFilter, q: string): Readonly<Record<string, unknown>> {
  return {
    ...filter,
    ...(from === undefined ? {} : { from: toIso(from) }),
    ...(to === undefined ? {} : { to: toIso(to) }),
    ...(q === '' ? {} : { q }),
  };
}
