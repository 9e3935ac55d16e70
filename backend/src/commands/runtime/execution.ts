import { Subscription } from 'rxjs';
import type { Log } from '../../platform/logging/logger.ts';
import type { Clock } from '../../platform/time/clock.ts';
import type { CommandPorts } from '../command-ports.ts';
import type { OutputSpool } from '../output/output-spool.ts';
import type { PreparedRun } from '../pipeline/command-request.ts';
import type { ProcessRunner } from '../process-runner.ts';
import type { EventJournal } from './event-journal.ts';
import { ExecutionContext } from './execution-context.ts';
import { failedOutcome, OperationStopped, type Outcome, stoppedOutcome, type StopReason } from './outcome.ts';

/**
 * How long a command may take to end once it is told to. Longer than the processes it started are given before
 * they are killed; shorter where the server itself is about to be killed.
 */
const GRACE_MS: Readonly<Record<StopReason, number>> = {
  cancelled: 15_000,
  timed_out: 15_000,
  interrupted: 3_000,
};

export interface ExecutionTools {
  readonly ports: CommandPorts;
  readonly processes: ProcessRunner;
  readonly clock: Clock;
  readonly log: Log;
}

/** One command while it runs: from its first step until it has an outcome, whatever it does. */
export class Execution {
  private readonly abort = new AbortController();
  private readonly timers = new Subscription();
  private stopped: StopReason | null = null;
  private giveUp: (outcome: Outcome) => void = () => undefined;
  private readonly givenUp = new Promise<Outcome>((resolve) => {
    this.giveUp = resolve;
  });

  constructor(
    private readonly id: string,
    private readonly run: PreparedRun,
    private readonly journal: EventJournal,
    private readonly tools: ExecutionTools,
  ) {}

  /** Runs it. Never rejects: everything that can happen is an outcome. */
  async outcome(spool: OutputSpool): Promise<Outcome> {
    const { ports, processes, clock } = this.tools;
    const { signal } = this.abort;
    const context = new ExecutionContext(
      { operationId: this.id, input: this.run.input, ports, signal },
      { journal: this.journal, spool, processes, clock },
    );
    this.stopAfter(this.run.command.timeoutMs);
    const outcome = await Promise.race([this.work(context), this.givenUp]);
    this.timers.unsubscribe();
    context.close();
    return outcome;
  }

  /** Tells the command to stop. The first reason counts; what it does afterwards is given a while, not for ever. */
  stop(why: StopReason): void {
    if (this.stopped !== null && why !== 'interrupted') return;
    this.stopped ??= why;
    this.abort.abort(new OperationStopped(this.stopped));
    this.timers.add(
      this.tools.clock.after(GRACE_MS[why]).subscribe(() => {
        this.writeOff(why);
      }),
    );
  }

  private stopAfter(milliseconds: number): void {
    this.timers.add(
      this.tools.clock.after(milliseconds).subscribe(() => {
        this.stop('timed_out');
      }),
    );
  }

  private async work(context: ExecutionContext): Promise<Outcome> {
    try {
      const { exitCode = null } = await this.run.command.run(context);
      return { status: 'succeeded', exitCode, error: null };
    } catch (error) {
      if (this.stopped !== null) return stoppedOutcome(this.stopped, this.run.command.timeoutMs, false);
      const outcome = failedOutcome(error);
      if (outcome.error?.code === 'internal_error')
        this.tools.log.error({ operationId: this.id, err: error }, 'A command failed unexpectedly');
      return outcome;
    }
  }

  private writeOff(why: StopReason): void {
    this.giveUp(stoppedOutcome(this.stopped ?? why, this.run.command.timeoutMs, true));
  }
}
