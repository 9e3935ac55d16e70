import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/time/clock.ts';
import { FailureLedger } from './failure-ledger.ts';
import { TooManyAttempts } from './sign-in-errors.ts';
import {
  attemptsLeft,
  type AttemptsLeft,
  remainingMs,
  strictest,
  type ThrottlePolicy,
} from './throttle-calculation.ts';
import { type Counter, type CounterKind, type Suspect } from './suspect.ts';

const MINUTE_SECONDS = 60;

const POLICIES: Readonly<Record<CounterKind, ThrottlePolicy>> = {
  account: { freeFailures: 3, pauseMaxSeconds: 5 * MINUTE_SECONDS },
  /** More than one person may live behind an address. */
  address: { freeFailures: 10, pauseMaxSeconds: 15 * MINUTE_SECONDS },
  device: { freeFailures: 3, pauseMaxSeconds: 5 * MINUTE_SECONDS },
  session: { freeFailures: 3, pauseMaxSeconds: 5 * MINUTE_SECONDS },
};

/** Waiting this long gains a guesser fewer tries than the longest pauses do. */
const FORGET_AFTER_MS = 60 * MINUTE_SECONDS * 1_000;

/** Of each kind; about 2 MiB in all. */
const ENTRIES_MAX = 10_000;

/** An attempt that was counted as failed before anybody knew. */
export interface CountedAttempt {
  readonly suspect: Suspect;
  /** What to tell the person if it turns out to have failed. */
  readonly left: AttemptsLeft;
}

/**
 * Slows down guessing. Counts an attempt as failed *before* the password is checked, so that many at once
 * are no way around it, and takes it back if the password was right.
 */
@Injectable()
export class LoginThrottle {
  private readonly ledgers: Readonly<Record<CounterKind, FailureLedger>> = {
    account: newLedger(),
    address: newLedger(),
    device: newLedger(),
    session: newLedger(),
  };
  /** What each address has failed at each account, to know what a success takes back. */
  private readonly own = newLedger();

  constructor(private readonly clock: Clock) {}

  /** @throws TooManyAttempts while a pause lasts */
  check({ counters }: Suspect): void {
    const now = this.clock.monotonic();
    const waits = counters.map(({ kind, key }) =>
      remainingMs(POLICIES[kind], this.ledgers[kind].read(key, now), now),
    );
    const longest = Math.max(...waits);
    if (longest > 0) throw new TooManyAttempts(Math.ceil(longest / 1_000));
  }

  /**
   * Counts an attempt as failed.
   *
   * @throws TooManyAttempts while a pause lasts; the attempt was not counted then
   */
  begin(suspect: Suspect): CountedAttempt {
    this.check(suspect);
    const now = this.clock.monotonic();
    this.own.add(suspect.own, now);
    return { suspect, left: strictest(suspect.counters.map((counter) => this.count(counter, now))) };
  }

  /**
   * The attempt was right after all: takes it back, and what the same client failed at the same account
   * before. What others failed there stays, and so does what this client failed at other accounts.
   */
  succeeded({ suspect }: CountedAttempt): void {
    const { count } = this.own.read(suspect.own, this.clock.monotonic());
    for (const { kind, key } of suspect.counters) this.ledgers[kind].subtract(key, count);
    this.own.subtract(suspect.own, count);
  }

  private count({ kind, key }: Counter, now: number): AttemptsLeft {
    return attemptsLeft(POLICIES[kind], this.ledgers[kind].add(key, now).count);
  }
}

function newLedger(): FailureLedger {
  return new FailureLedger(ENTRIES_MAX, FORGET_AFTER_MS);
}
