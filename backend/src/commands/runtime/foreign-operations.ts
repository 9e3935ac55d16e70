import { Injectable } from '@nestjs/common';
import { isTerminal } from '#shared/operation';
import { Ledger } from '../../platform/database/ledger.ts';
import { EventBus } from '../../platform/events/event-bus.ts';
import { OperationBook } from '../operations/operation-book.repository.ts';
import { type OperationRow, toOperation } from '../operations/operation-row.ts';
import { Runners } from './runners.ts';

interface Seen {
  readonly json: string;
  readonly seq: number;
}

/** Operations that run in another process on the same database, the command line: tells what changes of them. */
@Injectable()
export class ForeignOperations {
  private readonly seen = new Map<string, Seen>();

  constructor(
    private readonly ledger: Ledger,
    private readonly book: OperationBook,
    private readonly runners: Runners,
    private readonly bus: EventBus,
  ) {}

  /** Compares the books with what was seen the last time. */
  look(): void {
    const live = this.book.live(this.ledger).filter(({ runner }) => runner !== this.runners.own);
    const ids = new Set(live.map(({ id }) => id));
    const ended = [...this.seen.keys()].filter((id) => !ids.has(id));
    for (const row of live) this.tell(row);
    for (const id of ended) {
      const row = this.book.find(this.ledger, id);
      if (row !== null) this.tell(row);
    }
  }

  private tell(row: OperationRow): void {
    const before = this.seen.get(row.id);
    const operation = toOperation(row);
    const json = JSON.stringify(operation);
    if (before?.json !== json) this.bus.publish('command.operation-changed', { operation });
    const events = this.book.eventsAfter(this.ledger, row.id, before?.seq ?? 0);
    for (const event of events)
      this.bus.publish('command.operation-event', { operationId: row.id, event, outputEnd: null });
    if (isTerminal(row.status)) this.seen.delete(row.id);
    else this.seen.set(row.id, { json, seq: events.at(-1)?.seq ?? before?.seq ?? 0 });
  }
}
