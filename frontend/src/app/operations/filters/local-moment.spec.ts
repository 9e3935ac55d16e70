import { describe, expect, it } from '@jest/globals';
import { fromLocal, problemOf, toLocal } from './local-moment';

const at = (text: string): string => new Date(text).toISOString();
const read = (day: string, time: string, side: 'from' | 'to' = 'from'): unknown =>
  fromLocal({ day, time }, side, null);

describe('toLocal and fromLocal', () => {
  it('are the same moment, to the minute or to the second', () => {
    expect(toLocal(at('2026-11-26T14:00'))).toEqual({ day: '2026-11-26', time: '14:00' });
    expect(toLocal(at('2026-11-26T14:00:31'))).toEqual({ day: '2026-11-26', time: '14:00:31' });
    expect(toLocal(null)).toEqual({ day: '', time: '' });
    expect(read('2026-11-26', '14:00')).toBe(at('2026-11-26T14:00'));
    expect(read('2026-11-26', '14:00:31')).toBe(at('2026-11-26T14:00:31'));
    expect(read('0099-11-26', '14:00')).toBe(at('0099-11-26T14:00'));
    expect(read('', ' ')).toBeNull();
  });

  it.each(['9', '09', '9:00', '0900', '09:00', ' 09:00 ', '09:00:00'])('%s is nine o’clock', (time) => {
    expect(read('2026-11-26', time)).toBe(at('2026-11-26T09:00'));
  });

  it('without a time are whole days', () => {
    expect(read('2026-11-26', '')).toBe(at('2026-11-26T00:00'));
    expect(read('2026-11-30', '', 'to')).toBe(at('2026-12-01T00:00'));
  });

  it('leave what was not touched as it was', () => {
    const exact = at('2026-11-26T14:00:31.123');
    expect(fromLocal(toLocal(exact), 'from', exact)).toBe(exact);
  });

  it('say what to do where nothing can be read', () => {
    for (const time of ['24:00', '9 pm', '14:60', 'noon'])
      expect(read('2026-11-26', time)).toEqual({ problem: 'Give times as 14:00.', part: 'time' });
    expect(read('', '14:00')).toEqual({ problem: 'Give a day with the time.', part: 'day' });
    expect(read('12026-11-26', '14:00')).toEqual({ problem: 'Give years of four digits.', part: 'day' });
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
  });
});
