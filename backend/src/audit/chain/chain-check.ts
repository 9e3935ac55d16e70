import { hashOf, NO_HASH } from './encoding.ts';

/** Where the chain begins: after the last entry that was removed; `{ seq: 0, hash: NO_HASH }` where none was. */
export interface ChainStart {
  readonly seq: number;
  readonly hash: string;
}

/** An end of the chain that was kept somewhere else. */
export interface KnownHead {
  readonly seq: number;
  readonly hash: string;
}

export interface ChainFinding {
  readonly ok: boolean;
  /** How many entries were checked. */
  readonly entries: number;
  /** The last entry that was removed by its age; 0 where none was. */
  readonly startSeq: number;
  readonly headSeq: number;
  /** Of the last entry; 64 zeros where there is none. */
  readonly headHash: string;
  /** The first entry that does not fit; null where all do. */
  readonly firstBadSeq: number | null;
  /** What is wrong with it, for people; null where nothing is. */
  readonly problem: string | null;
}

const HASH_COLUMN = 11;
const PREV_HASH_COLUMN = 10;

/**
 * Goes along the chain, one entry after the other, in the order of their numbers. What it finds: an entry that
 * was edited, is missing, was put in or moved. What nothing within the chain can show: that its end was cut off,
 * or that all of it was written anew. A head that was kept elsewhere shows both.
 */
export class ChainCheck {
  private entries = 0;
  private seq: number;
  private hash: string;
  private bad: { readonly seq: number; readonly problem: string } | null = null;
  private readonly start: ChainStart;
  private readonly known: KnownHead | null;

  constructor(start: ChainStart, known: KnownHead | null = null) {
    this.start = start;
    this.known = known;
    this.seq = start.seq;
    this.hash = start.hash;
  }

  /**
   * @param row the columns of an entry as `ENTRY_COLUMNS` has them
   * @returns whether it fits; the rest tells nothing once one does not
   */
  take(row: readonly unknown[]): boolean {
    const seq = Number(row[0]);
    const problem = this.problemOf(row, seq);
    if (problem !== null) {
      this.bad = { seq, problem };
      return false;
    }
    this.entries += 1;
    this.seq = seq;
    this.hash = String(row[HASH_COLUMN]);
    return true;
  }

  finish(): ChainFinding {
    this.bad ??= this.missingEnd();
    return {
      ok: this.bad === null,
      entries: this.entries,
      startSeq: this.start.seq,
      headSeq: this.seq,
      headHash: this.hash,
      firstBadSeq: this.bad?.seq ?? null,
      problem: this.bad?.problem ?? null,
    };
  }

  private problemOf(row: readonly unknown[], seq: number): string | null {
    const { start, known } = this;
    const isRemnant = this.entries === 0 && start.seq > 0 && seq <= start.seq; // a removal that was interrupted
    if (!isRemnant && seq !== this.seq + 1) {
      return this.entries === 0 && this.seq === 0
        ? `it is the first, and the entries before it are missing`
        : `it follows entry ${this.seq}, and what was between them is missing`;
    }
    if (!isRemnant && row[PREV_HASH_COLUMN] !== this.hash) return 'it does not refer to the entry before it';
    const hash = row[HASH_COLUMN];
    if (hash !== hashOf(row.slice(0, HASH_COLUMN))) return 'it is not what its hash was made of';
    if (seq === start.seq && hash !== start.hash) return 'it is not the entry the checkpoint names';
    if (seq === known?.seq && hash !== known.hash) return 'it is not the entry whose hash you have kept';
    return null;
  }

  private missingEnd(): { readonly seq: number; readonly problem: string } | null {
    const { start, known } = this;
    if (start.seq > 0 && (this.entries === 0 || this.seq <= start.seq)) {
      return { seq: start.seq + 1, problem: 'it is missing: a checkpoint is always followed by an entry' };
    }
    if (known === null || known.seq <= 0) return null;
    if (known.seq > this.seq) return { seq: this.seq + 1, problem: 'it is missing, and so are all after it' };
    if (known.seq === start.seq && known.hash !== start.hash) {
      return { seq: start.seq, problem: 'the checkpoint does not name the entry whose hash you have kept' };
    }
    return null;
  }
}

/** The start of a chain from which nothing was removed. */
export const AT_THE_FIRST: ChainStart = { seq: 0, hash: NO_HASH };
