import { describe, expect, it } from '@jest/globals';
import { rangeWords } from './range-words';

const at = (text: string | null): string | null => (text === null ? null : new Date(text).toISOString());
const NOW = Date.parse('2026-11-28T10:00');

describe('rangeWords', () => {
  it.each([
    ['2026-11-26T14:00', '2026-11-26T15:00', '26 Nov 14:00 – 15:00'],
    ['2026-11-26T14:00:31.123', '2026-11-26T15:00:31.123', '26 Nov 14:00:31 – 15:00:31'],
    ['2026-11-26T14:00', '2026-11-27T09:30', '26 Nov 14:00 – 27 Nov 09:30'],
    ['2026-11-26T00:00', '2026-11-27T00:00', '26 Nov'],
    ['2026-11-24T00:00', '2026-11-27T00:00', '24 Nov – 26 Nov'],
    ['2026-11-26T23:00', '2026-11-27T00:00', '26 Nov 23:00 – 27 Nov 00:00'],
    ['2025-11-24T00:00', '2025-11-27T00:00', '24 Nov 2025 – 26 Nov 2025'],
    ['2026-11-26T14:00', null, 'since 26 Nov 14:00'],
    [null, '2026-11-26T00:00', 'until 26 Nov'],
    [null, null, 'Range'],
  ])('%s to %s is %s', (from, to, words) => {
    expect(rangeWords({ from: at(from), to: at(to) }, NOW)).toBe(words);
  });
});
