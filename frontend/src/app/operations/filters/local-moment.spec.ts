import { describe, expect, it } from '@jest/globals';
import { fromLocal, problemOf, toLocal } from './local-moment';

const at = (text: string): string => new Date(text).toISOString();

describe('toLocal and fromLocal', () => {
  it('are the same moment, to the minute or to the second', () => {
    expect(toLocal(at('2026-11-26T14:00'))).toBe('2026-11-26T14:00');
    expect(toLocal(at('2026-11-26T14:00:31'))).toBe('2026-11-26T14:00:31');
    expect(fromLocal('2026-11-26T14:05', at('2026-11-26T14:00'))).toBe(at('2026-11-26T14:05'));
    expect([toLocal(null), fromLocal('', null), fromLocal('', at('2026-11-26T14:00'))]).toEqual([
      '',
      null,
      null,
    ]);
  });

  it('leave what was not touched as it was', () => {
    const exact = at('2026-11-26T14:00:31.123');
    expect(fromLocal(toLocal(exact), exact)).toBe(exact);
  });
});

describe('problemOf', () => {
  const [noon, one] = [at('2026-11-26T12:00'), at('2026-11-26T13:00')];

  it('finds none in a window, closed or open on one side', () => {
    for (const range of [
      { from: noon, to: one },
      { from: noon, to: null },
      { from: null, to: one },
    ])
      expect(problemOf(range)).toBeNull();
  });

  it('says what to do about the others', () => {
    expect(problemOf({ from: one, to: noon })).toBe('The end has to be after the beginning.');
    expect(problemOf({ from: one, to: one })).toBe('The end has to be after the beginning.');
    expect(problemOf({ from: null, to: null })).toBe('Give a beginning, an end, or both.');
    expect(problemOf({ from: noon, to: '+012026-11-26T13:00:00.000Z' })).toBe('Give years of four digits.');
  });
});
