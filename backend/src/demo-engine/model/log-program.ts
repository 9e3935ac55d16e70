import { type Moment } from './moment.ts';
import { type Random } from './random.ts';

export type LogStream = 'stdout' | 'stderr';

/** What a program writes at one moment: one line or several, such as a stack trace. */
interface LogEntry {
  readonly stream: LogStream;
  readonly lines: readonly string[];
}

/** What a line may depend on. `turn` counts up with time, for sequence numbers. */
export interface LogContext {
  readonly random: Random;
  readonly at: Moment;
  readonly turn: number;
}

/** The voice of a program: what it says when it starts, while it runs, and when it fails. */
export interface LogProgram {
  /** Mean time between two entries, in seconds; null: it says nothing while all is well. */
  readonly everySeconds: number | null;
  readonly say: (context: LogContext) => LogEntry;
  readonly starting: (at: Moment) => readonly string[];
  /** What it says before it ends with a failure. */
  readonly failing: readonly string[];
}
