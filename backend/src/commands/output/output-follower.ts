import type { Subscription } from 'rxjs';
import type { Clock } from '../../platform/time/clock.ts';
import type { OutputPiece } from './output-piece.ts';
import type { RecentOutput } from './recent-output.ts';

/** Small writes are gathered for so long: an eye does not notice, and a page need not be drawn for each line. */
export const GATHER_MS = 75;

/** As soon as this much is there it is told at once. */
const PROMPT_BYTES = 64 * 1024;

/** The largest piece, when the output comes faster than it is taken. */
export const PIECE_MAX_BYTES = 256 * 1024;

/** Takes pieces; the next one is made when what it returns is fulfilled. */
export type TakePiece = (piece: OutputPiece) => void | Promise<void>;

/**
 * Tells one consumer what is written, at the pace it takes it. There is no queue: a consumer that is too slow finds
 * that its next piece begins later, and how many bytes that skipped.
 */
export class OutputFollower {
  private readonly finished = Promise.withResolvers<undefined>();
  private gathering: Subscription | null = null;
  private isBusy = false;
  private state: 'following' | 'ending' | 'over' = 'following';

  constructor(
    private readonly recent: RecentOutput,
    private readonly clock: Clock,
    private place: number,
    private readonly earliest: number,
    private readonly take: TakePiece,
  ) {
    this.finished.promise.catch(() => undefined); // whether anybody wants to know is up to them
    this.notice();
  }

  /** Up to where everything was told, or skipped. */
  get told(): number {
    return this.place;
  }

  /** Resolves when all was told after the end, or it was stopped; rejects with what the consumer threw. */
  get done(): Promise<unknown> {
    return this.finished.promise;
  }

  /** Something was written. */
  notice(): void {
    if (this.isBusy || this.state !== 'following') return;
    const waiting = this.recent.end - this.place;
    if (waiting >= PROMPT_BYTES) this.tell();
    else if (waiting > 0) {
      this.gathering ??= this.clock.after(GATHER_MS).subscribe(() => {
        this.tell();
      });
    }
  }

  /** Nothing more will be written: tells what is left. */
  end(): void {
    if (this.state === 'over') return;
    this.state = 'ending';
    if (!this.isBusy) this.tell();
  }

  stop(): void {
    this.state = 'over';
    this.gathering?.unsubscribe();
    this.finished.resolve(undefined);
  }

  private tell(): void {
    this.gathering?.unsubscribe();
    this.gathering = null;
    try {
      while (this.state !== 'over') {
        const next = this.recent.next(this.place, { maxBytes: PIECE_MAX_BYTES, earliest: this.earliest });
        if (next === null) break;
        this.place = next.end;
        const taking = this.take(next.piece);
        if (taking !== undefined) {
          this.waitFor(taking);
          return;
        }
      }
    } catch (error) {
      this.fail(error);
    }
    if (this.state === 'ending') this.stop();
  }

  private waitFor(taking: Promise<void>): void {
    this.isBusy = true;
    taking.then(
      () => {
        this.isBusy = false;
        if (this.state === 'ending') this.tell();
        else this.notice();
      },
      (error: unknown) => {
        this.isBusy = false;
        this.fail(error);
      },
    );
  }

  private fail(error: unknown): void {
    this.finished.reject(error);
    this.stop();
  }
}
