import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { QuantileSketch } from './quantile-sketch.ts';

const SHARES = [0, 0.01, 0.25, 0.5, 0.75, 0.95, 0.99, 1];

const durations = fc.array(
  fc.oneof(fc.nat(3), fc.nat(100), fc.nat(60_000), fc.nat(90 * 86_400_000), fc.integer({ min: 49, max: 70 })),
  { minLength: 1, maxLength: 300 },
);

describe('QuantileSketch', () => {
  it('tells every quantile within 1 %', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const sketch = sketchOf(values);
        for (const share of SHARES) expectClose(sketch.quantile(share), exactQuantile(values, share));
      }),
      { numRuns: 1_000 },
    );
  });

  it('tells values below 50 exactly', () => {
    for (let value = 0; value < 50; value += 1) expect(sketchOf([value]).quantile(0.5)).toBe(value);
  });

  it('is within 1 % of any single value up to a day', () => {
    for (let value = 1; value < 86_400_000; value = Math.ceil(value * 1.0007))
      expectClose(sketchOf([value]).quantile(0.5), value);
  });

  it('is the same whether values are added to one, or to two that are merged', () => {
    fc.assert(
      fc.property(durations, durations, (some, others) => {
        const merged = sketchOf(some);
        merged.addEncoded(sketchOf(others).encode());
        expect(merged.encode()).toEqual(sketchOf([...others, ...some]).encode());
        expect(merged.count).toBe(some.length + others.length);
      }),
    );
  });

  it('has no quantile and takes no room while it is empty', () => {
    const empty = sketchOf([]);
    expect(empty.quantile(0.5)).toBeNull();
    expect(empty.encode()).toHaveLength(0);
    empty.addEncoded(sketchOf([]).encode());
    expect(empty.count).toBe(0);
  });

  it('takes a few bytes for a few values, and stays bounded for a million', () => {
    expect(sketchOf([4_200, 4_300]).encode().length).toBeLessThanOrEqual(9);
    const sketch = new QuantileSketch();
    for (let value = 1; value <= 1_000_000; value += 1) sketch.add(value);
    expect(sketch.encode().length).toBeLessThan(2_500);
  });

  it('keeps counts beyond 32 bits, and values beyond any deadline in its last bin', () => {
    const sketch = sketchOf([7, Number.MAX_SAFE_INTEGER]);
    for (let doubling = 0; doubling < 40; doubling += 1) sketch.addEncoded(sketch.encode());
    expect(sketch.count).toBe(2 ** 41);
    expect(sketch.quantile(0.5)).toBe(7);
    expect(sketch.encode().length).toBeLessThan(20);
  });

  it('refuses what was cut off', () => {
    const bytes = sketchOf([300_000]).encode();
    const sketch = new QuantileSketch();
    expect(() => {
      sketch.addEncoded(bytes.subarray(0, bytes.length - 1));
    }).toThrow('ends in the middle');
  });
});

function sketchOf(values: readonly number[]): QuantileSketch {
  const sketch = new QuantileSketch();
  for (const value of values) sketch.add(value);
  return sketch;
}

function exactQuantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(share * values.length)) - 1] ?? Number.NaN;
}

function expectClose(actual: number | null, exact: number): void {
  expect(Math.abs((actual ?? Number.NaN) - exact)).toBeLessThanOrEqual(exact * 0.01 + 1e-9);
}
