import { Injectable } from '@nestjs/common';
import { interval, map, timer, type Observable } from 'rxjs';
import { Clock } from './clock.ts';

/** The machine's clock. */
@Injectable()
export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }

  monotonic(): number {
    return performance.now();
  }

  after(milliseconds: number): Observable<void> {
    return timer(milliseconds).pipe(map(() => undefined));
  }

  every(milliseconds: number): Observable<void> {
    return interval(milliseconds).pipe(map(() => undefined));
  }
}
