import type { OperationEvent } from '#shared/operation';

/** Output kept in memory for those who come back after a moment; `/output` has all of it. UTF-16 code units. */
const OUTPUT_MAX_LENGTH = 256 * 1024;

/** What was told of an operation and is in no table: the latest pieces of output, the latest progress of each part. */
export class RecentEvents {
  private readonly output: OperationEvent[] = [];
  private outputLength = 0;
  private readonly progress = new Map<string, OperationEvent>();

  add(event: OperationEvent): void {
    if (event.kind === 'progress') this.progress.set(event.data.id, event);
    if (event.kind !== 'output') return;
    this.output.push(event);
    this.outputLength += event.data.text.length;
    while (this.outputLength > OUTPUT_MAX_LENGTH && this.output.length > 1) this.dropOldest();
  }

  after(seq: number): readonly OperationEvent[] {
    return [...this.output, ...this.progress.values()].filter((event) => event.seq > seq);
  }

  private dropOldest(): void {
    const dropped = this.output.shift();
    if (dropped?.kind === 'output') this.outputLength -= dropped.data.text.length;
  }
}
