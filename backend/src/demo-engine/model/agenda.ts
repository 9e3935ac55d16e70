import { type Micros, type Moment } from './moment.ts';

/** Something that will happen, and can be called off. */
export interface Appointment {
  cancel(): void;
}

interface Entry {
  at: Moment;
  readonly order: number;
  run: (() => void) | null;
}

/** What happens when, in the order of time; whoever made an appointment first goes first. A binary heap, no timers. */
export class Agenda {
  #heap: Entry[] = [];
  #made = 0;
  #onSooner: () => void = () => undefined;

  /** Called whenever an appointment has become the next one. */
  onSooner(listener: () => void): void {
    this.#onSooner = listener;
  }

  schedule(at: Moment, run: () => void): Appointment {
    const entry: Entry = { at: Math.round(at), order: this.#made++, run };
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
    if (this.#heap[0] === entry) this.#onSooner();
    return {
      cancel: () => {
        entry.run = null; // stays in the heap until it is due; nothing here is far away or numerous
      },
    };
  }

  nextDue(): Moment | null {
    this.#dropCancelled();
    return this.#heap[0]?.at ?? null;
  }

  /** Takes the next appointment out if it is due at `now`. */
  takeDue(now: Moment): { readonly at: Moment; readonly run: () => void } | null {
    this.#dropCancelled();
    const [first] = this.#heap;
    if (first?.run === null || first === undefined || first.at > now) return null;
    this.#removeFirst();
    return { at: first.at, run: first.run };
  }

  /** Moves everything, for a clock that jumped. */
  shift(by: Micros): void {
    for (const entry of this.#heap) entry.at += by;
    this.#onSooner();
  }

  clear(): void {
    this.#heap = [];
  }

  get size(): number {
    return this.#heap.filter(({ run }) => run !== null).length;
  }

  #dropCancelled(): void {
    while (this.#heap[0]?.run === null) this.#removeFirst();
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #sink(start: number): void {
    let index = start;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let first = index;
      if (this.#isBefore(left, first)) first = left;
      if (this.#isBefore(right, first)) first = right;
      if (first === index) return;
      this.#swap(index, first);
      index = first;
    }
  }

  #isBefore(index: number, other: number): boolean {
    const a = this.#heap[index];
    const b = this.#heap[other];
    if (a === undefined || b === undefined) return false;
    return a.at === b.at ? a.order < b.order : a.at < b.at;
  }

  #swap(index: number, other: number): void {
    const a = this.#heap[index];
    const b = this.#heap[other];
    if (a === undefined || b === undefined) return;
    this.#heap[index] = b;
    this.#heap[other] = a;
  }
}
