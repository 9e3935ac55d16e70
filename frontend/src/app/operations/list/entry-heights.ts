/** Where each line of a list with lines of different heights begins. In pixels. */
export class EntryHeights {
  static readonly NONE = new EntryHeights([]);

  /** One more than there are lines: the last is where the list ends. */
  private readonly offsets: readonly number[];

  constructor(heights: readonly number[]) {
    let end = 0;
    this.offsets = [0, ...heights.map((height) => (end += height))];
  }

  get count(): number {
    return this.offsets.length - 1;
  }

  get total(): number {
    return this.offset(this.count);
  }

  /** Where a line begins. */
  offset(index: number): number {
    return this.offsets[Math.max(0, Math.min(index, this.count))] ?? 0;
  }

  /** The lines of which anything lies between two places; `end` is the first that does not. */
  between(top: number, bottom: number): { readonly start: number; readonly end: number } {
    const start = this.at(top);
    if (this.count === 0 || bottom <= 0) return { start: 0, end: 0 };
    return { start, end: Math.min(this.count, this.at(bottom - 1) + 1) };
  }

  /** The line at a place: the last one that begins at or before it. */
  private at(place: number): number {
    let low = 0;
    let high = this.count;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.offset(middle) <= place) low = middle;
      else high = middle;
    }
    return low;
  }
}
