import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { isTerminal, type Operation, type OperationEvent } from '#shared/operation';
import { type EventBus } from '../platform/events/event-bus.ts';

/** What may wait for whoever reads what is written; the operation is told more slowly then, and goes on. */
const UNREAD_MAX_BYTES = 16 * 1024 * 1024;
const UNREAD_WAIT_MS = 250;

/** Tells on the terminal what happens in one operation, and knows when it has ended. */
export class RunFollower {
  private readonly early: { readonly operationId: string; readonly event: OperationEvent }[] = [];
  private id: string | null = null;
  private readonly outcome = Promise.withResolvers<Operation>();
  private readonly ended = new Map<string, Operation>();

  /**
   * @param output where what the command writes goes
   * @param notes where everything else goes
   */
  constructor(
    bus: EventBus,
    private readonly output: Writable,
    private readonly notes: Writable,
  ) {
    bus.register('command.operation-event', {
      where: 'RunFollower',
      critical: false,
      handle: (payload) => {
        this.hear(payload as { readonly operationId: string; readonly event: OperationEvent });
      },
    });
    bus.register('command.operation-changed', {
      where: 'RunFollower',
      critical: false,
      handle: (payload) => {
        this.note((payload as { readonly operation: Operation }).operation);
      },
    });
  }

  /** From here on it is known which operation it is about; what was heard of it before is told now. */
  async follow({ id }: Operation): Promise<Operation> {
    this.id = id;
    for (const { operationId, event } of this.early) if (operationId === id) this.tell(event);
    const ended = this.ended.get(id);
    return ended ?? this.outcome.promise;
  }

  /** @returns a promise while so much is unread that no more should be told for a moment; undefined if not */
  ready(): Promise<void> | undefined {
    const unread = this.output.writableLength + this.notes.writableLength;
    return unread > UNREAD_MAX_BYTES ? sleep(UNREAD_WAIT_MS) : undefined;
  }

  private hear(heard: { readonly operationId: string; readonly event: OperationEvent }): void {
    if (this.id === null) this.early.push(heard);
    else if (heard.operationId === this.id) this.tell(heard.event);
  }

  private note(operation: Operation): void {
    if (!isTerminal(operation.status)) return;
    if (this.id === null) this.ended.set(operation.id, operation);
    else if (operation.id === this.id)
      setImmediate(() => {
        this.outcome.resolve(operation); // its last events come after it
      });
  }

  private tell({ kind, data }: OperationEvent): void {
    if (kind === 'output') {
      if (data.skippedBytes > 0) this.notes.write(`… ${data.skippedBytes} bytes left out …\n`);
      (data.stream === 'stderr' ? this.notes : this.output).write(data.text);
    } else if (kind === 'step' && data.status !== 'running') {
      const detail = data.detail === null ? '' : `: ${data.detail}`;
      this.notes.write(`${data.status === 'succeeded' ? '✓' : '✗'} ${data.title}${detail}\n`);
    } else if (kind === 'progress' && data.status !== 'waiting' && data.status !== 'running')
      this.notes.write(`  ${data.label}: ${data.detail ?? data.status}\n`);
  }
}
