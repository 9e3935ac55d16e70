import { describe, expect, it } from '@jest/globals';
import { lanesViewOf } from './lanes-view';

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
            { id: 'c-1', at: '2026-06-14T12:00:00.000Z', kind: 'recreated', tone: 'neutral', count: 3 },
            { id: 'c-2', at: '2026-06-18T00:00:00.000Z', kind: 'stopped', tone: 'bad', count: 1 },
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
});
