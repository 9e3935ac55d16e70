import { describe, expect, it } from '@jest/globals';
import { type Container } from './container.ts';
import { containerSpec } from './container-spec.ts';
import { usageAt } from './load.ts';
import { DAY, MINUTE, SECOND } from './moment.ts';
import { derivedId } from './random.ts';

const START = Date.parse('2026-06-18T14:32:08Z') * 1_000;

function container(memoryLimitBytes = 0): Container {
  const behaviour = { cpuPercent: 40, memoryBytes: 500e6, receives: 1_000, sends: 10 };
  const spec = containerSpec({ image: 'x', memoryLimitBytes, behaviour });
  return { id: derivedId('load'), spec, startedAt: START } as Container;
}

describe('what a container uses', () => {
  it('counts up, never down', () => {
    const usages = Array.from({ length: 2_000 }, (_, index) =>
      usageAt(container(), START + index * 7 * SECOND),
    );
    for (const counter of ['cpuNanos', 'receivedBytes', 'sentBytes', 'readBytes', 'writtenBytes'] as const) {
      const values = usages.map((usage) => usage[counter]);
      expect(values[0]).toBe(0);
      expect(values).toEqual(values.toSorted((a, b) => a - b));
    }
  });

  it('wanders around its mean', () => {
    const day = usageAt(container(), START + DAY).cpuNanos / (DAY * 1_000);
    expect(day).toBeCloseTo(0.4, 2);
    const rates = Array.from({ length: 60 }, (_, index) => {
      const at = START + index * MINUTE;
      return (usageAt(container(), at + SECOND).cpuNanos - usageAt(container(), at).cpuNanos) / 1e9;
    });
    expect(Math.max(...rates)).toBeGreaterThan(0.5);
    expect(Math.min(...rates)).toBeLessThan(0.3);
    expect(Math.min(...rates)).toBeGreaterThan(0);
  });

  it('stays below the limit', () => {
    for (let minute = 0; minute < 100; minute += 1) {
      expect(usageAt(container(400e6), START + minute * MINUTE).memoryBytes).toBeLessThan(400e6);
    }
  });
});
