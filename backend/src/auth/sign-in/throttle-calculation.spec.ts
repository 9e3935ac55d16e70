import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attemptsLeft, pauseSeconds, remainingMs, strictest } from './throttle-calculation.ts';

const policy = { freeFailures: 3, pauseMaxSeconds: 300 };
const policies = fc.record({ freeFailures: fc.nat(20), pauseMaxSeconds: fc.integer({ min: 2, max: 3_600 }) });
const counts = fc.nat(10_000);

describe('the pause after failures', () => {
  it.each([
    [0, 0],
    [3, 0],
    [4, 2],
    [5, 4],
    [6, 8],
    [11, 256],
    [12, 300],
    [5_000, 300],
  ])('after %d is %d s', (count, seconds) => {
    expect(pauseSeconds(policy, count)).toBe(seconds);
  });

  it('never shrinks with another failure, and never passes its limit', () => {
    fc.assert(
      fc.property(policies, counts, (policy, count) => {
        expect(pauseSeconds(policy, count + 1)).toBeGreaterThanOrEqual(pauseSeconds(policy, count));
        expect(pauseSeconds(policy, count)).toBeLessThanOrEqual(policy.pauseMaxSeconds);
      }),
    );
  });

  it('runs from the last failure', () => {
    expect(remainingMs(policy, { count: 5, at: 10_000 }, 11_000)).toBe(3_000);
    expect(remainingMs(policy, { count: 5, at: 10_000 }, 14_000)).toBe(0);
    expect(remainingMs(policy, { count: 5, at: 10_000 }, 99_000)).toBe(0);
  });
});

describe('what a person is told', () => {
  it.each([
    [1, { attemptsLeft: 3, pauseSeconds: 2 }],
    [2, { attemptsLeft: 2, pauseSeconds: 2 }],
    [3, { attemptsLeft: 1, pauseSeconds: 2 }],
    [4, { attemptsLeft: 0, pauseSeconds: 2 }],
    [5, { attemptsLeft: 0, pauseSeconds: 4 }],
  ])('after failure %d', (count, told) => {
    expect(attemptsLeft(policy, count)).toEqual(told);
  });

  it('is true: the pause begins exactly when no attempt is left', () => {
    fc.assert(
      fc.property(policies, fc.integer({ min: 1, max: 10_000 }), (policy, count) => {
        expect(attemptsLeft(policy, count).attemptsLeft === 0).toBe(pauseSeconds(policy, count) > 0);
      }),
    );
  });

  it('is what bites first', () => {
    const account = { attemptsLeft: 2, pauseSeconds: 2 };
    const address = { attemptsLeft: 1, pauseSeconds: 4 };
    expect(strictest([account, address])).toBe(address);
    expect(strictest([{ ...account, attemptsLeft: 1 }, address])).toBe(address);
  });
});
