/** What carries the place it has in its topic's sequence. */
export interface Sequenced {
  readonly seq: number;
}

/** What a topic's snapshot and deltas amount to. */
export interface Reducer<S extends Sequenced, D extends Sequenced, T> {
  /** @param before the value of before the connection was lost; null at first */
  readonly begin: (snapshot: S, before: T | null) => T;
  readonly reduce: (value: T, delta: D) => T;
  /** Each delta says everything, so a missed one does no harm. */
  readonly wholeDeltas?: true;
}

export interface Refusal {
  readonly code: string;
  /** For people: what happened, what it means, what to do. */
  readonly message: string;
}

export type Message<S, D> =
  | { readonly kind: 'asked' }
  | { readonly kind: 'snapshot'; readonly snapshot: S }
  | { readonly kind: 'delta'; readonly delta: D }
  /** A delta that cannot be read: what it said is unknown. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** How far one follower of a topic has come. */
export interface Following<D, T> {
  readonly value: T | null;
  readonly seq: number;
  /** Deltas that arrived while a snapshot is awaited, in order; null when none is. */
  readonly held: readonly D[] | null;
  /** Something was missed: only a new snapshot helps. */
  readonly behind: boolean;
  readonly refusal: Refusal | null;
}

export const NOTHING_YET: Following<never, never> = {
  value: null,
  seq: -1,
  held: null,
  behind: false,
  refusal: null,
};

/**
 * One step of *snapshot, then deltas*: drops what is already known, applies what follows, and notices a gap.
 * The value of an earlier snapshot stays until the next one replaces it.
 */
export function follow<S extends Sequenced, D extends Sequenced, T>(
  { begin, reduce, wholeDeltas }: Reducer<S, D, T>,
  before: Following<D, T>,
  message: Message<S, D>,
): Following<D, T> {
  switch (message.kind) {
    case 'asked':
      return { ...before, held: before.held ?? [], behind: false };
    case 'refused':
      return { ...before, held: null, refusal: message.refusal };
    case 'lost':
      return { ...before, behind: before.held === null };
    case 'snapshot': {
      const { snapshot } = message;
      const begun = {
        value: begin(snapshot, before.value),
        seq: snapshot.seq,
        held: null,
        behind: false,
        refusal: null,
      };
      return (before.held ?? []).reduce<Following<D, T>>(apply, begun);
    }
    case 'delta':
      return before.held === null
        ? apply(before, message.delta)
        : { ...before, held: [...before.held, message.delta] };
  }

  function apply(state: Following<D, T>, delta: D): Following<D, T> {
    if (state.value === null || delta.seq <= state.seq) return state;
    if (wholeDeltas !== true && delta.seq !== state.seq + 1) return { ...state, behind: true };
    return { ...state, value: reduce(state.value, delta), seq: delta.seq };
  }
}
