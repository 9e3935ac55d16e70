import type { Subscription } from 'rxjs';
import type { Clock } from '../../platform/time/clock.ts';
import type { OutputPiece } from './output-piece.ts';
import type { RecentOutput } from './recent-output.ts';

/** Small writes are gathered for so long: an eye does not notice, and a page need not be drawn for each line. */
export const GATHER_MS = 75;

/** As soon as this much is there it is told at once. */
const PROMPT_BYTES = 64 * 1024;

/**
 * The largest piece, when the output comes faster than it is taken. Pieces four times as large cost a fifth more of the
 * processor: what is made of them no longer fits into its cache.
 */
export const PIECE_MAX_BYTES = 64 * 1024;

/**
 * Takes pieces; the next one is made when what it returns is fulfilled.
 *
 * @param end where the piece ends, in bytes: its text does not say, for what is no UTF-8 is shown as something else
 */
export type TakePiece = (piece: OutputPiece, end: number) => void | Promise<void>;

/**
 * Tells one consumer what is written, at the pace it takes it. There is no queue: a consumer that is too slow finds
 * that its next piece begins later, and how many bytes that skipped. At the end it is not waited for: what is left
 * is told at once, and is no more than is held in memory.
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
    private readonly take: TakePiece,
  ) {
    this.finished.promise.catch(() => undefined); // whether anybody wants to know is up to them
    this.notice();
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
    this.tell();
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
        const next = this.recent.next(this.place, PIECE_MAX_BYTES);
        if (next === null) break;
        this.place = next.end;
        const taking = this.take(next.piece, next.end);
        if (taking !== undefined && this.state === 'following') {
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
        this.notice();
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
