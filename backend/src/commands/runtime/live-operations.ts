import { Injectable } from '@nestjs/common';
import type { OperationEvent } from '#shared/operation';
import { Clock } from '../../platform/time/clock.ts';
import type { EventJournal } from './event-journal.ts';

/** Ended operations whose last output is kept for those who come back: each at most 256 KiB. */
const ENDED_MAX = 32;
const KEPT_FOR_MS = 60_000;

/** What this process has in memory of the operations it runs, or has run a moment ago. */
@Injectable()
export class LiveOperations {
  private readonly journals = new Map<string, EventJournal>();
  private readonly ended = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  began(id: string, journal: EventJournal): void {
    this.journals.set(id, journal);
  }

  hasEnded(id: string): void {
    this.ended.set(id, this.clock.monotonic());
    this.forgetOld();
  }

  /** What was told after `seq` and stands in no table. */
  recent(id: string, seq: number): readonly OperationEvent[] {
    this.forgetOld();
    return this.journals.get(id)?.recent.after(seq) ?? [];
  }

  private forgetOld(): void {
    const oldest = this.clock.monotonic() - KEPT_FOR_MS;
    for (const [id, at] of this.ended) {
      if (at >= oldest && this.ended.size <= ENDED_MAX) return;
      this.ended.delete(id);
      this.journals.delete(id);
    }
  }
}
