import { type Observable } from 'rxjs';

/** The time. A port, so that what depends on it can be tested without waiting. */
export abstract class Clock {
  /** Wall-clock time, in milliseconds since 1970 (UTC). May jump. */
  abstract now(): number;

  /** Milliseconds that only grow, for measuring durations. Says nothing about the date. */
  abstract monotonic(): number;

  /** Emits once after `milliseconds`, then completes. Unsubscribing cancels it. */
  abstract after(milliseconds: number): Observable<void>;

  /** Emits every `milliseconds`, the first time after one of them. */
  abstract every(milliseconds: number): Observable<void>;
}

/** A wall-clock time as the wire carries it: ISO 8601, UTC. */
export function toIso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
