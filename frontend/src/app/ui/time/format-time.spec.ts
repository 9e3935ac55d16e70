import { describe, expect, it } from '@jest/globals';
import { age, clockTime, countdown, dayAndTime, duration, exactTime, moment } from './format-time';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A time on this machine's clock, whatever its zone. */
const at = (...parts: [number, number, number, number, number, number]): number =>
  new Date(...parts).getTime();

describe('age', () => {
  it.each([
    [-5 * SECOND, '0 s'],
    [59.9 * SECOND, '59 s'],
    [MINUTE, '1 min'],
    [59.9 * MINUTE, '59 min'],
    [23.9 * HOUR, '23 h'],
    [DAY, '1 d'],
    [412 * DAY, '412 d'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(age(ms)).toBe(text.replaceAll(' ', '\u00A0'));
  });
});

describe('duration', () => {
  it.each([
    [12, '12\u00A0ms'],
    [8_400, '8.4\u00A0s'],
    [8_000, '8\u00A0s'],
    [25 * SECOND, '25\u00A0s'],
    [72 * SECOND, '1\u00A0min 12\u00A0s'],
    [30 * MINUTE, '30\u00A0min'],
    [43 * DAY + 6 * HOUR, '43\u00A0d 6\u00A0h'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});

describe('countdown', () => {
  it('counts whole seconds and ends at one, not at none', () => {
    expect(countdown(3_200)).toBe('4\u00A0s');
    expect(countdown(272_000)).toBe('4\u00A0min 32\u00A0s');
    expect(countdown(-500)).toBe('1\u00A0s');
  });
});

describe('times', () => {
  const now = at(2026, 5, 18, 14, 32, 8);

  it('has 24 hours', () => {
    expect(clockTime(now)).toBe('14:32:08');
    expect(clockTime(at(2026, 5, 18, 0, 0, 5))).toBe('00:00:05');
  });

  it('names the day, and the year if it is another', () => {
    expect(dayAndTime(at(2026, 5, 9, 18, 2, 0), now)).toBe('9 June, 18:02');
    expect(dayAndTime(at(2025, 5, 9, 18, 2, 0), now)).toBe('9 June 2025, 18:02');
  });

  it('leaves the day out today', () => {
    expect(moment(at(2026, 5, 18, 0, 1, 2), now)).toBe('00:01:02');
    expect(moment(at(2026, 5, 17, 23, 59, 0), now)).toBe('17 June, 23:59');
  });

  it('is exact to the second in tooltips', () => {
    expect(exactTime(now)).toContain('Thursday');
    expect(exactTime(now)).toContain('14:32:08');
  });
});
