import { describe, expect, it } from '@jest/globals';
import type { OperationDetail, OperationEvent, OperationEventBody } from '#shared/operation';
import type { ExpectedDuration } from '#shared/operation-metrics';
import { detailWith, eventOf, operationWith } from '../../../testing/operations';
import { NOON } from '../../../testing/services';
import { beginRecord, recordEvents } from './operation-record';
import { type OperationView, operationViewOf } from './operation-view';

const noon = Date.parse(NOON);
const usually = (runs: number): ExpectedDuration => ({ expectedMs: 20_000, runs, basis: 'target' });
const step = (
  id: string,
  status: 'running' | 'succeeded',
  durationMs: number | null,
): OperationEvent['data'] => ({
  id,
  title: `Step ${id}`,
  status,
  durationMs,
  detail: null,
});
const view = (
  events: readonly OperationEvent[] = [],
  {
    now = noon + 12_400,
    known = usually(5),
    change = {},
  }: { now?: number; known?: ExpectedDuration | null; change?: Partial<OperationDetail> } = {},
): OperationView =>
  operationViewOf(
    {
      status: 'known',
      detail: detailWith(change),
      record: recordEvents(beginRecord(operationWith(change)), events),
      outputLoading: false,
    },
    known,
    now,
  );
const plain = (text: string | undefined): string => (text ?? '').replaceAll('\u00A0', ' ');

describe('operationViewOf', () => {
  it('says how long it has run and how long it usually takes', () => {
    expect(plain(view().total?.text)).toBe('12 s, usually 20 s');
    expect(view().total?.percent).toBe(62);
    expect(view([], { now: noon + 90_000 }).total?.percent).toBe(97);
  });

  it('does not make up what to expect', () => {
    expect(view([], { known: usually(2) }).total?.percent).toBeNull();
    expect(plain(view([], { known: null }).total?.text)).toBe('12 s');
  });

  it('believes the parts more than the history', () => {
    const progress = eventOf(1, {
      kind: 'progress',
      data: {
        id: 'i',
        parent: null,
        label: 'i',
        current: 10,
        total: 100,
        unit: 'bytes',
        status: 'running',
        detail: null,
      },
    });
    expect(view([progress]).total?.percent).toBe(10);
  });

  it('puts a bar that was announced before its turn with the step named after it', () => {
    const bar = (seq: number, id: string): OperationEvent =>
      eventOf(seq, {
        kind: 'progress',
        data: {
          ...{ id, parent: null, label: id, current: 0, total: null, unit: 'items' },
          ...{ status: 'waiting', detail: null },
        },
      });
    const { steps, loose } = view([
      bar(1, 'web:1'),
      bar(2, 'db:1'),
      eventOf(3, {
        kind: 'step',
        data: { id: 'a', title: 'Pull web:1', status: 'running', durationMs: null, detail: null },
      }),
    ]);
    expect(steps.map(({ bars }) => bars.map(({ label }) => label))).toEqual([['web:1']]);
    expect(loose.map(({ label }) => label)).toEqual(['db:1']);
  });

  it('tells the steps with how long they took', () => {
    const { steps } = view([
      { kind: 'step', seq: 1, at: NOON, data: step('a', 'succeeded', 400) } as OperationEvent,
      { kind: 'step', seq: 2, at: NOON, data: step('b', 'running', null) } as OperationEvent,
    ]);
    expect(steps.map(({ title, took, look }) => [title, plain(took), look.word])).toEqual([
      ['Step a', '400 ms', 'Done'],
      ['Step b', '12 s', 'Running'],
    ]);
  });

  it('has no bar once it is over, and takes the message apart', () => {
    const over = view([], {
      change: {
        status: 'failed',
        error: { code: 'x', message: 'jellyfin is not healthy after 60 s. It runs. Look at its logs.' },
      },
    });
    expect(over).toMatchObject({
      isOver: true,
      total: null,
      trouble: { fact: 'jellyfin is not healthy after 60 s.', rest: 'It runs. Look at its logs.' },
    });
  });

  it('says that a cancel was asked for', () => {
    expect(view([], { change: { cancelRequestedBy: 'jonas' } }).look.word).toBe('Cancelling');
  });

  it('does not say twice what came of a step: its bar has the rest', () => {
    const detail = 'newer image';
    const image = { id: 'web:1', parent: null, label: 'web:1', current: 1, total: 1, unit: 'items' } as const;
    const ended = { id: 's', title: 'Pull web:1', status: 'succeeded', durationMs: 900, detail } as const;
    const bodies: readonly OperationEventBody[] = [
      { kind: 'step', data: { ...ended, status: 'running', durationMs: null, detail: null } },
      { kind: 'progress', data: { ...image, status: 'running', detail: null } },
      { kind: 'progress', data: { ...image, status: 'succeeded', detail } },
      { kind: 'step', data: ended },
    ];
    const { steps } = view(bodies.map((body, index) => eventOf(index + 1, body)));
    expect([steps[0]?.detail, steps[0]?.bars.map(({ note }) => note)]).toEqual([detail, ['0\u00A0ms']]);
  });
});
