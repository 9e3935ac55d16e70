/**
 * Half the width of a bin, relative to the values in it. Below the 1 % that is promised, so that rounding what
 * comes out stays within it.
 */
const ACCURACY = 0.009;

const GAMMA = (1 + ACCURACY) / (1 - ACCURACY);
const LOG_GAMMA = Math.log(GAMMA);

/** Beyond 68 years in milliseconds nothing is told apart: it bounds the sketch whatever comes in. */
const BIN_MAX = Math.ceil(Math.log(2 ** 41) / LOG_GAMMA);

/** Room made at first: durations of one command lie close together. */
const ROOM = 16;

/** Whole values below this come out as they went in. */
const EXACT_BELOW = 50;

/**
 * How often each duration occurred, in bins that grow with the value (DDSketch: Masson, Rim and Lee, 2019). Any
 * quantile is within 1 % of the value that has that rank; two of them added are what one of both would be.
 * Values are whole and not negative.
 */
export class QuantileSketch {
  private zeros = 0;
  /** The bin of `counts[0]`. */
  private first = 0;
  private counts: number[] = [];
  private total = 0;

  get count(): number {
    return this.total;
  }

  add(value: number): void {
    if (value < 1) this.zeros += 1;
    else this.addToBin(Math.min(BIN_MAX, Math.ceil(Math.log(value) / LOG_GAMMA)), 1);
    this.total += 1;
  }

  /** Adds what {@link encode} has written. */
  addEncoded(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const reader = new VarintReader(bytes);
    const zeros = reader.next();
    this.zeros += zeros;
    this.total += zeros;
    let bin = 0;
    while (reader.at < bytes.length) {
      bin += reader.next();
      const count = reader.next();
      this.addToBin(bin, count);
      this.total += count;
    }
  }

  /** Adds another, which stays as it is. */
  addSketch({ zeros, first, counts, total }: QuantileSketch): void {
    this.zeros += zeros;
    this.total += total;
    for (let index = 0; index < counts.length; index += 1) {
      const count = counts[index] ?? 0;
      if (count > 0) this.addToBin(first + index, count);
    }
  }

  /**
   * The value at a rank: the smallest that at least this share of all values do not exceed.
   *
   * @param share from 0 to 1
   * @returns null if there are no values
   */
  quantile(share: number): number | null {
    if (this.total === 0) return null;
    const rank = Math.max(1, Math.ceil(share * this.total));
    let seen = this.zeros;
    if (seen >= rank) return 0;
    for (let index = 0; index < this.counts.length; index += 1) {
      seen += this.counts[index] ?? 0;
      if (seen >= rank) return valueOf(this.first + index);
    }
    throw new Error(`a sketch of ${this.total} values holds only ${seen}`);
  }

  /** How many zeros, then for each bin in use its distance from the one before and its count. */
  encode(): Buffer {
    if (this.total === 0) return Buffer.alloc(0);
    const bytes: number[] = [];
    pushVarint(bytes, this.zeros);
    let before = 0;
    for (let index = 0; index < this.counts.length; index += 1) {
      const count = this.counts[index] ?? 0;
      if (count === 0) continue;
      pushVarint(bytes, this.first + index - before);
      pushVarint(bytes, count);
      before = this.first + index;
    }
    return Buffer.from(bytes);
  }

  private addToBin(bin: number, count: number): void {
    if (bin < this.first || bin >= this.first + this.counts.length) this.makeRoomFor(bin);
    const index = bin - this.first;
    this.counts[index] = (this.counts[index] ?? 0) + count;
  }

  /** At least doubles it: what is made of many does not copy its bins for each. */
  private makeRoomFor(bin: number): void {
    const { first, counts } = this;
    const room = Math.max(ROOM, counts.length);
    if (counts.length === 0) this.first = Math.max(0, bin - ROOM / 2);
    else if (bin < first) this.first = Math.max(0, Math.min(bin, first - room));
    const end = Math.max(bin + 1, first + counts.length, bin < first ? 0 : this.first + counts.length + room);
    const grown = new Array<number>(end - this.first).fill(0);
    for (let index = 0; index < counts.length; index += 1)
      grown[first - this.first + index] = counts[index] ?? 0;
    this.counts = grown;
  }
}

/** The middle of a bin, as far from both its ends in relation to them. */
function valueOf(bin: number): number {
  const value = (2 * GAMMA ** bin) / (GAMMA + 1);
  return value < EXACT_BELOW ? Math.round(value) : Math.round(value * 10) / 10;
}

/** Seven bits a byte, lowest first; the high bit says that more follow. */
function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
}

class VarintReader {
  at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  next(): number {
    const first = this.byte();
    if (first < 0x80) return first; // nearly always: counts are small and bins lie close together
    let value = first & 0x7f;
    for (let factor = 0x80; ; factor *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  private byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new Error('a stored sketch ends in the middle of a number');
    this.at += 1;
    return byte;
  }
}
