import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Operation, OperationStatus } from '#shared/operation';
import { AuditTrail, AuditUnavailable } from '../../audit/public.ts';
import { Ledger, type LedgerTransaction } from '../../platform/database/ledger.ts';
import type { AppError } from '../../platform/errors/app-error.ts';
import { EventBus } from '../../platform/events/event-bus.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { AnyCommand } from '../command.ts';
import { holderOf } from '../locks/lock-conflict.ts';
import { recordFinished } from '../history/rollup.repository.ts';
import { OperationBook } from '../operations/operation-book.repository.ts';
import { type OperationRow, toOperation } from '../operations/operation-row.ts';
import { Dispatcher } from '../runtime/dispatcher.ts';
import { Runners } from '../runtime/runners.ts';
import { askedTarget } from './asked-target.ts';
import type { CommandRequest, PreparedRun } from './command-request.ts';
import { AlreadyRunning, IdempotencyKeyReused, TooManyOperations } from './run-errors.ts';
import { shownParams } from './shown-params.ts';

/** Waiting and running operations of one person: far more than anybody follows. */
const LIVE_MAX_PER_ACTOR = 20;

/** Waiting and running operations of all. */
const LIVE_MAX = 100;

/** What came of a request; a refusal is an outcome, with a row of its own. */
type Admitted =
  | { readonly status: 'recorded'; readonly row: OperationRow }
  | { readonly status: 'refused'; readonly error: AppError };

/** Records what is asked for, in one transaction with everything that decides whether it may run. */
@Injectable()
export class Admission {
  constructor(
    private readonly ledger: Ledger,
    private readonly book: OperationBook,
    private readonly trail: AuditTrail,
    private readonly dispatcher: Dispatcher,
    private readonly runners: Runners,
    private readonly bus: EventBus,
    private readonly clock: Clock,
  ) {}

  /**
   * Records a request that passed its checks and hands it over to be run.
   *
   * @throws AlreadyRunning, TooManyOperations, IdempotencyKeyReused once the refusal is recorded
   * @throws AuditUnavailable if nothing could be recorded
   */
  async admit(run: PreparedRun): Promise<Operation> {
    const admitted = await this.record((tx) => this.decide(tx, run));
    if (admitted.status === 'refused') throw admitted.error;
    return toOperation(admitted.row);
  }

  /**
   * The operation the same request has made before, by its key; null if there is none.
   *
   * @throws AuditUnavailable if the books cannot be read
   */
  earlier(request: CommandRequest, command: AnyCommand): Operation | null {
    try {
      const row = this.rowOfKey(this.ledger, request);
      return row !== null && isSame(row, request, command) ? toOperation(row) : null;
    } catch (error) {
      throw new AuditUnavailable(error);
    }
  }

  /** @throws AuditUnavailable if the refusal could not be recorded */
  async refuse(request: CommandRequest, command: AnyCommand | null, error: AppError): Promise<void> {
    await this.record((tx) => {
      const target = command === null ? null : askedTarget(command, request.params);
      this.recordRefusal(tx, request, command, target, error);
    });
  }

  private decide(tx: LedgerTransaction, run: PreparedRun): Admitted {
    const { request, command } = run;
    const earlier = this.rowOfKey(tx, request);
    if (earlier !== null && isSame(earlier, request, command)) return { status: 'recorded', row: earlier };
    const error =
      earlier !== null
        ? new IdempotencyKeyReused(earlier.id)
        : (this.limit(tx, run) ?? this.conflict(tx, run));
    if (error !== null) {
      this.recordRefusal(tx, request, command, run.target, error);
      return { status: 'refused', error };
    }
    return { status: 'recorded', row: this.recordIntent(tx, run) };
  }

  private limit(tx: LedgerTransaction, { request: { actor } }: PreparedRun): TooManyOperations | null {
    if (this.book.countLiveOf(tx, actor.name) >= LIVE_MAX_PER_ACTOR)
      return new TooManyOperations(
        `${LIVE_MAX_PER_ACTOR} operations of yours are waiting or running, which is the limit. Wait for one to end, or cancel one.`,
      );
    if (this.book.countLive(tx) >= LIVE_MAX)
      return new TooManyOperations(
        `${LIVE_MAX} operations are waiting or running, which is the limit. Wait for some to end.`,
      );
    return null;
  }

  private conflict(tx: LedgerTransaction, { lockKey }: PreparedRun): AlreadyRunning | null {
    const holder = lockKey === null ? null : holderOf(lockKey, this.book.locksHeld(tx));
    if (holder === null) return null;
    const { started_at: startedAt, requested_at: requestedAt, ...row } = this.book.get(tx, holder.id);
    return new AlreadyRunning({ ...row, isRunning: startedAt !== null, since: startedAt ?? requestedAt });
  }

  /** The operation row, which is also the lock, and its entry in the trail: both or neither. */
  private recordIntent(tx: LedgerTransaction, run: PreparedRun): OperationRow {
    const { request, command, target, lockKey, services } = run;
    const id = randomUUID();
    this.insert(tx, id, request, command, {
      status: 'queued',
      target,
      lockKey,
      services,
      idempotencyKey: request.idempotencyKey,
      error: null,
    });
    this.trail.append(tx, {
      ...factsOf(request),
      action: 'command.requested',
      target,
      outcome: 'accepted',
      operationId: id,
      details: { command: command.id, params: paramsOf(command, request), reason: request.reason },
    });
    this.dispatcher.take(tx, id, run);
    return this.book.get(tx, id);
  }

  /** A refusal of a command that exists has a row among the operations; all have an entry in the trail. */
  private recordRefusal(
    tx: LedgerTransaction,
    request: CommandRequest,
    command: AnyCommand | null,
    target: string | null,
    error: AppError,
  ): void {
    const id = command === null ? null : randomUUID();
    if (command !== null && id !== null) {
      this.insert(tx, id, request, command, {
        status: 'refused',
        target,
        lockKey: null,
        services: [],
        idempotencyKey: null, // the same request may be let in the next time
        error,
      });
      const row = this.book.get(tx, id);
      const { actor, requested_at: requestedAt } = row;
      recordFinished(tx, {
        ...{ command: command.id, actor, target, requestedAt },
        status: 'refused',
        durationMs: null,
      });
      tx.afterCommit(() => {
        this.bus.publish('command.operation-changed', { operation: toOperation(row) });
      });
    }
    this.trail.append(tx, {
      ...factsOf(request),
      action: 'command.refused',
      target,
      outcome: 'refused',
      operationId: id,
      details: {
        command: request.commandId.slice(0, 100),
        params: command === null ? {} : paramsOf(command, request),
        reason: request.reason,
        code: error.code,
        message: error.message,
        ...(Object.keys(error.facts).length === 0 ? {} : { facts: error.facts }),
      },
    });
  }

  private insert(
    tx: LedgerTransaction,
    id: string,
    request: CommandRequest,
    command: AnyCommand,
    facts: {
      readonly status: OperationStatus;
      readonly target: string | null;
      readonly lockKey: string | null;
      readonly services: readonly string[];
      readonly idempotencyKey: string | null;
      readonly error: AppError | null;
    },
  ): void {
    const now = this.clock.now();
    const { actor } = request;
    this.book.insert(tx, {
      id,
      command: command.id,
      title: command.title,
      risk: command.risk,
      target: facts.target,
      params: shownParams(command, request.params),
      services: JSON.stringify(facts.services),
      actor: actor.name,
      actor_id: actor.id,
      address: actor.address,
      reason: request.reason,
      status: facts.status,
      lock_key: facts.lockKey,
      idempotency_key: facts.idempotencyKey,
      timeout_ms: command.timeoutMs,
      requested_at: now,
      finished_at: facts.error === null ? null : now,
      error_code: facts.error?.code ?? null,
      error_message: facts.error?.message ?? null,
      runner: facts.error === null ? this.runners.own : null,
      correlation_id: request.correlationId,
    });
  }

  private rowOfKey(
    from: Ledger | LedgerTransaction,
    { actor, idempotencyKey }: CommandRequest,
  ): OperationRow | null {
    return idempotencyKey === null ? null : this.book.byIdempotencyKey(from, actor.name, idempotencyKey);
  }

  /** Whatever keeps the books from being written, the answer is the same: nothing runs. */
  private async record<T>(work: (tx: LedgerTransaction) => T): Promise<T> {
    try {
      return await this.ledger.write(work);
    } catch (error) {
      throw error instanceof AuditUnavailable ? error : new AuditUnavailable(error);
    }
  }
}

function isSame(row: OperationRow, request: CommandRequest, command: AnyCommand): boolean {
  return row.command === command.id && row.params === shownParams(command, request.params);
}

function paramsOf(command: AnyCommand, request: CommandRequest): unknown {
  return JSON.parse(shownParams(command, request.params)) as unknown;
}

function factsOf({ actor }: CommandRequest): {
  readonly actor: string;
  readonly actorId: string | null;
  readonly address: string | null;
} {
  return { actor: actor.name, actorId: actor.id, address: actor.address };
}
