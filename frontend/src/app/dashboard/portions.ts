import { concat, map, type Observable, scan, startWith, take, timer } from 'rxjs';

/** About two screens. */
const FIRST = 60;

/** Long enough for a browser to draw a portion and to hear what is typed meanwhile. */
const PAUSE_MS = 30;

const GROWTH = 1.5;
const STEPS = 5;

/** Drawn without being asked: more than a homelab has. Thousands of rows make a browser stop at each change. */
export const ROWS_UNASKED = 400;

/** Drawn more each time somebody asks. */
export const ROWS_MORE = 400;

/**
 * How many rows may be drawn: growing from two screens to `ROWS_UNASKED` within a fifth of a second, since
 * hundreds of rows at once would make a browser stop for longer than a person's finger takes; then as asked.
 */
export function portions(more$: Observable<unknown>): Observable<number> {
  const growing$ = timer(PAUSE_MS, PAUSE_MS).pipe(
    take(STEPS),
    map((step) => (step === STEPS - 1 ? ROWS_UNASKED : Math.round(FIRST * GROWTH ** (step + 1)))),
    startWith(FIRST),
  );
  return concat(growing$, more$.pipe(scan((drawn) => drawn + ROWS_MORE, ROWS_UNASKED)));
}
