import { describe, expect, it } from '@jest/globals';
import { EngineFailure } from '../engine-failure.ts';
import { negotiate } from './api-version.ts';

describe('negotiate', () => {
  it.each([
    ['Docker 20.10', '1.41', '1.12', '1.41'],
    ['Docker 26.1', '1.45', '1.24', '1.45'],
    ['Docker 28.5', '1.51', '1.24', '1.51'],
    ['an engine newer than we know that still speaks ours', '1.60', '1.44', '1.51'],
  ])('%s', (_case, newest, oldest, agreed) => {
    expect(negotiate({ version: 'x', newest, oldest })).toBe(agreed);
  });

  it.each([
    ['1.24', '1.12', 'engine_too_old'],
    ['1.9', '1.9', 'engine_too_old'], // not a decimal: 1.9 is older than 1.41
    ['1.99', '1.99', 'engine_too_new'],
    ['2.0', '2.0', 'engine_too_new'],
  ])('refuses API %s (oldest %s): %s', (newest, oldest, code) => {
    expect(() => negotiate({ version: '99', newest, oldest })).toThrow(expect.objectContaining({ code }));
    expect(() => negotiate({ version: '99', newest, oldest })).toThrow(EngineFailure);
  });
});
