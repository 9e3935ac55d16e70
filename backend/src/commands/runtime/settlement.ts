import { Injectable } from '@nestjs/common';
import { firstValueFrom } from 'rxjs';
import { AuditTrail } from '../../audit/public.ts';
import { sqliteCodeOf } from '../../platform/database/database-errors.ts';
import { Ledger, type LedgerTransaction } from '../../platform/database/ledger.ts';
import { EventBus } from '../../platform/events/event-bus.ts';
import { Log } from '../../platform/logging/logger.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { FinishedOperation } from '../history/rollup-cell.ts';
import { recordFinished } from '../history/rollup.repository.ts';
import { OperationBook } from '../operations/operation-book.repository.ts';
import { type OperationRow, toOperation } from '../operations/operation-row.ts';
import { OutputRepository } from '../output/operation-output.repository.ts';
import type { SealedOutput } from '../output/sealed-output.ts';
import { Ballast } from './ballast.ts';
import type { Outcome } from './outcome.ts';

const RETRY_FIRST_MS = 50;
const RETRY_MAX_MS = 5_000;

/** Everything that is written when an operation ends. */
export interface Ending {
  readonly id: string;
  readonly outcome: Outcome;
  /** Null where it never started. */
  readonly durationMs: number | null;
  readonly output: SealedOutput | null;
  readonly containersAfter: string | null;
  /** Stores the events that are left, the last one included. */
  readonly storeEvents: (tx: LedgerTransaction) => void;
}

/** Writes how operations end: each once, whatever happens to the disk meanwhile. */
@Injectable()
export class Settlement {
  private givenUp = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly book: OperationBook,
    private readonly outputs: OutputRepository,
    private readonly trail: AuditTrail,
    private readonly bus: EventBus,
    private readonly ballast: Ballast,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * Writes the outcome, however often it takes. Only the end of the process ends the attempts; the next one to
   * look at the books finds the operation then.
   *
   * @returns false if it had an outcome already, or could be given none
   */
  async settle(ending: Ending): Promise<boolean> {
    for (let pause = RETRY_FIRST_MS; ; pause = Math.min(pause * 2, RETRY_MAX_MS)) {
      try {
        return await this.ledger.write((tx) => this.write(tx, ending));
      } catch (error) {
        this.log.error(
          { operationId: ending.id, err: error },
          'The outcome of an operation could not be written; it is tried again',
        );
        if (this.givenUp) return false;
        if (isDiskFull(error)) this.ballast.release();
        await firstValueFrom(this.clock.after(pause));
      }
    }
  }

  /** The process ends: what cannot be written now is left to the next one. */
  giveUp(): void {
    this.givenUp = true;
  }

  /** The same within a transaction under way. */
  write(tx: LedgerTransaction, ending: Ending): boolean {
    const { id, outcome, durationMs, output, containersAfter } = ending;
    const ended = this.book.finish(tx, id, outcome, {
      at: this.clock.now(),
      durationMs,
      outputBytes: output?.totalBytes ?? 0,
      outputTruncated: output !== null && output.headBytes + output.tailBytes < output.totalBytes,
      containersAfter,
    });
    if (!ended) return false;
    if (output !== null && output.totalBytes > 0) this.outputs.insert(tx, id, output);
    const row = this.book.get(tx, id);
    recordFinished(tx, finishedOf(row, outcome.status));
    tx.afterCommit(() => {
      this.bus.publish('command.operation-changed', { operation: toOperation(row) });
    });
    ending.storeEvents(tx);
    this.record(tx, row, outcome);
    return true;
  }

  private record(tx: LedgerTransaction, row: OperationRow, outcome: Outcome): void {
    this.trail.append(tx, {
      actor: row.actor,
      actorId: row.actor_id,
      action: 'command.finished',
      target: row.target,
      outcome: outcome.status,
      operationId: row.id,
      address: row.address,
      details: {
        command: row.command,
        durationMs: row.duration_ms,
        exitCode: row.exit_code,
        error: outcome.error,
        cancelRequestedBy: row.cancel_requested_by,
      },
    });
  }
}

function finishedOf(row: OperationRow, status: Outcome['status']): FinishedOperation {
  const { command, actor, target, requested_at: requestedAt, duration_ms: durationMs } = row;
  return { command, actor, target, status, requestedAt, durationMs };
}

function isDiskFull(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (sqliteCodeOf(cause) === 'SQLITE_FULL' || sqliteCodeOf(cause.cause) === 'SQLITE_FULL') return true;
  return false;
}
