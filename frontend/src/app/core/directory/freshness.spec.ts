import { describe, expect, it } from '@jest/globals';
import { CONNECTED, directoryOf, NOON } from '../../../testing/services';
import { freshnessOf } from './freshness';

const noon = Date.parse(NOON);
const unreachable = { ...CONNECTED, status: 'unreachable' } as const;

describe('freshnessOf', () => {
  it.each([
    [0, 'live'],
    [14_999, 'live'],
    [15_000, 'late'],
    [59_999, 'late'],
    [60_000, 'stale'],
  ])('calls a picture %d ms old %s', (ageMs, status) => {
    expect(freshnessOf(directoryOf([]), noon + ageMs)).toEqual({ status, at: noon });
  });

  it('trusts nothing once the engine does not answer', () => {
    expect(freshnessOf(directoryOf([], { engine: unreachable }), noon + 1)).toEqual({
      status: 'stale',
      at: noon,
    });
  });

  it('does not take a new try for good news', () => {
    const error = { code: 'engine_refused', message: '', action: '', retryAt: null } as const;
    const trying = { ...CONNECTED, status: 'connecting', error } as const;
    expect(freshnessOf(directoryOf([], { engine: trying }), noon + 1).status).toBe('stale');
    expect(freshnessOf(directoryOf([], { engine: { ...trying, error: null } }), noon + 1).status).toBe(
      'live',
    );
  });

  it('has nothing to say before the first picture', () => {
    expect(freshnessOf(null, noon)).toEqual({ status: 'none' });
    expect(freshnessOf(directoryOf([], { refreshedAt: null, engine: unreachable }), noon)).toEqual({
      status: 'none',
    });
  });
});
