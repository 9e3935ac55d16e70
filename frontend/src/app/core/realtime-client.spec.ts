import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import type { Subscription } from 'rxjs';
import * as z from 'zod/mini';
import { OPEN_SOCKET, RealtimeClient } from './realtime-client';
import type { Connection } from './realtime/connection';
import type { RealtimeSocket, Topic, Watched } from './realtime/topic';

/** A socket without a network: tests say what arrives and how a question is answered. */
class FakeSocket implements RealtimeSocket {
  readonly asked: string[] = [];
  closed = false;
  answer: () => unknown = () => ({ ok: true, data: { seq: 1, total: 10 } });
  private readonly listeners = new Map<string, Set<(payload: unknown) => void>>();

  on(event: string, listener: (payload: unknown) => void): void {
    this.listeners.set(event, (this.listeners.get(event) ?? new Set()).add(listener));
  }

  off(event: string, listener: (payload: unknown) => void): void {
    this.listeners.get(event)?.delete(listener);
  }

  timeout(): { emitWithAck(event: string): Promise<unknown> } {
    return {
      emitWithAck: async (event) => {
        this.asked.push(event);
        return Promise.resolve(this.answer());
      },
    };
  }

  disconnect(): void {
    this.closed = true;
  }

  receive(event: string, payload?: unknown): void {
    for (const listener of [...(this.listeners.get(event) ?? [])]) listener(payload);
  }
}

const Snapshot = z.object({ seq: z.number(), total: z.number() });
const Delta = z.object({ seq: z.number(), add: z.number() });
const TOPIC: Topic<z.infer<typeof Snapshot>, z.infer<typeof Delta>, number> = {
  watch: 'services.watch',
  snapshot: Snapshot,
  changed: 'services.changed',
  delta: Delta,
  begin: ({ total }) => total,
  reduce: (value, { add }) => value + add,
};

describe('RealtimeClient', () => {
  let sockets: FakeSocket[];
  let client: RealtimeClient;
  let seen: Watched<number>[];
  let connections: Connection['status'][];
  let subscriptions: Subscription[];

  const socket = (): FakeSocket => {
    const last = sockets.at(-1);
    if (last === undefined) throw new Error('No socket was opened.');
    return last;
  };
  const settle = async (): Promise<void> => jest.advanceTimersByTimeAsync(10);
  const values = (): unknown[] =>
    seen.map((watched) => (watched.status === 'known' ? watched.value : watched.status));

  beforeEach(async () => {
    jest.useFakeTimers();
    sockets = [];
    seen = [];
    connections = [];
    const open = async (): Promise<FakeSocket> => {
      sockets.push(new FakeSocket());
      return Promise.resolve(socket());
    };
    TestBed.configureTestingModule({ providers: [{ provide: OPEN_SOCKET, useValue: open }] });
    client = TestBed.inject(RealtimeClient);
    subscriptions = [
      client.connection$.subscribe(({ status }) => connections.push(status)),
      client.snapshotThenDeltas(TOPIC).subscribe((watched) => seen.push(watched)),
    ];
    await settle();
  });

  afterEach(() => {
    for (const subscription of subscriptions) subscription.unsubscribe();
    jest.useRealTimers();
  });

  it('asks for a snapshot once connected, then follows the deltas', async () => {
    socket().receive('connect');
    await settle();
    socket().receive('services.changed', { seq: 2, add: 5 });
    expect(values()).toEqual(['waiting', 10, 15]);
    expect(connections).toEqual(['connecting', 'open']);
  });

  it('asks anew when a change was missed or cannot be read', async () => {
    socket().receive('connect');
    await settle();
    socket().answer = () => ({ ok: true, data: { seq: 9, total: 90 } });
    socket().receive('services.changed', { seq: 4, add: 5 });
    await settle();
    socket().receive('services.changed', { seq: 10, sum: 'nonsense' });
    await settle();
    expect(values()).toEqual(['waiting', 10, 90]);
    expect(socket().asked).toHaveLength(3);
  });

  it('connects again by itself, keeps the last picture meanwhile, and asks anew', async () => {
    socket().receive('connect');
    await settle();
    socket().receive('disconnect', 'transport close');
    expect(sockets[0]?.closed).toBe(true);
    expect(connections.at(-1)).toBe('waiting');
    await jest.advanceTimersByTimeAsync(500);
    expect(sockets).toHaveLength(2);
    socket().answer = () => ({ ok: true, data: { seq: 1, total: 70 } });
    socket().receive('connect');
    await settle();
    expect(values()).toEqual(['waiting', 10, 70]);
    expect(connections.at(-1)).toBe('open');
  });

  it('waits longer each time, but tries at once when somebody asks', async () => {
    for (let failures = 0; failures < 4; failures += 1) {
      socket().receive('connect_error', new Error('refused'));
      await jest.advanceTimersByTimeAsync(5_000);
    }
    expect(sockets).toHaveLength(5);
    socket().receive('connect_error', new Error('refused'));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(sockets).toHaveLength(5);
    client.tryNow();
    await settle();
    expect(sockets).toHaveLength(6);
  });

  it('says why it is refused, and asks again after a while', async () => {
    socket().answer = () => ({ ok: false, error: { code: 'too_many_requests', message: 'Slow down.' } });
    socket().receive('connect');
    await settle();
    expect(seen.at(-1)).toEqual({
      status: 'refused',
      refusal: { code: 'too_many_requests', message: 'Slow down.' },
    });
    socket().answer = () => ({ ok: true, data: { seq: 3, total: 30 } });
    await jest.advanceTimersByTimeAsync(5_000);
    expect(values().at(-1)).toBe(30);
  });

  it('tells a server of another version from one of its own', async () => {
    socket().answer = () => ({ ok: true, data: { seq: 1, amount: 10 } });
    socket().receive('connect');
    await settle();
    expect(seen.at(-1)).toMatchObject({ status: 'refused', refusal: { code: 'unreadable' } });
  });

  it('passes on why the session ended', async () => {
    const reasons: string[] = [];
    subscriptions.push(client.sessionEnded$.subscribe((reason) => reasons.push(reason)));
    socket().receive('connect');
    await settle();
    socket().receive('session.ended', { reason: 'disabled' });
    socket().receive('session.ended', { reason: 'a reason of another version' });
    expect(reasons).toEqual(['disabled', 'revoked']);
  });

  it('closes the socket when nobody listens any more, even one that was still being opened', async () => {
    for (const subscription of subscriptions) subscription.unsubscribe();
    expect(socket().closed).toBe(true);
    client.connection$.subscribe().unsubscribe();
    await settle();
    expect(sockets).toHaveLength(2);
    expect(socket().closed).toBe(true);
  });
});
