import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { Ledger } from '../../platform/database/ledger.ts';
import { Log } from '../../platform/logging/logger.ts';
import { Clock } from '../../platform/time/clock.ts';
import { OperationBook } from '../operations/operation-book.repository.ts';
import { Ballast } from './ballast.ts';
import { BookEnding } from './book-ending.ts';
import { Dispatcher } from './dispatcher.ts';
import { ForeignOperations } from './foreign-operations.ts';
import { stoppedOutcome } from './outcome.ts';
import { Reconciler } from './reconciler.ts';
import { Runners } from './runners.ts';
import { Settlement } from './settlement.ts';
import { within } from './within.ts';

/** How often the books are looked at for what other processes wrote. What happens here is known at once. */
const LOOK_MS = 500;

/** How often the disk and other processes are looked at: neither dies often. */
const CARE_MS = 10_000;

/** What runs has so long to end when the server stops; the process itself has 4.5 s. */
const STOP_MAX_MS = 4_000;

/** Starts and stops the machinery around operations, and looks after what other processes do to the books. */
@Injectable()
export class CommandRuntime implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly timers: Subscription[] = [];

  constructor(
    private readonly ledger: Ledger,
    private readonly book: OperationBook,
    private readonly dispatcher: Dispatcher,
    private readonly reconciler: Reconciler,
    private readonly foreign: ForeignOperations,
    private readonly ending: BookEnding,
    private readonly settlement: Settlement,
    private readonly runners: Runners,
    private readonly ballast: Ballast,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Nobody waits here: what an earlier process left behind is put right while the server answers already. */
  onApplicationBootstrap(): void {
    this.care();
    this.timers.push(
      this.clock.every(LOOK_MS).subscribe(() => {
        this.look();
      }),
      this.clock.every(CARE_MS).subscribe(() => {
        this.care();
      }),
    );
  }

  /** Ends everything that runs here, before the connections close that tell of it. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) timer.unsubscribe();
    await within(this.clock, STOP_MAX_MS, this.stop());
    this.settlement.giveUp();
  }

  private async stop(): Promise<void> {
    await this.dispatcher.close();
    for (const id of this.dispatcher.waitingIds())
      await this.ending.settle(id, stoppedOutcome('interrupted', 0, false), null);
  }

  private look(): void {
    try {
      for (const id of this.book.cancelRequested(this.ledger, this.runners.own))
        this.dispatcher.stop(id, 'cancelled');
      this.foreign.look();
    } catch (error) {
      this.log.warn({ err: error }, 'The books could not be looked at; the next look is in a moment');
    }
    void this.dispatcher.next();
  }

  private care(): void {
    void this.ballast.provide();
    void this.reconciler.reconcile();
  }
}
