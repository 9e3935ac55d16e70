import { Injectable } from '@nestjs/common';
import type { ContainerSnapshot, Operation, OperationDetail, OperationEvent } from '#shared/operation';
import { Ledger } from '../../platform/database/ledger.ts';
import { OperationNotFound } from '../pipeline/run-errors.ts';
import { LiveOperations } from '../runtime/live-operations.ts';
import { OperationBook } from './operation-book.repository.ts';
import { type OperationRow, toOperation } from './operation-row.ts';

/** Answers what is asked about single operations, and about those under way. */
@Injectable()
export class OperationReader {
  constructor(
    private readonly ledger: Ledger,
    private readonly book: OperationBook,
    private readonly live: LiveOperations,
  ) {}

  /** @throws OperationNotFound */
  operation(id: string): Operation {
    return toOperation(this.row(id));
  }

  /** @throws OperationNotFound */
  detail(id: string): OperationDetail {
    const row = this.row(id);
    return {
      ...toOperation(row),
      title: row.title,
      risk: row.risk,
      timeoutMs: row.timeout_ms,
      cancelRequestedBy: row.cancel_requested_by,
      waitingBehind: row.status === 'queued' ? this.book.idsAhead(this.ledger, row.seq) : [],
      services: JSON.parse(row.services) as string[],
      containersBefore: snapshotsOf(row.containers_before),
      containersAfter: snapshotsOf(row.containers_after),
    };
  }

  /** Queued and running ones. */
  underWay(): Operation[] {
    return this.book.live(this.ledger).map(toOperation);
  }

  /** The newest first. */
  latest(limit: number): Operation[] {
    return this.book.latest(this.ledger, limit).map(toOperation);
  }

  /** What is stored of it. @throws OperationNotFound */
  events(id: string, after: number): OperationEvent[] {
    this.row(id);
    return this.book.eventsAfter(this.ledger, id, after);
  }

  /** The same, with what was told lately and is in no table: output, and how far parts have come. */
  eventsAtHand(id: string, after: number): OperationEvent[] {
    const stored = this.events(id, after);
    const known = new Set(stored.map(({ seq }) => seq));
    const recent = this.live.recent(id, after).filter(({ seq }) => !known.has(seq));
    return [...stored, ...recent].sort((a, b) => a.seq - b.seq);
  }

  private row(id: string): OperationRow {
    const row = this.book.find(this.ledger, id);
    if (row === null) throw new OperationNotFound(id);
    return row;
  }
}

function snapshotsOf(json: string | null): ContainerSnapshot[] | null {
  return json === null ? null : (JSON.parse(json) as ContainerSnapshot[]);
}
