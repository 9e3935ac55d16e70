import { isTerminal, type OperationEvent } from '#shared/operation';
import { type TestSocket } from '../../platform/testing/test-socket.ts';

/** Follows an operation that writes nothing but ASCII, and keeps count of its output: what was told, what was skipped. */
export class CountingFollower {
  told = 0;
  skipped = 0;
  /** Pieces that do not begin where the one before has ended, and events out of order. */
  readonly faults: string[] = [];
  readonly kinds: string[] = [];
  private lastSeq = 0;
  private readonly over = Promise.withResolvers<undefined>();

  private constructor(readonly socket: TestSocket) {}

  static async of(socket: TestSocket, id: string): Promise<CountingFollower> {
    const follower = new CountingFollower(socket);
    const early: OperationEvent[] = [];
    let isReady = false;
    socket.on('operation.event', ({ operationId, ...event }) => {
      if (operationId !== id) return;
      if (isReady) follower.take(event);
      else early.push(event);
    });
    const answer = await socket.ask('operation.follow', { id, afterSeq: 0 });
    if (!answer.ok) throw new Error(answer.error.message);
    for (const event of answer.data.events) follower.take(event);
    isReady = true;
    for (const event of early) if (event.seq > follower.lastSeq) follower.take(event);
    return follower;
  }

  /** Resolves when it has heard of the end. */
  async ended(): Promise<void> {
    return this.over.promise;
  }

  private take(event: OperationEvent): void {
    if (event.seq <= this.lastSeq) this.faults.push(`${event.seq} after ${this.lastSeq}`);
    this.lastSeq = event.seq;
    if (this.kinds.at(-1) !== event.kind) this.kinds.push(event.kind);
    if (event.kind === 'state' && isTerminal(event.data.status)) this.over.resolve(undefined);
    if (event.kind !== 'output') return;
    const { offset, text, skippedBytes } = event.data;
    const place = this.told + this.skipped;
    if (offset - skippedBytes !== place)
      this.faults.push(`${skippedBytes} skipped before ${offset}, at ${place}`);
    this.told += text.length;
    this.skipped += skippedBytes;
  }
}
