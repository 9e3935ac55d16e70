import { Injectable } from '@nestjs/common';
import { EventBus } from '../../platform/events/event-bus.ts';
import type { LedgerTransaction } from '../../platform/database/ledger.ts';
import { Clock, toIso } from '../../platform/time/clock.ts';
import { OperationBook } from '../operations/operation-book.repository.ts';
import type { SealedOutput } from '../output/sealed-output.ts';
import { endEvent, type Outcome } from './outcome.ts';
import { type Ending, Settlement } from './settlement.ts';

/** More events than a runner can have counted: whoever followed it there takes what comes next for newer. */
const SEQ_GAP = 2 ** 32;

/** Ends operations nobody runs: queued ones, and those whose process is gone. */
@Injectable()
export class BookEnding {
  constructor(
    private readonly book: OperationBook,
    private readonly settlement: Settlement,
    private readonly bus: EventBus,
    private readonly clock: Clock,
  ) {}

  /** @returns false if it had an outcome already */
  write(tx: LedgerTransaction, id: string, outcome: Outcome, output: SealedOutput | null): boolean {
    return this.settlement.write(tx, this.endingOf(id, outcome, output));
  }

  /** The same in a transaction of its own, tried until it is written. */
  async settle(id: string, outcome: Outcome, output: SealedOutput | null): Promise<boolean> {
    return this.settlement.settle(this.endingOf(id, outcome, output));
  }

  private endingOf(id: string, outcome: Outcome, output: SealedOutput | null): Ending {
    return {
      id,
      outcome,
      durationMs: null,
      output,
      containersAfter: null,
      storeEvents: (tx) => {
        const { started_at: startedAt } = this.book.get(tx, id);
        const seq = this.book.lastEventSeq(tx, id) + (startedAt === null ? 1 : SEQ_GAP);
        const [at, body] = [this.clock.now(), endEvent(outcome)];
        this.book.addEvent(tx, id, seq, at, body);
        tx.afterCommit(() => {
          this.bus.publish('command.operation-event', {
            operationId: id,
            event: { seq, at: toIso(at), ...body },
            outputEnd: null,
          });
        });
      },
    };
  }
}
