import { Injectable } from '@nestjs/common';
import type { DomainEventMap } from '#shared/events/domain-event-map';
import type { OperationEvent } from '#shared/operation';
import { RealtimeServer } from '../platform/realtime/realtime-server.ts';
import type { AppSocket } from '../platform/realtime/socket-data.ts';

type Told = DomainEventMap['command.operation-event'];
type OutputEvent = Extract<OperationEvent, { kind: 'output' }>;

/** What one socket was not sent of an operation's output. */
interface Missed {
  /** Where it begins, in bytes. */
  readonly from: number;
  /** The last piece of it, and where that ends. */
  readonly last: OutputEvent;
  readonly end: number;
}

/**
 * Tells the sockets that follow an operation what happens in it. Output is left out for one that is behind; it is told
 * exactly how much, with the next piece or before whatever else is told. All else reaches everybody.
 */
@Injectable()
export class OperationFollowers {
  private readonly missed = new Map<string, Map<string, Missed>>();

  constructor(private readonly realtime: RealtimeServer) {}

  async join(socket: AppSocket, operationId: string): Promise<void> {
    await socket.join(roomOf(operationId));
  }

  async leave(socket: AppSocket, operationId: string): Promise<void> {
    this.forget(socket, operationId);
    await socket.leave(roomOf(operationId));
  }

  /** What it has missed until now it is told otherwise, or not at all. */
  forget({ id }: AppSocket, operationId: string): void {
    this.missed.get(operationId)?.delete(id);
  }

  /** @returns undefined if nobody who follows has to be waited for */
  ready(operationId: string): Promise<void> | undefined {
    return this.realtime.ready(roomOf(operationId));
  }

  tell({ operationId, event, outputEnd }: Told): void {
    if (event.kind === 'output' && outputEnd !== null) this.tellOutput(operationId, event, outputEnd);
    else {
      this.tellMissed(operationId);
      this.realtime.emitTo(roomOf(operationId), 'operation.event', { operationId, ...event });
    }
  }

  private tellOutput(operationId: string, event: OutputEvent, end: number): void {
    const room = roomOf(operationId);
    const behind = this.realtime.behindIn(room);
    const missed = this.missed.get(operationId) ?? new Map<string, Missed>();
    const apart = new Set([...behind, ...missed.keys()]);
    for (const [id, { from }] of missed) {
      if (behind.has(id)) continue;
      const data = { ...event.data, skippedBytes: event.data.offset - from };
      this.realtime.emitToSocket(id, 'operation.event', { operationId, ...event, data });
      missed.delete(id);
    }
    for (const id of behind) {
      const from = missed.get(id)?.from ?? event.data.offset - event.data.skippedBytes;
      missed.set(id, { from, last: event, end });
    }
    if (missed.size > 0) this.missed.set(operationId, missed);
    else this.missed.delete(operationId);
    this.realtime.emitTo(room, 'operation.event', { operationId, ...event }, apart);
  }

  /** As pieces without a text. Whatever ends an operation is told last, so nothing remains of it here. */
  private tellMissed(operationId: string): void {
    for (const [id, { from, last, end }] of this.missed.get(operationId) ?? []) {
      const data = { ...last.data, offset: end, text: '', skippedBytes: end - from };
      this.realtime.emitToSocket(id, 'operation.event', { operationId, ...last, data });
    }
    this.missed.delete(operationId);
  }
}

function roomOf(id: string): string {
  return `operation:${id}`;
}
