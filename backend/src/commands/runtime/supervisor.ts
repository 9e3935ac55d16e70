import { Injectable } from '@nestjs/common';
import { Ledger } from '../../platform/database/ledger.ts';
import { EventBus } from '../../platform/events/event-bus.ts';
import { Log } from '../../platform/logging/logger.ts';
import { Clock } from '../../platform/time/clock.ts';
import { CommandPorts } from '../command-ports.ts';
import { OperationBook } from '../operations/operation-book.repository.ts';
import { OutputAudience } from '../output/output-audience.ts';
import type { OutputSpool } from '../output/output-spool.ts';
import { OutputStore } from '../output/output-store.ts';
import type { SealedOutput } from '../output/sealed-output.ts';
import type { PreparedRun } from '../pipeline/command-request.ts';
import { ProcessRunner } from '../process-runner.ts';
import { snapshotNow } from './container-snapshots.ts';
import { EventJournal } from './event-journal.ts';
import { Execution } from './execution.ts';
import { LiveOperations } from './live-operations.ts';
import { endEvent, type Outcome } from './outcome.ts';
import { Settlement } from './settlement.ts';

/** An operation that runs in this process. */
export interface Supervised {
  readonly execution: Execution;
  /** Resolves once its outcome is in the books. Never rejects. */
  readonly settled: Promise<void>;
}

/** Sees one operation through: runs it, keeps what it says, and writes how it ended. */
@Injectable()
export class Supervisor {
  constructor(
    private readonly ledger: Ledger,
    private readonly book: OperationBook,
    private readonly outputs: OutputStore,
    private readonly audience: OutputAudience,
    private readonly settlement: Settlement,
    private readonly live: LiveOperations,
    private readonly processes: ProcessRunner,
    private readonly ports: CommandPorts,
    private readonly bus: EventBus,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @param lastSeq the number of the last event it has already */
  begin(id: string, run: PreparedRun, lastSeq: number): Supervised {
    const { ledger, book, bus, clock, log, ports, processes } = this;
    const journal = new EventJournal(id, lastSeq, { ledger, book, bus, clock, log });
    this.live.began(id, journal);
    const execution = new Execution(id, run, journal, { ports, processes, clock, log });
    return { execution, settled: this.seeThrough(id, run, execution, journal) };
  }

  private async seeThrough(
    id: string,
    run: PreparedRun,
    execution: Execution,
    journal: EventJournal,
  ): Promise<void> {
    const began = this.clock.monotonic();
    const spool = this.open(id, journal);
    const outcome = spool === null ? NO_OUTPUT_FILE : await execution.outcome(spool);
    const durationMs = Math.round(this.clock.monotonic() - began);
    const output = await this.seal(id, spool);
    const containersAfter = await this.look(id, run);
    await journal.close();
    const ended = await this.settlement.settle({
      id,
      outcome,
      durationMs,
      output,
      containersAfter,
      storeEvents: (tx) => {
        journal.storeRest(tx, endEvent(outcome));
      },
    });
    if (!ended) this.log.error({ operationId: id }, 'An operation had an outcome before it ended');
    this.live.hasEnded(id);
    await this.cleanUp(id, spool);
  }

  /** Without a place for its output nothing is begun. */
  private open(id: string, journal: EventJournal): OutputSpool | null {
    try {
      const spool = this.outputs.open(id);
      const follower = spool.follow((piece, end) => {
        journal.addOutput(piece, end);
        return journal.allTold()?.then(() => this.audience.ready(id)) ?? this.audience.ready(id);
      });
      follower.done.catch((error: unknown) => {
        this.log.error({ operationId: id, err: error }, 'The output of an operation is no longer told');
      });
      return spool;
    } catch (error) {
      this.log.error({ operationId: id, err: error }, 'No file for the output of an operation could be made');
      return null;
    }
  }

  /** Output that cannot be kept takes nothing from the outcome. */
  private async seal(id: string, spool: OutputSpool | null): Promise<SealedOutput | null> {
    try {
      return (await spool?.seal()) ?? null;
    } catch (error) {
      this.log.error({ operationId: id, err: error }, 'The output of an operation could not be kept');
      return null;
    }
  }

  /** What cannot be seen is not known; it takes nothing from the outcome. */
  private async look(id: string, { services }: PreparedRun): Promise<string | null> {
    try {
      return await snapshotNow(this.ports, services);
    } catch (error) {
      this.log.warn(
        { operationId: id, err: error },
        'What the containers are after an operation is not known',
      );
      return null;
    }
  }

  private async cleanUp(id: string, spool: OutputSpool | null): Promise<void> {
    try {
      await spool?.discard();
    } catch (error) {
      this.log.warn({ operationId: id, err: error }, 'The output file of an ended operation was left behind');
    }
  }
}

const NO_OUTPUT_FILE: Outcome = {
  status: 'failed',
  exitCode: null,
  error: {
    code: 'output_unavailable',
    message:
      'There is no place for its output, so it was not begun. Check that the disk with HOMELAB_DATA_DIR has free space and is writable.',
  },
};
