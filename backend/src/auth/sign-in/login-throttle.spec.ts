import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FakeClock } from '../../platform/time/fake-clock.ts';
import { LoginThrottle } from './login-throttle.ts';
import { TooManyAttempts } from './sign-in-errors.ts';
import { knownDevice, signedIn, stranger, type Suspect } from './suspect.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** A throttle with what a test does to it. */
class Guesser {
  readonly clock = new FakeClock();
  readonly throttle = new LoginThrottle(this.clock);

  /** @returns the seconds to wait, or 0 if the attempt was let through */
  fail(suspect: Suspect): number {
    return waitOf(() => this.throttle.begin(suspect));
  }

  succeed(suspect: Suspect): void {
    this.throttle.succeeded(this.throttle.begin(suspect));
  }

  failTimes(times: number, suspect: Suspect): void {
    for (let i = 0; i < times; i += 1) {
      this.clock.advance(this.waitFor(suspect) * SECOND_MS);
      this.throttle.begin(suspect);
    }
  }

  waitFor(suspect: Suspect): number {
    return waitOf(() => {
      this.throttle.check(suspect);
    });
  }
}

describe('LoginThrottle', () => {
  const home = stranger('marta', '192.168.1.20');

  it('lets four attempts fail and pauses longer after each further one', () => {
    const guesser = new Guesser();
    expect(Array.from({ length: 5 }, () => guesser.fail(home))).toEqual([0, 0, 0, 0, 2]);
    guesser.clock.advance(2 * SECOND_MS);
    expect([guesser.fail(home), guesser.fail(home)]).toEqual([0, 4]);
  });

  it('pauses an account for five minutes at the most', () => {
    const guesser = new Guesser();
    guesser.failTimes(30, stranger('marta', '192.168.1.20'));
    expect(guesser.waitFor(stranger('marta', '192.168.1.99'))).toBe(300);
  });

  it('pauses an address for fifteen minutes at the most, whatever names it tries', () => {
    const guesser = new Guesser();
    for (let i = 0; i < 40; i += 1) guesser.failTimes(1, stranger(`name${i}`, '192.168.1.20'));
    expect(guesser.waitFor(stranger('another', '192.168.1.20'))).toBe(900);
    expect(guesser.waitFor(stranger('another', '192.168.1.21'))).toBe(0);
  });

  it('does not count what it refuses: waiting is enough', () => {
    const guesser = new Guesser();
    guesser.failTimes(4, home);
    for (let i = 0; i < 100; i += 1) guesser.fail(home);
    guesser.clock.advance(2 * SECOND_MS);
    expect(guesser.waitFor(home)).toBe(0);
  });

  it('takes two spellings of a name for one', () => {
    const guesser = new Guesser();
    guesser.failTimes(4, stranger('marta', '192.168.1.20'));
    expect(guesser.waitFor(stranger('MARTA', '192.168.1.30'))).toBe(2);
  });

  it('takes all addresses of an IPv6 /64 for one', () => {
    const guesser = new Guesser();
    for (let i = 0; i < 11; i += 1)
      guesser.failTimes(1, stranger(`name${i}`, `fd00:1:2:3::${i.toString(16)}`));
    expect(guesser.waitFor(stranger('another', 'fd00:1:2:3:ffff::1'))).toBe(2);
    expect(guesser.waitFor(stranger('another', 'fd00:1:2:4::1'))).toBe(0);
  });

  it('never locks out a known device for what strangers did', () => {
    const guesser = new Guesser();
    guesser.failTimes(40, home);
    expect(guesser.waitFor(knownDevice('marta', 'her-phone'))).toBe(0);
  });

  it('slows down a known device for its own failures, and nobody else', () => {
    const guesser = new Guesser();
    guesser.failTimes(5, knownDevice('marta', 'her-phone'));
    expect(guesser.waitFor(knownDevice('marta', 'her-phone'))).toBe(4);
    expect(guesser.waitFor(knownDevice('marta', 'her-laptop'))).toBe(0);
    expect(guesser.waitFor(home)).toBe(0);
  });

  it('knows a device for the accounts it belongs to only', () => {
    const guesser = new Guesser();
    guesser.failTimes(5, knownDevice('marta', 'shared'));
    expect(guesser.waitFor(knownDevice('paul', 'shared'))).toBe(0);
  });

  it('keeps guesses at a signed-in password apart from sign-ins', () => {
    const guesser = new Guesser();
    guesser.failTimes(5, signedIn('u1'));
    expect(guesser.waitFor(signedIn('u1'))).toBe(4);
    expect(guesser.waitFor(home)).toBe(0);
  });

  it('forgives a client its own failures when it gets it right', () => {
    const guesser = new Guesser();
    guesser.failTimes(3, home);
    guesser.succeed(home);
    expect(Array.from({ length: 5 }, () => guesser.fail(home))).toEqual([0, 0, 0, 0, 2]);
  });

  it('does not forgive others when somebody gets it right', () => {
    const guesser = new Guesser();
    guesser.failTimes(8, stranger('marta', '192.168.1.66'));
    const before = guesser.waitFor(home);
    guesser.clock.advance(before * SECOND_MS);
    guesser.succeed(home);
    expect(guesser.waitFor(stranger('marta', '192.168.1.66'))).toBeGreaterThan(0);
  });

  it('does not forgive an address its other guesses for a success at an account of its own', () => {
    const guesser = new Guesser();
    for (let i = 0; i < 12; i += 1) guesser.failTimes(1, stranger(`name${i}`, '192.168.1.66'));
    guesser.clock.advance(15 * MINUTE_MS);
    guesser.succeed(stranger('own', '192.168.1.66'));
    expect(guesser.waitFor(stranger('marta', '192.168.1.66'))).toBeGreaterThan(0);
  });

  it('counts before the password is checked, so that many at once are no way around it', () => {
    const guesser = new Guesser();
    const results = Array.from({ length: 40 }, () => guesser.fail(home));
    expect(results.filter((seconds) => seconds === 0)).toHaveLength(4);
  });

  it('forgets after an hour of quiet', () => {
    const guesser = new Guesser();
    guesser.failTimes(8, home);
    guesser.clock.advance(60 * MINUTE_MS);
    expect(Array.from({ length: 5 }, () => guesser.fail(home))).toEqual([0, 0, 0, 0, 2]);
  });

  it('lets through at most so many guesses an hour, however they are timed', () => {
    const pauses = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 200, maxLength: 400 });
    fc.assert(
      fc.property(pauses, (pauses) => {
        const guesser = new Guesser();
        let guesses = 0;
        let elapsed = 0;
        for (const [index, seconds] of pauses.entries()) {
          if (guesser.fail(stranger('marta', `10.0.${index >> 8}.${index & 255}`)) === 0) guesses += 1;
          guesser.clock.advance(seconds * SECOND_MS);
          elapsed += seconds;
        }
        expect(guesses).toBeLessThanOrEqual(12 + (elapsed / 3_600) * 12);
      }),
      { numRuns: 30 },
    );
  });
});

function waitOf(attempt: () => unknown): number {
  try {
    attempt();
    return 0;
  } catch (error) {
    if (error instanceof TooManyAttempts) return error.retryAfterSeconds;
    throw error;
  }
}
