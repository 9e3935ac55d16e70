import { describe, expect, it } from '@jest/globals';
import type { LaneMark } from '#shared/change';
import type { OperationStatus } from '#shared/operation';
import { lanesViewOf } from './lanes-view';

const NO_OPERATION = { command: null, status: null } as const;

describe('lanesViewOf', () => {
  it('puts every mark at its place on the one axis', () => {
    const { lanes, ticks, total } = lanesViewOf({
      from: '2026-06-11T00:00:00.000Z',
      to: '2026-06-18T00:00:00.000Z',
      lanes: [
        {
          lane: 'outside',
          count: 4,
          marks: [
            {
              id: 'c-1',
              at: '2026-06-14T12:00:00.000Z',
              kind: 'recreated',
              tone: 'neutral',
              count: 3,
              ...NO_OPERATION,
            },
            {
              id: 'c-2',
              at: '2026-06-18T00:00:00.000Z',
              kind: 'stopped',
              tone: 'bad',
              count: 1,
              ...NO_OPERATION,
            },
          ],
        },
      ],
    });
    expect(total).toBe(4);
    expect(ticks.length).toBeGreaterThanOrEqual(7);
    expect(new Set(ticks.map(({ text }) => text)).size).toBe(ticks.length);
    expect(lanes[0]?.marks).toMatchObject([
      { left: 50, mark: 'diamond', tone: 'warn', title: expect.stringMatching(/^Recreated, .* and 2 more$/) },
      { left: 100, mark: 'cross', tone: 'bad' },
    ]);
  });

  it.each<[string, OperationStatus, LaneMark['tone'], string, string, RegExp]>([
    ['compose.up', 'succeeded', 'neutral', 'up', 'off', /^Compose up, 14 Jun 2026/],
    ['docker.pull', 'succeeded', 'neutral', 'up', 'off', /^Pull image, 14 Jun/],
    ['docker.pull-all', 'running', 'neutral', 'up', 'accent', /^Pull all images, running, 14 Jun/],
    ['compose.pull', 'cancelled', 'neutral', 'up', 'off', /^Pull images, cancelled, 14 Jun/],
    ['service.restart', 'succeeded', 'neutral', 'dot', 'off', /^Restart, 14 Jun/],
    ['compose.stop', 'succeeded', 'neutral', 'dot', 'off', /^Stop, 14 Jun/],
    ['service.start', 'interrupted', 'neutral', 'dot', 'warn', /^Start, interrupted, 14 Jun/],
    ['host.backup', 'succeeded', 'neutral', 'dot', 'off', /^host\.backup, 14 Jun/],
    ['service.restart', 'failed', 'bad', 'cross', 'bad', /^Restart, failed, 14 Jun/],
    ['compose.up', 'timed_out', 'bad', 'cross', 'bad', /^Compose up, timed out, 14 Jun/],
  ])('marks %s that is %s by what it does and how it ended', (command, status, tone, mark, drawn, title) => {
    const at = '2026-06-14T12:00:00.000Z';
    const { lanes } = lanesViewOf({
      from: '2026-06-11T00:00:00.000Z',
      to: '2026-06-18T00:00:00.000Z',
      lanes: [
        {
          lane: 'operations',
          count: 1,
          marks: [{ id: 'o-1', at, kind: 'operation', tone, count: 1, command, status }],
        },
      ],
    });
    expect(lanes[0]?.marks).toEqual([
      { id: 'o-1', left: 50, mark, tone: drawn, title: expect.stringMatching(title) },
    ]);
  });

  it('draws what an operation did with the shape of its kind, and what was done outside with a diamond', () => {
    const at = '2026-06-14T12:00:00.000Z';
    const updated = { at, kind: 'updated', tone: 'neutral', count: 1, ...NO_OPERATION } as const;
    const { lanes } = lanesViewOf({
      from: '2026-06-11T00:00:00.000Z',
      to: '2026-06-18T00:00:00.000Z',
      lanes: [
        { lane: 'operations', count: 1, marks: [{ ...updated, id: 'c-1' }] },
        { lane: 'outside', count: 1, marks: [{ ...updated, id: 'c-2' }] },
      ],
    });
    expect(lanes.map(({ marks }) => [marks[0]?.mark, marks[0]?.tone])).toEqual([
      ['up', 'off'],
      ['diamond', 'warn'],
    ]);
  });
});
