import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation, OperationEvent } from '#shared/operation';
import type { OperationDelta } from '#shared/socket';
import { type TestClient } from '../platform/testing/test-client.ts';
import { type TestSocket } from '../platform/testing/test-socket.ts';
import { type CommandsApp, startCommandsApp } from './testing/commands-app.ts';
import { ended, run } from './testing/operation-client.ts';

jest.setTimeout(60_000);

/** A client as the browser's: keeps what is new by its number, in whatever order it comes. */
class Follower {
  readonly events = new Map<number, OperationEvent>();
  doubled = 0;

  constructor(private readonly id: string) {}

  get lastSeq(): number {
    return Math.max(0, ...this.events.keys());
  }

  async follow(socket: TestSocket): Promise<void> {
    const early: OperationEvent[] = [];
    let isReady = false;
    socket.on('operation.event', ({ operationId, ...event }) => {
      if (operationId !== this.id) return;
      if (isReady) this.take(event);
      else early.push(event);
    });
    const afterSeq = this.lastSeq;
    const answer = await socket.ask('operation.follow', { id: this.id, afterSeq });
    if (!answer.ok) throw new Error(answer.error.message);
    for (const event of answer.data.events) {
      if (event.seq <= afterSeq) this.doubled += 1;
      this.take(event);
    }
    isReady = true;
    for (const event of early) this.take(event);
  }

  output(): string {
    return [...this.events.values()]
      .sort((a, b) => a.seq - b.seq)
      .map((event) => (event.kind === 'output' ? event.data.text : ''))
      .join('');
  }

  isOver(): boolean {
    return [...this.events.values()].some(
      ({ kind, data }) => kind === 'state' && !['queued', 'running'].includes(data.status),
    );
  }

  private take(event: OperationEvent): void {
    this.events.set(event.seq, event);
  }
}

describe('operations over a socket', () => {
  let app: CommandsApp;
  let operator: TestClient;
  beforeEach(async () => {
    app = await startCommandsApp();
    operator = app.as('operator');
  });
  afterEach(async () => {
    await app.close();
  });

  it('are watched: a snapshot of what is under way, then each change, numbered', async () => {
    const running = await run(operator, 'test.sleep', { ms: 60_000 });
    const socket = await app.connect(app.as('viewer'));
    const answer = await socket.ask('operations.watch');
    if (!answer.ok) throw new Error(answer.error.message);
    expect(answer.data.operations).toMatchObject([{ id: running.id, status: 'running' }]);
    const deltas: OperationDelta[] = [];
    socket.on('operation.changed', (delta) => deltas.push(delta));
    const other = await ended(operator, await run(operator, 'test.fail'));
    await operator.post('/api/commands/test.fail/runs', { params: { no: 1 } });
    while (deltas.length < 4) await sleep(5);
    expect(deltas.map(({ seq }) => seq - answer.data.seq)).toEqual([1, 2, 3, 4]);
    expect(deltas.map(({ operation: { id, status } }) => [id === other.id, status])).toEqual([
      [true, 'queued'],
      [true, 'running'],
      [true, 'failed'],
      [false, 'refused'],
    ]);
  });

  it('are followed without a lost or doubled line, whatever becomes of the connection', async () => {
    const lines = 600;
    const operation = await run(operator, 'test.spew', { lines, pauseMs: 1 });
    const follower = new Follower(operation.id);
    for (let round = 0; !follower.isOver(); round += 1) {
      const socket = await app.connect(app.as('viewer'));
      await follower.follow(socket);
      await sleep(20 + (round % 5) * 20);
      socket.close();
    }
    expect(follower.doubled).toBe(0);
    expect(follower.output()).toBe(
      Array.from({ length: lines }, (_, index) => `line ${index + 1}\n`).join(''),
    );
    expect([...follower.events.values()].filter(({ kind }) => kind === 'step')).toHaveLength(2);
    await ended(operator, operation);
  });

  it('are followed after their end, and not heard of any more once somebody is not interested', async () => {
    const operation: Operation = await ended(operator, await run(operator, 'test.spew', { lines: 3 }));
    const socket = await app.connect(app.as('viewer'));
    const follower = new Follower(operation.id);
    await follower.follow(socket);
    expect(follower.output()).toBe('line 1\nline 2\nline 3\n');
    expect(follower.isOver()).toBe(true);
    const running = await run(operator, 'test.sleep', { ms: 60_000 });
    const heard: unknown[] = [];
    socket.on('operation.event', (event) => heard.push(event));
    await socket.ask('operation.follow', { id: running.id, afterSeq: 0 });
    await socket.ask('operation.unfollow', { id: running.id });
    await operator.post(`/api/operations/${running.id}/cancel`);
    await ended(operator, running);
    await socket.ask('operations.watch');
    expect(heard).toEqual([]);
  });

  it('cannot be followed where there are none', async () => {
    const socket = await app.connect(app.as('viewer'));
    expect(await socket.ask('operation.follow', { id: 'nothing', afterSeq: 0 })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
  });
});
