import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holds, isKept, SESSION_LIFETIMES, slide, startSession } from './session.ts';
import { newToken, tokenId } from './secret-token.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START = Date.parse('2026-06-18T14:00:00Z');

const request = { userId: 'u1', keepSignedIn: false, address: '192.168.1.20', userAgent: 'test' };

describe('a session', () => {
  it('ends after 30 minutes without use', () => {
    const session = startSession('s', request, START);
    expect(holds(session, START + 30 * MINUTE_MS - 1)).toBe(true);
    expect(holds(session, START + 30 * MINUTE_MS)).toBe(false);
  });

  it('goes on as long as it is used, but no longer than 12 hours', () => {
    let session = startSession('s', request, START);
    for (let now = START; now < START + 24 * HOUR_MS; now += 20 * MINUTE_MS) {
      if (holds(session, now)) session = slide(session, now);
    }
    expect(session.expiresAt).toBe(START + 12 * HOUR_MS);
  });

  it('writes its use down once a minute', () => {
    const session = startSession('s', request, START);
    expect(slide(session, START + MINUTE_MS - 1)).toBe(session);
    expect(slide(session, START + MINUTE_MS).expiresAt).toBe(START + 31 * MINUTE_MS);
  });

  it('lasts 30 days where it is to be kept, used or not', () => {
    const session = startSession('s', { ...request, keepSignedIn: true }, START);
    expect(isKept(session)).toBe(true);
    expect(session.expiresAt).toBe(START + 30 * 24 * HOUR_MS);
    expect(slide(session, START + 24 * HOUR_MS).expiresAt).toBe(session.expiresAt);
  });

  it('never outlives its absolute end, however it is used', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 2 * HOUR_MS }), { maxLength: 200 });
    fc.assert(
      fc.property(fc.boolean(), steps, (keepSignedIn, steps) => {
        let session = startSession('s', { ...request, keepSignedIn }, START);
        const { absoluteMs } = keepSignedIn ? SESSION_LIFETIMES.kept : SESSION_LIFETIMES.usual;
        let now = START;
        for (const step of steps) {
          now += step;
          if (holds(session, now)) session = slide(session, now);
          expect(session.expiresAt).toBeLessThanOrEqual(START + absoluteMs);
        }
      }),
    );
  });

  it('keeps no more of a user agent than fits', () => {
    expect(startSession('s', { ...request, userAgent: 'x'.repeat(10_000) }, START).userAgent).toHaveLength(
      256,
    );
  });
});

describe('a token', () => {
  it('has 256 random bits', () => {
    expect(Buffer.from(newToken(), 'base64url')).toHaveLength(32);
    expect(new Set(Array.from({ length: 100 }, newToken)).size).toBe(100);
  });

  it('is stored under a hash that does not give it away', () => {
    const token = newToken();
    expect(tokenId(token)).toMatch(/^[0-9a-f]{64}$/);
    expect(tokenId(token)).toBe(tokenId(token));
    expect(tokenId(token)).not.toContain(token);
  });
});
