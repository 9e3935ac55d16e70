import { describe, expect, it } from '@jest/globals';
import { figuresWith } from '../../../testing/operation-metrics';
import { comparisonOf } from './comparison';

const NBSP = '\u00A0';
const WEEK = { from: '2026-06-11T00:00:00.000Z', to: '2026-06-18T00:00:00.000Z' };

describe('comparisonOf', () => {
  it('says how much more there was than in the window before', () => {
    const totals = figuresWith({ runs: 1_520, successRate: 0.983, p50Ms: 9_000 });
    const previous = figuresWith({ runs: 20, successRate: 0.95, p50Ms: 8_400 });
    expect(comparisonOf({ ...WEEK, totals, previous })).toEqual({
      runs: '+1,500 against the 7 days before',
      success: '+3.3 points against the 7 days before',
      p50: `p50 was 8.4${NBSP}s in the 7 days before`,
    });
  });

  it('says how much less, and has no sign where nothing is different', () => {
    const previous = figuresWith({ runs: 20, successRate: 1, p50Ms: 40 });
    const less = comparisonOf({ ...WEEK, totals: figuresWith({ runs: 8, successRate: 0.5 }), previous });
    expect(less.runs).toBe('-12 against the 7 days before');
    expect(less.success).toBe('-50 points against the 7 days before');
    const same = comparisonOf({ ...WEEK, totals: previous, previous });
    expect([same.runs, same.success]).toEqual([
      '0 against the 7 days before',
      '0 points against the 7 days before',
    ]);
  });

  it('says nothing where nothing ran before, and no rate where nothing ran since', () => {
    const none = figuresWith({ runs: 0, successRate: null, p50Ms: null });
    const some = figuresWith({ runs: 3, successRate: 1, p50Ms: null });
    expect(comparisonOf({ ...WEEK, totals: some, previous: none })).toEqual({
      runs: '',
      success: '',
      p50: '',
    });
    expect(comparisonOf({ ...WEEK, totals: none, previous: some })).toEqual({
      runs: '-3 against the 7 days before',
      success: '',
      p50: '',
    });
  });

  it.each([
    ['2026-06-11T00:00:00Z', '2026-06-11T06:30:00Z', `6${NBSP}h 30${NBSP}min`],
    ['2026-06-11T00:00:00Z', '2026-06-12T00:00:00Z', `1${NBSP}d`],
    // With a change of the clocks in it, seven days have an hour less.
    ['2026-03-26T00:00:00Z', '2026-04-01T23:00:00Z', '7 days'],
    ['2026-06-11T00:00:00Z', '2026-06-13T12:00:00Z', `2${NBSP}d 12${NBSP}h`],
  ])('calls %s to %s %j', (from, to, length) => {
    const some = figuresWith({ runs: 1 });
    expect(comparisonOf({ from, to, totals: some, previous: some }).runs).toBe(
      `0 against the ${length} before`,
    );
  });
});
