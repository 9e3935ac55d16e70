/** Of a byte that begins a character of several. */
const LEAD_MIN = 0xc0;

/**
 * Cuts a stream of bytes between characters of UTF-8, never inside one: what it gives can be decoded by itself.
 * Holds back at most three bytes. Bytes that are no UTF-8 pass as they are.
 */
export class WholeCharacters {
  private held: Buffer | null = null;
  private missing = 0;

  /** @param emit called at once, in order; what it gets shares the memory of `chunk` */
  push(chunk: Buffer, emit: (whole: Buffer) => void): void {
    const rest = this.held === null ? chunk : this.complete(this.held, chunk, emit);
    if (rest.length === 0) return;
    const cut = endOfWhole(rest);
    if (cut < rest.length) {
      this.held = Buffer.from(rest.subarray(cut)); // a copy: three bytes must not keep a whole chunk
      this.missing = lengthOf(rest[cut] ?? 0) - (rest.length - cut);
    }
    if (cut > 0) emit(rest.subarray(0, cut));
  }

  /** Gives what was held back: the stream ended inside a character. */
  end(emit: (whole: Buffer) => void): void {
    const held = this.held;
    this.held = null;
    if (held !== null) emit(held);
  }

  /** @returns what remains of the chunk */
  private complete(held: Buffer, chunk: Buffer, emit: (whole: Buffer) => void): Buffer {
    let taken = 0;
    while (taken < this.missing && isContinuation(chunk[taken])) taken += 1;
    const together = Buffer.concat([held, chunk.subarray(0, taken)]);
    this.missing -= taken;
    this.held = together;
    if (this.missing > 0 && taken === chunk.length) return chunk.subarray(taken);
    this.end(emit); // complete, or broken off
    return chunk.subarray(taken);
  }
}

/** Where the last character that is not complete begins; the length where all are. */
export function endOfWhole(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= LEAD_MIN) return lengthOf(byte) > back ? bytes.length - back : bytes.length;
    if (!isContinuation(byte)) return bytes.length;
  }
  return bytes.length;
}

function lengthOf(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
