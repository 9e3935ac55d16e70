import { inject, Injectable } from '@angular/core';
import {
  auditTime,
  catchError,
  combineLatest,
  distinctUntilChanged,
  map,
  type Observable,
  of,
  shareReplay,
  startWith,
  switchMap,
} from 'rxjs';
import type { OperationFacets } from '#shared/operation-metrics';
import { CommandsFeed } from '../../core/commands/commands-feed';
import { failureOf } from '../../core/http/failure';
import { OperationsFeed } from '../../core/operations/operations-feed';
import { Ticker } from '../../ui/time/ticker';
import { OperationsAddress } from '../operations-address';
import { filterOf, isSameList, type OperationsQuery } from '../operations-query';
import { type Choices, choicesOf } from './choice-option';
import { FacetsApi } from './facets-api';

/** One run more changes little: what many that run together change is asked for once. */
const ASK_AGAIN_AFTER_MS = 2_000;

/** What there is to filter by, asked for anew with each filter and as operations come and end. */
@Injectable()
export class OperationChoices {
  private readonly api = inject(FacetsApi);
  private readonly ticker = inject(Ticker);
  private readonly told$ = inject(OperationsFeed).told$;
  private readonly query$ = inject(OperationsAddress).query$.pipe(distinctUntilChanged(isSameList));

  private readonly facets$: Observable<OperationFacets | null> = this.query$.pipe(
    switchMap((query): Observable<OperationFacets | null> =>
      this.told$.pipe(
        auditTime(ASK_AGAIN_AFTER_MS),
        startWith(undefined),
        switchMap(() => this.ask(query)),
      ),
    ),
    startWith<OperationFacets | null>(null),
  );

  readonly choices$: Observable<Choices> = combineLatest({
    facets: this.facets$,
    titles: inject(CommandsFeed).titles$,
    query: this.query$,
  }).pipe(
    map(({ facets, titles, query }) => choicesOf(facets, titles, query)),
    shareReplay({ bufferSize: 1, refCount: true }),
  );

  private ask(query: OperationsQuery): Observable<OperationFacets | null> {
    return this.api.facets(filterOf(query, this.ticker.read())).pipe(
      catchError((error: unknown) => {
        failureOf(error);
        return of(null); // what is set can still be changed by hand in the address
      }),
    );
  }
}
