import { type Failures } from './throttle-calculation.ts';

const NONE: Failures = { count: 0, at: 0 };

/**
 * Failures by whom they are counted against. Bounded: where there are more entries than fit, the one that
 * failed longest ago is forgotten.
 */
export class FailureLedger {
  /** Oldest first: an entry that is written again moves to the end. */
  private readonly entries = new Map<string, Failures>();

  /** @param forgetAfterMs how long after the last failure all of an entry's failures are forgotten */
  constructor(
    private readonly entriesMax: number,
    private readonly forgetAfterMs: number,
  ) {}

  read(key: string, now: number): Failures {
    const failures = this.entries.get(key);
    return failures === undefined || now - failures.at >= this.forgetAfterMs ? NONE : failures;
  }

  add(key: string, now: number): Failures {
    const failures = { count: this.read(key, now).count + 1, at: now };
    this.entries.delete(key);
    this.entries.set(key, failures);
    this.dropOldest();
    return failures;
  }

  /** Takes back failures, as if they had not happened. */
  subtract(key: string, count: number): void {
    const failures = this.entries.get(key);
    if (failures === undefined) return;
    if (failures.count > count) this.entries.set(key, { ...failures, count: failures.count - count });
    else this.entries.delete(key);
  }

  get size(): number {
    return this.entries.size;
  }

  private dropOldest(): void {
    const oldest = this.entries.keys().next();
    if (this.entries.size > this.entriesMax && oldest.done !== true) this.entries.delete(oldest.value);
  }
}
