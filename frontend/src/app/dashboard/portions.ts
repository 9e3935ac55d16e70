import { map, type Observable, startWith, take, timer } from 'rxjs';

/** About two screens. */
const FIRST = 60;

/** Long enough for a browser to draw a portion and to hear what is typed meanwhile. */
const PAUSE_MS = 30;

const GROWTH = 1.5;

/** Enough for some five thousand rows, more than any engine at home runs. */
const STEPS = 12;

/**
 * How many rows may be drawn, growing from two screens to all within a third of a second: hundreds of rows at
 * once would make a browser stop for longer than a person's finger takes.
 */
export const portions$: Observable<number> = timer(PAUSE_MS, PAUSE_MS).pipe(
  take(STEPS),
  map((step) => (step === STEPS - 1 ? Infinity : FIRST * GROWTH ** (step + 1))),
  startWith(FIRST),
);
