/** How failures slow down what comes after them. */
export interface ThrottlePolicy {
  /** Failures that cause no pause yet: people mistype. */
  readonly freeFailures: number;
  readonly pauseMaxSeconds: number;
}

/** Failures counted against one account, address or device. `at` is monotonic milliseconds. */
export interface Failures {
  readonly count: number;
  /** When the last one was counted. */
  readonly at: number;
}

export interface AttemptsLeft {
  /** How many more may fail before there is a pause; 0 once it has begun. */
  readonly attemptsLeft: number;
  /** How long that pause is. */
  readonly pauseSeconds: number;
}

/** The first pause; each failure after it doubles the next. */
const FIRST_PAUSE_SECONDS = 2;

/** The pause that `count` failures cause: none, then 2 s, 4 s, 8 s, up to the policy's longest. */
export function pauseSeconds(policy: ThrottlePolicy, count: number): number {
  const beyond = count - policy.freeFailures;
  return beyond <= 0 ? 0 : Math.min(FIRST_PAUSE_SECONDS * 2 ** (beyond - 1), policy.pauseMaxSeconds);
}

/** How many milliseconds of the pause are left. */
export function remainingMs(policy: ThrottlePolicy, failures: Failures, now: number): number {
  return Math.max(0, failures.at + pauseSeconds(policy, failures.count) * 1_000 - now);
}

/** What a person is told after a failure that made it `count`. */
export function attemptsLeft(policy: ThrottlePolicy, count: number): AttemptsLeft {
  const first = policy.freeFailures + 1;
  return {
    attemptsLeft: Math.max(0, first - count),
    pauseSeconds: pauseSeconds(policy, Math.max(count, first)),
  };
}

/** Of what several counters say, the one that bites first. */
export function strictest(several: readonly AttemptsLeft[]): AttemptsLeft {
  return several.reduce((a, b) =>
    b.attemptsLeft < a.attemptsLeft || (b.attemptsLeft === a.attemptsLeft && b.pauseSeconds > a.pauseSeconds)
      ? b
      : a,
  );
}
