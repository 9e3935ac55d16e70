/** A program to run: no shell, nothing inherited. */
export interface ProcessSpec {
  /** Absolute path of the program. */
  readonly file: string;
  readonly args: readonly string[];
  /** All of its environment but the marker. */
  readonly env: Readonly<Record<string, string>>;
  /** Absolute path. */
  readonly cwd: string;
  /** Written into its environment as `HOMELAB_OPERATION`, so that every descendant can be found by it: the operation's id. */
  readonly marker: string;
}

/** How a program ended. */
export interface ProcessExit {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  /** Such as `SIGKILL`; null where it ended by itself. */
  readonly signal: string | null;
  /** Descendants that outlived it and were killed. */
  readonly survivorsKilled: number;
}

/** A process by what cannot be confused: its id and when it started (clock ticks since boot). */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTime: string;
}

export type OutputStream = 'stdout' | 'stderr';

export interface ProcessHandling {
  /** Aborted to end it: TERM to the group, a grace, KILL, then whoever still carries the marker. */
  readonly signal: AbortSignal;
  /** Called for each chunk as it is read; what it returns is awaited before more is read. */
  readonly onOutput: (stream: OutputStream, chunk: Buffer) => void | Promise<void>;
  readonly onStarted?: (process: ProcessIdentity) => void;
}

/** Runs programs and leaves none behind. */
export abstract class ProcessRunner {
  /**
   * Resolves when the program and all its descendants are gone, however it ended; an abort is no error here. Where
   * it was aborted before, nothing is started.
   *
   * @throws ProgramNotStarted if it could not be started; ProcessesNotEnded if it cannot be ended; whatever
   *   `onOutput` or `onStarted` threw, once everything is gone
   */
  abstract run(spec: ProcessSpec, handling: ProcessHandling): Promise<ProcessExit>;

  /** Whoever carries a marker now. */
  abstract find(marker: string): Promise<readonly ProcessIdentity[]>;

  /**
   * Kills whoever carries a marker, until nobody does.
   *
   * @returns how many that were
   * @throws ProcessesNotEnded
   */
  abstract sweep(marker: string): Promise<number>;
}
