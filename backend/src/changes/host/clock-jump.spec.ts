import { describe, expect, it } from '@jest/globals';
import { clockJump } from './clock-jump.ts';
import { durationText } from './duration-text.ts';

describe('clockJump', () => {
  it.each([
    ['time that passed', { wall: 6_000, monotonic: 5_000 }, null],
    ['a small correction', { wall: 7_900, monotonic: 5_000 }, null],
    ['an hour forward', { wall: 3_606_000, monotonic: 5_000 }, 3_600_000],
    ['an hour back', { wall: -3_594_000, monotonic: 5_000 }, -3_600_000],
  ])('%s', (_what, after, jump) => {
    expect(clockJump({ wall: 1_000, monotonic: 0 }, after)).toBe(jump);
  });
});

describe('durationText', () => {
  it.each([
    [8_400, '8 s'],
    [72_000, '1 min 12 s'],
    [7_800_000, '2 h 10 min'],
    [3_736_800_000, '43 d 6 h'],
    [-72_000, '1 min 12 s'],
  ])('%d ms', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text);
  });
});
