import { Injectable } from '@nestjs/common';
import { firstValueFrom } from 'rxjs';
import { Ledger } from '../../platform/database/ledger.ts';
import { Log } from '../../platform/logging/logger.ts';
import { Clock } from '../../platform/time/clock.ts';
import { CommandCatalog } from '../command-catalog.ts';
import { CommandPorts } from '../command-ports.ts';
import type { Reconciled } from '../command.ts';
import { OperationBook } from '../operations/operation-book.repository.ts';
import type { OperationRow } from '../operations/operation-row.ts';
import { OutputStore } from '../output/output-store.ts';
import type { SealedOutput } from '../output/sealed-output.ts';
import { ProcessRunner } from '../process-runner.ts';
import { BookEnding } from './book-ending.ts';
import type { Outcome } from './outcome.ts';
import { Runners } from './runners.ts';
import { within } from './within.ts';

/** How long the engine may take to come into view. After a start it takes some 200 ms where it is there at all. */
const ENGINE_WAIT_MS = 1_000;
const ENGINE_LOOK_MS = 50;

/** How long a command may look at reality. */
const LOOK_MAX_MS = 1_000;

/**
 * Ends the operations whose process is gone: finds out what became of them and writes it down. Nothing is ever
 * tried again.
 */
@Injectable()
export class Reconciler {
  private under: Promise<void> | null = null;

  constructor(
    private readonly ledger: Ledger,
    private readonly book: OperationBook,
    private readonly catalog: CommandCatalog,
    private readonly ports: CommandPorts,
    private readonly processes: ProcessRunner,
    private readonly outputs: OutputStore,
    private readonly ending: BookEnding,
    private readonly runners: Runners,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Never rejects. */
  async reconcile(): Promise<void> {
    this.under ??= this.all().finally(() => {
      this.under = null;
    });
    return this.under;
  }

  private async all(): Promise<void> {
    try {
      const orphans = this.book.live(this.ledger).filter(({ runner }) => this.isOrphan(runner));
      if (orphans.length > 0)
        this.log.warn({ operations: orphans.length }, 'Found operations whose process is gone');
      await Promise.all(orphans.map(async (row) => this.one(row)));
      await this.discardStrays();
    } catch (error) {
      this.log.error({ err: error }, 'The operations whose process is gone could not be looked at');
    }
  }

  /** Files of operations whose outcome was written in the last moment before their process went. */
  private async discardStrays(): Promise<void> {
    const live = new Set(this.book.live(this.ledger).map(({ id }) => id));
    for (const id of await this.outputs.strays()) if (!live.has(id)) await this.outputs.discard(id);
  }

  private isOrphan(runner: string | null): boolean {
    return runner === null || (runner !== this.runners.own && !this.runners.isAlive(runner));
  }

  private async one(row: OperationRow): Promise<void> {
    try {
      await this.processes.sweep(row.id);
      const [found, output] = await Promise.all([this.found(row), this.recovered(row)]);
      const outcome = outcomeOf(row, found);
      if (await this.ending.settle(row.id, outcome, output))
        this.log.info({ operationId: row.id, status: outcome.status }, 'An operation was ended in the books');
      await this.outputs.discard(row.id);
    } catch (error) {
      this.log.error({ operationId: row.id, err: error }, 'An operation could not be ended yet');
    }
  }

  /** What its command finds in reality; null where that does not tell, or cannot be asked in time. */
  private async found(row: OperationRow): Promise<Reconciled | null> {
    const command = this.catalog.find(row.command);
    if (command?.reconcile === undefined || row.started_at === null) return null;
    if (command.needsEngine && !(await this.engineComesIntoView())) return null;
    const params = JSON.parse(row.params) as unknown;
    try {
      return await within(this.clock, LOOK_MAX_MS, command.reconcile(params, row.started_at, this.ports));
    } catch (error) {
      this.log.warn(
        { operationId: row.id, err: error },
        'What became of an operation could not be found out',
      );
      return null;
    }
  }

  private async engineComesIntoView(): Promise<boolean> {
    const until = this.clock.monotonic() + ENGINE_WAIT_MS;
    while (!this.ports.services.isLive() && this.clock.monotonic() < until)
      await firstValueFrom(this.clock.after(ENGINE_LOOK_MS));
    return this.ports.services.isLive();
  }

  private async recovered(row: OperationRow): Promise<SealedOutput | null> {
    try {
      return await this.outputs.recover(row.id);
    } catch (error) {
      this.log.warn({ operationId: row.id, err: error }, 'The output of an operation could not be recovered');
      return null;
    }
  }
}

function outcomeOf(row: OperationRow, found: Reconciled | null): Outcome {
  if (found !== null)
    return { status: found.status, exitCode: null, error: found.status === 'failed' ? found.error : null };
  const message =
    row.started_at === null
      ? 'The program was stopped before it was this operation’s turn. It never began; nothing is tried again by itself.'
      : 'The program that ran it ended in the middle of it. How far it had come cannot be told; nothing is tried again by itself.';
  return { status: 'interrupted', exitCode: null, error: { code: 'interrupted', message } };
}
