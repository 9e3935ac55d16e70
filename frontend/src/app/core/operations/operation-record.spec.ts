import { describe, expect, it } from '@jest/globals';
import type { OperationEvent, OperationEventBody } from '#shared/operation';
import { eventOf, operationWith } from '../../../testing/operations';
import { beginRecord, type OperationRecord, recordEvents } from './operation-record';

const second = (count: number): string => new Date(Date.UTC(2026, 5, 18, 12, 0, count)).toISOString();
const after = (...events: readonly OperationEvent[]): OperationRecord =>
  recordEvents(beginRecord(operationWith({ status: 'queued', startedAt: null })), events);
const step = (status: 'running' | 'succeeded', durationMs: number | null = null): OperationEventBody => ({
  kind: 'step',
  data: { id: 's1', title: 'Pull images', status, durationMs, detail: null },
});
const progress = (id: string, current: number, change: object = {}): OperationEventBody => ({
  kind: 'progress',
  data: {
    id,
    parent: null,
    label: id,
    current,
    total: 100_000_000,
    unit: 'bytes',
    status: 'running',
    detail: null,
    ...change,
  },
});

describe('recordEvents', () => {
  it('drops what it has already, so that a second telling does no harm', () => {
    const piece = (seq: number, text: string): OperationEvent =>
      eventOf(seq, { kind: 'output', data: { stream: 'stdout', offset: 0, text, skippedBytes: 0 } });
    const first = after(piece(1, 'a\n'), piece(2, 'b\n'));
    const again = recordEvents(first, [piece(1, 'a\n'), piece(2, 'b\n'), piece(5, 'c\n')]);
    expect(again.output.chunks[0]?.lines.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    expect(again.seq).toBe(5);
    expect(recordEvents(first, [piece(2, 'b\n')])).toBe(first);
  });

  it('follows the state, with its times', () => {
    const failed = after(
      eventOf(1, { kind: 'state', data: { status: 'running', error: null } }, second(1)),
      eventOf(
        2,
        { kind: 'state', data: { status: 'failed', error: { code: 'x', message: 'No.' } } },
        second(9),
      ),
    );
    expect(failed.operation).toMatchObject({
      status: 'failed',
      startedAt: second(1),
      finishedAt: second(9),
      durationMs: 8_000,
      error: { message: 'No.' },
    });
  });

  it('tells a step once, from its beginning to its end', () => {
    const { steps } = after(
      eventOf(1, step('running'), second(1)),
      eventOf(2, step('succeeded', 900), second(2)),
    );
    expect(steps).toEqual([
      {
        id: 's1',
        title: 'Pull images',
        status: 'succeeded',
        durationMs: 900,
        detail: null,
        beganAt: second(1),
      },
    ]);
  });

  it('knows during which step an image is pulled, and how fast', () => {
    const { parts } = after(
      eventOf(1, step('running'), second(0)),
      eventOf(2, progress('image', 0), second(0)),
      eventOf(3, progress('image', 10_000_000), second(1)),
      eventOf(4, progress('image', 40_000_000), second(4)),
    );
    expect(parts).toHaveLength(1);
    expect(parts[0]).toMatchObject({ step: 's1', current: 40_000_000, perSecond: 10_000_000 });
  });

  it('counts the time of an image from when its turn came', () => {
    const { parts } = after(
      eventOf(1, progress('image', 0, { status: 'waiting' }), second(0)),
      eventOf(2, progress('image', 0), second(5)),
      eventOf(3, progress('image', 100_000_000, { status: 'succeeded' }), second(7)),
    );
    expect(parts[0]).toMatchObject({ beganAt: second(5), endedAt: second(7) });
  });
});
