/** A reading of both clocks at one moment, in milliseconds. */
export interface ClockReading {
  readonly wall: number;
  readonly monotonic: number;
}

/** Setting a clock by a network time server moves it by less than this a step. */
const JUMP_MIN_MS = 2_000;

/**
 * How far the wall clock moved beyond the time that passed; null if it did not jump. A machine that slept shows
 * the same: the time that only grows stands still meanwhile.
 */
export function clockJump(before: ClockReading, after: ClockReading): number | null {
  const jump = after.wall - before.wall - (after.monotonic - before.monotonic);
  return Math.abs(jump) < JUMP_MIN_MS ? null : Math.round(jump);
}
