import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { beginOf, HOUR_MS, HOURS, hoursKept } from './rollup-key.ts';
import { segmentsOf } from './rollup-window.ts';

const moment = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2028, 0) });

describe('segmentsOf', () => {
  it('covers a window without gaps, with whole rows of each length, and few operations', () => {
    fc.assert(
      fc.property(moment, moment, fc.boolean(), (one, other, narrow) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const lengths = hoursKept(narrow ? { command: 'a', actor: 'b' } : {});
        const segments = segmentsOf(from, to, lengths);
        expect(segments[0]?.from ?? from).toBe(from);
        expect(segments.at(-1)?.to ?? from).toBe(to);
        for (const [index, segment] of segments.entries()) {
          if (index > 0) expect(segments[index - 1]?.to).toBe(segment.from);
          if (segment.kind === 'operations') {
            expect(segment.to - segment.from).toBeLessThan(2 * (lengths.at(-1) ?? 0) * HOUR_MS);
            continue;
          }
          expect(beginOf(segment.kind, segment.from)).toBe(segment.from);
          expect(beginOf(segment.kind, segment.to)).toBe(segment.to);
        }
        expect(segments.length).toBeLessThanOrEqual(7);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is empty where the window is', () => {
    expect(segmentsOf(5, 5, [HOURS.hour])).toEqual([]);
  });

  it('begins weeks on Mondays', () => {
    expect(new Date(beginOf(HOURS.week, Date.UTC(2026, 5, 18, 12))).toISOString()).toBe(
      '2026-06-15T00:00:00.000Z',
    );
    expect(new Date(beginOf(HOURS.week, Date.UTC(2026, 5, 15))).toISOString()).toBe(
      '2026-06-15T00:00:00.000Z',
    );
  });
});
