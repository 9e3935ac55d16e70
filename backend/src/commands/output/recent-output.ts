import type { OutputStream } from '../process-runner.ts';
import type { OutputPiece } from './output-piece.ts';
import { endOfWhole } from './whole-characters.ts';

/** What is kept in memory of a running operation's output: more than a client on a home network is ever behind. */
export const RECENT_MAX_BYTES = 2 * 1024 * 1024;

/** Each entry costs memory of its own, however small it is. */
const ENTRIES_MAX = 4_096;

/** Larger chunks are cut, so that a piece never has to be. */
const ENTRY_MAX_BYTES = 64 * 1024;

/** Chunks are added to the one before up to this size: a program that writes byte by byte fills no memory. */
const GATHERED_MAX_BYTES = 2 * 1024;

interface Entry {
  readonly stream: OutputStream;
  readonly offset: number;
  bytes: Buffer;
}

export interface NextPiece {
  readonly piece: OutputPiece;
  /** Where it ends, and the next one begins. */
  readonly end: number;
}

/** The last part of what an operation wrote. Who reads it keeps a place of his own, an offset. */
export class RecentOutput {
  private entries: Entry[] = [];
  /** Entries before this one are gone; they are removed from the array now and then. */
  private first = 0;
  private held = 0;
  private endOffset = 0;

  /** Where the output ends now. */
  get end(): number {
    return this.endOffset;
  }

  /** Where what is still here begins. */
  get begin(): number {
    return this.endOffset - this.held;
  }

  /** @param bytes whole characters; kept, so nobody may change them */
  append(stream: OutputStream, bytes: Buffer): void {
    for (let rest = bytes; rest.length > 0;) {
      const slice = rest.subarray(0, ENTRY_MAX_BYTES);
      const cut = rest.length > ENTRY_MAX_BYTES ? endOfWhole(slice) : slice.length;
      this.add(stream, rest.subarray(0, cut));
      rest = rest.subarray(cut);
    }
    this.drop();
  }

  /**
   * The next piece from `offset` on, of one stream; null if there is none.
   *
   * @param maxBytes at least 64 KiB: it is not cut to be smaller than what was written at once
   */
  next(offset: number, maxBytes: number): NextPiece | null {
    const from = Math.max(offset, this.begin);
    if (from >= this.endOffset) return null;
    let index = this.indexOf(from);
    const stream = this.entries[index]?.stream ?? 'stdout';
    let [text, end] = ['', from];
    for (let entry = this.entries[index]; entry?.stream === stream; entry = this.entries[(index += 1)]) {
      const bytes = entry.bytes.subarray(end - entry.offset);
      if (end > from && end - from + bytes.length > maxBytes) break;
      text += bytes.toString('utf8');
      end += bytes.length;
    }
    return { piece: { stream, offset: from, text, skippedBytes: from - offset }, end };
  }

  /** The bytes from `offset` to the end, as far as they are still here. */
  since(offset: number): Buffer[] {
    return this.entries
      .slice(this.first)
      .map((entry) => entry.bytes.subarray(Math.max(0, offset - entry.offset)))
      .filter(({ length }) => length > 0);
  }

  private add(stream: OutputStream, bytes: Buffer): void {
    const last = this.entries.length > this.first ? this.entries.at(-1) : undefined;
    if (last?.stream === stream && last.bytes.length + bytes.length <= GATHERED_MAX_BYTES) {
      last.bytes = Buffer.concat([last.bytes, bytes]);
    } else this.entries.push({ stream, offset: this.endOffset, bytes });
    this.endOffset += bytes.length;
    this.held += bytes.length;
  }

  private drop(): void {
    while (this.held > RECENT_MAX_BYTES || this.entries.length - this.first > ENTRIES_MAX) {
      this.held -= this.entries[this.first]?.bytes.length ?? 0;
      this.first += 1;
    }
    if (this.first > ENTRIES_MAX || this.first * 2 > this.entries.length) {
      this.entries = this.entries.slice(this.first);
      this.first = 0;
    }
  }

  /** The entry that has the byte at `offset`, by bisection. */
  private indexOf(offset: number): number {
    let [low, high] = [this.first, this.entries.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.entries[middle]?.offset ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
