import type { Subscription } from 'rxjs';
import type { OperationEventBody } from '#shared/operation';
import type { Clock } from '../../platform/time/clock.ts';

export type Progress = Extract<OperationEventBody, { kind: 'progress' }>['data'];

/** Five numbers a second for each part are as many as anybody can read. */
const PAUSE_MS = 200;

/** Parts of one operation: an image has up to 127 layers, a pull of everything some hundred images. */
const PARTS_MAX = 5_000;

/** Thins out how far parts have come. A change of status is told at once; numbers in between a few times a second. */
export class ProgressThrottle {
  private readonly told = new Map<string, { readonly at: number; readonly status: Progress['status'] }>();
  private readonly waiting = new Map<string, Progress>();
  private timer: Subscription | null = null;

  /** @param tell `turned`: the part's status is another than before */
  constructor(
    private readonly clock: Clock,
    private readonly tell: (progress: Progress, turned: boolean) => void,
  ) {}

  add(progress: Progress): void {
    const last = this.told.get(progress.id);
    if (last === undefined && this.told.size >= PARTS_MAX) return;
    const turned = last?.status !== progress.status;
    if (turned || this.clock.monotonic() - last.at >= PAUSE_MS) this.now(progress, turned);
    else this.later(progress);
  }

  /** Tells what still waits. */
  end(): void {
    this.timer?.unsubscribe();
    this.timer = null;
    for (const progress of [...this.waiting.values()]) this.now(progress, false);
  }

  private now(progress: Progress, turned: boolean): void {
    this.waiting.delete(progress.id);
    this.told.set(progress.id, { at: this.clock.monotonic(), status: progress.status });
    this.tell(progress, turned);
  }

  private later(progress: Progress): void {
    this.waiting.set(progress.id, progress);
    this.timer ??= this.clock.after(PAUSE_MS).subscribe(() => {
      this.end();
    });
  }
}
