import { describe, expect, it } from '@jest/globals';
import type { CommandStats, Operation } from '#shared/operation';
import { operationWith } from '../../testing/operations';
import { type DayGroup, dayGroupsOf } from './operations-view';

const local = (day: number, hour: number): string => new Date(2026, 5, day, hour).toISOString();
const now = new Date(2026, 5, 18, 14, 0).getTime();
const stats = new Map<string, CommandStats>([
  [
    'service.restart',
    {
      command: 'service.restart',
      runs: 9,
      succeeded: 9,
      failed: 0,
      successRate: 1,
      meanMs: 5_000,
      p50Ms: 5_000,
      p95Ms: 10_000,
      lastRunAt: null,
    },
  ],
]);
const groups = (items: readonly Operation[], nextCursor: string | null = null): readonly DayGroup[] =>
  dayGroupsOf({ items, nextCursor }, new Map([['host.trim', 'Trim the disks']]), stats, now);

describe('dayGroupsOf', () => {
  it('groups by day, in the words one uses for them', () => {
    const days = groups(
      [local(18, 9), local(17, 23), local(17, 1), local(16, 12)].map((requestedAt, index) =>
        operationWith({ id: `op-${index}`, requestedAt }),
      ),
    );
    expect(days.map(({ title, summary }) => [title, summary])).toEqual([
      ['Today', '1 run'],
      ['Yesterday', '2 runs'],
      ['Tuesday 16 June', '1 run'],
    ]);
  });

  it('does not count a day of which it has only a part', () => {
    expect(groups([operationWith({ requestedAt: local(16, 12) })], 'older')[0]?.summary).toBe('');
  });

  it('holds durations against the usual', () => {
    const [day] = groups([
      operationWith({ id: 'a', status: 'succeeded', durationMs: 2_500 }),
      operationWith({ id: 'b', status: 'failed', durationMs: 25_000 }),
      operationWith({ id: 'c', status: 'refused', startedAt: null }),
      operationWith({ id: 'd', command: 'host.trim', target: null, status: 'succeeded', durationMs: 900 }),
    ]);
    expect(day?.rows.map(({ took, share, isSlow }) => [took.replace('\u00A0', ' '), share, isSlow])).toEqual([
      ['2.5 s', 25, false],
      ['25 s', 100, true],
      ['–', null, false],
      ['900 ms', null, false],
    ]);
    expect(day?.rows[3]).toMatchObject({ verb: 'Trim the disks', name: '' });
  });

  it('counts on while it runs', () => {
    const [day] = groups([operationWith({ startedAt: new Date(now - 62_400).toISOString() })]);
    expect(day?.rows[0]?.took.replaceAll('\u00A0', ' ')).toBe('1 min 2 s');
  });
});
