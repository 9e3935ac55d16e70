import { Injectable } from '@nestjs/common';
import { Ledger, type LedgerTransaction } from '../../platform/database/ledger.ts';
import { EventBus } from '../../platform/events/event-bus.ts';
import { withCorrelation } from '../../platform/logging/correlation.ts';
import { Log } from '../../platform/logging/logger.ts';
import { Clock, toIso } from '../../platform/time/clock.ts';
import { CommandPorts } from '../command-ports.ts';
import { OperationBook } from '../operations/operation-book.repository.ts';
import { toOperation } from '../operations/operation-row.ts';
import type { PreparedRun } from '../pipeline/command-request.ts';
import { snapshotOf } from './container-snapshots.ts';
import type { StopReason } from './outcome.ts';
import { type Supervised, Supervisor } from './supervisor.ts';

/** Operations that run at once, in all processes together. A home server has few disks and one network line. */
const RUNNING_MAX = 4;

/** The numbers of the two events every operation begins with. */
const QUEUED_SEQ = 1;
const RUNNING_SEQ = 2;

/** Starts operations when it is their turn. */
@Injectable()
export class Dispatcher {
  private readonly waiting = new Map<string, PreparedRun>();
  private readonly running = new Map<string, Supervised>();
  private turn: Promise<void> | null = null;
  private closed = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly book: OperationBook,
    private readonly supervisor: Supervisor,
    private readonly ports: CommandPorts,
    private readonly bus: EventBus,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  get isClosed(): boolean {
    return this.closed;
  }

  /** Takes over an operation within the transaction that records it: it begins if a place is free, or waits. */
  take(tx: LedgerTransaction, id: string, run: PreparedRun): void {
    this.enter(tx, id, QUEUED_SEQ, 'queued');
    tx.afterCommit(() => {
      this.waiting.set(id, run);
    });
    this.startIfFree(tx, id, run);
  }

  /** Starts what waits and now may. Called whenever a place may have become free. */
  async next(): Promise<void> {
    while (this.turn !== null) await this.turn;
    if (this.waiting.size === 0 || this.closed) return;
    this.turn = this.startWaiting().finally(() => {
      this.turn = null;
    });
    await this.turn;
  }

  /** Tells an operation to stop. @returns false if it does not run here */
  stop(id: string, why: StopReason): boolean {
    const supervised = this.running.get(id);
    supervised?.execution.stop(why);
    return supervised !== undefined;
  }

  /** Starts nothing more and stops everything that runs here. Resolves once all outcomes are written. */
  async close(): Promise<void> {
    this.closed = true;
    while (this.turn !== null) await this.turn;
    for (const { execution } of this.running.values()) execution.stop('interrupted');
    await Promise.all([...this.running.values()].map(async ({ settled }) => settled));
  }

  /** Those that wait here and will not be started any more. */
  waitingIds(): readonly string[] {
    return [...this.waiting.keys()];
  }

  private async startWaiting(): Promise<void> {
    try {
      await this.ledger.write((tx) => {
        for (const [id, run] of this.waiting) {
          if (this.book.statusOf(tx, id) !== 'queued') tx.afterCommit(() => this.waiting.delete(id));
          else if (!this.startIfFree(tx, id, run)) return;
        }
      });
    } catch (error) {
      this.log.warn({ err: error }, 'A queued operation could not be started yet; it is tried again');
    }
  }

  private startIfFree(tx: LedgerTransaction, id: string, run: PreparedRun): boolean {
    if (this.closed || this.book.countAhead(tx, id) >= RUNNING_MAX) return false;
    const before = snapshotOf(this.ports.services, run.services);
    if (!this.book.start(tx, id, this.clock.now(), before)) return false;
    this.enter(tx, id, RUNNING_SEQ, 'running');
    tx.afterCommit(() => {
      this.waiting.delete(id);
      this.begin(id, run);
    });
    return true;
  }

  private begin(id: string, run: PreparedRun): void {
    // The work goes on under its own request's id, not under that of whoever made room for it.
    withCorrelation(run.request.correlationId ?? id, () => {
      const supervised = this.supervisor.begin(id, run, RUNNING_SEQ);
      this.running.set(id, supervised);
      void supervised.settled.then(() => {
        this.running.delete(id);
        void this.next();
      });
    });
  }

  /** Notes a state, and tells of it after the commit. */
  private enter(tx: LedgerTransaction, id: string, seq: number, status: 'queued' | 'running'): void {
    const body = { kind: 'state', data: { status, error: null } } as const;
    const at = this.clock.now();
    this.book.addEvent(tx, id, seq, at, body);
    const row = this.book.get(tx, id);
    tx.afterCommit(() => {
      this.bus.publish('command.operation-changed', { operation: toOperation(row) });
      this.bus.publish('command.operation-event', {
        operationId: id,
        event: { seq, at: toIso(at), ...body },
        outputEnd: null,
      });
    });
  }
}
