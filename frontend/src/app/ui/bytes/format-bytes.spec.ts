import { describe, expect, it } from '@jest/globals';
import { stored, transferred, transferredOf } from './format-bytes';

const plain = (text: string): string => text.replaceAll('\u00A0', ' ');

describe('transferred', () => {
  it('keeps as many digits as matter', () => {
    expect([0, 940, 12_400, 811_600_000, 1_764_000_000, 12_300_000_000].map(transferred).map(plain)).toEqual([
      '0 B',
      '940 B',
      '12 kB',
      '812 MB',
      '1.76 GB',
      '12 GB',
    ]);
  });

  it('goes to the next unit where the number would round up to it', () => {
    expect(plain(transferred(999_900_000))).toBe('1 GB');
  });
});

describe('transferredOf', () => {
  it('names a shared unit once', () => {
    expect(plain(transferredOf(374_000_000, 848_000_000))).toBe('374 of 848 MB');
    expect(plain(transferredOf(374_000_000, 1_100_000_000))).toBe('374 MB of 1.1 GB');
  });
});

describe('stored', () => {
  it.each([
    [0, '0 B'],
    [1_023, '1023 B'],
    [300 * 1024, '300 KiB'],
    [256 * 1024 ** 2, '256 MiB'],
    [1.84 * 1024 ** 3, '1.8 GiB'],
    [5 * 1024 ** 5, '5120 TiB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(stored(bytes)).toBe(text.replaceAll(' ', '\u00A0'));
  });
});
