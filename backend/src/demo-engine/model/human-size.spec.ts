import { describe, expect, it } from '@jest/globals';
import { humanSize, progressBar } from './human-size.ts';

describe('sizes', () => {
  it('have four digits, like those of a real pull', () => {
    expect(humanSize(36_445)).toBe('36.45kB');
    expect(humanSize(1_068_799)).toBe('1.069MB');
    expect(humanSize(999)).toBe('999B');
    expect(humanSize(0)).toBe('0B');
  });

  it('make a bar, like that of a real pull', () => {
    expect(progressBar(36_445, 1_068_799)).toBe(`[=>${' '.repeat(49)}]  36.45kB/1.069MB`);
    expect(progressBar(1_068_799, 1_068_799)).toBe(`[${'='.repeat(50)}>]  1.069MB/1.069MB`);
  });
});
