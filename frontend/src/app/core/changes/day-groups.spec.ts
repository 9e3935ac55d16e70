import { describe, expect, it } from '@jest/globals';
import { aChange } from '../../../testing/change';
import { groupByDay } from './day-groups';

describe('groupByDay', () => {
  it('names the day, by the zone of whoever looks', () => {
    const now = new Date(2026, 5, 18, 14, 0, 0).getTime();
    const on = (day: number, hour: number) =>
      aChange({ id: `c-${day}-${hour}`, at: new Date(2026, 5, day, hour).toISOString() });
    const groups = groupByDay([on(18, 13), on(18, 0), on(17, 23), on(11, 9)], now);
    expect(groups.map(({ title, changes }) => [title, changes.length])).toEqual([
      ['Today, Thursday 18 June', 2],
      ['Yesterday, Wednesday 17 June', 1],
      ['Thursday 11 June', 1],
    ]);
  });
});
