import { type Agenda } from './agenda.ts';
import { type ModelClock } from './model-clock.ts';
import { MILLISECOND, MINUTE, type Micros } from './moment.ts';

/** Keeps the appointments of an agenda in real time, with one timer. Stopped, it leaves nothing behind. */
export class Pulse {
  readonly #agenda: Agenda;
  readonly #clock: ModelClock;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(agenda: Agenda, clock: ModelClock) {
    this.#agenda = agenda;
    this.#clock = clock;
    agenda.onSooner(() => {
      this.#arm();
    });
  }

  /** Keeps everything that is due in the next `by`, each at its own moment, and leaves the clock there. */
  advance(by: Micros): void {
    const end = this.#clock.now() + by;
    this.#keepUntil(end);
    this.#clock.advance(by);
    this.#arm();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer ?? undefined);
    this.#agenda.clear();
  }

  #arm(): void {
    const due = this.#agenda.nextDue();
    clearTimeout(this.#timer ?? undefined);
    if (this.#stopped || due === null) return;
    const wait = Math.ceil((due - this.#clock.now()) / MILLISECOND);
    this.#timer = setTimeout(
      () => {
        this.#wake(wait);
      },
      Math.min(Math.max(wait, 0), LONGEST_WAIT_MS),
    );
  }

  #wake(expectedWaitMs: number): void {
    const due = this.#agenda.nextDue();
    if (due !== null && expectedWaitMs <= LONGEST_WAIT_MS) {
      const late = this.#clock.now() - due;
      // The machine slept, or its clock was set: what was to come still comes, from now on, not all at once.
      if (Math.abs(late) > CLOCK_JUMP) this.#agenda.shift(late);
    }
    this.#keepUntil(this.#clock.now());
    this.#arm();
  }

  #keepUntil(end: number): void {
    for (let next = this.#agenda.takeDue(end); next !== null; next = this.#agenda.takeDue(end)) {
      if (this.#stopped) return;
      this.#clock.at(next.at, next.run);
    }
  }
}

/** setTimeout counts in 32 bits; an hour is far below that and rarely needed. */
const LONGEST_WAIT_MS = 3_600_000;
const CLOCK_JUMP: Micros = MINUTE;
