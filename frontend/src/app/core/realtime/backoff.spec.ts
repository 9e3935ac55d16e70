import { describe, expect, it } from '@jest/globals';
import { backoffMs } from './backoff';

describe('backoffMs', () => {
  it('waits longer after each failure, and never longer than five seconds', () => {
    expect([1, 2, 3, 4, 5, 20].map((failures) => backoffMs(failures, 1))).toEqual([
      500, 1_000, 2_000, 4_000, 5_000, 5_000,
    ]);
  });

  it('spreads the tries of many pages', () => {
    expect(backoffMs(5, 0)).toBe(4_000);
  });
});
