import { AsyncPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import {
  combineLatest,
  debounceTime,
  distinctUntilChanged,
  filter,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  shareReplay,
  Subject,
  tap,
  withLatestFrom,
} from 'rxjs';
import { ChangeReader } from '../core/changes/change-reader';
import { ChangesPanel } from '../core/changes/changes-panel';
import { LensPanel } from '../core/changes/lens-panel';
import { TimelineSkeleton } from '../core/changes/timeline-skeleton';
import { Failed } from '../core/failed/failed';
import { type Failure, wordsOf } from '../core/http/failure';
import { Empty } from '../ui/empty/empty';
import { Ticker } from '../ui/time/ticker';
import { ChangesFilters } from './changes-filters';
import { type ChangesPageView, changesPageViewOf, windowTitle } from './changes-page-view';
import {
  type ChangesQuery,
  changesParamsOf,
  filterOf,
  isNarrowed,
  isSameList,
  isSameWindow,
  lanesFilterOf,
  PLAIN,
  readChangesQuery,
} from './changes-query';
import { LanesPanel } from './lanes-panel';

const TYPED_MS = 200;

/** What changed, by whom, and what changed before something broke. */
@Component({
  selector: 'app-changes-page',
  imports: [AsyncPipe, ChangesFilters, ChangesPanel, Empty, Failed, LanesPanel, LensPanel, TimelineSkeleton],
  templateUrl: './changes-page.html',
})
export class ChangesPage {
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly reader = inject(ChangeReader);
  private readonly ticker = inject(Ticker);
  private readonly older$ = new Subject<void>();
  private readonly typed$ = new Subject<string>();

  protected readonly titleOf = windowTitle;
  protected readonly isNarrowed = isNarrowed;

  private readonly query$: Observable<ChangesQuery> = this.route.queryParamMap.pipe(
    map(readChangesQuery),
    shareReplay({ bufferSize: 1, refCount: true }),
  );

  private readonly list$ = this.reader
    .list(
      this.query$.pipe(
        distinctUntilChanged(isSameList),
        map((query) => filterOf(query, this.ticker.read())),
      ),
      this.older$,
    )
    .pipe(shareReplay({ bufferSize: 1, refCount: true }));

  private readonly lanes$ = this.reader.lanes(
    this.query$.pipe(
      distinctUntilChanged(isSameWindow),
      map((query) => () => lanesFilterOf(query, this.ticker.read())),
    ),
  );

  private readonly selected$ = this.reader
    .selected(this.query$.pipe(map(({ id }) => id)), this.list$)
    .pipe(shareReplay({ bufferSize: 1, refCount: true }));

  protected readonly view$: Observable<ChangesPageView> = merge(
    combineLatest({
      query: this.query$,
      list: this.list$,
      lanes: this.lanes$,
      lens: this.reader.newestLens(of(null)),
      selected: this.selected$,
      selectedLens: this.reader.lensOf(this.selected$),
    }).pipe(map(changesPageViewOf)),
    this.typed$.pipe(
      debounceTime(TYPED_MS),
      withLatestFrom(this.query$),
      filter(([text, query]) => text !== query.text),
      tap(([text]) => {
        this.show({ text }, true);
      }),
      ignoreElements(),
    ),
  );

  protected type(text: string): void {
    this.typed$.next(text);
  }

  /** Closing what is not open clears the filters: Esc does one after the other. */
  protected choose(id: string | null): void {
    if (id === null && this.read().id === null) this.clear();
    else this.show({ id }, true);
  }

  protected clear(): void {
    this.show({ ...PLAIN });
  }

  protected loadOlder(): void {
    this.older$.next();
  }

  protected words(failure: Failure): { readonly title: string; readonly text: string } {
    return wordsOf(failure);
  }

  protected show(change: Partial<ChangesQuery>, replaceUrl = false): void {
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: changesParamsOf({ ...this.read(), ...change }),
      queryParamsHandling: 'merge',
      replaceUrl,
      scroll: 'manual',
    });
  }

  private read(): ChangesQuery {
    return readChangesQuery(this.route.snapshot.queryParamMap);
  }
}
