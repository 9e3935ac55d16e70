import { Injectable, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { distinctUntilChanged, interval, map, type Observable, shareReplay, startWith } from 'rxjs';

const TICK_MS = 1_000;

/** The `Date` header counts whole seconds; a smaller difference is its rounding, not a wrong clock. */
const SKEW_NOTICEABLE_MS = 2_000;

/**
 * The server's time, once a second, for everything on the page that grows old: one timer, whatever the number
 * of ages. The server's and not this device's, since a wrong clock here must not make fresh data look old.
 */
@Injectable({ providedIn: 'root' })
export class Ticker {
  private readonly skewMs = signal(0);

  readonly now$: Observable<number> = interval(TICK_MS).pipe(
    startWith(0),
    map(() => this.read()),
    shareReplay({ bufferSize: 1, refCount: true }),
  );

  readonly now = toSignal(this.now$.pipe(distinctUntilChanged()), { requireSync: true });

  /** The server's time at this moment. */
  read(): number {
    return Date.now() + this.skewMs();
  }

  /** @param serverTime what the server's clock says, in milliseconds since 1970 */
  align(serverTime: number): void {
    const skew = serverTime - Date.now();
    this.skewMs.set(Math.abs(skew) < SKEW_NOTICEABLE_MS ? 0 : skew);
  }
}
