import { describe, expect, it } from '@jest/globals';
import { EntryHeights } from './entry-heights';

/** A day of 30, three rows of 10, a day of 30, a row of 10: begins at 0, 30, 40, 50, 60, 90 and ends at 100. */
const heights = new EntryHeights([30, 10, 10, 10, 30, 10]);

describe('EntryHeights', () => {
  it('knows where lines begin and where all of them end', () => {
    expect([0, 1, 3, 5].map((index) => heights.offset(index))).toEqual([0, 30, 50, 90]);
    expect([heights.total, heights.offset(99)]).toEqual([100, 100]);
  });

  it.each([
    [0, 100, 0, 6],
    [-50, 30, 0, 1],
    [30, 40, 1, 2],
    [39, 41, 1, 3],
    [59, 91, 3, 6],
    [95, 400, 5, 6],
  ])('finds what lies between %d and %d', (top, bottom, start, end) => {
    expect(heights.between(top, bottom)).toEqual({ start, end });
  });

  it('finds nothing in nothing, and nothing above the list', () => {
    expect(EntryHeights.NONE.between(0, 500)).toEqual({ start: 0, end: 0 });
    expect(heights.between(-500, -10)).toEqual({ start: 0, end: 0 });
  });
});
