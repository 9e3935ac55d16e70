import { describe, expect, it } from '@jest/globals';
import { parseUnixTime, SECOND, toFixedRfc3339, toNanos, toRfc3339 } from './moment.ts';

const MOMENT = Date.parse('2026-06-18T14:32:08.000Z') * 1_000 + 120_000;

describe('moments', () => {
  it('are written with as many decimals as the engine writes', () => {
    expect(toRfc3339(null)).toBe('0001-01-01T00:00:00Z');
    expect(toRfc3339(MOMENT)).toMatch(/^2026-06-18T14:32:08\.120000\d{1,3}Z$/);
    expect(toFixedRfc3339(MOMENT)).toMatch(/^2026-06-18T14:32:08\.120000\d{3}Z$/);
  });

  it('come back from the time of a log line exactly, so that since includes that line', () => {
    for (let moment = MOMENT; moment < MOMENT + SECOND; moment += 1_237) {
      const text = toFixedRfc3339(moment);
      const since = `${Math.floor(Date.parse(text) / 1_000)}.${text.slice(20, 29)}`;
      expect(parseUnixTime(since)).toBe(toNanos(moment));
    }
  });

  it.each(['', 'banana', '1.', '1.2.3', '1e9', '2026-06-18T14:32:08Z', '1.0123456789'])(
    'refuse %j',
    (text) => {
      expect(parseUnixTime(text)).toBeNull();
    },
  );
});
