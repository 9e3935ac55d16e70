import type { OperationEvent } from '#shared/operation';

/** Output kept in memory for those who come back after a moment; `/output` has all of it. UTF-16 code units. */
const OUTPUT_MAX_LENGTH = 256 * 1024;

/** Of so many pieces that are no longer here it is known where they ended: who comes back is told what is missing. */
const GONE_MAX = 4_096;

type OutputEvent = Extract<OperationEvent, { kind: 'output' }>;

/** What was told of an operation and is in no table: the latest pieces of output, the latest progress of each part. */
export class RecentEvents {
  private readonly output: { readonly event: OutputEvent; readonly end: number }[] = [];
  private outputLength = 0;
  /** Where pieces ended that are no longer here, the latest last. */
  private readonly gone = [{ seq: 0, end: 0 }];
  private readonly progress = new Map<string, OperationEvent>();

  /** @param outputEnd where the output ends with it, in bytes; null if it is none */
  add(event: OperationEvent, outputEnd: number | null): void {
    if (event.kind === 'progress') this.progress.set(event.data.id, event);
    if (event.kind !== 'output' || outputEnd === null) return;
    this.output.push({ event, end: outputEnd });
    this.outputLength += event.data.text.length;
    while (this.outputLength > OUTPUT_MAX_LENGTH && this.output.length > 1) this.dropOldest();
  }

  /** What came after `seq`. The first piece of output says how much of what came between is no longer here. */
  after(seq: number): readonly OperationEvent[] {
    const [first, ...others] = this.output.map(({ event }) => event).filter((event) => event.seq > seq);
    const output = first === undefined ? [] : [this.withMissing(first, seq), ...others];
    return [...output, ...[...this.progress.values()].filter((event) => event.seq > seq)];
  }

  private withMissing(first: OutputEvent, seq: number): OutputEvent {
    if ((this.gone.at(-1)?.seq ?? 0) <= seq) return first;
    const known = this.gone.findLast((piece) => piece.seq <= seq) ?? this.gone[0];
    const from = seq === 0 ? 0 : (known?.end ?? 0);
    return { ...first, data: { ...first.data, skippedBytes: first.data.offset - from } };
  }

  private dropOldest(): void {
    const oldest = this.output.shift();
    if (oldest === undefined) return;
    this.outputLength -= oldest.event.data.text.length;
    this.gone.push({ seq: oldest.event.seq, end: oldest.end });
    if (this.gone.length > GONE_MAX) this.gone.shift();
  }
}
