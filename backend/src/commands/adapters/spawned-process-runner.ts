import { catchError, EMPTY, exhaustMap, interval, type Subscription } from 'rxjs';
import type { Log } from '../../platform/logging/logger.ts';
import { ProcessesNotEnded } from '../process-errors.ts';
import {
  type ProcessExit,
  type ProcessHandling,
  type ProcessIdentity,
  ProcessRunner,
  type ProcessSpec,
} from '../process-runner.ts';
import { endFamily, sendSignal } from './end-family.ts';
import { OutputPump } from './output-pump.ts';
import { ProcessFamily } from './process-family.ts';
import { ProcessTable } from './process-table.ts';
import { type StartedProgram, startProgram } from './start-program.ts';
import { within } from './within.ts';

/** How long things may take; shorter in tests. */
export interface RunnerTimes {
  /** From TERM to KILL. */
  readonly graceMs: number;
  /** After the program's exit, for whoever still holds its pipes to finish writing. */
  readonly drainMs: number;
  /** From KILL until it counts as impossible to end. */
  readonly killMs: number;
}

const TIMES: RunnerTimes = { graceMs: 2_000, drainMs: 500, killMs: 5_000 };

/** How often the tree of a running program is looked at, so that those who leave it later are known. */
const ACQUAINTANCE_MS = 1_000;

/** How often it is looked whether a group that was asked to end is gone. */
const GROUP_POLL_MS = 20;

/** Nothing was started, because it was called off before. */
const CALLED_OFF: ProcessExit = { exitCode: null, signal: 'SIGTERM', survivorsKilled: 0 };

/** Runs programs as processes of this machine. */
export class SpawnedProcessRunner extends ProcessRunner {
  private isWarned = false;

  constructor(
    private readonly log: Log,
    private readonly times: RunnerTimes = TIMES,
    private readonly table: ProcessTable = new ProcessTable(),
  ) {
    super();
  }

  override async run(spec: ProcessSpec, handling: ProcessHandling): Promise<ProcessExit> {
    if (handling.signal.aborted) return CALLED_OFF;
    const program = await startProgram(spec);
    const pump = new OutputPump(program.stdout, program.stderr, handling.onOutput);
    const { pid, startTime } = this.table.stat(program.pid) ?? { pid: program.pid, startTime: '0' };
    const family = new ProcessFamily(this.table, spec.marker, { pid, startTime });
    const acquaintance = this.keepAcquainted(family);
    let exit: ProcessExit;
    try {
      handling.onStarted?.({ pid, startTime });
      await exitOrStop(program.exit, pump.failed, handling.signal);
    } finally {
      acquaintance.unsubscribe();
      exit = await this.finish(program, pump, family); // whatever happened: nothing of it may stay behind
    }
    pump.check();
    return exit;
  }

  override async find(marker: string): Promise<readonly ProcessIdentity[]> {
    if (!this.canLook()) return [];
    const { living } = await new ProcessFamily(this.table, marker, null).look();
    return living.map(({ pid, startTime }) => ({ pid, startTime }));
  }

  override async sweep(marker: string): Promise<number> {
    return this.end(new ProcessFamily(this.table, marker, null));
  }

  private async finish(
    program: StartedProgram,
    pump: OutputPump,
    family: ProcessFamily,
  ): Promise<ProcessExit> {
    try {
      const exit = (await within(program.exit, 0))
        ? await program.exit
        : await this.terminate(program, family);
      await pump.settle(this.times.drainMs); // at once, unless somebody holds a pipe
      const survivorsKilled = await this.end(family);
      await pump.settle(this.times.drainMs); // what they had written is still in the pipe
      return { ...exit, survivorsKilled };
    } finally {
      pump.close();
    }
  }

  /** TERM to the group, a grace, KILL to the group. */
  private async terminate({ pid, exit }: StartedProgram, family: ProcessFamily): StartedProgram['exit'] {
    if (this.canLook()) await family.meet(); // the tree falls apart once its root is gone
    signalGroup(pid, 'SIGTERM');
    signalGroup(pid, 'SIGCONT'); // one that was stopped would not notice
    const end = performance.now() + this.times.graceMs;
    const isGone = async (): Promise<boolean> => (await within(exit, GROUP_POLL_MS)) && !sendSignal(-pid, 0);
    while (!(await isGone()) && performance.now() < end);
    signalGroup(pid, 'SIGKILL');
    if (await within(exit, this.times.killMs)) return exit;
    await this.end(family);
    throw new ProcessesNotEnded([pid]);
  }

  private async end(family: ProcessFamily): Promise<number> {
    return this.canLook() ? endFamily(family, this.table) : 0;
  }

  /** Who leaves the tree and the session later, with another environment, is recognised then. */
  private keepAcquainted(family: ProcessFamily): Subscription {
    if (!this.canLook()) return EMPTY.subscribe();
    return interval(ACQUAINTANCE_MS)
      .pipe(
        exhaustMap(() => family.meet()),
        catchError(() => EMPTY),
      ) // the look that counts is the last one, and that one throws
      .subscribe();
  }

  private canLook(): boolean {
    const canLook = this.table.isAvailable();
    if (!canLook && !this.isWarned) {
      this.isWarned = true;
      this.log.warn(
        { platform: process.platform },
        'There is no /proc here: what a command leaves running outside its process group cannot be found and ended. Run the server on Linux.',
      );
    }
    return canLook;
  }
}

/** Resolves when the program has ended, or should. */
async function exitOrStop(
  exit: Promise<unknown>,
  failed: Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const aborted = Promise.withResolvers<undefined>();
  const onAbort = (): void => {
    aborted.resolve(undefined);
  };
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort(); // while it was being started
  await Promise.race([exit, failed, aborted.promise]);
  signal.removeEventListener('abort', onAbort);
}

/** Windows knows no groups: there, only the program itself is ended. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  sendSignal(process.platform === 'win32' ? pid : -pid, signal);
}
