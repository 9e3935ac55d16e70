import type { Subscription } from 'rxjs';
import type { OperationEvent, OperationEventBody } from '#shared/operation';
import type { Ledger, LedgerTransaction } from '../../platform/database/ledger.ts';
import type { EventBus } from '../../platform/events/event-bus.ts';
import type { Log } from '../../platform/logging/logger.ts';
import { type Clock, toIso } from '../../platform/time/clock.ts';
import type { OperationBook } from '../operations/operation-book.repository.ts';
import type { OutputPiece } from '../output/output-piece.ts';
import { RecentEvents } from './recent-events.ts';

/** How long an event waits for others to be stored with it. */
const BATCH_MS = 50;

/** Rows of one operation at the most; beyond it events are told and not stored. A pull of 100 images makes 2,000. */
const STORED_EVENTS_MAX = 5_000;

/** Events that wait for a disk that does not take them; beyond it the oldest numbers of progress are left out. */
const WAITING_MAX = 2_000;

/** All but output. */
export type StructuredBody = Exclude<OperationEventBody, { kind: 'output' }>;

interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly body: OperationEventBody;
  readonly outputEnd: number | null;
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
  private caughtUp: PromiseWithResolvers<void> | null = null;

  /** @param seq the number of the last event there is already */
  constructor(
    private readonly operationId: string,
    private seq: number,
    private readonly tools: JournalTools,
  ) {}

  /** @param lasting whether it is to be stored */
  add(body: StructuredBody, lasting: boolean): void {
    this.enter(body, lasting && this.stored < STORED_EVENTS_MAX, null);
  }

  /**
   * Not stored: it has a file of its own.
   *
   * @param end where it ends, in bytes
   */
  addOutput(data: OutputPiece, end: number): void {
    this.enter({ kind: 'output', data }, false, end);
  }

  /**
   * Fulfilled when all there is has been told; undefined if it has. Whoever asks does not have to wait until more has
   * gathered: what must be stored first is stored now.
   */
  allTold(): Promise<void> | undefined {
    if (this.closed || this.isIdle) return undefined;
    if (this.writing === null) this.begin();
    this.caughtUp ??= Promise.withResolvers();
    return this.caughtUp.promise;
  }

  /** Ends it: what comes later is ignored. What was not stored yet is handed to {@link storeRest}. */
  async close(): Promise<void> {
    this.closed = true;
    this.timer?.unsubscribe();
    await this.writing;
    this.timer?.unsubscribe();
    this.caughtUp?.resolve();
  }

  /**
   * Stores what is left and the last event of all, in the transaction that ends the operation, and tells it after
   * the commit. May be called again if that transaction failed.
   */
  storeRest(tx: LedgerTransaction, last: OperationEventBody): void {
    const rest = [...this.waiting, { ...this.entryAfter(last), stored: true, outputEnd: null }];
    this.store(tx, rest);
    tx.afterCommit(() => {
      this.waiting = [];
      this.tell(rest);
    });
  }

  private enter(body: OperationEventBody, stored: boolean, outputEnd: number | null): void {
    if (this.closed) return;
    const entry = { ...this.entryAfter(body), stored, outputEnd };
    this.seq = entry.seq;
    if (stored) this.stored += 1;
    else if (this.isIdle) {
      this.tell([entry]);
      return;
    }
    this.waiting.push(entry);
    this.makeRoom();
    this.schedule();
  }

  private get isIdle(): boolean {
    return this.waiting.length === 0 && this.writing === null;
  }

  private entryAfter(body: OperationEventBody): Pick<Entry, 'seq' | 'at' | 'body'> {
    return { seq: this.seq + 1, at: this.tools.clock.now(), body };
  }

  private schedule(): void {
    if (this.closed || this.writing !== null || (this.timer !== null && !this.timer.closed)) return;
    this.timer = this.tools.clock.after(BATCH_MS).subscribe(() => {
      this.begin();
    });
  }

  private begin(): void {
    this.timer?.unsubscribe();
    this.writing = this.writeBatch().then((isWritten) => {
      this.writing = null;
      if (this.waiting.length === 0) {
        this.caughtUp?.resolve();
        this.caughtUp = null;
      } else if (isWritten && this.caughtUp !== null && !this.closed) this.begin();
      else this.schedule();
    });
  }

  /** @returns whether the disk took it. Never rejects. */
  private async writeBatch(): Promise<boolean> {
    const batch = this.waiting;
    this.waiting = [];
    try {
      await this.tools.ledger.write((tx) => {
        this.store(tx, batch);
        tx.afterCommit(() => {
          this.tell(batch);
        });
      });
      return true;
    } catch (error) {
      this.tools.log.warn(
        { operationId: this.operationId, err: error },
        'Events of an operation could not be stored; they are tried again',
      );
      this.waiting = [...batch, ...this.waiting];
      return false;
    }
  }

  private store(tx: LedgerTransaction, entries: readonly Entry[]): void {
    for (const { seq, at, body, stored } of entries) {
      if (stored) this.tools.book.addEvent(tx, this.operationId, seq, at, body);
    }
  }

  private tell(entries: readonly Entry[]): void {
    for (const { seq, at, body, outputEnd } of entries) {
      const event: OperationEvent = { seq, at: toIso(at), ...body };
      this.recent.add(event, outputEnd);
      this.tools.bus.publish('command.operation-event', {
        operationId: this.operationId,
        event,
        outputEnd,
      });
    }
  }

  private makeRoom(): void {
    if (this.waiting.length <= WAITING_MAX) return;
    const oldest = this.waiting.findIndex(({ body, stored }) => !stored && body.kind !== 'output');
    if (oldest !== -1) this.waiting.splice(oldest, 1);
  }
}
