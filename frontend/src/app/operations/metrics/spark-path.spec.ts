import { describe, expect, it } from '@jest/globals';
import { sparkPath } from './spark-path';

describe('sparkPath', () => {
  it('puts each value in the middle of its place, the highest near the top', () => {
    expect(sparkPath([0, 10], 10)).toBe('M50 40L150 2');
  });

  it('leaves gaps where nothing is known', () => {
    expect(sparkPath([5, 10, null, 10, 5], 10)).toBe('M20 21L60 2M140 2L180 21');
  });

  it('draws a value between gaps as a dash', () => {
    expect(sparkPath([null, 10, null, null], 10)).toBe('M50 2h50');
  });

  it('draws nothing of nothing, and zeros on the ground', () => {
    expect(sparkPath([], 1)).toBe('');
    expect(sparkPath([0, 0], 0)).toBe('M50 40L150 40');
  });
});
