import { ProgramNotStarted } from '../process-errors.ts';
import {
  type OutputStream,
  type ProcessExit,
  type ProcessHandling,
  type ProcessIdentity,
  ProcessRunner,
  type ProcessSpec,
} from '../process-runner.ts';

/** What a scripted program can do. */
interface ScriptedProcess {
  readonly spec: ProcessSpec;
  /** Resolves once it was taken. */
  readonly write: (stream: OutputStream, data: string | Buffer) => Promise<void>;
  /** Leaves a process behind that outlives it. */
  readonly leaveBehind: () => void;
  /** Aborted when the program is asked to end. One that ends on it exits with SIGTERM, whatever it returns. */
  readonly signal: AbortSignal;
  /** Resolves when it is asked to end. */
  readonly askedToEnd: Promise<void>;
}

/** What a program does; the number is its exit code, 0 if it has none. */
type Script = (process: ScriptedProcess) => Promise<number | undefined> | number | undefined;

interface Present {
  readonly marker: string;
  readonly process: ProcessIdentity;
  readonly kill: () => void;
}

const CALLED_OFF: ProcessExit = { exitCode: null, signal: 'SIGTERM', survivorsKilled: 0 };

/** Runs programs that are functions of a test. */
export class FakeProcessRunner extends ProcessRunner {
  /** What was run, in order. */
  readonly runs: ProcessSpec[] = [];
  private readonly scripts = new Map<string, Script>();
  private present: Present[] = [];
  private lastPid = 1_000;

  /** Installs a program. */
  install(file: string, script: Script): this {
    this.scripts.set(file, script);
    return this;
  }

  /** A process that a crashed server, or a program, has left behind. */
  leaveBehind(marker: string): ProcessIdentity {
    return this.enter(marker, () => undefined).process;
  }

  override async run(spec: ProcessSpec, handling: ProcessHandling): Promise<ProcessExit> {
    if (handling.signal.aborted) return CALLED_OFF;
    const script = this.scripts.get(spec.file);
    if (script === undefined) {
      throw new ProgramNotStarted('program_not_found', `There is no program at ${spec.file}.`);
    }
    this.runs.push(spec);
    const killed = Promise.withResolvers<'killed'>();
    const present = this.enter(spec.marker, () => {
      killed.resolve('killed');
    });
    let outcome: number | undefined | 'killed';
    let survivorsKilled: number;
    try {
      handling.onStarted?.(present.process);
      outcome = await Promise.race([this.perform(script, spec, handling), killed.promise]);
    } finally {
      this.present = this.present.filter((one) => one !== present);
      survivorsKilled = await this.sweep(spec.marker);
    }
    return { ...howItEnded(outcome, handling.signal), survivorsKilled };
  }

  override async find(marker: string): Promise<readonly ProcessIdentity[]> {
    return Promise.resolve(this.present.filter((one) => one.marker === marker).map(({ process }) => process));
  }

  override async sweep(marker: string): Promise<number> {
    const found = this.present.filter((one) => one.marker === marker);
    this.present = this.present.filter((one) => one.marker !== marker);
    for (const { kill } of found) kill();
    return Promise.resolve(found.length);
  }

  private async perform(
    script: Script,
    spec: ProcessSpec,
    { signal, onOutput }: ProcessHandling,
  ): Promise<number | undefined> {
    return script({
      spec,
      signal,
      askedToEnd: aborted(signal),
      write: async (stream, data) => onOutput(stream, Buffer.from(data)),
      leaveBehind: () => void this.leaveBehind(spec.marker),
    });
  }

  private enter(marker: string, kill: () => void): Present {
    const present = { marker, process: this.identity(), kill };
    this.present.push(present);
    return present;
  }

  private identity(): ProcessIdentity {
    this.lastPid += 1;
    return { pid: this.lastPid, startTime: String(this.lastPid * 10) };
  }
}

function howItEnded(
  outcome: number | undefined | 'killed',
  { aborted: isCalledOff }: AbortSignal,
): Pick<ProcessExit, 'exitCode' | 'signal'> {
  if (outcome === 'killed') return { exitCode: null, signal: 'SIGKILL' };
  return isCalledOff ? { exitCode: null, signal: 'SIGTERM' } : { exitCode: outcome ?? 0, signal: null };
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => {
    signal.addEventListener('abort', resolve, { once: true });
  });
}
