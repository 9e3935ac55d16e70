import { Injectable } from '@nestjs/common';
import { isTerminal, type Operation } from '#shared/operation';
import { AuditTrail, AuditUnavailable } from '../../audit/public.ts';
import { Ledger, type LedgerTransaction } from '../../platform/database/ledger.ts';
import { EventBus } from '../../platform/events/event-bus.ts';
import { Clock } from '../../platform/time/clock.ts';
import { OperationBook } from '../operations/operation-book.repository.ts';
import { type OperationRow, toOperation } from '../operations/operation-row.ts';
import { Dispatcher } from '../runtime/dispatcher.ts';
import { stoppedOutcome } from '../runtime/outcome.ts';
import { BookEnding } from '../runtime/book-ending.ts';
import type { CommandActor } from './command-request.ts';
import { NotRunning, OperationNotFound } from './run-errors.ts';

/** Stops operations that somebody no longer wants. */
@Injectable()
export class Cancellation {
  constructor(
    private readonly ledger: Ledger,
    private readonly book: OperationBook,
    private readonly trail: AuditTrail,
    private readonly ending: BookEnding,
    private readonly dispatcher: Dispatcher,
    private readonly bus: EventBus,
    private readonly clock: Clock,
  ) {}

  /**
   * Ends a queued operation, and tells a running one to stop: its outcome follows. One that runs in another
   * process is told through its row.
   *
   * @throws OperationNotFound, NotRunning, AuditUnavailable
   */
  async cancel(id: string, actor: CommandActor): Promise<Operation> {
    try {
      return toOperation(await this.ledger.write((tx) => this.request(tx, id, actor)));
    } catch (error) {
      const isAnswer = [NotRunning, OperationNotFound, AuditUnavailable].some(
        (kind) => error instanceof kind,
      );
      throw isAnswer ? error : new AuditUnavailable(error);
    }
  }

  private request(tx: LedgerTransaction, id: string, actor: CommandActor): OperationRow {
    const row = this.book.find(tx, id);
    if (row === null) throw new OperationNotFound(id);
    if (isTerminal(row.status)) throw new NotRunning(row.status);
    this.book.requestCancel(tx, id, actor.name, this.clock.now());
    this.trail.append(tx, {
      actor: actor.name,
      actorId: actor.id,
      action: 'command.cancel-requested',
      target: row.target,
      outcome: 'accepted',
      operationId: id,
      address: actor.address,
      details: { command: row.command, requestedBy: row.actor },
    });
    if (row.status === 'queued')
      this.ending.write(tx, id, stoppedOutcome('cancelled', row.timeout_ms, false), null);
    const after = this.book.get(tx, id);
    tx.afterCommit(() => {
      this.bus.publish('command.operation-changed', { operation: toOperation(after) });
      this.dispatcher.stop(id, 'cancelled');
    });
    return after;
  }
}
