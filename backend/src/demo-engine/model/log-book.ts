import { type Agenda, type Appointment } from './agenda.ts';
import { type Container } from './container.ts';
import { type LifecycleListener } from './lifecycle.ts';
import { LogHistory, type LogLine } from './log-history.ts';
import { type LogProgram, type LogStream } from './log-program.ts';
import { type ModelClock } from './model-clock.ts';
import { type Moment } from './moment.ts';

export interface LogParts {
  readonly clock: ModelClock;
  readonly agenda: Agenda;
  readonly seed: number;
  /** From here on, programs speak only when they start, end, or are made to; null: never. */
  readonly quietFrom: Moment | null;
  readonly programs: Readonly<Record<string, LogProgram>>;
}

/** What was written up to a moment. */
export interface LogReading {
  readonly lines: readonly LogLine[];
  readonly until: Moment;
}

export interface LogListener {
  lines(lines: readonly LogLine[]): void;
  /** The program ended; nothing more will come. */
  ended(): void;
}

interface Follower {
  readonly listener: LogListener;
  /** Everything up to here has been given. */
  given: Moment;
  next: Appointment | null;
}

/**
 * The logs of all containers. Chatter is not kept but worked out again from seed and time whenever somebody reads, so
 * an unread log costs nothing; only what was said on an occasion is remembered.
 */
export class LogBook implements LifecycleListener {
  readonly #clock: ModelClock;
  readonly #agenda: Agenda;
  readonly #history: LogHistory;
  readonly #programs: Readonly<Record<string, LogProgram>>;
  readonly #followers = new Map<string, Set<Follower>>();

  constructor({ clock, agenda, seed, quietFrom, programs }: LogParts) {
    this.#clock = clock;
    this.#agenda = agenda;
    this.#programs = programs;
    this.#history = new LogHistory({ seed, quietFrom, programs });
  }

  /** The last `count` lines that were written from `since` on, oldest first, and up to which moment these are all. */
  read(container: Container, count: number, since: Moment): LogReading {
    const until = this.#clock.stamp(); // whatever is written from now on has a later one
    return { lines: this.#history.tail(container, { since, until, count }), until };
  }

  /** A line on an occasion, now. */
  write(container: Container, text: string, stream: LogStream = 'stdout'): void {
    this.#history.remember(container, { at: this.#clock.stamp(), stream, text });
    for (const follower of [...(this.#followers.get(container.id) ?? [])]) this.#catchUp(container, follower);
  }

  /** Gives everything that is written after this moment. Returns the function that ends it. */
  follow(container: Container, after: Moment, listener: LogListener): () => void {
    const follower: Follower = { listener, given: after, next: null };
    const all = this.#followers.get(container.id) ?? new Set();
    this.#followers.set(container.id, all.add(follower));
    this.#waitForNext(container, follower);
    return () => {
      this.#drop(container, follower);
    };
  }

  started(container: Container): void {
    const program = this.#programs[container.spec.behaviour.program];
    for (const line of program?.starting(this.#clock.now()) ?? []) this.write(container, line);
  }

  ended(container: Container): void {
    const program = this.#programs[container.spec.behaviour.program];
    const failed = container.exitCode !== 0 && !container.stoppedOnPurpose;
    for (const line of failed ? (program?.failing ?? []) : []) this.write(container, line, 'stderr');
    for (const follower of [...(this.#followers.get(container.id) ?? [])]) {
      this.#catchUp(container, follower);
      this.#drop(container, follower);
      follower.listener.ended();
    }
  }

  removed(container: Container): void {
    this.ended(container);
    this.#history.forget(container);
  }

  get followers(): number {
    return [...this.#followers.values()].reduce((sum, { size }) => sum + size, 0);
  }

  #catchUp(container: Container, follower: Follower): void {
    const until = this.#clock.stamp();
    const lines = this.#history.tail(container, { since: follower.given + 1, until, count: CATCH_UP_LINES });
    follower.given = until;
    if (lines.length > 0) follower.listener.lines(lines);
  }

  #waitForNext(container: Container, follower: Follower): void {
    follower.next?.cancel();
    const at = this.#history.nextChatter(container, follower.given);
    if (at === null) return;
    follower.next = this.#agenda.schedule(at, () => {
      this.#catchUp(container, follower);
      this.#waitForNext(container, follower);
    });
  }

  #drop({ id }: Container, follower: Follower): void {
    follower.next?.cancel();
    const all = this.#followers.get(id);
    all?.delete(follower);
    if (all?.size === 0) this.#followers.delete(id);
  }
}

/** After a machine slept, the chatter of hours is not worth telling. */
const CATCH_UP_LINES = 200;
