import { MILLISECOND, type Micros, type Moment } from './moment.ts';

/** The time inside the engine: the wall clock, plus what `advance` has added, held still while an appointment is kept. */
export class ModelClock {
  readonly #wall: () => number;
  #ahead: Micros = 0;
  #held: Moment | null = null;
  #lastStamp: Moment = 0;

  /** `wall` gives milliseconds since 1970. */
  constructor(wall: () => number) {
    this.#wall = wall;
  }

  now(): Moment {
    return this.#held ?? Math.round(this.#wall() * MILLISECOND) + this.#ahead;
  }

  /** Now, but later than every stamp before: events and log lines have an order. */
  stamp(): Moment {
    this.#lastStamp = Math.max(this.now(), this.#lastStamp + STAMP_GAP);
    return this.#lastStamp;
  }

  /** Runs something as if it were that moment. */
  at(moment: Moment, run: () => void): void {
    const before = this.#held;
    this.#held = moment;
    try {
      run();
    } finally {
      this.#held = before;
    }
  }

  advance(by: Micros): void {
    this.#ahead += by;
  }
}

/** Two events of one action are some dozen microseconds apart in a real engine. */
const STAMP_GAP: Micros = 41;
