import { inject, Injectable } from '@angular/core';
import {
  auditTime,
  catchError,
  distinctUntilChanged,
  map,
  merge,
  type Observable,
  of,
  scan,
  shareReplay,
  startWith,
  Subject,
  switchMap,
} from 'rxjs';
import type { OperationMetricsAnswer } from '#shared/operation-metrics';
import { type Failure, failureOf } from '../../core/http/failure';
import { OperationsApi } from '../../core/operations/operations-api';
import { OperationsFeed } from '../../core/operations/operations-feed';
import { Ticker } from '../../ui/time/ticker';
import { OperationsAddress } from '../operations-address';
import { subjectOf } from '../operations-query';

/** One run more changes little: many that end together are asked for once. */
const ASK_AGAIN_AFTER_MS = 2_000;

/** What is known of the measures. What was known stays while they are asked for anew. */
export interface Measured {
  readonly answer: OperationMetricsAnswer | null;
  readonly failure: Failure | null;
}

const NOTHING_YET: Measured = { answer: null, failure: null };

/** The measures of what the address narrows to, asked for anew when operations end. */
@Injectable()
export class OperationMetrics {
  private readonly api = inject(OperationsApi);
  private readonly ticker = inject(Ticker);
  private readonly again$ = new Subject<void>();
  private readonly ended$ = inject(OperationsFeed).ended$;

  readonly measured$: Observable<Measured> = inject(OperationsAddress).query$.pipe(
    distinctUntilChanged((a, b) => JSON.stringify(subjectOf(a, 0)) === JSON.stringify(subjectOf(b, 0))),
    switchMap((query) =>
      merge(this.again$, this.ended$.pipe(auditTime(ASK_AGAIN_AFTER_MS))).pipe(
        startWith(undefined),
        switchMap(() => this.ask(subjectOf(query, this.ticker.read()))),
      ),
    ),
    scan((before, now) => ({ answer: now.answer ?? before.answer, failure: now.failure }), NOTHING_YET),
    startWith(NOTHING_YET),
    shareReplay({ bufferSize: 1, refCount: true }),
  );

  askAgain(): void {
    this.again$.next();
  }

  private ask(subject: Readonly<Record<string, string>>): Observable<Measured> {
    return this.api.metrics(subject).pipe(
      map((answer): Measured => ({ answer, failure: null })),
      catchError((error: unknown) => of<Measured>({ answer: null, failure: failureOf(error) })),
    );
  }
}
