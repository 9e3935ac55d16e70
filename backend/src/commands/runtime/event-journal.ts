import type { Subscription } from 'rxjs';
import type { OperationEvent, OperationEventBody } from '#shared/operation';
import type { Ledger, LedgerTransaction } from '../../platform/database/ledger.ts';
import type { EventBus } from '../../platform/events/event-bus.ts';
import type { Log } from '../../platform/logging/logger.ts';
import { type Clock, toIso } from '../../platform/time/clock.ts';
import type { OperationBook } from '../operations/operation-book.repository.ts';
import { RecentEvents } from './recent-events.ts';

/** How long an event waits for others to be stored with it. */
const BATCH_MS = 50;

/** Rows of one operation at the most; beyond it events are told and not stored. A pull of 100 images makes 2,000. */
const STORED_EVENTS_MAX = 5_000;

/** Events that wait for a disk that does not take them; beyond it the oldest output is left out of the live view. */
const WAITING_MAX = 2_000;

interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly body: OperationEventBody;
  readonly stored: boolean;
}

export interface JournalTools {
  readonly ledger: Ledger;
  readonly book: OperationBook;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * What happens within one operation, numbered, in order. What is to last is stored in batches and told after the
 * commit; what is not (output, the numbers of a progress bar) is told at once, unless something waits before it.
 */
export class EventJournal {
  readonly recent = new RecentEvents();
  private waiting: Entry[] = [];
  private stored = 0;
  private closed = false;
  private timer: Subscription | null = null;
  private writing: Promise<void> | null = null;

  /** @param seq the number of the last event there is already */
  constructor(
    private readonly operationId: string,
    private seq: number,
    private readonly tools: JournalTools,
  ) {}

  /** @param lasting whether it is to be stored; output is not, it has a file of its own */
  add(body: OperationEventBody, lasting: boolean): void {
    if (this.closed) return;
    const entry = this.entry(body, lasting && this.stored < STORED_EVENTS_MAX);
    if (!entry.stored && this.waiting.length === 0 && this.writing === null) {
      this.tell([entry]);
      return;
    }
    this.waiting.push(entry);
    this.makeRoom();
    this.schedule();
  }

  /** Ends it: what comes later is ignored. What was not stored yet is handed to {@link storeRest}. */
  async close(): Promise<void> {
    this.closed = true;
    this.timer?.unsubscribe();
    await this.writing;
    this.timer?.unsubscribe();
  }

  /**
   * Stores what is left and the last event of all, in the transaction that ends the operation, and tells it after
   * the commit. May be called again if that transaction failed.
   */
  storeRest(tx: LedgerTransaction, last: OperationEventBody): void {
    const rest = [...this.waiting, { ...this.entryAfter(last), stored: true }];
    this.store(tx, rest);
    tx.afterCommit(() => {
      this.waiting = [];
      this.tell(rest);
    });
  }

  private entry(body: OperationEventBody, stored: boolean): Entry {
    const entry = { ...this.entryAfter(body), stored };
    this.seq = entry.seq;
    if (stored) this.stored += 1;
    return entry;
  }

  private entryAfter(body: OperationEventBody): Omit<Entry, 'stored'> {
    return { seq: this.seq + 1, at: this.tools.clock.now(), body };
  }

  private schedule(): void {
    if (this.closed || this.writing !== null || (this.timer !== null && !this.timer.closed)) return;
    this.timer = this.tools.clock.after(BATCH_MS).subscribe(() => {
      this.writing = this.writeBatch().finally(() => {
        this.writing = null;
        if (this.waiting.length > 0) this.schedule();
      });
    });
  }

  private async writeBatch(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    try {
      await this.tools.ledger.write((tx) => {
        this.store(tx, batch);
        tx.afterCommit(() => {
          this.tell(batch);
        });
      });
    } catch (error) {
      this.tools.log.warn(
        { operationId: this.operationId, err: error },
        'Events of an operation could not be stored; they are tried again',
      );
      this.waiting = [...batch, ...this.waiting];
    }
  }

  private store(tx: LedgerTransaction, entries: readonly Entry[]): void {
    for (const { seq, at, body, stored } of entries) {
      if (stored) this.tools.book.addEvent(tx, this.operationId, seq, at, body);
    }
  }

  private tell(entries: readonly Entry[]): void {
    for (const { seq, at, body } of entries) {
      const event: OperationEvent = { seq, at: toIso(at), ...body };
      this.recent.add(event);
      this.tools.bus.publish('command.operation-event', { operationId: this.operationId, event });
    }
  }

  private makeRoom(): void {
    if (this.waiting.length <= WAITING_MAX) return;
    const oldest = this.waiting.findIndex(({ stored }) => !stored);
    if (oldest !== -1) this.waiting.splice(oldest, 1);
  }
}
