import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Observable, Subject, switchMap, type Subscription } from 'rxjs';
import type { OperationEvent } from '#shared/operation';
import { eventOf, operationWith } from '../../../testing/operations';
import type { RealtimeSocket } from '../realtime/topic';
import type { RealtimeClient } from '../realtime-client';
import { type Followed, followOperation } from './follow-operation';

/** A socket on which a test answers by hand. */
class FakeSocket implements RealtimeSocket {
  readonly asked: { readonly event: string; readonly payload: unknown }[] = [];
  private answer: (value: unknown) => void = () => undefined;
  private readonly listeners = new Map<string, (payload: unknown) => void>();

  on(event: string, listener: (payload: unknown) => void): void {
    this.listeners.set(event, listener);
  }

  off(event: string): void {
    this.listeners.delete(event);
  }

  timeout(): { emitWithAck(event: string, ...payload: readonly unknown[]): Promise<unknown> } {
    return {
      emitWithAck: async (event, payload) => {
        this.asked.push({ event, payload });
        return event === 'operation.follow'
          ? new Promise((resolve) => {
              this.answer = resolve;
            })
          : Promise.resolve({ ok: true, data: null });
      },
    };
  }

  disconnect(): void {
    this.listeners.clear();
  }

  async reply(...events: readonly OperationEvent[]): Promise<void> {
    this.answer({ ok: true, data: { operation: operationWith(), events } });
    await settled();
  }

  tell(event: OperationEvent, operationId = 'op-1'): void {
    this.listeners.get('operation.event')?.({ operationId, ...event });
  }
}

const settled = async (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
const line = (seq: number): OperationEvent =>
  eventOf(seq, {
    kind: 'output',
    data: { stream: 'stdout', offset: 0, text: `line ${seq}\n`, skippedBytes: 0 },
  });

describe('followOperation', () => {
  let sockets$: Subject<FakeSocket>;
  let last: Followed | null;
  let listening: Subscription;

  beforeEach(() => {
    sockets$ = new Subject();
    last = null;
    const client = {
      overEachSocket: <T>(talk: (socket: RealtimeSocket) => Observable<T>) => sockets$.pipe(switchMap(talk)),
    };
    listening = followOperation(client as RealtimeClient, 'op-1').subscribe((followed) => {
      last = followed;
    });
  });

  afterEach(() => {
    listening.unsubscribe();
  });

  const lines = (): readonly string[] =>
    last?.record?.output.chunks.flatMap((chunk) => chunk.lines.map(({ text }) => text)) ?? [];
  const connect = async (): Promise<FakeSocket> => {
    const socket = new FakeSocket();
    sockets$.next(socket);
    await settled();
    return socket;
  };

  it('keeps what overtakes the answer, in its place', async () => {
    const socket = await connect();
    socket.tell(line(3));
    await socket.reply(line(1), line(2));
    socket.tell(line(4));
    expect(lines()).toEqual(['line 1', 'line 2', 'line 3', 'line 4']);
  });

  it('asks the next socket for what came after, without a lost or a doubled line', async () => {
    const first = await connect();
    await first.reply(line(1));
    first.tell(line(2));
    const second = await connect();
    expect(second.asked).toEqual([{ event: 'operation.follow', payload: { id: 'op-1', afterSeq: 2 } }]);
    second.tell(line(4));
    await second.reply(line(2), line(3), line(4));
    second.tell(line(5));
    expect(lines()).toEqual(['line 1', 'line 2', 'line 3', 'line 4', 'line 5']);
  });

  it('leaves other operations alone, and what it cannot read', async () => {
    const socket = await connect();
    await socket.reply(line(1));
    socket.tell(line(2), 'op-2');
    socket.tell({ ...line(3), kind: 'unheard-of' } as unknown as OperationEvent);
    expect(lines()).toEqual(['line 1']);
  });

  it('says when it is not told any more', async () => {
    const socket = await connect();
    await socket.reply(line(1));
    listening.unsubscribe();
    expect(socket.asked.at(-1)).toEqual({ event: 'operation.unfollow', payload: { id: 'op-1' } });
  });
});
