import { inject, Injectable } from '@angular/core';
import { ActivatedRoute, type Params, Router } from '@angular/router';
import {
  auditTime,
  filter,
  map,
  merge,
  type Observable,
  scan,
  shareReplay,
  Subject,
  tap,
  withLatestFrom,
} from 'rxjs';
import { OPERATION_PARAM, OVER_THE_PAGE } from '../core/operations/operation-address';
import { type DirectoryQuery, PLAIN_QUERY, queryParamsOf, readQuery } from './directory-query';

/** Browsers refuse pages that write their history more than a few times a second. */
const WRITE_MS = 200;

/** Marks a change of address as ours: what it says is already shown, and may by now be overtaken. */
const OWN = 'directory-query';

/** What lies over the page is no matter of its list either. */
const OURS: readonly unknown[] = [OWN, OVER_THE_PAGE];

type Change = Partial<DirectoryQuery>;

/** What of the directory is shown: changed at once, written to the address soon after, and read from it on Back. */
@Injectable()
export class QueryState {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  /** Each is a step that Back undoes. */
  private readonly steps$ = new Subject<Change>();
  /** What goes on from the last step: more letters, the next row. */
  private readonly drifts$ = new Subject<Change>();

  readonly query$: Observable<DirectoryQuery> = merge(
    this.route.queryParamMap.pipe(
      filter(() => !OURS.includes(this.router.currentNavigation()?.extras.info)),
      map(readQuery),
    ),
    this.steps$,
    this.drifts$,
  ).pipe(
    scan((query: DirectoryQuery, change: Change) => ({ ...query, ...change }), PLAIN_QUERY),
    shareReplay({ bufferSize: 1, refCount: true }),
  );

  /** Writes the address; it is there to be subscribed to, together with `query$`. */
  readonly written$: Observable<unknown> = merge(
    this.steps$.pipe(map(() => false)),
    this.drifts$.pipe(
      auditTime(WRITE_MS),
      map(() => true),
    ),
  ).pipe(
    withLatestFrom(this.query$),
    tap(([replaceUrl, query]) => {
      void this.router.navigate([], {
        relativeTo: this.route,
        queryParams: { ...queryParamsOf(query), ...this.overThePage() },
        replaceUrl,
        scroll: 'manual',
        info: OWN,
      });
    }),
  );

  private overThePage(): Params {
    const id = this.route.snapshot.queryParamMap.get(OPERATION_PARAM);
    return id === null ? {} : { [OPERATION_PARAM]: id };
  }

  step(change: Change): void {
    this.steps$.next(change);
  }

  drift(change: Change): void {
    this.drifts$.next(change);
  }
}
