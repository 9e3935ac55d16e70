import { describe, expect, it } from '@jest/globals';
import { derivedId, Random } from './random.ts';

const numbers = (random: Random): readonly number[] => Array.from({ length: 1_000 }, () => random.next());

describe('Random', () => {
  it('gives the same numbers for the same seed, and others for a neighbour', () => {
    expect(numbers(new Random(7, 1))).toEqual(numbers(new Random(7, 1)));
    expect(numbers(new Random(7, 1))).not.toEqual(numbers(new Random(7, 2)));
  });

  it('spreads evenly', () => {
    const drawn = numbers(new Random(3));
    const mean = drawn.reduce((sum, number) => sum + number, 0) / drawn.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    const dice = Array.from({ length: 600 }, () => new Random(drawn[0] ?? 0)).map((_, index) =>
      new Random(index).whole(1, 6),
    );
    expect(new Set(dice)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });

  it('makes ids that depend on every part', () => {
    expect(derivedId(1, 'a', 'b')).toMatch(/^[0-9a-f]{64}$/);
    expect(derivedId(1, 'a', 'b')).toBe(derivedId(1, 'a', 'b'));
    expect(new Set([derivedId(1, 'a', 'b'), derivedId(1, 'ab'), derivedId(2, 'a', 'b')]).size).toBe(3);
  });
});
