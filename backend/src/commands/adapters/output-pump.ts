import type { Readable } from 'node:stream';
import type { OutputStream, ProcessHandling } from '../process-runner.ts';
import { within } from './within.ts';

/** How often it is looked whether the consumer is busy. */
const STEP_MS = 20;

/** A consumer that has not taken a chunk for so long never will. */
const CONSUMER_PATIENCE_MS = 30_000;

/**
 * Reads a program's two pipes no faster than the chunks are taken: while the consumer is busy neither is read,
 * and the program waits in its next write.
 */
export class OutputPump {
  private readonly waiting: { readonly name: OutputStream; readonly chunk: Buffer }[] = [];
  private readonly pipes: readonly Readable[];
  private readonly taken = Promise.withResolvers<undefined>();
  private readonly broken = Promise.withResolvers<undefined>();
  private open = 2;
  private busy = false;
  private failure: { readonly error: unknown } | null = null;

  constructor(
    stdout: Readable,
    stderr: Readable,
    private readonly take: ProcessHandling['onOutput'],
  ) {
    this.pipes = [stdout, stderr];
    this.read('stdout', stdout);
    this.read('stderr', stderr);
  }

  /** Resolves if the consumer fails. What is read from then on is thrown away. */
  get failed(): Promise<unknown> {
    return this.broken.promise;
  }

  /**
   * Waits until both pipes have ended and everything was taken; gives up after `patienceMs`, not counting the
   * time the consumer needs.
   */
  async settle(patienceMs: number): Promise<void> {
    let [patience, consumerPatience] = [patienceMs, CONSUMER_PATIENCE_MS];
    while (patience > 0 && consumerPatience > 0) {
      if (await within(this.taken.promise, STEP_MS)) return;
      if (this.busy) consumerPatience -= STEP_MS;
      else patience -= STEP_MS;
    }
  }

  /** Reads no more, whoever still holds the other end. */
  close(): void {
    for (const pipe of this.pipes) pipe.destroy();
  }

  /** @throws what the consumer threw */
  check(): void {
    if (this.failure !== null) throw this.failure.error;
  }

  private read(name: OutputStream, pipe: Readable): void {
    pipe.on('data', (chunk: Buffer) => {
      this.receive(name, chunk);
    });
    pipe.on('error', () => undefined); // a pipe that breaks has ended: `close` follows
    pipe.once('close', () => {
      this.open -= 1;
      this.settleIfDone();
    });
  }

  /** Node resumes paused pipes when the program exits, so a chunk may come while the consumer is busy. */
  private receive(name: OutputStream, chunk: Buffer): void {
    if (this.failure !== null) return;
    if (this.busy) {
      this.waiting.push({ name, chunk });
      for (const pipe of this.pipes) pipe.pause();
    } else this.give(name, chunk);
  }

  /** @returns whether the next one can be given at once */
  private give(name: OutputStream, chunk: Buffer): boolean {
    try {
      const taking = this.take(name, chunk);
      if (taking === undefined) return true;
      this.waitFor(taking);
      return false;
    } catch (error) {
      this.fail(error);
      return true;
    }
  }

  private waitFor(taking: Promise<void>): void {
    this.busy = true;
    for (const pipe of this.pipes) pipe.pause();
    taking.then(
      () => {
        this.goOn();
      },
      (error: unknown) => {
        this.fail(error);
        this.goOn();
      },
    );
  }

  private goOn(): void {
    this.busy = false;
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      if (!this.give(next.name, next.chunk)) return;
    }
    for (const pipe of this.pipes) pipe.resume();
    this.settleIfDone();
  }

  private fail(error: unknown): void {
    this.failure ??= { error };
    this.waiting.length = 0;
    this.broken.resolve(undefined);
  }

  private settleIfDone(): void {
    if (this.open === 0 && !this.busy && this.waiting.length === 0) this.taken.resolve(undefined);
  }
}
